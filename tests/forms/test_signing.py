"""One device signature a paper: it holds, it keeps the archive form, and each way of tampering is caught."""

import dataclasses
import hashlib
import io
import subprocess
from datetime import UTC, datetime

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from forms.page.paper import content_hash, render_paper
from forms.signing import DeviceSigner, QrFacts, der_of, qr_text, sign
from forms.verifying import Recorded, check_qr, inspect_pdf
from models.clock import FixedClock
from models.errors import KnownError
from models.keys import certify, new_device, new_office
from tests.forms.samples import ORDER, paper

AT = datetime(2026, 10, 14, 2, 30, tzinfo=UTC)
CLOCK = FixedClock(AT)


@pytest.fixture(scope="module")
def office():
    return new_office("星河市晨光区人力资源和社会保障局", CLOCK)


@pytest.fixture(scope="module")
def device(office):
    return certify(office, new_device(), "星河市晨光区人力资源和社会保障局", "laptop1", CLOCK)


@pytest.fixture(scope="module")
def pdf():
    return render_paper(paper(ORDER, 12), draft_mark=False, made_at=AT)


@pytest.fixture(scope="module")
def signed(pdf, device):
    return sign(pdf, DeviceSigner.of(device), at=AT)


def recorded(signed):
    return Recorded(hashlib.sha256(signed).hexdigest(), 1, AT)


def test_a_signed_paper_is_ours_and_unchanged(signed, pdf, office):
    assert signed.startswith(pdf)
    verdict = inspect_pdf(signed, [office.certificate], recorded(signed))
    assert (verdict.ours, verdict.unchanged, verdict.reasons) == ("yes", "yes", ())
    assert (verdict.expected, verdict.found, verdict.valid) == (1, 1, 1)
    assert verdict.signatures[0].at == AT and verdict.signatures[0].signer == "laptop1"
    assert verdict.sha256 == hashlib.sha256(signed).hexdigest()


def test_another_reader_agrees(signed, tmp_path):
    (tmp_path / "a.pdf").write_bytes(signed)
    said = subprocess.run(["pdfsig", str(tmp_path / "a.pdf")], capture_output=True, check=False).stdout.decode()
    assert "Signature is Valid" in said and "Total document signed" in said
    assert said.count("Signature #") == 1


def test_the_archive_form_survives_the_signature(signed):
    with pikepdf.open(io.BytesIO(signed)) as doc:
        assert "<pdfaid:part>2</pdfaid:part>" in doc.Root.Metadata.read_bytes().decode()
        assert "/Producer" not in doc.docinfo
        assert doc.pdf_version == "1.7" and "/Version" not in doc.Root
        assert str(doc.docinfo["/CreationDate"]) == str(doc.docinfo["/ModDate"]) == "D:20261014103000+08'00'"
    assert b"pyHanko" not in signed and b"Producer" not in signed


def test_without_the_office_s_certificate_nothing_is_known(signed):
    verdict = inspect_pdf(signed, [])
    assert verdict.ours == "unknown" and "no_trust_root" in verdict.reasons


def test_a_stranger_s_signature_is_not_ours(pdf, office):
    other = new_office("另一个局", CLOCK)
    forged = sign(pdf, DeviceSigner.of(certify(other, new_device(), "另一个局", "laptop1", CLOCK)), at=AT)
    verdict = inspect_pdf(forged, [office.certificate])
    assert (verdict.ours, verdict.unchanged, verdict.valid) == ("no", "unknown", 0)
    assert inspect_pdf(forged, [other.certificate, office.certificate]).ours == "yes"


def test_any_changed_byte_is_noticed(signed, office):
    first = signed.index(b"stream") + 100
    for at in (first, len(signed) // 3, len(signed) // 2, signed.rindex(b"startxref") + 12):
        bad = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
        try:
            verdict = inspect_pdf(bad, [office.certificate])
        except KnownError as refused:
            assert refused.code == "pdf_unreadable"
            continue
        assert verdict.unchanged == "no", at
        assert "content_changed" in verdict.reasons or "added_after_signing" in verdict.reasons
        assert inspect_pdf(bad, [office.certificate], recorded(signed)).unchanged == "no"


def paint_over(signed):
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    stream = generic.StreamObject(stream_data=b"1 g 100 100 300 300 re f")
    writer.add_stream_to_page(0, writer.add_object(stream))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_page_painted_over_in_a_later_revision_is_noticed(signed, office):
    verdict = inspect_pdf(paint_over(signed), [office.certificate])
    assert (verdict.ours, verdict.unchanged, verdict.found, verdict.valid) == ("yes", "no", 1, 0)
    assert verdict.signatures[0].intact
    assert verdict.reasons == ("added_after_signing",)


def test_a_file_cut_back_is_caught_by_the_record_alone(signed, pdf, office):
    assert inspect_pdf(pdf, [office.certificate]).unchanged == "unknown"
    verdict = inspect_pdf(pdf, [office.certificate], recorded(signed))
    assert (verdict.ours, verdict.unchanged) == ("no", "no")
    assert {"unsigned", "hash_differs", "signatures_missing"} <= set(verdict.reasons)


def test_a_certificate_is_judged_at_the_instant_of_issue(pdf, office):
    late = FixedClock(datetime(2040, 1, 1, tzinfo=UTC))
    early = certify(office, new_device(), "某局", "laptop1", CLOCK)
    good = sign(pdf, DeviceSigner.of(early), at=AT)
    assert inspect_pdf(good, [office.certificate]).ours == "yes"
    bad = sign(pdf, DeviceSigner.of(early), at=late.now())
    assert inspect_pdf(bad, [office.certificate]).ours == "no"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"PK\x03\x04 not a pdf", b"%PDF-1.7\n" + b"\xff" * 5000])
def test_what_is_no_pdf_is_refused(content, office):
    with pytest.raises(KnownError) as caught:
        inspect_pdf(content, [office.certificate])
    assert caught.value.code == "pdf_unreadable"


def test_a_device_without_a_certificate_cannot_sign():
    with pytest.raises(KnownError) as caught:
        DeviceSigner.of(new_device())
    assert caught.value.code == "signing_failed"


def test_another_signer_can_take_the_device_s_place(pdf, device, office):
    class Token:
        certificate = der_of(device.pdf_certificate)
        chain = (der_of(office.certificate),)
        asked = 0

        def sign(self, content):
            Token.asked += 1
            return DeviceSigner.of(device).sign(content)

    assert inspect_pdf(sign(pdf, Token(), at=AT), [office.certificate]).valid == 1
    assert Token.asked == 1


FACTS = QrFacts("rectification_order", "星晨人社监令字〔2026〕第078号", "星河市晨光区人力资源和社会保障局", "2026-10-14",
                content_hash(paper(ORDER, 12)))  # fmt: skip


def test_the_code_says_who_what_and_when(device):
    found = check_qr(qr_text(FACTS, device), [new_device().public, device.public])
    assert (found.ours, found.facts) == ("yes", FACTS)


def test_any_changed_part_of_the_code_is_noticed(device):
    parts = qr_text(FACTS, device).split("|")
    for n, other in ((1, "inquiry_notice"), (2, "星晨人社监令字〔2026〕第079号"), (3, "另一个局"), (4, "2026-10-15"),
                     (5, qr_text(dataclasses.replace(FACTS, content_sha256="00" * 32), device).split("|")[5])):  # fmt: skip
        changed = "|".join([*parts[:n], other, *parts[n + 1 :]])
        assert check_qr(changed, [device.public]).ours == "no", n
    assert check_qr("|".join(parts), [new_device().public]).ours == "unknown"


@pytest.mark.parametrize(
    "text", ["", "https://example.cn", "ANXIN1|a|b", "ANXIN1|a|b|c|d|!!|k|!!", "ANXIN2|a|b|c|d|AA|k|AA"]
)
def test_another_code_is_refused(text):
    with pytest.raises(KnownError) as caught:
        check_qr(text, [])
    assert caught.value.code == "qr_unreadable"


def test_a_bar_in_a_name_never_makes_a_false_code(device):
    with pytest.raises(ValueError, match="bar"):
        qr_text(dataclasses.replace(FACTS, office="某|局"), device)

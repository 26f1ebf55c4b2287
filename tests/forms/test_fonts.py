"""The shipped faces are the manifest's, cover every hanzi that matters, and lose no character in silence."""

import hashlib
import lzma

import pytest

from forms.page import fonts
from forms.page.chain import BODY, HEADING, TABLE, TITLE, face, refuse_missing, to_unicode_cmap
from models.errors import KnownError

CHAINS = (BODY, TABLE, TITLE, HEADING)


@pytest.mark.parametrize("name", fonts.NAMES)
def test_every_face_is_the_one_in_the_manifest(name):
    entry = fonts.manifest()["fonts"][name]
    packed = (fonts.HERE / f"{name}.ttf.xz").read_bytes()
    assert hashlib.sha256(packed).hexdigest() == entry["xz_sha256"]
    assert hashlib.sha256(lzma.decompress(packed)).hexdigest() == entry["sha256"]
    assert hashlib.sha256(fonts.data(name)).hexdigest() == entry["sha256"]
    assert fonts.path(name).read_bytes() == fonts.data(name)


def test_each_source_has_its_licence_beside_it():
    texts = {p.name: p.read_text(encoding="utf-8") for p in fonts.HERE.glob("LICENCE-*.txt")}
    assert "GNU GENERAL PUBLIC LICENSE" in texts["LICENCE-FangSong.txt"]
    assert "special exception" in texts["LICENCE-FangSong.txt"]
    assert "SIL OPEN FONT LICENSE" in texts["LICENCE-Noto.txt"]
    assert "Hanazono Font License" in texts["LICENCE-Hanazono.txt"]


@pytest.mark.parametrize("chain", CHAINS, ids=lambda c: c.members[0])
def test_every_hanzi_of_the_blocks_up_to_f_has_a_glyph(chain):
    blocks = ((0x3400, 0x4DB5), (0x4E00, 0x9FEF), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
              (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0))  # fmt: skip
    every = "".join(chr(c) for low, high in blocks for c in range(low, high + 1))
    assert chain.missing(every) == []


@pytest.mark.parametrize("chain", CHAINS, ids=lambda c: c.members[0])
def test_what_papers_use_has_a_glyph_with_a_width(chain):
    text = "㛃䶮𠅤𬭊𫖯㑇𬍛𬭎镕喆堃昇珺玥璟翀韡祎晞芃弢·—…“”‘’〔〕《》（），。；：？！、．ABCxyz0123456789%°×①㎡　"
    assert chain.missing(text) == []
    assert all(0.2 <= chain.width(c) <= 1.01 for c in text)


def test_common_names_need_no_fallback_beyond_the_two_light_faces():
    assert {BODY.index(c) for c in "镕喆堃昇珺玥璟翀祎晞芃0123456789"} == {1}
    assert BODY.index("经") == 0


def test_faces_keep_their_own_names():
    assert len({face(name).face.name for name in fonts.NAMES}) == len(fonts.NAMES)


@pytest.mark.parametrize("bad", ["\ue000", "\U0003ffff", "甲\ufe00", "\u200b", "a\x07b", "𰻝"])
def test_a_character_without_a_glyph_is_named(bad):
    with pytest.raises(KnownError) as caught:
        refuse_missing("赵", bad)
    assert caught.value.code == "no_glyph"
    assert f"{ord(bad[-1] if len(bad) == 2 else bad[len(bad) // 2]):04X}" in caught.value.params["codes"]


def test_a_damaged_cached_face_is_unpacked_again(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "cache_folder", lambda: tmp_path)
    good = fonts.data("SongLight")
    kept = fonts.path("SongLight")
    kept.write_bytes(good[:1000] + b"\0" + good[1001:])
    assert fonts.data("SongLight") == good
    assert kept.read_bytes() == good


def test_a_damaged_shipped_face_is_refused(tmp_path, monkeypatch):
    (tmp_path / "Hei.ttf.xz").write_bytes(lzma.compress(b"not a font"))
    fonts.manifest()
    monkeypatch.setattr(fonts, "HERE", tmp_path)
    monkeypatch.setattr(fonts, "cache_folder", lambda: tmp_path / "none")
    with pytest.raises(KnownError) as caught:
        fonts.data("Hei")
    assert caught.value.code == "font_damaged"


def test_the_map_to_unicode_is_utf16_in_blocks_of_a_hundred():
    cmap = to_unicode_cmap("F", [0x20164, *range(0x4E00, 0x4E00 + 250)])
    assert "<00> <D840DD64>" in cmap
    assert "100 beginbfchar" in cmap and "51 beginbfchar" in cmap
    assert "251 beginbfchar" not in cmap


@pytest.mark.parametrize("chain", [BODY, TABLE, TITLE], ids=lambda c: c.members[0])
def test_digits_are_equally_wide_so_that_amounts_line_up(chain):
    assert len({chain.width(digit) for digit in "0123456789"}) == 1

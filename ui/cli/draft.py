"""The command ``draft``: every draft of a CASE.json as text and PDF, whatever its kind, without a profile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from forms.casedrafts import CaseDraft, case_records, own_program
from forms.casedrafts import write as write_case
from forms.casefile import At, case_from_sample, office_options, read_case, specs_from_sample
from forms.drafted import DraftText, DraftWarning
from forms.drafting import draft as write_draft
from models.citation import Cited
from models.clock import SystemClock
from models.errors import KnownError, Place
from models.pack import load
from models.workdays import load_calendar
from ui.cli.frame import Common, Done
from ui.i18n import translate
from ui.sentences.drafting import warning_text


@click.command()
@click.argument("case", metavar="CASE.json", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write to.")
@click.pass_obj
def draft(common: Common, case: Path, out: Path) -> Done:
    """Write every draft of CASE.json to OUT as text and PDF; no number is taken."""
    data = read_case(case)
    try:
        written = write_all(data, case.name)
    except KnownError as refused:
        place = refused.where or Place()
        raise KnownError(refused.code, where=replace(place, file=case.name), **refused.params) from refused
    rendered = [pages_of(paper) for paper in written]
    prepare_folder(out)
    papers = [save(*paper, n, out) for n, paper in enumerate(zip(written, rendered, strict=True), 1)]
    return Done({"ok": True, "documents": papers}, [line for p in papers for line in told(p)])


def write_all(data: dict[str, Any], name: str) -> list[DraftText | CaseDraft]:
    """Every draft of the case in words; a refusal names the draft it met.

    Notices and orders are written from the file alone, the other kinds from records made of it.
    """
    kinds = [At(data).at("drafts").items()[n].at("type").maybe_text() for n in range(len(data.get("drafts") or ()))]
    plain = [n for n, type in enumerate(kinds) if own_program(type or "")]
    others = [n for n in range(len(kinds)) if n not in plain]
    made: dict[int, DraftText | CaseDraft] = dict(zip(plain, _from_the_file(data, plain, name), strict=True))
    if others:
        with case_records(data, SystemClock()) as records:
            for n in others:
                with _at(n):
                    made[n] = write_case(records, At(data).at("drafts").items()[n])
    return [made[n] for n in sorted(made)]


@contextmanager
def _at(n: int) -> Iterator[None]:
    """A refusal names the draft it met."""
    try:
        yield
    except KnownError as refused:
        field = refused.where.field if refused.where and refused.where.field else ""
        place = Place(field=field if field.startswith("drafts[") else f"drafts[{n}]{'.' if field else ''}{field}")
        raise KnownError(refused.code, where=place, **refused.params) from refused


def _from_the_file(data: dict[str, Any], plain: list[int], name: str) -> list[DraftText]:
    """The notices and orders among the drafts."""
    pack = load(office_options=office_options(data))
    region = str(pack.option("province") or "CN")
    calendar = load_calendar(pack.calendar, region=region, regional=pack.regional if region != "CN" else None)
    facts = case_from_sample(data)
    specs = specs_from_sample(data)
    if not specs:
        raise KnownError("no_drafts", where=Place(field="drafts"), file=name)
    written = []
    for n in plain:
        with _at(n):
            written.append(write_draft(facts, specs[n], pack, calendar))
    return written


def prepare_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise KnownError("folder_unwritable", path=str(out), reason=str(wrong.strerror)) from wrong


def save(paper: DraftText | CaseDraft, printed: tuple[bytes, int], n: int, out: Path) -> dict[str, Any]:
    """Write ``N.txt`` and ``N.pdf``; returns the document's object of the contract."""
    pdf, pages = printed
    try:
        write_whole(out / f"{n}.txt", paper.text.encode("utf-8"))
        write_whole(out / f"{n}.pdf", pdf)
    except OSError as wrong:
        raise KnownError("folder_unwritable", path=str(out), reason=str(wrong.strerror)) from wrong
    return {
        "type": paper.type,
        "title": paper.title,
        "addressees": list(paper.addressees),
        "number_line": paper.number_line,
        "text": paper.text,
        "text_file": f"{n}.txt",
        "pdf": f"{n}.pdf",
        "pages": pages,
        "workers": paper.workers,
        "amount_fen": paper.amount_fen,
        "amount_words": paper.amount_words,
        "requirements": [
            {
                "violation": r.violation,
                "variant": r.variant,
                "due": r.due.isoformat(),
                "due_source": r.due_source,
                "provisional": r.provisional,
            }
            for r in (paper.requirements if isinstance(paper, DraftText) else ())
        ],
        "citations": [
            {name: one[name] for name in ("article", "printed", "confidence", "law", "kind")}
            for one in (asdict(c) if isinstance(c, Cited) else c for c in paper.citations)
        ],
        "missing": list(paper.missing),
        "warnings": [
            {"code": code, "message": warning_text(code, params)}
            for code, params in (
                (w.code, w.params) if isinstance(w, DraftWarning) else (w["code"], w["params"])
                for w in paper.warnings
            )
        ],
    }


def pages_of(paper: DraftText | CaseDraft) -> tuple[bytes, int]:
    """The PDF and its number of pages."""
    import pypdfium2

    from forms.press import draft_pdf

    pdf = paper.pdf if isinstance(paper, CaseDraft) else draft_pdf(paper)
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return pdf, len(opened)
    finally:
        opened.close()


def write_whole(path: Path, content: bytes) -> None:
    """The whole file or the one that was there before."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)


def told(paper: dict[str, Any]) -> list[str]:
    """One paper for people: what it is, where it lies, what to look at."""
    line = translate("cli", "{title} {number}: {pages} pages, {pdf}, {text}")
    lines = [
        line.format(
            title=paper["title"],
            number=paper["number_line"],
            pages=paper["pages"],
            pdf=paper["pdf"],
            text=paper["text_file"],
        )
    ]
    return lines + ["  ! " + warning["message"] for warning in paper["warnings"]]

"""A draft's paper as it will be printed: words, page, what of it is frozen. The preview shows the very same pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.drafted import DraftText
from forms.drafting import draft as write_draft
from forms.facts import case_facts, spec, stated
from models.cases import Reader, Row
from models.duplicates import resolved
from models.errors import KnownError
from models.pack import Pack, option_valid
from models.workdays import Calendar, load_calendar

if TYPE_CHECKING:
    from forms.impressed import SealUse

DRAFTED = ("inquiry_notice", "rectification_order", "inspection_notice")


@dataclass(frozen=True)
class Composed:
    """One paper ready for the press. Two composings are equal exactly when the same paper would be printed.

    ``content`` is what the record keeps for good; ``addressees`` are (unit id, name). ``press`` renders: the number's
    QR text (or None), the draft mark, the instant it is made (None: quick preview).
    """

    type: str
    title: str
    number: str
    addressees: tuple[tuple[str | None, str], ...]
    day: date
    text: str
    content: Mapping[str, Any]
    hash: str
    press: Callable[[str | None, bool, datetime | None], bytes] = field(compare=False, repr=False)
    as_of: date | None = None
    workers: int | None = None
    amount_fen: int | None = None
    requirements: tuple[Mapping[str, Any], ...] = ()
    warnings: tuple[Mapping[str, Any], ...] = ()
    copies: int = 1


def office_pack(pack: Pack, office: Mapping[str, Any]) -> Pack:
    """The pack with the office's own number patterns, titles and choices among its options."""
    own = {
        "number_patterns": {**pack.options["number_patterns"], **(office["number_patterns"] or {})},
        "titles": {**pack.options["titles"], **(office["titles"] or {})},
        **chosen(pack, office["options"] or {}),
    }
    if all(pack.options[name] == value for name, value in own.items()):
        return pack
    key = json.dumps(own, sort_keys=True)
    kept = _office_packs.get(pack.folder)
    if kept is None or kept[0] is not pack or kept[1] != key:
        # what a pack reads on demand stays read: a preview comes here at each key
        made = replace(pack, options={**pack.options, **own})
        kept = _office_packs[pack.folder] = (pack, key, made)
    return kept[2]


def chosen(pack: Pack, given: Mapping[str, Any]) -> dict[str, Any]:
    """The office's own choices among the pack's options; what a pack does not know or allow is left alone."""
    return {k: v for k, v in given.items() if k in pack.option_specs and option_valid(pack.option_specs[k], v)}


_office_packs: dict[Path, tuple[Pack, str, Pack]] = {}
"""Folder of the pack → (the pack, the office's patterns, both together); the newest only."""


def office_row(reader: Reader, office: str) -> Row:
    """The office's record; raises KnownError("office_unknown")."""
    found = reader.get("office", office)
    if found is None:
        raise KnownError("office_unknown")
    return found


def office_calendar(pack: Pack, office: Mapping[str, Any]) -> Calendar:
    """The calendar of the office's region."""
    return _calendar(pack, str(office["region"] or pack.option("province") or "CN"))


@lru_cache(maxsize=4)
def _calendar_of(folder: str, region: str) -> Calendar:
    from models.pack import load

    pack = load(Path(folder))
    return load_calendar(pack.calendar, region=region, regional=None if region == "CN" else pack.regional)


def _calendar(pack: Pack, region: str) -> Calendar:
    return _calendar_of(str(pack.folder), region)


def drafted(reader: Reader, row: Mapping[str, Any], office: str, pack: Pack, actor: str | None = None) -> DraftText:
    """The words of a notice or an order from its draft's record; raises KnownError as the drafting does."""
    if row["type"] not in DRAFTED:
        from forms.templated import draft_letter

        return draft_letter(reader, resolved(reader, "draft", dict(row)), office, pack, actor)
    found = office_row(reader, office)
    row = resolved(reader, "draft", dict(row))
    case = case_facts(reader, row, office, actor)
    told = None if case.lines else stated(reader, row["inspection"])
    words = office_pack(pack, found)
    return write_draft(case, spec(row, told), words, office_calendar(pack, found))


def compose(
    reader: Reader, row: Mapping[str, Any], office: str, pack: Pack, number: str | None, actor: str | None = None,
    use: SealUse | None = None,
) -> Composed:  # fmt: skip
    """The paper of a draft. ``number`` None keeps the number line of the draft (blank, or its serial); ``use`` puts
    the office's seal picture on it."""
    if row["type"] not in DRAFTED:
        from forms.templated import compose_template

        return compose_template(reader, resolved(reader, "draft", dict(row)), office, pack, number, actor, use=use)
    words = drafted(reader, row, office, pack, actor)
    if number is not None:
        words = numbered(words, number)
    words = impressed(words, use, office_pack(pack, office_row(reader, office)))
    units = tuple(resolved(reader, "draft", dict(row))["addressees"] or ())
    return composed_of(words, units, row, pack)


def impressed(words: DraftText, use: SealUse | None, pack: Pack) -> DraftText:
    """The words with the office's seal picture, where it is used."""
    if use is None:
        return words
    from forms.impressed import with_seal

    return with_seal(words, use, pack)


def composed_of(words: DraftText, units: tuple[str | None, ...], row: Mapping[str, Any], pack: Pack) -> Composed:
    """A drafted text as the paper the one act takes."""
    return Composed(
        type=words.type,
        title=words.title,
        number=words.number_line,
        addressees=tuple(zip(units, words.addressees, strict=True)),
        day=date.fromisoformat(row["date"]),
        text=words.text,
        content=content_of(words),
        hash=hash_of(words),
        press=press_of(words),
        as_of=date.fromisoformat(row["as_of"]) if row["as_of"] else None,
        workers=words.workers,
        amount_fen=words.amount_fen,
        requirements=tuple(requirements_of(words, units, pack)),
        warnings=tuple({"code": w.code, "params": plain(w.params)} for w in words.warnings),
        copies=int(pack.document(words.type).get("copies", 1)),
    )


def numbered(words: DraftText, number: str) -> DraftText:
    """The draft with its number: in the number line and in the caption of its appendix."""
    return replace(
        words,
        number_line=number,
        lines=tuple(replace(x, text=number) if x.kind == "number" else x for x in words.lines),
        appendix_caption=words.appendix_caption.replace(words.number_line, number),
    )


def content_of(words: DraftText) -> dict[str, Any]:
    """What is frozen beside the text: lines, appendix, articles as they were cited."""
    sealed = {"seal": dict(words.seal.told)} if words.seal else {}
    return {
        **sealed,
        "lines": [[x.kind, x.text] for x in words.lines],
        "appendix": [asdict(row) for row in words.appendix],
        "appendix_title": words.appendix_title,
        "appendix_caption": words.appendix_caption,
        "citations": [{k: plain(v) for k, v in asdict(c).items()} for c in words.citations],
        "amount_words": words.amount_words,
    }


def requirements_of(words: DraftText, units: tuple[str | None, ...], pack: Pack) -> list[dict[str, Any]]:
    """One requirement, one deadline: as the records keep them."""
    return [
        {
            "n": n,
            "violation": r.violation,
            "variant": r.variant,
            "unit": units[0] if len(units) == 1 else None,
            "text": r.text,
            "due": r.due.isoformat(),
            "provisional": r.provisional,
            "needs_expired_order": pack.violation(r.violation).needs_expired_order,
        }
        for n, r in enumerate(words.requirements, 1)
    ]


def hash_of(words: DraftText) -> str:
    from forms.page.paper import content_hash
    from forms.press import paper_of

    return content_hash(paper_of(words))


def press_of(words: DraftText) -> Callable[[str | None, bool, datetime | None], bytes]:
    def press(qr: str | None, draft_mark: bool, made_at: datetime | None) -> bytes:
        from forms.page.paper import render_paper
        from forms.press import paper_of

        return render_paper(replace(paper_of(words), qr=qr), draft_mark=draft_mark, made_at=made_at)

    return press


def plain(value: Any) -> Any:
    """Days, tuples and the like as JSON keeps them."""
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)

"""How articles are cited on paper: merged, in the order of the laws, 和 and 至 where several stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from models.pack import Pack, Provision

DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Cited:
    """One provision as it was printed: ``printed`` without the law's title (第三十条第三款)."""

    article: str
    law: str
    printed: str
    confidence: str
    kind: str


@dataclass(frozen=True)
class Citation:
    """The cited text, what it holds one by one, and what was left out because its text is not verified."""

    text: str
    cited: tuple[Cited, ...]
    left_out: tuple[str, ...]


def numeral(n: int) -> str:
    """1 … 9999 in Chinese numerals: 18 → 十八, 101 → 一百零一."""
    if not 0 < n < 10_000:
        raise ValueError(n)
    text, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, place)
        if not digit:
            gap = bool(text)
            continue
        one = "" if place == 10 and digit == 1 and not text else DIGITS[digit]
        text += (DIGITS[0] if gap else "") + one + unit
        gap = False
    return text


def cite(ids: Iterable[str], kind: str, pack: Pack) -> Citation:
    """The citation of ``ids`` in the part ``kind`` (duty, order, penalty) of an order.

    Ids are merged; a whole article takes in its paragraphs and items. Only printable provisions are cited: the
    others come back in ``left_out``. Raises KnownError("article_unknown") for an id that is not in the pack.
    """
    rules = pack.wording["citation"]
    wanted = [pack.provision(i) for i in dict.fromkeys([*ids, *rules["always"].get(kind, ())])]
    printable = sorted((p for p in absorbed(wanted) if p.printable), key=lambda p: rank(p, kind, pack))
    laws: dict[str, list[Provision]] = {}
    for provision in printable:
        laws.setdefault(provision.law_code, []).append(provision)
    text = rules["between_laws"][kind].join(
        rules["law"].format(title=found[0].law)
        + rules["between_articles"].join(article_text(own, rules) for own in by_article(found))
        for found in laws.values()
    )
    return Citation(
        text,
        tuple(Cited(p.id, p.law, article_text([p], rules), p.confidence, kind) for p in printable),
        tuple(p.id for p in wanted if not p.printable),
    )


def rank(provision: Provision, kind: str, pack: Pack) -> tuple[int, tuple[int, ...], int, int]:
    """Laws in the order the pack fixes for this part, unlisted ones after them; articles ascending."""
    listed: list[str] = pack.wording["citation"]["law_order"][kind]
    others = [code for code in pack.laws if code not in listed]
    place = [*listed, *others].index(provision.law_code)
    return place, provision.number, provision.para or 0, provision.item or 0


def absorbed(provisions: Sequence[Provision]) -> list[Provision]:
    """Without parts of an article or paragraph that is cited as a whole by a printable provision."""
    whole = {p.id for p in provisions if p.printable}
    return [p for p in provisions if not any(parent in whole for parent in parents(p))]


def parents(provision: Provision) -> tuple[str, ...]:
    """The ids that contain this one: its paragraph, its article."""
    article = provision.id.split("/")[0]
    if provision.item is not None:
        return f"{article}/{provision.para}", article
    return (article,) if provision.para is not None else ()


def by_article(provisions: Sequence[Provision]) -> list[list[Provision]]:
    """Runs of the same article, in order."""
    found: dict[str, list[Provision]] = {}
    for provision in provisions:
        found.setdefault(provision.article, []).append(provision)
    return list(found.values())


def article_text(parts: Sequence[Provision], rules: dict[str, Any]) -> str:
    """One article with its cited paragraphs and items, merged: 第五十五条第（一）项至第（三）项."""
    article = parts[0].article
    single = parts[0].paragraphs == 1
    units: list[str] = []
    plain: list[int] = []

    def say_plain() -> None:
        units.extend(joined_runs(plain, lambda n: rules["paragraph"].format(cn=numeral(n)), rules))
        plain.clear()

    for para in sorted({p.para for p in parts if p.para is not None}):
        numbers = [p.item for p in parts if p.para == para and p.item is not None]
        if not numbers:
            plain += [] if single else [para]
            continue
        say_plain()
        items = joined_runs(numbers, lambda n: rules["item"].format(cn=numeral(n)), rules)
        lead = "" if single else rules["paragraph"].format(cn=numeral(para))
        units += [lead + items[0], *items[1:]]
    say_plain()
    return article + join(units, rules)


def joined_runs(numbers: Sequence[int], say: Callable[[int], str], rules: dict[str, Any]) -> list[str]:
    """Numbers as words, three or more in a row as one 至 unit."""
    runs: list[list[int]] = []
    for n in sorted(set(numbers)):
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    units = []
    for run in runs:
        if len(run) >= 3:
            units.append(rules["three_or_more_in_a_row"].format(first=say(run[0]), last=say(run[-1])))
        else:
            units += [say(n) for n in run]
    return units


def join(units: Sequence[str], rules: dict[str, Any]) -> str:
    """A, A和B, A、B和C."""
    if len(units) < 2:
        return "".join(units)
    return f"{rules['between_articles'].join(units[:-1])}{rules['two_joined_by']}{units[-1]}"

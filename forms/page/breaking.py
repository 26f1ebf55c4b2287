"""Chinese line breaking: forbidden line starts and ends, whole numbers, squeezed marks, even right edges.

Pure: text, a width function and a column in, placed characters out. All lengths in points.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

NO_START = frozenset("、。，．；：？！”’）》〉」』】〕〗〙〛｝］…—～·％℃‰°,.;:?!)]}%")
NO_END = frozenset("“‘（《〈「『【〔〖〘〚｛［([{¥￥$№#")
DASHES = frozenset("—…")
WIDE_SPACE = "\u3000"
"""Stands between pairs like 联系人：… 联系电话：…"""
# how much of its own size a mark may give up: the blank half behind it, or before it
_AFTER = (
    dict.fromkeys("、。，．）》〉」』】〕〗｝］”’", 0.44) | dict.fromkeys("；：", 0.4) | dict.fromkeys("？！", 0.25)
)
_BEFORE = dict.fromkeys("（《〈「『【〔〖｛［“‘", 0.44)
MAX_STRETCH = 0.25  # em a gap: a line before a long number is left short rather than torn apart

Width = Callable[[str], float]


@dataclass(frozen=True)
class Token:
    """What never breaks inside: a hanzi, a run of Latin and digits, a whole dash or ellipsis, one space."""

    text: str
    start: int
    width: float


@dataclass(frozen=True)
class Placed:
    """One laid line: characters with their x from the line's left edge, and the stretch of source they show."""

    chars: tuple[tuple[str, float], ...]
    start: int
    end: int
    width: float

    @property
    def text(self) -> str:
        return "".join(c for c, _ in self.chars)


def tokens(text: str, width: Width, column: float) -> list[Token]:
    """Cut ``text``; a Latin run wider than the column is cut again by characters, since it must go somewhere."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        end = at + 1
        character = text[at]
        if is_narrow(character):
            while end < len(text) and is_narrow(text[end]):
                end += 1
        elif character in DASHES:
            while end < len(text) and text[end] == character and end - at < 2:
                end += 1
        piece = text[at:end]
        wide = sum(map(width, piece))
        if wide > column:
            found += [Token(c, at + i, width(c)) for i, c in enumerate(piece)]
        else:
            found.append(Token(piece, at, wide))
        at = end
    return found


def is_narrow(character: str) -> bool:
    """Latin letters, digits and the marks that belong to them; not the space, not the middle dot."""
    code = ord(character)
    return 0x20 < code < 0x2000 and code not in (0xA0, 0xB7, 0xD7, 0xF7)


def break_lines(
    text: str, width: Width, column: float, size: float, *, indent: float = 0.0, justify: bool = True
) -> list[Placed]:
    """Lines of one paragraph. ``width`` gives a character's advance, ``size`` the font size the squeeze rests on.

    No line starts with a closing mark or ends with an opening one, unless the marks alone are wider than the
    column. The last line is left as it is; the others end at the right edge.
    """
    items = tokens(text, width, column - indent)
    lines: list[Placed] = []
    at = 0
    while at < len(items):
        shift = indent if not lines else 0.0
        if lines:
            while at < len(items) and items[at].text == " ":
                at += 1
            if at == len(items):
                break
        stop = _stop(items, at, column - shift, size)
        last = stop >= len(items) or items[stop - 1].text == WIDE_SPACE
        lines.append(_place(items[at:stop], width, column - shift, size, shift, justify and not last))
        at = stop
    return lines or [Placed((), 0, 0, 0.0)]


def may_break(before: Token, after: Token) -> bool:
    """Whether a line may end after ``before`` and the next begin with ``after``."""
    if after.text[0] in NO_START and not _is_number(after.text):
        return False
    return before.text[-1] not in NO_END


def _is_number(text: str) -> bool:
    return len(text) > 1 and text[0] not in DASHES and text[0] not in NO_START


def _stop(items: list[Token], at: int, column: float, size: float) -> int:
    """Index after the last token of the line that begins at ``at``."""
    total, over = 0.0, at
    while over < len(items) and total + items[over].width <= column + 0.01:
        total += items[over].width
        over += 1
    if over == len(items):
        return over
    pair = _pair(items, at, over)
    pulled, more = over, total
    while pulled < len(items) and items[pulled].text[0] in NO_START:
        more += items[pulled].width
        pulled += 1
        legal = pulled == len(items) or may_break(items[pulled - 1], items[pulled])
        if legal and more - column <= _give(items[at:pulled], size) and (pulled == len(items) or not pair):
            return pulled
    if pair:
        return pair
    for stop in range(over, at, -1):
        if may_break(items[stop - 1], items[stop]):
            return stop
    return max(over, at + 1)


def _pair(items: list[Token], at: int, over: int) -> int:
    """Where a line of pairs divided by wide spaces ends, so that name and value of one stay together; 0: nowhere."""
    between = next((n for n in range(over - 1, at, -1) if items[n].text == WIDE_SPACE), at)
    named = any(item.text == "：" for item in items[between + 1 : over + 1])
    return between + 1 if between - at > 1 and named else 0


def _give(items: list[Token], size: float) -> float:
    """How many points the marks of a line can give up together."""
    total = 0.0
    for n, token in enumerate(items):
        total += _AFTER.get(token.text, 0.0)
        if n:
            total += _BEFORE.get(token.text, 0.0)
    return total * size


def _place(items: list[Token], width: Width, column: float, size: float, shift: float, justify: bool) -> Placed:
    end = items[-1].start + len(items[-1].text)
    while len(items) > 1 and items[-1].text == " ":
        items = items[:-1]
    total = sum(token.width for token in items)
    share = 0.0
    gap = 0.0
    if total > column + 0.01:
        share = (total - column) / _give(items, size)
    elif justify and len(items) > 1:
        gap = (column - total) / (len(items) - 1)
        if gap > MAX_STRETCH * size:
            gap = 0.0
    x = shift
    chars: list[tuple[str, float]] = []
    for n, token in enumerate(items):
        if n:
            x += gap - share * size * _BEFORE.get(token.text, 0.0)
        for character in token.text:
            chars.append((character, x))
            x += width(character)
        x -= share * size * _AFTER.get(token.text, 0.0)
    return Placed(tuple(chars), items[0].start, end, x - shift)

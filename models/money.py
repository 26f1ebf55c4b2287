"""Money as integer fen: reading what people type, printing it, and saying it in capital numerals (大写)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from models.errors import KnownError, Place

MOST_FEN = 10**14 - 1
"""The largest amount stored: 14 digits, two of them decimals."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－￥　", "0123456789.,-¥ ")
_AMOUNT = re.compile(r"(?P<yuan>\d+|\d{1,3}(?:,\d{3})+)(?:\.(?P<decimals>\d+))?")
_BEFORE = re.compile(r"^(?:人民币|RMB|CNY)?\s*¥?\s*", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:元整?|圆整?)?$")


def parse_yuan(text: str, *, where: Place | None = None) -> int:
    """Fen of an amount in yuan as a person types it: ``228,855.00``, ``￥２２８８５５``, ``人民币100.5元``.

    At most two decimals and 14 digits; commas only between groups of three. Raises KnownError: amount_empty,
    amount_negative, amount_too_fine (a third decimal), amount_too_large, amount_unreadable. A value that is
    not text raises TypeError: a float is never money.
    """
    if not isinstance(text, str):
        raise TypeError(f"an amount is read from text, not from {type(text).__name__}")
    plain = text.translate(_FULL_WIDTH).strip()
    bare = _AFTER.sub("", _BEFORE.sub("", plain, count=1), count=1)
    if not bare:
        raise KnownError("amount_empty", where=where, text=text)
    if bare.startswith("-") and _AMOUNT.fullmatch(bare[1:].strip()):
        raise KnownError("amount_negative", where=where, text=text)
    found = _AMOUNT.fullmatch(bare) if bare.isascii() else None
    if found is None:
        raise KnownError("amount_unreadable", where=where, text=text)
    decimals = found["decimals"] or ""
    if len(decimals) > 2:
        raise KnownError("amount_too_fine", where=where, text=text)
    digits = found["yuan"].replace(",", "") + decimals.ljust(2, "0")
    if len(digits.lstrip("0")) > 14:
        raise KnownError("amount_too_large", where=where, text=text)
    return int(digits)


def parse_days(text: str, *, where: Place | None = None) -> Decimal:
    """Days of attendance, at most two decimals, 0 to 999.99; raises KnownError("days_unreadable")."""
    if not isinstance(text, str):
        raise TypeError(f"days are read from text, not from {type(text).__name__}")
    bare = text.translate(_FULL_WIDTH).strip().removesuffix("天").removesuffix("日").strip()
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", bare):
        raise KnownError("days_unreadable", where=where, text=text)
    return Decimal(bare)


def yuan(fen: int, *, grouped: bool = False) -> str:
    """``228855.00``, as papers print it; ``grouped`` gives ``228,855.00`` for the screen."""
    whole, rest = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole:,}.{rest:02d}" if grouped else f"{sign}{whole}.{rest:02d}"


def wan_yuan(fen: int) -> str:
    """In 万元 with two decimals, half up: for figures and bulletins only, never for a sum that is owed."""
    return str((Decimal(fen) / 1_000_000).quantize(Decimal("0.01"), ROUND_HALF_UP))


def times(days: Decimal | int, rate_fen: int) -> int:
    """Days × day rate in fen, half up to one fen. Raises TypeError on a float, ValueError below zero."""
    if isinstance(days, float) or isinstance(rate_fen, float):
        raise TypeError("days and rates are never floats")
    if days < 0 or rate_fen < 0:
        raise ValueError("days and rates are not negative")
    return int((Decimal(days) * rate_fen).quantize(Decimal(1), ROUND_HALF_UP))


def part(fen: int, percent: Decimal | int) -> int:
    """So many per cent of an amount in fen, half up to one fen (additional compensation is 50 to 100 %)."""
    if isinstance(percent, float):
        raise TypeError("a percentage is never a float")
    return int((Decimal(fen) * percent / 100).quantize(Decimal(1), ROUND_HALF_UP))


def in_words(fen: int) -> str:
    """The amount in capital numerals: 22885500 → 贰拾贰万捌仟捌佰伍拾伍元整.

    ``fen`` from 0 to 14 digits, else ValueError. 零 stands once between digits that zeros part, and before 分
    where there is yuan but no 角; 整 follows 元 or 角.
    """
    if not 0 <= fen <= MOST_FEN:
        raise ValueError(f"no words for {fen} fen")
    whole, rest = divmod(fen, 100)
    jiao, single = divmod(rest, 10)
    said = f"{_whole_in_words(whole)}元" if whole or not rest else ""
    if jiao:
        said += f"{_DIGITS[jiao]}角"
    elif single and said:
        said += "零"
    return said + (f"{_DIGITS[single]}分" if single else "整")


def _whole_in_words(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    said, gap = "", False
    for at in reversed(range(len(groups))):
        group = groups[at]
        if not group:
            gap = True
            continue
        if said and (gap or group < 1000):
            said += _DIGITS[0]
        said += _group_in_words(group) + _GROUPS[at]
        gap = False
    return said


def _group_in_words(group: int) -> str:
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if not digit:
            gap = bool(said)
            continue
        said += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return said

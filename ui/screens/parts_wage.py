"""What is owed, in words: the sum on a day, its months, and how a wage roll stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from models import money
from models.wagemarks import Mark
from models.wages import Arrears, Stated, month_runs
from ui import i18n
from ui.sentences.rules import problem_text, reason


def day_text(day: date) -> str:
    """A day with its year, in the language in force."""
    return i18n.translate("wages", "{year}-{month:02d}-{day:02d}").format(year=day.year, month=day.month, day=day.day)


def month_text(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return i18n.translate("wages", "{year}-{month}").format(year=year, month=f"{number:02d}", bare=number)


def months_text(months: Iterable[str]) -> str:
    """Months as runs: 2026-07 to 2026-09, 2026-11."""
    span = i18n.translate("wages", "{first} to {last}")
    runs = [
        month_text(a) if a == b else span.format(first=month_text(a), last=month_text(b))
        for a, b in month_runs(months)
    ]
    return i18n.translate("wages", ", ").join(runs)


def amount_text(fen: int) -> str:
    """The sum in figures and in capital numerals."""
    figures, words = money.yuan(fen, grouped=True), money.in_words(fen)
    return i18n.translate("wages", "{figures} yuan ({words})").format(figures=figures, words=words)


def arrears_text(found: Arrears) -> str:
    """One sentence or several: who is owed how much on the day, what is not due yet, what is not known."""
    translate = i18n.translate
    day = day_text(found.as_of)
    if not found.people:
        said = translate("wages", "As of {day} no wages are overdue.").format(day=day)
    else:
        said = translate("wages", "As of {day}, {n} workers are owed {amount} for {months}.").format(
            day=day, n=found.people, amount=amount_text(found.amount_fen or 0), months=months_text(found.months)
        )
    if found.not_yet_due:
        months = months_text(found.not_yet_due)
        said += " " + translate("wages", "{months}: the pay day has not passed yet.").format(months=months)
    if found.unknown:
        n = len(found.unknown)
        said += " " + translate("wages", "{n} amounts are not known, so more may be owed.").format(n=n)
    if found.provisional:
        said += " " + translate("wages", "The calendar of that year is not installed; the days are provisional.")
    return said.strip() if i18n.current() == "en" else said.replace("。 ", "。")


def stated_text(told: Stated) -> str:
    """A sum told without a roll: what is known of it, and whose word it is."""
    translate = i18n.translate
    parts = [translate("wages", "Told by {who}:").format(who=told.by or "—")]
    people = translate("wages", "{n} workers").format(n=told.people) if told.people is not None else None
    parts.append(people or translate("wages", "number of workers not known"))
    parts.append(amount_text(told.amount_fen) if told.amount_fen is not None else translate("wages", "sum not known"))
    if told.months:
        parts.append(months_text(told.months))
    return parts[0] + " " + translate("wages", ", ").join(parts[1:])


def read_months(text: str) -> list[str] | None:
    """Months as people type them, runs too; None where something else stands there."""
    plain = re.sub(r"[至到~—–]|\bto\b", " .. ", text).replace("年", "-").replace("月", " ")
    found: list[str] = []
    span = False
    for word in re.split(r"[\s,，、;；]+", plain.strip()):
        if word == "..":
            span = bool(found)
        elif matched := re.fullmatch(r"(20\d{2})[-./](1[0-2]|0?[1-9])", word):
            month = f"{matched[1]}-{int(matched[2]):02d}"
            while span and found[-1] < month:
                year, number = int(found[-1][:4]), int(found[-1][5:])
                found.append(f"{year + number // 12:04d}-{number % 12 + 1:02d}")
            found.append(month)
            span = False
        elif word:
            return None
    return sorted(set(found))


def mark_text(mark: Mark) -> str:
    """Why a cell is marked."""
    if mark.problem is not None:
        return problem_text(mark.problem)
    if mark.reason is not None:
        return reason(mark.reason.code, **dict(mark.reason.params))
    same = i18n.translate("wages", "The same number as {name}. Both lines are kept; check which is right.")
    return same.format(name=mark.twice_with or "—")

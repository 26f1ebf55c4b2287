"""限期改正指令书 and every other drafted paper: a draft's lines and wage rows as a paper for the press."""

from __future__ import annotations

from collections.abc import Sequence

from forms.drafted import AppendixRow, DraftText
from forms.page.paper import Line, Paper
from forms.page.wages import WageAppendix, WageRow


def order_paper(drafted: DraftText, *, qr: str | None = None) -> Paper:
    """The paper of a drafted order (documents.md 4.7), with its appendix where it has wage rows."""
    appendix = None
    if drafted.appendix:
        rows = tuple(map(_row, drafted.appendix))
        named = [part for part in (drafted.number_line, "、".join(drafted.addressees)) if part]
        appendix = WageAppendix(rows, caption="\u3000".join(named))
    return Paper(tuple(Line(line.kind, line.text) for line in drafted.lines), drafted.title, appendix, qr=qr)


def _row(row: AppendixRow) -> WageRow:
    months = months_text(row.months)
    return WageRow(row.name, row.id_masked, row.trade, months, row.due_fen, row.paid_fen, row.owed_fen)


def months_text(months: Sequence[str]) -> str:
    """'YYYY-MM' months as runs: 2026年7月至9月、11月; a year is said once."""
    runs: list[list[int]] = []
    for month in sorted(set(months)):
        year, number = month.split("-")
        at = int(year) * 12 + int(number) - 1
        if runs and runs[-1][1] + 1 == at:
            runs[-1][1] = at
        else:
            runs.append([at, at])
    out: list[str] = []
    said = -1
    for first, last in runs:
        text = "" if first // 12 == said else f"{first // 12}年"
        text += f"{first % 12 + 1}月"
        if last != first:
            year = "" if last // 12 == first // 12 else f"{last // 12}年"
            text += f"至{year}{last % 12 + 1}月"
        said = last // 12
        out.append(text)
    return "、".join(out)

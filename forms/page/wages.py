"""The appendix of an order: 拖欠农民工工资明细表, one row a worker, its total summed from its own rows."""

from __future__ import annotations

from dataclasses import dataclass

from forms.page.chain import BODY, HEADING, TITLE, refuse_missing
from forms.page.sheet import LANDSCAPE, MM, Sheet
from forms.page.table import Column, Look, Table

LEFT, TOP, WIDTH, BOTTOM = 35 * MM, 28 * MM, 225 * MM, 184 * MM
LOWEST = 7.2
"""Millimetres under which a row is not squeezed."""
FEW = 3
"""Rows, the total among them, that are no page of their own."""


@dataclass(frozen=True)
class WageRow:
    """One worker's line, amounts in fen (None where unknown).

    ``id_masked`` is already masked: a full identity number never comes here.
    """

    name: str
    id_masked: str
    trade: str
    months: str
    due_fen: int | None
    paid_fen: int | None
    owed_fen: int


@dataclass(frozen=True)
class Heads:
    """Words of the table, so that a form of another office may have other ones."""

    mark: str = "附件"
    no: str = "序号"
    name: str = "姓名"
    id: str = "身份证件号码"
    trade: str = "工种"
    months: str = "月份"
    due: str = "应发（元）"
    paid: str = "已发（元）"
    owed: str = "欠发（元）"
    signature: str = "本人签字"
    total: str = "合计"
    workers: str = "{n}人"


@dataclass(frozen=True)
class WageAppendix:
    """The table behind an order; ``caption`` stands under the title (project, number of the order)."""

    rows: tuple[WageRow, ...]
    title: str = "拖欠农民工工资明细表"
    caption: str = ""
    heads: Heads = Heads()

    def totals(self) -> tuple[int | None, int | None, int]:
        """Due, paid, owed in fen, from the rows alone; None where a row does not know its part."""
        due = [row.due_fen for row in self.rows]
        paid = [row.paid_fen for row in self.rows]
        return (
            None if None in due else sum(v or 0 for v in due),
            None if None in paid else sum(v or 0 for v in paid),
            sum(row.owed_fen for row in self.rows),
        )

    def cells(self) -> list[tuple[str, ...]]:
        """What the table prints, the row of totals last."""
        out: list[tuple[str, ...]] = [
            (str(n), row.name, row.id_masked, row.trade, row.months,
             yuan(row.due_fen), yuan(row.paid_fen), yuan(row.owed_fen), "")
            for n, row in enumerate(self.rows, 1)
        ]  # fmt: skip
        due, paid, owed = self.totals()
        count = self.heads.workers.format(n=len(self.rows))
        out.append((self.heads.total, count, "", "", "", yuan(due), yuan(paid), yuan(owed), ""))
        return out


def yuan(fen: int | None) -> str:
    """Two decimals, no thousands separator (the merge-field convention of the papers); nothing where unknown."""
    if fen is None:
        return ""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def row_height(rows: int, first: float, other: float) -> float:
    """Millimetres a row, for ``rows`` with their total on a first page of ``first`` points and others of ``other``.

    The usual height, or a little less where that saves a last page of hardly any rows.
    """
    usual = Look().row_height

    def pages(high: float) -> tuple[int, int]:
        """Pages needed, and rows on the last one."""
        room = [int((space - Look().head_height * MM) / (high * MM) + 1e-6) for space in (first, other)]
        left, n = rows - room[0], 1
        while left > 0:
            left, n = left - room[1], n + 1
        return n, left + (room[1] if n > 1 else room[0])

    needed, last = pages(usual)
    if needed == 1 or last > FEW:
        return usual
    lower = (usual - step * 0.1 for step in range(1, round((usual - LOWEST) * 10) + 1))
    return next((high for high in lower if pages(high)[0] < needed), usual)


def draw_appendix(sheet: Sheet, appendix: WageAppendix) -> None:
    """Adds the appendix's landscape pages; heads repeat, no row splits. Raises KnownError("no_glyph")."""
    cells = appendix.cells()
    refuse_missing(appendix.title, appendix.caption, *("".join(row) for row in cells))
    h = appendix.heads
    columns = (
        Column(h.no, 10), Column(h.name, 30), Column(h.id, 38), Column(h.trade, 18), Column(h.months, 41),
        Column(h.due, 21, "right"), Column(h.paid, 21, "right"), Column(h.owed, 21, "right"),
        Column(h.signature, 25),
    )  # fmt: skip

    def next_page() -> float:
        sheet.page_number()
        sheet.begin(LANDSCAPE)
        return TOP

    sheet.begin(LANDSCAPE)
    sheet.text(LEFT, TOP + 4 * MM, h.mark, HEADING, 15.75)
    sheet.text(LEFT + WIDTH / 2, TOP + 15 * MM, appendix.title, TITLE, 22, align="center")
    top = TOP + 20 * MM
    if appendix.caption:
        wide = BODY.measure(appendix.caption)
        sheet.text(LEFT, top + 4 * MM, appendix.caption, BODY, min(12.0, WIDTH / wide))
        top += 6.5 * MM
    look = Look(row_height=row_height(len(cells), BOTTOM - top, BOTTOM - TOP))
    Table(columns, LEFT, look).draw(sheet, cells, top, BOTTOM, next_page)
    sheet.page_number()


__all__ = ["Heads", "WageAppendix", "WageRow", "draw_appendix", "yuan"]

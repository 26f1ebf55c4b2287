"""A drafted paper on its way to the page layer: the same lines, the appendix, 草稿 across each page."""

from __future__ import annotations

from forms.drafted import DraftText
from forms.page.paper import Line, Paper, render_paper
from forms.page.wages import WageAppendix, WageRow


def paper_of(draft: DraftText) -> Paper:
    """What the page layer prints: every line, and the wage table where the order states arrears from a roll."""
    rows = tuple(
        WageRow(r.name, r.id_masked, r.trade, r.months, r.due_fen, r.paid_fen, r.owed_fen) for r in draft.appendix
    )
    appendix = WageAppendix(rows, draft.appendix_title, draft.appendix_caption) if rows else None
    seal = draft.seal.impression if draft.seal else None
    return Paper(tuple(Line(x.kind, x.text) for x in draft.lines), draft.title, appendix, seal=seal)


def draft_pdf(draft: DraftText) -> bytes:
    """The draft as PDF, marked 草稿; raises KnownError("no_glyph") where no font has a character."""
    return render_paper(paper_of(draft), draft_mark=True)

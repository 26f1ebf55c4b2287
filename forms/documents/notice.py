"""调查询问通知书 and 行政检查通知书: a drafted notice as a paper for the press; receipt block in its foot."""

from __future__ import annotations

from collections.abc import Sequence

from forms.drafted import DraftText
from forms.page.paper import Line, Paper


def notice_paper(drafted: DraftText, *, qr: str | None = None) -> Paper:
    """The paper of a drafted inquiry notice (documents.md 4.4); it has no appendix."""
    return Paper(tuple(Line(line.kind, line.text) for line in drafted.lines), drafted.title, qr=qr)


def letter_paper(
    office: str,
    title: str,
    number: str,
    addressee: str,
    body: Sequence[str],
    date: str,
    *,
    foot: Sequence[str] = (),
    qr: str | None = None,
) -> Paper:
    """Any paper of the common frame from its parts: inspection notice (4.22), risk letter (4.19), telling of a result.

    ``addressee`` and ``date`` are printed as given; the seal line names the office.
    """
    lines = [Line("office", office), Line("title", title), Line("number", number), Line("blank")]
    lines += [Line("addressee", f"{addressee}："), *(Line("body", text) for text in body)]
    lines += [Line("blank"), Line("seal", f"（{office}印章）"), Line("date", date)]
    if foot:
        lines += [Line("blank"), *(Line("foot", text) for text in foot)]
    return Paper(tuple(lines), title, qr=qr)

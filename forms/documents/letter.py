"""Letters of the common frame from their parts: inspection notice (4.22), risk letter (4.19), result told (4.23)."""

from __future__ import annotations

from collections.abc import Sequence

from forms.page.paper import Line, Paper


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
    """Head, addressee, body, seal line, date and foot in the order of every paper of the office.

    ``addressee`` and ``date`` are printed as given; the seal line names the office.
    """
    lines = [Line("office", office), Line("title", title), Line("number", number), Line("blank")]
    lines += [Line("addressee", f"{addressee}："), *(Line("body", text) for text in body)]
    lines += [Line("blank"), Line("seal", f"（{office}印章）"), Line("date", date)]
    if foot:
        lines += [Line("blank"), *(Line("foot", text) for text in foot)]
    return Paper(tuple(lines), title, qr=qr)

"""This program as one of the makers: a process that makes copies of the document and says what each cost."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def main() -> int:
    """Arguments: folder of copies (JSON), file for the last PDF, how many. Final PDF/A files, as issue stores them."""
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent / "peers")]
    from measured import copies, run

    def prepare() -> object:
        from datetime import UTC, datetime

        from forms.page.paper import Line, Paper, render_paper
        from forms.page.wages import WageAppendix, WageRow

        def make(d: dict) -> bytes:
            rows = tuple(WageRow(*cells[1:5], *fen) for cells, fen in zip(d["rows"], d["fen"], strict=True))
            lines = [Line("office", d["office"]), Line("title", d["title"]), Line("number", d["number"])]
            lines += [
                Line("addressee", d["to"]),
                *(Line("body", text) for text in d["body"]),
                Line("date", d["date"]),
            ]
            paper = Paper(tuple(lines), d["title"], WageAppendix(rows, caption=d["number"]), qr=d["qr"])
            return render_paper(paper, draft_mark=False, made_at=datetime(2026, 10, 14, tzinfo=UTC))

        return make

    return run(prepare, copies())


if __name__ == "__main__":
    sys.exit(main())

"""A keystroke in a requirement to the repainted page: what the editor does with it (guards, draft text, pages by
reportlab, PDFium, paint), in one thread.

Floor: repainting the same page image without any change.
"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from benchmarks.common import in_turn, report, row, worked_profile

RUNS = 120


def main() -> int:
    app = QApplication(sys.argv[:1])
    from ui.screens.parts_paper_made import make
    from ui.widgets.pageview import PageView

    with worked_profile() as (profile, loaded):
        draft = dict(profile.store.get("draft", loaded.drafts[-1]))
        view = PageView()
        view.resize(700, 900)
        view.show()
        pages = 0

        def keystroke(n: int) -> None:
            requirements = [dict(r) for r in draft["requirements"]]
            requirements[0]["text"] = "足额支付拖欠的农民工工资" + "，并将支付凭证报送我局" * (n % 7)
            draft["requirements"] = requirements
            made = make(profile, draft, None)
            assert made.pdf is not None
            view.set_pdf(made.pdf)
            view.viewport().repaint()
            app.processEvents()

        def repaint(_: int) -> None:
            view.viewport().repaint()
            app.processEvents()

        keystroke(0)
        pages = view.count
        pages = pages() if callable(pages) else pages
        floors, strokes = in_turn([repaint, keystroke], RUNS, warm=10)
        view.close_pdf()
    return report(
        "keystroke to repainted page",
        [
            row("repaint only", floors),
            row("keystroke to page", strokes, floor="repaint", floor_times=floors, at_most_ms=33),
        ],
        pages=pages,
    )


if __name__ == "__main__":
    sys.exit(main())

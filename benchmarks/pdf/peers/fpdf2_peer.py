"""fpdf2 as one of the makers."""

import io
import logging
import sys

from fonts import file
from measured import copies, run


def prepare():
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    import segno
    from fpdf import FPDF
    from fpdf.enums import WrapMode
    from fpdf.fonts import FontFace

    class Pages(FPDF):
        def footer(self):
            self.set_y(-25)
            self.set_font("song", size=10.5)
            self.cell(0, 5, f"— {self.page_no()} —", align="C")

    def make(d):
        pdf = Pages(format="A4")
        pdf.set_margins(28, 37, 26)
        pdf.set_auto_page_break(True, 35)
        for name, face in (
            ("fang", "FangSong"),
            ("song", "SongCore"),
            ("ext", "SongExt"),
            ("a", "RareA"),
            ("b", "RareB"),
        ):
            pdf.add_font(name, fname=file(face))
        pdf.add_font("bold", fname=file("SongBold"))
        pdf.set_fallback_fonts(["song", "ext", "a", "b"])
        pdf.add_page()
        line = 225 / 22
        code = io.BytesIO()
        segno.make(d["qr"], error="m").save(code, kind="png", scale=4)
        pdf.image(code, x=160, y=8, w=24)
        for text in (d["office"], d["title"]):
            pdf.set_font("bold", size=22)
            pdf.multi_cell(0, line * 1.2, text, align="C", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("fang", size=15.75)
        pdf.multi_cell(0, line, d["number"], align="C", new_x="LMARGIN", new_y="NEXT")
        pdf.multi_cell(0, line, d["to"], wrapmode=WrapMode.CHAR, new_x="LMARGIN", new_y="NEXT")
        for text in d["body"]:
            pdf.multi_cell(
                0, line, "\u3000\u3000" + text, wrapmode=WrapMode.CHAR, align="J", new_x="LMARGIN", new_y="NEXT"
            )
        pdf.multi_cell(0, line, d["date"], align="R", new_x="LMARGIN", new_y="NEXT")
        pdf.add_page(orientation="L")
        pdf.set_margins(35, 28, 37)
        pdf.set_auto_page_break(True, 26)
        pdf.set_xy(35, 28)
        pdf.set_font("song", size=9)
        rows = [d["head"], *d["rows"], d["total"]]
        aligned = ("C", "L", "L", "L", "L", "R", "R", "R", "L")
        style = FontFace(family="bold", size_pt=9)
        with pdf.table(rows=rows, col_widths=d["widths_mm"], line_height=8.5, headings_style=style, padding=(0, 1),
                       text_align=aligned, wrapmode=WrapMode.CHAR):  # fmt: skip
            pass
        return bytes(pdf.output())

    return make


if __name__ == "__main__":
    sys.exit(run(prepare, copies()))

"""WeasyPrint as one of the makers."""

import base64
import html
import io
import logging
import sys

from fonts import file
from measured import copies, run

FACES = {"fang": "FangSong", "song": "SongCore", "ext": "SongExt", "bold": "SongBold", "ra": "RareA", "rb": "RareB"}
STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: "— " counter(page) " —"; font: 10.5pt song } }
@page wide { size: A4 landscape; margin: 28mm 37mm 26mm 35mm }
body { font: 15.75pt/10.227mm fang, song, ext, ra, rb; text-align: justify; line-break: strict }
p { margin: 0; text-indent: 2em } h1 { font: 22pt/12mm bold; text-align: center; margin: 0 }
.c { text-align: center; text-indent: 0 } .n { text-indent: 0 } .r { text-align: right }
.wide { page: wide; break-before: page }
table { border-collapse: collapse; font: 9pt song, ext, ra, rb; width: 225mm; table-layout: fixed }
td, th { border: .5pt solid #000; padding: 1pt 3pt; height: 22pt; line-height: 1.2 } th { font-family: bold }
thead { display: table-header-group } td.m { text-align: right } img { position: absolute; top: -29mm; right: 0; width: 24mm }
"""


def prepare():
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    import segno
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    known = FontConfiguration()
    faces = "".join(f"@font-face {{ font-family: {n}; src: url(file://{file(f)}) }}" for n, f in FACES.items())

    def make(d):
        e, code = html.escape, io.BytesIO()
        segno.make(d["qr"], error="m").save(code, kind="svg", scale=4, xmldecl=False)
        picture = base64.b64encode(code.getvalue()).decode()
        parts = [f'<html lang="zh-CN"><title>{e(d["title"])}</title><img src="data:image/svg+xml;base64,{picture}">']
        parts += [f"<h1>{e(d['office'])}</h1><h1>{e(d['title'])}</h1><p class=c>{e(d['number'])}</p>"]
        parts += [f"<p class=n>{e(d['to'])}</p>", *(f"<p>{e(t)}</p>" for t in d["body"])]
        parts += [f"<p class=r>{e(d['date'])}</p><div class=wide><table><colgroup>"]
        parts += [f'<col style="width:{w}mm">' for w in d["widths_mm"]]
        parts += ["</colgroup><thead><tr>", *(f"<th>{e(c)}</th>" for c in d["head"]), "</tr></thead>"]
        for row in (*d["rows"], d["total"]):
            cells = "".join(f"<td{' class=m' if 5 <= k <= 7 else ''}>{e(c)}</td>" for k, c in enumerate(row))
            parts.append(f"<tr>{cells}</tr>")
        parts.append("</table></div></html>")
        style = CSS(string=faces + STYLE, font_config=known)
        return HTML(string="".join(parts)).write_pdf(stylesheets=[style], font_config=known, pdf_variant="pdf/a-2b")

    return make


if __name__ == "__main__":
    sys.exit(run(prepare, copies()))

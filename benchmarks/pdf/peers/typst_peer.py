"""typst as one of the makers; it compiles one source to which each copy is handed as data."""

import io
import json
import os
import sys

from fonts import FOLDER
from measured import copies, run

SOURCE = r"""
#let D = json(bytes(sys.inputs.data))
#set document(title: D.title)
#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm),
  footer: context align(center, text(size: 10.5pt)[— #counter(page).display() —]))
#set text(font: BODY, size: 15.75pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 13.2pt, spacing: 13.2pt)
#place(top + right, dy: -29mm, image(bytes(D.code), width: 24mm))
#align(center, text(font: HEADS, size: 22pt, D.office))
#align(center, text(font: HEADS, size: 22pt, D.title))
#align(center, D.number)
#par(first-line-indent: 0pt, D.to)
#for t in D.body { par(t) }
#align(right, D.date)
#set page(flipped: true, margin: (top: 28mm, left: 35mm, right: 37mm, bottom: 26mm))
#set text(font: TABLE, size: 9pt)
#set par(justify: false, first-line-indent: 0pt)
#table(columns: D.widths_mm.map(x => x * 1mm), inset: (x: 3pt, y: 8pt), stroke: .5pt,
  align: (center, left, left, left, left, right, right, right, left),
  table.header(..D.head.map(x => text(font: HEADS, x))), ..D.rows.flatten(), ..D.total)
"""


def prepare():
    import segno
    import typst

    def family(name):
        found = typst.Fonts(include_system_fonts=False, font_paths=[os.path.join(FOLDER, name)]).families()
        return sorted(set(found) - embedded)[0]

    embedded = set(typst.Fonts(include_system_fonts=False).families())
    names = {face: family(face) for face in ("FangSong", "SongCore", "SongExt", "SongBold", "RareA", "RareB")}

    def listed(*faces):
        return "(" + ", ".join(json.dumps(names[f]) for f in faces) + ")"

    rest = ("SongCore", "SongExt", "RareA", "RareB")
    text = SOURCE.replace("BODY", listed("FangSong", *rest)).replace("TABLE", listed(*rest))
    text = text.replace("HEADS", listed("SongBold", *rest))
    source = os.path.join(FOLDER, "main.typ")
    with open(source, "w", encoding="utf-8") as out:
        out.write(text)
    folders = [os.path.join(FOLDER, face) for face in names]
    compiler = typst.Compiler(source, root=FOLDER, font_paths=folders, ignore_system_fonts=True)

    def make(d):
        code = io.BytesIO()
        segno.make(d["qr"], error="m").save(code, kind="svg", scale=4)
        data = json.dumps({**d, "code": code.getvalue().decode()}, ensure_ascii=False)
        return compiler.compile(format="pdf", sys_inputs={"data": data}, pdf_standards="a-2b")

    return make


if __name__ == "__main__":
    sys.exit(run(prepare, copies()))

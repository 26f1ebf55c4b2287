"""Texts of the worked cases (all names and numbers invented), as they must read back from the PDF."""

import json
import re
from pathlib import Path

from forms.page.paper import Line, Paper
from forms.page.wages import WageAppendix, WageRow

CASES = json.loads((Path(__file__).parent.parent / "fixtures" / "sample-case.json").read_text(encoding="utf-8"))
TEXTS = tuple(d["text"] for case in CASES["cases"] for d in case["documents"])
NOTICE, ORDER = TEXTS[0], TEXTS[1]


def lines(text: str) -> tuple[Line, ...]:
    """The kinds a drafter would give, found here from the text's own shape."""
    found = []
    for n, line in enumerate(text.split("\n")):
        bare = line.strip()
        if n < 3:
            kind = ("office", "title", "number")[n]
        elif not bare:
            kind = "blank"
        elif not line.startswith("　") and bare.endswith("："):
            kind = "addressee"
        elif bare.startswith("（") and bare.endswith("印章）"):
            kind = "seal"
        elif re.fullmatch(r"\d+年\d+月\d+日", bare):
            kind = "date"
        elif "收件人：" in bare or "一式两份" in bare:
            kind = "foot"
        else:
            kind = "body"
        found.append(Line(kind, line))
    return tuple(found)


NAMES = (
    "赵㛃",
    "钱䶮",
    "孙𠅤",
    "李大山",
    "周小满",
    "买买提·阿不力孜",
    "褚国强",
    "欧阳丰收",
    "周𬭎",
    "孙𫖯",
    "郑㑇",
    "马𬍛",
)


def appendix(workers: int) -> WageAppendix:
    rows = []
    for n in range(workers):
        due, paid = 2304000 + n * 101, 500000 + n * 7
        name = NAMES[n % len(NAMES)]
        months = "2026年7月至9月"
        rows.append(WageRow(name, f"649901********{n:04d}", "钢筋工", months, due, paid, due - paid))
    return WageAppendix(tuple(rows), caption="星晨人社监令字〔2026〕第078号")


def paper(text: str, workers: int = 0) -> Paper:
    return Paper(lines(text), title=text.split("\n")[1], appendix=appendix(workers) if workers else None)

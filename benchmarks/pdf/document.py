"""The document every maker is given: an order over three pages of text, and a wage table; each copy says other things.

A plain object that JSON carries, so that a maker in another environment reads the very same words. Names hold rare
characters on purpose; no two copies have the same names, numbers or amounts, so that no maker lives on its memory.
"""

from __future__ import annotations

import random
from typing import Any

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华建国文志波玉红梅云飞鹏浩宇轩子涵梓博思远雨欣佳怡晨阳昊天俊熙瑞琳璇珺玥喆堃昇翀韡祎晞芃"
RARE = ("李㛃", "赵䶮", "陈𠅤", "周𬭎", "孙𫖯", "吴𬭊", "郑㑇", "马𬍛")
TRADES = ("钢筋工", "木工", "混凝土工", "架子工", "砌筑工", "电工", "杂工", "油漆工")
HEAD = ("序号", "姓名", "身份证件号码", "工种", "月份", "应发（元）", "已发（元）", "欠发（元）", "本人签字")
WIDTHS_MM = (10, 30, 38, 18, 41, 21, 21, 21, 25)
"""Columns of the table on a landscape page, 225 mm in all."""
FACTS = (
    "你单位承建的星河路保障性住房{n}期工程，分包单位拖欠{first}等{people}名农民工{months}工资共计人民币{sum}元，"
    "你单位作为施工总承包单位未先行清偿；",
    "施工现场{people}名农民工未订立书面劳动合同并进行用工实名登记即进入项目现场施工，未实行劳动用工实名制管理；",
    "未按规定开设该工程建设项目农民工工资专用账户，未在工程项目部配备劳资专管员；",
    "未按规定存储农民工工资保证金，应存储{sum}元，实际存储0.00元；",
    "未在施工现场醒目位置设立维权信息告示牌，明示建设单位、施工总承包单位及所在项目部、分包单位、相关行业工程建设主管部门、"
    "劳资专管员等基本信息，当地最低工资标准、工资支付日期等基本信息；",
)
ORDERS = (
    "于{due}前，通过农民工工资专用账户先行清偿{first}等{people}名农民工{months}工资共计人民币{sum}元，逐人明细见附件"
    "《拖欠农民工工资明细表》，并将支付凭证报送我局；",
    "于{due}前，依法与所招用的农民工订立劳动合同并进行用工实名登记，未订立劳动合同并进行用工实名登记的人员不得进入项目现场施工；",
    "于{due}前，按规定开设农民工工资专用账户，与建设单位、开户银行签订资金管理三方协议，并报监管部门备案；",
    "于{due}前，按规定存储农民工工资保证金{sum}元或者提供同等金额的金融机构保函；",
    "于{due}前，在施工现场醒目位置设立维权信息告示牌，完整明示《保障农民工工资支付条例》第三十四条规定的事项。",
)
CLOSING = (
    "你单位应当于{due}前将改正情况书面报告我局，并附相关证据材料。逾期不改正的，我局将依据《劳动保障监察条例》第二十六条、"
    "第三十条第一款第（三）项和《保障农民工工资支付条例》第五十五条、第五十六条的规定处理；涉嫌拒不支付劳动报酬犯罪的，"
    "依法移送公安机关处理。",
    "如对本指令书不服，可以自收到之日起六十日内向星河市晨光区人民政府申请行政复议，或者自收到之日起六个月内依法向人民法院提起行政诉讼。",
)
NUMERALS = "一二三四五"


def document(copy: int, workers: int = 200) -> dict[str, Any]:
    """Copy ``copy`` of the document: words as lines, the table as cells (its row of totals last), the QR's text."""
    chance = random.Random(copy)
    rows = [_worker(chance, n) for n in range(workers)]
    sums = [sum(row[k] for row in rows) for k in (5, 6, 7)]
    words = {
        "n": 1 + copy % 9,
        "first": rows[0][1],
        "people": workers,
        "months": f"2026年{1 + copy % 4}月至2026年{6 + copy % 4}月",
        "sum": yuan(sums[2]),
        "due": f"2026年{10 + copy % 3}月{1 + copy % 28}日",
    }
    body = ["经查，你单位存在下列违反劳动保障法律、法规的行为："]
    body += [f"{NUMERALS[n]}、{text.format(**words)}" for n, text in enumerate(FACTS)]
    body += ["上述事实有现场检查笔录、调查询问笔录、工资支付表、考勤记录、银行流水等证据证实。现责令你单位："]
    body += [f"{NUMERALS[n]}、{text.format(**words)}" for n, text in enumerate(ORDERS)]
    body += [text.format(**words) for text in CLOSING]
    return {
        "office": "星河市晨光区人力资源和社会保障局",
        "title": "劳动保障监察限期改正指令书",
        "number": f"星晨人社监令字〔2026〕第{copy % 1000:03d}号",
        "to": "星河宏基建筑工程有限公司：",
        "body": body,
        "date": f"2026年{9 + copy % 3}月{1 + copy % 28}日",
        "qr": f"ANXIN1.{copy:08d}." + "".join(chance.choices("ABCDEFGHJKMNPQRSTVWXYZ23456789", k=180)),
        "head": list(HEAD),
        "widths_mm": list(WIDTHS_MM),
        "rows": [[str(v) if k < 5 else yuan(v) if k < 8 else v for k, v in enumerate(row)] for row in rows],
        "fen": [row[5:8] for row in rows],
        "total": ["合计", f"{workers}人", "", "", "", *map(yuan, sums), ""],
    }


def _worker(chance: random.Random, n: int) -> list[Any]:
    rare = n % 25 == 3
    name = RARE[n // 25 % len(RARE)] if rare else chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2))
    due = chance.randrange(800000, 3600000, 1000)
    paid = due - chance.randrange(100000, 800000, 1000)
    card = f"649901********{chance.randrange(10000):04d}"
    return [n + 1, name, card, chance.choice(TRADES), "2026-06—2026-09", due, paid, due - paid, ""]


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"

"""The data set of the sync benchmark: seeded inspections of 40 fields, and the edits of its workloads.

Standard library only: the programs of other systems read it with a Python of their own. No record is about anybody:
names, codes and places are drawn from lists.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

Row = dict[str, Any]
Edits = dict[int, Row]
"""Place in the data set → field → new value."""

FIELDS = (
    "id",
    "office",
    "project",
    "kind",
    "task_source",
    "state",
    "planned_on",
    "matters",
    "started_at",
    "ended_at",
    "lead",
    "assistant",
    "helpers",
    "lead_certificate",
    "assistant_certificate",
    "certs_shown_at",
    "rights_told_at",
    "recusal",
    "no_conflict_lead",
    "no_conflict_assistant",
    "received_by",
    "received_title",
    "received_phone",
    "place",
    "place_fix",
    "entry_scan_at",
    "notice_no",
    "notice_date",
    "notice_handed_to",
    "visits_this_year",
    "yearly_cap",
    "counts_against_cap",
    "recording",
    "headcount",
    "checklist",
    "checklist_version",
    "result_told_on",
    "result_told_how",
    "tags",
    "note",
)
JSON_FIELDS = frozenset({"place_fix", "tags"})
OFFICE = "01935c3e-0000-7000-8000-00000000b0b0"

_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "安博昌诚达德恩芳飞刚光国海涵浩宏辉嘉建杰静军凯兰磊丽亮琳明娜宁培平琦强青清然荣瑞珊盛思涛婷伟文熙翔晓欣雪雅阳怡毅英宇雨远悦泽哲志卓"
_STREETS = (
    "星河",
    "晨光",
    "望江",
    "临港",
    "平湖",
    "青石",
    "枫林",
    "云台",
    "东明",
    "南屏",
    "西岭",
    "北塔",
    "长桥",
    "锦绣",
    "凤鸣",
    "玉泉",
)
_TRADES = (
    "房屋建筑",
    "市政道路",
    "轨道交通",
    "水利工程",
    "园林绿化",
    "装饰装修",
    "机电安装",
    "钢结构",
    "桥梁隧道",
    "电力线路",
)
_KINDS = ("routine", "complaint", "special", "written", "random")
_SOURCES = ("日常巡视检查", "举报投诉", "上级交办", "专项检查", "其他部门移送", "网络平台转办")
_STATES = ("planned", "on_site", "reviewed", "closed", "filed")
_MATTERS = (
    "工资支付",
    "劳动合同",
    "实名制管理",
    "工资专用账户",
    "工资保证金",
    "维权信息公示",
    "用工台账",
    "考勤记录",
    "总包代发",
    "人工费拨付",
    "工时休假",
    "女职工保护",
    "未成年工",
    "社会保险",
)
_FINDINGS = (
    "未按月足额支付工资",
    "未与工人订立书面劳动合同",
    "未建立职工名册备查",
    "未开设工资专用账户",
    "未公示维权信息",
    "未存储工资保证金",
    "考勤记录不完整",
    "未编制书面工资支付台账",
    "以物抵付工资",
    "人工费未按月拨付",
)
_TOLD = ("当场口头告知", "当场书面告知", "邮寄告知", "留置告知", "电话告知并记录")
_TITLES = ("项目经理", "劳资专管员", "生产经理", "安全员", "资料员", "法定代表人")
_TAGS = ("欠薪", "群体", "复查", "重点项目", "政府投资", "年底", "双随机", "舆情")


def records(count: int = 10_000, seed: int = 41) -> list[Row]:
    """``count`` inspections, the same for a seed; some 1,420 bytes of compact JSON each, 2.1 MB in all under zstd."""
    dice = random.Random(seed)
    projects = [_uuid(dice, 1_760_000_000_000 + n * 977) for n in range(2000)]
    officers = [(_uuid(dice, 1_700_000_000_000 + n), f"XC-JC-{n + 1:04d}") for n in range(40)]
    return [_record(dice, n, projects, officers) for n in range(count)]


def _record(dice: random.Random, n: int, projects: list[str], officers: list[tuple[str, str]]) -> Row:
    day = date(2026, 1, 5) + timedelta(days=dice.randrange(350))
    begun = datetime(day.year, day.month, day.day, dice.randint(8, 16), dice.randrange(60), dice.randrange(60))
    (lead, lead_no), (second, second_no) = dice.sample(officers, 2)
    seen = dice.sample(_FINDINGS, dice.randint(1, 3))
    people = int(dice.lognormvariate(4, 1)) + 3
    return {
        "id": _uuid(dice, 1_780_000_000_000 + n * 61),
        "office": OFFICE,
        "project": dice.choice(projects),
        "kind": dice.choice(_KINDS),
        "task_source": dice.choice(_SOURCES),
        "state": dice.choice(_STATES),
        "planned_on": (day - timedelta(days=dice.randrange(6))).isoformat(),
        "matters": "、".join(dice.sample(_MATTERS, dice.randint(2, 4))),
        "started_at": _at(begun),
        "ended_at": _at(begun + timedelta(minutes=dice.randint(25, 260))),
        "lead": lead,
        "assistant": second,
        "helpers": dice.randrange(4),
        "lead_certificate": lead_no,
        "assistant_certificate": second_no,
        "certs_shown_at": _at(begun + timedelta(seconds=dice.randint(30, 400))),
        "rights_told_at": _at(begun + timedelta(seconds=dice.randint(401, 900))),
        "recusal": dice.choice(("none", "none", "none", "asked")),
        "no_conflict_lead": True,
        "no_conflict_assistant": dice.random() < 0.99,
        "received_by": _person(dice),
        "received_title": dice.choice(_TITLES),
        "received_phone": f"1{dice.randint(3_000_000_000, 9_999_999_999)}",
        "place": f"{dice.choice(_STREETS)}路{dice.randint(1, 999)}号{_name(dice, 3)}{dice.choice(_TRADES)}项目部",
        "place_fix": {"lat": round(29 + dice.random(), 5), "lon": round(119 + dice.random(), 5), "m": dice.randint(4, 60)},
        "entry_scan_at": _at(begun - timedelta(seconds=dice.randint(20, 600))),
        "notice_no": f"星晨人社检通〔2026〕{n + 1}号",
        "notice_date": (day - timedelta(days=dice.randrange(3))).isoformat(),
        "notice_handed_to": _person(dice),
        "visits_this_year": dice.randint(1, 4),
        "yearly_cap": 4,
        "counts_against_cap": dice.random() < 0.5,
        "recording": True,
        "headcount": people,
        "checklist": "cn-wage/site",
        "checklist_version": f"2026.{dice.randint(1, 4)}",
        "result_told_on": (day + timedelta(days=dice.randrange(3))).isoformat(),
        "result_told_how": dice.choice(_TOLD),
        "tags": dice.sample(_TAGS, dice.randint(0, 2)),
        "note": f"{'；'.join(seen)}，涉及{dice.randint(1, people)}人；{_name(dice, 5)}称已核对{_name(dice, 4)}。",
    }  # fmt: skip


def _uuid(dice: random.Random, ms: int) -> str:
    text = f"{(ms << 80) | (7 << 76) | (dice.getrandbits(12) << 64) | (2 << 62) | dice.getrandbits(62):032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _name(dice: random.Random, length: int) -> str:
    return "".join(dice.choice(_GIVEN) for _ in range(length))


def _person(dice: random.Random) -> str:
    return dice.choice(_FAMILY) + _name(dice, dice.choice((1, 2)))


def _at(instant: datetime) -> str:
    return instant.isoformat() + "+08:00"


# --- what the workloads change


def edits_delta(count: int = 10_000) -> Edits:
    """W3: three fields of a hundred records."""
    step = count // 100
    return {
        n * step: {"state": "delta", "result_told_how": f"复查告知{n}", "headcount": 1000 + n} for n in range(100)
    }


def edits_merge(device: str) -> Edits:
    """W4: three fields of five hundred records on device ``A`` (0 to 499) or ``B`` (400 to 899).

    Of the hundred both touch, 400 to 449 get different values in ``state``, 450 to 499 only in different fields.
    """
    found: Edits = {}
    for n in range(0, 500) if device == "A" else range(400, 900):
        own: Row = {"note": f"备注{device}{n}", "received_phone": f"A{n}"}
        own = own if device == "A" else {"matters": f"事项{device}{n}", "received_by": f"B{n}"}
        third = ("headcount", 2000 + n) if device == "A" else ("helpers", 3000 + n)
        found[n] = {**own, **dict([("state", f"{device}{n}") if 400 <= n < 450 else third])}
    return found


def merged(final: Callable[[int], Mapping[str, Any]], text: Callable[[Any], Any] = lambda value: value) -> Row:
    """Of the fifty records changed in different fields on both sides: how many hold every change of both; and of the
    fifty with a true conflict, how many keep all other changes. ``text``: how the system stores a value."""
    a, b = edits_merge("A"), edits_merge("B")

    def holds(n: int, wanted: Mapping[str, Any]) -> bool:
        row = final(n)
        return all(row.get(name) == text(value) for name, value in wanted.items())

    apart = sum(holds(n, {**a[n], **b[n]}) for n in range(450, 500))
    others = [{k: v for k, v in {**a[n], **b[n]}.items() if k != "state"} for n in range(400, 450)]
    return {
        "different_fields_merged": apart,
        "other_fields_of_conflicts_kept": sum(holds(400 + n, wanted) for n, wanted in enumerate(others)),
    }

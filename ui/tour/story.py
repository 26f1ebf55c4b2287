"""The story of the tour: a desk, two laptops that sync, a third that only uses the stick; two cases worked offline."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from models.clock import FixedClock, local, parse, stamp
from ui import i18n
from ui.tour import papers, setup, stick, visit
from ui.tour.device import Device, Watch
from ui.tour.hands import Errors, Hands
from ui.tour.server import Server

FIRST, LAST = "2026-06-05T09:00:00+08:00", "2026-10-30T17:00:00+08:00"
THEMES = {"desk": "indoor", "laptop1": "outdoor", "laptop2": "night", "laptop3": "indoor"}
LEAD, SECOND = "XC-JC-0001", "XC-JC-0002"


class Story:
    """Everything of one tour that is still open: call :meth:`run`, then :meth:`close`."""

    def __init__(self, out: Path, cases: list[dict[str, Any]], lang: str, errors: Errors) -> None:
        self.out, self.lang = out, lang
        self.a, self.b = cases
        self.clock = FixedClock(parse(FIRST))
        self.hands, self.watch = Hands(errors), Watch()
        self.shots: list[dict[str, Any]] = []
        self.devices = {
            name: Device(name, theme, out, self.clock, self.hands, self.shots) for name, theme in THEMES.items()
        }
        self.desk, self.laptop1, self.laptop2, self.laptop3 = self.devices.values()
        self.stick = out / "stick"
        self.database = out / "profiles" / "server" / "server.db"
        self.server: Server | None = None
        self.results: dict[str, Any] = {}
        self.conflicts = {"made": 0, "settled": 0}
        self.port = 0

    # -- time and power ----------------------------------------------------------------------------------------
    def at(self, when: str) -> None:
        """It is now ``when`` (YYYY-MM-DDTHH:MM), for every computer and the server."""
        self.clock.set(parse(f"{when}:00+08:00"))
        if self.server is not None:
            self.server.set_clock(self.clock.now())

    def minutes(self, n: int) -> None:
        """Some minutes pass."""
        self.clock.advance(minutes=n)

    def morning(self, device: Device, when: str) -> None:
        """Switch a computer on at ``when`` and unlock it; it was off since it was last used."""
        self.at(when)
        device.close()
        device.start(self.lang)
        setup.unlock(device, self.watch)

    def serve(self) -> Server:
        """The office's server runs; after a stop it comes back at the same address."""
        self.server = Server(self.database, self.clock, self.port)
        self.port = int(self.server.url.rsplit(":", 1)[1])
        return self.server

    def unplug(self) -> None:
        """The server is gone: from here on nobody has a network."""
        if self.server is not None:
            self.server.stop()
            self.server = None

    # -- the acts ----------------------------------------------------------------------------------------------
    def run(self) -> None:
        """From the first start to the last sync."""
        self.begin()
        self.case_b()
        self.case_a()
        self.rechecks_a()
        self.together()
        self.around()

    def begin(self) -> None:
        """The office is set up, two laptops join by network and a third by stick; then the server goes away."""
        server = self.serve()
        setup.set_up_office(self.desk, self.a, self.lang)
        setup.join_server(self.desk, server)
        setup.grant_points(self.desk)
        setup.sync_now(self.desk, self.watch)
        for laptop in (self.laptop2, self.laptop1):
            self.desk.front()
            code = setup.invite(self.desk)
            setup.join_laptop(laptop, code, server, LEAD, self.lang)
            setup.add_colleague(laptop, SECOND)
            setup.sync_now(laptop, self.watch)
        self.desk.front()
        setup.sync_now(self.desk, self.watch)
        stick.join(self.desk, self.laptop3, self.stick, LEAD, self.lang)
        self.laptop3.close()
        self.watch.found.pop("sync", None)
        self.unplug()

    def case_b(self) -> None:
        """SAMPLE-B on the second laptop: notice 066, order 049 refused at the project and left at the domicile."""
        device, case = self.laptop2, self.b
        self.morning(device, "2026-06-09T16:00")
        ids = visit.register_case(device, case)
        self.morning(device, case["inspection"]["started_at"][:16])
        self.inspect(device, case, ids, "启明产业园")
        self.notice(device, case, ids)
        self.morning(device, "2026-06-12T15:00")
        visit.hand_in(device, ids, case, ["调查询问笔录", "农民工记工本"])
        self.wages(device, case, ids)
        self.morning(device, "2026-06-17T10:00")
        papers.open_review(device, case, ids)
        device.shot("review")
        papers.draft_of(device, case, case["drafts"][1], ids, self.watch)
        order = papers.issue(device, self.watch)
        given = case["documents"][1]["service"]
        self.minutes(15)
        self.hands.press("to_receipt")
        first = given["earlier_attempt"]
        papers.serve(
            device,
            {
                "method": "direct",
                "place_kind": first["place_kind"],
                "recipient": first["recipient"],
                "recipient_role": "项目经理",
                "authority": "authorised_agent",
                "refusal_reason": "refused",
            },
        )
        self.at("2026-06-17T15:30")
        setup.to_rail(device, "today")
        device.shot("to_serve")
        self.hands.press_line(str(order["number"]))
        papers.serve(device, given)
        for day in ("2026-06-29T10:00", "2026-07-03T10:00"):
            self.morning(device, day)
            self.recheck(device, "not_corrected", "", None)
        device.close()

    def case_a(self) -> None:
        """SAMPLE-A on the first laptop: notice 101, orders 078 and 079."""
        device, case = self.laptop1, self.a
        self.morning(device, "2026-09-29T16:00")
        ids = visit.register_case(device, case)
        self.morning(device, case["inspection"]["started_at"][:16])
        self.inspect(device, case, ids, "滨河路")
        self.notice(device, case, ids)
        self.morning(device, "2026-10-13T16:00")
        visit.hand_in(device, ids, case, ["调查询问笔录", "工资支付表", "考勤记录", "银行流水"])
        self.wages(device, case, ids)
        self.morning(device, "2026-10-14T09:30")
        for n in (1, 2):
            papers.open_review(device, case, ids)
            device.shot("review")
            papers.draft_of(device, case, case["drafts"][n], ids, self.watch)
            papers.issue(device, self.watch)
            self.minutes(20)
            self.hands.press("to_receipt")
            papers.serve(device, case["documents"][n]["service"], shots=n == 1)

    def inspect(self, device: Device, case: dict[str, Any], ids: dict[str, str], search: str) -> None:
        """Arrival and checklist of one visit."""
        visit.go_there(device, case, search)
        visit.arrive(device, case, self.watch)
        self.minutes(20)
        visit.answer_all(device, case, ids, self.watch)
        end = parse(case["inspection"]["ended_at"]) - timedelta(minutes=30)
        self.clock.set(end)
        names = [e["name"] for e in case["evidence"] if e["date"] == stamp(self.clock.now())[:10]]
        visit.hand_in(device, ids, case, names)

    def notice(self, device: Device, case: dict[str, Any], ids: dict[str, str]) -> None:
        """The site record, signed by all; the inquiry notice on the spot, issued and served."""
        self.hands.press("review")
        device.screen("review")
        papers.site_record(device, case)
        papers.open_review(device, case, ids)
        papers.draft_of(device, case, case["drafts"][0], ids, self.watch)
        papers.issue(device, self.watch)
        self.minutes(10)
        self.hands.press("to_receipt")
        papers.serve(device, case["documents"][0]["service"])

    def wages(self, device: Device, case: dict[str, Any], ids: dict[str, str]) -> None:
        """The wage sheet that was handed in."""
        papers.open_review(device, case, ids)
        self.hands.press("to_checklist")
        device.screen("checklist")
        self.hands.press("wages")
        device.screen("wages")
        visit.fill_wages(device, case, ids)

    def rechecks_a(self) -> None:
        """Everything was paid and mended in time."""
        device = self.laptop1
        self.morning(device, "2026-10-26T10:00")
        self.recheck(device, "corrected", "整改报告、银行回单", self.a["summary"])
        device.close()

    def recheck(self, device: Device, outcome: str, proof: str, paid: dict[str, Any] | None) -> None:
        """Every requirement that waits for its recheck, one after the other from the list of deadlines."""
        hands = self.hands
        setup.to_rail(device, "register")
        hands.press("register_deadlines")
        device.screen("deadlines")
        device.shot("deadlines")
        waiting = i18n.translate("Deadlines", "To recheck")
        wages = "228855"
        while True:
            hands.pause(0.05)
            line = hands.maybe_line(waiting)
            if line is None:
                return
            hands.press(line)
            hands.find(f"recheck_{outcome}")
            if proof:
                hands.type("recheck_evidence", proof)
            if paid is not None and wages in _shown(device):
                hands.type("recheck_fen", paid["total_owed"])
                hands.type("recheck_workers", str(paid["workers_owed"]))
                device.shot("recheck")
            hands.press(f"recheck_{outcome}")
            device.saved()
            hands.until(lambda: hands.see(f"recheck_{outcome}") is None, "the list of deadlines")

    # -- the end -----------------------------------------------------------------------------------------------
    def together(self) -> None:
        """The network is back: everybody syncs; two people then change the same field and the desk decides."""
        self.at("2026-10-30T16:00")
        self.serve()
        for device in (self.laptop2, self.laptop1, self.desk):
            self.morning(device, "2026-10-30T16:00")
            setup.to_rail(device, "sync")
            device.shot("sync_before")
            self.sync(device, shot="sync")
        self.sync(self.laptop1)
        self.disagree()
        self.by_stick()
        for device in (self.laptop2, self.laptop1, self.desk):
            self.sync(device)
        stick.give(self.desk, self.laptop3, self.stick)

    def by_stick(self) -> None:
        """The third laptop gets the office's records by stick, looks in at a site, and brings that back."""
        self.morning(self.laptop3, "2026-10-30T16:20")
        stick.give(self.desk, self.laptop3, self.stick)
        stick.look_in(self.laptop3, self.b, "启明产业园")
        self.minutes(10)
        stick.bring(self.laptop3, self.desk, self.stick)
        self.sync(self.desk)  # hands on to the server what the stick brought, for the others

    def sync(self, device: Device, shot: str = "") -> None:
        """One sync by hand; what it did is kept."""
        device.front()
        self.results[device.name] = setup.sync_now(device, self.watch)
        if shot:
            device.shot(shot)

    def disagree(self) -> None:
        """Laptop and desk give the project another address without seeing each other's; the desk decides."""
        hands, project = self.hands, self.a["project"]
        for device, text in ((self.laptop1, "星河市晨光区滨河路1号（南门）"), (self.desk, "星河市晨光区滨河路1-2号")):
            device.front()
            setup.to_rail(device, "inspect")
            hands.type("choose_box", "滨河路")
            hands.press_line(project["name"])
            hands.type("project_address", text, enter=True)
            hands.pause(0.4)
            device.saved()
        self.sync(self.laptop1)
        self.sync(self.desk, shot="sync_conflict")
        self.conflicts["made"] = len(self.desk.store.conflicts())
        self.minutes(5)
        hands.press("sync_desk")
        hands.press("desk_conflicts")
        self.desk.shot("conflicts")
        hands.press("dispute_1_mine")
        hands.type("dispute_1_reason", "经核对施工许可证")
        hands.press("dispute_1_done")
        self.desk.saved()
        hands.until(lambda: not self.desk.store.conflicts(), "the decision")
        self.conflicts["settled"] = self.conflicts["made"] - len(self.desk.store.conflicts())
        self.sync(self.desk)

    def around(self) -> None:
        """A look at the desk: what came in, devices, register, deadlines, papers, search, the look of things."""
        self.at(LAST[:16])
        device, hands = self.desk, self.hands
        device.front()
        setup.to_rail(device, "sync")
        hands.press("sync_desk")
        hands.press("desk_incoming")
        device.shot("desk")
        hands.press("desk_seen")
        device.saved()
        hands.press("desk_devices")
        device.shot("devices")
        hands.press("desk_register")
        device.screen("register")
        device.shot("register")
        hands.press("register_deadlines")
        device.screen("deadlines")
        device.shot("desk_deadlines")
        setup.to_rail(device, "papers")
        hands.pause(0.2)
        device.shot("papers")
        hands.key(Qt.Key.Key_F3)
        device.screen("search")
        hands.type("search_box", "宏基")
        hands.pause(0.2)
        device.shot("search")
        assert device.window is not None
        hands.press(device.window.bar.look_button)
        device.screen("look")
        device.shot("look")
        hands.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        device.screen("unlock")
        device.shot("locked")

    def close(self) -> None:
        """Every profile closed, the server ended."""
        for device in self.devices.values():
            device.close()
        self.unplug()

    def clock_span(self) -> dict[str, str]:
        return {"from": _second(parse(FIRST)), "to": _second(self.clock.now())}


def _second(at: datetime) -> str:
    return local(at).isoformat(timespec="seconds")


def _shown(device: Device) -> str:
    assert device.window is not None
    screen: Any = device.window.current()
    return str(screen.card.what.text())

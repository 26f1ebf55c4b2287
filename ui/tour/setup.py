"""The first morning of the tour: the desk sets up the office, two laptops join with codes, both officers on each."""

from __future__ import annotations

from typing import Any

from ui.tour.device import Device, Watch
from ui.tour.server import Server

PASSPHRASES = ("river stone lantern harvest 41", "copper window sparrow meadow 52")
"""Of the lead and of the assisting officer, on every computer of the tour."""
PIN = "482915"
FIRST = {"rectification_order": 29, "inquiry_notice": 46}
"""The desk's own numbers begin here; the laptops' where the worked cases want them."""
POINTS = {"rectification_order": [49, 78], "inquiry_notice": [66, 101]}
NAMES = {"desk": "办公室电脑", "laptop1": "外勤一号", "laptop2": "外勤二号", "laptop3": "外勤三号"}


def set_up_office(desk: Device, case: dict[str, Any], lang: str) -> None:
    """The first start of the desk: language, look, office, officers, passphrases, recovery code."""
    hands, office = desk.hands, case["office"]
    desk.start(lang)
    desk.shot("first_start")
    look(desk, lang)
    hands.press("way_alone")
    fields = ("name", "doc_prefix", "brigade", "phone", "address", "postcode", "government", "court")
    for name in fields:
        hands.type(f"office_{name}", str(office[name]))
    for type, start in FIRST.items():
        hands.type(f"start_{type}", str(start))
    desk.shot("office")
    hands.press("setup_next")
    for n, person in enumerate(case["inspectors"], 1):
        for name in ("name", "cert_no", "valid_from", "valid_until"):
            hands.type(f"officer{n}_{name}", str(person[name]))
        hands.press(f"officer{n}_cert_kind_{person['cert_kind']}")
    desk.shot("officers")
    hands.press("setup_next")
    for n, secret in enumerate(PASSPHRASES, 1):
        hands.type(f"passphrase{n}", secret)
    hands.type("first_pin", PIN)
    hands.type("device_name", NAMES["desk"])
    hands.press("setup_next")
    hands.find("recovery_code")
    desk.shot("recovery_code")
    hands.press("setup_next")
    desk.screen("today")


def look(device: Device, lang: str) -> None:
    """Language, theme and size of the first start."""
    hands = device.hands
    hands.press(f"lang_{lang}")
    hands.press(f"theme_{device.theme}")
    hands.press("density_touch")
    hands.press("setup_next")


def join_server(desk: Device, server: Server) -> None:
    """The desk founds the office on the server with the administrator's code."""
    hands = desk.hands
    to_rail(desk, "sync")
    hands.type("sync_url", server.url)
    hands.type("sync_code", str(server.admin_code))
    hands.press("sync_join")
    hands.until(lambda: desk.window.session.store.local_get("server"), "the desk to join")  # type: ignore[union-attr]
    wait_for_sync(desk)


def grant_points(desk: Device) -> None:
    """The administrator's option: where successive number blocks begin, so that the worked cases' serials come out."""
    assert desk.window is not None
    session = desk.window.session
    with desk.store.change(session.actor, "options") as tx:
        tx.set("office", session.profile.office_id, options={"number_first": POINTS})


def invite(desk: Device) -> str:
    """A one-time code, read off the desk's screen."""
    hands = desk.hands
    to_rail(desk, "sync")
    hands.press("sync_desk")
    hands.press("desk_devices")
    before = hands.see("invite_code")
    old = before.text() if before is not None else ""  # type: ignore[attr-defined]
    hands.press("invite_laptop")
    hands.until(lambda: (w := hands.see("invite_code")) is not None and w.text() not in ("", old), "the code")  # type: ignore[attr-defined]
    desk.shot("invite")
    return hands.text_of("invite_code")


def join_laptop(laptop: Device, code: str, server: Server, cert_no: str, lang: str) -> None:
    """A laptop's first start: join with the code; everything the office has comes along."""
    hands = laptop.hands
    laptop.start(lang)
    look(laptop, lang)
    hands.press("way_join")
    given = {"url": server.url, "code": code, "cert_no": cert_no, "device": NAMES[laptop.name]}
    for name, text in given.items():
        hands.type(f"join_{name}", text)
    hands.type("join_passphrase", PASSPHRASES[0])
    laptop.shot("join")
    hands.press("setup_next")
    laptop.screen("today")


def add_colleague(laptop: Device, cert_no: str) -> None:
    """The second officer types his own passphrase on this laptop."""
    hands = laptop.hands
    to_rail(laptop, "sync")
    hands.press("sync_desk")
    hands.press("desk_devices")
    hands.type(f"colleague_{cert_no}_secret", PASSPHRASES[1])
    hands.press(f"colleague_{cert_no}_add")
    hands.until(lambda: hands.see(f"colleague_{cert_no}_add") is None, "the second officer's passphrase")
    laptop.shot("officers_here")


def unlock(device: Device, watch: Watch) -> None:
    """Passphrase of the lead officer, typed at the lock."""
    hands = device.hands
    device.screen("unlock")
    device.shot("unlock")
    hands.type("passphrase", PASSPHRASES[0])
    watch.go()
    hands.press("unlock")
    device.screen("today")
    watch.stop("unlock")


def to_rail(device: Device, word: str) -> None:
    """Tap a word of the rail."""
    assert device.window is not None
    device.hands.press(device.window.rail.words[word])


def wait_for_sync(device: Device) -> None:
    """Until the sync under way has ended, well or not."""
    from ui.syncing import Syncing

    assert device.window is not None
    syncing = Syncing.of(device.window.session)
    device.hands.until(lambda: not syncing.running, "the sync to end", 120)
    if syncing.error is not None:
        raise syncing.error


def sync_now(device: Device, watch: Watch) -> Any:
    """立即同步, until the figures of both ends stand on the screen; returns what it did."""
    from ui.syncing import Syncing

    assert device.window is not None
    to_rail(device, "sync")
    watch.go()
    device.hands.press("sync_now")
    wait_for_sync(device)
    watch.stop("sync")
    return Syncing.of(device.window.session).result

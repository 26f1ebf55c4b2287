"""The third laptop of the tour never sees a network: it joins by stick, looks in at a site, and brings that home by stick."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ui.tour.device import Device
from ui.tour.setup import NAMES, PASSPHRASES, look, to_rail
from ui.tour.visit import go_there


def desk_page(desk: Device) -> None:
    """The desk's page for sticks."""
    desk.front()
    to_rail(desk, "sync")
    desk.hands.press("sync_desk")
    desk.hands.press("desk_stick")


def join(desk: Device, laptop: Device, stick: Path, cert_no: str, lang: str) -> None:
    """Code at the desk, request at the laptop, grant at the desk, and the laptop opens with what the office has."""
    hands = desk.hands
    stick.mkdir(parents=True, exist_ok=True)
    desk_page(desk)
    hands.press("usb_invite")
    hands.until(lambda: (w := hands.see("usb_code")) is not None and w.text() != "", "the code")  # type: ignore[attr-defined]
    code = hands.text_of("usb_code")
    laptop.start(lang)
    look(laptop, lang)
    hands.press("way_stick")
    given = {"code": code, "cert_no": cert_no, "device": NAMES[laptop.name]}
    for name, text in given.items():
        hands.type(f"stick_{name}", text)
    hands.type("stick_passphrase", PASSPHRASES[0])
    hands.type("stick_folder", str(stick))
    laptop.shot("stick_join")
    hands.press("setup_next")
    hands.until(lambda: hands.see("stick_told") is not None, "the request", 60)
    desk.front()
    hands.type("usb_desk_folder", str(stick))
    hands.press("usb_grant")
    _until(desk, "usb_join_result", NAMES[laptop.name])
    desk.shot("stick_grant")
    laptop.front()
    hands.press("setup_next")
    window = laptop.window
    assert window is not None
    hands.until(lambda: window.current_name() == "today", "the third laptop", 60)


def look_in(laptop: Device, case: dict[str, Any], search: str) -> None:
    """A short look at a site: the certificates shown, whom they met and where; the checklist waits for another day."""
    hands = laptop.hands
    go_there(laptop, case, search)
    hands.press("certs_shown")
    laptop.saved()
    hands.type("visit_received_by", case["inspection"]["notice"]["handed_to"])
    hands.type("visit_place", case["project"]["address"])
    hands.pause(0.4)
    laptop.saved()
    laptop.shot("arrival_by_stick")


def bring(laptop: Device, desk: Device, stick: Path) -> None:
    """Export at the laptop, import at the desk, and the receipt read out over the phone."""
    hands = laptop.hands
    laptop.front()
    to_rail(laptop, "sync")
    hands.type("usb_folder", str(stick))
    hands.press("usb_export")
    _until(laptop, "usb_result", "1")
    laptop.shot("stick_export")
    desk_page(desk)
    hands.type("usb_desk_folder", str(stick))
    hands.press("usb_desk_import")
    name = f"usb_receipt_{code_of(laptop)}"
    hands.until(lambda: hands.see(name) is not None, "the receipt code", 60)
    code = hands.text_of(name)
    desk.shot("stick_desk")
    laptop.front()
    to_rail(laptop, "sync")
    hands.type("usb_receipt", code)
    hands.press("usb_receipt_take")
    from sync import peer

    hands.until(lambda: peer.waiting(laptop.store) == 0, "the receipt", 30)
    hands.pause(0.1)
    laptop.shot("stick_receipt")


def give(desk: Device, laptop: Device, stick: Path) -> None:
    """A bundle of the desk for the laptop, taken in there."""
    hands = desk.hands
    desk_page(desk)
    hands.type("usb_desk_folder", str(stick))
    hands.press(f"usb_give_{code_of(laptop)}")
    _until(desk, "usb_desk_result", NAMES[laptop.name])
    laptop.front()
    to_rail(laptop, "sync")
    hands.type("usb_folder", str(stick))
    hands.press("usb_import")
    window = laptop.window
    assert window is not None
    screen: Any = window.screen_named("sync")
    hands.until(lambda: not screen.usb._busy and screen.usb.result.head.text(), "the import", 60)


def code_of(laptop: Device) -> str:
    """The laptop's device code, as its papers and bundles carry it."""
    assert laptop.window is not None
    return str(laptop.store.local_get("server")["code"])


def _until(device: Device, name: str, text: str) -> None:
    """Wait until the words of ``name`` on this computer's screen hold ``text``."""
    hands = device.hands

    def there() -> bool:
        label = hands.see(name)
        return label is not None and text in label.text()  # type: ignore[attr-defined]

    hands.until(there, f"{name}: {text}", 60)

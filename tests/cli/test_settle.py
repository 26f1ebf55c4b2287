"""settle as an office's script meets it: list, decide with a reason, take back; every refusal a sentence."""

from __future__ import annotations

from typing import Any

from models.clock import SystemClock, today
from models.profile import Profile
from tests.cli.test_papers import WORDS, made, office

__all__ = ["made", "office"]
ORDER = "rectification_order"


def double(office: Any) -> tuple[str, str]:
    """One paper issued here and one written by hand with the same number; their ids."""
    from models import numbering

    status, said, _ = office("issue", office.drafts[1], "--with", "XC-JC-0002")
    assert status == 0
    with Profile.open(office.tmp / "p", WORDS, SystemClock()) as profile:
        found = profile.store.get("office", profile.office_id)
        rules = numbering.Rules.of(found, profile.pack, None)
        with profile.store.change(profile.officer_id, "enter_paper") as tx:
            hand = numbering.enter_paper(
                tx, rules, ORDER, today(profile.clock), 1, None, "某公司", profile.officer_id, "手写"
            )
    return said["document"], hand


def test_nothing_to_settle_is_said_so(office: Any) -> None:
    status, said, _ = office("settle")
    assert (status, said) == (0, {"ok": True, "open": 0, "matters": []})
    status, text, err = office("settle", "nobody", "--reason", "r", as_json=False)
    assert status == 1 and not text and "neither doubled nor doubtful" in err


def test_a_doubled_number_is_listed_settled_and_taken_back(office: Any) -> None:
    issued, hand = double(office)
    status, said, _ = office("settle")
    (matter,) = said["matters"]
    assert (status, said["open"], matter["kind"], matter["open"], matter["here"]) == (0, 1, "duplicate", True, True)
    assert {p["document"] for p in matter["papers"]} == {issued, hand}
    assert {p["series"] for p in matter["papers"]} == {"main", "paper"}
    status, said, err = office("settle", issued)
    assert (status, said["error"]["code"]) == (1, "reason_missing") and err.strip()
    status, said, _ = office("settle", issued, "--reason", "送达在先", "--kind", "duplicate")
    assert (status, said["stands"], said["voided"]) == (0, issued, [hand])
    assert office("register")[0] == 0, "the register is clean"
    status, said, _ = office("settle", issued, "--reopen", "--reason", "看错了")
    assert (status, said["stands"]) == (0, None)
    status, said, _ = office("settle")
    (matter,) = said["matters"]
    assert matter["open"] and [d["kind"] for d in matter["decided"]] == ["duplicate", "reopened"]


def test_wrong_usage_is_no_refusal(office: Any) -> None:
    status, _, _ = office("settle", "--reason", "r", as_json=False)
    assert status == 2

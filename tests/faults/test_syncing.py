"""Two hundred kills of server and laptops in the middle of syncs; many more by ``python -m tests.faults.syncing``."""

from __future__ import annotations

from pathlib import Path

from tests.faults.syncing import campaign


def test_two_hundred_kills_of_server_and_laptops_lose_and_double_nothing(tmp_path: Path) -> None:
    tally = campaign(tmp_path, kills=200, seed=11, longest_s=0.12)
    assert not tally.wrong, f"{tally}\n" + "\n".join(tally.wrong)
    assert tally.kills["server"] > 50 and tally.kills["laptop"] > 50
    assert tally.acked["unit"] > 50 and tally.acked["document"] > 5, f"the laptops worked between the kills: {tally}"

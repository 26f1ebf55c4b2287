"""TLS under faults, compactly: each fault of the road once or twice; many more by ``python -m tests.faults.tls``."""

from __future__ import annotations

from pathlib import Path

from tests.faults.tls import campaign
from tests.faults.tlsroad import ALL


def test_each_fault_under_tls_ends_in_a_sentence_and_everything_arrives_once(tmp_path: Path) -> None:
    tally = campaign(tmp_path, rounds=9, seed=5, share=0.85, compare_every=9)
    assert not tally.wrong, f"{tally}\n" + "\n".join(tally.wrong)
    assert set(ALL) <= tally.fates.keys(), f"every fault was met: {tally}"
    assert tally.ended["through"] > 5 and tally.ended["server_gone"] > 2 and tally.ended["server_not_trusted"] > 0, (
        tally
    )

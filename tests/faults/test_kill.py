"""A few kills in every test run; the campaigns of this folder do hundreds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.campaign import PROGRAMS, Program, campaign


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_a_kill_loses_nothing_that_was_acknowledged(program: Program, tmp_path: Path) -> None:
    tally = campaign(program, 8, power=False, seed=random.randrange(2**31), lanes=1, folder=tmp_path)
    assert tally.failures == []
    assert tally.acked > 8

"""A small rush: laptops come back at once over a bad road; nothing is lost, no number is there twice.

The large one: ``uv run python -m tests.load --laptops 50``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.load.laptop import Written
from tests.load.rush import Plan, Told, lost, numbers, opened_desk, run


@pytest.fixture(scope="module")
def rush(tmp_path_factory: pytest.TempPathFactory) -> tuple[Told, Path]:
    folder = tmp_path_factory.mktemp("rush")
    return run(Plan(laptops=8, days=3, window_s=1.0, share=0.15, seed=5), folder), folder


def test_a_rush_over_a_bad_road_loses_and_doubles_nothing(rush: tuple[Told, Path]) -> None:
    told, _ = rush
    assert told.wrong == []
    assert told.figures["papers"] == told.figures["entries"] == 16
    met = {fate: count for fate, count in told.figures["fates"].items() if fate != "well"}
    assert sum(met.values()) >= 8, f"a road as bad as planned: {met}"


def test_the_questions_after_a_rush_find_what_is_wrong(rush: tuple[Told, Path]) -> None:
    told, folder = rush
    with opened_desk(folder) as desk:
        paper = desk.store.find("document")[0]
        gone = Written(
            records={("document", "never there"): "x", ("document", paper["id"]): "other"}, note="never said"
        )
        gone.numbers = [paper["number"], paper["number"]]
        unit = desk.store.find("unit")[0]["id"]
        assert len(lost(desk, [gone], unit)) == 3
        assert len(numbers(desk, [gone], Told(figures=dict(told.figures)))) == 2

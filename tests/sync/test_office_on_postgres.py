"""Snapshots, informants and files on PostgreSQL: the same journeys as on the embedded server, on a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.clock import FixedClock
from tests.sync.conftest import Office
from tests.sync.pg import Cluster
from tests.sync.test_private import (
    test_a_dummy_in_somebody_elses_stream_opens_nothing,  # noqa: F401
    test_an_informant_reaches_the_officers_on_the_case_and_nobody_else,  # noqa: F401
    test_the_desk_says_who_works_at_a_device,  # noqa: F401
    test_whoever_is_put_on_a_case_later_receives_what_was_written_before,  # noqa: F401
)
from tests.sync.test_snapshot import (
    at_once,  # noqa: F401
    test_a_device_that_joins_by_snapshot_holds_what_one_by_the_log_holds,  # noqa: F401
    test_history_from_before_is_fetched_when_asked_for,  # noqa: F401
    test_it_goes_on_like_any_other_device,  # noqa: F401
    test_the_ready_snapshot_serves_until_the_log_is_well_past_it,  # noqa: F401
)
from tests.sync.test_sync import test_a_photo_of_40_mb_goes_up_and_down_in_pieces  # noqa: F401


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock, cluster: Cluster) -> Iterator[Office]:
    made = Office(tmp_path, clock, cluster.database())
    yield made
    made.close()

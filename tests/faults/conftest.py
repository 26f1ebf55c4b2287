"""Power cuts and failing calls need a file system in user space; without it the run says so at its end."""

from __future__ import annotations

import os

import pytest

from tests.faults import fuse

LACK = fuse.why_not()
collect_ignore = ["test_power.py"] if LACK else []

if LACK and os.environ.get("CI"):
    raise pytest.UsageError(f"power cuts must be tried in continuous integration: {LACK}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if LACK:
        terminalreporter.write_line(f"Power cuts and failing calls were not tried: {LACK}.")

"""Settings every test needs before Qt is imported: no screen, one scale, no network of Qt's own, no keystore."""

import gc
import os
import signal
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
os.environ.pop("QT_STYLE_OVERRIDE", None)
# The keystore of whoever runs the tests is left alone, and a stand-in defined by one test is nobody else's.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


@pytest.fixture(autouse=True)
def circles_are_let_go_on_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program (ui/garbage.py), from the first test with a window on: what one leaves behind would be taken
    down in a thread of a later one."""
    if {"qtbot", "qapp"} & set(request.fixturenames):
        from ui import garbage

        garbage.begin()
    yield
    if not gc.isenabled():
        from ui import garbage

        garbage.look()


@pytest.fixture(autouse=True)
def broken_pipes_stay_errors() -> None:
    """The file system in user space, once taken down, leaves SIGPIPE deadly: a later test that kills a program it
    writes to would end the whole run without a word."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)

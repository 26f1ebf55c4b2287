"""Settings every test needs before Qt is imported: no screen, one scale, no network of Qt's own, no keystore."""

import os
import signal

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
os.environ.pop("QT_STYLE_OVERRIDE", None)
# The keystore of whoever runs the tests is left alone, and a stand-in defined by one test is nobody else's.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


@pytest.fixture(autouse=True)
def broken_pipes_stay_errors() -> None:
    """The file system in user space, once taken down, leaves SIGPIPE deadly: a later test that kills a program it
    writes to would end the whole run without a word."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)

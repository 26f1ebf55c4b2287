"""From starting the program to its first painted window, cold and warm, against a minimal PySide6 window.

Each run is a process of its own on the offscreen platform; the clock starts just before it is spawned and stops when
the first window has painted. Cold: the page cache is dropped before each run (needs root on Linux, else left out).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.common import report, row

ROOT = Path(__file__).parent.parent
RUNS = 7

PROBE = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel
def done():
    import os
    sys.stdout.write(str(time.monotonic()))
    sys.stdout.flush()
    os._exit(0)
class Eye(QObject):
    def eventFilter(self, what, event):
        if event.type() == QEvent.Type.Paint and what.isWidgetType() and what.isWindow():
            app.removeEventFilter(self)
            QTimer.singleShot(0, done)
        return False
app = QApplication(["anxin"])
eye = Eye()
app.installEventFilter(eye)
"""
MINIMAL = (
    PROBE
    + """
window = QLabel("Anxin")
window.resize(1280, 800)
window.show()
app.exec()
"""
)
OURS = (
    PROBE
    + """
sys.path.insert(0, {root!r})
import main
main.main(["--profile", {folder!r}])
"""
)


def start(code: str) -> float:
    """Milliseconds from spawning to the first painted window."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"QT_QPA_PLATFORM": "offscreen"}
    begin = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True, text=True)
    return (float(done.stdout) - begin) * 1000


def drop_caches() -> bool:
    try:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3")
    except OSError:
        return False
    return True


def main() -> int:
    from models.clock import SystemClock
    from models.profile import Profile
    from models.vaultfile import Kdf

    subprocess.run([sys.executable, "-m", "compileall", "-q", "ui", "models", "forms"], cwd=ROOT, check=False)
    with tempfile.TemporaryDirectory() as folder:
        person = {"cert_kind": "labour_inspection", "valid_from": "2024-03-01", "valid_until": "2029-02-28"}
        Profile.create(
            Path(folder, "p"),
            office={"name": "局"},
            officers=[
                {**person, "name": "林晓", "role": "lead", "cert_no": "1", "passphrase": "benchmark only passphrase"},
                {
                    **person,
                    "name": "郑远",
                    "role": "assistant",
                    "cert_no": "2",
                    "passphrase": "benchmark only passphrase",
                },
            ],
            clock=SystemClock(),
            keystore=None,
            kdf=Kdf(8 * 1024, 1, 1),
        ).close()
        codes = [MINIMAL, OURS.format(root=str(ROOT), folder=str(Path(folder, "p")))]
        rows = []
        for kind in ("warm", "cold"):
            times: list[list[float]] = [[], []]
            for n in range(RUNS + 1):
                for place, code in enumerate(codes):
                    if kind == "cold" and not drop_caches():
                        break
                    found = start(code)
                    if n:
                        times[place].append(found)
            if not times[1]:
                continue
            rows.append(row(f"minimal window, {kind}", times[0]))
            goal = 2.0 if kind == "cold" else None
            rows.append(row(f"Anxin, {kind}", times[1], floor="minimal", floor_times=times[0], at_most=goal))
    return report("start to first painted window", rows)


if __name__ == "__main__":
    sys.exit(main())

"""Process start until the inbox is painted, against a bare window of PySide6.

Both are real processes, started in turn, timed from outside: from the call that starts
them until the line that they print after their first paint. The desk opens a data file
with 2,000 cases' posts in it, as on any morning but the first.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.report import Row
from tests.bench.syncing import filled_desk

BARE = """
import sys
from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QApplication, QListView, QMainWindow

class View(QListView):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)

app = QApplication(sys.argv)
model = QStringListModel([f"row {n}" for n in range(200)])
view = View()
view.setModel(model)
window = QMainWindow()
window.setCentralWidget(view)
window.resize(1280, 800)
window.show()
app.exec()
"""

DESK = """
import sys
from pathlib import Path
from ui import app
from ui.start import WindowOptions
app.run(
    WindowOptions(data_dir=Path(sys.argv[1])),
    on_inbox_painted=lambda: print("painted", flush=True),
)
"""


def measure(folder: Path, runs: int) -> list[Row]:
    """Return the ratio and both medians; the two processes take turns."""
    data = filled_desk(folder / "start", posts=4_000)
    desk, bare = [], []
    for _ in range(runs + 1):
        bare.append(_until_painted(BARE))
        desk.append(_until_painted(DESK, str(data)))
    # The first of each only warms the disk's cache.
    desk_s, bare_s = statistics.median(desk[1:]), statistics.median(bare[1:])
    ratio = statistics.median(a / b for a, b in zip(desk[1:], bare[1:], strict=True))
    peer = f"bare PySide6 window {bare_s * 1000:.0f} ms, desk {desk_s * 1000:.0f} ms"
    return [
        Row(
            f"start until the inbox is painted (median of {runs})",
            round(ratio, 2),
            "x bare",
            peer,
            "<= 2.0",
            ratio <= 2.0,
        )
    ]


def _until_painted(script: str, *arguments: str) -> float:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.perf_counter() - began
        process.kill()
    if line != "painted\n":
        raise RuntimeError(f"the window was not painted: {line!r}")
    return took

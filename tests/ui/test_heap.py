"""What is freed goes back to the system; looked at in a process of its own, which it changes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ui import heap

LEFT = """
import sys, threading
from ui import heap

def taken_mb():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024

if "kept" not in sys.argv:
    assert heap.keep_small()

pins = []

def work():
    bytearray(30 << 20)[::4096]  # what is mapped and freed raises the size to map from
    for _ in range(8):
        block = bytearray(b"x") * (3 << 20)
        pins.append([bytes(4000) for _ in range(4)])
        blocks.append(block)

blocks = []
before = taken_mb()
thread = threading.Thread(target=work)
thread.start()
thread.join()
blocks.clear()
print(round(taken_mb() - before, 1))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc alone knows these settings")
def test_what_a_lane_freed_is_not_kept() -> None:
    left = subprocess.run([sys.executable, "-c", LEFT], capture_output=True, text=True, check=True)
    kept = subprocess.run(
        [sys.executable, "-c", LEFT, "kept"], capture_output=True, text=True, check=True
    )
    assert float(left.stdout) < 2
    assert float(kept.stdout) > 10  # that is what the settings are for


def test_another_system_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert not heap.keep_small()

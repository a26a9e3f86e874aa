"""The window over 100,000 cases: until it is painted, its frames, and its loop during a sync.

A process of its own with the real lanes and courier. A frame is one step of the scroll
bar and the whole list painted anew; between frames the event loop turns, so that rows
come as they do for a person. The loop's stalls are the longest gaps between the beats of
a timer of 1 ms: while nothing happens, and while a network in memory brings posts. The
aim for a frame is half of the 16.7 ms that a screen of 60 Hz gives.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.domain.ids import RemoteId, to_ms
from console.domain.remote import Page, Timeline
from console.store import accounts, location
from console.store.database import Database
from tests.bench import start
from tests.bench.report import Row
from tests.bench.syncing import NOW, OWN, Feed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.application import Application

FRAME_MS = 8.0
PATIENCE_S = 300
IDLE_S = 3.0
MINUTES_BETWEEN = 3


def measure(folder: Path, *, cases: int, posts: int, frames: int) -> list[Row]:
    """Return all figures; the file is made here, the window runs in its own process."""
    data = filled_with_cases(folder / "window", cases)
    painted = statistics.median(start._until_painted(start.DESK, str(data)) for _ in range(3))
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bench.window", str(data), str(posts), str(frames)],
        env=os.environ | _platform(),
        stdout=subprocess.PIPE,
        check=True,
        timeout=PATIENCE_S,
    )
    found: dict[str, Any] = json.loads(ended.stdout)
    rows = [Row(f"inbox of {cases} cases painted", round(painted * 1000), "ms", "process start")]
    rows += [_frame_row(name, times) for name, times in found["frames"].items()]
    rows.append(
        Row(
            f"sync of {posts} posts, window open",
            round(found["rate"]),
            "posts/s",
            "through lanes and courier",
        )
    )
    rows += [
        Row(f"longest stall of the loop, {name}", round(max(gaps), 1), "ms",
            f"p99 {_part(gaps, 0.99):.1f} ms, p50 {_part(gaps, 0.5):.1f} ms of {len(gaps)} beats")
        for name, gaps in found["beats"].items()
    ]  # fmt: skip
    return rows


def filled_with_cases(folder: Path, cases: int) -> Path:
    """Make a data folder with so many cases that need a reply, one post each; return it."""
    db = Database.open(location.prepare(folder))
    try:
        accounts.add(
            db, network="x", remote_id=OWN.remote_id, handle=OWN.handle, name=OWN.name, now=NOW
        )
        with db.writing():
            for table, rows in _rows(cases).items():
                columns = ", ".join(rows[0])
                marks = ", ".join("?" * len(rows[0]))
                db.execute_many(
                    f"INSERT INTO {table} ({columns}) VALUES ({marks})",
                    [tuple(row.values()) for row in rows],
                )
    finally:
        db.close()
    return folder


def _rows(cases: int) -> dict[str, list[dict[str, object]]]:
    tables: dict[str, list[dict[str, object]]] = {
        name: [] for name in ("contacts", "handles", "cases", "messages", "posts")
    }
    now = to_ms(NOW)
    for n in range(1, cases + 1):
        at = now - n * MINUTES_BETWEEN * 60_000
        text = f"@shop parcel {n} is still not here, and nobody on the phone line knows why. " * 2
        name = f"Customer {n}"
        tables["contacts"].append({"id": n, "name": name, "created_at": at})
        tables["handles"].append(
            {"network": "x", "remote_id": f"c{n}", "contact_id": n, "handle": f"customer_{n}",
             "name": name, "seen_at": at}
        )  # fmt: skip
        tables["cases"].append(
            {"id": n, "account_id": 1, "contact_id": n, "state": "needs_reply", "state_at": at,
             "rank": at, "first_post_at": at, "last_in_at": at, "last_message_id": at << 20}
        )  # fmt: skip
        tables["messages"].append(
            {"id": at << 20, "case_id": n, "kind": "post", "direction": "in", "text": text,
             "search_text": text}
        )  # fmt: skip
        tables["posts"].append(
            {"message_id": at << 20, "network": "x", "remote_id": str(n), "conversation_id": str(n),
             "author_id": f"c{n}", "lang": "en", "summons": 1, "repost": 0}
        )  # fmt: skip
    return tables


class Later(Feed):
    """A network that has nothing to tell until it is told to."""

    telling = False

    def read_page(self, timeline: Timeline, user_id: RemoteId, cursor: str | None) -> Page:
        if not self.telling:
            return Page((), "0", done=True)
        return super().read_page(timeline, user_id, cursor)


class Network:
    """The way to it, without keys and pictures."""

    needs_credentials = False

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    def connect(self, secret: Mapping[str, str]) -> Feed:
        return self._feed

    def read_picture(self, url: str, stopping: Callable[[], bool]) -> bytes:
        raise AssertionError("a bench loads no pictures")


def _run(folder: Path, posts: int, frames: int) -> dict[str, Any]:
    """Open the desk, measure, and return times in milliseconds by name."""
    from PySide6.QtWidgets import QApplication

    from console.credentials import Credentials
    from ui import collector
    from ui.application import Application

    feed = Later(posts)
    gc.collect()
    gc.freeze()  # what the bench itself made is none of the window's business
    app = QApplication([])
    collector.Collector(app)
    desk = Application(app, folder, {"x": Network(feed)}, Credentials())
    desk.window.show()
    inbox = desk.window.inbox
    _until(app, lambda: desk.window.is_complete and not desk.courier.syncing)
    _until(app, lambda: inbox.model.rowCount() > inbox.list.in_sight()[1] + 100)
    found: dict[str, Any] = {"frames": _frames(app, desk, frames), "beats": {}}
    inbox.step(1)
    with _beats(app) as found["beats"]["nothing happens"]:
        began = time.perf_counter()
        _until(app, lambda: time.perf_counter() - began > IDLE_S)
    feed.telling = True
    with _beats(app) as found["beats"]["during the sync"]:
        began = time.perf_counter()
        desk.courier.sync_now()
        _until(app, lambda: not desk.courier.syncing)
        found["rate"] = posts / (time.perf_counter() - began)
    desk.close()
    return found


def _frames(app: QApplication, desk: Application, count: int) -> dict[str, list[float]]:
    """Return times of frames, by the way of scrolling."""
    shown = desk.window.inbox.list
    bar = shown.verticalScrollBar()
    steps: dict[str, Callable[[int], None]] = {
        "line by line": lambda n: bar.setValue(n * bar.singleStep()),
        "page by page": lambda n: bar.setValue(n * bar.pageStep()),
        "to the end and back": lambda n: bar.setValue(0 if n % 2 else bar.maximum()),
        "anywhere": lambda n: bar.setValue(n * 7919 * bar.pageStep() % bar.maximum()),
    }
    found: dict[str, list[float]] = {}
    for name, step in steps.items():
        times = found[name] = []
        for number in range(count):
            began = time.perf_counter()
            step(number)
            shown.viewport().repaint()
            times.append((time.perf_counter() - began) * 1000)
            app.processEvents()
    bar.setValue(0)
    return found


@contextmanager
def _beats(app: QApplication) -> Iterator[list[float]]:
    """Collect the gaps between the turns of the event loop."""
    from PySide6.QtCore import Qt, QTimer

    gaps: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append((now - last) * 1000)
        last = now

    timer = QTimer(app, interval=1, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(beat)
    timer.start()
    yield gaps
    timer.stop()


def _until(app: QApplication, reached: Callable[[], bool]) -> None:
    from PySide6.QtCore import QEventLoop

    deadline = time.monotonic() + PATIENCE_S
    while not reached():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        if time.monotonic() > deadline:
            raise TimeoutError


def _platform() -> dict[str, str]:
    shown = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return {} if shown else {"QT_QPA_PLATFORM": "offscreen"}


def _frame_row(name: str, times: list[float]) -> Row:
    p99 = _part(times, 0.99)
    said = f"p50 {_part(times, 0.5):.1f} ms, longest {max(times):.1f} ms of {len(times)} frames"
    return Row(f"frame, {name} (p99)", round(p99, 1), "ms", said, f"<= {FRAME_MS:.0f}",
               p99 <= FRAME_MS)  # fmt: skip


def _part(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


if __name__ == "__main__":
    print(json.dumps(_run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))

"""The window over a million posts: start, pages, scrolling, stalls while it syncs, memory, growth.

Two archives of the same kind, a small and a large one, are opened by a process of their own
each, with the real lanes and courier. A frame is one step of the scroll bar and the whole list
painted anew, with a turn of the event loop after it in which rows come, as in `window`. While
posts are synced the gaps between the beats of a timer of 1 ms are what a person would feel. What
the network would tell lies on the disk, page by page, so that the bench's own objects are no part
of the memory; memory is the process's share (PSS) beyond that of a bare window.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.cases import CaseRow
from console.domain.ids import CaseId, RemoteId
from console.domain.remote import Page, Timeline
from console.store import location
from console.store.database import Database
from tests.bench import archive_ground, start
from tests.bench.archive_rows import Size
from tests.bench.report import Row
from tests.bench.syncing import Feed
from tests.bench.window import Later, Network, _beats, _part, _platform, _until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.application import Application

PATIENCE_S = 900
GROWTH = 1.2
START, PAGE_MS, FRAME_MS, STALL_MS = 2.0, 3.0, 8.0, 33.0
MEMORY_MB, WITH_INSIGHT_MB = 80, 130
IN_SIGHT = 40
"""So many rows the list reads at once: those in sight of a large window, ten above and below."""
SCROLLED, ROWS_A_FRAME = 10_000, 4
SETTLES_S = 1.5
BARE = start.BARE.replace(
    "app.exec()",
    "from PySide6.QtCore import QTimer\nQTimer.singleShot(1000, app.quit)\napp.exec()\n"
    "print(*(l for l in open('/proc/self/smaps_rollup') if l.startswith('Pss:')))",
)


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured."""

    large: Size
    small: Size
    synced: int
    runs: int
    pages: int
    scrolled: int = SCROLLED


def measure(folder: Path, ground: Path, data: Path | None, effort: Effort) -> list[Row]:
    """Return all rows; the archives are made in `ground`, or found there."""
    began = time.perf_counter()
    large = archive_ground.made(ground / f"posts-{effort.large.posts}", effort.large, data)
    small = archive_ground.made(ground / f"posts-{effort.small.posts}", effort.small, data)
    made_s = time.perf_counter() - began
    rows = [Row("archives made or found", round(made_s), "s", f"{effort.large.posts} posts")]
    started, bare_s = _starts(small, large, effort.runs)
    paged = [_pages(each, effort.pages) for each in (small, large)]
    feed = folder / "feed"
    _write_feed(feed, effort.synced)
    ran = [_ran(folder, each, feed, effort) for each in (small, large)]
    return rows + _told(effort, started, bare_s, paged, ran)


def _told(
    effort: Effort,
    started: list[float],
    bare_s: float,
    paged: list[list[float]],
    ran: list[dict[str, Any]],
) -> list[Row]:
    size = f"{effort.large.posts} posts"
    frames = [_part(each["frames"]["whole"], 0.99) for each in ran]
    paints, whole = ran[1]["frames"]["paints"], ran[1]["frames"]["whole"]
    gaps, large = ran[1]["gaps"], ran[1]
    pages = [_part(each, 0.95) for each in paged]
    stall = _part(gaps, 0.999)
    rows = [
        _row(f"start, {size} (median of {effort.runs})", started[1] / bare_s, "x bare",
             f"bare window {bare_s * 1000:.0f} ms, desk {started[1] * 1000:.0f} ms", START),
        _row(f"inbox page at any depth, {size} (p95)", pages[1], "ms",
             f"{IN_SIGHT} rows, p50 {_part(paged[1], 0.5):.1f} ms of {len(paged[1])}", PAGE_MS),
        _row(f"frame, {effort.scrolled} rows scrolled, {size} (p99)", frames[1], "ms",
             f"16.7 ms; p50 {_part(whole, 0.5):.1f} ms of {len(whole)}; painting alone"
             f" {_part(paints, 0.5):.1f} and {_part(paints, 0.99):.1f} ms", FRAME_MS),
        _row(f"stall while {effort.synced} posts are synced (p99.9)", stall, "ms",
             f"16.7 ms; p99 {_part(gaps, 0.99):.1f}, longest {max(gaps):.1f} ms of {len(gaps)}"
             f" beats; {large['rate']:.0f} posts/s", STALL_MS),
    ]  # fmt: skip
    if large["memory"] is not None:
        bare = large["bare"]
        rows += [
            _row("memory above a bare window", large["memory"], "MB",
                 f"PSS after sync and scrolling, {size}; bare {bare:.0f} MB", MEMORY_MB),
            _row("memory with insight open", large["insight"], "MB", "PSS, as above",
                 WITH_INSIGHT_MB),
        ]  # fmt: skip
    less = f"{effort.small.posts} posts"
    rows += [
        _row("growth of start", started[1] / started[0], "x", f"{less} {started[0] * 1000:.0f} ms",
             GROWTH),
        _row("growth of a page", pages[1] / pages[0], "x", f"{less} {pages[0]:.2f} ms", GROWTH),
        _row("growth of a frame", frames[1] / frames[0], "x", f"{less} {frames[0]:.2f} ms", GROWTH),
    ]  # fmt: skip
    return rows


def _row(name: str, value: float, unit: str, peer: str, most: float) -> Row:
    return Row(name, round(value, 2), unit, peer, f"<= {most:g}", value <= most)


def _starts(small: Path, large: Path, runs: int) -> tuple[list[float], float]:
    """Return the medians of both desks, and of a bare window, each in turn."""
    times: dict[str, list[float]] = {"bare": [], "small": [], "large": []}
    for _ in range(runs + 1):
        times["bare"].append(start._until_painted(start.BARE))
        times["small"].append(start._until_painted(start.DESK, str(small)))
        times["large"].append(start._until_painted(start.DESK, str(large)))
    # The first of each only warms the disk's cache.
    small_s, large_s, bare_s = (
        statistics.median(times[name][1:]) for name in ("small", "large", "bare")
    )
    return [small_s, large_s], bare_s


def _pages(data: Path, pages: int) -> list[float]:
    """Return times in milliseconds of reading rows at any depth, as the list does."""
    db = Database.open(location.prepare(data))
    desk = Desk(Context(db, {}, Credentials(), "Bench", now=lambda: archive_ground.NOW))
    dice, times = random.Random(3), list[float]()
    try:
        ids = desk.cases.key_columns().ids
        for _ in range(pages):
            first = dice.randrange(max(1, len(ids) - IN_SIGHT))
            wanted = tuple(CaseId(one) for one in ids[first : first + IN_SIGHT])
            began = time.perf_counter()
            found: tuple[CaseRow, ...] = desk.cases.rows(ids=wanted, limit=len(wanted))
            times.append((time.perf_counter() - began) * 1000)
            if len(found) != len(wanted):
                raise RuntimeError(f"{len(found)} of {len(wanted)} rows were found")
    finally:
        desk.close()
    return times


class Stored(Later):
    """What the network has to tell, a file a page."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read_page(self, timeline: Timeline, user_id: RemoteId, cursor: str | None) -> Page:
        if not self.telling or user_id != RemoteId("1"):
            return Page((), "0", done=True)
        number = 0 if not cursor else int(cursor)
        file = self._folder / f"{timeline}-{number}"
        if not file.exists():
            return Page((), "0", done=True)
        page: Page = pickle.loads(file.read_bytes())  # written by this bench
        return page


def _write_feed(folder: Path, posts: int) -> None:
    """Write down what comes in: half mentions, half own answers, all later than the archive."""
    folder.mkdir()
    feed = Feed(posts, newest=archive_ground.NOW + timedelta(minutes=2 * posts))
    for timeline, pages in feed._pages.items():
        for number, page in enumerate(pages):
            numbered = Page(page.posts, str(number + 1), done=page.done)
            (folder / f"{timeline}-{number}").write_bytes(pickle.dumps(numbered))


def _ran(folder: Path, data: Path, feed: Path, effort: Effort) -> dict[str, Any]:
    """Run the window over a copy of an archive, for it writes."""
    copy = folder / "copy"
    shutil.copytree(data, copy)
    try:
        ended = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.bench.scale",
                str(copy),
                str(feed),
                str(effort.synced),
                str(effort.scrolled),
            ],
            env=os.environ | _platform(),
            stdout=subprocess.PIPE,
            check=True,
            timeout=PATIENCE_S,
        )
    finally:
        shutil.rmtree(copy)
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def _run(folder: Path, feed: Path, posts: int, scrolled: int) -> dict[str, Any]:
    """Open the desk as the program does, and measure; times in milliseconds, memory in MB."""
    bare = _bare_mb()  # before this process maps the same libraries, and has a share of them
    from PySide6.QtWidgets import QApplication

    from ui import collector, heap
    from ui.application import Application
    from ui.views import View

    collector.calm()
    heap.keep_small()
    network = Stored(feed)
    app = QApplication([])
    collector.Collector(app)
    desk = Application(app, folder, {"x": Network(network)}, Credentials())
    desk.window.resize(1280, 800)
    desk.window.show()
    shown = desk.window.inbox
    _until(app, lambda: desk.window.is_complete and not desk.courier.syncing)
    desk.window.side.choose(View.ALL)
    _until(app, lambda: shown.model.rowCount() >= _cases(folder))
    _settle(app)
    frames = _scrolled(app, desk, scrolled)
    network.telling = True
    with _beats(app) as gaps:
        began = time.perf_counter()
        desk.courier.sync_now()
        _until(app, lambda: not desk.courier.syncing)
        rate = posts / (time.perf_counter() - began)
    _settle(app)
    _scrolled(app, desk, scrolled)
    _settle(app)
    memory = _above(bare)
    desk.window.side.choose(View.INSIGHT)
    ended: list[object] = []
    desk.window.insight.page.runner.ended.connect(ended.append)
    _until(app, lambda: bool(ended))
    _settle(app)
    insight = _above(bare)
    desk.close()
    return {"frames": frames, "gaps": gaps, "rate": rate, "memory": memory, "insight": insight,
            "bare": bare}  # fmt: skip


@cache
def _cases(folder: Path) -> int:
    """Return how many cases are listed when all are."""
    with closing(sqlite3.connect(folder / location.FILE_NAME)) as file:
        return int(file.execute("SELECT count(*) FROM cases").fetchone()[0])


def _scrolled(app: QApplication, desk: Application, rows: int) -> dict[str, list[float]]:
    """Scroll through the first so many rows, and paint each step.

    Return the times of painting, and of that with the turn of the loop after it, in which rows
    come from their lane and are painted again.
    """
    shown = desk.window.inbox.list
    bar, paints, times = shown.verticalScrollBar(), list[float](), list[float]()
    for number in range(0, min(rows, desk.window.inbox.model.rowCount()), ROWS_A_FRAME):
        began = time.perf_counter()
        bar.setValue(number * shown.row_height)
        shown.viewport().repaint()
        paints.append((time.perf_counter() - began) * 1000)
        app.processEvents()
        times.append((time.perf_counter() - began) * 1000)
    bar.setValue(0)
    return {"paints": paints, "whole": times}


def _settle(app: QApplication) -> None:
    until = time.perf_counter() + SETTLES_S
    _until(app, lambda: time.perf_counter() > until)
    gc.collect()


def _above(bare: float | None) -> float | None:
    now = _pss(Path("/proc/self/smaps_rollup"))
    return None if now is None or bare is None else now - bare


def _bare_mb() -> float | None:
    """Return what a bare window takes; None where the system does not tell."""
    if _pss(Path("/proc/self/smaps_rollup")) is None:
        return None
    told = subprocess.run(
        [sys.executable, "-c", BARE], env=os.environ | _platform(), stdout=subprocess.PIPE,
        check=True, text=True,
    ).stdout  # fmt: skip
    return float(told.split("Pss:")[1].split()[0]) / 1024


def _pss(file: Path) -> float | None:
    try:
        lines = file.read_text("ascii").splitlines()
    except OSError:
        return None
    return next((float(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), None)


if __name__ == "__main__":
    print(
        json.dumps(_run(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))
    )

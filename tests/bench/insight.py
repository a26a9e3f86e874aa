"""The figures of a year of 100,000 messages: found, and drawn in the window.

Found: reading the rows and asking all questions, and each question by itself, in this process;
each is the best of some runs. Drawn: a process of its own opens a real window with that year
as the page's period, and measures from choosing the page until the chart of the chosen
question is painted, with nothing of the page imported before. The rows alone are read in
this one, in turn with it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.insight import Question, Scope
from console.insight.rows import Rows
from console.insight.running import SECTIONS
from console.insight.stories import stories
from console.insight.windows import Window
from console.store import insight as read
from console.store import location
from console.store.database import Database
from tests import insight_year
from tests.bench.report import Row
from tests.bench.window import PATIENCE_S, Later, Network, _beats, _platform, _until

OPENS_MS = 1000.0
DAYS = 365
SETTLES_S = 1.0


def measure(folder: Path, *, messages: int, runs: int) -> list[Row]:
    """Return all figures; the year is made here."""
    data = insight_year.fill(folder / "insight", messages)
    found, read_ms = _found(data, runs)
    return [*found, *_drawn(data, runs, read_ms)]


def _found(data: Path, runs: int) -> tuple[list[Row], float]:
    """Return what the figures take, and the reading of their rows alone in milliseconds."""
    db = Database.open(location.prepare(data))
    desk = Desk(Context(db, {}, Credentials(), "Bench", now=lambda: insight_year.NOW))
    try:
        scope = Scope(desk.insight.last_days(DAYS))
        rows = read.rows(db, scope, insight_year.NOW)
        size = f"{len(rows.messages)} messages of {len(rows.cases)} cases"
        whole = _best(runs, lambda: desk.insight.of(scope))
        reading = _best(runs, lambda: read.rows(db, scope, insight_year.NOW))
        telling = _best(runs, lambda: stories(rows))
        each = _sections(rows, scope, runs)
    finally:
        desk.close()
    asking = sum(each.values())
    rows_of = [
        Row("insight: a year read and all questions asked", round(whole), "ms", size),
        Row("insight: the rows read", round(reading), "ms", "from the file"),
        Row("insight: stories told", round(telling), "ms", "of the rows"),
        Row("insight: all questions", round(asking), "ms", "year and year before"),
        *(
            Row(f"insight: {question}", round(took, 1), "ms", f"{took / asking:.0%} of all")
            for question, took in each.items()
        ),
    ]  # fmt: skip
    return rows_of, reading


def _sections(rows: Rows, scope: Scope, runs: int) -> dict[Question, float]:
    """Return how long each question takes; windows are made anew, for they remember."""
    found: dict[Question, float] = {}
    held = stories(rows)
    for question, ask in SECTIONS.items():
        times = []
        for _ in range(runs):
            window, before = (
                Window(rows, held, scope, period, insight_year.NOW)
                for period in (scope.period, scope.period.before)
            )
            for each in (window, before):  # what the first who asks would make for all
                _ = each.stories, each.messages, each.buckets
            began = time.perf_counter()
            ask(window, before)
            times.append(time.perf_counter() - began)
        found[question] = min(times) * 1000
    return found


def _best(runs: int, act: Callable[[], object]) -> float:
    """Return the shortest time in milliseconds."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return min(times) * 1000


def _drawn(data: Path, runs: int, read_ms: float) -> list[Row]:
    opened: list[dict[str, Any]] = [
        json.loads(_output("-m", "tests.bench.insight", str(data))) for _ in range(runs + 1)
    ]
    # The first of each only warms the disk's cache.
    painted = statistics.median(one["painted"] for one in opened[1:])
    ended = statistics.median(one["ended"] for one in opened[1:])
    gap = statistics.median(one["gap"] for one in opened[1:])
    rows = [
        Row("insight: page chosen until its chart is painted", round(painted), "ms",
            f"reading the rows alone {read_ms:.0f} ms", f"<= {OPENS_MS:.0f}",
            painted <= OPENS_MS),
        Row("insight: page chosen until all questions are answered", round(ended), "ms",
            f"median of {runs}"),
        Row("insight: longest stall of the loop meanwhile", round(gap), "ms", f"median of {runs}"),
    ]  # fmt: skip
    taken = [one["memory"] for one in opened[1:] if one["memory"] is not None]
    if taken:
        more = statistics.median(taken)
        rows.append(Row("insight: memory that the open page takes", round(more), "MB", "PSS"))
    return rows


def _output(*arguments: str) -> str:
    """Return what a fresh process prints."""
    return subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | _platform(),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        timeout=PATIENCE_S,
    ).stdout


def _open(data: Path) -> dict[str, Any]:
    """Open the window and its page of figures; return times in milliseconds."""
    from PySide6.QtWidgets import QApplication

    from ui import collector
    from ui.application import Application
    from ui.insight_runner import DAYS as SPANS
    from ui.insight_runner import Span
    from ui.views import View

    SPANS[Span.DAYS_28] = DAYS  # what the page begins with
    app = QApplication([])
    collector.Collector(app)
    network: dict[str, Any] = {"x": Network(Later(0))}
    desk = Application(app, data, network, Credentials(), now=lambda: insight_year.NOW)
    window = desk.window
    window.show()
    _until(app, lambda: window.is_complete and not desk.courier.syncing)
    _settle(app)
    if "ui.insight_page" in sys.modules:
        raise RuntimeError("the page was imported before it was chosen")
    before = _pss()
    ended: list[float] = []
    with _beats(app) as gaps:
        began = time.perf_counter()
        window.side.choose(View.INSIGHT)
        page = window.insight.page
        page.runner.ended.connect(lambda _found: ended.append(time.perf_counter() - began))
        _until(app, lambda: page.view.chart is not None)
        window.repaint()
        painted = time.perf_counter() - began
        _until(app, lambda: bool(ended))
    _settle(app)
    after = _pss()
    memory = None if before is None or after is None else (after - before) / 1024
    desk.close()
    return {"painted": painted * 1000, "ended": ended[0] * 1000, "gap": max(gaps), "memory": memory}


def _settle(app: Any) -> None:
    """Let what is under way come home."""
    until = time.perf_counter() + SETTLES_S
    _until(app, lambda: time.perf_counter() > until)


def _pss() -> float | None:
    """Return this process's share of memory in kB; None where the system does not tell."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return None
    return next((float(line.split()[1]) for line in lines if line.startswith("Pss:")), None)


if __name__ == "__main__":
    print(json.dumps(_open(Path(sys.argv[1]))))

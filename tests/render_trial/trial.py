"""Play the rendering trial: fill a desk, look at every view and dialog of it, and tell."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QSettings,
    QSize,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolTip, QWidget

from console import settings
from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.domain.ids import RemoteId
from console.domain.remote import RemoteUser
from console.settings import Settings
from tests.render_trial import looks
from tests.render_trial.listener import Listener
from tests.render_trial.stage import act_all, post_all
from tests.render_trial.texts import hostile
from ui import collector
from ui.app import MemoryNetwork
from ui.application import Application
from ui.lanes import Lane
from ui.side_view import View

SIZE = QSize(900, 600)
PATIENCE_S = 60.0
CALM_MS = 60
"""So long is waited for what an act brings about."""
LONGEST_TURN_S = 2.0
"""No turn of the loop may work longer, by the processor's time of its thread: what the machine
does beside counts for nothing. What took longest is told."""
MANY = 200
"""From so many texts on, all acts are done over several cases."""
LEFT_OUT = frozenset({"quit", "demo", "lock", "delete", "hand_off"})
"""Acts that would end the trial, or leave for the browser."""
RESIZES = frozenset({"usual_sizes"})
"""Acts that are to give the window another size."""
KNOWN_WARNINGS = ("propagateSizeHints", "This plugin does not support")
"""What the platform without a display says of what it cannot do."""


@dataclass
class Report:
    """What the trial saw."""

    texts: int
    refused: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    cases: int = 0
    acts: int = 0
    windows: Counter[str] = field(default_factory=Counter)
    """Other windows that were open, by their class."""
    connections: int = 0
    counts: bool = False
    """Whether the listener was proven able to count."""
    longest_s: float = 0.0
    longest_at: str = ""

    @property
    def whole(self) -> bool:
        """Return whether nothing was wrong."""
        return self.counts and not self.connections and not self.faults


class Trial:
    """One desk, driven from outside its window."""

    def __init__(self, app: QApplication, folder: Path, count: int, seed: int, port: int) -> None:
        self._app = app
        self._now = datetime.now(UTC)
        self.texts = hostile(count, seed, port)
        self.report = Report(count)
        self.pictures: Path | None = None
        self._at = "start"
        world = MemoryWorld(RemoteUser(RemoteId("900"), "Shop", "<b>The</b> & Shop"))
        post_all(world, self.texts, self._now)
        data = folder / "data"
        data.mkdir(mode=0o700)
        settings.save(data, Settings(undo_s=0, agent_name="<i>Mika</i> & \u202eKerr"))
        self.desk = Application(
            app,
            data,
            {"memory": MemoryNetwork(MemoryConnector(world))},
            Credentials(),
            set_up=lambda desk: self.report.refused.update(act_all(desk, self.texts, self._now)),
        )
        for each in fields(self.desk.lanes):
            lane: Lane = getattr(self.desk.lanes, each.name)
            lane.crashed.connect(lambda error: self.blame(f"a lane broke: {error!r}"))
        self.window = self.desk.window
        self.window.resize(SIZE)
        self.window.show()

    def blame(self, fault: str) -> None:
        """Note a fault, with what was going on."""
        self.report.faults[f"{self._at}: {fault}"] += 1

    def play(self) -> None:
        """Look at everything."""
        self._wait(lambda: self.window.is_complete and not self.desk.courier.syncing)
        self._at = "views"
        for view in View:
            self.window.side.choose(view)
            self._look(f"view {view.name.lower()}")
        self.window.side.choose(View.ALL)
        self._look("view all")
        self._scroll()
        self._cases()
        self._acts()
        self._search()
        for look in ("look_dark", "look_high_contrast", "look_light"):
            self.window.actions_by_name[look].trigger()
            self._look(look)

    def _cases(self) -> None:
        model = self.window.inbox.model
        self._wait(lambda: model.rowCount() > 0)
        form = self._form()
        rows = [model.row_at(place) for place in range(model.rowCount())]
        for row in rows:
            if row is None:
                continue
            self._at = f"case @{row.handle}"
            self.window.inbox.choose(row.id)
            self._calm()
            self.report.cases += 1
            if self.report.cases % 10 == 1:
                self._look(f"case {row.handle}")
            if self._form() != form:
                self.blame(f"the form changed from {form} to {self._form()}")
                form = self._form()

    def _acts(self) -> None:
        model = self.window.inbox.model
        rounds = (0,) if len(self.texts) < MANY else (0, 1, model.rowCount() // 2)
        for place in rounds:
            row = model.row_at(min(place, model.rowCount() - 1))
            for name, listed in list(self.window.listed.items()):
                if name in LEFT_OUT or name.startswith("look_"):
                    continue
                self.window.side.choose(View.ALL)
                if row is not None:
                    self.window.inbox.choose(row.id)
                self._calm(20)
                if listed.action.isEnabled():
                    self._at = f"act {name}"
                    self.report.acts += 1
                    listed.action.trigger()
                    if name in RESIZES:
                        self.window.resize(SIZE)
                    self._look(f"act {name} {place}", only_with_window=True)
                    self._dismiss()

    def _search(self) -> None:
        field_ = self.window.inbox.top.findChild(QLineEdit) or self.window.findChild(QLineEdit)
        if field_ is None:
            return
        for n, text in enumerate([*self.texts[:30], "hostile", "from:hostile_1", "b"]):
            self._at = f"search {n}"
            field_.setFocus()
            field_.setText(text[:5000])
            self._calm()
            if n % 6 == 0:
                self._look(f"search {n}")
        field_.clear()
        self._calm()

    def _scroll(self) -> None:
        bar = self.window.inbox.list.verticalScrollBar()
        for step in range(40):
            self._at = f"scroll {step}"
            bar.setValue(bar.maximum() * step // 39)
            self._calm(10)
            if step % 13 == 0:
                self._look(f"scroll {step}")

    def _form(self) -> tuple[object, ...]:
        return self.window.size().toTuple(), tuple(self.window.pages.splitter.sizes())

    def _look(self, name: str, *, only_with_window: bool = False) -> None:
        """Wait till it stands; note every fault, and keep a picture."""
        self._calm()
        others = [each for each in looks.dialogs() if each is not self.window]
        for each in [self.window, *others]:
            for fault in looks.faults(each):
                self.blame(fault)
        if self.window.size() != SIZE:
            self.blame(f"the window is {self.window.size().toTuple()} now")
            self.window.resize(SIZE)
        for each in others:
            self.report.windows[type(each).__name__] += 1
        if self.pictures is not None:
            shown = others if only_with_window else [self.window, *others]
            for n, each in enumerate(shown):
                each.grab().save(str(self.pictures / f"{name.replace(' ', '-')}-{n}.png"))

    def _dismiss(self) -> None:
        for _ in range(6):
            others = [each for each in looks.dialogs() if each is not self.window]
            if not others:
                return
            for each in reversed(others):
                each.close() if isinstance(each, QMenu) else _reject(each)
            self._calm(20)
        self.blame(f"{[type(each).__name__ for each in others]} did not close")
        for each in others:
            each.hide()

    def _wait(self, ready: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not ready():
            if time.monotonic() > end:
                raise TimeoutError(f"the desk did not come so far: {self._at}")
            self._turn()

    def _calm(self, ms: int = CALM_MS) -> None:
        end = time.monotonic() + ms / 1000
        while time.monotonic() < end:
            self._turn()

    def _turn(self) -> None:
        began = time.thread_time()
        self._app.processEvents()
        took = time.thread_time() - began
        if took > self.report.longest_s:
            self.report.longest_s, self.report.longest_at = took, self._at
        if took > LONGEST_TURN_S:
            self.blame(f"a turn took {took:.1f} s")
        time.sleep(0.002)  # for the lanes, whose threads share the interpreter


def _reject(window: QWidget) -> None:
    reject = getattr(window, "reject", window.close)
    reject()


@contextmanager
def _ears(blame: Callable[[str], None]) -> Iterator[None]:
    """Hear of exceptions that nobody caught, and of what Qt warns of."""

    def warned(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not any(one in message for one in KNOWN_WARNINGS):
            blame(f"Qt: {message[:200]}")

    def raised(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        last = trace
        while last is not None and last.tb_next is not None:
            last = last.tb_next
        place = "" if last is None else f" in {last.tb_frame.f_code.co_filename}:{last.tb_lineno}"
        blame(f"{kind.__name__}: {str(error)[:200]}{place}")

    hook, sys.excepthook = sys.excepthook, raised
    handler = qInstallMessageHandler(warned)
    try:
        yield
    finally:
        qInstallMessageHandler(handler)
        sys.excepthook = hook


def play(
    app: QApplication, folder: Path, count: int, seed: int, pictures: Path | None = None
) -> Report:
    """Play the trial in `folder`; return what it saw."""
    with Listener() as listener:
        counts = listener.prove()
        trial = Trial(app, folder, count, seed, listener.port)
        trial.report.counts = counts
        trial.pictures = pictures
        with _ears(trial.blame):
            try:
                trial.play()
            except Exception as error:  # noqa: BLE001 - told with what was seen up to here
                trial.blame(f"the trial broke: {error!r}")
            finally:
                trial._dismiss()
                QToolTip.hideText()
                closed = trial.desk.close()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if not closed:
            trial.blame("the desk did not close")
        trial.report.connections = listener.connections
        return trial.report


def main(count: int, seed: int, pictures: str | None = None) -> int:
    """Play the trial and print what it saw; 1 unless all was whole."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        app = QApplication(sys.argv[:1])
        collector.Collector(app)
        QCoreApplication.setOrganizationName("canary-desk-trial")
        scope = QSettings.Scope.UserScope
        QSettings.setPath(QSettings.Format.NativeFormat, scope, f"{folder}/settings")
        to = None if pictures is None else Path(pictures)
        if to is not None:
            to.mkdir(parents=True, exist_ok=True)
        report = play(app, Path(folder), count, seed, to)
    for fault, times in report.faults.most_common():
        print(f"  {times} x {fault}")
    print(f"  refused: {dict(report.refused)}")
    print(f"  windows: {dict(report.windows)}")
    print(f"  longest turn: {report.longest_s * 1000:.0f} ms, at {report.longest_at}")
    print(
        f"{'whole' if report.whole else 'NOT WHOLE'}: {report.texts} texts (seed {seed}),"
        f" {report.cases} cases and {report.acts} acts, {len(report.faults)} faults,"
        f" {report.connections} connections, counting {'proven' if report.counts else 'BROKEN'}"
    )
    return 0 if report.whole else 1

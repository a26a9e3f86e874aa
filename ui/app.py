"""The composition root: chooses networks and data folder, and runs one desk after the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from console import settings as preferences
from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.desk.context import utc_now
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.language import tr
from console.store import location
from ui import collector, heap, locality
from ui.application import Application
from ui.fault_side import FaultSide, Watchfulness
from ui.icons import app_icon
from ui.new_start_side import NewStart
from ui.one_desk import Doorkeeper, UnansweredDialog, bring_to_front
from ui.predecessor import OPEN
from ui.theme import Appearance, Theme

if TYPE_CHECKING:
    from datetime import datetime

    from console.connectors.base import Connector
    from console.connectors.memory import MemoryConnector, MemoryWorld
    from console.desk import Desk
    from console.store.doorbell import Call
    from console.store.location import FolderLock
    from ui.exchanging import Greeting
    from ui.new_start import Successor
    from ui.predecessor import Predecessor
    from ui.start import WindowOptions

UNSEEN = ("offscreen", "minimal")
"""Qt's platforms whose windows no person sees, and none can close."""
DESKTOP_FILE = "io.github.canary_desk.CanaryDesk"
"""By which a desktop finds our entry, and so our icon and name; packages install it."""
PAST_AFTER_MS = 1000
"""When after the first paint the demo gets its past: behind what the window still builds."""


@dataclass(frozen=True, slots=True)
class End:
    """How a desk ended, and what follows it."""

    code: int
    demo_wanted: bool = False
    successor: Successor | None = None
    """The process that opens the desk in the place of this one."""


@dataclass(frozen=True, slots=True)
class MemoryNetwork:
    """The demo's network: one connector, shared by the lanes."""

    connector: MemoryConnector
    needs_credentials: bool = False

    def read_picture(self, url: str, stopping: Callable[[], bool]) -> bytes:
        """Return the file of a post's picture."""
        return self.connector.read_picture(url, stopping)

    def connect(self, secret: Mapping[str, str]) -> Connector:
        """Return the connector; it needs no credentials."""
        del secret
        return self.connector


def run(
    options: WindowOptions,
    on_inbox_painted: Callable[[], None] | None = None,
    *,
    lock: FolderLock | None = None,
    before: Predecessor | None = None,
) -> int:
    """Open the window and return the exit code once it is closed.

    `on_inbox_painted` is called once, after the first paint that shows the inbox's rows
    (or says that there are none). `lock` is the one on the data folder: with it the window
    hears second starts and commands beside it; it is released when that desk is closed.
    `before` is the process in whose place this one is; it waits till the window stands,
    be it one that says why the desk cannot be opened.
    """
    collector.calm()
    heap.keep_small()
    app = _application()
    collector.Collector(app)
    if before is not None:
        on_inbox_painted = partial(_tell_open, before, on_inbox_painted)
    greeting: Greeting | None = None
    while True:
        try:
            with Watchfulness(
                _folder(options), keeps=not options.demo, debug=options.debug
            ) as faults:
                end = _run_once(app, options, on_inbox_painted, lock, faults, greeting, before)
        finally:
            if lock is not None:
                lock.release()
        if end.demo_wanted:
            options = replace(options, demo=True, data_dir=None)
            on_inbox_painted = lock = greeting = None
            continue
        if end.successor is None or (trouble := end.successor.await_window()) is None:
            return end.code
        # No window stands and no other process opens one: so this one does.
        on_inbox_painted = None
        greeting = methodcaller("show_trouble", trouble)
        if not options.demo and (lock := location.occupy(_folder(options))) is None:
            return end.code  # somebody started it meanwhile


def _folder(options: WindowOptions) -> Path:
    return options.data_dir or location.default_folder()


def _stands(before: Predecessor, _error: object) -> None:
    before.tell(OPEN)


def _tell_open(before: Predecessor, also: Callable[[], None] | None) -> None:
    before.tell(OPEN)
    if also is not None:
        also()


def show_unanswered(call: Call) -> None:
    """Show that the first window does not answer, till that is closed or it does."""
    app = _application()
    if app.platformName() in UNSEEN:
        return
    app.setWindowIcon(app_icon())
    theme = Theme(app)
    theme.set_appearance(Appearance(preferences.load(call.folder).appearance))
    theme.apply()
    UnansweredDialog(call).exec()


def _application() -> QApplication:
    app = QApplication(sys.argv[:1])
    QCoreApplication.setOrganizationName("canary-desk")
    QCoreApplication.setApplicationName("canary-desk")
    app.setApplicationDisplayName("Canary Desk")
    app.setDesktopFileName(DESKTOP_FILE)
    locality.settle(app)
    return app


def _run_once(
    app: QApplication,
    options: WindowOptions,
    on_inbox_painted: Callable[[], None] | None,
    lock: FolderLock | None,
    faults: FaultSide,
    greeting: Greeting | None,
    before: Predecessor | None,
) -> End:
    """Run one desk, and say how it ended; `greeting` says in its window what was before it."""
    if options.demo:
        return _run_demo(app, options, on_inbox_painted, faults, greeting)
    folder = _folder(options)
    while True:
        network = XNetwork(options.x_api)
        desk = Application(app, folder, {"x": network}, Credentials(), greeting=greeting)
        door = None if lock is None else doorkeeper(desk, lock)
        faults.watch(desk)
        if before is not None:
            desk.window.failed.connect(partial(_stands, before))
        end = _show(app, desk, options, on_inbox_painted, door)
        if desk.backups.exchange is not None:
            greeting, on_inbox_painted = desk.backups.exchange(folder), None
        elif faults.takes_restart():
            greeting, on_inbox_painted = None, None
        else:
            return replace(end, demo_wanted=desk.demo_wanted)


def doorkeeper(desk: Application, lock: FolderLock) -> Doorkeeper:
    """Return who does at the open desk what others ring for, once told to listen."""
    door = Doorkeeper(lock, desk)
    door.raise_wanted.connect(partial(bring_to_front, desk.window))
    door.look_wanted.connect(partial(_look, desk))
    return door


def _look(desk: Application) -> None:
    """Read anew what a command may have changed beside this desk, and send what is due."""
    desk.lanes.reader.submit(_every_case, desk.window.take, key="look")
    if desk.window.is_complete:
        desk.window.outbox.reading.read()
    desk.preferred.look_who_is_here()
    desk.courier.publish()


def _take_over(desk: Desk) -> Changes:
    return desk.outbox.take_over()


def _every_case(desk: Desk) -> Changes:
    return Changes.of(cases=map(CaseId, desk.cases.key_columns().ids))


def _run_demo(
    app: QApplication,
    options: WindowOptions,
    on_inbox_painted: Callable[[], None] | None,
    faults: FaultSide,
    greeting: Greeting | None = None,
) -> End:
    import tempfile

    from console.connectors.memory import MemoryConnector, MemoryWorld
    from ui import demo, demo_live

    samples, now = demo.read_samples(), utc_now()
    world = MemoryWorld(demo.OWN)
    demo.fill(world, samples, now)
    with tempfile.TemporaryDirectory(prefix="canary-desk-demo-", ignore_cleanup_errors=True) as at:
        begun = preferences.Settings(agent_name=demo.AGENT, language=options.language)
        preferences.save(Path(at), begun)
        desk = Application(
            app,
            Path(at),
            {"memory": MemoryNetwork(MemoryConnector(world))},
            Credentials(),
            set_up=lambda desk: demo.set_up(desk, samples, now),
            greeting=greeting,
        )
        desk.window.show_as_demo(tr("Demo: nothing leaves this computer"))
        faults.watch(desk, can_restart=False)
        live = demo_live.Live(world, demo.read_script(), desk.courier.sync_quietly)
        app.aboutToQuit.connect(live.stop)

        def painted() -> None:
            if on_inbox_painted is not None:
                on_inbox_painted()
            desk.lanes.downloads.submit(lambda _desk: demo.hang_pictures(world, samples))
            if options.screenshot is None:
                live.start()
                QTimer.singleShot(PAST_AFTER_MS, desk, lambda: _tell_past(desk, at, world, now))

        try:
            return _show(app, desk, options, painted)
        finally:
            live.stop()


def _tell_past(desk: Application, at: str, world: MemoryWorld, now: datetime) -> None:
    """Give the demo's desk its past, in the lane of the downloads; the window hears of it."""
    lane = desk.lanes.downloads

    def job(verbs: Desk) -> None:
        from ui import demo_history, demo_watches

        told = partial(lane.tell, desk.window.take)
        demo_watches.fill(verbs, Path(at), world, now, told)
        demo_history.fill(Path(at), world, now, told=told, stopping=lane.stopping)

    lane.submit(job)


def _show(
    app: QApplication,
    desk: Application,
    options: WindowOptions,
    on_inbox_painted: Callable[[], None] | None,
    door: Doorkeeper | None = None,
) -> End:
    calls = [on_inbox_painted] if on_inbox_painted is not None else []
    if options.screenshot is not None:
        from ui.screenshot import Screenshot

        screenshot = Screenshot(desk.window, options.screenshot, app.exit)
        calls.append(screenshot.inbox_painted)

    def painted() -> None:
        for call in calls:
            call()
        if door is not None:  # the only window here: others of this folder are gone
            desk.lanes.sending.submit(_take_over, desk.window.take)

    desk.on_inbox_painted = painted
    anew = NewStart(desk.window, lambda: desk.settings)
    desk.dialogs.can_restart = True
    if not (options.hidden and options.screenshot is None and desk.begin_unseen()):
        desk.window.show()
    if door is not None:
        door.listen()
    code = app.exec()
    if door is not None:
        door.stop()
    anew.give_up()  # a process that was not ready before the window closed
    successor = anew.successor
    desk.close()
    return End(code, successor=successor)

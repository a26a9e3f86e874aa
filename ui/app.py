"""The composition root: chooses networks and data folder, and runs one desk after the other."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from console import settings as preferences
from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.desk.context import utc_now
from console.store import location
from ui import collector
from ui.application import Application

if TYPE_CHECKING:
    from console.connectors.base import Connector
    from console.connectors.memory import MemoryConnector
    from ui.start import WindowOptions


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


def run(options: WindowOptions, on_inbox_painted: Callable[[], None] | None = None) -> int:
    """Open the window and return the exit code once it is closed.

    `on_inbox_painted` is called once, after the first paint that shows the inbox's rows
    (or says that there are none).
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    collector.calm()
    app = QApplication(sys.argv[:1])
    QCoreApplication.setOrganizationName("canary-desk")
    QCoreApplication.setApplicationName("canary-desk")
    app.setApplicationDisplayName("Canary Desk")
    code, demo = _run_once(app, options, on_inbox_painted)
    if demo:
        code, _ = _run_once(app, replace(options, demo=True, data_dir=None), None)
    return code


def _run_once(
    app: QApplication, options: WindowOptions, on_inbox_painted: Callable[[], None] | None
) -> tuple[int, bool]:
    """Run one desk; return the exit code and whether the demo is wanted next."""
    if options.demo:
        return _run_demo(app, options, on_inbox_painted), False
    desk = Application(
        app,
        options.data_dir or location.default_folder(),
        {"x": XNetwork(options.x_api)},
        Credentials(),
    )
    return _show(app, desk, options, on_inbox_painted), desk.demo_wanted


def _run_demo(
    app: QApplication, options: WindowOptions, on_inbox_painted: Callable[[], None] | None
) -> int:
    import tempfile

    from console.connectors.memory import MemoryConnector, MemoryWorld
    from ui import demo

    samples, now = demo.read_samples(), utc_now()
    world = MemoryWorld(demo.OWN)
    demo.fill(world, samples, now)
    with tempfile.TemporaryDirectory(prefix="canary-desk-demo-", ignore_cleanup_errors=True) as at:
        preferences.save(Path(at), preferences.Settings(agent_name=demo.AGENT))
        desk = Application(
            app,
            Path(at),
            {"memory": MemoryNetwork(MemoryConnector(world))},
            Credentials(),
            set_up=lambda desk: demo.set_up(desk, samples, now),
        )
        desk.window.show_as_demo("Demo: nothing leaves this computer")
        live = demo.Live(world, demo.read_script(), desk.courier.sync_quietly)
        app.aboutToQuit.connect(live.stop)

        def painted() -> None:
            if on_inbox_painted is not None:
                on_inbox_painted()
            desk.lanes.downloads.submit(lambda _desk: demo.hang_pictures(world, samples))
            if options.screenshot is None:
                live.start()

        try:
            return _show(app, desk, options, painted)
        finally:
            live.stop()


def _show(
    app: QApplication,
    desk: Application,
    options: WindowOptions,
    on_inbox_painted: Callable[[], None] | None,
) -> int:
    calls = [on_inbox_painted] if on_inbox_painted is not None else []
    if options.screenshot is not None:
        from ui.screenshot import Screenshot

        screenshot = Screenshot(desk.window, options.screenshot, app.exit)
        calls.append(screenshot.inbox_painted)

    def painted() -> None:
        for call in calls:
            call()

    desk.on_inbox_painted = painted
    desk.window.show()
    code = app.exec()
    desk.close()
    return code

"""One open desk: lanes, courier, theme and window over one data folder, and their end.

Framework knowledge, "start fast": whatever is imported before the first paint delays
it. So the libraries of the store's schema, of X and of the keyring load on their lanes,
after the paint; only where a data file exists already does the reader lane begin at
once, for it needs none of them then.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from console.credentials import Credentials
from console.desk import Desk
from console.desk.context import Network, utc_now
from console.errors import DeskError
from console.store import location
from ui.account_side import DoctorMeans
from ui.backup_side import BackupSide
from ui.courier import Courier
from ui.desk_lanes import Ground, open_lanes
from ui.dialogs import Dialogs
from ui.icons import app_icon
from ui.main_window import MainWindow
from ui.motion import Motion
from ui.overview import Opening, read_opening
from ui.paint_watch import PaintWatch
from ui.preferred import Preferred
from ui.theme import Appearance, Theme

if TYPE_CHECKING:
    from console.settings import Settings
    from ui.attending import Attending
    from ui.exchanging import Greeting
    from ui.lock_guard import LockGuard
    from ui.undo_pause import UndoPause
    from ui.wakener import Wakener

CLOSE_S = 8.0
"""How long the lanes may take to end; then the program ends without them."""


class Application(QObject):
    """One open desk: lanes, courier and window over one data folder."""

    attending: Attending | None = None
    """Calls a person who looks elsewhere; built after the first paint."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        networks: dict[str, Network],
        credentials: Credentials,
        *,
        set_up: Callable[[Desk], None] | None = None,
        now: Callable[[], datetime] = utc_now,
        greeting: Greeting | None = None,
    ) -> None:
        """Build everything and show nothing yet.

        `set_up` fills a new data folder before anything is shown (the demo). `greeting` says
        in the window what was done to the data file before it.
        """
        super().__init__()
        self._app = app
        self._folder, self._networks, self._credentials = folder, networks, credentials
        self._now, self._set_up = now, set_up
        self._painted = False
        self._closed = False
        self.undo: UndoPause | None = None
        """Built after the first paint."""
        self.wakener: Wakener | None = None
        """The same."""
        self.exists = _exists(folder / location.FILE_NAME)
        self.preferred = Preferred(self, folder)
        self.demo_wanted = False
        ground = Ground(folder, networks, credentials, now)
        self.lanes = open_lanes(ground, self.preferred, self)
        self.on_inbox_painted: Callable[[], None] = _nothing
        self.courier = Courier(self.lanes, now, self)
        self.theme = Theme(app, self)
        self.theme.set_appearance(Appearance(self.settings.appearance))
        self.theme.set_text_percent(self.settings.text_percent)
        self.theme.icons_wait = True
        self.motion = Motion(app, self.settings.motion, self)
        if self.exists:
            self.lanes.reader.submit(
                read_opening, self._show_opening, self._show_failure
            )  # overlaps with the building of the window
        self.window = MainWindow(self.lanes, self.courier, self.theme, now)
        self.window.limit, self.window.numbering = self.settings.limit, self.settings.numbering
        self.dialogs = Dialogs(
            self.window,
            self.lanes,
            self.courier,
            self._keyring_trouble,
            lambda: self.settings,
            folder=str(folder),
            x_api=getattr(networks.get("x"), "api_url", None),  # the demo's has none
        )
        self.backups = BackupSide(app, self.window, folder, now, greeting)
        self._connect()
        watched = (self.window.inbox.list, self.window.inbox.state, self.window.state)
        self._watch = PaintWatch(watched, self._inbox_stands, self)
        self._watch.painted.connect(self._paint_seen)
        self.window.begun.connect(lambda: self._watch.add(self.window.welcome))
        self._begin_locked()
        self.theme.apply()
        if self.exists or set_up is not None:
            self.window.show_loading()
        else:
            self.window.show_first_start()

    @property
    def settings(self) -> Settings:
        """Return what a person prefers."""
        return self.preferred.settings

    def close(self, timeout: float = CLOSE_S) -> bool:
        """Close window and lanes, once; False where a lane did not end in time."""
        if self._closed:
            return True
        self._closed = True
        if self.undo is not None:
            self.undo.stop()
        if self.wakener is not None:
            self.wakener.stop()
        calm = self.attending is None or self.attending.stop(timeout)
        self.window.leave()
        self.motion.stop()
        self.backups.close()
        self._credentials.tell_asking(_ignore)
        self._credentials.stop()  # a lane that waits for its password ends at once
        ended = self.lanes.close(timeout)
        self.window.deleteLater()
        self.deleteLater()
        return ended and calm

    def _connect(self) -> None:
        self.window.account_side.means = DoctorMeans(
            self._folder,
            self._credentials,
            getattr(self._networks.get("x"), "api_url", None),
            offline="x" not in self._networks,
            without_sign_in=frozenset(
                name for name, one in self._networks.items() if not one.needs_credentials
            ),
        )
        window = self.window
        self._credentials.tell_asking(self.courier.keyring_asks.emit)
        window.demo_wanted.connect(self._open_demo)
        self.preferred.follow(window)
        window.status.agent.clicked.connect(self._show_agents)
        self.dialogs.settings_changed.connect(self.preferred.take)

    def _guard(self) -> LockGuard:
        """Return what locks the desk; loaded before the first paint only where that is locked."""
        side = self.window.account_side
        if side.guard is None:
            from ui.lock_guard import LockGuard

            side.guard = LockGuard(self._app, self.window, lambda: self.settings)
        return side.guard

    def _begin_locked(self) -> None:
        """Show a curtain first: else to end the desk and start it would be a way past it."""
        if self.settings.lock_phrase:
            self._guard().lock()
            if (screen := self._guard().screen) is not None:
                self._watch.add(screen.main)

    @Slot(object)
    def _show_opening(self, opening: Opening) -> None:
        self.window.show_opening(opening)
        if self.settings.lock_phrase and (screen := self._guard().screen) is not None:
            screen.main.update()  # the rows are not painted: it tells that they could be

    @Slot(object)
    def _show_failure(self, error: DeskError) -> None:
        self.window.show_failure(error)

    def _inbox_stands(self) -> bool:
        """Return whether the window shows cases, or knows that there are none."""
        return self.window.overview is not None or (not self.exists and self._set_up is None)

    @Slot(bool)
    def _paint_seen(self, inbox: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Start what had to wait for a paint; tell when the inbox stands there."""
        first, self._painted = not self._painted, True
        if first and not self.exists:
            self._make_ready()
        if inbox:
            self._watch.end()
            QTimer.singleShot(0, self, self._begin)
            self.on_inbox_painted()

    def begin_unseen(self) -> bool:
        """Begin without the window, which a login started; False where it has to be shown.

        It waits in the tray, else it is minimised, where it can be found as well. Nothing of it
        is painted then, so what waits for a paint begins once the cases were read. At a first
        start there is nothing yet to work on.
        """
        if not self.exists:
            return False
        self.window.overview_shown.connect(self._begin_read, Qt.ConnectionType.SingleShotConnection)
        self.window.failed.connect(self._show_window)
        return True

    @Slot()
    def _begin_read(self) -> None:
        self._paint_seen(inbox=True)
        QTimer.singleShot(0, self, self._go_aside)

    @Slot()
    def _go_aside(self) -> None:
        """Leave the window to the tray; where there is none, to whatever lists windows."""
        if self.attending is not None and not self.attending.stay_aside():
            self.window.showMinimized()

    @Slot()
    def _show_window(self) -> None:
        self.window.show()

    def _make_ready(self) -> None:
        """Make the data file, and fill it where that is asked; then read it."""
        if self._set_up is None:
            self.window.open()
        else:
            self.lanes.reader.submit(
                self._set_up, lambda _: self.window.open(), self.window.show_failure, receiver=self
            )

    @Slot()
    def _begin(self) -> None:
        """Build the rest of the window and begin to sync, once the list has been painted."""
        self._app.setWindowIcon(app_icon())
        self.window.complete()
        self.window.help.listen(self._app)
        self.window.actions_by_name["connect"].setEnabled("x" in self._networks)
        self.window.case.answer.undo_s = self.settings.undo_s
        self._follow_pauses()
        self._follow_sleep()
        self._follow_age()
        self._guard().watch()
        self._follow_attention()
        self.motion.follow(self.lanes.downloads)
        self._follow_exposure()
        self.backups.begin(daily=self._set_up is None)  # the demo needs none
        self.courier.start(self.settings.sync_interval_s)
        self.courier.sync_now()

    def _follow_pauses(self) -> None:
        """Count down what can still be taken back, also what an earlier run left in its pause."""
        from ui.undo_pause import UndoPause

        self.undo = UndoPause(self.window, self.window.actions_by_name["undo_send"])
        self.window.may_quit = self.undo.closing.may_close

    def _follow_sleep(self) -> None:
        """Wake cases in time, and find anew what follows from rules that are others now."""
        from ui.wakener import attend

        self.wakener = attend(self.window, self)

    def _follow_age(self) -> None:
        """End what forgetting left undone, and let go what is older than rules let it be."""
        from ui.tidying import Tidying

        self.tidying = Tidying(self.window, self)

    def _follow_exposure(self) -> None:
        """Say which of our files others may see."""
        from ui.exposed_files import ExposedFiles

        ExposedFiles(self.window, self._folder, self).look()

    def _follow_attention(self) -> None:
        """Call a person who looks elsewhere."""
        from ui.attending import Attending

        folder = self._folder if self._set_up is None else None  # the demo is started by hand
        self.attending = Attending(
            self._app, self.window, self._guard(), lambda: self.settings, folder
        )
        self.attending.begin()
        self.dialogs.attending = self.attending
        self.dialogs.settings_changed.connect(self.attending.take_settings)

    def _keyring_trouble(self) -> DeskError | None:
        return self._credentials.usable().trouble

    @Slot()
    def _show_agents(self) -> None:
        self.window.account_side.agents()

    @Slot()
    def _open_demo(self) -> None:
        self.demo_wanted = True
        self.window.quit()


def _ignore(_asking: bool) -> None:  # noqa: FBT001 - as it is told
    """Show nothing any more."""


def _exists(path: Path) -> bool:
    """Return whether there is a file; also where that cannot be seen: its lane says why."""
    try:
        return path.exists()
    except OSError:
        return True


def _nothing() -> None:
    pass

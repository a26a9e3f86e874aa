"""One open review: lanes over the file, window and reviewer's side, and their end.

No network, no keyring, no lock on a data folder, no bell: it stands beside an open desk and
knows nothing of it but the person's name and how their windows look.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.context import utc_now
from console.desk.review_desk import ClosedNetwork, ReviewDesk
from console.desk.review_session import ReviewSession
from console.errors import DeskError
from console.exchange.review_source import Source
from console.language import tr
from console.settings import Settings
from console.store.database import Database
from ui import plain
from ui.courier import Courier
from ui.dialogs import Dialogs
from ui.icons import app_icon
from ui.lanes import Lane, Lanes
from ui.lock_guard import LockGuard
from ui.main_window import MainWindow
from ui.override import override
from ui.overview import Opening, read_opening
from ui.review_mode import ReviewMode
from ui.review_side import ReviewSide
from ui.theme import Theme

CLOSE_S = 8.0
"""How long the lanes may take to end."""


class ReviewWindow(QObject):
    """The parts of one review.

    Signals:
        closed: the person closed the window; `close` is to be called.
    """

    closed = Signal()

    def __init__(
        self,
        app: QApplication,
        source: Source,
        session: ReviewSession,
        settings: Settings,
        theme: Theme,
        *,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take an open file; whoever made the theme has chosen its appearance."""
        super().__init__()
        self._app, self._source, self.session, self._now = app, source, session, now
        self._settings, self.theme = settings, theme
        self._closed = False
        self.lanes = Lanes(
            writer=self._lane("writer", drains=True),
            reader=self._lane("reader"),
            sync=self._lane("sync"),
            sending=self._lane("sending"),
            pictures=self._lane("pictures"),
            downloads=self._lane("downloads"),
            files=self._lane("files"),
            signing_in=self._lane("signing_in"),
        )
        self.courier = Courier(self.lanes, now, self)
        """Never started: nothing is synced or sent."""
        mode = ReviewMode()
        self.window = MainWindow(self.lanes, self.courier, theme, now, mode)
        self.side = ReviewSide(self.window, mode, session)
        self.dialogs = Dialogs(
            self.window,
            self.lanes,
            self.courier,
            _no_trouble,
            lambda: settings,
            folder=str(session.file.path.parent),
        )
        self.window.setWindowTitle(
            tr("Review: {name}").format(name=plain.isolated(session.file.path.name))
        )
        self.window.status.show_place(tr("Read-only"))
        self.window.look_chosen.connect(theme.set_appearance)
        self.window.installEventFilter(self)
        theme.apply()
        self.window.show_loading()

    def show(self) -> None:
        """Show the window, and read what it shows."""
        self.window.show()
        self.lanes.reader.submit(read_opening, self._show_opening, self.window.show_failure)

    def close(self, timeout: float = CLOSE_S) -> bool:
        """Keep what is being written, end the lanes, take the working copy away; once."""
        if self._closed:
            return True
        self._closed = True
        self.side.leave()
        self.window.leave()
        ended = self.lanes.close(timeout)
        self._source.close()
        self.window.deleteLater()
        self.deleteLater()
        return ended

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and not self._closed:
            QTimer.singleShot(0, self, self._tell_closed)
        return False

    @Slot()
    def _tell_closed(self) -> None:
        if not self.window.isVisible():
            self.closed.emit()

    @Slot(object)
    def _show_opening(self, opening: Opening) -> None:
        self.window.show_opening(opening)
        QTimer.singleShot(0, self, self._complete)

    @Slot()
    def _complete(self) -> None:
        self._app.setWindowIcon(app_icon())
        self.window.complete()
        self.window.help.listen(self._app)
        guard = LockGuard(self._app, self.window, lambda: self._settings)
        self.window.account_side.guard = guard
        guard.watch()

    def _lane(self, name: str, *, drains: bool = False) -> Lane:
        return Lane(name, partial(self._open_desk, name), drains=drains, parent=self)

    def _open_desk(self, lane: str) -> Desk:
        closed = ClosedNetwork()
        context = Context(
            db=Database.open_read_only(self._source.db),
            networks={"x": closed, "memory": closed},
            credentials=Credentials(),
            agent_name=self.session.by,
            process=f"review {lane}",
            now=self._now,
            region=self._settings.country,
        )
        return ReviewDesk(context, self.session)


def _no_trouble() -> DeskError | None:
    """Return that nothing is wrong with a keyring that nobody asks."""
    return None

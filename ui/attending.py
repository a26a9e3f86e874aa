"""Puts together what calls a person: notifications, the tray, the count on the program's icon.

Owns these parts of one open desk, what the settings mean for them, and what closing the
window does where the desk is to stay in the tray: the window goes, the desk works on. The
first time that is said; the window comes back by the tray, a notification, a second start.

Framework knowledge: a program ends when its last window closes. A hidden one counts as
none, so while the window is hidden the end of some other window must not be the program's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QMessageBox
from shiboken6 import isValid

from console.language import tr
from ui.attention_side import AttentionSide
from ui.notification_centre import NotificationCentre, Standing
from ui.one_desk import bring_to_front
from ui.plain import isolated
from ui.tray import Tray
from ui.views import View

if TYPE_CHECKING:
    from console.settings import Settings
    from ui.attention_page import AttentionPage
    from ui.lock_guard import LockGuard
    from ui.main_window import MainWindow

TRAY_MS = 5000
"""How often it is looked whether the desktop's tray came or went."""
TOLD = "close-to-tray-told"


class Attending(QObject):
    """What one open desk calls a person by."""

    def __init__(
        self,
        app: QApplication,
        window: MainWindow,
        guard: LockGuard,
        settings: Callable[[], Settings],
        folder: Path | None = None,
    ) -> None:
        """Take the parts; `folder` is the desk's that can be started at login, None for none."""
        super().__init__(window)
        self._folder = folder
        self._page: AttentionPage | None = None
        """The one that was opened last."""
        self._box: QMessageBox | None = None
        self._app, self._window, self._guard, self._settings = app, window, guard, settings
        self.tray = Tray(window.now, self)
        self.centre = NotificationCentre(self.tray.show_message, self)
        self.side = AttentionSide(window, settings, lambda: guard.screen, self.centre)
        self._looking = QTimer(self, interval=TRAY_MS)
        self._looking.timeout.connect(self._look)
        self._connect()

    def begin(self) -> None:
        """Call from now on."""
        self.side.begin()
        self.take_settings()
        self._looking.start()
        self._count()

    def stop(self, timeout: float) -> bool:
        """Call no more; False where a thread did not end in time."""
        self.side.stop()
        self._looking.stop()
        self.tray.remove()
        self.tray.menu.deleteLater()
        self._window.goes_aside = lambda: False
        self._stands_again()
        self._app.setBadgeNumber(0)
        return self.centre.stop(timeout)

    @Slot()
    def take_settings(self) -> None:
        """Do as the settings say now."""
        self.tray.want(wanted=self._settings().tray)

    def follow_page(self, page: AttentionPage) -> None:
        """Have the page of the preferences say how it stands here, and do what it asks for."""
        from ui.login_start import of_system

        self._page = page
        page.sample_wanted.connect(self.side.show_sample)
        if self._folder is not None:
            page.take_login(of_system(self._folder))
        self.centre.begin()
        self._tell_page()

    @Slot()
    def _tell_page(self) -> None:
        if self._page is not None and isValid(self._page):
            self._page.show_standing(self._standing(), tray=self.tray.is_possible)

    def _standing(self) -> str:
        """Return who shows notifications here."""
        centre = self.centre
        match centre.standing:
            case Standing.SERVER:
                name = isolated(centre.server) or tr("The desktop")
                if "actions" in centre.abilities:
                    return tr("{name} shows them; a click opens the case.").format(name=name)
                return tr("{name} shows them; they cannot be clicked there.").format(name=name)
            case Standing.SILENT:
                return tr("The desktop does not answer; the tray shows numbers meanwhile.")
            case Standing.NONE if self.tray.is_there:
                return tr(
                    "The tray shows them, numbers only: it cannot take them back at the lock."
                )
            case Standing.NONE:
                return tr("Nothing on this desktop shows notifications, and it has no tray.")
            case _:
                return tr("Looking what this desktop can do…")

    def _connect(self) -> None:
        window, tray = self._window, self.tray
        window.overview_shown.connect(self._count)
        self.centre.known.connect(self._tell_page)
        window.goes_aside = self.go_aside
        self._app.focusWindowChanged.connect(self._focus_changed)
        self._guard.locked.connect(self._locked)
        tray.open_wanted.connect(self.come_back)
        tray.call_wanted.connect(self._note_call)
        tray.sync_wanted.connect(window.courier.sync_now)
        tray.pause_wanted.connect(self._pause)
        tray.quit_wanted.connect(self._quit)
        tray.message_clicked.connect(self.centre.open_from_tray)

    def go_aside(self) -> bool:
        """Hide the window where that is wanted and it can be had back; return whether."""
        if not self._settings().close_to_tray or not self.tray.is_there:
            self._app.setQuitOnLastWindowClosed(True)  # the tray may have gone just now
            return False
        told = QSettings().value(TOLD)
        if told is None:
            self._tell_once()
        self._app.setQuitOnLastWindowClosed(False)
        self._window.hide()
        return True

    def stay_aside(self) -> bool:
        """Leave the window hidden, as it was started; False where it could not be had back."""
        if not self.tray.is_there:
            return False
        self._app.setQuitOnLastWindowClosed(False)
        return True

    @Slot()
    def come_back(self) -> None:
        """Show the window, before all others."""
        bring_to_front(self._window, "")
        self._stands_again()

    def _stands_again(self) -> None:
        """Let the end of the window be that of the program; what was told has been seen."""
        box, self._box = self._box, None
        if box is not None and isValid(box):
            box.close()
        self._app.setQuitOnLastWindowClosed(True)

    def _tell_once(self) -> None:
        """Say that closing did not quit, once on this computer, and that it can be otherwise."""
        QSettings().setValue(TOLD, "1")
        box = QMessageBox(
            QMessageBox.Icon.Information,
            tr("Canary Desk is still running"),
            tr("The window is closed, the desk works on: it syncs and sends."),
            QMessageBox.StandardButton.Ok,
        )
        box.setInformativeText(
            tr(
                "A click on the canary in the tray brings the window back; Quit in its menu, "
                "or Ctrl+Q in the window, ends the desk. Preferences > Notifications changes it."
            )
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.show()
        self._box = box  # without a parent, which is hidden, nothing else holds it

    @Slot()
    def _look(self) -> None:
        self.tray.look()
        if not self._window.isVisible() and not self.tray.is_there:
            self._window.showMinimized()  # the tray went: it must not be out of reach
            self._stands_again()
        self._count()

    @Slot()
    def _count(self) -> None:
        overview = self._window.overview
        if overview is None:
            return
        needs = overview.counts[View.NEEDS_REPLY]
        self._app.setBadgeNumber(needs)
        self.tray.show_counts(needs, overview.trouble, paused=self.side.is_paused)
        self.tray.let_act(locked=self._guard.screen is not None)

    @Slot()
    def _focus_changed(self) -> None:
        if self._window.isVisible() and not self._app.quitOnLastWindowClosed():
            self._stands_again()
        QTimer.singleShot(0, self.side, self.side.looked)

    @Slot()
    def _locked(self) -> None:
        self.side.hush()
        self._count()
        screen = self._guard.screen
        if screen is not None:
            screen.lifted.connect(self._lifted)

    @Slot()
    def _lifted(self) -> None:
        QTimer.singleShot(0, self, self._count)
        QTimer.singleShot(0, self.side, self.side.looked)

    @Slot(object)
    def _pause(self, until: datetime | None) -> None:
        self.side.pause(until)
        self._count()

    @Slot()
    def _note_call(self) -> None:
        self.come_back()
        if self._guard.screen is None and QApplication.activeModalWidget() is None:
            self._window.call_wanted.emit(None)

    @Slot()
    def _quit(self) -> None:
        self.come_back()  # what it asks before the end is asked in the window
        self._window.quit()

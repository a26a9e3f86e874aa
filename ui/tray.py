"""The icon in the tray with its menu: a count at a glance, and the desk's commonest acts.

On by default: it stands only where the desktop has a tray, costs nothing there, and changes
nothing else; closing to it is another setting. A tray may come after the desk, at a login,
and go while it runs (its panel was restarted): `look` is called again and again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from console.domain.local_zone import HERE
from console.language import plural, tr
from ui.icons import app_icon
from ui.notification_events import Show, harmless
from ui.tray_icon import tray_icon

SHOWN_MS = 10_000
MORNING_H = 6
"""Tomorrow begins here for who wants quiet till then."""
Reason = QSystemTrayIcon.ActivationReason


class Tray(QObject):
    """The icon, while it is wanted and there is a tray.

    Signals:
        open_wanted, call_wanted, sync_wanted, quit_wanted: what was chosen.
        pause_wanted(datetime or None): tell nothing till then; None ends the pause.
        message_clicked: the message that was shown last.
    """

    open_wanted = Signal()
    call_wanted = Signal()
    sync_wanted = Signal()
    quit_wanted = Signal()
    pause_wanted = Signal(object)
    message_clicked = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._wanted = False
        self._counts = (0, 0, False)
        self._icon: QSystemTrayIcon | None = None
        self.menu = QMenu()
        self.open = self._act(tr("Open Canary Desk"), self.open_wanted)
        self.call = self._act(tr("New call note"), self.call_wanted)
        self.sync = self._act(tr("Sync now"), self.sync_wanted)
        self.menu.addSeparator()
        self.hour = self.menu.addAction(tr("Pause notifications for an hour"))
        self.hour.triggered.connect(self._pause_hour)
        self.tomorrow = self.menu.addAction(tr("Pause notifications till tomorrow"))
        self.tomorrow.triggered.connect(self._pause_till_tomorrow)
        self.resume = self.menu.addAction(tr("End the pause"))
        self.resume.triggered.connect(self._resume)
        self.resume.setVisible(False)
        self.menu.addSeparator()
        self.quit = self._act(tr("Quit"), self.quit_wanted)

    @property
    def is_there(self) -> bool:
        """Return whether the icon can be seen and clicked."""
        return self._icon is not None and QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def is_possible(self) -> bool:
        """Return whether the desktop has a tray now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def want(self, *, wanted: bool) -> None:
        """Show the icon from now on, or no more."""
        self._wanted = wanted
        self.look()

    @Slot()
    def look(self) -> None:
        """Put the icon into the tray where there is one now."""
        there = QSystemTrayIcon.isSystemTrayAvailable()
        if self._wanted and there and self._icon is None:
            icon = self._icon = QSystemTrayIcon(self)
            icon.setContextMenu(self.menu)
            icon.activated.connect(self._activated)
            icon.messageClicked.connect(self.message_clicked)
            self._draw()
            icon.show()
        elif not self._wanted and self._icon is not None:
            self.remove()

    def remove(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def show_counts(self, needs: int, trouble: int, *, paused: bool) -> None:
        """Show how much waits for a person; nothing is drawn anew where that is the same."""
        if self._counts != (needs, trouble, paused):
            self._counts = (needs, trouble, paused)
            self.resume.setVisible(paused)
            self._draw()

    def let_act(self, *, locked: bool) -> None:
        """Offer what opens something only while the desk is not locked."""
        self.call.setEnabled(not locked)

    def show_message(self, asked: Show) -> bool:
        """Show a message where no notification server does; return whether that can be."""
        if self._icon is None or not QSystemTrayIcon.supportsMessages():
            return False
        # Qt may hand it on to a server that draws markup, and escapes nothing.
        body = harmless(asked.body, frozenset())
        self._icon.showMessage(asked.title, body, app_icon(), SHOWN_MS)
        return True

    @property
    def tip(self) -> str:
        """Return what the pointer is told: numbers only."""
        needs, trouble, paused = self._counts
        facts = [plural(needs, "{count} case needs a reply", "{count} cases need a reply")]
        if trouble:
            facts.append(plural(trouble, "{count} answer needs you", "{count} answers need you"))
        if paused:
            facts.append(tr("Notifications are paused"))
        return "\n".join([tr("Canary Desk"), *facts])

    def _act(self, text: str, told: object) -> QAction:
        action = self.menu.addAction(text)
        action.triggered.connect(told)
        return action

    def _draw(self) -> None:
        if self._icon is not None:
            needs, _trouble, paused = self._counts
            self._icon.setIcon(tray_icon(needs, paused=paused))
            self._icon.setToolTip(self.tip)

    @Slot()
    def _pause_hour(self) -> None:
        self.pause_wanted.emit(self._now() + timedelta(hours=1))

    @Slot()
    def _pause_till_tomorrow(self) -> None:
        local = self._now().astimezone(HERE)
        morning = local.replace(hour=MORNING_H, minute=0, second=0, microsecond=0)
        if local >= morning:
            morning = (morning.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=HERE)
        self.pause_wanted.emit(morning)

    @Slot()
    def _resume(self) -> None:
        self.pause_wanted.emit(None)

    @Slot(Reason)
    def _activated(self, reason: Reason) -> None:
        if reason in (Reason.Trigger, Reason.DoubleClick):
            self.open_wanted.emit()

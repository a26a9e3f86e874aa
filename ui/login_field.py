"""The field of the preferences for starting at login: shows what the system has, and switches it.

Keeps nothing itself: what holds stands with the system, where others may change it as well.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLabel

from console.errors import DeskError
from console.language import tr
from ui import plain
from ui.login_start import Found, Login, LoginStart
from ui.preferences_fields import fill
from ui.preferences_form import say

LOGIN = {False: tr("Not started"), True: tr("Start in the tray")}
LONGEST_COMMAND = 120
"""So much is shown of a command that is not ours."""


class LoginField(QComboBox):
    """A box of two; there is nothing to be switched before `take_login`."""

    def __init__(self, help_line: QLabel, trouble: QLabel) -> None:
        """Take the lines that say what it means, and what went wrong."""
        super().__init__()
        self._help, self._trouble = help_line, trouble
        self._login: LoginStart | None = None
        fill(self, LOGIN, chosen=False)
        self._read()
        self.activated.connect(self._switch)

    def take_login(self, login: LoginStart) -> None:
        """Show and switch the start at login of this system from now on."""
        self._login = login
        self._read()

    @Slot()
    def _switch(self) -> None:
        if self._login is None:
            return
        trouble = ""
        try:
            self._login.switch(on=bool(self.currentData()))
        except DeskError as error:
            trouble = f"{error.message} {error.advice}"
        self._read()
        say(self._trouble, trouble)

    def _read(self) -> None:
        """Show what the system has."""
        self.setEnabled(self._login is not None)
        found = self._login.read() if self._login is not None else Found(Login.OFF)
        starts = found.state in (Login.ON, Login.OTHER)
        self.setCurrentIndex(self.findData(starts))
        said = {
            Login.OFF: tr("Choose this to have the desk there when you begin."),
            Login.ON: tr("Without its window; notifications and the tray open it."),
            Login.DISABLED: tr("Switched off in the desktop's own settings."),
            Login.OTHER: tr("Another command stands there: {command}").format(
                command=plain.isolated(found.command[:LONGEST_COMMAND])
            ),
        }
        self._help.setText(said[found.state])

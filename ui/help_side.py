"""The help of one window: opens it at the page about what a person looks at.

Framework knowledge: a shortcut of the main window is none while a dialog is open, so each
dialog is given one of its own when it first has the focus. The help's window has no parent:
a dialog blocks its parent's children, and the help is to be read beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog

from ui import help_places
from ui.help_pages import FIRST

if TYPE_CHECKING:
    from ui.help_window import HelpWindow
    from ui.main_window import MainWindow

ACT = "help"
"""The name of the act that opens it."""
SHORTCUT = "helpKey"


class HelpSide(QObject):
    """Builds the window at its first use."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.opened: HelpWindow | None = None
        """The help's window, once it was wanted."""

    def listen(self, app: QGuiApplication) -> None:
        """Give each dialog the key from now on."""
        app.focusWindowChanged.connect(self._give_key)

    @Slot()
    def show_here(self) -> None:
        """Show the page about what has the focus."""
        self.show(help_places.page_for(QApplication.focusWidget() or QApplication.activeWindow()))

    def show_first(self) -> None:
        """Show the page with which one begins."""
        self.show(FIRST)

    def show(self, name: str) -> None:
        """Show a page by its name."""
        from ui.help_window import HelpWindow

        if self.opened is None:
            window = self._window
            self.opened = HelpWindow(window.navigation.keys, window.theme)
            self.opened.keys_wanted.connect(window.keys_wanted)
        self.opened.show_page(name)
        self.opened.come_forward()

    def stop(self) -> None:
        """Close the help with the window that it belongs to."""
        if self.opened is not None:
            self.opened.close()
            self.opened.deleteLater()
            self.opened = None

    @Slot()
    def _give_key(self) -> None:
        dialog = QApplication.activeWindow()
        listed = self._window.navigation.keys.listed.get(ACT)
        if listed is None or not isinstance(dialog, QDialog):
            return
        shortcut = dialog.findChild(QShortcut, SHORTCUT)
        if shortcut is None:
            shortcut = QShortcut(dialog)
            shortcut.setObjectName(SHORTCUT)
            shortcut.activated.connect(self.show_here)
        shortcut.setKeys([QKeySequence(key) for key in listed.keys])

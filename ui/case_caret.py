"""Opens a case to be written in at once: with the caret in its text.

Takes the focus from nobody who went elsewhere while the case was being read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from console.domain.cases import CaseView
from console.domain.ids import CaseId

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class CaseCaret(QObject):
    """Goes into the text of one case, once that is on the screen."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._case = window, window.case
        self._awaited: CaseId | None = None
        self._focus: QWidget | None = None
        """Where the focus was when the case was asked for; None for any place."""
        self._case.turned.connect(self._turned)
        self._case.shown.connect(self._shown)

    def go_to(self, case_id: CaseId, focus: QWidget | None) -> None:
        """Show the case as it is stored now, and write in it if the focus is at `focus` still."""
        self._awaited, self._focus = case_id, focus
        row = self._case.row
        if row is not None and row.id == case_id:
            self._case.read()
        else:
            self._window.open_case(case_id)

    @Slot()
    def _turned(self) -> None:
        """Await the case no longer where the person opened another."""
        row = self._case.row
        if row is None or row.id != self._awaited:
            self._awaited = None

    @Slot(object)
    def _shown(self, case: CaseView | None) -> None:
        if case is None or case.row.id != self._awaited:
            return
        self._awaited = None
        if self._focus is None or self._window.focusWidget() is self._focus:
            self._case.composer.editor.setFocus()

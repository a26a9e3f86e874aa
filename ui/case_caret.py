"""Goes to a case to write in it, for a person who waits for that and does nothing else.

Owns whether they went on meanwhile: typed, clicked, or chose another case. Then nothing is
turned under their hands, and no focus is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QWidget

from console.domain.cases import CaseView
from console.domain.ids import CaseId
from ui.override import override

if TYPE_CHECKING:
    from ui.main_window import MainWindow

GOING_ON = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.InputMethod)


class CaseCaret(QObject):
    """Goes into the text of one case, once that is on the screen."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._case = window, window.case
        self._place: QWidget | None = None
        """What had the focus when the person began to wait."""
        self._waits = False
        """Whether they have done nothing since."""
        self._awaited: CaseId | None = None
        self._case.turned.connect(self._turned)
        self._case.shown.connect(self._shown)

    def watch(self) -> None:
        """See from now on whether the person goes on elsewhere."""
        self._end()
        self._waits, self._place = True, self._window.focusWidget()
        if self._place is not None:
            self._place.installEventFilter(self)

    def go_to(self, case_id: CaseId) -> bool:
        """Show the case as it is stored now, and write in it; for whoever waits still.

        Return whether it is shown: not where another is on the screen and the person went
        on, or writes in that one.
        """
        here = self._is_open(case_id)
        writes = self._case.composer.editor is self._window.focusWidget()
        if not here and (writes or not self._is_waited_for()):
            self._end()
            return False
        self._show(case_id)
        return True

    def open(self, case_id: CaseId) -> None:
        """Show the case and write in it by the person's word, wherever they are."""
        self.watch()
        self._show(case_id)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in GOING_ON:
            self._waits = False
        return super().eventFilter(watched, event)

    def _show(self, case_id: CaseId) -> None:
        self._awaited = case_id
        if self._is_open(case_id):
            self._case.read()
        else:
            self._window.open_case(case_id)

    def _is_open(self, case_id: CaseId) -> bool:
        row = self._case.row
        return row is not None and row.id == case_id

    def _is_waited_for(self) -> bool:
        return self._waits and self._window.focusWidget() is self._place

    def _end(self) -> None:
        if self._place is not None:
            self._place.removeEventFilter(self)
        self._place = self._awaited = None
        self._waits = False

    @Slot()
    def _turned(self) -> None:
        """Await the case no longer where the person opened another."""
        if self._awaited is None or not self._is_open(self._awaited):
            self._end()

    @Slot(object)
    def _shown(self, case: CaseView | None) -> None:
        if case is None or case.row.id != self._awaited:
            return
        if self._is_waited_for():
            self._case.composer.editor.setFocus()
        self._end()

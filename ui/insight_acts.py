"""What can be done about the rows of an insight's tables: their cases, copies, fixes.

Owns menus and keys; does nothing itself but tell what is wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from console.domain.insight import Question, Table
from console.insight.canary_board import NOT_SAID
from console.language import tr
from ui.insight_fixes import FixFinder
from ui.insight_table_box import TableBox
from ui.lanes import Lane

TOUCHPOINTS, FIXES = "touchpoints", "fixes"
"""The tables of the canary board at which more can be done than to look."""
Acts = tuple[tuple[str, Callable[[], None]], ...]


class RowActs(QObject):
    """Menus and keys of the boxes that are given to `wire`.

    Signals:
        cases_wanted(str, int): the cases behind a row of the table of this key.
        fix_wanted(str or RootCauseFix): as `SectionView` tells it.
        fix_removal_wanted(RootCauseFix): as `SectionView` tells it.
    """

    cases_wanted = Signal(str, int)
    fix_wanted = Signal(object)
    fix_removal_wanted = Signal(object)

    def __init__(self, reader: Lane, parent: QWidget) -> None:
        super().__init__(parent)
        self._widget = parent
        self._fixes = FixFinder(reader, self)
        self._fixes.found.connect(self.fix_wanted)
        self._fixes.found_to_remove.connect(self.fix_removal_wanted)

    def wire(self, box: TableBox, question: Question, key: str) -> None:
        """Let a new box have what can be done with a table of this question."""
        box.row_wanted.connect(partial(self.cases_wanted.emit, key))
        if question is not Question.CANARY_BOARD or key not in (TOUCHPOINTS, FIXES):
            box.menu_wanted.connect(partial(self._open_menu, box, None))
        elif key == TOUCHPOINTS:
            box.offer(tr("Record a fix…"))
            box.act_button.clicked.connect(partial(self._record_fix, box))
            box.menu_wanted.connect(partial(self._open_menu, box, self._touchpoint_acts))
        else:
            box.row_opened.connect(partial(self._find, box, remove=False))
            box.remove_wanted.connect(partial(self._find, box, remove=True))
            box.menu_wanted.connect(partial(self._open_menu, box, self._fix_acts))

    def _touchpoint_acts(self, box: TableBox, row: int) -> Acts:
        named = touchpoint(box.held, row)
        return ((tr("Record a fix…"), lambda: self.fix_wanted.emit(named)),) if named else ()

    def _fix_acts(self, box: TableBox, row: int) -> Acts:
        return (
            (tr("Change…"), partial(self._find, box, row, remove=False)),
            (tr("Remove"), partial(self._find, box, row, remove=True)),
        )

    def _record_fix(self, box: TableBox) -> None:
        """Ask for a fix at the touchpoint that the keys are on, if they are on one."""
        place = box.chosen_row()
        self.fix_wanted.emit("" if place is None else touchpoint(box.held, place))

    def _find(self, box: TableBox, row: int, *, remove: bool) -> None:
        self._fixes.find(box.held, row, remove=remove)

    def _open_menu(
        self,
        box: TableBox,
        more: Callable[[TableBox, int], Acts] | None,
        row: int,
        at: QPoint,
    ) -> None:
        menu = QMenu(self._widget)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if box.held.evidence:
            menu.addAction(tr("Show the cases"), partial(self.cases_wanted.emit, box.held.key, row))
        for words, act in () if more is None else more(box, row):
            menu.addAction(words, act)
        menu.addAction(tr("Copy"), box.table.copy)
        menu.popup(at)


def touchpoint(table: Table, row: int) -> str:
    """Return the touchpoint of a row of the board; empty for the cases without one."""
    name, share = (table.rows[row][table.place(key)] for key in ("touchpoint", "share"))
    return "" if name == NOT_SAID and share is None else str(name)

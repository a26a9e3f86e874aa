"""The middle: search field and list of cases, or in words why the list is empty.

Owns which view or search is shown and the reading of its rows through the reader lane.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.desk import Desk
from console.domain.cases import CaseRow
from console.domain.ids import CaseId
from console.errors import DeskError
from ui.case_delegate import CaseDelegate
from ui.case_list import CaseList
from ui.inbox_model import ROW, InboxModel
from ui.lanes import Lane
from ui.side_view import View
from ui.state_view import StateView
from ui.theme import UNIT, Theme

PAGE = 100
SEARCH_PAUSE_MS = 120
MOST_RENEWED = 400
"""More changed cases than that, and the list is read afresh."""


class InboxPage(QWidget):
    """Cases of one view, or those that a search found.

    Signals:
        case_chosen(CaseRow or None): the person chose this case.
        loaded: the rows of the view are in the list.
    """

    case_chosen = Signal(object)
    loaded = Signal()

    def __init__(
        self,
        reader: Lane,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._reader = reader
        self.view = View.NEEDS_REPLY
        self.model = InboxModel(self)
        self.model.more_wanted.connect(self._read_more)
        self.search_field = QLineEdit()
        self.search_field.setPlaceholderText("Search cases  (press /)")
        self.search_field.setClearButtonEnabled(True)
        self.search_field.setAccessibleName("Search cases")
        self._search_timer = QTimer(self, singleShot=True, interval=SEARCH_PAUSE_MS)
        self._search_timer.timeout.connect(self.read)
        self.search_field.textChanged.connect(self._search_timer.start)
        self._delegate = CaseDelegate(theme, now, self)
        self.list = CaseList()
        self.list.setItemDelegate(self._delegate)
        self.list.setModel(self.model)
        self._reading = 0
        """Number of the newest first page that was asked for; others' next pages are dropped."""
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.state = StateView()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.state)
        self.stack.setCurrentWidget(self.state)
        theme.changed.connect(self.list.doItemsLayout)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(UNIT + UNIT // 2, UNIT, UNIT + UNIT // 2, UNIT)
        top.addWidget(self.search_field)
        column.addLayout(top)
        column.addWidget(self.stack, 1)

    @property
    def query(self) -> str:
        """Return what is searched for; empty where the view is shown."""
        return self.search_field.text().strip()

    def show_view(self, view: View) -> None:
        """Show a view; ends a search."""
        self.view = view
        if self.search_field.text():
            self.search_field.clear()
        self._search_timer.stop()
        self.read()

    @Slot()
    def read(self) -> None:
        """Read the first page of the view or search afresh."""
        query, within = self.query, self.view.within
        self._reading += 1
        self.model.await_rows()
        self._delegate.show_states = bool(query) or not within.states

        def job(desk: Desk) -> tuple[CaseRow, ...]:
            if query:
                return desk.cases.search(query)
            return desk.cases.rows(within, limit=PAGE)

        self._reader.submit(job, self.show_first_page, self._cannot_read, key="inbox")

    def show_opening(self, rows: tuple[CaseRow, ...]) -> None:
        """Show the first page of the first view, unless the person went on to another."""
        if self.view is View.NEEDS_REPLY and not self.query:
            self.show_first_page(rows)
        else:
            self.read()

    def show_first_page(self, rows: tuple[CaseRow, ...]) -> None:
        """Show what `read` brought; a case that is open stays chosen."""
        open_id = self.current_id()
        self.model.show_rows(rows, more=not self.query and len(rows) == PAGE)
        self.choose(open_id, silently=True)
        self._tell_emptiness()
        self.loaded.emit()

    def renew(self, ids: frozenset[CaseId]) -> None:
        """Read some cases again and put them where they now belong."""
        if self.query or len(ids) > MOST_RENEWED:
            self._search_timer.start()
            return
        within, wanted, held = self.view.within, tuple(ids), self.current_id()

        def job(desk: Desk) -> tuple[tuple[CaseRow, ...], tuple[CaseRow, ...]]:
            found = desk.cases.rows(within, ids=wanted, limit=len(wanted))
            gone = held in wanted and held not in {row.id for row in found}
            return found, desk.cases.rows(ids=(held,)) if gone and held is not None else ()

        def done(rows: tuple[tuple[CaseRow, ...], tuple[CaseRow, ...]]) -> None:
            if self.view.within is within and not self.query:
                self._put(ids, *rows)

        self._reader.submit(job, done, receiver=self)

    def current_id(self) -> CaseId | None:
        """Return the chosen case."""
        row = self.list.currentIndex().data(ROW)
        return row.id if isinstance(row, CaseRow) else None

    def choose(self, case_id: CaseId | None, *, silently: bool = False) -> bool:
        """Choose a case if it is listed; `silently` without opening it again."""
        place = self.model.position(case_id)
        if place is None:
            return False
        selection = self.list.selectionModel()
        blocked = selection.blockSignals(silently)
        selection.setCurrentIndex(
            self.model.index(place), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        selection.blockSignals(blocked)
        self.list.viewport().update()
        return True

    def follow(self, gone: CaseId, row: CaseRow) -> None:
        """Put the case that another was joined into in that one's place, still chosen."""
        self.model.hold(row.id)
        self.model.follow(gone, row)
        if self.current_id() != row.id:
            self.choose(row.id, silently=True)
        self.forget(gone)

    def forget(self, case_id: CaseId) -> None:
        """Take a case that is no longer there off the list, and choose no other for it."""
        chosen = self.current_id()
        if chosen == case_id:
            self.model.hold(None)
        selection = self.list.selectionModel()
        blocked = selection.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.model.renew((case_id,), ())
        if chosen == case_id:
            self.list.setCurrentIndex(QModelIndex())
        selection.blockSignals(blocked)
        self.list.viewport().update()
        self._tell_emptiness()

    def step(self, by: int) -> None:
        """Choose the next or the previous case."""
        place = self.model.position(self.current_id())
        target = 0 if place is None else place + by
        if self.model.row_at(target) is not None:
            self.list.setCurrentIndex(self.model.index(target))

    def leave(self, case_id: CaseId) -> None:
        """Go on to the case after one that a person just resolved."""
        place = self.model.position(case_id)
        if place is None:
            return
        neighbour = self.model.row_at(place + 1) or self.model.row_at(place - 1)
        if neighbour is None:
            self.model.hold(None)
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())
        else:
            self.choose(neighbour.id)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        chosen = row if isinstance(row, CaseRow) else None
        left = self.model.hold(None if chosen is None else chosen.id)
        self.case_chosen.emit(chosen)
        if left is not None:
            # It may have moved to another view while it was held.
            QTimer.singleShot(0, self, lambda: self.renew(frozenset({left})))

    @Slot(object)
    def _read_more(self, after: CaseRow) -> None:
        within, reading = self.view.within, self._reading

        def job(desk: Desk) -> tuple[CaseRow, ...]:
            return desk.cases.rows(within, after=after, limit=PAGE)

        def done(rows: tuple[CaseRow, ...]) -> None:
            if self._reading == reading:
                self.model.add_page(rows, more=len(rows) == PAGE)

        def failed(error: DeskError) -> None:
            if self._reading == reading:
                self._cannot_read(error)

        self._reader.submit(job, done, failed, receiver=self, key="more")

    @Slot(object)
    def _cannot_read(self, error: DeskError) -> None:
        self.model.end_waiting()
        self._reader.trouble.emit(error)

    def _put(
        self, ids: frozenset[CaseId], rows: tuple[CaseRow, ...], held: tuple[CaseRow, ...]
    ) -> None:
        """Renew rows without moving what the person looks at."""
        bar = self.list.verticalScrollBar()
        anchor = self._anchor()
        before = self.list.visualRect(self.model.index(anchor[1])).top() if anchor else 0
        self.model.renew(ids, rows)
        for row in held:
            self.model.replace_held(row)
        place = self.model.position(anchor[0]) if anchor else None
        if place is not None:
            self.list.executeDelayedItemsLayout()
            after = self.list.visualRect(self.model.index(place)).top()
            bar.setValue(bar.value() + after - before)
        self._tell_emptiness()

    def _anchor(self) -> tuple[CaseId, int] | None:
        """Return the row that must stay where it is: the chosen one if in sight, else the top."""
        index = self.list.currentIndex()
        in_sight = index.isValid() and self.list.viewport().rect().intersects(
            self.list.visualRect(index)
        )
        if not in_sight:
            if self.list.verticalScrollBar().value() == 0:
                return None  # at the top new cases are to be seen
            index = self.list.indexAt(self.list.viewport().rect().topLeft())
        row = index.data(ROW)
        return (row.id, index.row()) if isinstance(row, CaseRow) else None

    def _tell_emptiness(self) -> None:
        if self.model.rowCount():
            self.stack.setCurrentWidget(self.list)
            return
        if self.query:
            self.state.say("Nothing found", f"No case holds every word of “{self.query}”.")
        else:
            self.state.say("No cases here", self.view.empty_words)
        self.stack.setCurrentWidget(self.state)

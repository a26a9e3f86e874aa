"""The middle: search field and list of cases, or in words why the list is empty.

In the view of the outbox its own page stands before the list, which holds the cases of
those answers all the same: so they are opened, and searched, as any other.

Owns which view or search is shown and which case is chosen. What is read for it is the
filler's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from console.domain.cases import CaseRow, CaseState
from console.domain.ids import CaseId
from console.errors import DeskError
from ui.case_delegate import CaseDelegate
from ui.case_list import CaseList
from ui.inbox_model import ID, ROW, InboxModel
from ui.lanes import Lane
from ui.list_filler import MOST_FOUND, ListFiller, Shown
from ui.list_place import ListPlace
from ui.news_pill import NewsPill
from ui.search_line import SearchField, SearchLine
from ui.theme import UNIT, Theme
from ui.views import View

SEARCH_PAUSE_MS = 120


class InboxPage(QWidget):
    """Cases of one view, or those that a search found.

    Signals:
        case_chosen(CaseRow or None): the person chose this case.
        loaded: the rows of the view are in the list.
        searching(bool): all cases are searched, or a view is shown.
    """

    case_chosen = Signal(object)
    loaded = Signal()
    searching = Signal(bool)

    def __init__(self, reader: Lane, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.view = View.NEEDS_REPLY
        self._open: CaseId | None = None
        """The case chosen last, which stays open while it is not listed."""
        self._awaited: CaseId | None = None
        """Chosen before its row was loaded; it is opened when that comes."""
        self._told: CaseId | None = None
        """Which case was told of last as the chosen one."""
        self._before_search: CaseId | None = None
        self._leave_unlisted = False
        """Whether the open case is left where the view that comes does not hold it."""
        self._left_place: int | None = None
        """Where a case was that was left without going to another."""
        self.model = InboxModel(now, self)
        self._delegate = CaseDelegate(theme, now, self)
        self.list = CaseList(self.model, self._delegate)
        self.pill = NewsPill(self.list, theme)
        self.filler = ListFiller(reader, self.list, self)
        self.search_field, self.search_line = SearchField(), SearchLine(theme)
        self.place = ListPlace(self.list)
        self.state = self.place.state
        self._search_timer = QTimer(self, singleShot=True, interval=SEARCH_PAUSE_MS)
        self._lay_out()
        self._connect(theme)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(UNIT + UNIT // 2, UNIT, UNIT + UNIT // 2, UNIT)
        top.setSpacing(UNIT)
        top.addWidget(self.search_field, 1)
        top.addWidget(self.pill)
        column.addLayout(top)
        column.addWidget(self.search_line)
        column.addWidget(self.place, 1)

    def _connect(self, theme: Theme) -> None:
        theme.changed.connect(lambda: self.list.set_row_height(self._delegate.height()))
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.pointer_moved_in.connect(self._let_stay)
        self.filler.filled.connect(self._show_filled)
        self.filler.failed.connect(self._cannot_read)
        self.filler.changed.connect(self._take_change)
        self.filler.came.connect(self._tell_came)
        self.search_field.textChanged.connect(self._search_timer.start)
        self.search_field.left.connect(self.leave_search)
        self.search_field.list_wanted.connect(self._go_to_found)
        self.search_line.leave.clicked.connect(self.leave_search)
        self._search_timer.timeout.connect(self.read)

    @property
    def front(self) -> QListView:
        """Return the list that is to be seen: of cases, or of answers."""
        return self.place.front

    @property
    def query(self) -> str:
        """Return what is searched for; empty where the view is shown."""
        return self.search_field.text().strip()

    def show_view(self, view: View) -> None:
        """Show a view; ends a search, and goes back to the case from which it began."""
        another, self.view = view is not self.view, view
        if self.search_field.text():
            self.search_field.clear()
            if self._before_search is not None and not another:
                self._open = self._before_search
        elif another:
            self._leave_unlisted = view is not View.OUTBOX  # whose page is beside what is open
        self._before_search = None
        self._search_timer.stop()
        self.read()

    @Slot()
    def read(self) -> None:
        """Read the first page of the view or search afresh."""
        if self.query and not self.filler.shown.query:
            self._before_search = self._open
        self.place.wait()
        self.filler.read(self._wanted())
        self.place.let_outbox(shown=self.view is View.OUTBOX and not self.query)

    def show_opening(self, rows: tuple[CaseRow, ...]) -> None:
        """Show the first page of the first view, unless the person went on to another."""
        if self.view is View.NEEDS_REPLY and not self.query:
            self.filler.shown = self._wanted()
            self.filler.fill(rows)
        else:
            self.read()

    def let_by_hand(self, *, by_hand: bool) -> None:
        """Take note whether no post comes by itself."""
        if by_hand != self.place.by_hand:
            self.place.by_hand = by_hand
            self._tell_emptiness()

    def renew(self, ids: frozenset[CaseId]) -> None:
        """Read some cases again and put them where they now belong."""
        self.filler.renew(ids)

    def current_id(self) -> CaseId | None:
        """Return the chosen case."""
        return self.model.id_at(self.list.currentIndex().row())

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

    def expect(self, case_id: CaseId) -> None:
        """Take note that this case is open: it is the chosen one once it is listed."""
        self._open = self._told = case_id
        with self.list.steady():
            self.model.hold(case_id)

    def follow(self, gone: CaseId, row: CaseRow) -> None:
        """Put the case that another was joined into in that one's place, still chosen."""
        self._open = row.id
        self.model.hold(row.id)
        self.model.follow(gone, row)
        if self.current_id() != row.id:
            self.choose(row.id, silently=True)
        self.forget(gone)

    def forget(self, case_id: CaseId) -> None:
        """Take a case that is no longer there off the list, and choose no other for it."""
        if self._open == case_id or self.current_id() == case_id:
            self.unchoose()
        with self.list.steady():
            self.model.remove(case_id)
        self._tell_emptiness()

    def unchoose(self) -> None:
        """Choose no case, silently: the open one is being left; its place is kept for `step`."""
        self._left_place = self.model.position(self._open)
        self._open = self._awaited = None
        selection = self.list.selectionModel()
        blocked = selection.blockSignals(True)  # noqa: FBT003 - Qt's own
        with self.list.steady():
            self.list.setCurrentIndex(QModelIndex())
            self.list.clearSelection()
            self.model.hold(None)
        selection.blockSignals(blocked)

    def step(self, by: int) -> None:
        """Choose the next or the previous case; of the answers, where those are shown."""
        if self.place.outbox is not None:
            self.place.outbox.step(by)
            return
        place = self.model.position(self.current_id())
        left, self._left_place = self._left_place, None
        if place is not None:
            target = place + by
        elif left is not None:  # whose row still stands there, or the next one by now
            target = left + by
        else:
            target = 0
        if self.model.id_at(target) is not None:
            self.list.setCurrentIndex(self.model.index(target))

    def leave(self, case_id: CaseId) -> None:
        """Go on to the case after one that a person just resolved."""
        place = self.model.position(case_id)
        if place is None or self.place.outbox is not None:
            return
        neighbour = self.model.id_at(place + 1) or self.model.id_at(place - 1)
        if neighbour is None:
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())
        else:
            self.choose(neighbour)

    def search(self) -> None:
        """Go to the search field."""
        self.search_field.setFocus()
        self.search_field.selectAll()

    @Slot()
    def go_to_list(self) -> None:
        """Go to the list; from there, leave the search."""
        if self.list.hasFocus() and self.search_field.text():
            self.leave_search()
        self.front.setFocus()

    @Slot()
    def leave_search(self) -> None:
        """Show the view again, and go to its list."""
        if self.search_field.text():
            self.show_view(self.view)
        self.front.setFocus()

    @Slot()
    def _go_to_found(self) -> None:
        if self.model.rowCount():
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self.step(1)

    def _wanted(self) -> Shown:
        return Shown(query=self.query) if self.query else Shown(self.view.within)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        case_id = index.data(ID)
        self._open = case_id
        with self.list.steady():
            self.model.hold(case_id)
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        """Tell which case was chosen; none at first where its row is still to come.

        No act may meet the case that was open before: it is not the marked one any more.
        """
        row = None if self._open is None else self.list.currentIndex().data(ROW)
        awaited = self._open if row is None else None
        if awaited is None or awaited != self._awaited:
            self._told = None if row is None else row.id
            self.case_chosen.emit(row)
        self._awaited = awaited

    @Slot()
    def _show_filled(self) -> None:
        """Show what `read` brought from its top; a case that is open stays chosen."""
        self.place.end_wait()
        states = self.filler.shown.within.states
        self._delegate.usual_state = states[0] if states else CaseState.NEEDS_REPLY
        self.searching.emit(bool(self.filler.shown.query))
        self.pill.forget()
        self.list.scrollToTop()
        # The case from which a search began is opened again; else the open one is open.
        self.choose(self._open, silently=self._open == self._told)
        if self._leave_unlisted and self.current_id() is None and self._open is not None:
            self.unchoose()
            self._told = None
            self.case_chosen.emit(None)  # no act may meet a case that is not to be seen
        self._leave_unlisted = False
        self._tell_emptiness()
        self.loaded.emit()

    @Slot()
    def _take_change(self) -> None:
        """Choose the open case again where the list was told anew; open what was awaited."""
        if not self.list.currentIndex().isValid() and self._open is not None:
            with self.list.steady():
                self.choose(self._open, silently=True)
        if self._awaited is not None:
            self._tell_chosen()
        self._tell_emptiness()
        self.pill.look()

    @Slot(bool)
    def _let_stay(self, inside: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Let every row keep its place while the pointer is over the list."""
        with self.list.steady():
            moved = self.model.stay(everything=inside)
        if not inside:
            self._take_change()
            self.pill.tell(moved)

    @Slot(object)
    def _cannot_read(self, error: DeskError) -> None:
        self.place.end_wait()
        self.model.show_rows(())
        self.place.show_failure(error, self.read)

    @Slot(object)
    def _tell_came(self, ids: list[CaseId]) -> None:
        if self.place.outbox is None:
            self.pill.tell(ids)

    def _tell_emptiness(self) -> None:
        """Say what a search found, and in words where nothing is listed."""
        count, query = self.model.rowCount(), self.filler.shown.query
        self.search_line.setVisible(bool(query and count))
        if count:
            self.search_line.tell(query, count, more=count >= MOST_FOUND)
            self.place.show_list()
        else:
            self.place.show_empty(self.view, query)

"""The middle: search field and list of cases, or in words why the list is empty.

In the view of the outbox its own page stands before the list, which holds the cases of
those answers all the same: so they are opened, and searched, as any other.

Owns which view or search is shown, and in which order. What is read for it is the filler's,
which case is chosen the choice's, and which are marked the marks'.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from console.domain.accounts import Account
from console.domain.business_hours import BusinessHours
from console.domain.cases import CaseRow, CaseState, Order
from console.domain.ids import CaseId
from console.domain.searching import SavedSearch, SearchProblem
from console.errors import DeskError
from ui import list_order
from ui.account_line import AccountLine
from ui.case_delegate import CaseDelegate
from ui.case_list import CaseList
from ui.inbox_model import InboxModel
from ui.lanes import Lane
from ui.list_choice import ListChoice
from ui.list_filler import ListFiller, Shown
from ui.list_place import ListPlace
from ui.list_top import ListTop
from ui.marks_side import MarksSide
from ui.marks_sign import MarkSign
from ui.news_pill import NewsPill
from ui.search_mode import SearchMode
from ui.theme import Theme
from ui.views import View


class InboxPage(QWidget):
    """Cases of one view, or those that a search found.

    Signals:
        case_chosen(CaseRow or None): the person chose this case.
        loaded: the rows of the view are in the list.
        searching(bool): all cases are searched, or a view is shown.
        marks_changed: other cases are marked now; see `marked`.
        all_accounts_wanted: the cases of all accounts are to be listed again.
        act_wanted(str): the act of this name is to be done with the marked cases.
    """

    case_chosen = Signal(object)
    loaded = Signal()
    searching = Signal(bool)
    marks_changed = Signal()
    act_wanted = Signal(str)
    all_accounts_wanted = Signal()

    def __init__(self, reader: Lane, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.view = View.NEEDS_REPLY
        self.account: Account | None = None
        """Whose cases are listed alone; None for all."""
        self._leave_unlisted = False
        """Whether the open case is left where the view that comes does not hold it."""
        self.model = InboxModel(now, self)
        self._delegate = CaseDelegate(theme, now, self)
        self.list = CaseList(self.model, self._delegate, MarkSign(theme))
        self.pill = NewsPill(self.list, theme)
        self.filler = ListFiller(reader, self.list, self)
        self.top = ListTop(self.pill, theme)
        self.finding = SearchMode(self.top, reader, theme, self)
        self.search_field, self.search_line = self.finding.field, self.finding.line
        self._scrolls_back = False
        """Whether the list is to be scrolled to where it was before a search."""
        self.place = ListPlace(self.list)
        self.state = self.place.state
        self._choice = ListChoice(self.list, self.place, self)
        self.account_line = AccountLine(theme)
        self._marks = MarksSide(self.list, self._choice, self.filler, self.place, self)
        self._hand_on()
        self._lay_out()
        self._connect(theme)

    def _hand_on(self) -> None:
        """Let what is asked of the list be done by the part that owns it."""
        choice, marks = self._choice, self._marks
        self.current_id, self.choose, self.expect = choice.current_id, choice.choose, choice.expect
        self.unchoose, self.step = choice.unchoose, choice.step
        self.bring_back = self.filler.bring_back
        self.toggle_mark, self.extend_marks = marks.toggle, marks.extend
        self.mark_all, self.unmark, self.mark = marks.mark_all, marks.clear, marks.kept.put_all

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.account_line)
        column.addWidget(self.search_line)
        column.addWidget(self.place, 1)

    def _connect(self, theme: Theme) -> None:
        theme.changed.connect(lambda: self.list.set_row_height(self._delegate.height()))
        self.list.pointer_moved_in.connect(self._let_stay)
        self._choice.chosen.connect(self.case_chosen)
        self._marks.changed.connect(self._tell_marks)
        self.account_line.all_wanted.connect(self.all_accounts_wanted)
        self.top.act_wanted.connect(self.act_wanted)
        self.top.unmark_wanted.connect(self.unmark)
        self.top.order.clicked.connect(self.toggle_order)
        self.filler.filled.connect(self._show_filled)
        self.filler.failed.connect(self._cannot_read)
        self.filler.changed.connect(self._take_change)
        self.filler.came.connect(self._tell_came)
        self.filler.wrong.connect(self._show_wrong)
        self.finding.due.connect(self.read)
        self.finding.left.connect(self.leave_search)
        self.finding.list_wanted.connect(self._go_to_found)

    @property
    def front(self) -> QListView:
        """Return the list that is to be seen: of cases, or of answers."""
        return self.place.front

    @property
    def query(self) -> str:
        """Return what is searched for; empty where the view is shown."""
        return self.finding.query

    @property
    def order(self) -> Order:
        """Return how the view that is shown is listed."""
        return list_order.kept(self.view)

    @property
    def marked(self) -> tuple[CaseId, ...]:
        """Return the cases that are marked for acting on many, in the list's order."""
        return self._marks.ids

    @property
    def has_marks(self) -> bool:
        """Return whether any case is marked; cheaper than `marked`, which sorts them."""
        return bool(self._marks.kept)

    def show_view(self, view: View) -> None:
        """Show a view; ends a search, and goes back to the case from which it began."""
        another, self.view = view is not self.view, view
        before = self.finding.before
        if self.search_field.text():
            self._scrolls_back = before is not None and not another
            if before is not None and before.case_id is not None and not another:
                self._choice.open = before.case_id
        elif another:
            self._leave_unlisted = view is not View.OUTBOX  # whose page is beside what is open
        self.finding.clear()
        self.read()

    @Slot()
    def toggle_order(self) -> None:
        """List the view with the most urgent first, or with the newest again; a search likewise."""
        if self.query:
            self.toggle_hits()
        elif self.view.may_be_ordered:
            list_order.turned(self.view)
            self.read()

    def toggle_hits(self) -> None:
        """List what a search finds with the newest first, or with the best."""
        self.finding.turn_order()
        if self.query:
            self.read()

    def show_search(self, search: SavedSearch) -> None:
        """Show what a kept search finds."""
        self.finding.show_saved(search)

    @Slot()
    def read(self) -> None:
        """Read the first page of the view or search afresh."""
        if self.query and not self.filler.shown.query:
            self.finding.note_place(self.list, self._choice.open)
        if self.query:
            self.search_line.begin(self.query)
        wanted = self._wanted()
        if not wanted.same_cases(self.filler.shown):
            self.unmark()
        self.place.wait()
        self.filler.read(wanted)
        self.place.let_outbox(shown=self.view is View.OUTBOX and not self.query)
        self._tell_order()

    def show_opening(self, rows: tuple[CaseRow, ...]) -> None:
        """Show the first page of the first view, unless the person went on to another."""
        if self.view is View.NEEDS_REPLY and not self.query:
            self.filler.shown = self._wanted()
            self._tell_order()
            self.filler.fill(rows)
        else:
            self.read()

    def know_accounts(self, accounts: tuple[Account, ...]) -> None:
        """Mark whose the cases are, where there are several accounts."""
        if self._delegate.marks.take(accounts):
            self.list.viewport().update()

    def list_account(self, account: Account | None) -> None:
        """List the cases of one account alone, None for all."""
        other = (account and account.id) != (self.account and self.account.id)
        self.account = account
        self._tell_account()
        if other:
            self._leave_unlisted = True  # whose case is open may be another's
            self.read()

    def show_hours(self, hours: BusinessHours) -> None:
        """Tell what is due by these hours."""
        if hours != self._delegate.hours:
            self._delegate.hours = hours
            self.list.viewport().update()

    def let_by_hand(self, *, by_hand: bool) -> None:
        """Take note whether no post comes by itself."""
        if by_hand != self.place.by_hand:
            self.place.by_hand = by_hand
            self._tell_emptiness()

    def renew(self, ids: frozenset[CaseId]) -> None:
        """Read some cases again and put them where they now belong."""
        self.filler.renew(ids)

    @Slot(object, object)
    def follow(self, gone: CaseId, row: CaseRow) -> None:
        """Put the case that another was joined into in that one's place, still chosen."""
        self._choice.follow(gone, row)
        self._marks.kept.follow(gone, row.id)
        self.forget(gone)

    @Slot(object)
    def forget(self, case_id: CaseId) -> None:
        """Take a case that is no longer there off the list, and choose no other for it."""
        self._choice.forget(case_id)
        self._marks.look()
        self._tell_emptiness()

    def leave(self, *case_ids: CaseId) -> None:
        """Go on to the next case after those that a person is done with, and unmark them."""
        self._marks.leave(case_ids)

    def search(self) -> None:
        """Go to the search field."""
        self.finding.note_focus()
        self.top.search()

    @Slot()
    def go_to_list(self) -> None:
        """Go to the list; from there, first unmark all, then leave the search, then list all."""
        if self.list.hasFocus() and self._has_marks():
            self.unmark()
        elif self.list.hasFocus() and self.search_field.text():
            self.leave_search()
        elif self.front.hasFocus() and self.account is not None:
            self.all_accounts_wanted.emit()
        self.front.setFocus()

    @Slot()
    def leave_search(self) -> None:
        """Show the view again; what had the focus before has it, else the list."""
        focus = self.finding.focus_after(self.front)
        if self.search_field.text():
            self.show_view(self.view)
        (focus if focus.isVisible() else self.front).setFocus()

    @Slot()
    def _go_to_found(self) -> None:
        if self.model.rowCount():
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self.step(1)

    def _has_marks(self) -> bool:
        """Return whether there is something to unmark, or a word about marks that left."""
        return bool(self._marks.kept or self._marks.kept.left)

    def _wanted(self) -> Shown:
        if self.query:
            finding = self.finding
            return Shown(query=self.query, hits=finding.order, typing=finding.is_typed)
        within = self.view.within
        if self.account is not None and self.view is not View.OUTBOX:
            within = replace(within, account=self.account.id)
        return Shown(within, order=self.order)

    def _tell_account(self) -> None:
        outbox = self.view is View.OUTBOX and not self.query
        self.account_line.tell(self.account, searching=bool(self.query), outbox=outbox)

    def _tell_order(self) -> None:
        self._tell_account()
        if self.query:
            self.top.tell_order(self.finding.order, possible=True)
        else:
            self.top.tell_order(self.order, possible=self.view.may_be_ordered)

    @Slot()
    def _tell_marks(self) -> None:
        kept = self._marks.kept
        self.top.tell_marks(len(kept), kept.left, None if self.query else self.view)
        self.marks_changed.emit()

    @Slot()
    def _show_filled(self) -> None:
        """Show what `read` brought from its top; a case that is open stays chosen."""
        self.place.end_wait()
        states = self.filler.shown.within.states
        self._delegate.usual_state = states[0] if states else CaseState.NEEDS_REPLY
        self.searching.emit(bool(self.filler.shown.query))
        self.pill.forget()
        self.list.scrollToTop()
        self.finding.typing.forget_wrong()
        # The case from which a search began is opened again; else the open one is open.
        self._choice.come_back(leave_unlisted=self._leave_unlisted)
        self._leave_unlisted = False
        self._scroll_back()
        self._marks.look()
        self._tell_emptiness()
        self.loaded.emit()

    def _scroll_back(self) -> None:
        """Scroll to where the person was before a search, as soon as that is listed."""
        if self._scrolls_back and not self.query:
            self._scrolls_back = not self.finding.put_back(self.list) and not self.filler.is_whole
        if not self._scrolls_back and not self.query:
            self.finding.before = None

    @Slot(object)
    def _show_wrong(self, problems: tuple[SearchProblem, ...]) -> None:
        """Say what is wrong with a query; the list stays as it is."""
        self.place.end_wait()
        self.finding.typing.tell_wrong(problems)
        self._tell_emptiness()

    @Slot()
    def _take_change(self) -> None:
        """Take note that rows came, went or moved."""
        self._choice.take_change()
        self._scroll_back()
        self._marks.look()
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
        if query and not self.search_field.problems:
            self.search_line.tell(query, count, more=self.filler.search.has_more)
        if count or (query and self.search_field.problems):
            self.place.show_list()  # an empty one says nothing of a search before a wrong one
        else:
            account = None if self.filler.shown.within.account is None else self.account
            self.place.show_empty(self.view, query, account, self.all_accounts_wanted.emit)

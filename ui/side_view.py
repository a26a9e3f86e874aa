"""The left side: the views of the inbox with their counts, our accounts with their sync."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.domain.accounts import Access, Account
from console.domain.ids import AccountId
from console.domain.spending import MonthSpend
from console.language import tr
from ui import plain, reading_order
from ui.account_entry import AccountEntry, standing
from ui.icons import Icons
from ui.margins import set_margins
from ui.standing import Problem, wants_sign_in
from ui.theme import UNIT, Theme
from ui.views import VIEW, View, ViewsModel
from ui.views_delegate import GAP, ROW_HEIGHT, ViewDelegate, width_for

if TYPE_CHECKING:
    from ui.search_views import SavedSearches

__all__ = ["SideView", "View", "ViewsModel", "width_for"]

LOWEST = 6 * UNIT
"""Of the accounts, so that one of them can be read."""


class SideView(QWidget):
    """Views and accounts.

    Signals:
        view_chosen(View): show this view.
        account_chosen(AccountId): list the cases of this account alone, or of all again.
        budget_wanted(Account): show what it costs, and ask for its budget.
        sign_in_wanted(Account): sign this one in again.
    """

    view_chosen = Signal(object)
    budget_wanted = Signal(object)
    sign_in_wanted = Signal(object)
    account_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._icons = theme, Icons(theme)
        self.model = ViewsModel(self)
        self._delegate = ViewDelegate(theme, self._icons, self)
        self.views = QListView()
        self.views.setObjectName("sideList")
        self.views.setFrameShape(QFrame.Shape.NoFrame)
        self.views.setItemDelegate(self._delegate)
        self.views.setModel(self.model)
        self.views.setAccessibleName(tr("Views"))
        self.views.setMouseTracking(True)
        self.views.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.views.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.views.setFixedHeight(ROW_HEIGHT * len(View) + GAP)
        self.views.setCurrentIndex(self.model.index(0))
        self.views.selectionModel().currentChanged.connect(self._choose)
        self.is_folded = False
        self.entries: dict[int, AccountEntry] = {}
        self._shown: dict[int, Account] = {}
        self.area, self._accounts = _scrolled()
        self._title = plain.label(tr("Accounts"), "quiet", theme.small_font())
        set_margins(self._title, 2 * UNIT, 0, UNIT, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, UNIT, 0, UNIT)
        column.setSpacing(UNIT)
        column.addWidget(self.views)
        column.addSpacing(UNIT)
        column.addWidget(self._title)
        column.addWidget(self.area, 1)
        self._title.hide()
        self._searches: SavedSearches | None = None
        self._stand_so: tuple[bool, tuple[int, ...]] = (False, ())
        """Whether there are several accounts, and which are shown."""

    def offer(self, views: Collection[View]) -> None:
        """Offer these views and no others."""
        for row, view in enumerate(View):
            self.views.setRowHidden(row, view not in views)
        gap = GAP if View.OUTBOX in views else 0
        self.views.setFixedHeight(ROW_HEIGHT * len(views) + gap)

    def fold(self, *, folded: bool) -> None:
        """Show icons and counts alone, or words beside them again."""
        self.is_folded = self._delegate.folded = folded
        self._title.setVisible(bool(self.entries) and not folded)
        for entry in self.entries.values():
            entry.fold(folded=folded)
        self.views.viewport().update()

    def put_searches(self, searches: SavedSearches) -> None:
        """Put the kept searches below the views."""
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.indexOf(self.views) + 1, searches)
            self._searches = searches
            self._put_in_turn()

    def choose(self, view: View) -> None:
        """Choose a view as a person does."""
        index = self.model.index(tuple(View).index(view))
        self.views.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def show_accounts(
        self,
        accounts: tuple[Account, ...],
        blocked: Mapping[int, str],
        notes: Mapping[int, str],
        now: datetime,
        *,
        syncing: Collection[int] = (),
        asking: bool = False,
        problems: Iterable[Problem] = (),
        spending: Mapping[AccountId, MonthSpend] | None = None,
        alone: AccountId | None = None,
        needs: Mapping[AccountId, int] | None = None,
    ) -> None:
        """Show our accounts; by id `blocked` says why one is read-only, `notes` what is missing.

        `asking`: the keyring waits for its password. `spending` is what the month cost; of an
        account that is not in it, nothing is said. `alone` is the one whose cases are listed
        alone; `needs` how many cases of each need a reply, where there are several accounts.
        """
        several = len(accounts) > 1
        accounts = tuple(each for each in accounts if not each.hidden or each.id == alone)
        errors = {problem.account.id: problem.error for problem in problems}
        self._title.setVisible(bool(accounts) and not self.is_folded)
        for gone in self.entries.keys() - {account.id for account in accounts}:
            entry = self.entries.pop(gone)
            self._accounts.removeWidget(entry)
            entry.hide()  # its end comes with a later turn of the event loop
            entry.deleteLater()
        for account in accounts:
            if account.id not in self.entries:
                self._add_entry(account.id)
            self._shown[account.id] = account
            stands = standing(
                account,
                now,
                syncing=account.id in syncing,
                problem=errors.get(account.id),
                blocked=blocked.get(account.id, ""),
                asking=asking,
            )
            entry = self.entries[account.id]
            entry.tell(account, stands, notes.get(account.id, ""))
            entry.tell_choice(
                several=several, alone=account.id == alone, needs=(needs or {}).get(account.id, 0)
            )
            by_api = account.access is Access.API
            wanted = by_api and account.id not in syncing
            entry.tell_sign_in(account, wanted=wanted and wants_sign_in(errors.get(account.id)))
            entry.tell_cost(account, (spending or {}).get(account.id))
        if self._stand_so != (listed := (several, tuple(self.entries))):
            self._stand_so = listed
            self._put_in_turn()

    def _put_in_turn(self) -> None:
        """Let what came later be met where it stands, and not after the whole window."""
        before: QListView = self.views
        if self._searches is not None:
            reading_order.in_turn(before, [self._searches, self._title, self.area])
            before = self._searches.list
        reading_order.in_turn(before, list(self.entries.values()))

    def _add_entry(self, account_id: int) -> None:
        entry = self.entries[account_id] = AccountEntry(self._theme, self._icons)
        entry.fold(folded=self.is_folded)
        entry.cost_wanted.connect(lambda: self.budget_wanted.emit(self._shown[account_id]))
        entry.sign_in_wanted.connect(lambda: self.sign_in_wanted.emit(self._shown[account_id]))
        entry.chosen.connect(lambda: self.account_chosen.emit(AccountId(account_id)))
        self._accounts.insertWidget(self._accounts.count() - 1, entry)  # the stretch stays last

    @Slot(bool)
    def show_searching(self, searching: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Mark the chosen view less while all cases are searched."""
        if searching != self._delegate.searching:
            self._delegate.searching = searching
            self.views.viewport().update()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        view = index.data(VIEW)
        if isinstance(view, View):
            self.view_chosen.emit(view)


def _scrolled() -> tuple[QScrollArea, QVBoxLayout]:
    """Return an area that scrolls what stands in a column: in a low window not all has room."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addStretch()
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setMinimumHeight(LOWEST)
    area.setWidget(inner)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area, column

"""Tells in the window how accounts, sync and outbox stand: side, bottom line, bar, composer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from console.domain.accounts import Account
from console.domain.ids import AccountId
from console.errors import OverBudget
from ui import announcing, standing
from ui.views import View

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.notice_bar import NoticeBar

AGES_MS = 30_000


class Teller(QObject):
    """Puts what the courier and the overview know into words, and keeps ages true.

    Of trouble in the lanes it tells; faults there are told by `ui.fault_side`.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._notices: NoticeBar | None = None
        self._troubles: frozenset[str] = frozenset()
        """The titles of what was told last to those who do not see it."""
        self._let_go: set[AccountId] = set()
        """Accounts of whose spent budget a person wants to hear no more."""
        self._ages = QTimer(self)
        self._ages.timeout.connect(self._show_ages)
        window.courier.told.connect(self.tell)
        window.courier.said.connect(window.status.notice)
        for lane in window.lanes.every():
            lane.trouble.connect(window.show_trouble)

    def start(self) -> None:
        """Renew the ages from now on."""
        self._ages.start(AGES_MS)

    def stop(self) -> None:
        """Renew nothing any more."""
        self._ages.stop()

    @Slot()
    def tell(self) -> None:
        """Show how the courier and the accounts are."""
        window = self._window
        if window.overview is None:
            return
        overview, courier, now = window.overview, window.courier, window.now()
        problems = courier.problems
        window.side.show_accounts(
            overview.accounts,
            courier.blocked,
            courier.notes,
            now,
            syncing=courier.under_way,
            asking=courier.asking,
            problems=problems,
            spending=overview.spending,
            alone=window.account_filter.account_id,
            needs={
                account: counts[View.NEEDS_REPLY] for account, counts in overview.counts_of.items()
            },
        )
        if window.is_complete:
            window.case.answer.tell_accounts(overview.accounts, courier.blocked, overview.granted)
        line, detail = standing.line(
            overview, problems, syncing=courier.syncing, asking=courier.asking, now=now
        )
        window.status.show_state(line, detail, standing.waiting(overview))
        self._announce(frozenset(one.error.title for one in problems), line)
        over = {one.account.id for one in problems if isinstance(one.error, OverBudget)}
        self._let_go &= over
        lasting = standing.notices(
            tuple(one for one in problems if one.account.id not in self._let_go),
            courier.blocked,
            courier.sync_now,
            window.sign_in_wanted.emit,
            window.budget_wanted.emit,
            self._let_budget_go,
        )
        if window.is_complete:
            lasting = (*window.calls.notices, *window.outbox.notice.notices, *lasting)
        if lasting or self._notices is not None:
            self._notices = window.notices
            self._notices.show_lasting(lasting)

    def _announce(self, troubles: frozenset[str], line: str) -> None:
        """Tell a screen reader what keeps accounts from syncing, and that it is over."""
        if troubles != self._troubles:
            self._troubles = troubles
            announcing.say(self._window.status, line)

    def _let_budget_go(self, account: Account) -> None:
        self._let_go.add(account.id)
        self.tell()

    @Slot()
    def _show_ages(self) -> None:
        window = self._window
        window.inbox.front.viewport().update()
        if window.is_complete and window.case.row is not None:
            window.case.header.show_case(window.case.row, window.now())
        self.tell()

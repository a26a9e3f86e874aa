"""How an answer stands before it goes out, told in the composer: its way, and what changed.

Owns what is known of our accounts and what of the changes the person knows; the text and
the act of sending are the answer's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from console.domain.accounts import Account
from console.domain.cases import CaseRow, CaseView
from console.domain.ids import AccountId
from console.errors import DeskError
from ui import answer_access, caution_words
from ui.caution_guard import CautionGuard
from ui.composer import Composer
from ui.lanes import Lane


class AnswerOutlook(QObject):
    """What is true of the answer to the open case.

    Signals:
        changed(Changes): the person's word on what changed was stored.
        troubled(DeskError): it could not be stored.
    """

    changed = Signal(object)
    troubled = Signal(object)

    def __init__(
        self, composer: Composer, writer: Lane, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._composer, self._writer, self._now = composer, writer, now
        self._accounts: dict[AccountId, Account] = {}
        self._blocked: dict[int, str] = {}
        self._guard = CautionGuard()
        self._row: CaseRow | None = None
        self._case: CaseView | None = None
        self._ready = False
        composer.seen.connect(self._mark_seen)

    def take_accounts(self, accounts: tuple[Account, ...], blocked: dict[int, str]) -> None:
        """Know our accounts, and by id why one cannot publish."""
        self._accounts = {account.id: account for account in accounts}
        self._blocked = blocked
        self._tell()

    def begin(self) -> None:
        """Begin with another answer: what changed before it is known."""
        self._guard.begin()
        self._tell()

    def look(self, case: CaseView) -> None:
        """Take the case as it was read, and with it what changed since the answer was begun."""
        self._guard.look(case, writing=bool(self._composer.text))

    def show(self, row: CaseRow | None, case: CaseView | None, *, ready: bool) -> None:
        """Say from whom and to which post the answer goes, how, or why it cannot go out.

        `case` is None until it was read; `ready` tells whether its draft is known as well.
        """
        self._row, self._case, self._ready = row, case, ready
        self._tell()

    def asks(self) -> bool:
        """Ask, once, where something changed that the person has not marked as seen."""
        if not self._guard.asks():
            return False
        self._composer.ask(caution_words.question(self._guard.unseen))
        return True

    def _tell(self) -> None:
        row, case, now = self._row, self._case, self._now()
        if row is None:
            return
        account = self._accounts.get(row.account_id) if row.account_id else None
        blocked = "" if account is None else self._blocked.get(account.id, "")
        changes = answer_access.changes(self._guard.unseen, now)
        self._composer.to_line.setText(answer_access.to_line(row, case, account, now))
        self._composer.show_standing(
            answer_access.standing(row, case, account, blocked, changes, ready=self._ready)
        )

    @Slot()
    def _mark_seen(self) -> None:
        """Let what changed be known; it comes back where that cannot be stored."""
        row, seen = self._row, self._guard.mark_seen()
        self._tell()

        def failed(error: DeskError) -> None:
            self._guard.forget_seen(seen)
            self._tell()
            self.troubled.emit(error)

        if row is not None:
            ids = frozenset(each.message_id for each in seen if each.message_id is not None)
            self._writer.submit(
                lambda desk: desk.drafts.acknowledge(row.id, ids),
                self.changed.emit,
                failed,
                receiver=self,
            )

"""How an answer stands before it goes out, told in the composer: its way, and what changed.

Owns what is known of our accounts and what of the changes the person knows; the text and
the act of sending are the answer's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from console.domain.accounts import Account
from console.domain.cases import CaseRow, CaseView
from console.domain.ids import AccountId, MessageId
from console.domain.sign_in import Granted
from console.errors import DeskError
from ui import answer_access, caution_words
from ui.caution_guard import CautionGuard
from ui.composer import Composer
from ui.composer_facts import Fact, Standing
from ui.lanes import Lane
from ui.same_word import SameWord


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
        self._granted: Mapping[AccountId, Granted] = {}
        self._guard = CautionGuard()
        self._row: CaseRow | None = None
        self._case: CaseView | None = None
        self._ready = False
        self.standing = Standing()
        """What is known of the way out, as the composer was told it."""
        self._same_word = SameWord()
        composer.seen.connect(self._mark_seen)
        composer.editor.textChanged.connect(self._note_typing)

    @property
    def known(self) -> frozenset[MessageId] | None:
        """Return the messages known since the first key of the answer; None before it."""
        return self._guard.known

    @property
    def told(self) -> frozenset[MessageId]:
        """Return the messages of which the person knows, or was told that they came in."""
        return self._guard.told

    def take_accounts(
        self,
        accounts: tuple[Account, ...],
        blocked: dict[int, str],
        granted: Mapping[AccountId, Granted],
    ) -> None:
        """Know our accounts, and by id why one cannot publish and what its sign-in allows."""
        self._accounts = {account.id: account for account in accounts}
        self._blocked = blocked
        self._granted = granted
        self._tell()

    def limit_of(self, account_id: AccountId | None, otherwise: str) -> str:
        """Return the name of the limit that an account's answers begin with."""
        account = None if account_id is None else self._accounts.get(account_id)
        return account.limit if account is not None and account.limit else otherwise

    def begin(self, case: CaseView | None = None) -> None:
        """Begin with another answer, to this case if it is on the screen: that is known."""
        self._guard.begin(case)
        self._same_word.end()
        self._tell()

    def look(self, case: CaseView) -> None:
        """Take the case as it was read, and with it what changed since the answer was begun."""
        self._guard.look(case, writing=bool(self._composer.text.strip()))

    def show(self, row: CaseRow | None, case: CaseView | None, *, ready: bool) -> None:
        """Say from whom and to which post the answer goes, how, or why it cannot go out.

        `case` is None until it was read; `ready` tells whether its draft is known as well.
        """
        self._row, self._case, self._ready = row, case, ready
        self._tell()

    def asks(self) -> bool:
        """Ask, once, where something changed that the person has not marked as seen.

        What is pressed right after the question is no answer to it: a double click.
        """
        if self._same_word.lasts:
            return True
        if not self._guard.asks():
            return False
        self._same_word.begin()
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
        self.standing = answer_access.standing(
            row,
            case,
            account,
            blocked,
            changes,
            ready=self._ready,
            granted=None if account is None else self._granted.get(account.id),
        )
        self._composer.show_standing(self.standing)

    @Slot()
    def _note_typing(self) -> None:
        """Take note of the first key of an answer, and of its last letter being deleted."""
        before = self._guard.unseen
        self._guard.write(writing=bool(self._composer.text.strip()))
        if self._guard.unseen != before:
            self._tell()

    @Slot(object)
    def _mark_seen(self, facts: tuple[Fact, ...]) -> None:
        """Let these of what changed be known; they come back where that cannot be stored."""
        shown = {(fact.brief, fact.message_id) for fact in facts}
        row, seen = (
            self._row,
            [
                each
                for each in self._guard.unseen
                if (caution_words.happened(each), each.message_id) in shown
            ],
        )
        self._guard.mark_seen(seen)
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

"""Decides when the sync and the sending lane work: by the clock, on a person's word.

One sync of an account at a time; each is unlocked on the sending lane (the keyring may ask
the person) before the sync lane pulls it, and the outbox is published after. Then its
watches look, those that are due, and stored posts are asked for again; what they meet is
theirs. What goes wrong on the way is kept by account, till that one does better.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from console.desk import Desk
from console.domain.accounts import Access, Account
from console.domain.changes import Changes
from console.domain.ids import AccountId
from console.domain.patience import Patience
from console.errors import CredentialsError, DeskError, RateLimited, SignedOut
from console.language import tr
from ui import words
from ui.lanes import Lanes
from ui.standing import Problem

if TYPE_CHECKING:
    from ui.recheck_runs import RecheckRuns
    from ui.watches_looks import WatchLooks

SOONEST = timedelta(milliseconds=200)
"""The shortest wait before the outbox is tried again."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a run over the outbox did, as far as it is shown."""

    done: int
    """How many parts were published or deleted."""
    due_at: datetime | None
    problem: DeskError | None
    unstored: DeskError | None
    """Why the account's sign-in is in memory only."""


@dataclass(frozen=True, slots=True)
class _Brought:
    """What a sync came to, beyond the rows it stored."""

    malformed: int
    gap_before: datetime | None
    unstored: DeskError | None
    """Why the account's sign-in is in memory only."""


class Courier(QObject):
    """Brings posts in and answers out.

    Signals:
        changed(Changes): rows were stored, page by page.
        told: `syncing`, `problems`, `notes` or `blocked` changed.
        said(str): a passing word about what was asked for.
        keyring_asks(bool): the keyring begins or ceases to ask for its password; sent to
            this, from any thread.
    """

    changed = Signal(object)
    told = Signal()
    said = Signal(str)
    keyring_asks = Signal(bool)

    def __init__(
        self, lanes: Lanes, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._now = now
        self._accounts: tuple[Account, ...] = ()
        self._under_way: set[AccountId] = set()
        self._wait_until: dict[AccountId, datetime] = {}
        self._again: dict[AccountId, Account] = {}
        self._at_once: set[AccountId] = set()
        """Accounts that a person wants to publish now, whatever they wait for."""
        self._sync_problems: dict[AccountId, DeskError] = {}
        self._send_problems: dict[AccountId, DeskError] = {}
        self._malformed: dict[AccountId, int] = {}
        self._unstored: dict[AccountId, DeskError] = {}
        self.asking = False
        """Whether the keyring waits for its password."""
        self.keyring_asks.connect(self._take_asking, Qt.ConnectionType.QueuedConnection)
        self.blocked: dict[int, str] = {}
        """By account id: why it is read-only, in words."""
        self.notes: dict[int, str] = {}
        """By account id: what its syncs could not bring, in words."""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self.publish)

    @cached_property
    def looks(self) -> WatchLooks:
        """Return what looks with the watches, in the lane of syncs; built at the first sync."""
        from ui.watches_looks import WatchLooks

        looks = WatchLooks(self._lanes, self)
        looks.changed.connect(self.changed)
        looks.said.connect(self.said)
        return looks

    @cached_property
    def rechecks(self) -> RecheckRuns:
        """Return what asks again for stored posts, in the lane of syncs; built as `looks`."""
        from ui.recheck_runs import RecheckRuns

        runs = RecheckRuns(self._lanes, self)
        runs.changed.connect(self.changed)
        return runs

    @property
    def syncing(self) -> bool:
        """Return whether a sync is under way."""
        return bool(self._under_way)

    @property
    def under_way(self) -> frozenset[AccountId]:
        """Return the accounts that are being synced."""
        return frozenset(self._under_way)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what stopped the last sync or publishing, account by account."""
        found = []
        for account in self._accounts:
            error = (
                self._sync_problems.get(account.id)
                or self._send_problems.get(account.id)
                or self._unstored.get(account.id)
            )
            if error is not None:
                found.append(Problem(account, error))
        return tuple(found)

    @property
    def unstored(self) -> tuple[Account, ...]:
        """Return the accounts whose sign-in is in memory only, though it should be stored."""
        return tuple(account for account in self._accounts if account.id in self._unstored)

    def start(self, interval_s: int) -> None:
        """Sync every `interval_s` seconds from now on."""
        self._timer.start(interval_s * 1000)

    def stop(self) -> None:
        """Start nothing any more."""
        self._timer.stop()
        self._due.stop()

    def set_accounts(self, accounts: tuple[Account, ...]) -> None:
        """Take the accounts to be synced from now on."""
        self._accounts = accounts

    @Slot()
    def sync_now(self) -> None:
        """Sync all accounts on a person's word: also those that were locked or must wait.

        What they have in their outboxes is tried at once as well.
        """
        if self._accounts and all(one.id in self._under_way for one in self._accounts):
            self.said.emit(tr("A sync is under way already."))
        self._at_once |= {account.id for account in self._accounts}
        self.sync_quietly()

    @Slot()
    def sync_quietly(self) -> None:
        """Sync all accounts because something is known to be there; nothing is said of it."""
        self._sync(self._accounts)

    @Slot()
    def publish(self) -> None:
        """Publish what every account has in its outbox."""
        for account in self._accounts:
            self._publish(account)

    def take_new_keys(self, account: Account) -> None:
        """Let the lanes take what an account was just signed in with; syncs nothing yet."""
        self.blocked.pop(account.id, None)
        self._sync_problems.pop(account.id, None)
        self._send_problems.pop(account.id, None)
        self._wait_until.pop(account.id, None)
        for lane in (self._lanes.sync, self._lanes.sending):
            lane.submit(lambda desk: desk.accounts.take_new_keys(account))
        self._accounts = (*(a for a in self._accounts if a.id != account.id), account)
        self.told.emit()

    @Slot(object)
    def sync_account(self, account: Account) -> None:
        """Sync one account on a person's word, and try at once what is in its outbox."""
        self._at_once.add(account.id)
        if account.id in self._under_way:
            self._again[account.id] = account
        self._sync((account,))

    @Slot()
    def _tick(self) -> None:
        now = self._now()
        self._sync(
            tuple(
                account
                for account in self._accounts
                if account.id not in self.blocked and self._wait_until.get(account.id, now) <= now
            )
        )

    def _sync(self, accounts: tuple[Account, ...]) -> None:
        fresh = [account for account in accounts if account.id not in self._under_way]
        self._under_way |= {account.id for account in fresh}
        self.told.emit()
        for account in fresh:
            self._lanes.sending.submit(
                # On a person's word, the keyring may ask to store what it did not take.
                partial(_unlock, account, store=account.id in self._at_once),
                partial(self._pull, account),
                partial(self._locked, account),
                receiver=self,
            )

    def _pull(self, account: Account, _unlocked: None) -> None:
        self.blocked.pop(account.id, None)
        lane = self._lanes.sync

        def job(desk: Desk) -> _Brought:
            pulled = desk.accounts.sync(
                account,
                on_page=lambda changes: lane.tell(self._tell_changed, changes),
                stopping=lane.stopping,
            )
            gaps = [cursor.gap_before for cursor in desk.accounts.gaps(account).values()]
            return _Brought(
                pulled.malformed,
                max((gap for gap in gaps if gap is not None), default=None),
                desk.accounts.unstored(account),
            )

        lane.submit(
            job,
            partial(self._brought, account),
            partial(self._ended, account),
            receiver=self,
        )

    def _brought(self, account: Account, brought: _Brought) -> None:
        self._malformed[account.id] = self._malformed.get(account.id, 0) + brought.malformed
        self.notes[account.id] = words.sync_notes(
            account, brought.gap_before, self._malformed[account.id]
        )
        self._note_unstored(account, brought.unstored)
        self._ended(account, None)

    def _note_unstored(self, account: Account, error: DeskError | None) -> None:
        self._unstored.pop(account.id, None)
        if error is not None:
            self._unstored[account.id] = error

    def _locked(self, account: Account, error: DeskError) -> None:
        handle, said = f"@{account.handle}", f"{error.message} {error.advice}"
        if not said.startswith(f"{handle} "):
            said = tr("{handle} is read-only. {said}").format(handle=handle, said=said)
        self.blocked[account.id] = said
        self._ended(account, error)

    def _ended(self, account: Account, error: DeskError | None) -> None:
        self._under_way.discard(account.id)
        self._wait_until.pop(account.id, None)
        if isinstance(error, RateLimited) and error.reset_at is not None:
            self._wait_until[account.id] = error.reset_at
        if isinstance(error, SignedOut) and error.ended:
            # What is refused now is so in two minutes, too; a person's word ends the wait.
            self._wait_until[account.id] = self._now() + Patience().try_again_most
        if error is None:
            self._sync_problems.pop(account.id, None)
        else:
            self._sync_problems[account.id] = error
        self.changed.emit(Changes.of(accounts=(account.id,)))
        self.told.emit()
        if not isinstance(error, CredentialsError):
            self._publish(account)
        # Searches have a limit of their own. Whatever else stopped the sync would stop them too.
        if error is None or isinstance(error, RateLimited):
            self.looks.look_when_due(account)
        if not isinstance(error, CredentialsError) and account.access is Access.API:
            self.rechecks.run_when_due(account)
        if (again := self._again.pop(account.id, None)) is not None:
            self._sync((again,))

    def _publish(self, account: Account) -> None:
        lane = self._lanes.sending
        at_once = account.id in self._at_once
        self._at_once.discard(account.id)

        def job(desk: Desk) -> _Sent:
            sent = desk.replies.publish(
                account,
                at_once=at_once,
                on_change=lambda changes: lane.tell(self._tell_changed, changes),
                stopping=lane.stopping,
            )
            unstored = desk.accounts.unstored(account)
            return _Sent(sent.published + sent.deleted, sent.due_at, sent.problem, unstored)

        lane.submit(
            job,
            partial(self._published, account),
            partial(self._publish_failed, account),
            receiver=self,
        )

    def _published(self, account: Account, sent: _Sent) -> None:
        self._note_unstored(account, sent.unstored)
        if sent.problem is not None:
            self._send_problems[account.id] = sent.problem
        elif sent.done or sent.due_at is None:
            self._send_problems.pop(account.id, None)
        # Else the parts still wait for what went wrong before, and that is still so.
        self.told.emit()
        if sent.due_at is not None:
            wait_ms = int(max(sent.due_at - self._now(), SOONEST) / timedelta(milliseconds=1))
            left_ms = self._due.remainingTime() if self._due.isActive() else wait_ms
            self._due.start(min(wait_ms, left_ms))

    def _publish_failed(self, account: Account, error: DeskError) -> None:
        self._send_problems[account.id] = error
        self.told.emit()

    @Slot(bool)
    def _take_asking(self, asking: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.asking = asking
        self.told.emit()

    @Slot(object)
    def _tell_changed(self, changes: Changes) -> None:
        self.changed.emit(changes)


def _unlock(account: Account, desk: Desk, *, store: bool) -> None:
    desk.accounts.unlock(account, store=store)

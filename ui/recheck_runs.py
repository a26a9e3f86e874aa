"""Lets the lane of syncs ask the network again for stored posts: when it is due, or on a word.

One run of an account at a time. Trouble of a run that nobody asked for is in its record, and
said by nobody: the account's sync meets the same.
"""

from __future__ import annotations

import threading
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from console.desk import Desk
from console.domain.accounts import Access, Account
from console.domain.changes import Changes
from console.domain.ids import AccountId
from console.domain.progress import Follower, Progress
from console.domain.rechecks import RecheckRun
from console.errors import DeskError
from ui.lanes import Lanes


class RecheckRuns(QObject):
    """Runs of all accounts.

    Signals:
        changed(Changes): words were taken out or renewed.
        told(Progress): how far the run is that a person wanted.
        ended(RecheckRun or None): a run is over; None where it could not begin.
        failed(DeskError): the run that a person wanted could not begin.
    """

    changed = Signal(object)
    told = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._under_way: set[AccountId] = set()
        self._stop = threading.Event()

    @property
    def under_way(self) -> bool:
        """Return whether a run is under way."""
        return bool(self._under_way)

    def run_when_due(self, account: Account) -> None:
        """Ask where it is due."""

        def job(desk: Desk) -> RecheckRun | None:
            if not desk.rechecks.is_due(account):
                return None
            return desk.rechecks.run(
                account, on_change=self._changed_in_lane, follower=Follower(stopping=self._to_stop)
            ).run

        self._begin(account)
        self._lanes.sync.submit(
            job, partial(self._end, account), partial(self._could_not, account), receiver=self
        )

    def run_now(self, account: Account) -> None:
        """Ask on a person's word, whenever it was done last; the keyring may ask them first."""
        if account.access is Access.HAND_OFF or account.id in self._under_way:
            return
        self._begin(account)
        self._lanes.sending.submit(
            lambda desk: desk.accounts.unlock(account),
            partial(self._unlocked, account),
            partial(self._refused, account),
            receiver=self,
        )

    def stop(self) -> None:
        """End what is under way after the question that is on its way."""
        if self._under_way:
            self._stop.set()

    def _begin(self, account: Account) -> None:
        if not self._under_way:
            self._stop = threading.Event()
        self._under_way.add(account.id)

    def _unlocked(self, account: Account, _none: None) -> None:
        lane = self._lanes.sync

        def job(desk: Desk) -> RecheckRun:
            follower = Follower(lambda told: lane.tell(self._tell, told), self._to_stop)
            return desk.rechecks.run(
                account, on_change=self._changed_in_lane, follower=follower
            ).run

        lane.submit(
            job, partial(self._end, account), partial(self._refused, account), receiver=self
        )

    def _to_stop(self) -> bool:
        return self._stop.is_set() or self._lanes.sync.stopping()

    def _changed_in_lane(self, changes: Changes) -> None:
        self._lanes.sync.tell(self._tell_changed, changes)

    @Slot(object)
    def _tell_changed(self, changes: Changes) -> None:
        self.changed.emit(changes)

    @Slot(object)
    def _tell(self, progress: Progress) -> None:
        self.told.emit(progress)

    def _end(self, account: Account, run: RecheckRun | None) -> None:
        self._under_way.discard(account.id)
        if run is not None and run.asked:
            self.changed.emit(Changes.of(accounts=(account.id,)))  # what it cost
        self.ended.emit(run)

    def _could_not(self, account: Account, _error: DeskError) -> None:
        self._under_way.discard(account.id)
        self.ended.emit(None)

    def _refused(self, account: Account, error: DeskError) -> None:
        self._under_way.discard(account.id)
        self.ended.emit(None)
        self.failed.emit(error)

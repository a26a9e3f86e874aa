"""Lets the sync lane look with the watches: those that are due, or one on a person's word.

Owns which look is under way and whether it was cancelled. What goes wrong with one watch is
kept with it, by the desk; what befalls all of an account is said in passing, and the next
sync tries again.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from console.desk import Desk
from console.domain.accounts import Access, Account
from console.domain.changes import Changes
from console.domain.ids import AccountId
from console.domain.watches import Watch, WatchRun
from console.errors import DeskError, NotFound
from console.language import tr
from ui import watches_done, watches_words
from ui.lanes import Lanes


@dataclass(slots=True)
class Look:
    """A look that a person wanted."""

    account: Account
    watch: Watch
    pages: int = 0
    """How many were stored."""
    cancelled: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class Looked:
    """What looks came to."""

    runs: tuple[tuple[str, WatchRun], ...]
    """Each with the watch's name, where that is still there."""


class WatchLooks(QObject):
    """Looks.

    Signals:
        changed(Changes): rows were stored, page by page; or the watches stand otherwise.
        told: `under_way` changed.
        said(str): a passing word about what was found.
        failed(DeskError): the look that a person wanted could not be.
    """

    changed = Signal(object)
    told = Signal()
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._due: set[AccountId] = set()
        """Accounts whose watches look because they are due."""
        self.under_way: Look | None = None
        """The look that a person wanted."""

    def look_when_due(self, account: Account) -> None:
        """Look with the account's watches that are due; once at a time."""
        if account.access is Access.HAND_OFF or account.id in self._due:
            return
        self._due.add(account.id)
        lane = self._lanes.sync

        def job(desk: Desk) -> Looked:
            return _named(
                desk,
                desk.watches.run(
                    account,
                    on_page=lambda changes: lane.tell(self._take_page, changes),
                    stopping=lane.stopping,
                ),
            )

        lane.submit(
            job, partial(self._ended, account), partial(self._could_not, account), receiver=self
        )

    def look_now(self, account: Account, watch: Watch) -> None:
        """Look with one watch on a person's word; one at a time."""
        if self.under_way is not None:
            self.said.emit(
                tr("{name} is looking already.").format(
                    name=watches_words.name(self.under_way.watch)
                )
            )
            return
        look = self.under_way = Look(account, watch)
        self.told.emit()
        self._lanes.sending.submit(
            lambda desk: desk.accounts.unlock(account),
            partial(self._unlocked, look),
            partial(self._refused, look),
            receiver=self,
        )

    @Slot()
    def cancel(self) -> None:
        """Stop the look that a person wanted after the page that is on its way."""
        if self.under_way is not None:
            self.under_way.cancelled.set()
            self.told.emit()

    def _unlocked(self, look: Look, _none: None) -> None:
        lane = self._lanes.sync

        def stopping() -> bool:
            return lane.stopping() or look.cancelled.is_set()

        def job(desk: Desk) -> Looked:
            runs = desk.watches.run(
                look.account,
                only=look.watch.id,
                on_page=lambda changes: lane.tell(
                    partial(self._take_page_of, look), changes, receiver=self
                ),
                stopping=stopping,
            )
            return _named(desk, runs)

        lane.submit(job, partial(self._done, look), partial(self._refused, look), receiver=self)

    @Slot(object)
    def _take_page(self, changes: Changes) -> None:
        self.changed.emit(changes)

    def _take_page_of(self, look: Look, changes: Changes) -> None:
        look.pages += 1
        self.told.emit()
        self.changed.emit(changes)

    def _ended(self, account: Account, looked: Looked) -> None:
        self._due.discard(account.id)
        if looked.runs:
            self._tell(account, looked)

    def _could_not(self, account: Account, error: DeskError) -> None:
        """Say it in passing: the account's own sync tells of the same where it lasts."""
        self._due.discard(account.id)
        self.said.emit(
            tr("The watches of @{handle} did not look. {message}").format(
                handle=account.handle, message=error.message
            )
        )

    def _done(self, look: Look, looked: Looked) -> None:
        self._end()
        self._tell(look.account, looked)
        run = looked.runs[0][1] if looked.runs else None
        name = watches_words.name(look.watch)
        if look.cancelled.is_set() and (run is None or not run.done):
            self.said.emit(tr("{name} stopped looking. What it found stays.").format(name=name))
        elif run is not None and run.problem:
            self.said.emit(
                tr("{name} could not look to the end. {problem}").format(
                    name=name, problem=run.problem
                )
            )
        elif run is not None and not run.new:
            self.said.emit(tr("{name} found nothing new.").format(name=name))

    def _refused(self, look: Look, error: DeskError) -> None:
        self._end()
        self.changed.emit(Changes.of(accounts=(look.account.id,), lists=("watches",)))
        self.failed.emit(error)

    def _end(self) -> None:
        self.under_way = None
        self.told.emit()

    def _tell(self, account: Account, looked: Looked) -> None:
        self.changed.emit(Changes.of(accounts=(account.id,), lists=("watches",)))
        found = watches_done.found((name, run.new) for name, run in looked.runs)
        if found:
            self.said.emit(found)


def _named(desk: Desk, runs: tuple[WatchRun, ...]) -> Looked:
    """Return what looks came to, without those of watches that were removed meanwhile."""
    named = []
    for run in runs:
        try:
            named.append((desk.watches.get(run.watch_id).new.name, run))
        except NotFound:  # what it found is in the file, and is shown all the same
            continue
    return Looked(tuple(named))

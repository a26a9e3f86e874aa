"""Verbs on forgetting a contact: look what would go, forget, go on after an interruption.

Forgetting is no act of the journal: nothing brings back what it took. Its steps are: the rows,
with tombstones, in one transaction; the bytes of the data file; the copies in its folder. What
was not reached is begun again by `go_on`, which a window does at its start.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from console import settings
from console.desk.context import Context
from console.domain.backups import Backup
from console.domain.changes import Changes
from console.domain.erasure import CopyState, ErasureState, Preview, Receipt
from console.domain.ids import ContactId, to_ms
from console.domain.progress import NOBODY, Follower, Progress
from console.errors import Cancelled, InputError, StoreError
from console.language import tr, tr_noop
from console.store import (
    backup_files,
    contacts,
    erasure_copies,
    erasure_notes,
    erasure_rows,
    erasure_tables,
    erasure_targets,
    erasure_traces,
    erasures,
)
from console.store.database import Database

LISTS = ("watches", "mutes", "triage_rules", "saved_searches")
READERS = tr(
    "Another program reads the data file, so that its log could not be "
    "emptied: it may still hold words that were erased."
)
WAITS = tr_noop("A copy could not be rewritten yet; it is tried again.")
STOPPED = tr_noop("It was stopped; what is left is done at the next start.")
_BARS = {
    "sending": tr("A part of an answer to them is being sent right now."),
    "unsure": tr("A part of an answer to them may be public, and is being looked for."),
    "deleting": tr("A part of an answer to them is being deleted on the network."),
    "opened": tr("A part of an answer to them was opened in the browser, and may be public."),
}


class Erasure:
    """Verbs on forgetting a contact."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def preview(self, contact_id: ContactId) -> Preview:
        """Return what forgetting a contact would take away; changes nothing.

        Raises:
            NotFound: there is none of this id.
        """
        db = self._context.db
        contact = contacts.get(db, contact_id)
        with db.reading():
            found = erasure_rows.preview(db, contact_id)
            going = erasure_targets.numbers(db)
            bars, stops = self._bars(db)
        numbers = tuple(each.number for each in contact.phones)
        return Preview(
            contact_id=contact_id,
            name=contact.title,
            handles=tuple(
                f"@{each.handle} ({each.network})" for each in contact.handles if each.handle
            ),
            numbers=tuple(each for each in numbers if each in going),
            shared_numbers=tuple(each for each in numbers if each not in going),
            counts=found.counts,
            acts=found.acts,
            copies=tuple(erasure_copies.name_of(self._data, each.path) for each in self._copies()),
            bars=bars,
            stops=stops,
        )

    def forget(self, contact_id: ContactId, follower: Follower = NOBODY) -> Receipt:
        """Forget a contact for good, and return the receipt; nothing takes it back.

        What was not reached stands in the receipt, and is done by `go_on`.

        Raises:
            InputError: an answer to them is on its way; nothing was changed.
            NotFound: there is none of this id.
            StoreError, Cancelled: nothing was changed.
        """
        agent, now = self._context.agent(), self._context.now()
        with self._opened() as db:
            follower.tell(Progress(0, None, tr("Erasing…")))
            with db.writing(durable=True):
                contacts.get(db, contact_id)
                erasure_targets.of_contact(db, contact_id)
                bars, _stops = self._bars(db)
                if bars:
                    raise InputError(bars[0], advice=tr("Decide about it in the outbox first."))
                erased = erasure_rows.erase(db, contact_id, to_ms(now))
                code = erasures.begin(db, agent.id, erased.counts, now)
                follower.stop_here(tr("Nothing was changed."))
            self._finish(db, follower)
            receipt = erasures.get(db, code)
        changes = Changes.of(cases=erased.cases, threads=erased.threads, lists=LISTS)
        return replace(receipt, changes=changes)

    def is_underway(self) -> bool:
        """Return whether something of an erasure is still to be done."""
        return bool(erasures.unfinished(self._context.db))

    def go_on(self, follower: Follower = NOBODY) -> tuple[Receipt, ...]:
        """Do what is left of erasures, and try failed copies again; return their receipts."""
        with self._context.db.writing():
            erasures.reopen(self._context.db)
        codes = erasures.unfinished(self._context.db)
        if not codes:
            return ()
        with self._opened() as db:
            self._finish(db, follower)
            return tuple(erasures.get(db, code) for code in codes)

    def receipts(self) -> tuple[Receipt, ...]:
        """Return the receipts of all erasures, the newest first."""
        return erasures.every(self._context.db)

    def receipt(self, code: str) -> Receipt:
        """Return one receipt.

        Raises:
            NotFound: there is none of this code.
        """
        return erasures.get(self._context.db, code)

    def delete_copy(self, name: str) -> None:
        """Delete a copy of the data file that could not be rewritten, named as in a receipt.

        Raises:
            InputError: no receipt names it so.
            StoreError: it cannot be deleted.
        """
        failed = {
            copy.name
            for receipt in self.receipts()
            for copy in receipt.copies
            if copy.state is CopyState.FAILED
        }
        if name not in failed:
            raise InputError(
                tr("No receipt names a copy {name} that could not be rewritten.").format(name=name)
            )
        erasure_copies.delete(self._data, name, self._chosen)
        with self._context.db.writing():
            erasures.note_deleted(self._context.db, name)

    def _finish(self, db: Database, follower: Follower) -> None:
        """Do what is left; where that cannot be, note why."""
        try:
            self._clean(db, follower)
            self._rewrite_copies(db, follower)
        except (StoreError, Cancelled) as error:
            problem = STOPPED if isinstance(error, Cancelled) else error.message
            with db.writing():
                erasures.note_problem(db, problem)

    def _clean(self, db: Database, follower: Follower) -> None:
        """Take what was erased out of the bytes of the data file."""
        if not any(each.state is ErasureState.ERASED for each in erasures.every(db)):
            return
        for before in erasures.layouts(db):
            erasure_traces.check_layout(db, before)
        follower.stop_here(tr(STOPPED))
        erasure_traces.clean_index(db, follower)
        follower.stop_here(tr(STOPPED))
        before = erasure_traces.layout(db)
        with db.writing():
            erasures.note_layout(db, before)
        erasure_traces.write_anew(db, follower)
        erasure_traces.check_layout(db, before)
        if not erasure_traces.cut_log(db):
            raise StoreError(READERS)
        with db.writing():
            erasures.note_cleaned(db)

    def _rewrite_copies(self, db: Database, follower: Follower) -> None:
        if not any(each.state is ErasureState.CLEANED for each in erasures.every(db)):
            return
        erasure_copies.remove_leftovers(self._data, self._chosen)
        now, before = self._context.now(), erasures.rewritten(db)
        copies = tuple(
            each
            for each in self._copies()
            if erasure_copies.name_of(self._data, each.path) not in before
            or backup_files.known_of(each.path) is None
        )
        done = list(erasure_copies.forget(db, self._data, copies, now, follower))
        done += [
            erasure_notes.forget(db, erasure_copies.name_of(self._data, path), path)
            for path in erasure_copies.review_notes(self._data, self._chosen)
        ]
        done += erasure_copies.lost_folders(self._data, self._chosen)
        waits = any(each.state is CopyState.WAITING for each in done)
        problems = [erasure_copies.out_of_reach(self._data, self._chosen), WAITS if waits else ""]
        with db.writing(durable=True):
            erasures.note_copies(db, done, now, " ".join(filter(None, problems)))

    def _bars(self, db: Database) -> tuple[tuple[str, ...], int]:
        """Return why it cannot be done now, and how many parts will never be sent."""
        underway = erasure_tables.underway(db)
        ours = erasure_targets.our_handle(db)
        bars = [words for state, words in _BARS.items() if state in underway]
        if ours is not None:
            bars.append(tr("@{ours} is one of our own accounts.").format(ours=ours))
        stops = sum(parts for state, parts in underway.items() if state not in _BARS)
        return tuple(bars), stops

    def _copies(self) -> tuple[Backup, ...]:
        return erasure_copies.every(self._data, self._chosen)

    @contextmanager
    def _opened(self) -> Iterator[Database]:
        db = erasure_traces.opened(self._path)
        try:
            yield db
        finally:
            db.close()

    @property
    def _path(self) -> Path:
        return erasure_traces.path_of(self._context.db)

    @property
    def _data(self) -> Path:
        return self._path.parent

    @property
    def _chosen(self) -> str:
        return settings.load(self._data).backup_folder

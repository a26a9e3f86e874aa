"""Verbs on a review: open a file for it, annotate its cases, note what was looked at.

The desk of a review reads the file and writes notes beside it; nothing else is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from console.desk.context import Context
from console.domain.cases import EVERY_CASE, CaseFilter, Order
from console.domain.ids import CaseId
from console.domain.progress import NOBODY, Follower
from console.domain.reviews import (
    CaseReview,
    NewNote,
    Note,
    NotesPlace,
    ReviewFilter,
    ReviewProgress,
)
from console.errors import InputError
from console.language import tr
from console.store import cases

if TYPE_CHECKING:
    from console.desk.review_session import ReviewSession, TakenBack
    from console.exchange.review_log import Entry
    from console.exchange.review_report import Report
    from console.exchange.review_source import Source
    from console.store.database import Database


class Reviews:
    """What a reviewer does."""

    def __init__(self, context: Context, session: ReviewSession) -> None:
        self._context, self.session = context, session

    def of(self, case_id: CaseId) -> CaseReview:
        """Return what was said of a case."""
        return self.session.of(case_id)

    def annotate(self, case_id: CaseId, new: NewNote) -> Note:
        """Keep a note on a case.

        Raises:
            InputError: it says nothing.
            StoreError: it cannot be written.
        """
        from console.store import review_keys

        if not new.says_something:
            raise InputError(tr("A note needs words, a verdict or a tag."))
        db = self._context.db
        about = "" if new.message_id is None else review_keys.post_of(db, new.message_id)
        posts = (review_keys.first_post(db, case_id), about)
        return self.session.annotate(case_id, new, posts, self._context.now())

    def mark(self, case_id: CaseId, *, done: bool) -> bool:
        """Note that a case was reviewed, or is to be again; return whether that is new."""
        from console.store import review_keys

        post = review_keys.first_post(self._context.db, case_id)
        return self.session.mark(case_id, post, self._context.now(), done=done)

    def take_note_back(self, note_id: str) -> TakenBack:
        """Take back a note of one's own."""
        return self.session.take_note_back(note_id, self._context.now())

    def undo(self) -> TakenBack:
        """Take back the newest act of this reviewer."""
        return self.session.undo(self._context.now())

    def choose(self, wanted: ReviewFilter) -> None:
        """Let only these cases be seen from now on."""
        every = self._ids(EVERY_CASE) if wanted.sample is not None else ()
        self.session.choose(wanted, every)

    def progress(self, within: CaseFilter = EVERY_CASE) -> ReviewProgress:
        """Return how far the reviewer is with the cases of a view, whatever their standing."""
        meant = self.session.narrow(self._ids(within), whatever_standing=True)
        return ReviewProgress(self.session.count_done(meant), len(meant))

    def report(self, now: datetime) -> Report:
        """Return all that was said in this review, with whom each case was about."""
        from console.exchange.review_report import Report

        session, db = self.session, self._context.db
        found = session.every()
        ids = tuple(one.case_id for one in found)
        names: dict[CaseId, str] = {}
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            rows = cases.rows(db, ids=some, limit=len(some))
            names |= {row.id: f"@{row.handle}" if row.handle else row.name for row in rows}
        return Report(session.file.path.name, found, now, names, session.file.fingerprint)

    def next_open(self, within: CaseFilter, order: Order, after: CaseId | None) -> CaseId | None:
        """Return the next case of a list that is not reviewed, from its top again at its end.

        None where there is no other.
        """
        ids = tuple(self._ids(within, order))
        place = ids.index(after) if after in ids else -1
        seen = self.session.seen(whatever_standing=True)
        turned = chain(islice(ids, place + 1, None), islice(ids, max(place, 0)))
        left = (one for one in turned if seen(one) and not self.session.is_done(one))
        return next(left, None)

    def _ids(self, within: CaseFilter, order: Order = Order.NEWEST) -> Iterator[CaseId]:
        """Yield all cases of a filter, as they are listed."""
        db = self._context.db
        keys = self.session.keys(within, order, lambda: cases.key_columns(db, within, order))
        return map(CaseId, keys[1])


def open_review(
    path: Path,
    reviewer: str,
    aside: Path,
    *,
    notes_in: Path | None = None,
    follower: Follower = NOBODY,
) -> tuple[Source, ReviewSession]:
    """Open a file for review, with the notes that lie beside it.

    `aside` is the folder for notes where that of the file cannot be written; `notes_in` one
    that the reviewer chose.

    Raises:
        DeskError: see `exchange.review_source.open_source`.
    """
    from console.desk.review_session import ReviewSession
    from console.exchange import review_log, review_source
    from console.store.database import Database

    source = review_source.open_source(path, follower)
    try:
        place = place_for(source.file.path, reviewer, aside, notes_in)
        others = (aside, *(() if notes_in is None else (notes_in,)))
        logs = [review_log.read(log) for log in review_log.beside(source.file.path, others)]
        db = Database.open_read_only(source.db)
        try:
            entries = fitting(db, source.file.fingerprint, [e for log in logs for e in log.entries])
        finally:
            db.close()
    except BaseException:
        source.close()
        raise
    return source, ReviewSession(source.file, place, reviewer, entries)


class NotesRead(NamedTuple):
    """What was said of a file."""

    cases: tuple[CaseReview, ...]
    unread: int
    """How many lines made no sense."""


def notes_on(path: Path, folders: tuple[Path, ...] = ()) -> NotesRead:
    """Return what all reviewers said of a file, which itself is not opened, nor need be there.

    Raises:
        InputError: there are no notes beside it, or they cannot be read.
    """
    from console.desk.review_session import ReviewSession
    from console.domain.ids import from_ms
    from console.domain.reviews import ReviewedFile
    from console.exchange import review_log

    path = path.resolve()
    logs = [review_log.read(log) for log in review_log.beside(path, folders)]
    if not logs and not path.exists():
        raise InputError(
            tr("There is no {path}, and no notes on it.").format(path=path),
            advice=tr("Look at its name."),
        )
    nobody = ReviewedFile(path, 0, from_ms(0), "", is_export=False, schema=0)
    entries = [entry for log in logs for entry in log.entries]
    session = ReviewSession(nobody, NotesPlace(path), "", entries)
    return NotesRead(session.every(), sum(log.unread for log in logs))


def place_for(path: Path, reviewer: str, aside: Path, notes_in: Path | None) -> NotesPlace:
    """Return where a reviewer's notes are written.

    Raises:
        InputError: nowhere.
    """
    from console.exchange import review_log

    name = review_log.own_name(path, reviewer)
    if notes_in is not None:
        if not review_log.can_write(notes_in, name):
            raise InputError(
                tr("Notes cannot be written into {notes_in}.").format(notes_in=notes_in)
            )
        return NotesPlace(notes_in / name, "" if notes_in == path.parent else tr("as you chose"))
    if review_log.can_write(path.parent, name):
        return NotesPlace(path.parent / name)
    aside.mkdir(mode=0o700, parents=True, exist_ok=True)
    if review_log.can_write(aside, name):
        return NotesPlace(aside / name, tr("{parent} cannot be written").format(parent=path.parent))
    raise InputError(
        tr("Notes can be written neither beside {path} nor into {aside}.").format(
            path=path, aside=aside
        ),
        advice=tr("Choose a folder for them with --notes-in."),
    )


def fitting(db: Database, fingerprint: str, entries: list[Entry]) -> list[Entry]:
    """Return the entries with the numbers that cases have in this file; others are left out.

    Those written over this very file fit as they are. What was written over another export
    of the same cases is found by the posts in it.
    """
    from console.store import review_keys

    foreign = [entry for entry in entries if entry.file != fingerprint]
    posts = {key for entry in foreign for key in (entry.post, entry.message_post) if key}
    known = review_keys.messages_of(db, posts) if posts else {}
    own = review_keys.cases_there(db, {e.case for e in entries if e.file == fingerprint})
    found = []
    for entry in entries:
        if entry.file == fingerprint:
            if entry.case in own:
                found.append(entry)
            continue
        _, case_id = known.get(entry.post, (None, None))
        if case_id is not None:
            about, _ = known.get(entry.message_post, (None, None))
            found.append(replace(entry, case=case_id, message=about))
    return found

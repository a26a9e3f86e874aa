"""One review: the file that is open, what was said of its cases, and which are to be seen.

Shared by the desks of all lanes, so each step holds its lock. What a reviewer does is on
the disk before it counts here.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from heapq import nsmallest

from console.domain.cases import CaseFilter, Order
from console.domain.ids import CaseId, MessageId
from console.domain.listing import KeyColumns
from console.domain.reviews import (
    EVERYTHING,
    CaseReview,
    Mark,
    NewNote,
    Note,
    NotesPlace,
    ReviewedFile,
    ReviewFilter,
    Sample,
    Standing,
    Verdict,
)
from console.errors import InputError
from console.exchange import review_log
from console.exchange.review_log import Entry, ReviewLog
from console.language import tr

NONE_LEFT = tr("Nothing of this review is left to be taken back.")


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was taken back."""

    case_id: CaseId
    said: str


class ReviewSession:
    """The state of one review."""

    def __init__(
        self, file: ReviewedFile, place: NotesPlace, by: str, entries: Iterable[Entry] = ()
    ) -> None:
        """Take the reviewer's name, and what was written so far, of this file's numbers."""
        self.file, self.place, self.by = file, place, by
        self._log = ReviewLog(place.path)
        self._lock = threading.RLock()
        self._entries: list[Entry] = []
        self._known: set[str] = set()
        self._taken_back: set[tuple[str, str]] = set()
        """Acts, with whose word took them back: it counts only where they are that person's."""
        self._notes: dict[CaseId, list[Entry]] = {}
        self._marks: dict[CaseId, dict[str, datetime]] = {}
        self._filter = EVERYTHING
        self._sampled: frozenset[CaseId] | None = None
        self._keys: dict[tuple[CaseFilter, Order], KeyColumns] = {}
        for entry in sorted(entries, key=lambda one: one.at):
            self._take(entry)

    @property
    def filter(self) -> ReviewFilter:
        """Return which cases are to be seen."""
        return self._filter

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Return who wrote something, in the order of the alphabet."""
        with self._lock:
            return tuple(sorted({entry.by for entry in self._entries}))

    def choose(self, wanted: ReviewFilter, every: Iterable[CaseId] = ()) -> None:
        """Let only these cases be seen; `every` is what a sample is taken from."""
        with self._lock:
            if wanted.sample is None:
                self._sampled = None
            elif wanted.sample != self._filter.sample or self._sampled is None:
                self._sampled = drawn(wanted.sample, every)
            self._filter = wanted

    def keys(self, within: CaseFilter, order: Order, read: Callable[[], KeyColumns]) -> KeyColumns:
        """Return what places all cases of a filter; it is read once, as no file changes."""
        with self._lock:
            if (within, order) not in self._keys:
                self._keys[within, order] = read()
            return self._keys[within, order]

    def seen(self, *, whatever_standing: bool = False) -> Callable[[CaseId], bool]:
        """Return what tells whether a case is to be seen, by what holds now."""
        with self._lock:
            wanted, done = self._filter, self._done()
            standing = Standing.ANY if whatever_standing else wanted.standing
            only = self._sampled
            if standing is Standing.REVIEWED:
                only = done if only is None else only & done
            if standing is Standing.ANNOTATED or wanted.verdict is not None:
                noted = self._noted(wanted.verdict)
                only = noted if only is None else only & noted
            barred = done if standing is Standing.NOT_YET else frozenset()
        if only is None:
            return lambda one: one not in barred
        left = only - barred
        return left.__contains__

    def narrow(self, ids: Iterable[CaseId], *, whatever_standing: bool = False) -> list[CaseId]:
        """Return those of `ids` that are to be seen, in their order."""
        return list(filter(self.seen(whatever_standing=whatever_standing), ids))

    def count_done(self, ids: Iterable[CaseId]) -> int:
        """Return how many of `ids` this reviewer is done with."""
        with self._lock:
            return len(self._done().intersection(ids))

    def is_done(self, case_id: CaseId) -> bool:
        """Return whether this reviewer is done with a case."""
        with self._lock:
            return self._is_done(case_id)

    def of(self, case_id: CaseId) -> CaseReview:
        """Return what was said of a case."""
        with self._lock:
            marks = self._marks.get(case_id, {})
            return CaseReview(
                case_id,
                tuple(note_of(one) for one in self._standing_notes(case_id)),
                tuple(Mark(by, at) for by, at in sorted(marks.items(), key=lambda one: one[1])),
                self.by in marks,
            )

    def every(self) -> tuple[CaseReview, ...]:
        """Return what was said of each case of which something was."""
        with self._lock:
            ids = sorted(self._notes.keys() | self._marks.keys())
            found = (self.of(one) for one in ids)
            return tuple(one for one in found if one.notes or one.marks)

    def annotate(
        self, case_id: CaseId, new: NewNote, posts: tuple[str, str], now: datetime
    ) -> Note:
        """Keep a note; `posts` are the keys of the case's first post and of the message."""
        entry = replace(
            self._entry(review_log.NOTE, case_id, posts[0], now),
            text=new.text.strip(),
            message=new.message_id,
            message_post=posts[1],
            verdict=new.verdict,
            tags=review_log.checked_tags(new.tags),
        )
        self._write(entry)
        return note_of(entry)

    def mark(self, case_id: CaseId, post: str, now: datetime, *, done: bool) -> bool:
        """Note that this reviewer is done with a case, or is not; return whether that is new."""
        with self._lock:
            if self._is_done(case_id) is done:
                return False
            what = review_log.REVIEWED if done else review_log.NOT_REVIEWED
            self._write(self._entry(what, case_id, post, now))
            return True

    def take_note_back(self, note_id: str, now: datetime) -> TakenBack:
        """Take a note of this reviewer back.

        Raises:
            InputError: it is somebody else's, or is no more.
        """
        with self._lock:
            note = next((one for one in self._entries if one.id == note_id), None)
            if note is None or note.by != self.by or self._is_back(note):
                raise InputError(tr("Only a note of your own that still stands can be taken back."))
            return self._take_back(note, now)

    def undo(self, now: datetime) -> TakenBack:
        """Take back the newest act of this reviewer, also one from before.

        Raises:
            InputError: there is none.
        """
        with self._lock:
            for entry in reversed(self._entries):
                mine = entry.by == self.by and not self._is_back(entry)
                if mine and self._stands(entry):
                    return self._take_back(entry, now)
        raise InputError(NONE_LEFT, advice="")

    def _take_back(self, entry: Entry, now: datetime) -> TakenBack:
        case_id = CaseId(entry.case)
        line = self._entry(review_log.TAKEN_BACK, case_id, entry.post, now)
        self._write(replace(line, of=entry.id))
        said = {
            review_log.NOTE: tr("Note taken back."),
            review_log.REVIEWED: tr("No longer marked as reviewed."),
            review_log.NOT_REVIEWED: tr("Marked as reviewed again."),
        }
        return TakenBack(case_id, said[entry.what])

    def _entry(self, what: str, case_id: CaseId, post: str, now: datetime) -> Entry:
        return Entry(
            uuid.uuid4().hex, what, self.by, now, self.file.fingerprint, case_id, post=post
        )

    def _write(self, entry: Entry) -> None:
        with self._lock:
            self._log.append(entry)
            self._take(entry)

    def _take(self, entry: Entry) -> None:
        """Take note of an act; one that is read twice counts once."""
        if entry.id in self._known:
            return
        self._known.add(entry.id)
        case_id = CaseId(entry.case)
        if entry.what == review_log.TAKEN_BACK:
            self._taken_back.add((entry.of, entry.by))
            self._reckon(case_id)
            return
        self._entries.append(entry)
        if entry.what == review_log.NOTE:
            self._notes.setdefault(case_id, []).append(entry)
        else:
            self._mark(entry)

    def _mark(self, entry: Entry) -> None:
        marks = self._marks.setdefault(CaseId(entry.case), {})
        if entry.what == review_log.REVIEWED:
            marks.setdefault(entry.by, entry.at)
        else:
            marks.pop(entry.by, None)

    def _reckon(self, case_id: CaseId) -> None:
        """Find anew who is done with a case, after an act on it was taken back."""
        self._marks.pop(case_id, None)
        for entry in self._entries:
            marks = entry.what in (review_log.REVIEWED, review_log.NOT_REVIEWED)
            if entry.case == case_id and marks and not self._is_back(entry):
                self._mark(entry)

    def _is_back(self, entry: Entry) -> bool:
        return (entry.id, entry.by) in self._taken_back

    def _stands(self, entry: Entry) -> bool:
        """Return whether an act still makes a difference."""
        if entry.what == review_log.NOTE:
            return True
        return self._is_done(CaseId(entry.case)) is (entry.what == review_log.REVIEWED)

    def _standing_notes(self, case_id: CaseId) -> list[Entry]:
        return [one for one in self._notes.get(case_id, ()) if not self._is_back(one)]

    def _is_done(self, case_id: CaseId) -> bool:
        return self.by in self._marks.get(case_id, ())

    def _done(self) -> frozenset[CaseId]:
        """Return the cases that this reviewer is done with."""
        return frozenset(case_id for case_id, marks in self._marks.items() if self.by in marks)

    def _noted(self, verdict: Verdict | None) -> frozenset[CaseId]:
        """Return the cases with a note, of a verdict where one is given."""
        return frozenset(
            case_id
            for case_id in self._notes
            for note in self._standing_notes(case_id)
            if verdict is None or note.verdict == verdict
        )


def note_of(entry: Entry) -> Note:
    """Return the note of a line."""
    return Note(
        entry.id,
        entry.by,
        entry.at,
        CaseId(entry.case),
        entry.text,
        None if entry.message is None else MessageId(entry.message),
        entry.verdict,
        entry.tags,
    )


def drawn(sample: Sample, ids: Iterable[CaseId]) -> frozenset[CaseId]:
    """Return the cases of a sample: by seed and number alone, in whatever order they come."""

    def lot(case_id: CaseId) -> bytes:
        return blake2b(f"{sample.seed}\0{case_id}".encode(), digest_size=16).digest()

    return frozenset(nsmallest(sample.size, ids, key=lot))

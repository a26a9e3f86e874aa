"""Reads what our own posts say, slice by slice, and keeps it for the figures.

Remembers what is left, and looks for it anew only where anybody wrote to the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from console.checks.answer_readings import RULE, AnswerReading, read
from console.checks.facts import MOST_OUR_POSTS
from console.domain.ids import MessageId
from console.store import answer_readings
from console.store.answer_readings import Author
from console.store.database import Database

SLICE = 300
"""So many posts are read between two writes: a third of a second, and a write of 5 ms."""


@dataclass(frozen=True, slots=True)
class _Left:
    """What of our posts is left to be read, where that was stopped."""

    written: tuple[int, int]
    """How much was written to the file by others and from here."""
    posts: dict[MessageId, Author]
    """Newest first."""


class OwnAnswers:
    """The posts of our accounts, as far as nobody read them yet."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._left: _Left | None = None

    def read(self, stopping: Callable[[], bool], told: Callable[[int, int], None]) -> int:
        """Read what our own posts say that nobody read yet, newest first; return how many.

        `stopping` is asked after each answer; what was found till then is kept. `told(done,
        of)` hears at the beginning, and after each slice that is stored, how many posts of
        how many are done.
        """
        db = self._db
        version = db.value("PRAGMA data_version")
        left = self._still_left(version)
        of, done, stopped = len(left), 0, False
        told(done, of)
        while left and not stopped:
            newest, author = next(iter(left.items()))
            posts = answer_readings.posts(db, author, newest, SLICE + MOST_OUR_POSTS)
            wanted = [post.id for post in posts[:SLICE] if post.id in left]
            found, stopped = _until(stopping, read(posts, wanted))
            with db.writing():
                stored = answer_readings.put(db, found, RULE)
            done += len(stored & left.keys())
            for message_id in stored if stopped else (newest, *wanted, *stored):
                left.pop(message_id, None)
            told(done, of)
        self._left = _Left((version, db.value("SELECT total_changes()")), left)
        return done

    def _still_left(self, version: int) -> dict[MessageId, Author]:
        """Return what is left to be read; it is looked for where anybody wrote to the file."""
        db, kept = self._db, self._left
        written = (version, db.value("SELECT total_changes()"))
        if kept is None or not kept.posts or kept.written != written:
            return answer_readings.left(db, RULE)
        return kept.posts


def _until(
    stopping: Callable[[], bool], readings: Iterable[AnswerReading]
) -> tuple[list[AnswerReading], bool]:
    """Return the readings till it is to stop, and whether it was."""
    found: list[AnswerReading] = []
    for reading in readings:
        found.append(reading)
        if stopping():
            return found, True
    return found, False

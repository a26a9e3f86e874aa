"""A review of old cases: notes on them, what was looked at, and what of it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from console.domain.ids import CaseId, MessageId

LONGEST_NOTE = 10_000
LONGEST_TAG = 40
MOST_TAGS = 12
MOST_SAMPLED = 100_000


class Verdict(StrEnum):
    """How a reviewer found the way in which a customer was answered."""

    GOOD = "good"
    COULD_BE_BETTER = "could be better"
    WRONG = "wrong"


class Standing(StrEnum):
    """How far a case is in the review."""

    ANY = "any"
    NOT_YET = "not yet"
    """Not marked as reviewed by this reviewer."""
    REVIEWED = "reviewed"
    """Marked by this reviewer."""
    ANNOTATED = "annotated"
    """With a note, whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a reviewer wrote about a case."""

    id: str
    by: str
    at: datetime
    case_id: CaseId
    text: str
    message_id: MessageId | None = None
    """The message it is about; None for the case as a whole."""
    verdict: Verdict | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note as a reviewer enters it."""

    text: str = ""
    message_id: MessageId | None = None
    verdict: Verdict | None = None
    tags: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Return whether there is anything to be kept."""
        return bool(self.text.strip() or self.verdict or self.tags)


@dataclass(frozen=True, slots=True)
class Mark:
    """That somebody looked at a case and is done with it."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseReview:
    """All that was said of one case."""

    case_id: CaseId
    notes: tuple[Note, ...] = ()
    """Oldest first, of all reviewers."""
    marks: tuple[Mark, ...] = ()
    """Who reviewed it, the first of them first."""
    is_done: bool = False
    """Whether this reviewer is done with it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """So many cases of the file, the same for everybody who gives the same seed."""

    size: int
    seed: str = "1"


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """Which cases are to be seen; all that is said must hold."""

    standing: Standing = Standing.ANY
    verdict: Verdict | None = None
    """Only cases with a note of this verdict."""
    sample: Sample | None = None

    @property
    def is_empty(self) -> bool:
        """Return whether every case is to be seen."""
        return self == ReviewFilter()


EVERYTHING = ReviewFilter()


@dataclass(frozen=True, slots=True)
class ReviewProgress:
    """How far this reviewer is with the cases of a view."""

    reviewed: int
    total: int
    """Whatever their standing: of the view and the sample."""

    @property
    def is_over(self) -> bool:
        """Return whether nothing is left to be reviewed."""
        return self.total > 0 and self.reviewed >= self.total


@dataclass(frozen=True, slots=True)
class ReviewedFile:
    """The file that is reviewed."""

    path: Path
    size: int
    """In bytes."""
    saved_at: datetime
    """When it was changed last, as its disk says."""
    fingerprint: str
    """Tells it from other files; see `exchange.review_source`."""
    is_export: bool
    """An export; else a backup."""
    schema: int
    """That it was written with; of an export, the one it is read into."""


@dataclass(frozen=True, slots=True)
class NotesPlace:
    """Where the notes of this reviewer are written."""

    path: Path
    elsewhere: str = ""
    """Why it is not beside the reviewed file, in words; empty where it is."""

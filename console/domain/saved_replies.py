"""Saved replies: texts that agents keep to answer with, and what may fill their variables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.domain.ids import SavedReplyId

LONGEST_NAME = 60
LONGEST_TEXT = 10_000
"""Characters; an answer of that length is dozens of posts."""
MOST_SAVED = 5_000


@dataclass(frozen=True, slots=True)
class SavedReply:
    """A text that agents keep to answer with."""

    id: SavedReplyId
    name: str
    """By which it is found; no two are alike but for their case."""
    text: str
    """With `{variables}`, see `text.templates`."""
    uses: int
    """How many answers were queued with it."""
    used_at: datetime | None
    """When that was last; None where it never was."""


@dataclass(frozen=True, slots=True)
class NewReply:
    """A name and a text that are to be saved."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A saved reply that was removed, and the act by which it was."""

    reply: SavedReply
    act: int
    """Its journal entry."""


class SameName(StrEnum):
    """What an import does with a reply whose name is taken by another text."""

    KEEP_MINE = "mine"
    TAKE_THEIRS = "theirs"
    BOTH = "both"
    """Theirs gets a number behind its name."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of a file that cannot be taken in."""

    line: int
    """Where it begins in the file, from 1."""
    name: str
    problem: str
    """One sentence."""


@dataclass(frozen=True, slots=True)
class SavedFile:
    """What a file of saved replies holds."""

    replies: tuple[NewReply, ...]
    """In its order; no name twice."""
    bad: tuple[BadRow, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file beside what is saved here."""

    file: SavedFile
    new: tuple[str, ...]
    """Names that nothing here has."""
    same: tuple[str, ...]
    """Names that stand here with this very text."""
    other: tuple[str, ...]
    """Names that stand here with another text."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    added: int
    changed: int
    left: int
    """How many rows changed nothing."""


@dataclass(frozen=True, slots=True)
class Sender:
    """What a text may say of us, whatever it answers."""

    agent: str
    signature: str
    hours: str
    """The business hours in words; empty where there are none."""

"""What the trial hands to a life of the desk: plain values, for they cross to its process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Point(StrEnum):
    """A named moment at which a life may end."""

    BEFORE_SENDING = "before the commit of sending"
    AFTER_SENDING = "after the commit of sending"
    ACCEPTED = "X accepted, its answer is not here"
    BEFORE_SENT = "before the commit of sent"
    AFTER_SENT = "after the commit of sent"
    LOOKING = "looking for an unsure part"
    BEFORE_DELETED = "X deleted, before the commit of deleted"

    PAGE_ANSWERED = "a page was answered, nothing of it is stored"
    WITHIN_PAGE = "within the transaction of a page"
    BEFORE_PAGE = "before the commit of a page"
    AFTER_PAGE = "after the commit of a page"

    HITS_ANSWERED = "X answered a search, nothing of it is charged"
    BEFORE_CHARGE = "before the commit of a charge"
    AFTER_CHARGE = "after the commit of a charge"


@dataclass(frozen=True, slots=True)
class Kill:
    """How a life ends before it is done.

    At the `occurrence`-th time (from 1) that `point` is reached; without a point when
    `fraction` of a usual life is over.
    """

    point: Point | None = None
    occurrence: int = 1
    fraction: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that the agent writes, and whether they take it off X again."""

    mention_id: str
    """The customer's post that it answers."""
    text: str
    parts: tuple[tuple[str, int], ...]
    """Text and weight of each part, as they were shown."""
    limit: str
    numbering: str
    delete: bool = False
    """Whether it is deleted as soon as `delete_after` parts of it are out."""
    delete_after: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """What one life has to do."""

    folder: Path
    url: str
    secret: Mapping[str, str]
    answers: tuple[Answer, ...] = ()
    query: str = ""
    """What a watch looks for."""
    read_s: float = 0.3
    """How long the desk waits for X."""
    kill: Kill | None = None
    """The named point at which it ends itself; None: it is done, or ended from outside."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What a life says with its last breath."""

    point: Point
    position: int
    """Of the part that it was about, from 1; 0 where it was about none."""

"""What a search finds, where its query is wrong, and the searches that a person keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.domain.cases import CaseRow
from console.domain.ids import CaseId, MessageId, SavedSearchId


class HitKind(StrEnum):
    """In what the words were found."""

    POST = "post"
    CALL = "call"
    DRAFT = "draft"
    CONTACT = "contact"


class HitOrder(StrEnum):
    """In which order hits come."""

    NEWEST = "newest"
    RANKED = "ranked"
    """The best of a bounded number of the newest first."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """The part of a text in which the words stand; one line, untrusted."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """What was looked for: start and end in code points of `text`, in order, not overlapping."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A case in which something was found; each case comes once, with its newest (best) hit."""

    row: CaseRow
    kind: HitKind
    message_id: MessageId | None
    """None for a draft or a contact."""
    at: datetime
    """When the message was written, the draft last changed, the case last moved."""
    snippet: Snippet
    author: str = ""
    """Who wrote the message: a name to be shown, untrusted."""

    @property
    def case_id(self) -> CaseId:
        """Return the case."""
        return self.row.id


@dataclass(frozen=True, slots=True)
class SearchProblem:
    """Something in a query that cannot be meant as it stands."""

    start: int
    end: int
    """Code points of the query; `start == end` where something is missing there."""
    message: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what a query finds."""

    hits: tuple[Hit, ...]
    problems: tuple[SearchProblem, ...] = ()
    """Why nothing was looked for; then there are no hits."""
    after: str | None = None
    """What to pass for the next page; None at the end."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query under a name, which the window lists as a view."""

    id: SavedSearchId
    name: str
    query: str
    order: HitOrder

"""What is taken in from files of others: which kind they are, what they hold, what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from console.domain.changes import Changes
from console.domain.ids import AccountId, RemoteId

QUIET_AFTER = timedelta(days=30)
"""Cases in which nobody wrote for so long when they are taken in need no answer any more."""
MOST_PLACES = 5
"""How many places are kept of what was left out for one reason."""


class FileKind(StrEnum):
    """What a file is, by its content."""

    ARCHIVE = "x_archive"
    """The archive that X makes of an account for its owner."""
    PAGES = "x_pages"
    """Answers of X's API, version 2, as JSON."""
    OWN = "own_export"
    """An export of this desk."""


class Part(StrEnum):
    """What a stretch of a file holds; a file is read part by part in this order."""

    POSTS = "posts"
    PAGES = "pages"
    DELETED = "deleted"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class Options:
    """What a person wants of a file."""

    handle: str = ""
    """Whose file it is, without the @; empty where the file or the desk says it."""
    add_account: bool = False
    """Add that account, without access, where the desk has no such."""
    direct_messages: bool = False
    deleted: bool = False
    """Take in the posts that were deleted on X as well."""
    quiet: bool = True
    """Let cases come in as resolved in which nobody wrote since `QUIET_AFTER`."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was left out for one reason."""

    reason: str
    """For a person; one line."""
    count: int
    places: tuple[str, ...] = ()
    """Where the first of them stand; untrusted names in them."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of a file so far."""

    new: int = 0
    """Posts that were not stored before."""
    known: int = 0
    """Posts that were."""
    notes: int = 0
    """Direct messages that became call notes."""
    notes_known: int = 0
    cases: int = 0
    """Cases that were begun."""
    left_out: tuple[LeftOut, ...] = ()

    @property
    def omitted(self) -> int:
        """Return how many things were left out."""
        return sum(each.count for each in self.left_out)


class ImportState(StrEnum):
    """How far an import is."""

    UNDER_WAY = "under_way"
    """Also where it was killed: then it goes on at its place."""
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an import goes on: behind the last item that was stored."""

    member: str = ""
    """The name of the part of the file; empty before the first."""
    chars: int = 0
    """Code points of its text."""
    items: int = 0
    """How many of its items came before."""
    within: int = 0
    """How many posts or messages of the item that comes are stored already: one may hold
    thousands."""


@dataclass(frozen=True, slots=True)
class Import:
    """One file that was taken in, or is being."""

    id: int
    fingerprint: str
    name: str
    kind: FileKind
    account_id: AccountId
    options: Options
    place: Place
    tally: Tally
    state: ImportState
    began_at: datetime
    moved_at: datetime
    quiet_before: datetime | None
    """Cases in which nobody wrote since come in as resolved; None where none do."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose file it is, as it says itself."""

    remote_id: RemoteId | None
    handle: str
    """Without the @."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What a quick look at a file finds; nothing was stored."""

    name: str
    kind: FileKind
    size: int
    """Bytes that are to be read, unpacked."""
    owner: Owner | None
    """None where the file does not say."""
    account_id: AccountId | None
    """The account of this desk that it belongs to; None where there is none, or several may."""
    handles: tuple[str, ...] = ()
    """Accounts of this desk that may be meant, where the file does not say whose it is."""
    posts: int | None = None
    """How many it holds, about."""
    messages: int | None = None
    """Bytes of direct messages; None where there are none."""
    deleted: int | None = None
    """Bytes of deleted posts; None where there are none."""
    left_out: tuple[LeftOut, ...] = ()
    """What cannot be read of it."""
    earlier: Import | None = None
    """The last import of this very file."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of an import."""

    name: str
    kind: FileKind
    handle: str
    tally: Tally
    state: ImportState
    changes: Changes = field(default_factory=Changes)
    quiet: int = 0
    """How many cases came in as resolved."""

"""What the desk asks of any network.

A connector knows one signed-in account. It keeps nothing between calls but its
connection, and what was billed until somebody asks: where a walk through a timeline
stands lives in the cursor, which the store keeps and only the connector understands.
Every call raises only errors of `console.errors.ConnectorError` (or
`CredentialsError`), never a library's own, and never sleeps. The shapes that come and go
are those of `console.domain.remote` and `console.domain.spending`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from console.domain.ids import RemoteId
from console.domain.limits import Limits
from console.domain.remote import Counted, Lookup, NewPost, Page, Published, RemoteUser, Timeline
from console.domain.spending import BilledRead


class Connector(Protocol):
    """One account on one network."""

    @property
    def network(self) -> str:
        """Return the network's short name, as in `Account.network`."""
        ...

    @property
    def limits(self) -> tuple[Limits, ...]:
        """Return the limits that a person may choose from, the default first."""
        ...

    def whoami(self) -> RemoteUser:
        """Return the signed-in user."""
        ...

    def read_page(self, timeline: Timeline, user_id: RemoteId, cursor: str | None) -> Page:
        """Return the next page of a walk, newest first.

        `user_id` is the account's own remote id. `cursor` is that of the page before,
        in this walk or the last, None at the very first. The newest seen id becomes
        the start of the next walk only when this one is `done`; a cursor of an open
        walk goes on where it stopped.
        """
        ...

    def search(self, query: str, begin_at: datetime, cursor: str | None, most: int = 100) -> Page:
        """Return the next page of a walk through what a search finds, newest first.

        As `read_page`, with at most `most` posts (10 to 100) a page. A walk goes back to the
        last complete one, the first to `begin_at`; neither farther than the network's search
        does (X: seven days). What lies between is a `gap`. A cursor belongs to one query.

        Raises:
            InvalidQuery: the network does not take the query.
        """
        ...

    def count(self, query: str) -> Counted:
        """Return how many posts of the last seven days a search finds; none of them is read.

        Raises:
            InvalidQuery: the network does not take the query.
            Refused: the network does not let this app count.
        """
        ...

    def publish(self, post: NewPost) -> Published:
        """Publish `post`; an error with `maybe_done` means: look before trying again."""
        ...

    def lookup(self, ids: tuple[RemoteId, ...], *, bare: bool = False) -> Lookup:
        """Return the posts of at most 100 ids.

        `bare`: what may be billed beside a post is not asked for, as far as the network lets
        one: of its author perhaps only the id is told, and its pictures are left out.
        """
        ...

    def delete(self, remote_id: RemoteId) -> bool:
        """Delete an own post; False where it was gone already, which is as good."""
        ...

    def bill(self, user_id: RemoteId) -> tuple[BilledRead, ...]:
        """Hand over and forget what the network billed for reads since this was last asked.

        Every resource that an answer held counts, each once: also what it only included,
        and what could not be understood but for its id. `user_id` is the account's own
        remote id. What a call bills that failed after an answer is told as well.
        """
        ...

    def close(self) -> None:
        """Release the connection; the connector is not used afterwards."""
        ...

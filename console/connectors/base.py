"""What the desk asks of any network.

A connector knows one signed-in account. It keeps nothing between calls but its
connection: where a walk through a timeline stands lives in the cursor, which the
store keeps and only the connector understands. Every call raises only errors of
`console.errors.ConnectorError` (or `CredentialsError`), never a library's own, and
never sleeps. The shapes that come and go are those of `console.domain.remote`.
"""

from __future__ import annotations

from typing import Protocol

from console.domain.ids import RemoteId
from console.domain.limits import Limits
from console.domain.remote import Lookup, NewPost, Page, Published, RemoteUser, Timeline


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

    def publish(self, post: NewPost) -> Published:
        """Publish `post`; an error with `maybe_done` means: look before trying again."""
        ...

    def lookup(self, ids: tuple[RemoteId, ...]) -> Lookup:
        """Return the posts of at most 100 ids."""
        ...

    def delete(self, remote_id: RemoteId) -> None:
        """Delete an own post; one that is gone already counts as deleted."""
        ...

    def close(self) -> None:
        """Release the connection; the connector is not used afterwards."""
        ...

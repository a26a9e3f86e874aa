"""What the outbox is tried on: a network with its clock, its customers and its faults.

There are two: in memory, and the loopback X over HTTP. Both tell what our account ever
posted and whether it still stands, and take faults by name: what goes wrong with a call,
and whether it was carried out all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from console.connectors.base import Connector

START = datetime(2026, 10, 1, 9, tzinfo=UTC)
LAG_S = 20.0
"""How long a network hides a post from its readers: less than a desk is patient."""


@dataclass(frozen=True, slots=True)
class OwnPost:
    """A post that our account made, from wherever."""

    remote_id: str
    text: str
    parent_id: str | None


class Ground(Protocol):
    """A network with its clock, its customers and its faults."""

    network: str
    faults: tuple[str, ...]

    def connect(self, secret: Mapping[str, str]) -> Connector:
        """Return a connector of our account."""
        ...

    @property
    def secret(self) -> Mapping[str, str]:
        """Return our account's keys."""
        ...

    def now(self) -> datetime:
        """Return the network's time."""
        ...

    def forward(self, seconds: float) -> None:
        """Let time go by."""
        ...

    def ask(self, customer: str, text: str, reply_to: str | None = None) -> str:
        """Let a customer post; return the post's id."""
        ...

    def answer(self, text: str, reply_to: str) -> str:
        """Post from our account without the desk; return the post's id."""
        ...

    def take_away(self, remote_id: str) -> None:
        """Let its author delete a post."""
        ...

    def edit(self, remote_id: str) -> None:
        """Let its author edit a post."""
        ...

    def go_wrong(self, fault: str) -> None:
        """Plan one of `faults` for the next call that it fits."""
        ...

    def go_right(self) -> None:
        """Forget the faults that are planned."""
        ...

    def let_answer_itself(self, *, allowed: bool) -> None:
        """Say whether our account may answer its own posts."""
        ...

    def made(self) -> list[OwnPost]:
        """Return every post that our account ever made, oldest first."""
        ...

    def stands(self, remote_id: str) -> bool:
        """Return whether a post was not deleted."""
        ...

    def normalised(self, text: str) -> str:
        """Return a text as the network takes it in."""
        ...

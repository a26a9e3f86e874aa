"""Customers: who they are and by what we know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.domain.ids import ContactId, RemoteId


@dataclass(frozen=True, slots=True)
class Handle:
    """A customer's handle on a network, as last seen there."""

    network: str
    remote_id: RemoteId
    handle: str
    """Without the @; empty where only the id is known so far."""
    name: str
    followers: int | None


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that a person linked to a contact, with why they may."""

    number: str
    basis: str
    """Such as `told us on the call`; X demands one for every link to a handle."""
    linked_at: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """One customer with all handles and numbers."""

    id: ContactId
    name: str
    handles: tuple[Handle, ...]
    phones: tuple[Phone, ...]

"""Our own handles on a network, and the agents who answer from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from console.domain.ids import AccountId, AgentId, RemoteId


class SelfReply(StrEnum):
    """Whether the network lets our app reply to our own posts; X documents it nowhere."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


class Access(StrEnum):
    """How the desk gets at an account."""

    API = "api"
    HAND_OFF = "handoff"
    """Not at all: a person captures what was posted, and posts the answers in the browser."""


@dataclass(frozen=True, slots=True)
class Account:
    """One handle of ours."""

    id: AccountId
    network: str
    """The connector's name: `x` or `memory`."""
    remote_id: RemoteId
    handle: str
    """Without the @."""
    name: str
    self_reply: SelfReply
    synced_at: datetime | None
    """When the last sync ended well; None before the first."""
    sync_error: str | None
    """What kept the last sync from ending well, for a person; None where it did not fail."""
    access: Access = Access.API
    monthly_budget: Decimal | None = None
    """US dollars a calendar month (UTC) from which on nothing is read; None: no bound."""


@dataclass(frozen=True, slots=True)
class Agent:
    """The person at this desk."""

    id: AgentId
    name: str
    signature: str
    """Put behind an answer, such as `^AB`; may be empty."""

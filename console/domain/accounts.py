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


COLOURS = ("amber", "blue", "green", "rust", "sky", "mauve")
"""What an account may be marked with; told apart also where red and green are not."""
LONGEST_NAME = 80
"""Of an account or an agent, in characters."""
LONGEST_SIGNATURE = 20


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
    colour: str = COLOURS[0]
    """One of `COLOURS`; never its only mark."""
    limit: str = ""
    """Name of the limit that its answers begin with, `140` or `280`; empty: the preferences'."""
    own_name: str = ""
    """How it is called at this desk; empty: as on its network."""
    hidden: bool = False
    """Whether it is left out at the side; it is synced and answered from all the same."""

    @property
    def title(self) -> str:
        """Return how a person calls it."""
        return self.own_name or self.name or self.handle

    @property
    def initial(self) -> str:
        """Return the sign that stands in its disc: of its handle, which stands beside it."""
        return next((sign for sign in self.handle if sign.isalnum()), "?").upper()


@dataclass(frozen=True, slots=True)
class AccountLook:
    """What a person chooses of an account."""

    colour: str
    limit: str = ""
    own_name: str = ""
    hidden: bool = False

    @classmethod
    def of(cls, account: Account) -> AccountLook:
        """Return what was chosen of an account."""
        return cls(account.colour, account.limit, account.own_name, account.hidden)


@dataclass(frozen=True, slots=True)
class Agent:
    """The person at this desk."""

    id: AgentId
    name: str
    signature: str
    """Put behind an answer, such as `^AB`; may be empty."""
    retired: bool = False
    """Whether they are not offered any more; what they did stays theirs."""

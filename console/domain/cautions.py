"""What a person should know before an answer goes out; where it came up since, it is held.

The words for it are the window's and the command line's; here stands what it is, and with
it the evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.domain.ids import MessageId


class CautionKind(StrEnum):
    """What changed since an answer was begun, or why only a person can post it."""

    CUSTOMER_WROTE = "customer_wrote"
    """The customer posted again."""
    ANSWERED = "answered"
    """A post of our own handle came into the case that was not sent from this desk."""
    CALL_NOTED = "call_noted"
    """Another agent noted a call."""
    PARENT_GONE = "parent_gone"
    """The post to be answered was deleted, or is shown to us no more."""
    PARENT_EDITED = "parent_edited"
    """Its author edited the post to be answered; `text` is what it says now."""
    STALE = "stale"
    """It waited so long that it may be out of time."""
    NO_ACCESS = "no_access"
    """The account has no access to the network's API: each part is posted by hand."""
    NOT_SUMMONED = "not_summoned"
    """The post to be answered neither mentions nor quotes us: each part is posted by hand."""
    SELF_REPLY = "self_reply"
    """The network does not let the app answer its own posts: this part is posted by hand."""
    OPENED = "opened"
    """It was opened in the browser; a person says whether it was posted there.

    `text` is the state in which it was (`PartState`).
    """
    STOPPED = "stopped"
    """The rest was taken back while it was on its way, and it did not get out."""
    RESTORED = "restored"
    """The data is from a backup, of the time `at`: it may have gone out since that was made."""
    CARD = "card"
    """It holds the number of a payment card: by no way does it go out like that."""


SINCE_BEGUN = (CautionKind.CUSTOMER_WROTE, CautionKind.ANSWERED, CautionKind.CALL_NOTED)
"""What came into the case; the composer shows it while one writes."""


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to know, with its evidence."""

    kind: CautionKind
    text: str = ""
    """What was written, on one line and cut; empty where the kind says it all."""
    who: str = ""
    """Who wrote it: a handle without the @, or an agent's name; may be empty."""
    at: datetime | None = None
    """When that was."""
    message_id: MessageId | None = None
    """The message of the case that it is about."""

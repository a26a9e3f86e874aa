"""Typed identifiers, so that one cannot be passed for another.

Message ids are our own: 64-bit, ordered by time, `milliseconds since 1970 << 20 | sequence`.
The same number is the rowid of the full-text index, so newest first needs no sort.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NewType

AccountId = NewType("AccountId", int)
AgentId = NewType("AgentId", int)
ContactId = NewType("ContactId", int)
CaseId = NewType("CaseId", int)
MessageId = NewType("MessageId", int)
ThreadId = NewType("ThreadId", int)
PartId = NewType("PartId", int)
PromiseId = NewType("PromiseId", int)
MergeId = NewType("MergeId", int)
CallDraftId = NewType("CallDraftId", int)
SavedReplyId = NewType("SavedReplyId", int)
SavedSearchId = NewType("SavedSearchId", int)
WatchId = NewType("WatchId", int)
MuteId = NewType("MuteId", int)
RuleId = NewType("RuleId", int)
RemoteId = NewType("RemoteId", str)
"""A post's or user's id as the network writes it; opaque text, never calculated with."""

SEQUENCE_BITS = 20


def to_ms(at: datetime) -> int:
    """Return the whole UTC milliseconds since 1970 of an aware `at`."""
    return round(at.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """Return the aware UTC time of `ms` milliseconds since 1970."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def message_ms(message_id: int) -> int:
    """Return the millisecond that a message's id holds."""
    return message_id >> SEQUENCE_BITS


def first_message_id(at_ms: int) -> MessageId:
    """Return the lowest message id of a millisecond."""
    return MessageId(at_ms << SEQUENCE_BITS)

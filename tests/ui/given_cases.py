"""Rows of the inbox, promises and solutions for tests of what is said of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from console.domain.cases import CaseRow, CaseState
from console.domain.ids import AccountId, CaseId, ContactId, PromiseId
from console.domain.messages import Direction
from console.domain.resolutions import Promise, Resolution

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""A Friday."""
HOUR = timedelta(hours=1)
ROW = CaseRow(
    id=CaseId(1),
    account_id=AccountId(1),
    contact_id=ContactId(1),
    name="Ada Fern",
    handle="ada_fern",
    state=CaseState.NEEDS_REPLY,
    last_at=NOW - HOUR,
    last_direction=Direction.IN,
    snippet="hello",
    last_is_call=False,
    calls=0,
    first_call_at=None,
    first_post_at=NOW - HOUR,
    has_draft=False,
    outbox=0,
    trouble=0,
    unread=False,
)


def promise(number: int = 1, hours: float = 3, what: str = "call back", *,
            kept: bool = False) -> Promise:  # fmt: skip
    """Returns a promise that is due in so many hours."""
    return Promise(
        id=PromiseId(number),
        case_id=ROW.id,
        message_id=None,
        what=what,
        due_at=NOW + hours * HOUR,
        made_at=NOW - 24 * HOUR,
        agent_name="Mika",
        kept_at=NOW - HOUR if kept else None,
    )


def resolution(fix: str = "new parcel sent", channel: str = "phone", *,
               skipped: bool = False) -> Resolution:  # fmt: skip
    return Resolution(
        case_id=ROW.id,
        at=NOW - 48 * HOUR,
        agent_name="Mika",
        fix=fix,
        channel=channel,
        skipped=skipped,
        confirmed_at=None,
    )

"""Reply threads in every state, for tests and pictures of answers on their way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from console.domain.cautions import Caution, CautionKind
from console.domain.ids import AccountId, AgentId, CaseId, MessageId, PartId, RemoteId, ThreadId
from console.domain.outbox import Candidate, PartState, ReplyPart, ReplyThread

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENTENCE = "Your parcel was booked onto the wrong van on Thursday and stood there since then. "
TEXT = (SENTENCE * 4).strip()
NO = "X accepts no API reply to this post. Post the answer by hand in the browser."
SENT, QUEUED, SENDING = PartState.SENT, PartState.QUEUED, PartState.SENDING
REFUSED, UNSURE, HELD = PartState.REFUSED, PartState.UNSURE, PartState.HELD
DELETING, DELETED = PartState.DELETING, PartState.DELETED
CANCELLED = PartState.CANCELLED
PUBLIC = (SENT, DELETING)
OVER = (SENT, CANCELLED, DELETED)
ANSWERED_ID = RemoteId("2000000000000000001")
"""The customer's post that is answered."""

WROTE = Caution(
    CautionKind.CUSTOMER_WROTE, "Where is it?", "ada_fern", NOW, message_id=MessageId(7)
)
ANSWERED = Caution(
    CautionKind.ANSWERED, "We are on it.", "Shop", NOW + timedelta(minutes=3), MessageId(8)
)
CALLED = Caution(CautionKind.CALL_NOTED, "Wants a refund.", "Mika", NOW, message_id=MessageId(9))
GONE = Caution(CautionKind.PARENT_GONE)
EDITED = Caution(CautionKind.PARENT_EDITED, "It came after all, thank you")
STALE = Caution(CautionKind.STALE, at=NOW - timedelta(hours=3))
NO_ACCESS = Caution(CautionKind.NO_ACCESS)
SELF_REPLY = Caution(CautionKind.SELF_REPLY)
OPENED = Caution(CautionKind.OPENED, text="held")


def thread(
    *states: PartState,
    problem: str = "",
    looked: bool = False,
    number: int = 1,
    cautions: tuple[Caution, ...] = (),
    wait_s: int | None = None,
    pause_s: int | None = None,
    text: str = TEXT,
) -> ReplyThread:
    """Returns a thread of parts in these states; what is told is of the first that is not over."""
    part = next((n for n, state in enumerate(states) if state not in OVER), None)
    parts = [
        ReplyPart(
            id=PartId(10 * number + place),
            thread_id=ThreadId(number),
            position=place + 1,
            text=f"{place + 1}. {text}" if len(states) > 1 else text,
            weight=5,
            state=state,
            remote_id=RemoteId(str(place)) if state in PUBLIC else None,
            attempted_at=NOW,
            problem=None,
            looked=looked,
        )
        for place, state in enumerate(states)
    ]
    if part is not None:
        parts[part] = replace(
            parts[part],
            problem=problem or None,
            cautions=cautions,
            not_before=None if wait_s is None else NOW + timedelta(seconds=wait_s),
        )
    return ReplyThread(
        id=ThreadId(number),
        account_id=AccountId(1),
        case_id=CaseId(1),
        agent_id=AgentId(1),
        reply_to=ANSWERED_ID,
        limit="140",
        created_at=NOW,
        parts=tuple(parts),
        send_after=None if pause_s is None else NOW + timedelta(seconds=pause_s),
    )


def candidate(text: str, number: int = 1, *, same: bool = False, parent: bool = True) -> Candidate:
    return Candidate(
        remote_id=RemoteId(f"300000000000000000{number}"),
        at=NOW + timedelta(minutes=number),
        text=text,
        same_text=same,
        same_parent=parent,
    )


HALF_OUT = thread(SENT, REFUSED, QUEUED, problem=NO)

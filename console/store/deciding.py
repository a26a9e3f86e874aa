"""What a person decides about parts in the outbox: again, anyway, back, away, by hand.

Each decision is on the disk before the person hears of it.
"""

from __future__ import annotations

from datetime import datetime

from console.domain.cautions import Caution, CautionKind
from console.domain.ids import AccountId, PartId, ThreadId, to_ms
from console.domain.numbering import Numbering
from console.domain.outbox import PartState, ReplyPart, ReplyThread
from console.store import cautions, drafts, outbox
from console.store.database import Database

OPEN = "('queued', 'refused', 'held')"
"""States of a part that is certainly not public: a person may decide what becomes of it."""
LOOKED_IN_VAIN = "(state = 'unsure' AND looked_at IS NOT NULL)"


def queue_again(db: Database, thread: ReplyThread, part: ReplyPart) -> bool:
    """Queue a part again by a person's word, without a pause.

    False where it is out or on its way by now, or may be out and was not looked for yet.
    """
    with db.writing(durable=True):
        moved = _queue(db, part.id)
        if moved:
            _hurry(db, thread)
    return moved


def confirm(db: Database, thread: ReplyThread, part: ReplyPart, now: datetime) -> bool:
    """Queue a part whatever changed till now; False as in `queue_again`."""
    with db.writing(durable=True):
        moved = _queue(db, part.id)
        if moved:
            _hurry(db, thread)
            db.execute(
                "UPDATE reply_threads SET confirmed_at = ?, known = ? WHERE id = ?",
                (to_ms(now), cautions.known_now(db, thread.case_id), thread.id),
            )
    return moved


def hurry(db: Database, thread: ReplyThread) -> None:
    """End the pause of a thread and the waits of its parts and of its account."""
    with db.writing(durable=True):
        _hurry(db, thread)


def end_wait(db: Database, account_id: AccountId) -> None:
    """Let an account try again at once."""
    with db.writing(durable=True):
        _end_wait(db, account_id)


def cancel(db: Database, thread_id: ThreadId, now: datetime) -> bool:
    """Take back all parts of a thread that are certainly not out.

    One that is on its way, or being looked for, stays and is the last to go. The text of
    the others becomes the case's draft again, behind what is being written there. False
    where there is none to be taken back.
    """
    with db.writing(durable=True):
        thread = outbox.get(db, thread_id)
        if thread is None or not (left := _open_parts(thread)):
            return False
        _take_back(db, thread, left, now)
    return True


def want_deleted(db: Database, thread_id: ThreadId, now: datetime) -> bool:
    """Let the public parts of a thread be deleted and take back the others.

    The whole text becomes the case's draft again. False where no part is public.
    """
    with db.writing(durable=True):
        thread = outbox.get(db, thread_id)
        if thread is None or not any(part.is_public for part in thread.parts):
            return False
        if not thread.is_being_deleted:
            _take_back(db, thread, [part for part in thread.parts if part.remote_id], now)
        _close(db, thread, now)
        db.execute(
            "UPDATE reply_parts SET state = 'deleting', problem = NULL, not_before = NULL"
            " WHERE thread_id = ? AND state = 'sent'",
            (thread_id,),
        )
        _end_wait(db, thread.account_id)
    return True


def opened(db: Database, thread: ReplyThread, part: ReplyPart, now: datetime) -> bool:
    """Hold a part that was opened in the browser; False where it is out or on its way by now."""
    before = next((each for each in part.cautions if each.kind is CautionKind.OPENED), None)
    seen = before or Caution(CautionKind.OPENED, text=part.state)
    kept = tuple(each for each in part.cautions if each is not before)
    with db.writing(durable=True):
        moved = db.execute(
            "UPDATE reply_parts SET state = 'held', cautions = ?, attempted_at = ?,"
            " first_attempted_at = coalesce(first_attempted_at, ?)"
            f" WHERE id = ? AND (state IN {OPEN} OR {LOOKED_IN_VAIN})",
            (cautions.to_json((*kept, seen)), to_ms(now), to_ms(now), part.id),
        )
        _hurry(db, thread)
    return moved == 1


def not_posted(db: Database, part: ReplyPart) -> bool:
    """Record that a part which may be public is not; False where it is out or on its way."""
    opened = next((each for each in part.cautions if each.kind is CautionKind.OPENED), None)
    kept = tuple(each for each in part.cautions if each is not opened)
    state, problem = PartState.REFUSED, "It was not posted, as a person saw."
    if opened is not None and opened.text in (PartState.QUEUED, PartState.REFUSED, PartState.HELD):
        state, problem = PartState(opened.text), part.problem or ""
    with db.writing(durable=True):
        moved = db.execute(
            "UPDATE reply_parts SET state = ?, cautions = ?, problem = nullif(?, '')"
            " WHERE id = ? AND state IN ('held', 'unsure')",
            (state, cautions.to_json(kept), problem, part.id),
        )
    return moved == 1


def perhaps_posted(db: Database, part: ReplyPart, now: datetime, look_at: datetime) -> bool:
    """Let a part that a person posted be looked for; False where it is out or on its way."""
    with db.writing(durable=True):
        moved = db.execute(
            "UPDATE reply_parts SET state = 'unsure', cautions = NULL, attempted_at = ?,"
            " first_attempted_at = coalesce(first_attempted_at, ?), looked_at = NULL, looks = 0,"
            " not_before = ?, problem = 'A person posted it by hand.'"
            f" WHERE id = ? AND (state IN {OPEN} OR state = 'unsure')",
            (to_ms(now), to_ms(now), to_ms(look_at), part.id),
        )
    return moved == 1


def give_access(db: Database, account_id: AccountId) -> None:
    """Let a person decide anew about what waited for lack of access: it can be sent now.

    They are asked before the first such part of each thread; the others follow it.
    """
    ask = cautions.to_json((Caution(CautionKind.STALE),))
    with db.writing(durable=True):
        for thread in outbox.unfinished(db, account_id=account_id):
            waiting = [part for part in thread.parts if _lacks_access(part)]
            for part in waiting:
                first = part is waiting[0]
                db.execute(
                    "UPDATE reply_parts SET state = ?, cautions = ? WHERE id = ?",
                    (
                        PartState.HELD if first else PartState.QUEUED,
                        ask if first else None,
                        part.id,
                    ),
                )


def _lacks_access(part: ReplyPart) -> bool:
    no_access = CautionKind.NO_ACCESS
    return part.state is PartState.HELD and any(each.kind is no_access for each in part.cautions)


def _queue(db: Database, part_id: PartId) -> bool:
    moved = db.execute(
        "UPDATE reply_parts SET state = 'queued', problem = NULL, not_before = NULL,"
        f" cautions = NULL WHERE id = ? AND (state IN {OPEN} OR {LOOKED_IN_VAIN})",
        (part_id,),
    )
    return moved == 1


def _hurry(db: Database, thread: ReplyThread) -> None:
    db.execute("UPDATE reply_threads SET send_after = NULL WHERE id = ?", (thread.id,))
    db.execute(
        "UPDATE reply_parts SET not_before = NULL WHERE thread_id = ? AND not_before IS NOT NULL",
        (thread.id,),
    )
    _end_wait(db, thread.account_id)


def _end_wait(db: Database, account_id: AccountId) -> None:
    db.execute("UPDATE accounts SET retry_at = NULL, failures = 0 WHERE id = ?", (account_id,))


def _open_parts(thread: ReplyThread) -> list[ReplyPart]:
    """Return the parts that are certainly not public, or that a person decides about."""
    certain = (PartState.QUEUED, PartState.REFUSED, PartState.HELD)
    return [
        part
        for part in thread.parts
        if part.state in certain or (part.state is PartState.UNSURE and part.looked)
    ]


def _take_back(db: Database, thread: ReplyThread, left: list[ReplyPart], now: datetime) -> None:
    _close(db, thread, now)
    whole = outbox.text_of(db, thread.id)
    text = whole if left[0].position == 1 else _rest(whole, thread, left[0])
    drafts.take_back(db, thread.case_id, thread.agent_id, text, thread.limit, now, thread.numbering)


def _close(db: Database, thread: ReplyThread, now: datetime) -> None:
    db.execute(
        "UPDATE reply_parts SET state = 'cancelled', problem = NULL, not_before = NULL,"
        f" cautions = NULL, finished_at = ? WHERE thread_id = ? AND (state IN {OPEN}"
        f" OR {LOOKED_IN_VAIN})",
        (to_ms(now), thread.id),
    )


def _rest(whole: str, thread: ReplyThread, first: ReplyPart) -> str:
    """Return what of a thread's text begins with its part `first`, without the parts' numbers.

    With its paragraphs, where the parts are found in it one after the other.
    """
    from console.text.weight import normalise

    bare = [_without_number(part, thread) for part in thread.parts]
    text, begins, end = normalise(whole), list[int](), 0
    for piece in bare:
        begins.append(text.find(piece, end))
        end = begins[-1] + len(piece)
    left = first.position - 1
    return " ".join(bare[left:]) if -1 in begins else text[begins[left] :]


def _without_number(part: ReplyPart, thread: ReplyThread) -> str:
    numbering = Numbering.named(thread.numbering)
    label = numbering.label(part.position, len(thread.parts))
    if not label:
        return part.text
    bare = part.text.removesuffix(label) if numbering.at_end else part.text.removeprefix(label)
    return bare.strip()

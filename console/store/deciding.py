"""What a person decides about parts in the outbox: again, anyway, back, away, by hand.

Each decision is on the disk before the person hears of it.
"""

from __future__ import annotations

import json
from datetime import datetime

from console.domain.cautions import Caution, CautionKind
from console.domain.ids import AccountId, MessageId, PartId, RemoteId, ThreadId, to_ms
from console.domain.numbering import Numbering
from console.domain.outbox import PartState, ReplyPart, ReplyThread
from console.store import cautions, drafts, outbox, pauses, summoning
from console.store.database import Database

OPEN = "('queued', 'refused', 'held')"
"""States of a part that is not public, unless it `IS_OPENED`."""
IS_OPENED = "(state = 'held' AND coalesce(cautions, '') LIKE '%\"kind\": \"opened\"%')"
"""One that was opened in the browser may be public: a person says so first."""
LOOKED_IN_VAIN = "(state = 'unsure' AND looked_at IS NOT NULL)"


def queue_again(db: Database, thread: ReplyThread, part: ReplyPart, now: datetime) -> bool:
    """Queue a part that was refused, or looked for in vain, by a person's word; without a pause.

    False where it is out or on its way by now, may be out and was not looked for yet, or is
    held: then a person has to know what for. Nor is it queued where X takes no answer to that
    post by its API.
    """
    with db.writing(durable=True):
        moved = _queue(db, thread, part.id, "('queued', 'refused')")
        if moved:
            _hurry(db, thread, now)
    return moved


def confirm(
    db: Database,
    thread: ReplyThread,
    part: ReplyPart,
    now: datetime,
    known: frozenset[MessageId],
) -> bool:
    """Queue a part whatever of what it is held for; False as in `queue_again`.

    The person knows what it was held for, and the messages `known`. What came in after they
    were asked is asked about again.
    """
    seen = (
        (thread.known or frozenset())
        | known
        | {each.message_id for each in part.cautions if each.message_id is not None}
    )
    with db.writing(durable=True):
        moved = _queue(db, thread, part.id, OPEN)
        if moved:
            _hurry(db, thread, now)
            db.execute(
                "UPDATE reply_threads SET confirmed_at = ?, known = iif(known IS NULL, NULL, ?)"
                " WHERE id = ?",
                (to_ms(now), json.dumps(sorted(seen)), thread.id),
            )
    return moved


def hurry(db: Database, thread: ReplyThread, now: datetime) -> None:
    """End the pause of a thread and the waits of its parts and of its account."""
    with db.writing(durable=True):
        _hurry(db, thread, now)


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
        _give_back(db, thread, left, now)
        _close(db, left, now)
    return True


def want_deleted(db: Database, thread_id: ThreadId, now: datetime) -> bool:
    """Let the public parts of a thread be deleted and take back the others.

    What of the text is not the case's draft already becomes it. False where no part is
    public.
    """
    with db.writing(durable=True):
        thread = outbox.get(db, thread_id)
        if thread is None or not any(part.is_public for part in thread.parts):
            return False
        left = _open_parts(thread)
        # One that the network would not delete was given back when that was tried.
        public = [part for part in thread.parts if part.state is PartState.SENT]
        _give_back(db, thread, [*(part for part in public if part.problem is None), *left], now)
        _close(db, left, now)
        db.execute(
            "UPDATE reply_parts SET state = 'deleting', problem = NULL, not_before = NULL"
            " WHERE thread_id = ? AND state = 'sent'",
            (thread_id,),
        )
        pauses.end_within(db, thread.account_id)
    return True


def opened(db: Database, thread: ReplyThread, part: ReplyPart, now: datetime) -> bool:
    """Hold a part that was opened in the browser; False where it is out or on its way by now."""
    before = next((each for each in part.cautions if each.kind is CautionKind.OPENED), None)
    seen = before or Caution(CautionKind.OPENED, text=part.state)
    kept = tuple(each for each in part.cautions if each is not before)
    with db.writing(durable=True):
        moved = db.execute(
            "UPDATE reply_parts SET state = 'held', remote_id = NULL, cautions = ?,"
            " attempted_at = ?,"
            " first_attempted_at = coalesce(first_attempted_at, ?)"
            f" WHERE id = ? AND (state IN {OPEN} OR {LOOKED_IN_VAIN})",
            (cautions.to_json((*kept, seen)), to_ms(now), to_ms(now), part.id),
        )
        if moved:
            _hurry(db, thread, now)
    return moved == 1


def not_posted(db: Database, part: ReplyPart) -> bool:
    """Record that a part is not public: one that was opened, or was looked for in vain.

    What was opened is as it was before; the other counts as refused. False where it is
    something else by now.
    """
    opened = next((each for each in part.cautions if each.kind is CautionKind.OPENED), None)
    kept = tuple(each for each in part.cautions if each is not opened)
    state, problem = PartState.REFUSED, "It was not posted, as a person saw."
    before = (PartState.QUEUED, PartState.REFUSED, PartState.HELD)
    if part.is_opened and opened is not None and opened.text in before:
        state, problem = PartState(opened.text), part.problem or ""
    with db.writing(durable=True):
        moved = db.execute(
            "UPDATE reply_parts SET state = ?, remote_id = NULL, cautions = ?,"
            " problem = nullif(?, '')"
            f" WHERE id = ? AND ({IS_OPENED} OR {LOOKED_IN_VAIN})",
            (state, cautions.to_json(kept), problem, part.id),
        )
    return moved == 1


def perhaps_posted(
    db: Database, part: ReplyPart, now: datetime, remote_id: RemoteId | None
) -> bool:
    """Let a part that a person posted be looked for; False where it is out or on its way.

    At `remote_id`, or among our own posts where that is not known. That it was posted by
    hand stays known: then it costs nothing.
    """
    opened = Caution(CautionKind.OPENED, text=part.state)
    by_hand = cautions.to_json(part.cautions if part.by_hand else (opened,))
    with db.writing(durable=True):
        moved = db.execute(
            "UPDATE reply_parts SET cautions = iif(state = 'unsure', cautions, ?),"
            " state = 'unsure', remote_id = ?, attempted_at = ?,"
            " first_attempted_at = coalesce(first_attempted_at, ?), looked_at = NULL, looks = 0,"
            " not_before = NULL, problem = 'A person posted it by hand.'"
            f" WHERE id = ? AND (state IN {OPEN} OR state = 'unsure')",
            (by_hand, remote_id, to_ms(now), to_ms(now), part.id),
        )
    return moved == 1


def give_access(db: Database, account_id: AccountId) -> None:
    """Let a person decide anew about what waited for lack of access: it can be sent now.

    But for what X takes no answer to by its API: that goes by hand as before.
    """
    with db.writing(durable=True):
        for thread in outbox.unfinished(db, account_id=account_id):
            summoning.ask_anew(db, thread, CautionKind.NO_ACCESS)
    summoning.heed(db, account_id)


def _queue(db: Database, thread: ReplyThread, part_id: PartId, states: str) -> bool:
    if not outbox.takes_answer(db, thread.account_id, thread.reply_to):
        return False
    moved = db.execute(
        "UPDATE reply_parts SET state = 'queued', remote_id = NULL, problem = NULL,"
        f" not_before = NULL, cautions = NULL WHERE id = ? AND NOT {IS_OPENED}"
        f" AND (state IN {states} OR {LOOKED_IN_VAIN})",
        (part_id,),
    )
    return moved == 1


def _hurry(db: Database, thread: ReplyThread, now: datetime) -> None:
    db.execute(
        "UPDATE reply_threads SET send_after = NULL, hurried_at = ? WHERE id = ?",
        (to_ms(now), thread.id),
    )
    db.execute(
        "UPDATE reply_parts SET not_before = NULL WHERE thread_id = ? AND not_before IS NOT NULL",
        (thread.id,),
    )
    pauses.end_within(db, thread.account_id)


def _open_parts(thread: ReplyThread) -> list[ReplyPart]:
    """Return the parts that are certainly not public, or of which a person decides so."""
    certain = (PartState.QUEUED, PartState.REFUSED, PartState.HELD)
    return [
        part
        for part in thread.parts
        if (part.state in certain and not part.is_opened)
        or (part.state is PartState.UNSURE and part.looked)
    ]


def _close(db: Database, parts: list[ReplyPart], now: datetime) -> None:
    db.execute_many(
        "UPDATE reply_parts SET state = 'cancelled', remote_id = NULL, problem = NULL,"
        " not_before = NULL, cautions = NULL, finished_at = ? WHERE id = ?",
        [(to_ms(now), part.id) for part in parts],
    )


def _give_back(db: Database, thread: ReplyThread, parts: list[ReplyPart], now: datetime) -> None:
    """Put the text of some parts behind the draft of the case."""
    if not parts:
        return
    text = _text_of(outbox.text_of(db, thread.id), thread, {part.position for part in parts})
    drafts.take_back(db, thread.case_id, thread.agent_id, text, thread.limit, now, thread.numbering)


def _text_of(whole: str, thread: ReplyThread, positions: set[int]) -> str:
    """Return what of a thread's text is in the parts at `positions`, without their numbers.

    With its paragraphs, where the parts are found in it one after the other.
    """
    from console.text.templates import TIE
    from console.text.weight import normalise

    if len(positions) == len(thread.parts):
        return whole
    bare = [_without_number(part, thread) for part in thread.parts]
    text, begins, end = normalise(whole), list[int](), 0
    if bare and bare[-1] not in text:  # the signature stands in the last part only
        bare[-1] = bare[-1].rpartition(TIE)[0] or bare[-1]
    for piece in bare:
        begins.append(text.find(piece, end))
        end = begins[-1] + len(piece)
    if -1 in begins:
        return " ".join(bare[position - 1] for position in sorted(positions))
    begins.append(len(text))
    runs: list[str] = []
    for position in sorted(positions):
        piece = text[begins[position - 1] : begins[position]]
        if runs and position - 1 in positions:
            runs[-1] += piece
        else:
            runs.append(piece)
    if len(runs) == 1 and len(thread.parts) in positions:
        return runs[0]  # to the very end, as it was typed
    return "\n\n".join(run.strip() for run in runs)


def _without_number(part: ReplyPart, thread: ReplyThread) -> str:
    numbering = Numbering.named(thread.numbering)
    return numbering.without(part.text, part.position, len(thread.parts))

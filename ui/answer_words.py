"""The words for answers on their way: how far they are, what holds them up, and why; pure.

Evidence from the case itself is worded by `ui.caution_words`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from console.domain.cautions import CautionKind
from console.domain.ids import MessageId
from console.domain.outbox import PartState, ReplyPart, ReplyThread
from console.language import plural, tr, tr_in
from ui import words
from ui.answer_progress import NOT_FOUND, Tone, deletion, tone
from ui.caution_words import caution_line
from ui.plain import isolated

ACCOUNT_WAITS = tr("All answers of the account wait, after trouble with another one.")
REASONS = {
    CautionKind.CUSTOMER_WROTE: tr("the customer wrote again"),
    CautionKind.ANSWERED: tr("a colleague answered"),
    CautionKind.PARENT_GONE: tr("the post was deleted or hidden"),
    CautionKind.PARENT_EDITED: tr("the post was edited"),
    CautionKind.NO_ACCESS: tr("the account has no access to the API"),
    CautionKind.NOT_SUMMONED: tr("the customer did not tag us"),
    CautionKind.SELF_REPLY: tr("X does not let this app answer its own posts"),
    CautionKind.OPENED: tr("a person is posting it"),
    CautionKind.STOPPED: tr("the rest was taken back"),
    CautionKind.RESTORED: tr("it may have gone out since the backup"),
    CautionKind.CARD: tr("it holds the number of a payment card"),
}
"""Why a part is held, in the middle of a sentence."""

_SAID_ELSEWHERE = (CautionKind.OPENED, CautionKind.NOT_SUMMONED)
"""What the question says, or the composer below: it needs no line of its own."""


class Detail(NamedTuple):
    """One thing to know about an answer."""

    text: str
    message_id: MessageId | None = None
    """The message of the case that it is about."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an answer stands, for the person who has to know it at once."""

    said: str
    """One sentence, such as `Part 1 is public. Part 2 was refused.`"""
    details: tuple[Detail, ...] = ()
    """The evidence and what comes next."""
    tone: Tone = ""
    """How much it should stand out."""


def is_looked_for(part: ReplyPart) -> bool:
    """Return whether nobody knows yet if a part is public."""
    return part.state is PartState.SENDING or (part.state is PartState.UNSURE and not part.looked)


def is_pausing(thread: ReplyThread, now: datetime) -> bool:
    """Return whether an answer only waits to be taken back."""
    part = thread.next_part
    queued = part is not None and part.state is PartState.QUEUED
    return queued and thread.send_after is not None and now < thread.send_after


def reason(thread: ReplyThread, now: datetime) -> str:
    """Return why an answer does not go on, in the middle of a sentence; empty where it does.

    `the customer wrote again`, `the post was edited, and it waited for 3 h`.
    """
    part = thread.next_part
    if part is None:
        return ""
    if part.state is PartState.UNSURE and part.looked:
        return NOT_FOUND
    if part.state is not PartState.HELD:
        return part.problem or ""
    found = list(dict.fromkeys(_reason(part, kind, now) for kind in _kinds(part)))
    if len(found) > 2:
        found[1:] = [plural(len(found) - 1, "{count} more thing", "{count} more things")]
    if len(found) < 2:
        return "".join(found)
    return tr("{reason}, and {other}").format(reason=found[0], other=found[1])


def state_line(thread: ReplyThread, now: datetime) -> str:
    """Return how an answer stands, in one line of a list: `Held: the customer wrote again`."""
    part = thread.next_part
    if part is None:
        return _finished(thread)
    why = reason(thread, now)
    if part.state is PartState.HELD:
        if part.is_opened:
            return question(thread, part)
        if part.by_hand:
            return tr("To be posted in the browser: {why}").format(why=why)
        return tr("Held: {why}").format(why=why) if why else tr("Held")
    if part.state is PartState.REFUSED:
        return tr("Refused: {why}").format(why=why) if why else tr("Refused")
    return standing(thread, now).said


def question(thread: ReplyThread, part: ReplyPart) -> str:
    """Return what is asked about a part that was opened in the browser."""
    # Translators: {which} is `the answer` or `part 3`, here and below.
    return tr("Was {which} posted?").format(which=_which(thread, part))


def standing(
    thread: ReplyThread, now: datetime, account_waits_till: datetime | None = None
) -> Standing:
    """Return what is public of an answer, what holds up the rest, and why."""
    part = thread.next_part
    if part is None:
        return Standing(f"{_finished(thread)}.")
    if thread.is_being_deleted:
        return _being_deleted(thread, part, now)
    which = _which(thread, part)
    public = _public(thread)
    match part.state:
        case PartState.HELD:
            return _held(thread, part, now)
        case PartState.REFUSED:
            return Standing(
                public + tr("{which} was refused.").format(which=_upper(which)),
                _problem(part),
                tone(part),
            )
        case PartState.UNSURE if part.looked:
            return Standing(
                public + tr("{which} was not found among our posts.").format(which=_upper(which)),
                _problem(part),
                tone(part),
            )
        case PartState.UNSURE:
            looks = _later(part, now, tr("Looked for again {when}."))
            said = tr("{which} may be public, and is being looked for among our posts.")
            return Standing(
                public + said.format(which=_upper(which)),
                _problem(part) + looks,
                tone(part),
            )
        case PartState.SENDING:
            return Standing(public + tr("{which} is on its way.").format(which=_upper(which)))
    return _waiting(thread, part, now, account_waits_till)


def goes_on_at(
    thread: ReplyThread, now: datetime, account_waits_till: datetime | None = None
) -> datetime | None:
    """Return when an answer that waits, or is looked for, goes on; None where that is now."""
    part = thread.next_part
    if part is None:
        return None
    ends = [part.not_before]
    if part.state in (PartState.QUEUED, PartState.DELETING):
        ends += [thread.send_after, account_waits_till]
    return max((at for at in ends if at is not None and at > now), default=None)


def _held(thread: ReplyThread, part: ReplyPart, now: datetime) -> Standing:
    which, public = _which(thread, part), _public(thread)
    lines = tuple(
        Detail(caution_line(caution, now), caution.message_id)
        for caution in part.cautions
        if caution.kind not in _SAID_ELSEWHERE
    )
    if part.is_opened:
        return Standing(f"{public}{question(thread, part)}", lines)
    if part.by_hand:
        return Standing(
            public + tr("Post {which} in the browser.").format(which=which),
            lines,
            tone(part),
        )
    why = reason(thread, now)
    said = tr("{which} is held: {why}.") if why else tr("{which} is held.")
    said = public + said.format(which=_upper(which), why=why)
    return Standing(said, lines or _problem(part), tone(part))


def _waiting(
    thread: ReplyThread, part: ReplyPart, now: datetime, account_waits_till: datetime | None
) -> Standing:
    which, public = _upper(_which(thread, part)), _public(thread)
    at = goes_on_at(thread, now, account_waits_till)
    if is_pausing(thread, now) and at == thread.send_after:
        return Standing(
            tr("{which} goes out in a moment; till then you can take it back.").format(which=which)
        )
    if at is not None:
        why = _problem(part) or ((Detail(ACCOUNT_WAITS),) if at == account_waits_till else ())
        return Standing(
            # Translators: {when} is `in a moment` or `at 14:02`.
            public
            + tr("{which} waits, and goes on {when}.").format(which=which, when=_at(at, now)),
            why,
        )
    if part.problem:
        return Standing(public + tr("{which} waits.").format(which=which), _problem(part))
    return Standing(public + tr("{which} is waiting to go out.").format(which=which))


def _being_deleted(thread: ReplyThread, part: ReplyPart, now: datetime) -> Standing:
    gone, going = deletion(thread.parts)
    said = tr("The post is being deleted.")
    if gone + going > 1:
        of_posts = plural(gone + going, "of {count} post", "of {count} posts")
        # Translators: {of_posts} is `of 3 posts`.
        is_gone = tr("Being deleted: {gone} {of_posts} is gone.")
        are_gone = tr("Being deleted: {gone} {of_posts} are gone.")
        said = (is_gone if gone == 1 else are_gone).format(gone=gone, of_posts=of_posts)
    return Standing(said, _problem(part) + _later(part, now, tr("Tried again {when}.")))


def _finished(thread: ReplyThread) -> str:
    states = [part.state for part in thread.parts]
    sent, count = states.count(PartState.SENT), len(states)
    if sent == count:
        return tr("Sent")
    if PartState.DELETED in states:
        return (
            tr("Deleted but for {posts}").format(
                posts=plural(sent, "{count} post", "{count} posts")
            )
            if sent
            else tr("Deleted")
        )
    return (
        tr("{sent} of {count} parts sent, the rest taken back").format(sent=sent, count=count)
        if sent
        else tr("Taken back")
    )


def _kinds(part: ReplyPart) -> list[CautionKind]:
    """Return why a part is held; that it was opened matters only where nothing else does."""
    kinds = [caution.kind for caution in part.cautions]
    return [kind for kind in kinds if kind is not CautionKind.OPENED] or kinds


def _reason(part: ReplyPart, kind: CautionKind, now: datetime) -> str:
    caution = next(each for each in part.cautions if each.kind is kind)
    if kind is CautionKind.CALL_NOTED:
        return tr("{who} noted a call").format(who=isolated(caution.who) or tr("a colleague"))
    if kind is CautionKind.STALE:
        return (
            tr("it waited for {span}").format(span=words.span(now - caution.at))
            if caution.at
            else tr("it waited long")
        )
    return REASONS[kind]


def _which(thread: ReplyThread, part: ReplyPart) -> str:
    return (
        tr("the answer")
        if len(thread.parts) == 1
        else tr("part {position}").format(position=part.position)
    )


def _public(thread: ReplyThread) -> str:
    """Return what is public already, as a sentence with a space after it; empty for nothing."""
    sent = [part.position for part in thread.parts if part.state is PartState.SENT]
    if not sent:
        return ""
    if len(sent) == 1:
        said = tr("Part {first} is public.")
    elif len(sent) == 2:
        said = tr("Parts {first} and {last} are public.")
    else:
        said = tr("Parts {first} to {last} are public.")
    return said.format(first=sent[0], last=sent[-1]) + " "


def _problem(part: ReplyPart) -> tuple[Detail, ...]:
    return (Detail(tr(part.problem)),) if part.problem else ()  # the desk stores it in English


def _later(part: ReplyPart, now: datetime, sentence: str) -> tuple[Detail, ...]:
    """Return when it is gone on with, in the sentence's hole; nothing where that is now."""
    if part.not_before is None or part.not_before <= now:
        return ()
    return (Detail(sentence.format(when=_at(part.not_before, now))),)


def _at(at: datetime, now: datetime) -> str:
    if at - now < timedelta(minutes=1):
        return tr("in a moment")
    today = at.astimezone().date() == now.astimezone().date()
    said = tr("at {moment}") if today else tr_in("on another day", "at {moment}")
    return said.format(moment=words.moment(at, now))


def _upper(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]

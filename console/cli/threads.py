"""How a reply thread is told in text: how far it is, why it stops, and how to go on; pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from console.cli import words
from console.domain.cautions import CautionKind
from console.domain.outbox import Candidate, PartState, ReplyPart, ReplyThread

WIDTH = 100
"""So many characters a line of a list has, where a text can be cut for it."""
LEAST_TEXT = 40
MOST_PROBLEM = 300

Step = tuple[str, str]
"""A command behind `canary-desk`, and what it does."""


def next_at(thread: ReplyThread, waits_till: datetime | None, now: datetime) -> datetime | None:
    """Return when a thread goes on by itself; None: at once, or not without a person.

    `waits_till` is till when its account waits after trouble.
    """
    part = thread.next_part
    if part is None or thread.asks or part.state is PartState.SENDING:
        return None
    pause_ends = thread.send_after if part.state is PartState.QUEUED else None
    waits = [at for at in (pause_ends, part.not_before, waits_till) if at is not None and at > now]
    return max(waits, default=None)


def progress(thread: ReplyThread) -> str:
    """Return how far it is: `1 of 3 parts sent`, `taken back`, `to be deleted`."""
    states, count = [part.state for part in thread.parts], len(thread.parts)
    sent, deleted = states.count(PartState.SENT), states.count(PartState.DELETED)
    going = states.count(PartState.DELETING)
    if going:
        return f"{deleted} of {words.several(deleted + going, 'post')} deleted"
    if deleted:
        return f"deleted, but for {words.several(sent, 'post')}" if sent else "deleted"
    if thread.next_part is None and not sent:
        return "taken back"
    rest = ", the rest taken back" if PartState.CANCELLED in states else ""
    return f"{sent} of {words.several(count, 'part')} sent{rest}"


def brief(thread: ReplyThread, whom: str, *, waits_till: datetime | None, now: datetime) -> str:
    """Return a thread as a list shows it: its next part, and the ways on where it asks."""
    lines = [f"{thread.id:>4}  {whom}: {progress(thread)}"]
    lines += next_lines(thread, waits_till, now)
    if thread.asks:
        lines += step_lines(steps(thread))
    return "\n".join(lines)


def next_lines(thread: ReplyThread, waits_till: datetime | None, now: datetime) -> list[str]:
    """Return how the next part stands, and why; nothing where all are done with."""
    part = thread.next_part
    if part is None:
        return []
    lead = f"      Part {part.position}, {words.part_state(part)}: "
    text = words.one_line(part.text, max(LEAST_TEXT, WIDTH - len(lead)))
    return [lead + text, *(f"      - {each}" for each in _why(thread, part, waits_till, now))]


def in_full(thread: ReplyThread, *, waits_till: datetime | None, now: datetime) -> str:
    """Return all parts of a thread with their texts, and why the next one is not out."""
    lines = []
    for part in thread.parts:
        lines.append(f"    {part.position}. {words.part_state(part)}{_address(part)}")
        lines.append("       " + part.text.replace("\n", "\n       "))
        if part == thread.next_part:
            lines += [f"       - {each}" for each in _why(thread, part, waits_till, now)]
    return "\n".join(lines)


def candidate_lines(found: Iterable[Candidate]) -> list[str]:
    """Return those of our posts that an unsure part may be, as evidence for a person."""
    lines = ["  Those of our posts that it may be:"]
    for each in found:
        alike = "the same text" if each.same_text else "another text"
        parent = "the same post" if each.same_parent else "another post"
        lines.append(
            f"    {each.remote_id}  {words.when(each.at)}  {alike}, in answer to {parent}\n"
            f"      {words.one_line(each.text, WIDTH)}"
        )
    return [*lines, ""] if len(lines) > 1 else []


def step_lines(ways: Iterable[Step]) -> list[str]:
    """Return commands under each other, each with what it does."""
    ways = tuple(ways)
    width = max((len(command) for command, _ in ways), default=0)
    return [f"      canary-desk {command:<{width}}  {does}" for command, does in ways]


def steps(thread: ReplyThread, *, waits: bool = False, shown: bool = False) -> tuple[Step, ...]:
    """Return how a person can go on with a thread.

    `waits`: it goes on at a later time by itself; `shown`: its evidence stands there already.
    """
    part = thread.next_part
    delete = (f"outbox delete {thread.id}", "delete what is public, take back the rest")
    deletable = any(each.state is PartState.SENT for each in thread.parts) and not any(
        _has_no_access(each) for each in thread.parts
    )
    if part is None:
        return (delete,) if deletable else ()
    if thread.is_being_deleted:
        return (("send", "delete them now"),)
    ways = _ways_of(part, f"{thread.id}")
    if part.state is PartState.QUEUED and waits:
        ways = ((f"outbox send {thread.id}", "let it wait for nothing any more"), *ways)
    if part.state is PartState.UNSURE and part.looked and not shown:
        ways = ((f"outbox show {thread.id}", "see which post it may be"), *ways)
    return (*ways, delete) if thread.asks and deletable else ways


def _ways_of(part: ReplyPart, number: str) -> tuple[Step, ...]:
    cancel = (f"outbox cancel {number}", "take back what is not out into the draft")
    by_hand = (f"outbox open {number}", "print what to post in the browser")
    there = (f"outbox resolve {number} --sent LINK", "it is public, at this address")
    not_there = (f"outbox resolve {number} --not-sent", "it was not posted")
    match part.state:
        case PartState.HELD if words.is_opened(part):
            look = (f"outbox resolve {number} --sent-somewhere", "it is public; look for it")
            return (there, *(() if _has_no_access(part) else (look,)), not_there)
        case PartState.HELD if _holds_card(part):
            ours = ("checks own add NUMBER", "say that the number is ours, and no card")
            return (cancel, ours, (f"outbox anyway {number}", "then let it go out as it stands"))
        case PartState.HELD if part.by_hand:
            all_the_same = (f"outbox anyway {number}", "let it go through the API all the same")
            never = _has_no_access(part) or _is_unsummoned(part)
            return (by_hand, *(() if never else (all_the_same,)), cancel)
        case PartState.HELD:
            return ((f"outbox anyway {number}", "let it go out as it stands"), by_hand, cancel)
        case PartState.REFUSED:
            return ((f"outbox retry {number}", "let it be tried again"), by_hand, cancel)
        case PartState.UNSURE if part.looked and _is_unsummoned(part):
            return (there, by_hand, cancel)
        case PartState.UNSURE if part.looked:
            again = (f"outbox retry {number}", "it is not there: let it be posted again")
            return (there, again, cancel)
        case PartState.UNSURE:
            return (("send", "look for it"), there)
        case PartState.QUEUED:
            return (("send", "publish it"), cancel)
    return ()


def _has_no_access(part: ReplyPart) -> bool:
    return any(each.kind is CautionKind.NO_ACCESS for each in part.cautions)


def _is_unsummoned(part: ReplyPart) -> bool:
    return any(each.kind is CautionKind.NOT_SUMMONED for each in part.cautions)


def _holds_card(part: ReplyPart) -> bool:
    return any(each.kind is CautionKind.CARD for each in part.cautions)


def _why(
    thread: ReplyThread, part: ReplyPart, waits_till: datetime | None, now: datetime
) -> list[str]:
    said = [words.caution(each, now) for each in part.cautions]
    if part.problem:
        said.append(words.one_line(part.problem, MOST_PROBLEM))
    goes_on = next_at(thread, waits_till, now)
    if goes_on is None:
        return said
    verb = "is looked for" if part.state is PartState.UNSURE else "goes on"
    if goes_on == waits_till:
        return [*said, f"It {verb} {words.soon(goes_on, now)}: till then the account waits."]
    return [*said, f"It {verb} {words.soon(goes_on, now)}."]


def _address(part: ReplyPart) -> str:
    return f"  {part.remote_id}" if part.remote_id and part.is_public else ""

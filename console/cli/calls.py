"""The commands on call notes: add one, list them."""

from __future__ import annotations

import argparse
from datetime import timedelta

from console.cli import shapes, triage, words
from console.cli.input import text_from, time_from
from console.cli.terminal import Terminal
from console.domain.calls import ListedCall, NewCall, NewPromise
from console.domain.ids import CaseId, ContactId, PromiseId, to_ms
from console.domain.messages import CallNote, Channel, Direction
from console.errors import InputError
from console.text import phone_numbers


def add(terminal: Terminal, given: argparse.Namespace) -> int:
    """Add a call note."""
    if given.text is not None and given.text_file is not None:
        raise InputError("A call note has one text.", advice="Give --text or --text-file.")
    if given.text is None and given.text_file is None and not given.outcome:
        raise InputError(
            "A call note needs its text.", advice="Give --text or --text-file, or --outcome."
        )
    if given.fix and not given.resolve:
        raise InputError("--fix says what solved the case.", advice="Give --resolve with it.")
    text = given.text or ""
    if given.text_file is not None:
        text = text_from(given.text_file)
    call = _call(terminal, given, text)
    case_id, _ = terminal.desk.calls.add(call, None if given.case is None else CaseId(given.case))
    view = terminal.desk.cases.view(case_id)
    # Of several at the same millisecond the newest has the greatest id.
    message_id = max(
        each.id
        for each in view.messages
        if isinstance(each, CallNote) and to_ms(each.at) == to_ms(call.at)
    )
    promise_id = next((each.id for each in view.promises if each.message_id == message_id), None)
    said = f"Noted in case {case_id}."
    if promise_id is not None and call.promise is not None:
        said += f" Promise {promise_id}: due {words.when(call.promise.due_at)}."
    terminal.print({"case": case_id, "message": message_id, "promise": promise_id}, said)
    return 0


def _call(terminal: Terminal, given: argparse.Namespace, text: str) -> NewCall:
    return NewCall(
        text=text,
        at=time_from(given.at),
        direction=Direction.OUT if given.out else Direction.IN,
        channel=Channel(given.channel),
        number=given.number,
        name=given.name,
        duration_s=None if given.minutes is None else given.minutes * 60,
        outcome=given.outcome,
        missing=given.missing,
        tried=given.tried,
        touchpoint=given.touchpoint,
        for_case=True,
        promise=_promise(terminal, given),
        contact_id=None if given.contact is None else ContactId(given.contact),
        keeps_promise=None if given.keeps is None else PromiseId(given.keeps),
        resolves=given.resolve,
        fix=given.fix,
    )


def every(terminal: Terminal, given: argparse.Namespace) -> int:
    """List call notes."""
    found = terminal.desk.calls.list(
        contact_id=None if given.contact is None else ContactId(given.contact),
        since=None if given.since is None else time_from(given.since),
        limit=given.limit,
    )
    lines = [_line(each, terminal) for each in found]
    terminal.print([_shape(each) for each in found], "\n".join(lines) or "No calls.")
    return 0


def _promise(terminal: Terminal, given: argparse.Namespace) -> NewPromise | None:
    if given.promise is None and given.due is None:
        return None
    if given.promise is None or given.due is None:
        raise InputError(
            "A promise needs words and a time.", advice="Give both --promise and --due."
        )
    return NewPromise(given.promise, triage.moment(terminal, given.due))


def _line(listed: ListedCall, terminal: Terminal) -> str:
    note = listed.note
    facts = [listed.name]
    if note.number:
        facts.append(phone_numbers.national(note.number))
    if note.duration_s is not None:
        facts.append(f"{max(1, round(note.duration_s / timedelta(minutes=1).seconds))} min")
    facts += [fact for fact in (note.outcome, note.touchpoint) if fact]
    if (promise := listed.promise) is not None:
        facts.append(words.promised(promise, terminal.now()))
    arrow = "<" if note.direction is Direction.IN else ">"
    text = " ".join(note.text.split())[:100]
    return (
        f"{note.case_id or '':>6}  {words.when(note.at)}  {arrow} {' · '.join(facts)}\n"
        f"        {text}"
    )


def _shape(listed: ListedCall) -> shapes.Shape:
    """Return a call note.

    Keys: those of a call note in `show`, and `case, contact, name, promise` (null where
    nothing was promised).
    """
    note, promise = listed.note, listed.promise
    return shapes.message(note) | {
        "case": note.case_id,
        "contact": listed.contact_id,
        "name": listed.name,
        "promise": None if promise is None else shapes.promise(promise),
    }

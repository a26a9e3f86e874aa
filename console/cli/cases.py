"""The commands on cases: list them, show one, answer, capture a post."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime

from console.cli import checking, shapes, splitting, threads, words
from console.cli.input import text_from, time_from
from console.cli.terminal import Terminal
from console.desk.posts import NewCapture
from console.domain.accounts import Access
from console.domain.cases import CaseFilter, CaseRow, CaseState, CaseView
from console.domain.ids import CaseId
from console.domain.messages import CallNote, Direction, Message
from console.domain.outbox import PartState
from console.domain.resolutions import Resolution
from console.text import templates
from console.text.weight import normalise


def every(terminal: Terminal, given: argparse.Namespace) -> int:
    """List cases, or those that a search finds."""
    account = None if given.account is None else terminal.desk.accounts.find(given.account)
    within = CaseFilter(
        () if given.state is None else (CaseState(given.state),),
        account=None if account is None else account.id,
    )
    if given.search is not None:
        rows = terminal.desk.cases.search(given.search, within, limit=given.limit)
    else:
        rows = terminal.desk.cases.rows(within, limit=given.limit)
    found_by = terminal.desk.cases.found_by([row.id for row in rows])
    lines = [line(row, found_by.get(row.id, ())) for row in rows]
    terminal.print(
        [shapes.case(row) | {"found_by": list(found_by.get(row.id, ()))} for row in rows],
        "\n".join(lines) or "No cases.",
    )
    return 0


def show(terminal: Terminal, given: argparse.Namespace) -> int:
    """Print one case with its timeline and its answers on their way."""
    view = terminal.desk.cases.view(CaseId(given.case))
    lines = _head(view, terminal.now())
    lines += [_message_lines(each) for each in view.messages]
    for thread in view.threads:
        waits_till = terminal.desk.outbox.waits_till(thread.account_id)
        lines.append(f"  Reply thread {thread.id}:")
        lines.append(threads.in_full(thread, waits_till=waits_till, now=terminal.now()))
    terminal.print(shapes.case_view(view), "\n".join(lines))
    return 0


def reply(terminal: Terminal, given: argparse.Namespace) -> int:
    """Split an answer and queue it, without a pause."""
    desk = terminal.desk
    case_id, text = CaseId(given.case), text_from(given.text_file)
    layout = splitting.layout_of(templates.signed(text, terminal.context.signature), given)
    found = checking.of(terminal, normalise(text), layout, case_id)
    thread_id, _ = desk.replies.queue(
        case_id, text, layout, layout.limits, numbering=layout.numbering.name
    )
    thread = desk.outbox.thread(thread_id)
    account = terminal.account(thread.account_id)
    by_hand = all(part.state is PartState.HELD for part in thread.parts)
    said = f"Queued {words.several(len(layout), 'part')} as reply thread {thread_id}."
    if by_hand:
        why = f"@{account.handle} has no access to X's API"
        if account.access is not Access.HAND_OFF:
            why = "X takes no answer by its API to somebody who did not tag us"
        said += f" {why}, so you post each part:\ncanary-desk outbox open {thread_id}"
    else:
        said += " Publish them: canary-desk send"
    terminal.print(
        {"thread": thread_id, "by_hand": by_hand} | shapes.layout(layout),
        f"{said}\n{splitting.listing(layout)}",
    )
    if remark := checking.remark(found, case_id):
        print(remark, file=sys.stderr)
    return 0


def capture(terminal: Terminal, given: argparse.Namespace) -> int:
    """Store a post that no sync brings."""
    case_id, changes = terminal.desk.posts.capture(
        NewCapture(
            text=text_from("-") if given.text == "-" else given.text,
            handle=given.handle,
            link=given.link,
            name=given.name,
            at=None if given.at is None else time_from(given.at),
            case_id=None if given.case is None else CaseId(given.case),
        )
    )
    done = "Captured in" if changes else "It is there already, in"
    terminal.print({"case": case_id, "new": bool(changes)}, f"{done} case {case_id}.")
    return 0


def line(row: CaseRow, found_by: Sequence[str] = ()) -> str:
    """Return a case as a list shows it; `found_by` are the watches that found posts in it."""
    marks = " · called first" if row.called_first else ""
    marks += " · not summoned" if row.unsummoned else ""
    marks += f" · found by {_names(found_by)}" if found_by else ""
    waiting = f" · {words.several(row.outbox, 'part')} to go out" if row.outbox else ""
    if row.trouble:
        waiting += f" · {words.several(row.trouble, 'answer')} to be decided about"
    return (
        f"{row.id:>6}  {row.state:<11}  {words.when(row.last_at)}  {words.name(row.name)}"
        f" {words.handle(row.handle)}"
        f"{marks}{waiting}\n        {row.snippet[:100]}"
    )


def _head(view: CaseView, now: datetime) -> list[str]:
    """Return whose a case is, how it stands, and what persons said of it."""
    row = view.row
    lines = [f"Case {row.id}  {words.name(row.name)}  {words.handle(row.handle)}  {row.state}"]
    if row.snoozed_until is not None and row.state is CaseState.SNOOZED:
        lines.append(f"  Snoozed till {words.when(row.snoozed_until)}")
    if view.found_by:
        lines.append(f"  Found by {_names(view.found_by)}")
    if row.unsummoned:
        lines.append("  Not summoned: nobody tagged us here, so answers are posted by hand")
    if row.touchpoint:
        lines.append(f"  Touchpoint: {words.one_line(row.touchpoint, 200)}")
    if row.tags:
        lines.append(f"  Tags: {', '.join(map(words.name, row.tags))}")
    lines += [f"  Promise {each.id}: {words.promised(each, now)}" for each in view.promises]
    if view.resolution is not None:
        lines.append(f"  {_resolved(view.resolution)}")
    return lines


def _names(found_by: Sequence[str]) -> str:
    return ", ".join(words.one_line(name, 60) for name in found_by)


def _resolved(resolution: Resolution) -> str:
    what = "nobody said by what" if resolution.skipped else f"{resolution.fix or 'no words'}"
    way = f", by {resolution.channel}" if resolution.channel else ""
    thanked = ", and the customer thanked" if resolution.confirmed_at is not None else ""
    said = words.one_line(what, 300)
    by = words.name(resolution.agent_name)
    return f"Resolved {words.when(resolution.at)} ({by}): {said}{way}{thanked}"


def _message_lines(message: Message) -> str:
    arrow = "<" if message.direction is Direction.IN else ">"
    if isinstance(message, CallNote):
        told = f"{message.number} {message.agent_name}"
        who = f"({message.channel}) {words.name(told)}".rstrip()
    else:
        who = f"{words.handle(message.author_handle)}{'  (muted)' if message.muted else ''}"
    body = "\n".join((message.text, *_noted(message))).replace("\n", "\n      ")
    return f"  {arrow} {words.when(message.at)}  {who}\n      {body}"


def _noted(message: Message) -> list[str]:
    """Return what a call note says besides its text."""
    if not isinstance(message, CallNote):
        return []
    facts = {
        "Outcome": message.outcome,
        "Missing": message.missing,
        "Tried": message.tried,
        "Touchpoint": message.touchpoint,
    }
    return [f"{name}: {said}" for name, said in facts.items() if said]

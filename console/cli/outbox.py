"""The commands on the outbox: what is on its way, and what a person decides about it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable

from console.cli import shapes, threads, words
from console.cli.terminal import Terminal
from console.domain.changes import Changes
from console.domain.ids import CaseId, ThreadId
from console.domain.outbox import OutboxEntry, PartState, ReplyThread
from console.errors import InputError


def every(terminal: Terminal, given: argparse.Namespace) -> int:
    """List the answers that are not out, with --all those done with in the last day too."""
    entries = [
        entry for entry in terminal.desk.outbox.entries() if given.all or not entry.finished_at
    ]
    lines = listing(terminal, entries)
    terminal.print(shapes_of(terminal, entries), "\n".join(lines) or "Nothing is on its way.")
    return 0


def show(terminal: Terminal, given: argparse.Namespace) -> int:
    """Print one answer with all its parts, its evidence, and the ways on."""
    outbox = terminal.desk.outbox
    thread = outbox.thread(ThreadId(given.thread))
    part = thread.next_part
    found = (
        () if part is None or part.state is not PartState.UNSURE else outbox.candidates(thread.id)
    )
    row = terminal.desk.cases.view(thread.case_id).row
    waits_till, now = terminal.desk.outbox.waits_till(thread.account_id), terminal.now()
    goes_on = threads.next_at(thread, waits_till, now)
    whom = _whom(row.name, row.handle, row.id, terminal.account(thread.account_id).handle)
    lines = [
        f"Reply thread {thread.id} to {whom}: {threads.progress(thread)}",
        threads.in_full(thread, waits_till=waits_till, now=now),
        "",
        *threads.candidate_lines(found),
        *threads.step_lines(threads.steps(thread, waits=goes_on is not None, shown=True)),
    ]
    terminal.print(
        shapes.thread(thread)
        | {
            "next_at": shapes.time(goes_on),
            "candidates": [shapes.candidate(each) for each in found],
        },
        "\n".join(lines).rstrip(),
    )
    return 0


def retry(terminal: Terminal, given: argparse.Namespace) -> int:
    """Queue the part that is not out again."""
    return _act(terminal, given, terminal.desk.outbox.retry, "Part {part} is queued again.")


def send_now(terminal: Terminal, given: argparse.Namespace) -> int:
    """End the waiting of an answer."""
    thread = terminal.desk.outbox.thread(ThreadId(given.thread))
    if thread.next_part is None:
        raise InputError(f"Reply thread {thread.id} is done with already.", advice=_look(thread))
    if thread.asks:
        raise InputError(
            f"Part {thread.next_part.position} does not wait for its time: it is"
            f" {words.part_state(thread.next_part)}.",
            advice=_look(thread),
        )
    return _act(terminal, given, terminal.desk.outbox.send_now, "It waits for nothing any more.")


def send_anyway(terminal: Terminal, given: argparse.Namespace) -> int:
    """Queue the part that is held, whatever changed."""
    said = "Part {part} is queued, whatever changed till now."
    return _act(terminal, given, terminal.desk.outbox.send_anyway, said)


def cancel(terminal: Terminal, given: argparse.Namespace) -> int:
    """Take back what is not out."""
    said = "What was not out is the draft of case {case} again."
    return _act(terminal, given, terminal.desk.outbox.cancel, said)


def delete(terminal: Terminal, given: argparse.Namespace) -> int:
    """Let what is public be deleted, and take back the rest."""
    said = "What is public is to be deleted; the whole text is the draft of case {case} again."
    return _act(terminal, given, terminal.desk.outbox.delete, said)


def hand_off(terminal: Terminal, given: argparse.Namespace) -> int:
    """Print how the next part is posted in the browser; nothing is opened here."""
    part = terminal.desk.outbox.hand_off(ThreadId(given.thread))
    thread = terminal.desk.outbox.thread(part.thread_id)
    # The text stands at the left edge, so that it is copied as it is.
    lines = [
        f"Part {part.position} of {len(thread.parts)}. Open this address; the text is in it:",
        f"\n{part.url}\n",
        "Or paste the text:",
        f"\n{part.text}\n",
        "Then say what became of it:",
        *threads.step_lines(way for way in threads.steps(thread) if "resolve" in way[0]),
    ]
    terminal.print(
        {
            "thread": part.thread_id,
            "position": part.position,
            "text": part.text,
            "url": part.url,
        },
        "\n".join(lines),
    )
    return 0


def resolve(terminal: Terminal, given: argparse.Namespace) -> int:
    """Record what became of a part that may be public."""
    outbox = terminal.desk.outbox
    if given.not_sent:
        return _act(terminal, given, outbox.not_posted, "Part {part} was not posted.")
    if given.sent_somewhere:
        return _act(terminal, given, outbox.posted, "Part {part} is looked for among our posts.")
    link = given.sent
    if not link.strip():
        raise InputError("The link is empty.", advice="Without one say --sent-somewhere.")

    def posted(thread_id: ThreadId) -> Changes:
        return outbox.posted(thread_id, link)

    return _act(terminal, given, posted, "Part {part} is at that link, by your word.")


def listing(terminal: Terminal, entries: Iterable[OutboxEntry]) -> list[str]:
    """Return answers as text under what they have in common; empty for none."""
    groups: dict[str, list[str]] = {"Asks you": [], "On its way": [], "Done lately": []}
    for entry in entries:
        thread = entry.thread
        name = "On its way" if thread.next_part is not None else "Done lately"
        whom = _whom(entry.name, entry.handle, thread.case_id, entry.account_handle)
        groups["Asks you" if thread.asks else name].append(
            threads.brief(
                thread,
                whom,
                waits_till=terminal.desk.outbox.waits_till(thread.account_id),
                now=terminal.now(),
            )
        )
    lines = list[str]()
    for name, told in groups.items():
        if told:
            between = "\n\n" if name == "Asks you" else "\n"
            lines += ["", name] if lines else [name]
            lines.append(between.join(told))
    return lines


def shapes_of(terminal: Terminal, entries: Iterable[OutboxEntry]) -> list[shapes.Shape]:
    """Return answers as JSON has them."""
    return [
        shapes.entry(entry)
        | {
            "next_at": shapes.time(
                threads.next_at(
                    entry.thread,
                    terminal.desk.outbox.waits_till(entry.thread.account_id),
                    terminal.now(),
                )
            )
        }
        for entry in entries
    ]


def _act(
    terminal: Terminal,
    given: argparse.Namespace,
    verb: Callable[[ThreadId], Changes],
    said: str,
) -> int:
    """Run a verb on an answer; say what came of it and how to go on."""
    thread_id = ThreadId(given.thread)
    before = terminal.desk.outbox.thread(thread_id).next_part
    verb(thread_id)
    thread = terminal.desk.outbox.thread(thread_id)
    position = 0 if before is None else before.position
    waits_till, now = terminal.desk.outbox.waits_till(thread.account_id), terminal.now()
    waits = threads.next_at(thread, waits_till, now) is not None
    came_of_it = said.format(part=position, case=thread.case_id)
    lines = [
        f"Reply thread {thread_id}: {threads.progress(thread)}. {came_of_it}",
        *threads.next_lines(thread, waits_till, now),
        *threads.step_lines(threads.steps(thread, waits=waits)),
    ]
    terminal.print(shapes.thread(thread), "\n".join(lines))
    return 0


def _whom(name: str, handle: str, case_id: CaseId, account: str) -> str:
    who = " ".join(each for each in (name, f"@{handle}" if handle else "") if each)
    return f"{words.one_line(who, 80) or 'somebody'}, case {case_id}, from {words.handle(account)}"


def _look(thread: ReplyThread) -> str:
    return f"Look at it: canary-desk outbox show {thread.id}"

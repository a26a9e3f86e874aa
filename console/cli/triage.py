"""The commands by which a person decides about cases, and takes back what they did."""

from __future__ import annotations

import argparse
from datetime import datetime

from console.cli import words
from console.cli.case_options import BY_RULE
from console.cli.terminal import Terminal
from console.domain.changes import Changes
from console.domain.ids import CaseId, MessageId, PromiseId
from console.domain.kinds import MessageKind
from console.domain.priority import Priority
from console.domain.resolutions import POST
from console.errors import InputError
from console.store.journal import Undone


def resolve(terminal: Terminal, given: argparse.Namespace) -> int:
    """Mark cases as solved."""
    if given.skip and (given.fix or given.channel):
        raise InputError("What is skipped has neither words nor a way.")
    if not given.skip and not given.fix:
        raise InputError("It is not said what fixed it.", advice="Give --fix TEXT, or --skip.")
    changes = terminal.desk.triage.resolve(
        _cases(given), fix=given.fix, channel=given.channel or POST, skipped=given.skip
    )
    return _told(terminal, given, changes, "Resolved")


def reopen(terminal: Terminal, given: argparse.Namespace) -> int:
    """Bring cases back."""
    return _told(terminal, given, terminal.desk.triage.reopen(_cases(given)), "Reopened")


def spam(terminal: Terminal, given: argparse.Namespace) -> int:
    """Put cases aside as spam."""
    return _told(terminal, given, terminal.desk.triage.mark_spam(_cases(given)), "Put aside")


def snooze(terminal: Terminal, given: argparse.Namespace) -> int:
    """Let cases sleep."""
    until = moment(terminal, given.until)
    changes = terminal.desk.triage.snooze(_cases(given), until)
    return _told(terminal, given, changes, f"Snoozed till {words.when(until)}:")


def tag(terminal: Terminal, given: argparse.Namespace) -> int:
    """Put tags on cases, or take them off."""
    if not given.add and not given.remove:
        raise InputError("No tag is given.", advice="Give --add TAG or --remove TAG.")
    changes = terminal.desk.triage.tag(_cases(given), given.add, given.remove)
    return _told(terminal, given, changes, "Tagged")


def touchpoint(terminal: Terminal, given: argparse.Namespace) -> int:
    """Say where the business failed."""
    changes = terminal.desk.triage.set_touchpoint(_cases(given), given.word)
    return _told(terminal, given, changes, "Changed")


def priority(terminal: Terminal, given: argparse.Namespace) -> int:
    """Say how pressing cases are."""
    level = None if given.level == BY_RULE else Priority[given.level.upper()]
    return _told(
        terminal, given, terminal.desk.triage.set_priority(_cases(given), level), "Changed"
    )


def merge(terminal: Terminal, given: argparse.Namespace) -> int:
    """Move all that cases hold into another."""
    changes = terminal.desk.triage.merge(_cases(given), CaseId(given.into))
    return _told(terminal, given, changes, f"Merged into case {given.into}:")


def split(terminal: Terminal, given: argparse.Namespace) -> int:
    """Move some messages of a case into a new one."""
    case_id, _ = terminal.desk.triage.split(
        CaseId(given.case), [MessageId(number) for number in given.messages]
    )
    terminal.print({"case": case_id}, f"They are case {case_id} now.")
    return 0


def kind(terminal: Terminal, given: argparse.Namespace) -> int:
    """Say of what kind a customer's post is."""
    wanted = None if given.kind == BY_RULE else MessageKind(given.kind)
    changes = terminal.desk.triage.set_kind(MessageId(given.message), wanted)
    terminal.print({"changed": bool(changes)}, "Noted." if changes else "It was so already.")
    return 0


def promise(terminal: Terminal, given: argparse.Namespace) -> int:
    """Note what we promised."""
    due_at = moment(terminal, given.due)
    terminal.desk.triage.promise(CaseId(given.case), given.what, due_at)
    view = terminal.desk.cases.view(CaseId(given.case))
    made = max(view.promises, key=lambda each: each.id)
    terminal.print({"promise": made.id}, f"Promise {made.id}: due {words.when(due_at)}.")
    return 0


def kept(terminal: Terminal, given: argparse.Namespace) -> int:
    """Say whether a promise was kept."""
    changes = terminal.desk.triage.keep_promise(PromiseId(given.promise), kept=not given.broken)
    terminal.print({"changed": bool(changes)}, "Noted." if changes else "It was so already.")
    return 0


def tags(terminal: Terminal, _given: argparse.Namespace) -> int:
    """List all tags."""
    found = terminal.desk.triage.tags()
    terminal.print(list(found), "\n".join(found) or "No tags.")
    return 0


def undo(terminal: Terminal, given: argparse.Namespace) -> int:
    """Take back the newest act, or list what was done."""
    if given.list:
        entries = terminal.desk.acts.newest()
        lines = [
            f"{words.when(each.at)}  {each.agent_name}: {each.act}"
            + (" (taken back)" if each.undone_at else "")
            for each in entries
        ]
        value = [
            {
                "act": each.act,
                "at": each.at.isoformat(),
                "agent": each.agent_name,
                "undone": each.undone_at is not None,
            }
            for each in entries
        ]
        terminal.print(value, "\n".join(lines) or "Nothing was done yet.")
        return 0
    return _told_undone(terminal, terminal.desk.acts.undo(), "Undone", "There is nothing to undo.")


def redo(terminal: Terminal, _given: argparse.Namespace) -> int:
    """Do again what was taken back last."""
    return _told_undone(
        terminal, terminal.desk.acts.redo(), "Done again", "There is nothing to do again."
    )


def moment(terminal: Terminal, text: str) -> datetime:
    """Return the moment that a person wrote.

    Raises:
        InputError: it cannot be read, or is not to come.
    """
    from console.text import spoken_times  # which loads a library

    hours = terminal.desk.targets.get().hours
    found = spoken_times.read(text, terminal.now(), hours)
    if found is None:
        raise InputError(
            f"{text!r} is no moment to come.",
            advice='Write it like "fri 9am", "in 2 hours" or 2026-11-27T09:00.',
        )
    return found


def _cases(given: argparse.Namespace) -> list[CaseId]:
    return [CaseId(number) for number in given.cases]


def _told(terminal: Terminal, given: argparse.Namespace, changes: Changes, done: str) -> int:
    if changes:
        said = f"{done} {words.several(len(given.cases), 'case')}."
    else:
        said = "Nothing to change: it was so already."
    terminal.print({"changed": sorted(changes.cases)}, said)
    return 0


def _told_undone(terminal: Terminal, undone: Undone | None, done: str, nothing: str) -> int:
    value = None if undone is None else {"act": undone.act, "cases": sorted(undone.changes.cases)}
    terminal.print(value, nothing if undone is None else f"{done}: {undone.act}")
    return 0

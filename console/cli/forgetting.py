"""The commands that forget: a contact for good, and what is older than rules let it be."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from console.cli import shapes, words
from console.cli.shapes import Shape
from console.cli.terminal import Terminal
from console.domain.erasure import Preview, Receipt, shape, told
from console.domain.ids import ContactId
from console.domain.retention import FIGURES, RetentionKind, RetentionPreview, RetentionReport
from console.errors import InputError

NOT_DONE = 3
"""As trouble with the data file ends: something of it is left to be done."""


def forget(terminal: Terminal, given: argparse.Namespace) -> int:
    """Say what forgetting a contact would take, do it, or list what was done."""
    verbs = terminal.desk.erasure
    if given.list:
        receipts = verbs.receipts()
        lines = [_receipt_line(each) for each in receipts]
        terminal.print([shape(each) for each in receipts], "\n".join(lines) or "Nobody yet.")
        return 0
    if given.go_on:
        done = verbs.go_on()
        said = "\n".join(told(each) for each in done) or "Nothing is left to be done."
        terminal.print([shape(each) for each in done], said)
        return 0 if all(each.is_done for each in done) else NOT_DONE
    if given.delete_copy is not None:
        verbs.delete_copy(given.delete_copy)
        terminal.print({"deleted": given.delete_copy}, f"Deleted {given.delete_copy}.")
        return 0
    if given.contact is None:
        raise InputError("It is not said who.", advice="Give a contact, --list or --go-on.")
    contact_id = ContactId(given.contact)
    if not given.yes:
        preview = verbs.preview(contact_id)
        terminal.print(_preview(preview), "\n".join(_preview_lines(preview)))
        return 0
    receipt = verbs.forget(contact_id)
    terminal.print(shape(receipt), told(receipt))
    return 0 if receipt.is_done else NOT_DONE


def retention_show(terminal: Terminal, given: argparse.Namespace) -> int:
    """Print the rules and the last runs."""
    del given
    verbs = terminal.desk.retention
    rules, runs = verbs.rules(), verbs.runs()
    lines = [f"{rule.kind:<11} {_days(rule.days)}" for rule in rules]
    lines.append(f"{'daily':<11} {'on' if verbs.is_daily else 'off'}")
    lines += [_report_line(each) for each in runs]
    value = {
        "rules": [{"kind": rule.kind, "days": rule.days} for rule in rules],
        "daily": verbs.is_daily,
        "runs": [_report(each) for each in runs],
    }
    terminal.print(value, "\n".join(lines))
    return 0


def retention_set(terminal: Terminal, given: argparse.Namespace) -> int:
    """Change a rule, or whether all of them run by themselves."""
    verbs = terminal.desk.retention
    if given.kind == "daily":
        if given.days not in ("on", "off"):
            raise InputError(f"“{given.days}” is neither on nor off.")
        verbs.set_daily(daily=given.days == "on")
    else:
        if given.days != "off" and not (given.days.isascii() and given.days.isdigit()):
            raise InputError(f"“{given.days}” is no number of days.", advice="Or give `off`.")
        verbs.set(RetentionKind(given.kind), None if given.days == "off" else int(given.days[:9]))
    return retention_show(terminal, given)


def retention_preview(terminal: Terminal, given: argparse.Namespace) -> int:
    """Print what the rules would take now."""
    del given
    found = terminal.desk.retention.preview()
    lines = [_previewed(each) for each in found]
    said = "\n".join([*lines, FIGURES]) if lines else "No rule is on."
    terminal.print([_aged(each) for each in found], said)
    return 0


def retention_run(terminal: Terminal, given: argparse.Namespace) -> int:
    """Take away what the rules say."""
    del given
    report = terminal.desk.retention.run()
    terminal.print(_report(report), _report_line(report))
    return 0


def _preview(preview: Preview) -> Shape:
    return {
        "contact": preview.contact_id,
        "name": preview.name,
        "handles": list(preview.handles),
        "numbers": list(preview.numbers),
        "shared_numbers": list(preview.shared_numbers),
        "would_erase": dict(preview.counts),
        "acts": preview.acts,
        "copies": list(preview.copies),
        "stops": preview.stops,
        "bars": list(preview.bars),
    }


def _preview_lines(preview: Preview) -> Iterator[str]:
    name = preview.name or "a contact without a name"
    yield f"Would forget contact {preview.contact_id}, {name}, for good:"
    for what, number in preview.counts.items():
        yield f"  {number:>6}  {what}"
    if preview.acts:
        yield f"  {preview.acts:>6}  acts, which cannot be undone any more"
    for copy in preview.copies:
        yield f"  Rewritten: {copy}"
    for shared in preview.shared_numbers:
        yield f"  Stays with another contact: {shared}"
    if preview.stops:
        yield f"  {preview.stops} parts of answers wait to be sent, and never will be."
    for bar in preview.bars:
        yield f"  Not now: {bar}"
    if not preview.bars:
        yield f"Do it: canary-desk forget {preview.contact_id} --yes"


def _receipt_line(receipt: Receipt) -> str:
    done = "done" if receipt.is_done else receipt.problem or "not done"
    total = sum(receipt.counts.values())
    return f"{receipt.code}  {words.when(receipt.begun_at)}  {receipt.agent_name}  {total}  {done}"


def _aged(each: RetentionPreview) -> Shape:
    return {
        "kind": each.kind,
        "days": each.days,
        "count": each.count,
        "messages": each.messages,
        "contacts": each.contacts,
        "oldest_at": shapes.time(each.oldest_at),
        "examples": list(each.examples),
    }


def _previewed(each: RetentionPreview) -> str:
    oldest = f", the oldest of {words.when(each.oldest_at)}" if each.oldest_at else ""
    names = f": {', '.join(each.examples)}" if each.examples else ""
    contacts = f" and {each.contacts} contacts" if each.contacts else ""
    return f"{each.kind:<11} {each.count} with {each.messages} messages{contacts}{oldest}{names}"


def _report(report: RetentionReport) -> Shape:
    return {
        "at": shapes.time(report.at),
        "daily": report.daily,
        "done": report.done,
        "taken": dict(report.counts),
    }


def _report_line(report: RetentionReport) -> str:
    taken = ", ".join(f"{number} {what}" for what, number in report.counts.items())
    end = "" if report.done else " (stopped)"
    return f"{words.when(report.at)}  took {taken or 'nothing'}{end}"


def _days(days: int | None) -> str:
    return "kept for ever" if days is None else f"{days} days"

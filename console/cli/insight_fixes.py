"""The commands on root-cause fixes: what was done about what keeps failing."""

from __future__ import annotations

import argparse
from dataclasses import replace

from console.cli import insight_shapes, words
from console.cli.terminal import Terminal
from console.domain.ids import to_ms
from console.domain.insight import RootCauseFix, Unit
from console.errors import NotFound
from console.text import figures


def every(terminal: Terminal, _given: argparse.Namespace) -> int:
    """Print all fixes, the newest first."""
    found = terminal.desk.insight.fixes()
    zone = terminal.desk.targets.get().hours.zone
    lines = [_line(each, zone) for each in found]
    said = "\n".join(lines) or "No fix is recorded yet."
    terminal.print([insight_shapes.fix(each) for each in found], said)
    return 0


def add(terminal: Terminal, given: argparse.Namespace) -> int:
    """Record what was done at a touchpoint."""
    verbs, hours = terminal.desk.insight, terminal.desk.targets.get().hours
    held = {each.id for each in verbs.fixes()}
    owner = terminal.context.agent().name if given.owner is None else given.owner
    day = given.first or hours.local(terminal.now()).date()
    verbs.record_fix(given.touchpoint, owner, given.action, day)
    made = next(each for each in verbs.fixes() if each.id not in held)
    terminal.print(insight_shapes.fix(made), f"Recorded. {_line(made, hours.zone)}")
    return 0


def change(terminal: Terminal, given: argparse.Namespace) -> int:
    """Let a fix say something else; what is not given stays."""
    verbs, hours = terminal.desk.insight, terminal.desk.targets.get().hours
    was = _find(terminal, given.fix)
    wanted = replace(
        was,
        touchpoint=was.touchpoint if given.touchpoint is None else given.touchpoint,
        action=was.action if given.action is None else given.action,
        owner=was.owner if given.owner is None else given.owner,
    )
    verbs.change_fix(wanted, given.first or hours.local(was.at).date())
    now = _find(terminal, given.fix)
    terminal.print(insight_shapes.fix(now), f"Changed. {_line(now, hours.zone)}")
    return 0


def remove(terminal: Terminal, given: argparse.Namespace) -> int:
    """Forget a fix."""
    gone = _find(terminal, given.fix)
    terminal.desk.insight.remove_fix(gone.id)
    said = f"Removed the fix for {words.one_line(gone.touchpoint, 80)}. `undo` brings it back."
    terminal.print(insight_shapes.fix(gone), said)
    return 0


def _find(terminal: Terminal, fix_id: int) -> RootCauseFix:
    for each in terminal.desk.insight.fixes():
        if each.id == fix_id:
            return each
    raise NotFound(f"There is no root-cause fix {fix_id}.")


def _line(fix: RootCauseFix, zone: str) -> str:
    day = figures.said(to_ms(fix.at), Unit.DAY, zone)
    where, what, who = (
        words.one_line(text, 120) for text in (fix.touchpoint, fix.action, fix.owner)
    )
    return f"{fix.id}  {where}: {what}  ({who}, from {day})"

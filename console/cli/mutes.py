"""The commands on mutes."""

from __future__ import annotations

import argparse

from console.cli import shapes, words
from console.cli.terminal import Terminal
from console.desk.mutes import Muted
from console.domain.ids import CaseId, MuteId
from console.domain.triage_rules import Mute


def author(terminal: Terminal, given: argparse.Namespace) -> int:
    """Mute the customer of a case."""
    return _told(terminal, terminal.desk.mutes.mute_author(CaseId(given.case)))


def conversation(terminal: Terminal, given: argparse.Namespace) -> int:
    """Mute the conversations of a case."""
    return _told(terminal, terminal.desk.mutes.mute_conversation(CaseId(given.case)))


def word(terminal: Terminal, given: argparse.Namespace) -> int:
    """Mute a word or phrase, or say what that would mute."""
    mutes = terminal.desk.mutes
    if not given.count:
        return _told(terminal, mutes.mute_word(given.word))
    count = mutes.would_mute(given.word)
    terminal.print({"would_mute": count}, f"It would mute {words.several(count, 'open case')}.")
    return 0


def every(terminal: Terminal, _given: argparse.Namespace) -> int:
    """Print all mutes."""
    found = terminal.desk.mutes.every()
    lines = [_line(each) for each in found]
    terminal.print([shape(each) for each in found], "\n".join(lines) or "Nothing is muted.")
    return 0


def remove(terminal: Terminal, given: argparse.Namespace) -> int:
    """Take mutes away; `undo` brings them back."""
    ids = tuple(MuteId(number) for number in given.mutes)
    changes = terminal.desk.mutes.unmute(ids)
    said = f"Unmuted. {words.several(len(changes.cases), 'case')} changed. `undo` takes it back."
    terminal.print({"changed": sorted(changes.cases)}, said)
    return 0


def shape(mute: Mute) -> dict[str, object]:
    """Return a mute as JSON.

    Keys: `id, kind, network, value, shown, agent, made_at, posts, last_at`.
    """
    return {
        "id": mute.id,
        "kind": mute.new.kind,
        "network": mute.new.network,
        "value": mute.new.value,
        "shown": mute.new.shown,
        "agent": mute.agent_name,
        "made_at": shapes.time(mute.made_at),
        "posts": mute.posts,
        "last_at": shapes.time(mute.last_at),
    }


def _line(mute: Mute) -> str:
    quiet = f"keeps {words.several(mute.posts, 'post')} quiet"
    return f"{mute.id:>6}  {mute.new.kind:<12}  {words.one_line(mute.new.shown, 80)}  ({quiet})"


def _told(terminal: Terminal, done: Muted) -> int:
    shown = ", ".join(words.one_line(each, 80) for each in done.shown)
    said = f"Muted {shown}: {words.several(len(done.quiet), 'open case')} put aside."
    if done.left_open:
        left = words.several(done.left_open, "case")
        said += f" {left} left open where someone is at work."
    value = {
        "muted": list(done.shown),
        "cases_muted": sorted(done.quiet),
        "left_open": done.left_open,
        "changed": sorted(done.cases),
    }
    terminal.print(value, said)
    return 0

"""The commands on saved replies."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from console.cli import input as given_input
from console.cli import shapes, words
from console.cli.terminal import Terminal
from console.domain.saved_replies import SameName, SavedReply
from console.errors import InputError, of_os_error
from console.exchange import saved_replies_csv
from console.text import templates

FIRST_WORDS = 60


def every(terminal: Terminal, _given: argparse.Namespace) -> int:
    """Print all saved replies."""
    found = terminal.desk.saved_replies.every()
    lines = [_line(each) for each in found]
    terminal.print([shape(each) for each in found], "\n".join(lines) or "No saved reply yet.")
    return 0


def add(terminal: Terminal, given: argparse.Namespace) -> int:
    """Save a reply; its text comes from a file or standard input."""
    new = terminal.desk.saved_replies.add(given.name, given_input.text_from(given.file))
    asked = templates.unknown(new.text)
    note = f" Asked for when it is used: {', '.join(asked)}." if asked else ""
    terminal.print(shape(new), f"Saved “{new.name}”.{note}")
    return 0


def remove(terminal: Terminal, given: argparse.Namespace) -> int:
    """Delete a saved reply; `undo` brings it back."""
    verbs = terminal.desk.saved_replies
    gone = verbs.remove(verbs.find(given.name).id)
    terminal.print(shape(gone.reply), f"Deleted “{gone.reply.name}”. `undo` brings it back.")
    return 0


def take_in(terminal: Terminal, given: argparse.Namespace) -> int:
    """Save what a CSV file holds."""
    file = saved_replies_csv.read(_bytes_from(given.file))
    done = terminal.desk.saved_replies.take_in(file.replies, SameName(given.same_name))
    bad = [{"line": one.line, "name": one.name, "problem": one.problem} for one in file.bad]
    said = f"{done.added} added, {done.changed} changed, {done.left} left as they are."
    lines = [said, *(f"Line {one.line}: {one.problem}" for one in file.bad)]
    value = {"added": done.added, "changed": done.changed, "left": done.left, "bad": bad}
    terminal.print(value, "\n".join(lines))
    return 0


def give_out(terminal: Terminal, given: argparse.Namespace) -> int:
    """Write all saved replies as CSV into a new file, or to standard output."""
    text = saved_replies_csv.write(terminal.desk.saved_replies.every())
    if given.file == "-":
        sys.stdout.buffer.write(text.encode())
        return 0
    path = Path(given.file)
    try:
        with path.open("x", encoding="utf-8", newline="") as made:
            made.write(text)
    except FileExistsError:
        raise InputError(f"{path} is there already.", advice="Choose another name.") from None
    except OSError as error:
        raise of_os_error(error, str(path)) from error
    terminal.print({"file": str(path)}, f"Written to {path}.")
    return 0


def shape(reply: SavedReply) -> dict[str, object]:
    """Return a saved reply as JSON.

    Keys: `id, name, text, uses, used_at`.
    """
    return {
        "id": reply.id,
        "name": reply.name,
        "text": reply.text,
        "uses": reply.uses,
        "used_at": shapes.time(reply.used_at),
    }


def _line(reply: SavedReply) -> str:
    line = " ".join(reply.text.split())
    shown = line if len(line) <= FIRST_WORDS else f"{line[: FIRST_WORDS - 1]}…"
    return f"{reply.name}  ({words.several(reply.uses, 'use')})  {shown}"


def _bytes_from(file: str) -> bytes:
    most = saved_replies_csv.LARGEST + 1
    if file == "-":
        return sys.stdin.buffer.read(most)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(most)
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror or error}.") from error

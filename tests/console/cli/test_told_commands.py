"""Every command of the command line stands in `canary-desk --help` and in the help's table."""

from __future__ import annotations

import argparse
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from console.cli import parser
from ui import start

PAGE = Path(__file__).parents[3] / "resources" / "help" / "en" / "command-line.md"
_ALTERNATIVES = re.compile(r"[a-z][a-z-]*(\|[a-z][a-z-]*)*")


def commands(of: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of each command that can be typed."""
    groups = [each for each in of._actions if isinstance(each, argparse._SubParsersAction)]
    if of.get_default("command") and not any(each.required for each in groups):
        yield path
    for each in groups:
        for name, below in each.choices.items():
            yield from commands(below, (*path, name))


def told_in_help() -> set[tuple[str, ...]]:
    """Return the paths in the first column of the table: `rule on\\|off ID` has two."""
    found: set[tuple[str, ...]] = set()
    for row in PAGE.read_text("utf-8").splitlines():
        cells = re.split(r"(?<!\\)\|", row)
        if not row.startswith("|") or len(cells) < 2:
            continue
        for code in re.findall("`([^`]+)`", cells[1]):
            words = code.replace("\\|", "|").split()
            said = itertools.takewhile(_ALTERNATIVES.fullmatch, words)
            found |= set(itertools.product(*(word.split("|") for word in said)))
    return found


EVERY = set(commands(parser._parser()))


def test_the_help_of_the_window_names_every_noun() -> None:
    told = {line.split()[0] for line in start.COMMANDS.splitlines() if line.startswith("  ")}
    assert told == {path[0] for path in EVERY}


def test_the_table_of_the_help_has_every_command() -> None:
    assert ("rule", "take-back") in EVERY
    assert sorted(EVERY - told_in_help()) == []

"""The commands on searches: find, keep one, keep it no longer."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from console.cli import shapes, words
from console.cli.plain import safe
from console.cli.terminal import Terminal
from console.domain.searching import Hit, HitKind, SavedSearch, SearchProblem
from console.errors import InputError, NotFound

_KINDS = {HitKind.CALL: "call  ", HitKind.DRAFT: "draft  ", HitKind.CONTACT: "contact  "}
MARK = ("[", "]")
"""What stands around found words in a terminal."""


def find(terminal: Terminal, given: argparse.Namespace) -> int:
    """Print a page of hits."""
    verbs = terminal.desk.searches
    _refuse_wrong(given.query, verbs.problems(given.query))
    found = verbs.find(given.query, order=given.order, after=given.after, limit=given.limit)
    lines = [_line(hit) for hit in found.hits] or ["Nothing is found."]
    if found.after is not None:
        lines.append(f"More: --after {found.after}")
    value = {"hits": [hit_shape(hit) for hit in found.hits], "after": found.after}
    terminal.print(value, "\n".join(lines))
    return 0


def every(terminal: Terminal, _given: argparse.Namespace) -> int:
    """Print the kept searches."""
    found = terminal.desk.searches.saved()
    lines = [f"{words.name(each.name)}  {words.name(each.query)}" for each in found]
    terminal.print([saved_shape(each) for each in found], "\n".join(lines) or "None is kept yet.")
    return 0


def add(terminal: Terminal, given: argparse.Namespace) -> int:
    """Keep a search."""
    verbs = terminal.desk.searches
    _refuse_wrong(given.query, verbs.problems(given.query))
    made, _ = verbs.save(given.name, given.query, given.order)
    terminal.print(saved_shape(made), f"Kept as “{made.name}”.")
    return 0


def remove(terminal: Terminal, given: argparse.Namespace) -> int:
    """Keep a search no longer; `undo` brings it back."""
    verbs, name = terminal.desk.searches, " ".join(given.name.split())
    kept = next((each for each in verbs.saved() if each.name.casefold() == name.casefold()), None)
    if kept is None:
        raise NotFound(f"No search is kept as “{name}”.")
    verbs.remove(kept.id)
    terminal.print(saved_shape(kept), f"“{kept.name}” is no longer kept. `undo` brings it back.")
    return 0


def hit_shape(hit: Hit) -> shapes.Shape:
    """Return a hit as JSON.

    Keys: `case, message` (null for a draft or a contact), `at, snippet, marks` (start and end
    in code points of `snippet`), `kind` (`post`, `call`, `draft`, `contact`), `author, name,
    handle` (the customer's), `state`.
    """
    return {
        "case": hit.case_id,
        "message": hit.message_id,
        "at": shapes.time(hit.at),
        "snippet": hit.snippet.text,
        "marks": [list(mark) for mark in hit.snippet.marks],
        "kind": hit.kind,
        "author": hit.author,
        "name": hit.row.name,
        "handle": hit.row.handle,
        "state": hit.row.state,
    }


def saved_shape(search: SavedSearch) -> shapes.Shape:
    """Return a kept search as JSON; keys: `id, name, query, order` (`newest`, `ranked`)."""
    return {
        "id": search.id,
        "name": search.name,
        "query": search.query,
        "order": search.order,
    }


def _line(hit: Hit) -> str:
    handle = f" {words.handle(hit.row.handle)}".rstrip()
    by = f"{words.name(hit.author)}: " if hit.author and hit.author != hit.row.name else ""
    return (
        f"{hit.case_id:>6}  {hit.row.state:<11}  {words.when(hit.at)}"
        f"  {words.name(hit.row.name)}{handle}\n"
        f"        {_KINDS.get(hit.kind, '')}{by}{_marked(hit)}"
    )


def _marked(hit: Hit) -> str:
    text, said, place = hit.snippet.text, list[str](), 0
    for start, end in hit.snippet.marks:
        said += [text[place:start], MARK[0], text[start:end], MARK[1]]
        place = end
    return "".join([*said, text[place:]])


def _refuse_wrong(query: str, found: Sequence[SearchProblem]) -> None:
    """Print where a query is wrong, and end the command.

    Raises:
        InputError: it is wrong.
    """
    if not found:
        return
    shown = "".join(char if char.isprintable() else " " for char in query)
    for each in found:
        mark = "^" * max(1, each.end - each.start)
        print(safe(f"{shown}\n{' ' * each.start}{mark}"), file=sys.stderr)
        if each is not found[-1]:
            print(safe(f"{each.message} {each.advice}".rstrip()), file=sys.stderr)
    raise InputError(found[-1].message, advice=found[-1].advice)

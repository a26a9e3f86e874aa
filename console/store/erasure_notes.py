"""Notes of reviews that lie beside copies of the data file: those on posts that went go too.

A file of notes is known by its name, `FILE.<reviewer>.review.jsonl`; who reviews writes it, see
`console.exchange.review_log`. A note names the first post of its case, which a tombstone knows.
Of a case without posts it names the number only, which counts beside a copy of this data file.
What is no note is left as it is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from console.domain.erasure import CopyOutcome, CopyState
from console.errors import of_os_error
from console.store import tombstones
from console.store.database import Database
from console.store.tombstones import Kind, Reason, Words

ENDING = ".review.jsonl"
_POSTS = ("post", "message_post")


def forget(db: Database, name: str, path: Path) -> CopyOutcome:
    """Take the notes on what was forgotten out of a file; return what became of it, as `name`."""
    try:
        lines = path.read_bytes().splitlines(keepends=True)
        kept = _kept(db, lines, of_copy=".db." in path.name)
        if len(kept) < len(lines):
            _write(path, kept)
    except OSError as error:
        return CopyOutcome(name, CopyState.WAITING, of_os_error(error, name).message)
    gone = len(lines) - len(kept)
    return CopyOutcome(name, CopyState.LOOKED_THROUGH, f"notes taken out: {gone}")


def _kept(db: Database, lines: list[bytes], *, of_copy: bool) -> list[bytes]:
    entries = [_entry(line) for line in lines]
    posts = {word for entry in entries for word in _posts(entry)}
    known = tombstones.known(db, {Kind.POST: posts}, Reason.FORGOTTEN)
    gone = {words for _, words in known}
    cases = {number for (number,) in db.tuples("SELECT id FROM cases")} if of_copy else None

    def goes(entry: dict[str, Any]) -> bool:
        if any(words in gone for words in _posts(entry)):
            return True
        number = entry.get("case")
        return bool(entry) and not entry.get("post") and cases is not None and number not in cases

    return [line for line, entry in zip(lines, entries, strict=True) if not goes(entry)]


def _posts(entry: dict[str, Any]) -> Iterable[Words]:
    for name in _POSTS:
        network, mark, remote_id = str(entry.get(name) or "").partition(":")
        if mark:
            yield tombstones.post(network, remote_id)


def _entry(line: bytes) -> dict[str, Any]:
    """Return what a line says; nothing where it is no note."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) and "case" in value else {}


def _write(path: Path, lines: list[bytes]) -> None:
    """Put other lines in the place of a file's, in one step."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as file:
        fresh.chmod(0o600)
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)

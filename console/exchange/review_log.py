"""The notes of a review as lines of JSON beside the reviewed file, one act a line.

`FILE.<reviewer>.review.jsonl`: each reviewer appends to a file of their own, so that two of
them never write into one, also on a share; all that lie beside FILE are read together. A
line is on the disk before its act is shown. Nothing is ever changed: what is taken back is
another line. A line that a power cut tore, or that somebody else wrote, is passed over and
counted.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from console.domain.reviews import LONGEST_NOTE, LONGEST_TAG, MOST_TAGS, Verdict
from console.errors import InputError, of_os_error
from console.language import tr

ENDING = ".review.jsonl"
LARGEST = 256 << 20
"""Bytes; more than that is no file of notes."""
LONGEST_LINE = 1 << 20
LONGEST_NAME = 80
NOTE, TAKEN_BACK, REVIEWED, NOT_REVIEWED = "note", "taken back", "reviewed", "not reviewed"
WHATS = (NOTE, TAKEN_BACK, REVIEWED, NOT_REVIEWED)
_IDS = range(1, 1 << 63)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line."""

    id: str
    what: str
    """One of `WHATS`."""
    by: str
    at: datetime
    file: str
    """Fingerprint of the file in which `case` and `message` are numbers."""
    case: int
    post: str = ""
    """`network:id` of the case's first post, which finds it in another export; may be empty."""
    message: int | None = None
    message_post: str = ""
    text: str = ""
    verdict: Verdict | None = None
    tags: tuple[str, ...] = ()
    of: str = ""
    """Which note is taken back."""

    def line(self) -> bytes:
        """Return it as it is written, with its end."""
        value: dict[str, object] = {
            "id": self.id,
            "what": self.what,
            "by": self.by,
            "at": self.at.astimezone(UTC).isoformat(timespec="milliseconds"),
            "file": self.file,
            "case": self.case,
            "post": self.post,
        }
        if self.what == NOTE:
            value |= {
                "message": self.message,
                "message_post": self.message_post,
                "text": self.text,
                "verdict": self.verdict,
                "tags": list(self.tags),
            }
        if self.of:
            value["of"] = self.of
        return json.dumps(value).encode("ascii") + b"\n"


@dataclass(frozen=True, slots=True)
class ReadLog:
    """What a file of notes holds."""

    path: Path
    entries: tuple[Entry, ...]
    unread: int
    """How many lines were passed over."""


def beside(path: Path, others: Iterable[Path] = ()) -> list[Path]:
    """Return the files of notes that lie beside `path`, or in other folders under its name."""
    found: list[Path] = []
    for folder in dict.fromkeys((path.parent, *others)):
        try:
            names = sorted(each.name for each in folder.iterdir())
        except OSError:
            continue
        start = f"{path.name}."
        found += [
            folder / name
            for name in names
            if name.startswith(start)
            and (name == path.name + ENDING or _is_of_reviewer(name, path.name))
        ]
    return found


def own_name(path: Path, reviewer: str) -> str:
    """Return the name of the file into which a reviewer's notes go."""
    return f"{path.name}.{_slug(reviewer)}{ENDING}"


def read(path: Path) -> ReadLog:
    """Return what a file of notes holds; lines that make no sense are counted.

    Raises:
        InputError: it cannot be read, or is much too large.
    """
    entries, unread = list[Entry](), 0
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(tr("{path} is too large for a file of notes.").format(path=path))
        with path.open("rb") as file:
            while line := file.readline(LONGEST_LINE):
                entry = parsed(line)
                if entry is not None:
                    entries.append(entry)
                elif line.strip():
                    unread += 1
    except OSError as error:
        raise InputError(
            tr("{path} cannot be read: {value}.").format(path=path, value=error.strerror or error)
        ) from error
    return ReadLog(path, tuple(entries), unread)


def parsed(line: bytes) -> Entry | None:
    """Return the entry of a line, None where it is none of ours."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or value.get("what") not in WHATS:
        return None
    at, case = _time(value.get("at")), _number(value.get("case"))
    identity, by = _word(value.get("id"), 80), _word(value.get("by"), LONGEST_NAME)
    if at is None or case is None or not identity or not by:
        return None
    verdict = value.get("verdict")
    tags = value.get("tags")
    return Entry(
        id=identity,
        what=str(value["what"]),
        by=by,
        at=at,
        file=_word(value.get("file"), 100),
        case=case,
        post=_word(value.get("post"), 200),
        message=_number(value.get("message")),
        message_post=_word(value.get("message_post"), 200),
        text=_text(value.get("text")),
        verdict=Verdict(verdict) if verdict in tuple(Verdict) else None,
        tags=checked_tags(tags) if isinstance(tags, list) else (),
        of=_word(value.get("of"), 80),
    )


def checked_tags(tags: Iterable[object]) -> tuple[str, ...]:
    """Return tags as they are kept: each once, one line, not too long, not too many."""
    kept = dict.fromkeys(_word(tag, LONGEST_TAG) for tag in tags)
    return tuple(tag for tag in kept if tag)[:MOST_TAGS]


class ReviewLog:
    """The file into which one reviewer's acts go; made at the first of them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, entry: Entry) -> None:
        """Write an act; it is on the disk when this returns.

        Raises:
            StoreError: it cannot be written; nothing of it counts then.
        """
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        flags |= getattr(os, "O_BINARY", 0)
        try:
            made = not self.path.exists()
            file = os.open(self.path, flags, 0o600)
            try:
                line = entry.line()
                if _is_torn(file):
                    line = b"\n" + line
                if os.write(file, line) != len(line):
                    raise OSError(28, tr("No space left on device"))
                os.fsync(file)
            finally:
                os.close(file)
            if made:
                _sync_folder(self.path.parent)
        except OSError as error:
            raise of_os_error(error, str(self.path)) from error


def can_write(folder: Path, name: str) -> bool:
    """Return whether a reviewer's notes can go into a folder; leaves nothing there."""
    path = folder / name
    if path.is_symlink():
        return False
    if path.exists():
        return path.is_file() and os.access(path, os.W_OK)
    return os.access(folder, os.W_OK | os.X_OK)


def _is_of_reviewer(name: str, of: str) -> bool:
    """Return whether a name is `of` with a reviewer and the ending behind it."""
    reviewer = name[len(of) + 1 : -len(ENDING)]
    return name.endswith(ENDING) and re.fullmatch(r"[a-z0-9-]{1,48}", reviewer) is not None


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return slug or f"r{sha256(name.encode('utf-8', 'replace')).hexdigest()[:10]}"


def _is_torn(file: int) -> bool:
    """Return whether the last line has no end: what follows must not go on with it."""
    size = os.lseek(file, 0, os.SEEK_END)
    if size == 0:
        return False
    os.lseek(file, size - 1, os.SEEK_SET)
    return os.read(file, 1) != b"\n"


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _time(value: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
        return None if at is None or at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _number(value: object) -> int | None:
    return value if type(value) is int and value in _IDS else None


def _word(value: object, longest: int) -> str:
    """Return a text of one line that can be stored, cut to a length."""
    return " ".join(_text(value).split())[:longest] if isinstance(value, str) else ""


def _text(value: object) -> str:
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode().replace("\0", "")[:LONGEST_NOTE]

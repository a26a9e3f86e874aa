"""Which parts of a file are read in which order, and what kind of file it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from console.connectors.x_mapping import as_object, read_handle, read_id
from console.connectors.x_text import one_line
from console.domain.imports import FileKind, Options, Owner, Part
from console.errors import InputError
from console.exchange import api_pages
from console.exchange.archive_posts import read_note
from console.exchange.import_files import FileSource, Member, Source
from console.exchange.import_json import DAMAGE, Item, JsonItems
from console.exchange.import_omissions import Omissions
from console.language import tr, tr_noop

_POSTS = re.compile(r"tweets?(?:-part\d{1,6})?\.js", re.ASCII)
_DELETED = re.compile(r"deleted-tweets?(?:-part\d{1,6})?\.js", re.ASCII)
_NOTES = re.compile(r"note-tweets?(?:-part\d{1,6})?\.js", re.ASCII)
_MESSAGES = re.compile(r"direct-messages?(?:-group)?(?:-part\d{1,6})?\.js", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)
MOST_NOTES = 64 << 20
"""Code points of long texts that are kept in memory to be joined to their posts."""
NO_NOTE = tr_noop("long texts that cannot be understood")
NOTES_FULL = tr_noop("long texts beyond 64 million characters; their posts have the beginning")
_SAME_S = 2
"""A long post and its whole text name times that differ by so many seconds at most."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One member of a file with what it holds."""

    part: Part
    member: Member


def stretches(kind: FileKind, source: Source, options: Options) -> tuple[Stretch, ...]:
    """Return what is to be read, in order."""
    if kind is FileKind.PAGES:
        return tuple(Stretch(Part.PAGES, each) for each in source.members.values())
    wanted = [(Part.POSTS, _POSTS)]
    if isinstance(source, FileSource):
        wanted += [(Part.DELETED, _DELETED), (Part.MESSAGES, _MESSAGES)]
    else:
        wanted += [(Part.DELETED, _DELETED)] if options.deleted else []
        wanted += [(Part.MESSAGES, _MESSAGES)] if options.direct_messages else []
    return tuple(
        Stretch(part, source.members[name])
        for part, pattern in wanted
        for name in sorted(source.members, key=_natural)
        if pattern.fullmatch(name.lower())
    )


def recognise(path: Path, source: Source) -> FileKind:
    """Return what kind a file is, by its content.

    Raises:
        InputError: it is none that can be taken in.
    """
    if not isinstance(source, FileSource):
        if any(_is_of_archive(name) for name in source.members):
            return FileKind.ARCHIVE
        raise InputError(
            tr("{name} is no archive of X: it holds no posts (data/tweets.js).").format(
                name=path.name
            ),
            advice=tr("Choose the zip file that X made for you, or its folder `data`."),
        )
    if _is_of_archive(path.name.lower()):
        return FileKind.ARCHIVE
    first = _first(path, source)
    value = None if first is None else first.value
    if isinstance(value, dict) and _is_own(value):
        return FileKind.OWN
    if isinstance(value, dict) and {"tweet", "dmConversation"} & value.keys():
        return FileKind.ARCHIVE
    if api_pages.is_page(value):
        return FileKind.PAGES
    raise InputError(
        tr("{name} is no file that can be taken in.").format(name=path.name),
        advice=tr(
            "Choose X's archive (zip), answers of X's API as JSON, or an export of this desk."
        ),
    )


def owner_of(source: Source, omissions: Omissions) -> Owner | None:
    """Return whose archive it is, as `account.js` says."""
    for item in items(source, "account.js", omissions):
        account = as_object(as_object(item.value).get("account"))
        remote_id = read_id(account.get("accountId"))
        handle = read_handle(account.get("username"))
        if remote_id is not None and handle:
            return Owner(remote_id, handle, one_line(account.get("accountDisplayName")))
    return None


def items(
    source: Source,
    name: str,
    omissions: Omissions,
    on_bytes: Callable[[int], None] = lambda _count: None,
    at: tuple[int, int] = (0, 0),
    stopping: Callable[[], bool] = lambda: False,
) -> Iterator[Item]:
    """Yield the items of a member behind a place (code points, items); none where it is not.

    Where it is to stop before the end, the last of them is `NOTHING`.
    """
    if name not in source.members:
        return
    try:
        stream = source.open(name)
    except (*DAMAGE, ValueError):
        omissions.add(tr_noop("files that cannot be opened"), name)
        return
    with closing(stream):
        yield from JsonItems(stream, name, omissions, on_bytes, stopping).read(*at)


class Notes:
    """The whole texts of long posts, found by when they were written and how they begin."""

    def __init__(self, source: Source, omissions: Omissions) -> None:
        self._by_second: dict[int, list[str]] = {}
        room = MOST_NOTES
        for name in sorted(filter(_NOTES.fullmatch, source.members), key=_natural):
            for item in items(source, name, omissions):
                note = read_note(item.value)
                if note is None:
                    omissions.add(NO_NOTE, f"{name}, item {item.number + 1:,}")
                    continue
                room -= len(note[1])
                if room < 0:
                    omissions.add(NOTES_FULL, f"{name}, item {item.number + 1:,}")
                    continue
                self._by_second.setdefault(int(note[0].timestamp()), []).append(note[1])

    def __bool__(self) -> bool:
        return bool(self._by_second)

    def whole(self, raw: object, at_s: int) -> str:
        """Return the whole text of a post written at a second; empty where it has no other."""
        found = [
            text
            for second in range(at_s - _SAME_S, at_s + _SAME_S + 1)
            for text in self._by_second.get(second, ())
        ]
        if not found:
            return ""
        item: Mapping[str, object] = as_object(as_object(raw).get("tweet")) or as_object(raw)
        stub = item.get("full_text", item.get("text"))
        beginning = _beginning(stub) if isinstance(stub, str) else ""
        return next((text for text in found if beginning and beginning in _plain(text)), "")


def _beginning(stub: str) -> str:
    """Return what a long text must hold whose stub this is: X cuts it and adds a link."""
    cut = stub.rsplit("https://t.co/", 1)[0].rstrip()
    return _plain(cut.rstrip("…").rstrip())[:200].rstrip() if len(cut) > 100 else ""


def _plain(text: str) -> str:
    unescaped = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub(r"https?://\S+", "", unescaped)


def _natural(name: str) -> tuple[str, int, str]:
    """Return what orders parts: `tweets.js`, `tweets-part2.js`, `tweets-part10.js`."""
    found = _DIGITS.search(name)
    return _DIGITS.sub("", name).replace("-part", ""), int(found[0]) if found else 0, name


def _is_of_archive(name: str) -> bool:
    return any(each.fullmatch(name) for each in (_POSTS, _DELETED, _MESSAGES))


def _is_own(value: dict[object, object]) -> bool:
    # Its first line says what it is; checked in whole by its own reader.
    return any(isinstance(key, str) and key.startswith("canary_desk") for key in value) or (
        value.get("format") == "canary-desk"
    )


def _first(path: Path, source: Source) -> Item | None:
    try:
        return next(items(source, path.name, Omissions()), None)
    except OSError as error:
        raise InputError(
            tr("{name} cannot be read: {value}.").format(
                name=path.name, value=error.strerror or error
            )
        ) from error

"""The files that are taken in, as streams: a zip archive, a folder, or one file alone.

Nothing is ever unpacked to the disk, no name inside an archive becomes a path, and no more is
read than an archive says it holds. What cannot be read safely is left out by name and reason.
"""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from console.errors import InputError
from console.exchange.import_json import DAMAGE
from console.exchange.import_omissions import Omissions
from console.language import tr, tr_noop

MOST_RATIO = 200
"""JSON of archives packs to a tenth or so; more than this is made to burst."""
RATIO_FROM = 1 << 20
"""Bytes below which no ratio is looked at."""
MOST_BYTES = 64 << 30
"""Bytes of one member, unpacked."""
MOST_MEMBERS = 1_000_000
ENDS = 1 << 16
"""Bytes at each end of a file by which it is known again."""
_ZIP = b"PK"
_ENCRYPTED = 0x1

HIDDEN = tr_noop("names that lead out of the archive")
LINKED = tr_noop("links to other files")
LOCKED = tr_noop("encrypted with a password")
BURSTING = tr_noop("packed so tightly that they would fill the memory")
TWICE = tr_noop("of a name that was there before")
STRANGE = tr_noop("packed in a way that is not read")


@dataclass(frozen=True, slots=True)
class Member:
    """One file that can be read."""

    name: str
    """As the archive says it, without the folders in front: `tweets.js`."""
    size: int
    """Bytes, unpacked."""


class Source(Protocol):
    """What holds the files."""

    @property
    def members(self) -> Mapping[str, Member]:
        """Return the files that can be read, by name."""
        ...

    def open(self, name: str) -> BinaryIO:
        """Return a file as a stream; the caller closes it."""
        ...

    def close(self) -> None:
        """Close what is open."""
        ...


class ZipSource:
    """An archive, read in place."""

    def __init__(self, path: Path, omissions: Omissions) -> None:
        self._zip = zipfile.ZipFile(path)
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self.members: dict[str, Member] = {}
        try:
            self._look(path.stat().st_size, omissions)
        except BaseException:
            self._zip.close()
            raise

    def open(self, name: str) -> BinaryIO:
        """Return a member as a stream."""
        return self._zip.open(self._infos[name])  # type: ignore[return-value]

    def close(self) -> None:
        """Close the archive."""
        self._zip.close()

    def _look(self, packed: int, omissions: Omissions) -> None:
        infos = self._zip.infolist()
        if len(infos) > MOST_MEMBERS:
            raise InputError(
                tr("The archive holds more than a million files; none of X does."),
                advice=tr("Unpack its folder `data` and choose that."),
            )
        total = 0
        for info in infos:
            name = wanted_name(info.filename)
            if name is None:
                continue
            problem = _problem(info) or (TWICE if name in self.members else "")
            total += info.file_size
            if not problem and total > max(RATIO_FROM, packed * MOST_RATIO):
                problem = BURSTING
            if problem:
                omissions.add(problem, info.filename)
                continue
            self._infos[name], self.members[name] = info, Member(name, info.file_size)


class FolderSource:
    """An archive that was unpacked; no link in it is followed."""

    def __init__(self, path: Path, omissions: Omissions) -> None:
        inner = path / "data"
        self._folder = inner if inner.is_dir() and not inner.is_symlink() else path
        self.members: dict[str, Member] = {}
        for entry in sorted(os.scandir(self._folder), key=lambda entry: entry.name):
            if wanted_name(entry.name) is None:
                continue
            if not entry.is_file(follow_symlinks=False):
                omissions.add(LINKED, entry.name)
                continue
            size = entry.stat(follow_symlinks=False).st_size
            self.members[entry.name.lower()] = Member(entry.name, size)

    def open(self, name: str) -> BinaryIO:
        """Return a file as a stream."""
        return _open_plain(self._folder / self.members[name].name)

    def close(self) -> None:
        """There is nothing to close."""


class FileSource:
    """One file by itself."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.members = {path.name: Member(path.name, path.stat().st_size)}

    def open(self, name: str) -> BinaryIO:  # noqa: ARG002
        """Return the file as a stream."""
        return _open_plain(self._path)

    def close(self) -> None:
        """There is nothing to close."""


def open_source(path: Path, omissions: Omissions) -> Source:
    """Return what a path holds.

    Raises:
        InputError: it is not there, cannot be read, or is a damaged archive.
    """
    try:
        if path.is_dir():
            return FolderSource(path, omissions)
        if not path.is_file():
            raise InputError(tr("There is no file {path}.").format(path=path))
        with path.open("rb") as opened:
            begins = opened.read(2)
        return ZipSource(path, omissions) if begins == _ZIP else FileSource(path)
    except (*DAMAGE, ValueError, OverflowError, MemoryError) as error:
        if isinstance(error, OSError) and error.strerror:
            raise InputError(
                tr("{name} cannot be read: {strerror}.").format(
                    name=path.name, strerror=error.strerror
                )
            ) from error
        raise InputError(
            tr("{name} is a damaged zip archive.").format(name=path.name),
            advice=tr("Fetch it again; if it was unpacked before, choose its folder `data`."),
        ) from error


def fingerprint(path: Path, source: Source) -> str:
    """Return what tells a file from others without reading all of it.

    Raises:
        InputError: it cannot be read.
    """
    told = hashlib.sha256()
    for piece in _pieces(path, source):
        told.update(len(piece).to_bytes(8, "big") + piece)
    return told.hexdigest()


def wanted_name(name: str) -> str | None:
    """Return the lower-case name of a member of `data/`, None for any other.

    A name that is absolute or climbs is none of ours, and is never used as a path anyway.
    """
    parts = name.replace("\\", "/").split("/")
    if not parts[-1].lower().endswith(".js"):
        return None
    folders = [part.lower() for part in parts[:-1] if part not in ("", ".")]
    inside = not folders or folders[-1] == "data"
    return parts[-1].lower() if inside and len(folders) <= 2 else None


def _problem(info: zipfile.ZipInfo) -> str:
    """Return why a member is not read; empty where it is."""
    name = info.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name:
        return HIDDEN
    if stat.S_ISLNK(info.external_attr >> 16):
        return LINKED
    if info.flag_bits & _ENCRYPTED:
        return LOCKED
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return STRANGE
    bursts = info.file_size > RATIO_FROM and info.file_size > MOST_RATIO * info.compress_size
    return BURSTING if bursts or info.file_size > MOST_BYTES else ""


def _open_plain(path: Path) -> BinaryIO:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags), "rb")


def _pieces(path: Path, source: Source) -> Iterator[bytes]:
    try:
        if path.is_dir():
            for name in sorted(source.members):
                yield f"{name} {source.members[name].size}".encode("utf-8", "surrogateescape")
                with source.open(name) as opened:
                    yield opened.read(ENDS)
            return
        size = path.stat().st_size
        yield str(size).encode()
        with path.open("rb") as opened:
            yield opened.read(ENDS)
            opened.seek(max(0, size - ENDS))
            yield opened.read(ENDS)
    except OSError as error:
        raise InputError(
            tr("{name} cannot be read: {value}.").format(
                name=path.name, value=error.strerror or error
            )
        ) from error

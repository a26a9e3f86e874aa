"""Looks for words in the bytes of all files of a folder, however they may be written there."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path


def found_in(folder: Path, words: Iterable[str]) -> set[tuple[str, str]]:
    """Return which words stand in which files: in any case of letters, UTF-8, UTF-16, base64."""
    files = {path: path.read_bytes().lower() for path in folder.rglob("*") if path.is_file()}
    whole = {path: path.read_bytes() for path in files}
    return {
        (word, str(path.relative_to(folder)))
        for word in words
        for path in files
        if any(form in files[path] for form in _plain(word))
        or any(form in whole[path] for form in _encoded(word))
    }


def _plain(word: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield word.lower().encode(encoding)


def _encoded(word: str) -> Iterator[bytes]:
    """Yield what base64 makes of a word at each of its three places, without its ends."""
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + word.encode())
        middle = coded[4 if shift else 0 : -4]
        if len(middle) >= 8:
            yield middle

"""Looks for words in the bytes of all files of a folder, however they may be written there."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

SHORTEST = 8
"""Bytes of an encoded word that are no chance: what is shorter is not looked for."""


def found_in(folder: Path, words: Iterable[str]) -> set[tuple[str, str]]:
    """Return which words stand in which files: in any case of letters, in any of `forms`.

    What a zip or gzip file holds is looked through as well.
    """
    wanted = {word: tuple(forms(word).values()) for word in words}
    return {
        (word, str(path.relative_to(folder)))
        for path in folder.rglob("*")
        if path.is_file()
        for content in _contents(path.read_bytes())
        for word in _within(content, wanted)
    }


def _within(content: bytes, wanted: dict[str, tuple[bytes, ...]]) -> Iterator[str]:
    lower = content.lower()
    for word, written in wanted.items():
        if any(form in content or form in lower for form in written):
            yield word


def forms(word: str) -> dict[str, bytes]:
    """Return how a word may be written, by the form's name; plain ones in small letters.

    base64 at each of its three places, without the ends that depend on what stands beside.
    """
    found = {
        encoding: word.lower().encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    }
    once = quote(word, safe="")
    for name, written in (
        ("URL", once),
        ("URL twice", quote(once, safe="")),
        ("hex", word.encode().hex()),
        ("JSON", "".join(f"\\u{ord(each):04x}" for each in word)),
    ):
        found[name] = written.lower().encode()
    for shift in range(3):
        for name, code in (("", base64.b64encode), (", URL-safe", base64.urlsafe_b64encode)):
            coded = code(b"\0" * shift + word.encode())
            middle = coded[4 if shift else 0 : -4]
            if len(middle) >= SHORTEST:
                found[f"base64 at {shift}{name}"] = middle
    return found


def _contents(raw: bytes) -> Iterator[bytes]:
    """Yield a file's bytes, and those of what is packed into it."""
    yield raw
    if raw[:2] == b"\x1f\x8b":
        yield gzip.decompress(raw)
    elif raw[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            for name in packed.namelist():
                yield packed.read(name)

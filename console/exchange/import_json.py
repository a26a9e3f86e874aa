"""The items of a large JSON file one by one, in bounded memory, whatever it holds.

Read are arrays, also behind an assignment as in X's archives, JSON Lines, and single values.
What is no JSON is left out and said, and reading goes on behind it where the next item can be
told. `json.JSONDecoder.raw_decode` over a sliding text was measured beside ijson 3.6 with
yajl: 119,000 to 101,000 posts a second.
"""

from __future__ import annotations

import codecs
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import BadZipFile

from console.exchange.import_omissions import Omissions
from console.language import tr_noop

CHUNK = 1 << 20
"""Bytes read at a time."""
MOST_ITEM = 1 << 24
"""Code points of one item; a longer one is left out."""
MOST_HEAD = 4096
"""Code points in front of the first item."""
NEAR_END = 12
"""An error so near to the end of what was read may be one of what is missing yet."""
DAMAGE = (OSError, EOFError, BadZipFile, zlib.error, NotImplementedError, RuntimeError)
"""What reading a damaged file or archive raises."""

MOST_BROKEN = 1_000
"""So many items in a row that are no JSON, and the rest of the file is not looked at."""
BROKEN, TOO_LONG = tr_noop("no valid JSON"), tr_noop("longer than 16 million characters")
CUT_OFF, DAMAGED = (
    tr_noop("the file ends in the middle"),
    tr_noop("the file is damaged from there on"),
)
GIVEN_UP = f"{MOST_BROKEN:,} places in a row are no valid JSON: what is behind them was not read"
NOTHING = object()
"""The value of an item that only says how far it was read when it was to stop."""
BAD_TEXT = tr_noop("characters that are not in the file's encoding, shown as �")

_HEAD = re.compile(r"\s*(?:[A-Za-z_$][\w$.\[\]\"' -]{0,200}=\s*)?", re.ASCII)
_BETWEEN = re.compile(r"[\s,;]*", re.ASCII)
_STRAY = re.compile("[\udc80-\udcff]")
_NEXT = re.compile(
    r'\{\s*"(?:tweet|dmConversation|noteTweet|data|retweeted)"\s*:|\n(?=\{)', re.ASCII
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a file."""

    value: object
    number: int
    """From 0 on, those left out counted too."""
    end: int
    """Code points of the file up to its end."""


class JsonItems:
    """Reads the items of one stream."""

    def __init__(
        self,
        stream: BinaryIO,
        name: str,
        omissions: Omissions,
        on_bytes: Callable[[int], None] = lambda _count: None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        """Take what the file is called, whom to tell of bytes, and who says when to stop.

        That is asked before bytes are read, and where there is no valid JSON.
        """
        self._stream, self._name, self._omissions = stream, name, omissions
        self._on_bytes, self._stopping = on_bytes, stopping
        self._decode: codecs.IncrementalDecoder | None = None
        self._text, self._at = "", 0
        self._before = 0
        """Code points that came before `_text`."""
        self._ended = self._damaged = self._is_open = False
        self._stopped = False
        self._cut_at = -1
        self._has_stray = False

    def read(self, from_chars: int = 0, from_items: int = 0) -> Iterator[Item]:
        """Yield the items behind a place, as an earlier item told it (`end`, and `number` + 1).

        Where it was to stop, the last one is `NOTHING`, with the place behind what was read.
        """
        yield from self._read(from_chars, from_items)
        if self._stopped:
            return
        if self._damaged:
            self._omissions.add(DAMAGED, f"{self._name}, character {self._before:,}")
        elif self._cut_at >= 0:
            self._omissions.add(CUT_OFF, f"{self._name}, item {self._cut_at + 1:,}")

    def _read(self, from_chars: int, from_items: int) -> Iterator[Item]:
        number = from_items
        self._skip_head()
        if from_chars:
            self._skip(from_chars)
        behind, broken = from_chars, 0
        while True:
            self._at = self._over(_BETWEEN)
            if self._stopped:
                yield Item(NOTHING, number - 1, behind)
                return
            if self._at >= len(self._text):
                if self._is_open and self._cut_at < 0:
                    self._cut_at = number
                return
            if self._text[self._at] == "]":
                return
            began, before = self._at, self._before
            value, good = self._value(number)
            if good:
                broken = 0
                if self._has_stray:
                    self._count_stray(began - (self._before - before), number)
                behind = self._before + self._at
                yield Item(value, number, behind)
                number += 1
            elif not self._stopped:
                broken += 1
                if not self._goes_on(broken, number):
                    return
                behind = self._before + self._at
                number += 1

    def _value(self, number: int) -> tuple[object, bool]:
        """Return the value that begins here, and whether there is one."""
        while True:
            try:
                value, self._at = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                unfinished = (
                    error.msg.startswith("Unterminated") or error.pos >= len(self._text) - NEAR_END
                )
                room = len(self._text) - self._at < MOST_ITEM
                if unfinished and room and self._more():
                    continue
                if self._stopped:
                    return None, False
                if unfinished and room:
                    # The end is told once, whatever else begins before it.
                    self._cut_at = number if self._cut_at < 0 else self._cut_at
                    return None, False
                reason = BROKEN if room else TOO_LONG
            except (ValueError, RecursionError):  # a number of thousands of digits; too deep
                reason = BROKEN
            else:
                return value, True
            self._omissions.add(reason, f"{self._name}, item {number + 1:,}")
            return None, False

    def _goes_on(self, broken: int, number: int) -> bool:
        """Return whether to go on behind the last of so many broken items in a row."""
        if broken >= MOST_BROKEN:
            self._omissions.add(GIVEN_UP, f"{self._name}, item {number + 1:,}")
            return False
        if self._stopping():
            self._at += 1
            self._stopped = True
            return True
        return self._find_next() or self._stopped

    def _find_next(self) -> bool:
        """Go on to what looks like the next item; return whether there is one."""
        self._at += 1
        while True:
            found = _NEXT.search(self._text, self._at)
            if found is not None:
                self._at = found.start()
                return True
            self._at = max(self._at, len(self._text) - MOST_HEAD)
            if not self._more():
                return False

    def _over(self, pattern: re.Pattern[str]) -> int:
        """Return where a pattern that always fits ends, reading on where that is at the end."""
        while True:
            found = pattern.match(self._text, self._at)
            end = self._at if found is None else found.end()
            if end < len(self._text):
                return end
            self._at = end
            if not self._more():
                return end

    def _skip_head(self) -> None:
        """Go behind an assignment and the bracket that opens the array."""
        while len(self._text) < MOST_HEAD and self._more():
            pass
        found = _HEAD.match(self._text)
        self._at = 0 if found is None else found.end()
        if self._text.startswith("[", self._at):
            self._at += 1
            self._is_open = True

    def _skip(self, chars: int) -> None:
        self._at = min(self._at, chars)
        while self._before + len(self._text) < chars:
            self._at = len(self._text)
            if not self._more():
                return
        self._at = chars - self._before

    def _more(self) -> bool:
        """Read on, at least as much as is held; return whether there was more."""
        if self._ended or self._stopped:
            return False
        if self._stopping():
            self._stopped = True
            return False
        held = len(self._text) - self._at
        pieces = [self._text[self._at :]]
        self._before += self._at
        self._at, wanted = 0, max(CHUNK, min(held, MOST_ITEM - held))
        while wanted > 0 and not self._ended:
            raw = self._bytes()
            wanted -= len(raw)
            pieces.append(self._decoded(raw))
        self._text = "".join(pieces)
        return len(self._text) > held

    def _count_stray(self, began: int, number: int) -> None:
        stray = len(_STRAY.findall(self._text[began : self._at]))
        if stray:
            self._omissions.add(BAD_TEXT, f"{self._name}, item {number + 1:,}", stray)

    def _bytes(self) -> bytes:
        try:
            raw = self._stream.read(CHUNK)
        except DAMAGE:
            self._damaged, raw = True, b""
        self._ended = not raw
        self._on_bytes(len(raw))
        return raw

    def _decoded(self, raw: bytes) -> str:
        if self._decode is None:
            encoding = next((name for bom, name in _BOMS if raw.startswith(bom)), "utf-8")
            errors = "surrogateescape" if encoding == "utf-8" else "replace"
            self._decode = codecs.getincrementaldecoder(encoding)(errors)
        text = self._decode.decode(raw, final=self._ended)
        self._has_stray = self._has_stray or _STRAY.search(text) is not None
        return text.removeprefix("\ufeff") if self._before == 0 else text

"""Turn what somebody typed into the text that X stores and serves.

Owns: weighted length, t.co links, escaping, entities, the stub of a long post. Knows no world;
handles are resolved by the function it is given.

Sources: weights and URL length, twitter-text v3 (https://github.com/twitter/twitter-text);
t.co, escaping and auto-filled mentions, https://docs.x.com/x-api/fundamentals/data-dictionary.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TypeAlias

import twitter_text

from .records import Entities, Link, Mention, Tag

MAX_WEIGHTED_LENGTH = 280

Resolve: TypeAlias = Callable[[str], int | None]

_MENTION = re.compile(r"(?<![A-Za-z0-9_!#$%&*@＠/])[@＠]([A-Za-z0-9_]{1,15})(?![A-Za-z0-9_@＠])")
_HASHTAG = re.compile(r"(?<![\w&])[#＃](\w*[^\W\d_]\w*)")
_CASHTAG = re.compile(r"(?<!\S)\$([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?=$|[\s.,;:!?)])")
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_STUB_LENGTH = 250
_LAST_LIGHT = 4351
"""The last code point of the first range that weighs one."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A text as X serves it, its entities, and the range without auto-filled mentions."""

    text: str
    entities: Entities
    display_range: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Measured:
    """X's count of a typed text: its weight, and whether it holds characters X refuses."""

    weighted_length: int
    has_invalid_characters: bool


def normalise(typed: str) -> str:
    """Return the text as X takes it in: NFC, one kind of line end, no white space around it."""
    return unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()


def measure(text: str) -> Measured:
    """Weigh a normalised text with twitter-text: the oracle that is not ours."""
    parsed = twitter_text.parse_tweet(text)
    weight = int(parsed.weightedLength)
    fits = 0 < weight <= MAX_WEIGHTED_LENGTH
    return Measured(weight, has_invalid_characters=fits and not parsed.valid)


@lru_cache(maxsize=4096)
def is_long(text: str) -> bool:
    """Tell whether a normalised text weighs more than 280.

    Most texts need no (slow) parsing: a code point weighs two at most, an emoji sequence no more
    than its code points, and a URL adds 23 at most.
    """
    highest = sum(1 if ord(char) <= _LAST_LIGHT else 2 for char in text) + 23 * text.count(".")
    return highest > MAX_WEIGHTED_LENGTH and measure(text).weighted_length > MAX_WEIGHTED_LENGTH


def cashtags(text: str) -> list[str]:
    """Return the cashtags of a text, without their sign."""
    return [match[1] for match in _CASHTAG.finditer(text)]


def urls(text: str) -> list[str]:
    """Return the URLs that X would wrap."""
    return [text[start:end] for start, end in _url_spans(text)]


def compose(
    text: str, *, post_id: int, filled_in: Iterable[str] = (), resolve: Resolve
) -> Composed:
    """Return a normalised text as X serves it.

    `filled_in` are the handles that X puts in front of a reply; `resolve` gives a handle's user
    id, or None: X makes no mention of a handle that nobody has.
    """
    writer = _Writer(post_id, resolve)
    for handle in filled_in:
        writer.mention("@" + handle, handle)
        writer.plain(" ")
    shown_from = len(writer.text)
    position = 0
    for start, end, kind, value in _spans(text):
        if start < position:
            continue
        writer.plain(text[position:start])
        writer.span(kind, text[start:end], value)
        position = end
    writer.plain(text[position:])
    return Composed(writer.text, writer.entities(), (shown_from, len(writer.text)))


def stub(text: str) -> str:
    """Return the beginning of a long text that X leaves in `text`, without its t.co link."""
    cut = text[: _STUB_LENGTH // 2 if not text.isascii() else _STUB_LENGTH]
    return cut.rsplit(" ", 1)[0] + "…"


def display_url(expanded: str) -> str:
    """Return a URL as X shows it: no scheme, no www, at most 26 characters of the rest."""
    shown = re.sub(r"^https?://(www\.)?", "", expanded)
    return shown if len(shown) <= 27 else shown[:26] + "…"


def _spans(text: str) -> list[tuple[int, int, str, str]]:
    spans = [(start, end, "url", text[start:end]) for start, end in _url_spans(text)]
    for kind, pattern in (("mention", _MENTION), ("hashtag", _HASHTAG), ("cashtag", _CASHTAG)):
        spans += [(m.start(), m.end(), kind, m[1]) for m in pattern.finditer(text)]
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def _url_spans(text: str) -> list[tuple[int, int]]:
    if "." not in text:
        return []
    found = twitter_text.extract_urls_with_indices(text)
    return [(item["indices"][0], item["indices"][1]) for item in found]


class _Writer:
    """Collects the served text and the entities with their offsets in it."""

    def __init__(self, post_id: int, resolve: Resolve) -> None:
        self.text = ""
        self._post_id = post_id
        self._resolve = resolve
        self._mentions: list[Mention] = []
        self._urls: list[Link] = []
        self._tags: dict[str, list[Tag]] = {"hashtag": [], "cashtag": []}

    def plain(self, text: str) -> None:
        self.text += escape(text, quote=False)

    def span(self, kind: str, shown: str, value: str) -> None:
        if kind == "url":
            self._link(value)
        elif kind == "mention":
            self.mention(shown, value)
        else:
            start = len(self.text)
            self.plain(shown)
            self._tags[kind].append(Tag(start, len(self.text), value))

    def mention(self, shown: str, handle: str) -> None:
        start = len(self.text)
        self.text += shown
        user_id = self._resolve(handle)
        if user_id is not None:
            self._mentions.append(Mention(start, len(self.text), handle, user_id))

    def _link(self, typed: str) -> None:
        expanded = typed if typed.lower().startswith(("http://", "https://")) else "http://" + typed
        start = len(self.text)
        short = short_url(self._post_id, len(self._urls))
        self.text += short
        self._urls.append(Link(start, len(self.text), short, expanded, display_url(expanded)))

    def entities(self) -> Entities:
        return Entities(
            tuple(self._mentions),
            tuple(self._urls),
            tuple(self._tags["hashtag"]),
            tuple(self._tags["cashtag"]),
        )


def short_url(post_id: int, number: int) -> str:
    """Return the t.co address (23 characters) of a post's URL; the same one each time."""
    digest = hashlib.sha256(f"{post_id}/{number}".encode()).digest()
    return "https://t.co/" + "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:10])

"""The text of a post as a person reads it: X's additions to it undone. Pure.

X escapes `&`, `<` and `>`, wraps every link as t.co, puts the mentions of a reply in
front of it and a link to the media behind it (ARCHITECTURE, X). The positions
of `entities` count code points, but whether of the escaped or the unescaped text is
documented nowhere; so a position counts only where the text there is what the entity
says, and a t.co link is looked for by itself otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urlsplit

MAX_TEXT = 100_000
"""Longest text in code points; X's longest posts have 25,000."""
MAX_LINE = 200
"""Longest name, in code points."""
MAX_URL = 4096

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
ESCAPE = re.compile("&(amp|lt|gt);")
ESCAPED = {"amp": "&", "lt": "<", "gt": ">"}
SHORT_LINK = re.compile(r"https?://t\.co/[A-Za-z0-9]+", re.ASCII)
MENTION = re.compile(r"[@\uff20]([A-Za-z0-9_]{1,50})(?:\s+|$)", re.ASCII)
MEDIA_LINK = re.compile(
    r"https?://(?:www\.)?(?:x|twitter)\.com/[^/]+/status/[0-9]+/(?:photo|video)/[0-9]+", re.ASCII
)
NOT_IN_ADDRESS = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
"""Unicode categories that would show one address and open another."""


def readable(
    text: str,
    *,
    urls: Sequence[object],
    auto_filled: Collection[str],
    visible_from: int | None,
    has_media: bool,
) -> str:
    """Return `text` unescaped once, with whole links and without X's own additions.

    `urls` are the raw entities of the text. `auto_filled` holds the handles, in lower
    case, that X may have put in front; empty for a post that is no reply. Where X says
    from which code point it shows the text (`visible_from`), no mention behind that is
    taken away. The mentions stay where nothing else would be left. Normal form is left
    as given.
    """
    text = clean(text)[:MAX_TEXT]
    pieces: list[str] = []
    at = 0
    for start, end, address, is_media in _links(text, urls):
        rest_is_empty = not SHORT_LINK.sub("", text[start:]).strip()
        pieces.append(unescaped(text[at:start]))
        if not (is_media and has_media and rest_is_empty):
            pieces.append(address)
        at = end
    pieces.append(unescaped(text[at:]))
    whole = "".join(pieces)
    if has_media and len(whole) < len(text):
        whole = whole.rstrip()
    front = _auto_filled_length(whole, auto_filled, visible_from)
    return whole[front:] if has_media or whole[front:].strip() else whole


def clean(text: str) -> str:
    """Return `text` with NUL and lone surrogates, which no store holds, as U+FFFD."""
    return UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(value: object) -> str:
    """Return a name or the like without control characters, shortened."""
    if not isinstance(value, str):
        return ""
    text = value[: MAX_LINE * 4]
    if text.isprintable():  # as nearly every name is: nothing to clean, and no control character
        return " ".join(text.split())[:MAX_LINE]
    text = clean(text)
    visible = "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)
    return " ".join(visible.split())[:MAX_LINE]


def unescaped(text: str) -> str:
    """Return `text` with `&amp;`, `&lt;` and `&gt;` undone, once."""
    return ESCAPE.sub(lambda match: ESCAPED[match[1]], text) if "&" in text else text


def web_address(value: object) -> str:
    """Return an http(s) address that shows what it opens, empty for anything else."""
    if not isinstance(value, str) or len(value) > MAX_URL:
        return ""
    if any(unicodedata.category(char) in NOT_IN_ADDRESS for char in value):
        return ""
    try:
        parts = urlsplit(value)
    except ValueError:
        return ""
    return value if parts.scheme in {"http", "https"} and parts.hostname else ""


def _links(text: str, urls: Sequence[object]) -> Iterator[tuple[int, int, str, bool]]:
    """Yield (start, end, address, is media) of the links to be replaced, in order."""
    if not urls:
        return
    spans: dict[int, tuple[int, str, bool]] = {}
    tokens = {match.start(): match.end() for match in SHORT_LINK.finditer(text)}
    for raw in urls:
        if not isinstance(raw, dict) or not isinstance(short := raw.get("url"), str) or not short:
            continue
        address = web_address(raw.get("expanded_url")) or web_address(raw.get("unwound_url"))
        is_media = bool(raw.get("media_key")) or bool(MEDIA_LINK.fullmatch(address))
        if not address and not is_media:
            continue
        for start, end in _places(text, raw, short, tokens):
            if start not in spans:
                spans[start] = (end, address or short, is_media)
                break
    at = 0
    for start, (end, address, is_media) in sorted(spans.items()):
        if start >= at:
            yield start, end, address, is_media
            at = end


def _places(
    text: str, raw: dict[str, object], short: str, tokens: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield where the link may stand: the place that X names, then t.co links like it."""
    start, end = raw.get("start"), raw.get("end")
    if (
        isinstance(start, int)
        and isinstance(end, int)
        and 0 <= start < end
        and web_address(short)
        and text[start:end] == short
    ):
        yield start, end
    for token_start, token_end in tokens.items():
        if text[token_start:token_end] == short:
            yield token_start, token_end


def _auto_filled_length(text: str, handles: Collection[str], visible_from: int | None) -> int:
    """Return how many code points in front are mentions that X put there."""
    at = 0
    while (visible_from is None or at < visible_from) and (match := MENTION.match(text, at)):
        if match[1].lower() not in handles:
            break
        at = match.end()
    return at

"""Finds what a window of the language `qps` says without its marks: no catalogue holds it.

Each text of a catalogue stands between ⟦ and ⟧ there. Without them may be what nobody
translates: what people wrote, who they are, numbers, keys, addresses. A text is put
together of these at worst; what is left of it is a fault.
"""

from __future__ import annotations

import calendar
import html
import re
from collections.abc import Iterable, Iterator

OPEN, CLOSE = "⟦", "⟧"
SAID_BY_EVERYBODY = frozenset(
    [
        "X",  # the network
        "Canary Desk",
        "CSV",
        "JSON",
        "API",
        "OK",
    ]
)
"""Names, which are the same in each language."""
KEYS = re.compile(
    r"\b(?:Ctrl|Shift|Alt|Meta|Esc|Tab|Return|Enter|Space|Backspace|Del|Ins|Home|End|Menu"
    r"|PgUp|PgDown|PgDn|Up|Down|Left|Right|F\d{1,2})\b"
)
"""Keys as Qt writes them: it has words of its own for these, in its own catalogues."""
ADDRESS = re.compile(r"https?://\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+|\.?/?(?:[\w.-]+/)+[\w.-]*")
MONTHS = "|".join([*calendar.month_name[1:], *calendar.month_abbr[1:]])
DATE = re.compile(rf"\b(?:\d{{1,2}} )?(?:{MONTHS}) \d{{4}}\b")
"""A date by itself is written by Qt."""
INITIALS = re.compile(r"[^\W\d_]{1,2}")
"""What stands in the circle of a contact without a picture."""
TAG = re.compile(r"</?[a-z]+\b[^<>]*>")
"""Of tips, which are drawn as markup; what stands in them is escaped."""
UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u2066\u2067\u2068\u2069"))
WORD = re.compile(r"[^\W\d_]{2,}")
"""Two letters in a row; one alone is a key or an initial."""


def faults(said: Iterable[tuple[str, str]], data: str) -> Iterator[str]:
    """Yield where and what is said without marks, and is no data."""
    known, every = _folded(data), dict.fromkeys(said)
    # A line of a long text may have both its marks in other lines.
    marked = _folded("\n".join(text for _, text in every if OPEN in text))
    for where, text in every:
        painted = where == "painted"
        if painted and (_folded(text) in marked or INITIALS.fullmatch(text)):
            continue
        if left := rest(text, known):
            yield f"{where}: {left!r} of {text[:120]!r}"


def rest(text: str, known: str) -> str:
    """Return what of a text is neither marked nor known; `known` is folded by `_folded`."""
    seen = html.unescape(TAG.sub("\n", text)).translate(UNSEEN)
    parts = [part for part in _outside(seen) if WORD.search(part)]
    left = []
    for part in parts:
        bare = KEYS.sub(" ", ADDRESS.sub(" ", DATE.sub(" ", part)))
        for piece in re.split(r"[\n\t:;,·()“”„\"|…]+| [–-] ", bare):
            folded = _folded(piece)
            if (
                WORD.search(piece)
                and folded not in known
                and piece.strip(" .&") not in (SAID_BY_EVERYBODY)
            ):
                left.append(piece.strip())
    return " | ".join(left)


def _outside(text: str) -> Iterator[str]:
    """Yield what stands outside of the marks, which may stand within each other."""
    depth, start = 0, 0
    for place, sign in enumerate(text):
        if sign == OPEN:
            if not depth:
                yield text[start:place]
            depth += 1
        elif sign == CLOSE:
            # Without its other end it is the last line of a marked text.
            depth, start = max(0, depth - 1), place + 1
    if not depth:
        yield text[start:]


def _folded(text: str) -> str:
    return " ".join(text.translate(UNSEEN).replace("&", "").casefold().split())

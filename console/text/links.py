"""Find the links in a text, as X would shorten them.

X replaces every link by one of fixed length, with a protocol or without one, so a
short `shop.de` weighs more than it looks. The rules are those of twitter-text 3.1.0's
`extractUrlsWithIndices` (https://github.com/twitter/twitter-text), to the last oddity:

- Ahead of its first link X looks one letter on: `étwas.de` at the very beginning of a
  text links `twas.de`.
- Of `a.de日本.jp/x` it links `a.de`, says that this reaches to the end of the path, and
  counts as many letters as `a.de/x` has (`Link.counted_end`).

Its own pattern takes a time that grows with the square of the text; here runs are read
once (`domains`). That pattern sees UTF-16 units, two for an emoji, and so does this
module inside; the spans that it returns are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from console.text.domains import LATIN_ANY_CASE, REFUSED, Run, exists, read_run


@dataclass(frozen=True, slots=True)
class Link:
    """The code points `[start, end)` that X links."""

    start: int
    end: int
    counted_end: int
    """Where that which counts as a link ends; what is left before `end` counts as text."""


MAX_LENGTH = 4096
"""In UTF-16 units; the protocol counts twice where it is written, once where it is not."""
MAX_OWN_SLUG_LENGTH = 40
"""Of what follows https://t.co/; a longer one is no link."""

_PROTOCOL = re.compile(r"[hH][tT][tT][pP][sS]?://\Z")
_BARS_PROTOCOL = re.compile(f"[A-Za-z0-9@＠$#＃{REFUSED}]")
_LOOSE = r"!$%&'*,.:;@\[\]|~\u2013"
"""Signs that a path holds but does not end with."""
_FIRM = rf"+\-a-zA-Z\u0400-\u04ff\u1c80-\u1c870-9=_#/{LATIN_ANY_CASE}"
_ANY = _LOOSE + _FIRM
_PARENS = rf"\((?:[{_ANY}]++\)|[{_ANY}]*+\([{_ANY}]++\)[{_ANY}]*+\))"
_PATH = re.compile(rf"/(?:(?:[{_LOOSE}]++|{_PARENS})*+[{_FIRM}]++)*+(?:{_PARENS})*+")
_QUERY = re.compile(r"\?[a-zA-Z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-zA-Z0-9\-_&=#/]")
_PORT = re.compile(r":[0-9]++")
_OWN = re.compile(r"[hH][tT][tT][pP][sS]?://[tT]\.[cC][oO]/([a-zA-Z0-9]++)")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def links(text: str) -> list[Link]:
    """Return the links of `text` from left to right; none overlap."""
    if "." not in text:
        return []
    astral = [match.start() for match in _ASTRAL.finditer(text)]
    if not astral:
        return list(_links(text))
    places = [place + earlier for earlier, place in enumerate(astral)]

    def letters(unit: int) -> int:
        return unit - bisect_left(places, unit)

    return [
        Link(letters(link.start), letters(link.end), letters(link.counted_end))
        for link in _links(_ASTRAL.sub(_halves, text))
    ]


def _halves(match: re.Match[str]) -> str:
    high, low = divmod(ord(match[0]) - 0x10000, 0x400)
    return chr(0xD800 + high) + chr(0xDC00 + low)


def _links(units: str) -> Iterator[Link]:
    at = 0
    """What is before this was part of an earlier link, or of what was none after all."""
    seen = 0
    while (run := read_run(units, seen)) is not None:
        protocol_at = _protocol_start(units, at, run.start)
        while (domain := _next_domain(run, at)) is not None:
            start, domain_end = domain
            path_at, path_end, end = _rest(units, domain_end)
            if protocol_at is not None and start == run.start:
                yield from _with_protocol(units, run, protocol_at, domain, end)
            elif start == 0 or units[start - 1] not in "-_./":
                path = path_end > path_at
                yield from _without_protocol(units, run, domain, end, path=path)
            at = end
        seen = max(at, run.end)


def _next_domain(run: Run, at: int) -> tuple[int, int] | None:
    """Return the first domain of `run` with a letter between it and `at`."""
    if at > 0:
        return run.domain(max(at + 1, run.start))
    found = run.domain(run.start)
    # At the very beginning none is needed, yet X tries first whether there is one.
    if found is not None and found[0] == 0:
        second = run.domain(1)
        if second is not None and second[0] == 1:
            return second
    return found


def _protocol_start(units: str, at: int, end: int) -> int | None:
    """Return where a protocol begins that ends at `end` and that X lets begin there."""
    found = _PROTOCOL.search(units, max(at, end - len("https://")), end)
    if found is None or found.start() == 0:
        return None if found is None else 0
    start = found.start()
    return None if start == at or _BARS_PROTOCOL.match(units, start - 1) else start


def _rest(units: str, at: int) -> tuple[int, int, int]:
    """Return the span of the path behind a domain that ends at `at`, and the address's end."""
    port = _PORT.match(units, at)
    path_at = port.end() if port else at
    path = _PATH.match(units, path_at)
    path_end = path.end() if path else path_at
    query = _QUERY.match(units, path_end)
    return path_at, path_end, query.end() if query else path_end


def _with_protocol(
    units: str, run: Run, start: int, domain: tuple[int, int], end: int
) -> Iterator[Link]:
    has_local_part = bool(run.local_parts(*domain))
    length = domain[0] - start + end - start
    if length > MAX_LENGTH or not exists(units[slice(*domain)], has_local_part=has_local_part):
        return
    own = _OWN.match(units, start, end)
    if own is not None:
        if len(own[1]) > MAX_OWN_SLUG_LENGTH:
            return
        # Of these X takes the query, and leaves what else the path holds.
        query = _QUERY.match(units, own.end(), end)
        end = query.end() if query else own.end()
    yield Link(start, end, end)


def _without_protocol(
    units: str, run: Run, domain: tuple[int, int], end: int, *, path: bool
) -> Iterator[Link]:
    start, domain_end = domain
    parts = run.local_parts(start, domain_end)
    length = len("https://") + end - start
    if not parts or length > MAX_LENGTH or not exists(units[start:domain_end], has_local_part=True):
        return
    for part in parts[:-1]:
        yield Link(*part, part[1])
    first, last = parts[-1]
    yield Link(first, end, last + end - domain_end) if path else Link(first, last, last)

"""Find the links in a text, as X would shorten them.

X replaces every link by one of fixed length, with a protocol or without one, so a
short `shop.de` weighs more than it looks. Spans are code points of the text given.

The rules are those of twitter-text's `extractUrls`
(https://github.com/twitter/twitter-text, 2026-08), walked label by label instead of by
its one large pattern, whose time grows with the square of the text. Where the two may
differ, a link without a protocol is found here rather than not, as that counts more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Link:
    """A link's span `[start, end)`, and whether X surely takes it for one."""

    start: int
    end: int
    certain: bool
    """Whether it begins with http:// or https:// and nothing before could have taken it."""


MAX_LENGTH = 2000
"""Longer ones are counted as text; X stops at 4096, protocol and punycode included."""
MAX_DOMAIN_LENGTH = 253
MAX_LABEL_LENGTH = 63

_LATIN = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263"
    "\u0268\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)
_NEVER = "\ufffe\ufeff\uffff"
# What no domain holds: punctuation, spaces, and marks that turn the direction.
_OUTSIDE = (
    r"!'#%&()*+,\\/:;<=>?@\[\]^{|}~$"
    "\t-\r \u0085\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
) + _NEVER
_RUN = re.compile(f"[^{_OUTSIDE}]+")
_CHAIN = re.compile(f"[-.0-9a-zA-Z{_LATIN}]+")
_LATIN_LETTER = re.compile(f"[{_LATIN}]")
_PROTOCOL = re.compile(r"https?://\Z", re.IGNORECASE)
_BARS_LINK = re.compile(f"[A-Za-z0-9@＠$#＃{_NEVER}]")
_PUNYCODE = re.compile(r"xn--[-0-9a-z]+", re.IGNORECASE)
_GOES_ON = re.compile(r"[-+@0-9a-zA-Z]")

_GENERAL = rf"[a-zA-Z\u0400-\u04ff0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}]"
_PARENS = rf"\((?:{_GENERAL}+|{_GENERAL}*\({_GENERAL}+\){_GENERAL}*)\)"
_PATH = re.compile(rf"/(?:{_GENERAL}++|{_PARENS})*+")
_PATH_END = re.compile(rf"[+\-a-zA-Z\u0400-\u04ff0-9=_#/){_LATIN}]")
_QUERY = re.compile(r"\?[a-zA-Z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*")
_QUERY_END = re.compile(r"[a-zA-Z0-9\-_&=#/]")
_GLUE = re.compile(rf"{_GENERAL}|[()?]")
"""What an address before may hold, so that it would go on over what follows."""
_PORT = re.compile(r":[0-9]+")
_OWN_SHORT = re.compile(r"/([a-z0-9]+)", re.IGNORECASE)
MAX_OWN_SHORT = 40
"""Greatest length of what follows https://t.co/; a longer one is no link."""


@cache
def _top_level_domains() -> frozenset[str]:
    text = resources.files("resources").joinpath("top_level_domains.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def _longest_top_level_domain() -> int:
    return max(map(len, _top_level_domains()))


def links(text: str) -> list[Link]:
    """Return the links of `text` from left to right; none overlap."""
    if "." not in text:
        return []
    found: list[Link] = []
    at = 0
    while run := _RUN.search(text, at):
        start, end = run.span()
        at = end
        if "." not in run[0]:
            continue
        protocol_at = _protocol_start(text, start)
        domain_end = None if protocol_at is None else _domain_end(text, start, end, end)
        if protocol_at is None or domain_end is None:
            found += _without_protocol(text, start, end)
            at = max(end, found[-1].end if found else 0)
            continue
        # X looks for nothing more in what it took for an address, valid or not.
        at = _port_path_query(text, domain_end)
        link_end = _end_of_valid(text, start, domain_end, at)
        if link_end is not None and link_end - protocol_at <= MAX_LENGTH:
            found.append(Link(protocol_at, link_end, certain=_stands_free(text, protocol_at)))
    return found


def _protocol_start(text: str, run_start: int) -> int | None:
    """Return where a protocol begins that ends at `run_start` and that X lets begin there."""
    before = _PROTOCOL.search(text, max(0, run_start - 8), run_start)
    if before is None or (before.start() and _BARS_LINK.match(text[before.start() - 1])):
        return None
    return before.start()


def _end_of_valid(text: str, start: int, domain_end: int, end: int) -> int | None:
    """Return how far X shortens an address with a protocol, None where it does not."""
    domain = text[start:domain_end]
    if not _encodes(domain):
        return None
    short = _OWN_SHORT.match(text, domain_end) if domain.lower() == "t.co" else None
    if short is None:
        return end
    return short.end() if len(short[1]) <= MAX_OWN_SHORT else None


def _port_path_query(text: str, at: int) -> int:
    """Return where the address that has its domain's end at `at` ends."""
    port = _PORT.match(text, at)
    at = port.end() if port else at
    path = _PATH.match(text, at)
    if path is not None:
        end = path.end()
        while not _PATH_END.match(text[end - 1]):
            end -= 1
        if end < path.end():
            return end
        at = end
    query = _QUERY.match(text, at)
    if query is not None:
        end = query.end()
        while end > at + 1 and not _QUERY_END.match(text[end - 1]):
            end -= 1
        if end > at + 1:
            return end
    return at


def _without_protocol(text: str, start: int, end: int) -> list[Link]:
    """Return the plain domains within the run `[start, end)`, the last with its path."""
    found: list[Link] = []
    letters_at = _bare_start(text, start, end, "-._")
    for chain in _CHAIN.finditer(text, start, end):
        at = chain.start()
        for piece in chain[0].split(".."):
            first, last = at, at + len(piece)
            at = last + 2
            # The label before a top-level domain in another script ends with the chain.
            domain_end = _domain_end(text, _bare_start(text, first, last), last, end)
            begin = _link_start(text, start, letters_at, first, last)
            if begin is None or domain_end is None or domain_end <= begin:
                continue
            if not _is_short(text[begin:domain_end]):
                continue
            link_end = domain_end
            if begin == start and domain_end == end:
                port = _PORT.match(text, domain_end)
                if text.startswith("/", port.end() if port else domain_end):
                    link_end = _port_path_query(text, domain_end)
                if link_end - begin > MAX_LENGTH:
                    link_end = domain_end
            if not found or found[-1].end <= begin:
                found.append(Link(begin, link_end, certain=False))
    return found


def _bare_start(text: str, first: int, last: int, signs: str = "-.") -> int:
    while first < last and text[first] in signs:
        first += 1
    return first


def _link_start(text: str, run_start: int, letters_at: int, first: int, last: int) -> int | None:
    """Return where a domain in `[first, last)` of a run may begin, None where X bars it."""
    bare = _bare_start(text, first, last)
    if bare > letters_at:
        return bare  # another script stands before it in the same run
    if bare > run_start or (run_start and text[run_start - 1] == "/"):
        return None
    # X needs a character before a link, or the very beginning; it takes a letter that is
    # not ASCII for one: behind @ or #, behind an address, and at the beginning of a text.
    barred = run_start > 0 and _BARS_LINK.match(text[run_start - 1]) is not None
    free = not barred and _stands_free(text, run_start)
    letter = _LATIN_LETTER.search(text, bare, bare + 1 if free else last)
    if letter is None or any(char in "-." for char in text[bare : letter.end() + 1]):
        return None if barred else bare
    return letter.end()


def _stands_free(text: str, at: int) -> bool:
    """Return whether no address before `at` can go on over it."""
    if at > 0 and text[at - 1] == "(":
        at -= 1
        return at == 0 or text[at - 1].isspace()
    return at == 0 or not _GLUE.match(text[at - 1])


def _domain_end(text: str, start: int, last: int, end: int) -> int | None:
    """Return where the longest domain from `start` ends, None where none begins there.

    All its dots are before `last`; its top-level domain ends at `end` or before.
    """
    found: int | None = None
    at = start
    while True:
        dot = text.find(".", at, last)
        label = text[at:dot] if dot >= 0 else ""
        if not label or label[0] in "-_" or label[-1] in "-_":
            return found
        at = dot + 1
        if "_" not in label:
            found = _top_level_end(text, at, end) or found


def _top_level_end(text: str, at: int, end: int) -> int | None:
    """Return where the top-level domain that begins at `at` ends, None where none does."""
    puny = _PUNYCODE.match(text, at, end)
    if puny is not None:
        return puny.end()
    dot = text.find(".", at, min(end, at + _longest_top_level_domain()))
    stop = dot if dot >= 0 else min(end, at + _longest_top_level_domain())
    for to in range(stop, at + 1, -1):
        if text[at:to].casefold() in _top_level_domains() and not _GOES_ON.match(text[to : to + 1]):
            return to
    return None


def _is_short(domain: str) -> bool:
    return len(domain) <= MAX_DOMAIN_LENGTH and all(
        len(label) <= MAX_LABEL_LENGTH for label in domain.split(".")
    )


def _encodes(domain: str) -> bool:
    """Return whether a domain has a form for the name system, as X asks for."""
    if not _is_short(domain):
        return False
    if domain.isascii():
        return True
    try:
        return bool(domain.encode("idna"))
    except UnicodeError:
        return False

"""Say whether a text is what X takes for a handle, a list, a hashtag, an address or a post.

The rules are those of twitter-text 3.1.0's `isValid...` functions
(https://github.com/twitter/twitter-text). Changes no text: that is `weight.normalise`.
"""

from __future__ import annotations

import re

from console.domain.limits import Limits
from console.text.domains import REFUSED
from console.text.hashtags import hashtags
from console.text.weight import weigh

_HANDLE = re.compile(r"[@＠][a-zA-Z0-9_]{1,20}")
_LIST = re.compile(r"[@＠][a-zA-Z0-9_]{1,20}/[a-zA-Z][a-zA-Z0-9_-]{0,24}")
_REFUSED = re.compile(f"[{REFUSED}]")

_ESCAPED = "%[0-9a-fA-F]{2}"
_SIGNS = r"a-zA-Z\u0400-\u04ff0-9\-._~!$&'()*+,;="
_LETTER = r"a-zA-Z0-9\u0080-\U0010ffff"
_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_LABEL = rf"[{_LETTER}](?:[{_LETTER}_-]*[{_LETTER}])?\."
_DOMAIN = rf"[{_LETTER}](?:[{_LETTER}-]*[{_LETTER}])?\."
_TOP = rf"[a-zA-Z\u0080-\U0010ffff](?:[{_LETTER}-]*[{_LETTER}])?"
_ADDRESS = re.compile(
    r"(?P<protocol>[hH][tT][tT][pP][sS]?://)?"
    rf"(?:(?:[{_SIGNS}:]|{_ESCAPED})*@)?"
    rf"(?:{_OCTET}(?:\.{_OCTET}){{3}}|\[[a-fA-F0-9:.]+\]|(?:{_LABEL})*{_DOMAIN}{_TOP})"
    r"(?::[0-9]{1,5})?"
    rf"(?:/(?:[{_SIGNS}:|@/]|{_ESCAPED})*)?"
    rf"(?:\?(?:[{_SIGNS}:|@/?]|{_ESCAPED})*)?"
    rf"(?:\#(?:[{_SIGNS}:|@/?]|{_ESCAPED})*)?"
)


def is_handle(text: str) -> bool:
    """Return whether `text` is a handle with its sign: @ and 1 to 20 characters."""
    return _HANDLE.fullmatch(text) is not None


def is_list(text: str) -> bool:
    """Return whether `text` is a handle and the name of a list."""
    return _LIST.fullmatch(text) is not None


def is_hashtag(text: str) -> bool:
    """Return whether `text` is one hashtag with its sign."""
    return hashtags(text) == [(0, len(text))]


def is_url(text: str, *, needs_protocol: bool = True) -> bool:
    """Return whether `text` is a web address, its top-level domain known or not.

    X's own function takes no IPv4 address that ends in more than one digit; that slip is
    not ours.
    """
    address = _ADDRESS.fullmatch(text)
    return address is not None and (not needs_protocol or address["protocol"] is not None)


def is_post(text: str, limits: Limits) -> bool:
    """Return whether `text` may be posted: not empty, short enough, all characters taken."""
    return bool(text) and not refused_characters(text) and weigh(text, limits) <= limits.max_weight


def refused_characters(text: str) -> list[int]:
    """Return the places of the characters with which X takes no post."""
    return [match.start() for match in _REFUSED.finditer(text)]

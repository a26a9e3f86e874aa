"""What the host of an address is, and whether its looks could deceive. Pure.

A small rule instead of lists of look-alikes: whoever writes a host in other letters than
those of ASCII sees it as the name system has it (`xn--...`), always with a warning, as
browsers do for what they do not trust. That needs no judgement of scripts, which Unicode's
own tables (https://www.unicode.org/reports/tr39/) leave open for words of one script alone:
`аррӏе.com`, all Cyrillic, is as proper a name as any.
"""

from __future__ import annotations

import re
from enum import Enum

from console.language import tr

LONGEST_SHOWN = 64
"""In characters; of a longer host the middle is left out, as its end says whose it is."""
_BEGINNING = 16
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+)){0,3}\.?", re.IGNORECASE)


class Doubt(Enum):
    """Why a host may not be what it looks like; its value says it to a person."""

    OTHER_LETTERS = tr(
        "The address is written in other letters: it may only look like one you know."
    )
    NUMBER = tr("The address has no name, only a number: nothing tells whose it is.")


def doubt(host: str) -> Doubt | None:
    """Return what is odd about a host as the name system has it, in ASCII."""
    if any(label.lower().startswith("xn--") for label in host.split(".")) or not host.isascii():
        return Doubt.OTHER_LETTERS
    if ":" in host or _NUMBER.fullmatch(host):
        return Doubt.NUMBER
    return None


def shown(host: str, most: int = LONGEST_SHOWN) -> str:
    """Return a host for a line: of a long one its beginning and, longer, its end."""
    if len(host) <= most:
        return host
    return f"{host[:_BEGINNING]}…{host[len(host) + _BEGINNING + 1 - most :]}"

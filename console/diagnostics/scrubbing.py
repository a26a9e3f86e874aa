"""Takes out of a finished text what may not be in it, by its shape.

For lines that were put together of harmless things already: a second net, which rather
takes too much. Posts' ids (whole numbers of 15 to 20 digits) may stay: what they name is
public, and without them nobody finds what went wrong.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from console.diagnostics.secrets import SECRETS
from console.diagnostics.words import LEFT_OUT

_NAMES = r"(oauth_\w+|\w*(?:token|secret|password|api_key|signature|verifier)|client_id)"
_NAMED = rf"\b{_NAMES}(\\?[\"']?\s*[=:]\s*\\?[\"']?)[^\s,;&}}\]\"'\\]+"
_ASKED = r"(?<![\w.])(code|state|pin)(=|\\?[\"']\s*[=:]\s*\\?[\"']?)[^\s,;&}\]\"'\\]+"
"""What a browser brings back; these words stand in common sentences too, but not so."""
_SPACED = r"(?<![\w.:-])(?!20\d\d-\d\d-\d\d )\d{2,5}(?:[ /()-]{1,2}\d{2,6}){2,6}(?![\w:])"
"""Groups of digits that are no day."""
_SHAPES = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (r"\b(bearer|oauth|basic)\s+[\w.~+/=%\"-][^\r\n]*", rf"\1 {LEFT_OUT}"),
        (r"\b(authorization[\"']?\s*[=:])[^\r\n]+", rf"\1 {LEFT_OUT}"),
        (_NAMED, rf"\1\2{LEFT_OUT}"),
        (_ASKED, rf"\1\2{LEFT_OUT}"),
        (r"://[^\s/@]*@", f"://{LEFT_OUT}@"),
        (r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", LEFT_OUT),
        (r"(?<![\w.])[@＠](?!…)\w{1,50}", f"@{LEFT_OUT}"),
        (r"(?<![\w.:-])(?:\+|00|\(?0)\d?[\d\s()/.-]{5,}\d", LEFT_OUT),
        (_SPACED, LEFT_OUT),
        (r"(?<![\w.:-])\d{3}\.\d{3,4}\.\d{3,6}(?![\w:])", LEFT_OUT),
        (r"(?<![\w.:-])\d{7,14}(?![\w:])", LEFT_OUT),
        # Keys are long and of letters and digits in no order; our own words are not.
        (r"(?<![\w/+=-])(?=[\w+/=~%-]*\d)(?=[\w+/=~%-]*[a-z])[\w+/=~%-]{24,}", LEFT_OUT),
        # Not behind the version of X's API: its routes have `users` in them, too.
        (r"(?<!/\d)(?:/home|/Users|/root|[A-Z]:\\Users)[/\\]?[^\s\"',;:)]*", f"~/{LEFT_OUT}"),
    )
)  # fmt: skip

_USUAL = (
    ".local", "share", "canary-desk", "Library", "Application Support", "AppData", "Local",
    "Roaming",
)  # fmt: skip
"""Folders on the way to the usual place of the data."""


def scrubbed(text: str) -> str:
    """Return the text without keys, addresses, numbers, handles and the person's folder.

    The person's own folder is shortened to `~`, what lies in it stays.
    """
    text = SECRETS.without(text)
    text = without_home(text)
    for shape, instead in _SHAPES:
        text = shape.sub(instead, text)
    return text


def without_home(text: str) -> str:
    """Return the text with the person's own folder as `~`."""
    home = str(Path(os.path.expanduser("~")))  # noqa: PTH111 - pathlib's raises where none is known
    if len(home) > 1 and home != "~":
        text = re.sub(re.escape(home) + r"(?=[/\\\s\"',;:)]|$)", "~", text)
    return text


def shown_path(path: Path) -> str:
    """Return a folder or file as it may be told: below `~`, else only how deep it lies."""
    short = without_home(str(path))
    if short.startswith("~"):
        inside = Path(short).parts[1:]
        known = (*_USUAL, path.name if path.name.startswith("canary-desk") else "")
        return "/".join(("~", *(part if part in known else LEFT_OUT for part in inside)))
    return f"{LEFT_OUT} (outside the person's own folder, {len(path.parts) - 1} deep)"

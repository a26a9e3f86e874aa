"""Cells of a CSV file that a spreadsheet would take for formulas: made harmless, and back.

Where `;` or a tab divides cells (much of Europe), a spreadsheet does not see that quotes hold
a cell together, and begins a new one within it: so what stands behind these and behind the
end of a line counts as the beginning of a cell. Signs that show nothing hide no formula.
https://owasp.org/www-community/attacks/CSV_Injection, read November 2026.
"""

from __future__ import annotations

import re

_BEGINS = r"=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b"
"""Also as wide as a Chinese character, and small: a spreadsheet takes them for the plain ones."""
_LINE_ENDS = r"\t\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_UNSEEN = (
    r"\"\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    r"\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\ufffb"
)
_FIRST = rf"(?='*[{_UNSEEN}]*[{_BEGINS}{_LINE_ENDS}|%])"
_LATER = rf"(?='*[{_UNSEEN}]*[{_BEGINS}])"
_BEHIND = rf"(?<=[;|{_LINE_ENDS}])"
_FORMULA = re.compile(rf"\A{_FIRST}|{_BEHIND}{_LATER}")
_NEUTRAL = re.compile(rf"\A'{_FIRST}|{_BEHIND}'{_LATER}")


def neutral(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe before each."""
    return _FORMULA.sub("'", cell)


def bare(cell: str) -> str:
    """Return the text that was made neutral."""
    return _NEUTRAL.sub("", cell)

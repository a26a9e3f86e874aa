"""What is copied out of an answer, and what may be pasted into it; plain text only.

Framework knowledge: Qt ends paragraphs with U+2029 and lines with U+2028. Its own way to
plain text turns these into line feeds, but no-break spaces into others as well.

An answer's own breaks go with its text within the desk. Other programs know no such
sign: they get a blank line for each.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData

from console.language import numeral, tr
from console.text.split import MANUAL_BREAK

MOST_CHARACTERS = 25_000
"""An answer holds no more: what would make it longer is not typed, pasted or filled in.

Posts of 140 take 179 parts for it, and it is as long as X's longest posts are. An unbroken
one stands in the field within 0.3 s; from there on that time grows with the square.
"""
FULL = tr("An answer holds up to {most} characters.").format(most=numeral(MOST_CHARACTERS))
WITH_BREAKS = "text/x-canary-desk-answer"
"""The format that holds the breaks; UTF-8."""
_BREAK_AND_SPACE = re.compile(rf"\s*{MANUAL_BREAK}\s*")
_LONGEST_WORD = 100
_NEVER_PASTED = re.compile("[\0\ufdd0\ufdd1\ufeff\ufffc\ufffe\uffff]")
"""What no post holds, and what Qt takes for a frame or a picture."""


def as_typed(raw: str) -> str:
    """Return a text as a person typed it, of what Qt holds."""
    return raw.replace("\u2029", "\n").replace("\u2028", "\n")


def data_of(text: str) -> QMimeData:
    """Return what a text is to the clipboard."""
    data = QMimeData()
    data.setText(_BREAK_AND_SPACE.sub("\n\n", text))
    if MANUAL_BREAK in text:
        data.setData(WITH_BREAKS, text.encode())
    return data


def may_be_pasted(data: QMimeData) -> bool:
    """Return whether it is text; the names of files are none."""
    if data.hasFormat(WITH_BREAKS):
        return True
    return data.hasText() and not any(address.isLocalFile() for address in data.urls())


def text_of(data: QMimeData) -> str:
    """Return the text of the clipboard, without what no post can hold."""
    if data.hasFormat(WITH_BREAKS):
        text = bytes(data.data(WITH_BREAKS).data()).decode("utf-8", "replace")
    else:
        text = data.text()
    return _NEVER_PASTED.sub("", text)


def cut(text: str) -> str:
    """Return as much of the beginning of a text as an answer holds, to the end of a word.

    One without white space near its end is cut anywhere.
    """
    if len(text) <= MOST_CHARACTERS:
        return text
    near = MOST_CHARACTERS - _LONGEST_WORD
    space = max(text.rfind(one, near, MOST_CHARACTERS + 1) for one in " \n")
    return text[: MOST_CHARACTERS if space < 0 else space]


CLIPBOARD = (
    tr("The clipboard holds {added} characters; an answer holds up to {most}."),
    tr("With the clipboard it would be {sum} characters; an answer holds up to {most}."),
)
THIS_TEXT = (
    tr("This text holds {added} characters; an answer holds up to {most}."),
    tr("With this text it would be {sum} characters; an answer holds up to {most}."),
)


def refusal(added: int, kept: int, words: tuple[str, str] = CLIPBOARD) -> str:
    """Return why so many characters are not put beside those kept; empty if they are.

    `words`: what is said where they alone are too many, and where the sum is.
    """
    if added + kept <= MOST_CHARACTERS:
        return ""
    alone, together = words
    said = alone if added > MOST_CHARACTERS else together
    return said.format(
        added=numeral(added), sum=numeral(added + kept), most=numeral(MOST_CHARACTERS)
    )

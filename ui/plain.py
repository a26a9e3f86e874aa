"""Texts of others as plain text: labels, tooltips, and names within a line.

Framework knowledge: a QLabel and a tooltip take a text that looks like HTML for HTML,
which could show pictures and links that nobody here wrote. A tooltip has no text format,
so what it says is escaped; what is read out of it is `ui.read_out`'s. A name may hold
signs that turn the direction of the line around it (Unicode UAX #9): within a line it
holds none of them, and is isolated. In a language whose lines run leftwards ASCII ones are as well:
there `@ada` would be shown as `ada@`.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget

from console import language
from console.text.hidden_signs import copied, in_line
from ui import read_out

FIRST_STRONG_ISOLATE, POP_ISOLATE = language.FIRST_STRONG_ISOLATE, language.POP_ISOLATE
BETWEEN = "  ·  "
"""Stands between facts of one line."""


def label(text: str = "", name: str = "", font: QFont | None = None) -> QLabel:
    """Return a label that shows its text as it is; `name` is its style."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName(name)
    if made.isRightToLeft():  # else Qt puts a label at the side of its own first letter
        sides = Qt.AlignmentFlag
        made.setAlignment(sides.AlignRight | sides.AlignAbsolute | sides.AlignVCenter)
    if font is not None:
        made.setFont(font)
    return made


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that shows `text` as it is; none for an empty text.

    What it says beyond the widget's name is read out as well.
    """
    widget.setToolTip(tip(text))
    read_out.describe(widget, text)


def tip(text: str) -> str:
    """Return what shows `text` as it is where Qt takes a tooltip; empty for an empty text."""
    text = copied(text)
    return f'<p style="white-space: pre-wrap">{html.escape(text)}</p>' if text else ""


def isolated(name: str) -> str:
    """Return a name for use within one line: it turns nothing around it, and hides nothing.

    Empty where nothing of it could be seen.
    """
    name = in_line(name)
    if name.isascii():
        return language.apart(name)
    return f"{FIRST_STRONG_ISOLATE}{name}{POP_ISOLATE}"


def at(handle: str) -> str:
    """Return a handle as it is shown, `@ada`, in whichever direction the line runs."""
    return language.leftmost_first(f"@{handle}")


def ltr(text: str) -> str:
    """Return a phone number, address, path or key for a line, whichever way that runs."""
    return language.leftmost_first(text)


def joined(facts: Iterable[str], between: str = BETWEEN) -> str:
    """Return facts as one line, in the order in which the language is read; none is empty."""
    return between.join(language.apart(fact) for fact in facts if fact)

"""Texts of others as plain text: labels, tooltips, and names within a line.

Framework knowledge: a QLabel and a tooltip take a text that looks like HTML for HTML,
which could show pictures and links that nobody here wrote. A tooltip has no text format,
so what it says is escaped. A name may hold signs that turn the direction of the line
around it (Unicode UAX #9): within a line it is isolated.
"""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Embeddings, overrides and isolates; left in a name they could end its own isolate."""


def label(text: str = "", name: str = "", font: QFont | None = None) -> QLabel:
    """Return a label that shows its text as it is; `name` is its style."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName(name)
    if font is not None:
        made.setFont(font)
    return made


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that shows `text` as it is; none for an empty text."""
    widget.setToolTip(f'<p style="white-space: pre-wrap">{html.escape(text)}</p>' if text else "")


def isolated(name: str) -> str:
    """Return a name for use within one line: it turns nothing around it."""
    name = " ".join(name.translate(_TURNING).split())
    if not name or name.isascii():
        return name
    return f"{FIRST_STRONG_ISOLATE}{name}{POP_ISOLATE}"

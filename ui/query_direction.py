"""A query is read from the left, in whatever script its words are: its operators are English."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument


def read_from_left(document: QTextDocument) -> None:
    """Draw all lines of a document from the left; what is copied out of it holds no mark."""
    option = document.defaultTextOption()
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    document.setDefaultTextOption(option)

"""The button within a field that empties it: there where something stands, and with a name.

Framework knowledge: Qt's own has neither text nor name, so a screen reader says only
*button*. The keys do not come to it; Esc or Ctrl+A and Delete empty a field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QToolButton

from console.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

CLEAR = tr("Clear the field")


def add_to(field: QLineEdit) -> None:
    """Give a field its button."""
    before = set(field.findChildren(QToolButton))
    field.setClearButtonEnabled(True)
    for button in set(field.findChildren(QToolButton)) - before:
        button.setAccessibleName(CLEAR)

"""The order in which a screen reader meets what stands side by side.

Framework knowledge: Qt tells a screen reader of children in the order in which they lie over
each other, the lowest first. A splitter puts each part below those before it, so that the
handles stay on top: its parts would be read backwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter


def as_seen(splitter: QSplitter) -> None:
    """Let the parts of a splitter be read in the order in which they stand; handles come last."""
    for place in range(splitter.count()):
        if (part := splitter.widget(place)) is not None:
            part.raise_()
    for place in range(splitter.count()):
        splitter.handle(place).raise_()

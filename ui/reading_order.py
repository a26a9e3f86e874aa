"""The order in which a screen reader and the Tab key meet what stands side by side.

Framework knowledge: Qt tells a screen reader of children in the order in which they lie over
each other, the lowest first. A splitter puts each part below those before it, so that the
handles stay on top: its parts would be read backwards. The Tab key goes in the order in
which widgets came into the window: what is made later comes last, wherever it stands.

PySide (6.11) takes what a method without arguments returns for a part of the object that was
asked. That is wrong of `nextInFocusChain` and `previousInFocusChain`: where a widget of the chain
goes, so do those that were met after it, the window among them, and the program crashes. The
chain is never walked here, nor elsewhere. `focusProxy` is as wrong where the proxy holds the
widget, so an inner part is never asked for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QComboBox, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter


def as_seen(splitter: QSplitter) -> None:
    """Let the parts of a splitter be read in the order in which they stand; handles come last."""
    for place in range(splitter.count()):
        if (part := splitter.widget(place)) is not None:
            part.raise_()
    for place in range(splitter.count()):
        splitter.handle(place).raise_()


def in_turn(before: QWidget, parts: Sequence[QWidget]) -> None:
    """Let parts that share a parent be met in this order, each with all that is in it.

    The Tab key comes to them from what is met `before` them.
    """
    for part in parts:
        part.raise_()
    stops = [stop for part in parts for stop in tab_stops(part)]
    for stop, following in pairwise([before, *stops]):
        QWidget.setTabOrder(stop, following)


def end_with(last: QWidget, first: QWidget) -> None:
    """Let the Tab key come to `last` after all that will ever be made, and then to `first`.

    It goes round: what is met before the first is met last.
    """
    QWidget.setTabOrder(first, last)  # else Qt takes them for neighbours, and does nothing
    QWidget.setTabOrder(last, first)


def tab_stops(part: QWidget) -> list[QWidget]:
    """Return where the Tab key may stop within a part, itself first, in the order of reading.

    The Tab key itself may go in another, where that was set. Also what is hidden or cannot be
    used now. What leads on to another by its focus proxy is no stop, nor what is in a menu.
    """
    inside = (each for each in part.findChildren(QWidget) if each.window() is part.window())
    return [each for each in (part, *inside) if _takes_keys(each)]


def is_inner(widget: QWidget) -> bool:
    """Return whether a widget is a part by which Qt builds another: a line, a viewport.

    Such a one may lead on to the one that holds it, so its focus proxy is not asked for.
    """
    above = widget.parentWidget()
    if isinstance(above, QAbstractScrollArea):
        return above.viewport() is widget
    return isinstance(above, QAbstractSpinBox | QComboBox)


def _takes_keys(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and not is_inner(widget) and widget.focusProxy() is None

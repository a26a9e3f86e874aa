"""Pressing Tab through a window, as a person without a mouse does."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ui import reading_order

MOST = 200
"""Nobody presses Tab more often in one window."""
WITHIN = 5
"""A field of a time has fewer stops of its own; what keeps the focus longer is the end."""


def stops(qtbot: QtBot, window: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Returns where the focus goes at each key, from where it is till it has been there before."""
    found: list[QWidget] = []
    stayed = 0
    for _ in range(MOST):
        focused = QApplication.focusWidget()
        assert focused is not None, f"the focus is lost after {names(found)[-3:]}"
        assert window.isAncestorOf(focused) or focused is window
        stayed = stayed + 1 if found and focused is found[-1] else 0
        if focused not in found:
            found.append(focused)
        elif stayed in (0, WITHIN):
            return found[found.index(focused) :]
        qtbot.keyClick(focused, key)
    raise AssertionError(f"there is no end of it: {names(found)[-10:]}")


def reachable(window: QWidget) -> set[QWidget]:
    """Returns what is to be seen in a window and takes the focus from the Tab key.

    Of buttons of which one alone is chosen, that one; arrows reach the others.
    """
    return {
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not reading_order.is_inner(widget)
        and widget.focusProxy() is None
        and widget.window() is window
        and not _waits_for_arrows(widget)
    }


def _waits_for_arrows(widget: QWidget) -> bool:
    if not isinstance(widget, QAbstractButton) or not widget.isCheckable():
        return False
    group: QButtonGroup | None = widget.group()
    alone = isinstance(widget, QRadioButton) or (group is not None and group.exclusive())
    return alone and not widget.isChecked()


def place(widget: QWidget) -> QRect:
    """Returns where it is in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size())


def jumps(order: list[QWidget]) -> list[str]:
    """Returns each step that goes back up or back to the left, against the order of reading."""
    found = []
    for before, after in pairwise(order):
        one, other = place(before), place(after)
        above = other.bottom() <= one.top()
        beside = other.top() < one.bottom() and one.top() < other.bottom()
        if above or (beside and other.right() <= one.left()):
            found.append(f"{names([before])[0]} {one} -> {names([after])[0]} {other}")
    return found


def names(widgets: list[QWidget]) -> list[str]:
    """Returns them as a failure tells of them."""
    return [
        f"{type(each).__name__} {each.accessibleName() or getattr(each, 'text', str)()!r}"
        for each in widgets
    ]


def rotated(order: list[QWidget], pane: QWidget) -> list[QWidget]:
    """Returns the round so that it begins where it comes into a pane."""
    for place_, each in enumerate(order):
        if pane.isAncestorOf(each) and not pane.isAncestorOf(order[place_ - 1]):
            return order[place_:] + order[:place_]
    return order

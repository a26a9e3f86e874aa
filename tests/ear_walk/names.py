"""Finds what of a window says to nobody what it is, says it twice, or says its markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget

from ui import reading_order

ROLES = QAccessible.Role
ACTED_ON = frozenset(
    [
        ROLES.Button, ROLES.ButtonMenu, ROLES.ButtonDropDown, ROLES.CheckBox, ROLES.RadioButton,
        ROLES.ComboBox, ROLES.EditableText, ROLES.SpinBox, ROLES.Slider, ROLES.List, ROLES.Table,
        ROLES.Tree, ROLES.MenuItem, ROLES.PageTab, ROLES.Link,
    ]
)  # fmt: skip
"""The roles of what a person does something with."""
AS_SENTENCE = re.compile(r"\w| \w")


def nameless(window: QWidget) -> Iterator[str]:
    """Yield what can be pressed or has the focus, can be seen, and has no name."""
    for widget in [window, *window.findChildren(QWidget)]:
        if not widget.isVisible() or _is_part(widget) or reading_order.is_inner(widget):
            continue
        if widget.focusProxy() is not None:
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        takes_focus = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
        if (takes_focus or told.role() in ACTED_ON) and not _name(told):
            yield f"{type(widget).__name__} {widget.objectName()} in {_where(widget)}"
        for number in range(told.childCount()):
            child = told.child(number)
            if child.role() in (ROLES.PageTab, ROLES.MenuItem):
                is_shown = not child.state().invisible and child.role() == ROLES.PageTab
                if is_shown and not _name(child):
                    yield f"tab {number} of {type(widget).__name__} in {_where(widget)}"


def twice(window: QWidget) -> Iterator[str]:
    """Yield what can be seen and has a description that begins with its name, or is markup.

    A sentence may begin with the word that stands on a button: `Copy`, `Copy the texts`.
    """
    for widget in [window, *window.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        name, more = _name(told), told.text(QAccessible.Text.Description).strip()
        rest = more[len(name) :]
        again = more.casefold().startswith(name.casefold()) and not AS_SENTENCE.match(rest)
        if "</" in more or (name and more and again):
            yield f"{type(widget).__name__} {name!r} ({more!r}) in {_where(widget)}"


def _name(told: QAccessibleInterface) -> str:
    return told.text(QAccessible.Text.Name).strip()


def _is_part(widget: QWidget) -> bool:
    """Return whether a widget is told as a part of the one that holds it."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractSpinBox | QComboBox):
            return True
        above = above.parentWidget()
    return False


def _where(widget: QWidget) -> str:
    above, names = widget.parentWidget(), []
    while above is not None:
        names.append(type(above).__name__)
        above = above.parentWidget()
    return " < ".join(names[:4])

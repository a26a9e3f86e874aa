"""What a screen reader is told of a widget besides its name: only what the name leaves open.

Owns that nothing is heard twice; what a tooltip shows is `ui.plain`'s. The name is to stand
before the tip is set: it is compared once.

Framework knowledge: Qt reads the tooltip out, markup and all, and in a field the placeholder,
where a widget has no description of its own (qaccessiblewidget.cpp and complexwidgets.cpp of
Qt 6). As a shortcut it tells only the letter that is underlined, so the key of a button is
told here.
"""

from __future__ import annotations

import re
import sys

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from console.text.hidden_signs import copied

NOTHING_MORE = " "
"""WORKAROUND: of an empty description Qt thinks that there is none, and takes the tooltip."""
_GIVEN = "tipReadOut"
"""The property of a widget that holds what was told here, and not by others."""
_WORD = re.compile(r"\w+")
_BRACKETED = re.compile(r"\((.+)\)\.?", re.DOTALL)


def describe(widget: QWidget, told: str) -> None:
    """Tell `told` after a widget's name, unless something else was said to be; empty for none."""
    if widget.accessibleDescription() != (widget.property(_GIVEN) or ""):
        return
    told = copied(told)
    more = (beyond(name_of(widget), told) or NOTHING_MORE) if told else ""
    widget.setAccessibleDescription(more)
    widget.setProperty(_GIVEN, widget.accessibleDescription())


def describe_field(field: QLineEdit, told: str = "") -> None:
    """Tell `told` after a field's name; for an empty text, what its placeholder says beyond it."""
    hint = beyond(name_of(field), copied(field.placeholderText()))
    field.setAccessibleDescription(copied(told) or hint or NOTHING_MORE)


def name_choice(box: QComboBox, name: str) -> None:
    """Say what is chosen in a box that no label names.

    Except on Windows Qt takes what is chosen there for its name, whatever name it was given.
    """
    box.setAccessibleName(name)
    if sys.platform != "win32":
        box.setAccessibleDescription(name)


def name_of(widget: QWidget) -> str:
    """Return what a widget is called, as far as that is its own matter and not its label's."""
    if name := widget.accessibleName():
        return name
    if isinstance(widget, QAbstractButton):
        return widget.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    return widget.text() if isinstance(widget, QLabel) else ""


def beyond(name: str, told: str) -> str:
    """Return what `told` says beyond a name; all of it, where it does not begin with the name.

    Of `Fold the contact away (I)` that is the key, of the name or a part of it nothing.
    """
    name, told = name.strip().rstrip(".…"), told.strip()
    rest = told[len(name) :].lstrip(" .…")
    if name and told.casefold().startswith(name.casefold()) and not rest[:1].isalnum():
        bracketed = _BRACKETED.fullmatch(rest)
        return bracketed[1] if bracketed else rest.lstrip(";:,\n ")
    return "" if _words(told) in _words(name) else told


def _words(text: str) -> str:
    """Return a text for comparing: its words alone, each with a space around it."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "

"""Where things stood on these screens: kept in QSettings, apart for each arrangement of screens.

An arrangement is told by names, sizes and scales of its screens, whichever order they are
in: a desk at home and one at work each have their own. What cannot be read counts as not
kept, and what was kept before there were arrangements holds where an arrangement is new.
"""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QGuiApplication

GROUP = "places"
OLD = ("geometry", "panes")
"""Kept by earlier versions for all screens alike."""
MOST = 16_777_215
"""Of a widget of Qt's, in pixels."""


def arrangement() -> str:
    """Return what tells the screens that are there now."""
    screens = sorted(
        f"{each.name()} {each.size().width()}x{each.size().height()} {each.devicePixelRatio():g}"
        for each in QGuiApplication.screens()
    )
    return hashlib.sha256("\n".join(screens).encode()).hexdigest()[:16]


def key(name: str, screens: str = "") -> str:
    """Return where in QSettings something stands for an arrangement: for the one of now."""
    return f"{GROUP}/{screens or arrangement()}/{name}"


def put(name: str, value: object, screens: str = "") -> None:
    """Keep a value for an arrangement."""
    QSettings().setValue(key(name, screens), value)


def state(name: str) -> QByteArray:
    """Return a state that Qt made; empty where none was kept."""
    value = _value(name)
    return value if isinstance(value, QByteArray) else QByteArray()


def sizes(name: str, *counts: int) -> list[int]:
    """Return sizes in pixels, as many as one of `counts` says; none where there are no such."""
    value = _value(name)
    try:
        found = [int(size) for size in value] if isinstance(value, list) else []
    except (TypeError, ValueError, OverflowError):
        return []
    usable = len(found) in counts and all(0 <= size <= MOST for size in found) and any(found)
    return found if usable else []


def forget() -> None:
    """Keep nothing of these screens, nor of what holds where nothing is kept for them."""
    settings = QSettings()
    settings.remove(f"{GROUP}/{arrangement()}")
    for name in OLD:
        settings.remove(name)


def _value(name: str) -> object:
    settings = QSettings()
    value = settings.value(key(name))
    return settings.value(name) if value is None and name in OLD else value

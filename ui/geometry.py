"""Where the window stood and how its panes were divided: kept in QSettings, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

if TYPE_CHECKING:
    from ui.contact_pane import ContactPane

WINDOW, PANES = "geometry", "panes"
INBOX, CONTACT = 304, 232
"""Widths of the list and of the contact in a window that was never divided."""
WIDEST = 16_777_215
"""Of a widget of Qt's."""


def restore_window(window: QMainWindow) -> None:
    """Put the window where it was last; leave it where nothing usable was kept."""
    value = QSettings().value(WINDOW)
    if isinstance(value, QByteArray):
        window.restoreGeometry(value)


def restore_panes(splitter: QSplitter, contact: ContactPane) -> None:
    """Divide the panes as they were last; as they are meant where nothing usable was kept."""
    contact.settle()
    kept = _kept_sizes()
    if len(kept) == splitter.count() and all(kept[:3]):
        contact.divide(kept[0], kept[1], next(iter(kept[3:]), 0) or CONTACT)
    else:
        contact.divide(splitter.sizes()[0], min(INBOX, splitter.width() // 4), CONTACT)


def _kept_sizes() -> list[int]:
    """Return the sizes as they were kept; none where what is there are no sizes."""
    value = QSettings().value(PANES)
    try:
        sizes = [int(size) for size in value] if isinstance(value, list) else []
    except (TypeError, ValueError, OverflowError):
        return []
    return sizes if all(0 <= size <= WIDEST for size in sizes) else []


def keep(window: QMainWindow, splitter: QSplitter) -> None:
    """Keep where window and panes are now."""
    settings = QSettings()
    settings.setValue(WINDOW, window.saveGeometry())
    settings.setValue(PANES, splitter.sizes())

"""Where the window stood and how its panes were divided: kept in QSettings, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

if TYPE_CHECKING:
    from ui.contact_pane import ContactPane

WINDOW, PANES = "geometry", "panes"
INBOX, CONTACT = 304, 232
"""Widths of the list and of the contact in a window that was never divided."""


def restore_window(window: QMainWindow) -> None:
    """Put the window where it was last; leave it where nothing was kept."""
    value = QSettings().value(WINDOW)
    if value is not None:
        window.restoreGeometry(value)


def restore_panes(splitter: QSplitter, contact: ContactPane) -> None:
    """Divide the panes as they were last; as they are meant where nothing was kept."""
    contact.settle()
    value = QSettings().value(PANES)
    kept = [int(size) for size in value] if isinstance(value, list) else []
    if len(kept) == splitter.count() and all(kept[:3]):
        splitter.setSizes(kept)
    else:
        side, rest = splitter.sizes()[0], [CONTACT] * (splitter.count() - 3)
        inbox = min(INBOX, splitter.width() // 4)
        splitter.setSizes([side, inbox, splitter.width() - side - inbox - sum(rest), *rest])


def keep(window: QMainWindow, splitter: QSplitter) -> None:
    """Keep where window and panes are now."""
    settings = QSettings()
    settings.setValue(WINDOW, window.saveGeometry())
    settings.setValue(PANES, splitter.sizes())

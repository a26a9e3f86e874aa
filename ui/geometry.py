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
    side, inbox, case, *beside = _kept_sizes() or (0, 0, 0)
    if side and inbox and case:
        contact.divide(side, inbox, next(iter(beside), 0) or CONTACT)
    else:
        contact.divide(splitter.sizes()[0], INBOX, CONTACT)


def _kept_sizes() -> list[int]:
    """Return the sizes as they were kept: three, or four where the contact was beside the case.

    None where what is there are no such sizes.
    """
    value = QSettings().value(PANES)
    try:
        sizes = [int(size) for size in value] if isinstance(value, list) else []
    except (TypeError, ValueError, OverflowError):
        return []
    usable = len(sizes) in (3, 4) and all(0 <= size <= WIDEST for size in sizes)
    return sizes if usable else []


def keep(window: QMainWindow, splitter: QSplitter) -> None:
    """Keep where the window is now, and how a person divided it."""
    settings = QSettings()
    settings.setValue(WINDOW, window.saveGeometry())
    sizes, case = splitter.sizes(), splitter.widget(2)
    # Else the list gave way to the case, or to a page in the place of both.
    if case is not None and sizes[1] and sizes[2] > case.minimumWidth():
        settings.setValue(PANES, sizes)

"""Where the window stood and how its panes were divided: kept in QSettings, nothing else."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter


def restore(window: QMainWindow, splitter: QSplitter) -> None:
    """Put window and panes where they were last; leave them where nothing was kept."""
    settings = QSettings()
    for key, put in (
        ("geometry", window.restoreGeometry),
        ("splitter", splitter.restoreState),
    ):
        value = settings.value(key)
        if value is not None:
            put(value)


def keep(window: QMainWindow, splitter: QSplitter) -> None:
    """Keep where window and panes are now."""
    settings = QSettings()
    settings.setValue("geometry", window.saveGeometry())
    settings.setValue("splitter", splitter.saveState())

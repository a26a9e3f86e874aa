"""Where a dialog that asks for a file begins: the folder used last, else that of downloads."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog

LAST = "files/folder"


def begin(dialog: QFileDialog) -> None:
    """Let a dialog begin there, and take note of where a person chooses."""
    dialog.setDirectory(str(folder()))
    dialog.fileSelected.connect(_note)


def folder() -> Path:
    """Return the folder; home where there is no other."""
    downloads = QStandardPaths.StandardLocation.DownloadLocation
    for each in (str(QSettings().value(LAST, "")), QStandardPaths.writableLocation(downloads)):
        if each and Path(each).is_dir():
            return Path(each)
    return Path.home()


def _note(chosen: str) -> None:
    QSettings().setValue(LAST, str(Path(chosen).parent))

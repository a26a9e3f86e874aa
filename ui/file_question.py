"""The question for a file: which one to read, or under which name to write.

The one place that asks it, so that each begins in the folder that was used last.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui import file_folder

Take = Callable[[Path], None]
"""Hears of the file; of none where the person chose none."""


def ask_to_write(parent: QWidget, title: str, kinds: str, name: str, take: Take) -> None:
    """Ask for the name of a file, and return at once.

    `name` is offered; its ending goes onto a name that is typed without one. Of a file that
    is there already the dialog asks whether it is to be replaced.
    """
    asked = QFileDialog(parent, title, "", kinds)
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setDefaultSuffix(ending(name))
    _open(asked, take, name)


def ask_to_read(
    parent: QWidget,
    title: str,
    kinds: str,
    take: Take,
    mode: QFileDialog.FileMode = QFileDialog.FileMode.ExistingFile,
) -> None:
    """Ask for a file that is there, or for a folder where `mode` says so; return at once."""
    asked = QFileDialog(parent, title, "", kinds)
    asked.setFileMode(mode)
    _open(asked, take)


def ending(name: str) -> str:
    """Return the ending of a file's name without its dot: `csv`, `jsonl.gz`."""
    path = Path(name)
    return "".join(path.suffixes[-2:] if path.suffix == ".gz" else path.suffixes[-1:])[1:]


def _open(asked: QFileDialog, take: Take, name: str = "") -> None:
    file_folder.begin(asked)
    if name:
        asked.selectFile(name)
    asked.fileSelected.connect(lambda chosen: take(Path(chosen)))
    asked.finished.connect(asked.deleteLater)
    asked.open()

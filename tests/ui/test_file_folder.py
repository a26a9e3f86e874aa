"""Where a dialog that asks for a file begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog

from ui import file_folder


@pytest.mark.usefixtures("qapp")
def test_it_begins_where_a_file_was_chosen_last(tmp_path: Path) -> None:
    QSettings().remove(file_folder.LAST)
    assert file_folder.folder() != Path.cwd()
    dialog = QFileDialog()
    file_folder.begin(dialog)
    dialog.fileSelected.emit(str(tmp_path / "archive.zip"))
    assert file_folder.folder() == tmp_path
    again = QFileDialog()
    file_folder.begin(again)
    assert Path(again.directory().absolutePath()) == tmp_path
    QSettings().setValue(file_folder.LAST, str(tmp_path / "gone"))
    assert file_folder.folder() != tmp_path / "gone"
    QSettings().remove(file_folder.LAST)

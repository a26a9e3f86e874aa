"""What this program is, its version and licences."""

from __future__ import annotations

from importlib.metadata import version

from PySide6.QtCore import QSize, Qt, Slot, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.language import tr
from ui import plain
from ui.copied_text import let_select
from ui.icons import app_icon
from ui.lanes import Lane
from ui.theme import UNIT, Theme

MARK, WIDTH = 64, 440


class AboutDialog(QDialog):
    """Name, purpose, version, licence, where the data is."""

    def __init__(self, folder: str, theme: Theme, lane: Lane, parent: QWidget) -> None:
        """Take where the data is, and the lane that reads the texts of licences."""
        super().__init__(parent)
        self._theme, self._lane = theme, lane
        self.setWindowTitle(tr("About Canary Desk"))
        mark = plain.label()
        mark.setPixmap(app_icon().pixmap(QSize(MARK, MARK), self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(UNIT)
        words.addWidget(plain.label("Canary Desk", "title"))
        for text, name in (
            (tr("The desk of those who answer a company's customers."), ""),
            (
                tr("Version {version}, with Qt {qt}. MIT licence.").format(
                    version=version("canary-desk"), qt=qVersion()
                ),
                "quiet",
            ),
            (tr("Your data: {folder}").format(folder=folder), "quiet"),
        ):
            label = plain.label(text, name, theme.small_font() if name else None)
            label.setWordWrap(True)
            let_select(label)
            words.addWidget(label)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(3 * UNIT)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        buttons = QDialogButtonBox()
        self.licences = QPushButton(tr("Licences…"))
        self.licences.setAutoDefault(False)
        self.licences.clicked.connect(self._show_licences)
        buttons.addButton(self.licences, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addLayout(row)
        column.addWidget(buttons)
        self.setMinimumWidth(WIDTH)
        self.resize(WIDTH, column.heightForWidth(WIDTH))

    @Slot()
    def _show_licences(self) -> None:
        from ui.licences_dialog import SIZE, LicencesDialog

        dialog = LicencesDialog(self._lane, self._theme, self)
        parent = self.parentWidget()
        if parent is not None:  # more room than this small dialog has
            dialog.resize(SIZE.boundedTo(parent.window().size()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

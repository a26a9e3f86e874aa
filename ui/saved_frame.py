"""How the dialog of saved replies is laid out, and what stands in its foot.

Owns where things stand and none of what is done with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.language import numeral, plural, tr
from ui import frame, geometry, plain, reading_order
from ui.elided_label import ElidedLabel
from ui.fact_row import quiet_button
from ui.state_view import StateView
from ui.theme import HALF, UNIT, Theme

if TYPE_CHECKING:
    from ui.saved_dialog import SavedDialog


class SavedFrame:
    """The widgets around list and editor."""

    def __init__(self, dialog: SavedDialog, theme: Theme) -> None:
        self._theme = theme
        self.message = ElidedLabel("", "quiet", theme.small_font())
        self.undo_button = quiet_button(tr("Undo"), theme, tr("Bring it back"))
        self.undo_button.hide()
        self.count = plain.label("", "quiet", theme.small_font())
        self._use = plain.label("", "quiet", theme.small_font())
        self.new_button = QPushButton(tr("New"))
        self.new_button.setToolTip(tr("Write a new one (Ctrl+N)"))
        self.import_button = QPushButton(tr("Import…"))
        self.export_button = QPushButton(tr("Export…"))
        self.copy_button = QPushButton(tr("Duplicate"))
        self.delete_button = QPushButton(tr("Delete"))
        self.close_button = QPushButton(tr("Close"))
        self.save_button = QPushButton(tr("Save"))
        self.save_button.setObjectName("primary")  # now: a splitter styles what it is given
        self.save_button.setToolTip(tr("Store name and text (Ctrl+S)"))
        self._state = StateView()
        self._right = QStackedWidget()
        self._lay_out(dialog)

    def show_both(self) -> None:
        """Show the editor beside the list."""
        self._right.setCurrentIndex(0)

    def show_state(self, title: str, message: str) -> None:
        """Say something in place of the editor."""
        self._state.say(title, message)
        self._right.setCurrentIndex(1)

    def show_count(self, found: int, every: int) -> None:
        """Say how many are listed."""
        said = plural(every, "{count} saved reply", "{count} saved replies")
        if found != every:
            said = tr("{found} of {replies}").format(found=numeral(found), replies=said)
        self.count.setText(said)
        self.export_button.setEnabled(every > 0)

    def show_use(self, used: str) -> None:
        """Say how often the one that is edited was used."""
        self._use.setText(used)

    def say(self, text: str, *, failed: bool = False) -> None:
        """Say what was done, or why not."""
        self.undo_button.hide()
        self._tell(text, "danger" if failed else "quiet")

    def offer_undo(self, text: str) -> None:
        """Say what was deleted, with the way back."""
        self._tell(text, "quiet")
        self.undo_button.show()

    def enable(self, *, save: bool, copy: bool, delete: bool) -> None:
        """Allow what is possible now."""
        self.save_button.setEnabled(save)
        self.copy_button.setEnabled(copy)
        self.delete_button.setEnabled(delete)

    def _tell(self, text: str, name: str) -> None:
        self.message.show_text(text)
        self.message.setObjectName(name)
        self.message.style().polish(self.message)

    def _lay_out(self, dialog: SavedDialog) -> None:
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        both.addWidget(self._left_side(dialog))
        self._right.addWidget(self._edited(dialog))
        self._right.addWidget(self._state)
        both.addWidget(self._right)
        both.setStretchFactor(1, 1)
        reading_order.as_seen(both)
        both.setSizes([340, 620])
        geometry.follow_splitter(both, "saved")
        column = QVBoxLayout(dialog)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(both, 1)
        column.addWidget(frame.hairline())
        column.addLayout(self._foot())

    def _left_side(self, dialog: SavedDialog) -> QWidget:
        left = QWidget()
        left.setMinimumWidth(32 * UNIT)
        top = QHBoxLayout()
        top.setContentsMargins(2 * UNIT, 2 * UNIT, UNIT + HALF, UNIT)
        top.setSpacing(UNIT)
        top.addWidget(dialog.search, 1)
        top.addWidget(self.new_button)
        below = QHBoxLayout()
        below.setContentsMargins(2 * UNIT, UNIT, UNIT, UNIT)
        below.addWidget(self.count)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(frame.hairline())
        column.addWidget(dialog.list, 1)
        column.addWidget(frame.hairline())
        column.addLayout(below)
        return left

    def _edited(self, dialog: SavedDialog) -> QWidget:
        right = QWidget()
        below = QHBoxLayout()
        below.setContentsMargins(2 * UNIT, 0, 2 * UNIT, UNIT + HALF)
        below.setSpacing(UNIT)
        below.addWidget(self._use, 1)
        for button in (self.copy_button, self.delete_button, self.save_button):
            below.addWidget(button)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(dialog.editor, 1)
        column.addLayout(below)
        return right

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(2 * UNIT, UNIT + HALF, 2 * UNIT, UNIT + HALF)
        row.setSpacing(UNIT)
        for button in (self.import_button, self.export_button):
            row.addWidget(button)
        row.addSpacing(UNIT)
        row.addWidget(self.message)
        row.addWidget(self.undo_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        every: tuple[QPushButton, ...] = (
            self.new_button, self.import_button, self.export_button, self.copy_button,
            self.delete_button, self.close_button, self.save_button, self.undo_button,
        )  # fmt: skip
        for each in every:
            each.setAutoDefault(False)  # Enter in a field closes nothing
        return row

"""The receipt of a contact that was forgotten: read, copied, saved; copies that still hold them.

Owns its buttons, which the dialog puts into its row.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from console.domain.erasure import CopyState, Receipt, told
from console.domain.progress import Follower
from console.errors import DeskError
from console.language import tr
from ui import file_question, plain, written_file
from ui.copied_text import PlainEdit
from ui.theme import UNIT

if TYPE_CHECKING:
    from console.desk import Desk
    from ui.lanes import Lane

DELETE, SURE = tr("Delete that copy"), tr("Delete it for good")


class ForgetReceipt(QWidget):
    """One receipt as text.

    Signals:
        said(str): what came of a button.
        changed(Receipt): this one is shown now.
    """

    said = Signal(str)
    changed = Signal(object)

    def __init__(self, lane: Lane) -> None:
        super().__init__()
        self._lane = lane
        self.receipt: Receipt | None = None
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = PlainEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Receipt"))
        self.copy_button = QPushButton(tr("Copy receipt"))
        self.save_button = QPushButton(tr("Save receipt…"))
        self.again_button = QPushButton(tr("Try again"))
        self.delete_button = QPushButton(DELETE)
        self.buttons = (
            self.copy_button,
            self.save_button,
            self.again_button,
            self.delete_button,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.addWidget(self.text)
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._ask_where)
        self.again_button.clicked.connect(self._try_again)
        self.delete_button.clicked.connect(self._delete_copy)

    @Slot(object)
    def show_receipt(self, receipt: Receipt) -> None:
        """Show a receipt, and what can be done with it."""
        self.receipt = receipt
        self.text.setPlainText(told(receipt))
        self.copy_button.show()
        self.save_button.show()
        self.again_button.setVisible(not receipt.is_done)
        self.delete_button.setVisible(self._failed is not None)
        self.delete_button.setText(DELETE)
        self.changed.emit(receipt)

    @property
    def _failed(self) -> str | None:
        """Return the first copy that could not be rewritten; None where none is left."""
        copies = () if self.receipt is None else self.receipt.copies
        return next((each.name for each in copies if each.state is CopyState.FAILED), None)

    @Slot()
    def _delete_copy(self) -> None:
        name, receipt = self._failed, self.receipt
        if name is None or receipt is None:
            return
        if self.delete_button.text() == DELETE:
            self.delete_button.setText(SURE)
            self.said.emit(
                tr("{name} cannot be brought back. Press once more.").format(
                    name=plain.isolated(name)
                )
            )
            return

        def delete(desk: Desk) -> Receipt:
            desk.erasure.delete_copy(name)
            return desk.erasure.receipt(receipt.code)

        self.said.emit(tr("Deleting…"))
        self._lane.submit(delete, self._show_changed, self._say_failed)

    @Slot()
    def _try_again(self) -> None:
        receipt = self.receipt
        if receipt is None:
            return

        def go_on(desk: Desk) -> Receipt:
            desk.erasure.go_on(Follower(stopping=self._lane.stopping))
            return desk.erasure.receipt(receipt.code)

        self.said.emit(tr("Trying again…"))
        self.again_button.setEnabled(False)
        self._lane.submit(go_on, self._show_changed, self._say_failed)

    @Slot(object)
    def _show_changed(self, receipt: Receipt) -> None:
        self.again_button.setEnabled(True)
        self.said.emit("" if receipt.is_done else receipt.problem)
        self.show_receipt(receipt)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.said.emit(tr("Copied."))

    @Slot()
    def _ask_where(self) -> None:
        assert self.receipt is not None
        title, name = tr("Save the receipt"), f"erasure-{self.receipt.code}.txt"
        file_question.ask_to_write(self, title, tr("Text (*.txt)"), name, self._save)

    def _save(self, path: Path) -> None:
        content = self.text.toPlainText().encode()
        self._lane.submit(partial(_write, path, content), self._say_saved, self._say_failed)

    @Slot(object)
    def _say_saved(self, path: Path) -> None:
        self.said.emit(tr("Saved as {path}.").format(path=plain.isolated(str(path))))

    @Slot(object)
    def _say_failed(self, error: DeskError) -> None:
        self.again_button.setEnabled(True)
        self.said.emit(f"{error.title}. {error.message}")


def _write(path: Path, content: bytes, _desk: Desk) -> Path:
    written_file.write(path, content)
    return path

"""The dialog that forgets a contact: what goes, a typed word that it is meant, the receipt.

Reads in the reader lane, works in the lane of files. Nothing is changed before the word is typed
and the button is pressed; from then on it is done, by the next start at the latest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.domain.erasure import Preview, Receipt
from console.errors import DeskError
from console.language import tr
from ui import forget_words as words
from ui import frame, plain, search_history
from ui.forget_receipt import ForgetReceipt
from ui.job_bar import JobBar
from ui.long_job import LongJob
from ui.override import override
from ui.state_view import StateView
from ui.theme import HALF, UNIT

if TYPE_CHECKING:
    from console.desk import Desk
    from console.domain.ids import CaseId, ContactId
    from ui.main_window import MainWindow

SIZE = (76 * UNIT, 72 * UNIT)


class ForgetDialog(QDialog):
    """Opened by `ui.archive_side`."""

    def __init__(self, window: MainWindow, contact_id: ContactId) -> None:
        super().__init__(window)
        self.contact_id = contact_id
        self._window, self._theme = window, window.theme
        self._job: LongJob | None = None
        self._preview: Preview | None = None
        self._open_case: CaseId | None = None
        """Of theirs, which was open when it began: the list keeps the place of that one."""
        self.setWindowTitle(tr("Forget a contact"))
        self.head = plain.label(tr("Forget a contact"), "title")
        self.what = plain.label(words.WHAT, "quiet")
        self.what.setWordWrap(True)
        self.facts = QGridLayout()
        self.remarks = QVBoxLayout()
        self.state, self.bar = StateView(), JobBar(self._theme)
        self.word = QLineEdit()
        self.word.setPlaceholderText(words.WORD)
        self.word.setAccessibleName(words.ASK)
        self.word.setFixedWidth(self._theme.room_for(18 * UNIT))
        self.kept = ForgetReceipt(window.lanes.files)
        self.copy_button, self.save_button = self.kept.copy_button, self.kept.save_button
        self.text = self.kept.text
        self.close_button = QPushButton(tr("Cancel"))
        self.forget_button = QPushButton(tr("Forget for good"))
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        room = window.size()
        self.resize(min(SIZE[0], room.width() - 4 * UNIT), min(SIZE[1], room.height() - 4 * UNIT))
        self._read()

    @override
    def reject(self) -> None:
        """Close; while it is being done, only what can be done later is put off."""
        if self._job is not None:
            self._job.stop()
            self.close_button.setEnabled(False)
            return
        super().reject()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, UNIT + HALF)
        head.setSpacing(UNIT)
        head.addWidget(self.head)
        head.addWidget(self.what)
        for page in (self.state, self._facts_page(), self.kept):
            self._stack.addWidget(page)
        self._asked = QWidget()
        asked = QHBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(UNIT)
        label = plain.label(words.ASK)
        label.setBuddy(self.word)
        asked.addWidget(label)
        asked.addWidget(self.word)
        asked.addStretch()
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * UNIT, UNIT + HALF, 3 * UNIT, 2 * UNIT)
        foot.setSpacing(UNIT)
        foot.addWidget(self._asked)
        foot.addWidget(self.bar)
        foot.addLayout(self._button_row())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(frame.hairline())
        column.addWidget(self._stack, 1)
        column.addWidget(frame.hairline())
        column.addLayout(foot)

    def _facts_page(self) -> QWidget:
        self.facts.setHorizontalSpacing(3 * UNIT)
        self.facts.setVerticalSpacing(HALF)
        self.facts.setColumnStretch(1, 1)
        self.remarks.setSpacing(UNIT)
        page = QWidget()
        page.setObjectName("page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addLayout(self.facts)
        column.addLayout(self.remarks)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        area.setAccessibleName(tr("What is forgotten"))
        self._facts_area = area
        return area

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        for button in self.kept.buttons:
            button.hide()
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.close_button)
        row.addWidget(self.forget_button)
        for button in (*self.kept.buttons, self.close_button, self.forget_button):
            button.setAutoDefault(False)
        self.forget_button.setObjectName("primary")
        self.forget_button.setEnabled(False)
        return row

    def _connect(self) -> None:
        self.word.textChanged.connect(self._enable)
        self.word.returnPressed.connect(self.forget_button.click)
        self.forget_button.clicked.connect(self._forget)
        self.close_button.clicked.connect(self.reject)
        self.kept.said.connect(self.bar.rest)
        self.kept.changed.connect(self._name_state)

    def _read(self) -> None:
        self.state.say(tr("Looking what would go…"))
        self._asked.hide()
        contact_id = self.contact_id
        self._window.lanes.reader.submit(
            lambda desk: desk.erasure.preview(contact_id), self._show, self._refuse
        )

    @Slot(object)
    def _show(self, preview: Preview) -> None:
        self._preview = preview
        self.head.setText(words.title(preview))
        for place, (what, number) in enumerate(words.facts(preview)):
            value = plain.label(number)
            value.setWordWrap(True)
            self.facts.addWidget(plain.label(what, "quiet"), place, 0)
            self.facts.addWidget(value, place, 1)
        for place, said in enumerate(words.remarks(preview)):
            label = plain.label(said, "danger" if place < len(preview.bars) else "")
            label.setWordWrap(True)
            self.remarks.addWidget(label)
        self._stack.setCurrentWidget(self._facts_area)
        self._asked.setVisible(not preview.bars)
        self.word.setFocus()
        self._enable()

    @Slot()
    def _enable(self) -> None:
        can = self._preview is not None and not self._preview.bars and self._job is None
        self.forget_button.setEnabled(can and self.word.text().strip() == words.WORD)

    @Slot(object)
    def _refuse(self, error: DeskError) -> None:
        """Say why nothing was done."""
        self._end_job()
        self.bar.rest("")
        self.state.say(error.title, error.message, error.advice)
        self._stack.setCurrentWidget(self.state)
        self._asked.hide()
        self.forget_button.hide()
        self.close_button.setText(tr("Close"))
        self.close_button.setFocus()

    @Slot()
    def _forget(self) -> None:
        if self._job is not None or not self.forget_button.isEnabled():
            return
        self._asked.hide()
        self.forget_button.setEnabled(False)
        self.close_button.setFocus()
        case = self._window.case
        if case.row is not None and case.row.contact_id == self.contact_id:
            self._open_case = case.row.id
            case.open(None)
        # What was being written there is stored first: else it would be stored after the end.
        self._window.lanes.writer.submit(_nothing, self._begin, receiver=self)

    @Slot(object)
    def _begin(self, _none: None) -> None:
        contact_id = self.contact_id
        self.close_button.setText(tr("Stop"))
        self._job = job = LongJob(
            self._window.lanes.files,
            lambda desk, follower: desk.erasure.forget(contact_id, follower),
            self,
        )
        self._enable()
        job.ended.connect(self._end)
        job.failed.connect(self._refuse)
        self.bar.follow(job, words.WORKING)

    @Slot(object)
    def _end(self, receipt: Receipt) -> None:
        self._end_job()
        search_history.forget()  # nobody can tell which of them name the contact
        self.bar.rest("")
        self.forget_button.hide()
        self.what.setText(tr("Keep the receipt if you have to show it: nothing in it says who."))
        self._show_receipt(receipt)
        self._window.take(receipt.changes)
        if self._open_case is not None and self._open_case in receipt.changes.cases:
            self._window.inbox.forget(self._open_case)

    def _show_receipt(self, receipt: Receipt) -> None:
        self.kept.show_receipt(receipt)
        self._stack.setCurrentWidget(self.kept)
        self.close_button.setText(tr("Close"))
        self.close_button.setFocus()

    @Slot(object)
    def _name_state(self, receipt: Receipt) -> None:
        self.head.setText(words.ended(receipt))

    @property
    def receipt(self) -> Receipt | None:
        """Return the receipt; None before it is over."""
        return self.kept.receipt

    def _end_job(self) -> None:
        self._job = None
        self.close_button.setEnabled(True)


def _nothing(_desk: Desk) -> None:
    pass

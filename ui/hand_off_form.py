"""What a person says of a part that was opened in the browser: posted, and where; or not.

Tells it upwards and stores nothing. A copied link is offered to one of the forms when the
window is gone back to; nothing is ever sent without a click or Enter.

Framework knowledge: a field that has not the focus loses its selection when its window
becomes the active one.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.ids import PartId
from console.domain.outbox import ReplyThread
from console.language import tr
from ui import answer_words, clear_button, hand_off_link, plain
from ui.elided_label import ElidedLabel
from ui.override import override
from ui.theme import HALF, UNIT, Theme

NARROW = 480
"""Below this width the buttons stand under the field."""
REQUIRED = tr("The text is copied. Post it, copy the link of your post and come back.")
OPTIONAL = tr("{required} Without it, the desk looks for the post.").format(required=REQUIRED)
UNOPENED = tr("No browser opened. The text is copied; open X yourself, or this address:")


class HandOffForm(QWidget):
    """Asks whether the next part of an answer was posted.

    Signals:
        posted(str): yes, at this address; empty where the person does not know it.
        not_posted: no.
        resized: it takes more or less room than before.
    """

    posted = Signal(str)
    not_posted = Signal()
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thread: ReplyThread | None = None
        self._part_id: PartId | None = None
        self._offered = ""
        """The link that was put into the field by itself."""
        small = theme.small_font()
        self.field = QLineEdit()
        self.field.setFont(small)
        self.field.setPlaceholderText(tr("Paste the post's link"))
        clear_button.add_to(self.field)
        self.posted_button = QPushButton(tr("Posted"))
        self.not_posted_button = QPushButton(tr("Not posted"))
        self.posted_button.setToolTip(tr("It is public (Enter)"))
        self.not_posted_button.setToolTip(tr("It is not public, and waits for you again"))
        for button in (self.posted_button, self.not_posted_button):
            button.setFont(small)
        self.trouble = _wrapped("danger", theme)
        self.hint = _wrapped("quiet", theme)
        self.unopened = _wrapped("warn", theme)
        self.address = ElidedLabel("", "quiet", small)
        self.copy_button = QPushButton(tr("Copy link"))
        self.copy_button.setObjectName("quietButton")
        self.copy_button.setFont(small)
        self._elsewhere = QWidget()
        self._lay_out()
        self.field.returnPressed.connect(self._say_posted)
        self.field.textChanged.connect(self._calm)
        self.posted_button.clicked.connect(self._say_posted)
        self.not_posted_button.clicked.connect(self.not_posted)
        self.copy_button.clicked.connect(self._copy_address)

    def show_thread(self, thread: ReplyThread, unopened: str = "") -> None:
        """Ask about the next part of this; what was entered stays while it is the same.

        `unopened` is where it can be posted, if no browser opened there.
        """
        part = thread.next_part
        if part is None:
            return
        self._thread = thread
        asked = answer_words.question(thread, part)
        self.field.setAccessibleName(tr("{question} Link of the post").format(question=asked))
        needed = hand_off_link.needs_link(part)
        self.hint.setText(REQUIRED if needed else OPTIONAL)
        self.unopened.setText(UNOPENED)
        self.address.show_text(unopened)
        self._elsewhere.setVisible(bool(unopened))
        if part.id != self._part_id:
            self._part_id, self._offered = part.id, ""
            self.field.clear()
            self._calm()

    def refuse(self, why: str) -> None:
        """Say why what was entered cannot be taken."""
        self.trouble.setText(why)
        self.trouble.setVisible(True)
        self.hint.setVisible(False)
        if self.isAncestorOf(self.window().focusWidget()):  # else one went on elsewhere
            self.field.setFocus()
        self.resized.emit()

    def offer(self, copied: str) -> None:
        """Put a copied link into the field where that holds none of the person's."""
        if self._thread is None or copied == self._offered:
            return
        if self.field.text() not in ("", self._offered):
            return
        if copied and hand_off_link.may_be(copied, self._thread):
            self._offered = copied
            self.field.setText(copied)
            if not isinstance(self.window().focusWidget(), QLineEdit | QPlainTextEdit):
                self.field.setFocus()  # nothing is being written
            self.field.selectAll()

    def stops(self) -> tuple[QWidget, ...]:
        """Return where the Tab key goes, from the first."""
        return self.copy_button, self.field, self.posted_button, self.not_posted_button

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        narrow = self.width() < NARROW
        self._row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @Slot()
    def _say_posted(self) -> None:
        self.posted.emit(self.field.text().strip())

    @Slot()
    def _calm(self) -> None:
        if self.trouble.isVisibleTo(self):
            self.trouble.setVisible(False)
            self.hint.setVisible(True)
            self.resized.emit()

    @Slot()
    def _copy_address(self) -> None:
        QGuiApplication.clipboard().setText(self.address.text())

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        buttons.addWidget(self.posted_button)
        buttons.addWidget(self.not_posted_button)
        buttons.addStretch()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(UNIT)
        self._row.addWidget(self.field, 1)
        self._row.addLayout(buttons)
        where = QHBoxLayout()
        where.setSpacing(UNIT)
        where.addWidget(self.address, 1)
        where.addWidget(self.copy_button)
        elsewhere = QVBoxLayout(self._elsewhere)
        elsewhere.setContentsMargins(0, 0, 0, 0)
        elsewhere.setSpacing(0)
        elsewhere.addWidget(self.unopened)
        elsewhere.addLayout(where)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self._elsewhere)
        column.addLayout(self._row)
        column.addWidget(self.trouble)
        column.addWidget(self.hint)
        self.trouble.setVisible(False)
        self._elsewhere.setVisible(False)


def _wrapped(name: str, theme: Theme) -> QLabel:
    label = plain.label("", name, theme.small_font())
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return label

"""Where a desk at work has its composer: the notes on the open case, and a new one.

Nothing typed here is lost: what stands in the field when another case is opened is kept as
a note of the case it was written on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.ids import MessageId
from console.domain.reviews import LONGEST_NOTE, CaseReview, NewNote, Verdict
from console.language import tr
from ui import plain, read_out
from ui.copied_text import PlainEdit
from ui.elided_label import ElidedLabel
from ui.key_tip import KeyTip
from ui.override import override
from ui.review_notes import ReviewNotes
from ui.theme import UNIT, Theme

VERDICTS = {
    None: tr("No verdict"),
    Verdict.GOOD: tr("Good"),
    Verdict.COULD_BE_BETTER: tr("Could be better"),
    Verdict.WRONG: tr("Wrong"),
}
LINES = 2
ABOUT = tr("About a message")
CHOOSE = tr("Choose a message in the timeline, and tick this to write about that one")


class ReviewPane(QWidget):
    """Notes, field, verdict, tags, and the step on.

    Signals:
        keep_wanted: what was entered is to be kept.
        done_wanted, not_done_wanted: the case is, or is not, reviewed.
        take_back_wanted(str), message_wanted(MessageId): see `ReviewNotes`.
    """

    keep_wanted = Signal()
    done_wanted = Signal()
    not_done_wanted = Signal()
    take_back_wanted = Signal(str)
    message_wanted = Signal(object)

    def __init__(self, theme: Theme, by: str) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._by = theme, by
        self._message: MessageId | None = None
        self.is_done = False
        self.notes = ReviewNotes(theme)
        self.text = PlainEdit()
        self.text.setPlaceholderText(tr("A note on this case  (N)"))
        self.text.setAccessibleName(tr("Note"))
        self.text.setTabChangesFocus(True)
        self.verdict = QComboBox()
        read_out.name_choice(self.verdict, tr("Verdict"))
        self.verdict.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for verdict, said in VERDICTS.items():
            self.verdict.addItem(said, verdict)
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(tr("Tags"))
        self.tags.setAccessibleName(tr("Tags of the note"))
        plain.set_tip(self.tags, tr("Words to find notes by, with commas between them"))
        self.about = QCheckBox(ABOUT)
        self.stands = ElidedLabel("", "quiet")
        self.keep = QPushButton(tr("Keep note"))
        KeyTip(self.keep, tr("Keep the note, and stay"), "review_keep_note")
        self.done = QPushButton(tr("Reviewed, next"))
        self.done.setObjectName("primary")
        self._done_tip = KeyTip(self.done, tr("Keep the note, and go on"), "review_done")
        self._lay_out()
        self._connect()
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self.choose_message(None, "")

    def begin(self) -> None:
        """Empty the field for another case."""
        self.text.clear()
        self.tags.clear()
        self.verdict.setCurrentIndex(0)
        self.about.setChecked(False)

    def take(self, note: NewNote) -> None:
        """Put a note into the field that could not be stored."""
        self.text.setPlainText(note.text)
        self.tags.setText(", ".join(tag for tag in note.tags if tag))
        self.verdict.setCurrentIndex(tuple(VERDICTS).index(note.verdict))

    def entered(self) -> NewNote:
        """Return what stands in the field."""
        return NewNote(
            text=self.text.toPlainText()[:LONGEST_NOTE],
            message_id=self._message if self.about.isChecked() else None,
            verdict=tuple(VERDICTS)[self.verdict.currentIndex()],
            tags=tuple(
                found for tag in self.tags.text().split(",") if (found := tag.strip().lstrip("#"))
            ),
        )

    def choose_verdict(self, verdict: Verdict) -> None:
        """Choose a verdict, or none where it is chosen already."""
        place = tuple(VERDICTS).index(verdict)
        self.verdict.setCurrentIndex(0 if self.verdict.currentIndex() == place else place)

    def choose_message(self, message_id: MessageId | None, said: str) -> None:
        """Take the message that a note may be about."""
        self._message = message_id
        if message_id is None:
            self.about.setChecked(False)
        self.about.setEnabled(message_id is not None)
        self.about.setText(
            tr("About {message}").format(message=said).replace("&", "&&") if said else ABOUT
        )
        plain.set_tip(self.about, CHOOSE)

    def show_review(
        self, review: CaseReview, abouts: Mapping[MessageId, str], now: datetime
    ) -> None:
        """Show what was said of the open case."""
        self.notes.show_review(review, self._by, abouts, now)
        self.is_done = review.is_done
        self.stands.show_text(
            tr("✓ Reviewed by you") if review.is_done else tr("Not yet reviewed by you")
        )
        self.stands.setObjectName("ok" if review.is_done else "quiet")
        self.stands.style().polish(self.stands)
        self.done.setText(tr("Next") if review.is_done else tr("Reviewed, next"))

    @override
    def sizeHint(self) -> QSize:
        return QSize(360, 272)

    def _lay_out(self) -> None:
        about = QHBoxLayout()
        about.setSpacing(UNIT)
        about.addWidget(self.verdict)
        about.addWidget(self.tags, 1)
        about.addWidget(self.keep)
        last = QHBoxLayout()
        last.setSpacing(UNIT)
        last.addWidget(self.about, 1)
        last.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        column.addWidget(self.stands)
        column.addWidget(self.notes, 1)
        column.addWidget(self.text)
        column.addLayout(about)
        column.addLayout(last)
        self.notes.setMinimumHeight(5 * UNIT)

    def _connect(self) -> None:
        self.keep.clicked.connect(self.keep_wanted)
        self.done.clicked.connect(self.done_wanted)
        self.tags.returnPressed.connect(self.keep_wanted)
        self.notes.take_back_wanted.connect(self.take_back_wanted)
        self.notes.message_wanted.connect(self.message_wanted)

    @Slot()
    def _take_theme(self) -> None:
        self.text.setFont(self._theme.text_font())
        self.text.setFixedHeight(LINES * self.text.fontMetrics().lineSpacing() + 3 * UNIT)
        for widget in (self.about, self.stands):
            widget.setFont(self._theme.small_font())

"""The notes on the open case, oldest first, each with who wrote it and what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from console.domain.ids import MessageId
from console.domain.reviews import CaseReview, Note, Verdict
from console.language import tr
from ui import plain, words
from ui.copied_text import let_select
from ui.elided_label import ElidedLabel
from ui.theme import HALF, UNIT, Theme

STYLES = {Verdict.GOOD: "ok", Verdict.COULD_BE_BETTER: "warn", Verdict.WRONG: "danger"}
SAID = {
    Verdict.GOOD: tr("Good"),
    Verdict.COULD_BE_BETTER: tr("Could be better"),
    Verdict.WRONG: tr("Wrong"),
}
NOTHING = tr("No notes yet. N writes one; E marks the case as reviewed and goes on.")


class ReviewNotes(QScrollArea):
    """A column of notes.

    Signals:
        take_back_wanted(str): this note of one's own is to be taken back.
        message_wanted(MessageId): the message that a note is about is to be seen.
    """

    take_back_wanted = Signal(str)
    message_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("pane")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Notes on this case"))
        self._theme = theme
        self._shown: tuple[CaseReview, str, datetime] | None = None
        self._abouts: Mapping[MessageId, str] = {}
        theme.changed.connect(self._again)

    def show_review(
        self, review: CaseReview, by: str, abouts: Mapping[MessageId, str], now: datetime
    ) -> None:
        """Show what was said of a case; `abouts` names its messages."""
        self._shown, self._abouts = (review, by, now), abouts
        inner = QWidget()
        inner.setObjectName("panel")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, UNIT, 0)
        column.setSpacing(UNIT)
        others = [mark for mark in review.marks if mark.by != by]
        if others:
            names = ", ".join(plain.isolated(mark.by) for mark in others)
            column.addWidget(self._quiet(tr("Reviewed by {names}").format(names=names)))
        for note in review.notes:
            column.addWidget(self._note(note, by, now))
        if not review.notes:
            column.addWidget(self._quiet(NOTHING))
        column.addStretch(1)
        self.setWidget(inner)
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    @Slot()
    def _again(self) -> None:
        if self._shown is not None:
            review, by, now = self._shown
            self.show_review(review, by, self._abouts, now)

    def _quiet(self, text: str) -> QWidget:
        label = plain.label(text, "quiet", self._theme.small_font())
        label.setWordWrap(True)
        return label

    def _note(self, note: Note, by: str, now: datetime) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(UNIT)
        small = self._theme.small_font()
        who = plain.isolated(note.by)
        head.addWidget(plain.label(f"{who}  ·  {words.moment(note.at, now)}", "quiet", small))
        if note.verdict is not None:
            head.addWidget(plain.label(SAID[note.verdict], STYLES[note.verdict], small))
        if note.message_id is not None:
            head.addWidget(self._about(note.message_id))
        if note.tags:
            head.addWidget(
                ElidedLabel("  ".join(f"#{tag}" for tag in note.tags), "quiet", small), 1
            )
        head.addStretch(1)
        if note.by == by:
            head.addWidget(self._button(tr("Take back"), note.id))
        column.addLayout(head)
        if note.text:
            text = plain.label(note.text, "", self._theme.text_font())
            text.setWordWrap(True)
            let_select(text)
            column.addWidget(text)
        column.addSpacing(HALF)
        return made

    def _about(self, message_id: MessageId) -> QWidget:
        said = self._abouts.get(message_id)
        if said is None:
            return plain.label(tr("about a message"), "quiet", self._theme.small_font())
        button = self._button(tr("about {message}").format(message=said), None)
        button.clicked.connect(lambda: self.message_wanted.emit(message_id))
        return button

    def _button(self, text: str, note_id: str | None) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("inlineButton")
        button.setFont(self._theme.small_font())
        if note_id is not None:
            button.clicked.connect(lambda: self.take_back_wanted.emit(note_id))
        return button

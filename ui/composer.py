"""The composer: what is being written, the parts that it will become, and Send.

Owns the text of the open case as it is typed; what it says is sent is exactly what the
cards show. Stores nothing itself: it signals, and whoever owns the lanes acts.
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from console.domain.limits import LIMITS_140, LIMITS_280, LIMITS_BY_NAME, Limits
from console.domain.numbering import NO_NUMBERS, Numbering
from console.text.split import Layout
from ui import number_button, part_places
from ui.answer_edit import AnswerEdit
from ui.composer_facts import Act, Fact, Standing
from ui.composer_frame import ComposerFrame
from ui.composer_voice import ComposerVoice
from ui.override import override
from ui.parts_model import PartsModel
from ui.parts_view import PartsView
from ui.splitting import Splitting
from ui.theme import Theme
from ui.typing_watch import TypingWatch

DRAFT_PAUSE_MS = 400
DRAFT_LATEST_MS = 2_000
"""Steady typing is told after this time at the latest."""
LONG_TEXT = 20_000
"""From this length on the parts are made when typing pauses, not at each key."""
SPLIT_PAUSE_MS = 250


class Composer(QWidget):
    """Text, parts, limit, numbers, Send.

    Signals:
        edited: typing paused, or goes on for long; text and rules are to be kept as a draft.
        send_wanted: the person wants the shown parts to go out.
        limit_chosen(str): the person chose another limit, by its name.
        numbering_chosen(str): the person chose other numbers, by their name.
        note_wanted: there is nothing to answer, and the person wants to note a call.
        height_wanted(int): so high, text and cards are shown whole.
        message_wanted(MessageId): the person wants to see this message of the timeline.
        seen(tuple[Fact, ...]): the person knows these, which changed in the case.
    """

    edited = Signal()
    send_wanted = Signal()
    limit_chosen = Signal(str)
    numbering_chosen = Signal(str)
    note_wanted = Signal()
    height_wanted = Signal(int)
    message_wanted = Signal(object)
    seen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.limits: Limits = LIMITS_140
        self.numbering: Numbering = NO_NUMBERS
        self._told_height = 0
        self._typing = TypingWatch(DRAFT_PAUSE_MS, DRAFT_LATEST_MS, self)
        self._split_timer = QTimer(self, singleShot=True, interval=SPLIT_PAUSE_MS)
        self._splitting = Splitting()
        self._model = PartsModel(self)
        self.editor = AnswerEdit(theme)
        self.editor.setPlaceholderText("Write an answer. It is split into parts as you type.")
        self.editor.setAccessibleName("Answer")
        self.editor.setTabChangesFocus(True)
        self.cards = PartsView(self._model, theme)
        self._frame = ComposerFrame(self, self.editor, self.cards, theme)
        self._voice = ComposerVoice(self._frame, self)
        self.to_line, self.hint = self._frame.to_line, self._frame.line.hint
        self.notes = self._frame.line.notes
        self.counter, self.send_button = self._frame.counter, self._frame.send_button
        self.reason, self.note_button = self._frame.reason, self._frame.note_button
        self._connect()
        self._split()

    @property
    def text(self) -> str:
        """Return the text as typed."""
        return self.editor.text

    @property
    def model(self) -> PartsModel:
        """Return the parts exactly as the cards show them."""
        if self._split_timer.isActive():
            self._split()
        return self._model

    @property
    def shown(self) -> Layout:
        """Return the text with its parts exactly as the cards show them: to be sent as it is."""
        return self.model.shown

    def show_draft(self, text: str, limits: Limits, numbering: Numbering = NO_NUMBERS) -> None:
        """Put a stored draft in place of what is there; counts as nothing typed.

        Whoever calls has kept or joined in what stood there, which cannot be undone to.
        """
        self.flush()
        self._splitting.forget()
        self._voice.begin()
        blocker = QSignalBlocker(self.editor)
        self.editor.setPlainText(text)
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)
        blocker.unblock()
        if text:
            self._frame.show_editor()
        self.set_rules(limits, numbering)

    def put_text(self, text: str) -> None:
        """Put a text in place of what is there, as one edit that a person can undo."""
        self.editor.put_text(text)
        self.split_anew()

    def set_limits(self, limits: Limits) -> None:
        """Split by these limits from now on."""
        self.set_rules(limits, self.numbering)

    def set_rules(self, limits: Limits, numbering: Numbering) -> None:
        """Split by these limits and number so from now on."""
        self.limits, self.numbering = limits, numbering
        self._frame.show_limit(limits)
        self._frame.numbers.show_numbering(numbering)
        self.split_anew()

    def choose_limits(self, limits: Limits) -> None:
        """Split by the limits that the person chose."""
        self.set_limits(limits)
        self.limit_chosen.emit(limits.name)
        self._keep_choice()

    @Slot(object)
    def choose_numbering(self, numbering: Numbering) -> None:
        """Give the parts the numbers that the person chose, and say so."""
        self.set_rules(self.limits, numbering)
        self.numbering_chosen.emit(numbering.name)
        self._keep_choice()
        self.say(number_button.said(numbering))

    def split_anew(self) -> None:
        """Break the text where it reads best, whatever the parts were before."""
        self._show_parts(self._splitting.anew(self.text, self.limits, self.numbering))

    def show_standing(self, standing: Standing) -> None:
        """Say what is known of the way out, and allow sending or not.

        Where there is nothing to answer it shrinks to a line: only a call can be noted. A
        text that stands here is not hidden: it can be copied, but not sent.
        """
        self._voice.take_standing(standing)
        if standing.nothing_to_answer and not self.text:
            self._frame.show_reason(standing.blocked)
        else:
            self._frame.show_editor()
        self._tell_state()

    def ask(self, question: str) -> None:
        """Ask this in place of what is to be known, till the text changes."""
        self._voice.ask(question)
        self._tell_state()

    @Slot(str)
    def say(self, text: str) -> None:
        """Say something in passing: for a while, at the longest until the text changes."""
        self._voice.remark(text)
        self._tell_state()

    def copy_parts(self) -> None:
        """Copy the texts of all parts, as they will be posted."""
        if self.model.parts:
            self.cards.copy_all()

    def go_on_writing(self) -> None:
        """Put the focus from Send, which has nothing more to do, into the text."""
        if self.send_button.hasFocus():
            self.editor.setFocus()

    def flush(self) -> bool:
        """Return whether there are changes not yet told by `edited`; they count as told."""
        return self._typing.flush()

    @override
    def minimumSizeHint(self) -> QSize:
        # A splitter asks no layout for its height at a width, and would cut a reason off.
        return QSize(super().minimumSizeHint().width(), self._frame.least_height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._frame.fit_width()
        self._tell_height()

    def _connect(self) -> None:
        self._typing.due.connect(self.edited)
        self._voice.stale.connect(self._tell_state)
        self._split_timer.timeout.connect(self._split)
        self.editor.textChanged.connect(self._text_changed)
        self.editor.cursorPositionChanged.connect(self._mark_part)
        self.cards.part_chosen.connect(self._go_to_part)
        self.cards.clicked.connect(self.editor.setFocus)
        self.cards.copied.connect(self.say)
        self.editor.said.connect(self.say)
        self.editor.wrapped.connect(self._tell_height)
        self.send_button.clicked.connect(self.send_wanted)
        self.note_button.clicked.connect(self.note_wanted)
        self.notes.wanted.connect(self._do)
        self.notes.all_seen.connect(self._see)
        self._frame.limits.idClicked.connect(self._choose_limit)
        self._frame.numbers.chosen.connect(self.choose_numbering)

    @Slot(object, object)
    def _do(self, act: Act, fact: Fact) -> None:
        """Do what a button of a fact says; where it goes away, one writes on."""
        if act is Act.SHOW:
            self.message_wanted.emit(fact.message_id)
            return
        if act is Act.SEEN:
            self._see((fact,))
            return
        self.editor.setFocus()
        self.set_limits(LIMITS_280)  # for this answer; what others begin with stays
        self._keep_choice()

    @Slot(object)
    def _see(self, facts: tuple[Fact, ...]) -> None:
        self.editor.setFocus()
        self.seen.emit(facts)

    @Slot(int)
    def _choose_limit(self, weight: int) -> None:
        self.choose_limits(LIMITS_BY_NAME[str(weight)])

    def _keep_choice(self) -> None:
        """Store with the draft, where there is one, how it is to be split."""
        if self._typing.dirty or self.text:
            self._typing.touch()

    @Slot()
    def _text_changed(self) -> None:
        length = len(self.text)
        self._voice.typed(length)
        self._frame.show_editor()
        self._typing.touch()
        if length >= LONG_TEXT:
            self._split_timer.start()
        else:
            self._split()

    @Slot()
    def _split(self) -> None:
        """Make the parts after an edit."""
        self._show_parts(
            self._splitting.after_edit(self.text, self.limits, self.numbering, self._model.shown)
        )

    def _show_parts(self, layout: Layout) -> None:
        self._split_timer.stop()
        self._frame.align_text(layout.text)
        self._model.show_layout(layout)
        self.editor.show_breaks(layout)
        self._mark_part()
        self._tell_state()

    @Slot()
    def _mark_part(self) -> None:
        if not self._split_timer.isActive():
            self.cards.mark(self._part_at_cursor())

    @Slot(int)
    def _go_to_part(self, row: int) -> None:
        """Put the cursor before the text of this part, unless it stands in it."""
        if self._part_at_cursor() != row:
            cursor = self.editor.textCursor()
            cursor.setPosition(self.editor.places[row][0])
            self.editor.setTextCursor(cursor)

    def _part_at_cursor(self) -> int:
        starts = [start for start, _ in self.editor.places]
        return part_places.part_at(starts, self.editor.textCursor().position())

    @Slot()
    def _tell_state(self) -> None:
        self._voice.tell(self._model.shown)
        self._tell_height()

    @Slot()
    def _tell_height(self) -> None:
        height = self._frame.wanted_height()
        if height != self._told_height:
            self._told_height = height
            self.height_wanted.emit(height)

"""The composer: what is being written, the parts that it will become, and Send.

Owns the text of the open case as it is typed; what it says is sent is exactly what the
cards show. Stores nothing itself: it signals, and whoever owns the lanes acts.
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from console.domain.limits import LIMITS_280, LIMITS_BY_NAME, Limits
from console.domain.numbering import NO_NUMBERS, Numbering
from console.language import tr
from console.text.split import Layout
from ui import answer_clipboard, composer_words, number_button
from ui.answer_edit import AnswerEdit
from ui.composer_caret import ComposerCaret
from ui.composer_facts import Act, Fact, Standing
from ui.composer_filling import ComposerFilling
from ui.composer_frame import ComposerFrame
from ui.composer_parts import LONG_TEXT, ComposerParts
from ui.composer_signature import put_on, unsigned
from ui.composer_voice import ComposerVoice
from ui.override import override
from ui.parts_model import PartsModel
from ui.parts_view import PartsView
from ui.theme import Theme
from ui.typing_watch import TypingWatch

DRAFT_PAUSE_MS = 400
DRAFT_LATEST_MS = 2_000
"""Steady typing is told after this time at the latest."""
__all__ = ["LONG_TEXT", "Composer"]


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
        draft_shown: another text stands there, in place of what was.
        parts_shown: the text is another, or it becomes other parts.
    """

    edited = Signal()
    send_wanted = Signal()
    limit_chosen = Signal(str)
    numbering_chosen = Signal(str)
    note_wanted = Signal()
    height_wanted = Signal(int)
    message_wanted = Signal(object)
    seen = Signal(object)
    draft_shown = Signal()
    parts_shown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._told_height = 0
        self._whole = ""
        self._typing = TypingWatch(DRAFT_PAUSE_MS, DRAFT_LATEST_MS, self)
        self._model = PartsModel(self)
        self.editor = AnswerEdit(theme)
        self.editor.setPlaceholderText(tr("Write an answer. It is split into parts as you type."))
        self.editor.setAccessibleName(tr("Answer"))
        self.editor.setTabChangesFocus(True)
        self._parts = ComposerParts(self.editor, self)
        self.cards = PartsView(self._model, theme)
        self._frame = ComposerFrame(self, self.editor, self.cards, theme)
        self._voice = ComposerVoice(self._frame, self)
        self.filling = ComposerFilling(self.editor, self._frame.asking, theme)
        self.to_line, self.hint = self._frame.to_line, self._frame.foot.line.hint
        self.notes, self.asking = self._frame.foot.line.notes, self._frame.asking
        self.found = self._frame.found
        self.counter, self.send_button = self._frame.foot.counter, self._frame.foot.send_button
        self.reason, self.note_button = self._frame.reason, self._frame.note_button
        self._caret = ComposerCaret(self.editor, self.cards, self._parts)
        self._connect()
        self._parts.follow()

    @property
    def limits(self) -> Limits:
        """Return what the text is split by."""
        return self._parts.limits

    @property
    def numbering(self) -> Numbering:
        """Return how the parts are numbered."""
        return self._parts.numbering

    @property
    def signature(self) -> str:
        """Return what goes behind the last word; empty for nothing."""
        return self._parts.signature

    def set_signature(self, signature: str) -> None:
        """Sign what goes out so from now on; the text itself stays as it is typed."""
        if signature != self._parts.signature:
            self._parts.signature = signature
            self.split_anew()

    @property
    def text(self) -> str:
        """Return the text as typed."""
        return self.editor.text

    @property
    def to_keep(self) -> str:
        """Return what is to be stored: the text, or as long as it is not edited all of its draft.

        A draft that is longer than an answer can be is shown by its beginning.
        """
        return self._whole or self.text

    @property
    def model(self) -> PartsModel:
        """Return the parts exactly as the cards show them."""
        self.make_parts()
        return self._model

    @property
    def shown(self) -> Layout:
        """Return the text with its parts exactly as the cards show them: to be sent as it is."""
        return self.model.shown

    def show_draft(self, text: str, limits: Limits, numbering: Numbering = NO_NUMBERS) -> None:
        """Put a stored draft in place of what is there; counts as nothing typed.

        Whoever calls has kept or joined in what stood there, which cannot be undone to.
        Of one that is too long for an answer the beginning: see `to_keep`.
        """
        self.flush()
        self._parts.begin()
        self._voice.begin()
        blocker = QSignalBlocker(self.editor)
        self._whole = "" if (shown := answer_clipboard.cut(text)) == text else text
        self.editor.setPlainText(shown)
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)
        blocker.unblock()
        if text:
            self._frame.show_editor()
        if self._whole:
            self._voice.tell_cut(len(text))
        self.filling.begin()
        self.set_rules(limits, numbering)
        self.draft_shown.emit()

    def put_text(self, text: str) -> None:
        """Put a text in place of what is there, as one edit that a person can undo."""
        self.editor.put_text(text)
        self.split_anew()

    def set_limits(self, limits: Limits) -> None:
        """Split by these limits from now on."""
        self.set_rules(limits, self.numbering)

    def set_rules(self, limits: Limits, numbering: Numbering) -> None:
        """Split by these limits and number so from now on."""
        self._parts.limits, self._parts.numbering = limits, numbering
        self._frame.show_limit(limits)
        self._frame.foot.numbers.show_numbering(numbering)
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

    def make_parts(self) -> None:
        """Make the parts of the text as it is, if that waits for a pause."""
        if self._parts.is_late:
            self._parts.follow()

    def split_anew(self) -> None:
        """Break the text where it reads best, whatever the parts were before."""
        self._parts.anew()

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

    def show_stop(self, stop: Fact | None) -> None:
        """Say what in the text must not go public, and send nothing; None for nothing."""
        self._voice.stop = stop
        self._tell_state()

    def ask(self, question: str) -> None:
        """Ask this in place of what is to be known, till the text changes."""
        self._voice.ask(question)
        self._tell_state()

    def asks_to_fill(self) -> bool:
        """Ask, once, where something is to be filled in; the person can enter it at once."""
        asks = self.filling.asks()
        if asks:
            self.ask(
                tr("{trouble} Send it as it stands?").format(
                    trouble=composer_words.unfilled(self.filling.holes.names)
                )
            )
        return asks

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
        self._parts.made.connect(self._show_parts)
        self.editor.textChanged.connect(self._text_changed)
        self.cards.clicked.connect(self.editor.setFocus)
        self.cards.copied.connect(self.say)
        self.editor.said.connect(self.say)
        self.editor.wrapped.connect(self._tell_height)
        self.filling.resized.connect(self._tell_height)
        self.found.resized.connect(self._frame.fit_width)
        self.found.resized.connect(self._tell_height)
        self.send_button.clicked.connect(self.send_wanted)
        self.note_button.clicked.connect(self.note_wanted)
        self.notes.wanted.connect(self._do)
        self.notes.all_seen.connect(self._see)
        self._frame.limits.idClicked.connect(self._choose_limit)
        self._frame.foot.numbers.chosen.connect(self.choose_numbering)

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
        self._whole = ""
        self._voice.typed()
        self._frame.show_editor()
        self._typing.touch()
        self._parts.edited(len(self.text))

    @Slot(object)
    def _show_parts(self, layout: Layout) -> None:
        self._frame.text_room.align(layout.text)
        self._model.show_layout(layout, put_on(layout, self.text))
        self.editor.show_breaks(unsigned(layout, self.text))
        self._caret.mark()
        self._tell_state()
        self.parts_shown.emit()

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

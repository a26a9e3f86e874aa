"""The composer: what is being written, the parts that it will become, and Send.

Owns the text of the open case as it is typed; what it says is sent is exactly what the
cards show. Stores nothing itself: it signals, and whoever owns the lanes acts.
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from console.domain.accounts import SelfReply
from console.domain.limits import LIMITS_140, LIMITS_BY_NAME, Limits
from console.text.split import split
from ui import part_places, words
from ui.composer_frame import ComposerFrame
from ui.override import override
from ui.parts_model import PartsModel
from ui.parts_view import PartsView
from ui.text_layout import alignment_of
from ui.theme import Theme

DRAFT_PAUSE_MS = 400
DRAFT_LATEST_MS = 2_000
"""Steady typing is told after this time at the latest."""
LONG_TEXT = 5_000
"""From this length on the parts are made when typing pauses, not at each key."""
SPLIT_PAUSE_MS = 250


class Composer(QWidget):
    """Text, parts, limit, Send.

    Signals:
        edited: typing paused, or goes on for long; `text` and `limits` are to be kept as a draft.
        send_wanted: the person wants the shown parts to go out.
        limit_chosen(str): the person chose another limit, by its name.
        note_wanted: there is nothing to answer, and the person wants to note a call.
        height_wanted(int): so high, text and cards are shown whole.
    """

    edited = Signal()
    send_wanted = Signal()
    limit_chosen = Signal(str)
    note_wanted = Signal()
    height_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.limits: Limits = LIMITS_140
        self._blocked = self._said = ""
        self._self_reply = SelfReply.YES
        self._summoned = True
        self._ready = True
        self._dirty = False
        self._starts: tuple[int, ...] = ()
        self._told_height = 0
        self._draft_timer = _timer(self, DRAFT_PAUSE_MS, self._tell_edited)
        self._latest_timer = _timer(self, DRAFT_LATEST_MS, self._tell_edited)
        self._split_timer = _timer(self, SPLIT_PAUSE_MS, self._split)
        self._model = PartsModel(self)
        self.editor = QPlainTextEdit()
        self.editor.setPlaceholderText("Write an answer. It is split into parts as you type.")
        self.editor.setAccessibleName("Answer")
        self.editor.setTabChangesFocus(True)
        self.cards = PartsView(self._model, theme)
        self._frame = ComposerFrame(self, self.editor, self.cards, theme)
        self.to_line, self.hint = self._frame.to_line, self._frame.hint
        self.counter, self.send_button = self._frame.counter, self._frame.send_button
        self.reason, self.note_button = self._frame.reason, self._frame.note_button
        self._connect()
        self._split()

    @property
    def text(self) -> str:
        """Return the text as typed."""
        return self.editor.toPlainText()

    @property
    def model(self) -> PartsModel:
        """Return the parts exactly as the cards show them."""
        if self._split_timer.isActive():
            self._split()
        return self._model

    def show_draft(self, text: str, limits: Limits) -> None:
        """Put a stored draft in place of what is there; counts as nothing typed."""
        self.flush()
        self._said = ""
        blocker = QSignalBlocker(self.editor)
        self.editor.setPlainText(text)
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)
        blocker.unblock()
        if text:
            self._frame.show_editor()
        self.set_limits(limits)

    def set_limits(self, limits: Limits) -> None:
        """Split by these limits from now on."""
        self.limits = limits
        self._frame.show_limit(limits)
        self._split()

    def block(self, reason: str) -> None:
        """Allow no sending, with the reason in words; empty allows it."""
        self._blocked = reason
        self._frame.show_editor()
        self._tell_state()

    def offer_note(self, reason: str) -> None:
        """Shrink to a line: there is nothing to answer, so only a call can be noted.

        A text that stands here is not hidden: it can be copied, but not sent.
        """
        self._blocked = reason
        self._tell_state()
        if self.text:
            self._frame.show_editor()
        else:
            self._frame.show_reason(reason)
        self._tell_height()

    def set_ready(self, ready: bool) -> None:  # noqa: FBT001 - like Qt's own setters
        """Allow no sending until it is known what is answered."""
        self._ready = ready
        self._tell_state()

    def warn_of_parts(self, self_reply: SelfReply) -> None:
        """Say, unless it is known to pass, that what follows the first part may be refused."""
        self._self_reply = self_reply
        self._tell_state()

    @Slot(str)
    def say(self, text: str) -> None:
        """Say something in passing: until the text changes, or another takes its place."""
        self._said = text
        self._tell_state()

    def copy_parts(self) -> None:
        """Copy the texts of all parts, as they will be posted."""
        if self.model.parts:
            self.cards.copy_all()

    def go_on_writing(self) -> None:
        """Put the focus from Send, which has nothing more to do, into the text."""
        if self.send_button.hasFocus():
            self.editor.setFocus()

    def warn_of_summons(self, *, summoned: bool) -> None:
        """Say, unless the post mentions us, that an answer may be refused."""
        self._summoned = summoned
        self._tell_state()

    def flush(self) -> bool:
        """Return whether there are changes not yet told by `edited`; they count as told."""
        self._draft_timer.stop()
        self._latest_timer.stop()
        dirty, self._dirty = self._dirty, False
        return dirty

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
        self.editor.textChanged.connect(self._text_changed)
        self.editor.cursorPositionChanged.connect(self._mark_part)
        self.cards.part_chosen.connect(self._go_to_part)
        self.cards.clicked.connect(self.editor.setFocus)
        self.cards.copied.connect(self.say)
        self.send_button.clicked.connect(self.send_wanted)
        self.note_button.clicked.connect(self.note_wanted)
        self._frame.limits.idClicked.connect(self._choose_limit)

    @Slot(int)
    def _choose_limit(self, weight: int) -> None:
        limits = LIMITS_BY_NAME[str(weight)]
        self.set_limits(limits)
        self.limit_chosen.emit(limits.name)
        if self._dirty or self.text:
            self._await_pause()

    @Slot()
    def _text_changed(self) -> None:
        self._said = ""
        self._frame.show_editor()
        self._await_pause()
        if self.editor.document().characterCount() > LONG_TEXT:
            self._split_timer.start()
        else:
            self._split()

    def _await_pause(self) -> None:
        self._dirty = True
        self._draft_timer.start()
        if not self._latest_timer.isActive():
            self._latest_timer.start()

    @Slot()
    def _split(self) -> None:
        self._split_timer.stop()
        text = self.text
        parts = split(text, self.limits)
        self._starts = part_places.starts(text, parts)
        self._align(text)
        self._model.show_parts(parts, self.limits)
        self._mark_part()
        self._tell_state()

    def _align(self, text: str) -> None:
        """Begin the lines at the side of the first letter, as the network shows them."""
        document = self.editor.document()
        option = document.defaultTextOption()
        if option.alignment() != alignment_of(text):
            option.setAlignment(alignment_of(text))
            document.setDefaultTextOption(option)

    @Slot()
    def _mark_part(self) -> None:
        if not self._split_timer.isActive():
            self.cards.mark(part_places.part_at(self._starts, self.editor.textCursor().position()))

    @Slot(int)
    def _go_to_part(self, row: int) -> None:
        """Put the cursor before the text of this part, unless it stands in it."""
        cursor = self.editor.textCursor()
        if part_places.part_at(self._starts, cursor.position()) != row:
            cursor.setPosition(self._starts[row])
            self.editor.setTextCursor(cursor)

    def _tell_state(self) -> None:
        parts = self._model.parts
        count, weight = len(parts), sum(part.weight for part in parts)
        self.send_button.setEnabled(bool(count) and self._ready and not self._blocked)
        self.send_button.setText("Send" if count < 2 else f"Send {words.several(count, 'part')}")
        characters = words.several(weight, "character") if count else ""
        self.counter.setText(
            f"{words.several(count, 'part')}, {characters}" if count > 1 else characters
        )
        said = self._said or self._blocked or self._warning(count)
        self._frame.show_hint(said, "Ctrl+Enter sends exactly what is shown." if count else "")
        self._tell_height()

    def _warning(self, count: int) -> str:
        if not self._ready:
            return "Reading the case…"
        if count and not self._summoned:
            return "X may refuse this answer: the post does not mention you. It can be copied."
        rest = "part 2" if count == 2 else f"parts 2 to {count}"
        if count > 1 and self._self_reply is SelfReply.NO:
            return f"X refused such parts before: expect it of {rest}, or make it one part."
        if count > 1 and self._self_reply is SelfReply.UNKNOWN:
            return f"X may refuse {rest}: whether it lets an app answer itself is not known yet."
        return ""

    def _tell_height(self) -> None:
        height = self._frame.wanted_height()
        if height != self._told_height:
            self._told_height = height
            self.height_wanted.emit(height)

    @Slot()
    def _tell_edited(self) -> None:
        if self.flush():
            self.edited.emit()


def _timer(parent: QWidget, interval_ms: int, slot: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval_ms)
    timer.timeout.connect(slot)
    return timer

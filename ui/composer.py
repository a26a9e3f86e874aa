"""The composer: what is being written, the parts that it will become, and Send.

Owns the text of the open case as it is typed; what it says is sent is exactly what the
cards show. Stores nothing itself: it signals, and whoever owns the lanes acts.
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.accounts import SelfReply
from console.domain.limits import LIMITS_140, LIMITS_BY_NAME, Limits
from console.text.split import split
from ui import plain, words
from ui.parts_model import PartsModel
from ui.parts_view import PartsView
from ui.theme import UNIT, Theme

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
    """

    edited = Signal()
    send_wanted = Signal()
    limit_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.limits: Limits = LIMITS_140
        self._blocked = ""
        self._self_reply = SelfReply.YES
        self._ready = True
        self._dirty = False
        self._draft_timer = _timer(self, DRAFT_PAUSE_MS, self._tell_edited)
        self._latest_timer = _timer(self, DRAFT_LATEST_MS, self._tell_edited)
        self._split_timer = _timer(self, SPLIT_PAUSE_MS, self._split)
        self._model = PartsModel(self)
        self.to_line = plain.label("", "quiet", theme.small_font())
        self.editor = QPlainTextEdit()
        self.editor.setPlaceholderText("Write an answer. It is split into parts as you type.")
        self.editor.setAccessibleName("Answer")
        self.editor.setTabChangesFocus(True)
        self.editor.textChanged.connect(self._text_changed)
        self.cards = PartsView(self._model, theme)
        self.hint = plain.label("", "quiet", theme.small_font())
        self.hint.setWordWrap(True)
        self.send_button = QPushButton("Send")
        self.send_button.setObjectName("primary")
        self.send_button.setToolTip("Queue these parts and publish them (Ctrl+Enter)")
        self.send_button.clicked.connect(self.send_wanted)
        self._limit_buttons = QButtonGroup(self)
        self._lay_out()
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
        self.set_limits(limits)
        blocker = QSignalBlocker(self.editor)
        self.editor.setPlainText(text)
        blocker.unblock()
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)
        self._split()

    def set_limits(self, limits: Limits) -> None:
        """Split by these limits from now on."""
        self.limits = limits
        button = self._limit_buttons.button(limits.max_weight)
        if button is not None:
            button.setChecked(True)
        self._split()

    def block(self, reason: str) -> None:
        """Allow no sending, with the reason in words; empty allows it."""
        self._blocked = reason
        self._tell_state()

    def set_ready(self, ready: bool) -> None:  # noqa: FBT001 - like Qt's own setters
        """Allow no sending until it is known what is answered."""
        self._ready = ready
        self._tell_state()

    def warn_of_parts(self, self_reply: SelfReply) -> None:
        """Say, unless it is known to pass, that what follows the first part may be refused."""
        self._self_reply = self_reply
        self._tell_state()

    def flush(self) -> bool:
        """Return whether there are changes not yet told by `edited`; they count as told."""
        self._draft_timer.stop()
        self._latest_timer.stop()
        dirty, self._dirty = self._dirty, False
        return dirty

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.to_line, 1)
        for limits, side in ((LIMITS_BY_NAME["140"], "Left"), (LIMITS_BY_NAME["280"], "Right")):
            button = QPushButton(limits.name)
            button.setObjectName(f"segment{side}")
            button.setCheckable(True)
            button.setToolTip(f"At most {limits.name} in each part")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._limit_buttons.addButton(button, limits.max_weight)
            head.addWidget(button)
        self._limit_buttons.idClicked.connect(self._choose_limit)
        body = QHBoxLayout()
        body.setSpacing(UNIT + UNIT // 2)
        body.addWidget(self.editor, 1)
        body.addWidget(self.cards, 1)
        foot = QHBoxLayout()
        foot.setSpacing(UNIT)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.send_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT + UNIT // 2)
        column.setSpacing(UNIT)
        column.addLayout(head)
        column.addLayout(body, 1)
        column.addLayout(foot)

    @Slot(int)
    def _choose_limit(self, weight: int) -> None:
        limits = LIMITS_BY_NAME[str(weight)]
        self.set_limits(limits)
        self.limit_chosen.emit(limits.name)
        if self._dirty or self.text:
            self._await_pause()

    @Slot()
    def _text_changed(self) -> None:
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
        self._model.show_parts(split(self.text, self.limits), self.limits)
        self._tell_state()

    def _tell_state(self) -> None:
        count = self._model.rowCount()
        self.send_button.setEnabled(bool(count) and self._ready and not self._blocked)
        self.send_button.setText("Send" if count < 2 else f"Send {words.several(count, 'part')}")
        self.cards.setVisible(bool(count))
        self.hint.setText(self._blocked or self._advice(count))

    def _advice(self, count: int) -> str:
        if count and not self._ready:
            return "Reading the case…"
        rest = "part 2" if count == 2 else f"parts 2 to {count}"
        if count > 1 and self._self_reply is SelfReply.NO:
            return f"X refused such parts before: expect it of {rest}, or make it one part."
        if count > 1 and self._self_reply is SelfReply.UNKNOWN:
            return f"X may refuse {rest}: whether it lets an app answer itself is not known yet."
        return "Ctrl+Enter sends exactly these parts." if count else ""

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

"""The dialog that asks which messages of a case become a case of their own.

At first those are ticked that most likely are: from the message that the keys are on; else
the newest conversation, where there are several; else from the customer's last post on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.messages import CallNote, Direction, Message, Post
from console.language import numeral, plural, tr
from ui import plain, words
from ui.override import override
from ui.theme import UNIT

ROW = 4 * UNIT
LONGEST = 120
"""Of a message its beginning is shown."""
NOT_ALL = tr("One message at least stays in the case.")


class SplitDialog(QDialog):
    """Asks for messages.

    Signals:
        split_wanted(tuple of MessageId): these are to become a case.
    """

    split_wanted = Signal(object)

    def __init__(
        self,
        messages: Sequence[Message],
        now: datetime,
        parent: QWidget,
        *,
        at: int | None = None,
    ) -> None:
        """Take the messages, oldest first, and the place of the one that the keys are on."""
        super().__init__(parent)
        self._messages = tuple(messages)
        self.setWindowTitle(tr("Split case"))
        self.resize(72 * UNIT, 56 * UNIT)
        self.model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setFrameShape(QFrame.Shape.StyledPanel)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(tr("Messages of the case"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self.said = plain.label("", "quiet")
        self._lay_out()
        chosen = first_guess(self._messages, at)
        for place, message in enumerate(self._messages):
            item = QStandardItem(_line(message, now))
            item.setCheckable(True)
            item.setSizeHint(QSize(0, ROW))
            item.setCheckState(_state(place in chosen))
            self.model.appendRow(item)
        first = min(chosen, default=0)
        self.list.setCurrentIndex(self.model.index(first, 0))
        self.list.scrollTo(self.model.index(first, 0))
        self.model.itemChanged.connect(self._judge)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._split)
        self._judge()
        self.list.setFocus()

    def ticked(self) -> list[int]:
        """Return the places of the messages that are ticked."""
        return [
            place
            for place in range(self.model.rowCount())
            if self.model.item(place).checkState() == Qt.CheckState.Checked
        ]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.list
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._split()
            return True
        return False

    @Slot()
    def tick_from_here(self) -> None:
        """Tick the current message and all later ones, and none before."""
        self._tick(range(self.list.currentIndex().row(), len(self._messages)))

    @Slot()
    def tick_conversation(self) -> None:
        """Tick the conversation of the current message, and nothing else."""
        self._tick(_conversation(self._messages, self.list.currentIndex().row()))

    def _tick(self, places: Collection[int]) -> None:
        for place in range(self.model.rowCount()):
            self.model.item(place).setCheckState(_state(place in places))

    @Slot()
    def _judge(self) -> None:
        count, of = len(self.ticked()), len(self._messages)
        self.split_button.setEnabled(0 < count < of)
        self.said.setText(
            NOT_ALL
            if count == of
            else tr("{count} of {messages} go into the new case.").format(
                count=numeral(count), messages=plural(of, "{count} message", "{count} messages")
            )
        )

    @Slot()
    def _split(self) -> None:
        if self.split_button.isEnabled():
            ids = tuple(self._messages[place].id for place in self.ticked())
            self.accept()
            self.split_wanted.emit(ids)

    def _lay_out(self) -> None:
        quick = QHBoxLayout()
        quick.setSpacing(UNIT)
        self.from_here = QPushButton(tr("From here on"))
        self.conversation = QPushButton(tr("This conversation"))
        self.from_here.clicked.connect(self.tick_from_here)
        self.conversation.clicked.connect(self.tick_conversation)
        kinds = {m.conversation_id for m in self._messages if isinstance(m, Post)}
        self.conversation.setVisible(len(kinds) > 1)
        for button in (self.from_here, self.conversation):
            button.setAutoDefault(False)
            quick.addWidget(button)
        quick.addStretch(1)
        quick.addWidget(self.said)
        buttons = QDialogButtonBox()
        self.split_button = buttons.addButton(
            tr("Split off"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.split_button.setObjectName("primary")
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(
            False
        )
        buttons.accepted.connect(self._split)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT + UNIT // 2)
        column.addWidget(plain.label(tr("Which messages are another problem?"), "title"))
        column.addWidget(plain.label(tr("Space ticks; Enter splits them off."), "quiet"))
        column.addWidget(self.list, 1)
        column.addLayout(quick)
        column.addWidget(buttons)


def first_guess(messages: Sequence[Message], at: int | None) -> set[int]:
    """Return the places of the messages that most likely are another problem; never all."""
    if at is not None and at > 0:
        return set(range(at, len(messages)))
    newest = max(
        (place for place, message in enumerate(messages) if isinstance(message, Post)), default=None
    )
    if newest is not None:
        found = _conversation(messages, newest)
        if len(found) < sum(isinstance(message, Post) for message in messages):
            return found
    asked = [
        place
        for place, message in enumerate(messages)
        if place and message.direction is Direction.IN
    ]
    return set(range(asked[-1], len(messages))) if asked else {len(messages) - 1}


def _conversation(messages: Sequence[Message], place: int) -> set[int]:
    """Return the places of the conversation of a message; of a call note only its own."""
    message = messages[place]
    if not isinstance(message, Post):
        return {place}
    return {
        other
        for other, one in enumerate(messages)
        if isinstance(one, Post) and one.conversation_id == message.conversation_id
    }


def _line(message: Message, now: datetime) -> str:
    who = (
        words.call_title(message)
        if isinstance(message, CallNote)
        else plain.isolated(message.author_name or f"@{message.author_handle}")
    )
    text = " ".join(message.text.split())
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"{words.moment(message.at, now)}  ·  {who}:  {plain.isolated(short)}"


def _state(ticked: bool) -> Qt.CheckState:  # noqa: FBT001 - one word is what it is about
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked

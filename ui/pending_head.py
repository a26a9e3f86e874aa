"""What is said of an answer on its way, and the buttons for what can be done about it.

Its widgets stay while the answer does: buttons come and go at the left of those that stay,
so that none moves away under the pointer.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from console.domain.outbox import ReplyThread
from console.language import numeral, tr
from ui import answer_progress, pending_choices, plain
from ui.answer_words import Detail, Standing
from ui.copied_text import let_select
from ui.override import override
from ui.pending_choices import Act
from ui.pending_part import show_words
from ui.theme import HALF, UNIT, Theme

NARROW = 480
"""Below this width there are fewer buttons."""
LEAST_WORDS = 26 * UNIT
"""Where the sentence would get less room, it stands under the buttons."""
BUTTONS = (Act.SEND_ANYWAY, Act.SEND_NOW, Act.HAND_OFF, Act.RETRY, Act.CANCEL)
"""The acts that may have a button, from the left; the others stand in the menu."""
MOST_BUTTONS = 3
MOST_DETAILS = 4


class PendingHead(QWidget):
    """The words and buttons of one answer.

    Signals:
        act_wanted(Act): the person's word on it.
        message_wanted(MessageId): this message of the case is to be shown.
    """

    act_wanted = Signal(object)
    message_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thread: ReplyThread | None = None
        self._choices: tuple[Act, ...] = ()
        small = theme.small_font()
        self.title = plain.label("", "quiet", small)
        self.said = plain.label("", "", small)
        self.said.setWordWrap(True)
        let_select(self.said)
        self._details: list[_DetailRow] = []
        self._more_details = plain.label("", "quiet", small)
        self.buttons = {act: self._button(act) for act in (*BUTTONS, Act.COPY)}
        self.more_button = QPushButton(tr("More"))
        self.more_button.setFont(small)
        self._menu = QMenu(self)
        self._actions = {act: self._action(act) for act in Act}
        self.more_button.setMenu(self._menu)
        self._lay_out()

    def show_thread(
        self,
        thread: ReplyThread,
        standing: Standing,
        choices: tuple[Act, ...],
        *,
        titled: bool,
    ) -> None:
        """Say how it stands and offer these acts; `titled` where it is one of several."""
        self._thread, self._choices = thread, choices
        show_words(self.title, answer_progress.answer_line(thread) if titled else "", "quiet")
        show_words(self.said, standing.said, standing.tone)
        self._show_details(standing.details)
        self._offer()

    def first_button(self) -> QPushButton:
        """Return the button of the best act that is offered."""
        return next(each for each in self._every_button() if each.isVisibleTo(self))

    def stops(self) -> tuple[QWidget, ...]:
        """Return where the Tab key goes, from the first."""
        return (*self._every_button(), *(row.show_button for row in self._details))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _show_details(self, details: tuple[Detail, ...]) -> None:
        shown = details[:MOST_DETAILS]
        while len(self._details) < len(shown):
            row = _DetailRow(self._theme)
            row.message_wanted.connect(self.message_wanted)
            self._evidence.insertWidget(len(self._details), row)
            self._details.append(row)
        for number, row in enumerate(self._details):
            row.setVisible(number < len(shown))
            if number < len(shown):
                row.show_detail(shown[number])
        left = len(details) - len(shown)
        more = tr("and {count} more").format(count=numeral(left)) if left else ""
        show_words(self._more_details, more, "quiet")

    def _offer(self) -> None:
        """Show buttons for the best acts that have room, and the others in the menu."""
        thread = self._thread
        if thread is None:
            return
        part = thread.next_part
        opened = part is not None and part.is_opened
        fit = [] if opened else [act for act in self._choices if act in BUTTONS]
        if self.width() < NARROW:
            fit = fit[:1] + fit[1:][-1:]
        left = [act for act in self._choices if act not in fit[:MOST_BUTTONS]]
        lone_copy = left == [Act.COPY]
        for act, button in self.buttons.items():
            button.setVisible(act in fit[:MOST_BUTTONS] or (act is Act.COPY and lone_copy))
            button.setText(pending_choices.title(act, thread))
            button.setToolTip(pending_choices.tip(act, thread))
        self.more_button.setVisible(bool(left) and not lone_copy)
        self._place_buttons()
        for act, action in self._actions.items():
            action.setVisible(act in left)
            action.setText(pending_choices.title(act, thread))

    def _place_buttons(self) -> None:
        """Keep the buttons in the upper right corner; what is said of it grows downwards."""
        shown = [each for each in self._every_button() if each.isVisibleTo(self)]
        taken = sum(button.sizeHint().width() + UNIT for button in shown)
        direction = QBoxLayout.Direction
        beside = self.width() - taken >= LEAST_WORDS
        self._row.setDirection(direction.LeftToRight if beside else direction.BottomToTop)

    def _every_button(self) -> tuple[QPushButton, ...]:
        return (*self.buttons.values(), self.more_button)

    def _button(self, act: Act) -> QPushButton:
        button = QPushButton(pending_choices.TITLES[act])
        button.setFont(self._theme.small_font())
        button.clicked.connect(partial(self._want, act))
        return button

    def _action(self, act: Act) -> QAction:
        action = self._menu.addAction(pending_choices.TITLES[act])
        action.triggered.connect(partial(self._want, act))
        return action

    def _want(self, act: Act, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        self.act_wanted.emit(act)

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(UNIT)
        acts.addStretch()
        for button in self._every_button():
            acts.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(UNIT)
        self._row.addWidget(self.said, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(acts)
        self._evidence = QVBoxLayout()
        self._evidence.setSpacing(0)
        self._evidence.addWidget(self._more_details)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self.title)
        column.addLayout(self._row)
        column.addLayout(self._evidence)


class _DetailRow(QWidget):
    """One thing to know, and the way to the message that it is about."""

    message_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._detail = Detail("")
        self.text = plain.label("", "quiet", theme.small_font())
        self.text.setWordWrap(True)
        let_select(self.text)
        self.show_button = QPushButton(tr("Show"))
        self.show_button.setObjectName("quietButton")
        self.show_button.setFont(theme.small_font())
        self.show_button.setToolTip(tr("Go to it in the timeline"))
        self.show_button.clicked.connect(self._want)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        row.addWidget(self.text, 1)
        row.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignTop)

    def show_detail(self, detail: Detail) -> None:
        """Say this."""
        self._detail = detail
        self.text.setText(detail.text)
        self.show_button.setVisible(detail.message_id is not None)
        self.show_button.setAccessibleName(tr("Show: {text}").format(text=detail.text))

    def _want(self) -> None:
        self.message_wanted.emit(self._detail.message_id)

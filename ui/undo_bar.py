"""The bar over the lower edge of the window: which answer goes out soon, and the way back.

Owns how it looks and where it lies; moves nothing that lies under it. What it says comes
as an `UndoLine`; what is pressed goes up as a signal.

Framework knowledge: a label tells screen readers of each new text, unless it has an
accessible name of its own. So the count-down has one, and is announced once.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from console.language import numeral, tr
from ui import announcing, plain
from ui.elided_label import ElidedLabel
from ui.mirror import Mirror
from ui.override import override
from ui.theme import BAR, HALF, UNIT, Theme
from ui.undo_line import Phase, UndoLine

EDGE = 1
"""The lines that part the panes stay in sight."""
MOVES = (QEvent.Type.Resize, QEvent.Type.Move)


class UndoBar(QFrame):
    """One line about one answer, with its buttons and what is left of its time.

    Signals:
        undo_wanted, send_wanted, delete_wanted, open_wanted(UndoLine): the person's word on
            the answer that was shown when they pressed.
    """

    undo_wanted = Signal(object)
    send_wanted = Signal(object)
    delete_wanted = Signal(object)
    open_wanted = Signal(object)

    def __init__(
        self, theme: Theme, last_line: QWidget, beside: QWidget, keys: tuple[str, ...]
    ) -> None:
        """Lie right above the `last_line` of a page, left of what stands `beside`.

        `keys` are all that may take an answer back: none moves the buttons.
        """
        super().__init__(last_line.parentWidget())
        self._theme, self._last_line, self._beside = theme, last_line, beside
        self._keys = keys
        self._line: UndoLine | None = None
        self._pressed: UndoLine | None = None
        """What was shown when a button went down."""
        self._share = 0.0
        self._told: tuple[object, Phase, str] | None = None
        self.setAccessibleName(tr("Undo send"))
        self.text = ElidedLabel("", "", theme.text_font())
        self.text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.time = plain.label("", "", theme.text_font())
        self.time.setAccessibleName(tr("How far it is"))
        self.more = plain.label("", "quiet", theme.small_font())
        self.undo_button = self._button(tr("Undo"), "", self.undo_wanted)
        self.undo_button.setToolTip(tr("Take it back: its text is the draft again"))
        self.send_button = self._button(tr("Send now"), "quietButton", self.send_wanted)
        self.delete_button = self._button(tr("Delete…"), "quietButton", self.delete_wanted)
        self.delete_button.setToolTip(tr("Take it off the network again; asks first"))
        self.open_button = self._button(tr("Open"), "quietButton", self.open_wanted)
        self.open_button.setToolTip(tr("Go to this case and write on"))
        self._lay_out()
        theme.changed.connect(self._take_theme)
        self.hide()

    def show_line(self, line: UndoLine, key: str) -> None:
        """Say this; `key` takes the answer back where the focus is now, empty for none."""
        counting = line.phase is Phase.COUNTING
        self._line = line
        self._share = line.share
        if line.begins != self.text.text():
            self.text.show_text(line.begins)
        if line.ends != self.time.text():
            self.time.setText(line.ends)
        self.time.setVisible(bool(line.ends))
        more = tr("and {more} more").format(more=numeral(line.more)) if line.more else ""
        if more != self.more.text():
            self.more.setText(more)
        self.more.setVisible(bool(more))
        undo = _undo(key)
        if undo != self.undo_button.text():
            self.undo_button.setText(undo)
            self.undo_button.setAccessibleName(
                tr("Undo send, {key}").format(key=key) if key else tr("Undo send")
            )
        for button in (self.undo_button, self.send_button):
            button.setVisible(counting)
        self.delete_button.setVisible(line.can_delete)
        self.open_button.setVisible(line.can_open)
        if self.isHidden():
            self._appear()
        self._announce(line)
        self.update()

    def vanish(self) -> None:
        """Say nothing any more."""
        self._told = self._line = None
        if self.isHidden():
            return
        for widget in (self._last_line, self._beside):
            widget.removeEventFilter(self)
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVES:
            self._place()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("panel"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), self._theme.colour("edge"))
        left = QRectF(0, 0, self.width() * self._share, BAR)
        painter.fillRect(Mirror.of(self).rect_f(left), self._theme.colour("accent_text"))
        painter.end()

    def _announce(self, line: UndoLine) -> None:
        """Tell a screen reader of another answer, or that it is elsewhere now: not each second."""
        told = (line.thread_id, line.phase, line.begins)
        if told == self._told:
            return
        self._told = told
        announcing.say(self._last_line, f"{line.begins} {line.ends}".strip())

    def _appear(self) -> None:
        for widget in (self._last_line, self._beside):
            widget.installEventFilter(self)
        self._keep_room()
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        window, line = self.window(), self._last_line
        beside, begin = self._beside.mapTo(window, QPoint()).x(), line.mapTo(window, QPoint()).x()
        width, left = beside - begin, 0
        if self.isRightToLeft():
            left = beside + self._beside.width() + EDGE
            width = begin + line.width() - left + EDGE
        height = self.sizeHint().height()
        self.setGeometry(left, line.y() - EDGE - height, width - EDGE, height)

    def _keep_room(self) -> None:
        """Let the button be as wide as its longest text: it does not move under the pointer."""
        button = self.undo_button
        button.ensurePolished()
        advance = button.fontMetrics().horizontalAdvance
        around = button.sizeHint().width() - advance(button.text())
        button.setMinimumWidth(around + max(advance(_undo(key)) for key in ("", *self._keys)))

    def _note_press(self) -> None:
        self._pressed = self._line

    def _tell(self, act: SignalInstance) -> None:
        if self._pressed is not None:
            act.emit(self._pressed)

    def _button(self, text: str, name: str, act: SignalInstance) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where it is
        button.pressed.connect(self._note_press)
        button.clicked.connect(partial(self._tell, act))
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, UNIT + BAR, UNIT + HALF, UNIT)
        row.setSpacing(HALF)
        row.addWidget(self.text)
        row.addWidget(self.time)
        row.addSpacing(HALF)
        row.addWidget(self.more)
        row.addStretch(1)
        row.addSpacing(UNIT)
        row.addWidget(self.undo_button)
        row.addWidget(self.send_button)
        row.addWidget(self.delete_button)
        row.addWidget(self.open_button)

    def _take_theme(self) -> None:
        for label, font in (
            (self.text, self._theme.text_font()),
            (self.time, self._theme.text_font()),
            (self.more, self._theme.small_font()),
        ):
            label.setFont(font)
        if not self.isHidden():
            self._keep_room()
            self._place()


def _undo(key: str) -> str:
    return tr("Undo  {key}").format(key=key) if key else tr("Undo")

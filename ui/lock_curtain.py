"""What a locked window shows in the place of its content."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.domain.lock_phrase import MOST
from console.language import tr
from ui import plain, read_out
from ui.override import override
from ui.theme import UNIT, Theme

TITLE = tr("The desk is locked")
WORKS_ON = tr("What is under way goes on behind this.")
HOW = tr("Press Enter or click to go on.")
WRONG = tr("That is not the passphrase.")
LOW, FIELD_WIDTH = 26 * UNIT, 30 * UNIT
"""A window lower than this has room for the way back only."""

_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_LIFTS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
"""No letter: who types at a lock means a passphrase, not the commands behind it."""


class Curtain(QWidget):
    """Fills one window; opaque, and says nothing of what is behind it.

    Signals:
        wanted(str): the person is back, with the passphrase that they typed.
        painted: it was just painted.
    """

    wanted = Signal(str)
    painted = Signal()

    def __init__(self, window: QWidget, theme: Theme, *, asks: bool) -> None:
        """Lie over `window`; `asks` for the passphrase."""
        super().__init__(window)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(TITLE)
        self._asks = asks
        self.title = plain.label(TITLE, "title")
        self.said = plain.label(WORKS_ON, "quiet")
        self.line = plain.label("" if asks else HOW, "quiet", theme.small_font())
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.field.setMaxLength(MOST)
        self.field.setFixedWidth(FIELD_WIDTH)
        self.field.setPlaceholderText(tr("Passphrase"))
        self.field.setAccessibleName(tr("Passphrase"))
        read_out.describe_field(self.field)
        self.button = QPushButton(tr("Unlock"))
        self.button.setObjectName("primary")
        self.button.setAutoDefault(False)
        self.field.returnPressed.connect(self._submit)
        self.button.clicked.connect(self._submit)
        self._lay_out()
        self.setGeometry(window.rect())

    def say(self, line: str, *, waits: bool = False) -> None:
        """Say why it stays shut; while it `waits`, nothing can be typed."""
        self.line.setText(line)
        self.field.setReadOnly(waits)  # a disabled field would hand the focus on
        self.button.setEnabled(not waits)

    def target(self) -> QWidget:
        """Return what takes the keys."""
        return self.field if self._asks else self

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on at Enter or Space; not at one still held from before, and at no shortcut."""
        event.accept()
        lifts = event.key() in _LIFTS and not event.modifiers() & ~_PLAIN
        if not self._asks and lifts and not event.isAutoRepeat():
            self.wanted.emit("")

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.accept()  # else the window behind is asked

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.target().setFocus()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go on at the release: what is behind must not get it."""
        event.accept()
        if not self._asks:
            self.wanted.emit("")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for label in (self.title, self.said):
            label.setVisible(self.height() >= LOW)

    @Slot()
    def _submit(self) -> None:
        if not self.field.isReadOnly():
            typed = self.field.text()
            self.field.clear()
            self.wanted.emit(typed)

    def _lay_out(self) -> None:
        way = QHBoxLayout()
        way.setSpacing(UNIT)
        way.addStretch(1)
        way.addWidget(self.field)
        way.addWidget(self.button)
        way.addStretch(1)
        for widget in (self.field, self.button):
            widget.setVisible(self._asks)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        column.setSpacing(UNIT)
        column.addStretch(2)
        for label in (self.title, self.said):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(UNIT)
        column.addLayout(way)
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.setMinimumHeight(self.line.sizeHint().height())
        column.addWidget(self.line)
        column.addStretch(3)

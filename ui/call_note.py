"""The window of one call note, beside the desk: written while the agent reads and types there.

It stays open until the note is stored; what was typed is kept all the while. Stores nothing
itself, and takes the focus only when a person asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.domain.calls import CallEntry
from console.errors import DeskError
from ui import plain
from ui.call_form import CallForm
from ui.call_ground import CallGround
from ui.elided_label import ElidedLabel
from ui.frame import hairline
from ui.override import override
from ui.theme import HALF, UNIT, Theme

WIDTH = 54 * UNIT
ROOM = 20 * UNIT
"""So much more than its least height a note gets for its text."""
BACK = "Alt+N"
"""Goes back to the desk; there it brings the note to the front."""


class CallNote(QDialog):
    """A call note that is being written, or a stored one that is corrected.

    Signals:
        changed: something else was entered.
        save_wanted(NewCall): this is to be stored; `stored` or `refuse` is the answer.
        keep_wanted: the person puts it off.
        discarded: it is thrown away.
    """

    changed = Signal()
    save_wanted = Signal(object)
    keep_wanted = Signal()
    discarded = Signal()

    def __init__(
        self,
        now: Callable[[], datetime],
        theme: Theme,
        parent: QWidget,
        *,
        whose: str,
        asks_whose: bool = False,
        stored: bool = False,
    ) -> None:
        """Take whose call it is; `stored` is one that stands in the timeline already."""
        super().__init__(parent)
        self._now, self._busy = now, False
        self.is_stored = stored
        """Whether it corrects a note of the timeline."""
        self._before: CallEntry | None = None
        self.whose = whose
        self.setWindowTitle(f"Call with {plain.isolated(whose)}" if whose else "New call")
        self.title = ElidedLabel(self.windowTitle(), "title")
        self.form = CallForm(now, theme, asks_whose=asks_whose, resolves=not stored)
        self.message = plain.label("", "danger")
        self.message.setWordWrap(True)
        self.message.hide()
        self.state = plain.label("", "quiet", theme.small_font())
        self.save_button = QPushButton("Save note")
        self._lay_out()
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.save)
        QShortcut(QKeySequence(BACK), self, self._go_back)
        self.form.changed.connect(self._changed)

    def fill(self, entry: CallEntry) -> None:
        """Show what was entered before."""
        self._before = entry
        self.form.fill(entry)

    def take_ground(self, ground: CallGround) -> None:
        """Take what the data says around the call."""
        self.form.take_ground(ground, self._before or self.form.entry())

    def show_beside(self, window: QWidget) -> None:
        """Show it beside the desk where the screen has room there, else over its list.

        The case stays in sight, which is read during a call.
        """
        screen = window.screen().availableGeometry()
        frame = window.frameGeometry()
        height = min(self._height(), screen.height() - 4 * UNIT, frame.height() - 2 * UNIT)
        left = frame.right() + UNIT
        if left + WIDTH > screen.right():
            left = frame.left() + UNIT
        top = frame.bottom() - height - UNIT
        place = QRect(QPoint(left, top), QSize(WIDTH, height))
        place.moveTop(max(place.top(), screen.top()))
        place.moveLeft(max(place.left(), screen.left()))
        self.setGeometry(place)
        self.show()
        self.come()

    def come(self) -> None:
        """Come to the front, where the writing goes on."""
        self.show()
        self.raise_()
        self.activateWindow()

    def begin(self) -> None:
        """Put the caret where a call begins."""
        first = self.form.contact if self.form.asks_whose else self.form.text
        first.setFocus()

    def say_kept(self) -> None:
        """Say that what was typed is in the data file."""
        self.state.setText("Kept as you type")

    def stored(self) -> None:
        """Close: the note is in the file."""
        self._busy = False
        super().accept()

    def refuse(self, error: DeskError) -> None:
        """Say why it could not be stored; what was entered stays."""
        self._busy = False
        self._tell_busy()
        self._say(f"{error.title}. {error.message} {error.advice}".strip())

    @Slot()
    def save(self) -> None:
        """Let it be stored, or say what is lacking."""
        if self._busy:
            return
        lacking = self.form.lacking()
        if lacking is not None:
            field, said = lacking
            self._say(said)
            field.setFocus()
            return
        self._busy = True
        self._tell_busy()
        self.save_wanted.emit(self.form.call())

    @override
    def reject(self) -> None:
        if self._busy:  # on its way into the file, it cannot be cancelled
            return
        entry = self.form.entry()
        same = self._before is not None and entry == self._before
        if same if self.is_stored else entry.is_blank:
            self._discard()
        else:
            self._ask()

    def leave(self) -> None:
        """Close without a question: what was typed has been kept."""
        super().reject()

    def _discard(self) -> None:
        self.discarded.emit()
        super().reject()

    def _put_off(self) -> None:
        self.keep_wanted.emit()
        super().reject()

    def _ask(self) -> None:
        """Ask what is to become of what was typed."""
        box = QMessageBox(self)
        box.setWindowTitle("Call note")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText("This call note is not saved.")
        if not self.is_stored:
            keep = box.addButton("Keep for later", QMessageBox.ButtonRole.AcceptRole)
            keep.clicked.connect(self._put_off)
        discard = box.addButton("Discard", QMessageBox.ButtonRole.DestructiveRole)
        discard.clicked.connect(self._discard)
        go_on = box.addButton("Go on writing", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(go_on)
        box.setEscapeButton(go_on)
        box.finished.connect(box.deleteLater)
        box.open()

    @Slot()
    def _changed(self) -> None:
        self._say("")
        self.changed.emit()

    @Slot()
    def _go_back(self) -> None:
        desk = self.parentWidget()
        if desk is not None:
            desk.raise_()
            desk.activateWindow()

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _tell_busy(self) -> None:
        self.save_button.setEnabled(not self._busy)
        self.save_button.setText("Saving…" if self._busy else "Save note")

    def _height(self) -> int:
        """Return the height at which nothing scrolls."""
        around = self.sizeHint().height() - self._area.sizeHint().height()
        return around + self.form.sizeHint().height() + ROOM

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("panel")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        inner.addWidget(self.form)
        self._area = area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        head = QVBoxLayout()
        head.setContentsMargins(2 * UNIT, UNIT + HALF, 2 * UNIT, UNIT + HALF)
        head.setSpacing(UNIT)
        head.addWidget(self.title)
        head.addWidget(self.form.clock)
        foot = QVBoxLayout()
        foot.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        foot.setSpacing(UNIT)
        foot.addWidget(self.message)
        foot.addLayout(self._button_row())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(hairline())
        whole.addWidget(area, 1)
        whole.addWidget(hairline())
        whole.addLayout(foot)

    def _button_row(self) -> QHBoxLayout:
        self.save_button.setObjectName("primary")
        self.save_button.setToolTip("Ctrl+Enter")
        self.save_button.setAutoDefault(False)  # Enter in a field ends nothing
        self.save_button.clicked.connect(self.save)
        close = QPushButton("Close")
        close.setToolTip("Esc")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self.state, 1)
        row.addWidget(close)
        row.addWidget(self.save_button)
        return row

"""The window of one call note, beside the desk: written while the agent reads and types there.

It stays open until the note is stored; what was typed is kept all the while. Stores nothing
itself, and takes the focus only when a person asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal, Slot
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
from console.language import tr
from ui import plain
from ui.call_form import CallForm
from ui.call_ground import CallGround
from ui.call_place import WIDTH, place
from ui.elided_label import ElidedLabel
from ui.frame import hairline
from ui.override import override
from ui.theme import HALF, UNIT, Theme

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
        self._given = self._before = CallEntry(began_at=now())
        self._left: QWidget | None = None
        self.whose = whose
        self.setWindowTitle(_title(whose, stored=stored))
        self.title = ElidedLabel(self.windowTitle(), "title")
        self.form = CallForm(now, theme, asks_whose=asks_whose, resolves=not stored)
        if stored:
            self.form.clock.show_as_past()
        self.message = plain.label("", "danger")
        self.message.setWordWrap(True)
        self.message.hide()
        self.state = plain.label("", "quiet", theme.small_font())
        self.save_button = QPushButton()
        self._lay_out()
        self._tell_busy()
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.save)
        QShortcut(QKeySequence(BACK), self, self._go_back)
        self.form.changed.connect(self._changed)

    def fill(self, entry: CallEntry) -> None:
        """Show what was entered before."""
        self._given = entry
        self.form.fill(entry)
        self._before = self.form.entry()  # as the fields say it

    def take_ground(self, ground: CallGround) -> None:
        """Take what the data says around the call."""
        changed = self.is_changed
        self.form.take_ground(ground, self._given)
        if not changed:
            self._before = self.form.entry()

    @property
    def is_changed(self) -> bool:
        """Return whether it differs from what was there when it was opened."""
        return self.form.entry() != self._before

    @property
    def is_busy(self) -> bool:
        """Return whether it is on its way into the file."""
        return self._busy

    def show_beside(self, window: QWidget, others: Sequence[QWidget] = ()) -> None:
        """Show it beside the desk and beside the other notes."""
        geometries = [one.geometry() for one in others]
        screen = window.screen().availableGeometry()
        wanted = QSize(self._width(), self._height())
        self.setGeometry(place(window.frameGeometry(), screen, wanted, geometries))
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
        self.state.setText(tr("Kept as you type"))

    def say_not_kept(self) -> None:
        """Say that what was typed stands in this window only."""
        self.state.setText(tr("Not kept: it is tried again"))

    def stay(self, said: str) -> None:
        """Come to the front, and say why the desk cannot be closed over it."""
        self.come()
        self._say(said)

    def stored(self) -> None:
        """Close: the note is in the file."""
        self._busy = False
        super().accept()

    def refuse(self, error: DeskError) -> None:
        """Say why it could not be stored; what was entered stays."""
        self._busy = False
        self._tell_busy()
        if self._left is not None:
            self._left.setFocus()
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
        call = self.form.call()
        self._busy, self._left = True, self.focusWidget()
        self._tell_busy()
        self.save_wanted.emit(call)

    @override
    def reject(self) -> None:
        if self._busy:  # on its way into the file, it cannot be cancelled
            return
        if self.is_changed if self.is_stored else not self.form.is_blank:
            self._ask()
        else:
            self._discard()

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
        box.setWindowTitle(tr("Call note"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        correction, new = tr("This correction is not saved."), tr("This call note is not saved.")
        box.setText(correction if self.is_stored else new)
        if not self.is_stored:
            keep = box.addButton(tr("Keep for later"), QMessageBox.ButtonRole.AcceptRole)
            keep.clicked.connect(self._put_off)
        discard = box.addButton(tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        discard.clicked.connect(self._discard)
        go_on = box.addButton(tr("Go on writing"), QMessageBox.ButtonRole.RejectRole)
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
        self.form.hold(held=self._busy)
        idle = tr("Save correction") if self.is_stored else tr("Save note")
        self.save_button.setText(tr("Saving…") if self._busy else idle)

    def _width(self) -> int:
        """Return the width at which nothing is cut: some languages have longer words."""
        return max(WIDTH, self._page.minimumSizeHint().width())

    def _height(self) -> int:
        """Return the height at which nothing scrolls."""
        around = self.sizeHint().height() - self._area.sizeHint().height()
        return around + self.form.sizeHint().height() + ROOM

    def _lay_out(self) -> None:
        self._page = page = QWidget()
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
        close = QPushButton(tr("Close"))
        close.setToolTip(tr("Esc"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self.state, 1)
        row.addWidget(close)
        row.addWidget(self.save_button)
        return row


def _title(whose: str, *, stored: bool) -> str:
    name = plain.isolated(whose)
    if stored:
        return tr("Correct the call with {name}").format(name=name)
    return tr("Call with {name}").format(name=name) if whose else tr("New call")

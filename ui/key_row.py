"""A line of the sheet of keys: an act, its keys, and what can be done about them.

Owns the question whether a key may be taken from another act; which keys hold is the
`KeyMap`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QPushButton, QWidget

from console.language import tr
from ui import key_names, key_rules, plain
from ui.actions import Listed
from ui.drawn_text import DrawnText
from ui.key_map import KeyMap
from ui.key_recorder import KeyRecorder
from ui.margins import set_margins
from ui.mirror import Mirror
from ui.override import override
from ui.theme import BAR, HALF, UNIT, Theme

NO_KEY = "–"
BUTTONS = 25 * UNIT
"""How wide the place of the buttons is, whether they are shown or not."""
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class KeyRow(QAbstractButton):
    """Words, keys, and the buttons while the pointer or the focus is there.

    A button to whoever does not see it: pressed, it waits for another key. A click of the
    mouse only goes to it.

    Signals:
        step_wanted(int): on to the next row (1), or to the one before (-1).
        entered: it has the focus.
    """

    step_wanted = Signal(int)
    entered = Signal()

    def __init__(self, one: Listed, keys: KeyMap, menus: Sequence[str], theme: Theme) -> None:
        """Take the act; `menus` are the titles of the menu bar."""
        super().__init__()
        self.one = one
        self._keys, self._menus, self._theme = keys, menus, theme
        self._recorder: KeyRecorder | None = None
        self._pointed = False
        self._proposed: tuple[str, ...] = ()
        """The keys about which it is asked."""
        self.words = DrawnText(one.text, theme.text_font(), theme)
        self.keys = DrawnText("", theme.text_font(), theme)
        self._buttons: tuple[QPushButton, ...] = ()
        self._note = plain.label("", "quiet", theme.small_font())
        self._note.setWordWrap(True)
        self._note.setContentsMargins(0, 0, 0, HALF)
        self._answers = QWidget()
        self.let_tab_stop(stops=False)
        self.clicked.connect(self.change)
        self._lay_out()
        self.refresh()

    def let_tab_stop(self, *, stops: bool) -> None:
        """Let the Tab key come here, or leave that to the arrow keys."""
        policy = Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if self.one.fixed else policy)

    @property
    def said(self) -> str:
        """Return what it is found by."""
        return f"{self.one.menu} {self.one.text} {self.one.shown_keys}".casefold()

    @property
    def note(self) -> str:
        """Return what is said below it; empty for nothing."""
        return "" if self._note.isHidden() else self._note.text()

    @Slot()
    def refresh(self) -> None:
        """Show the keys that the act has now."""
        changed = self._keys.is_changed(self.one.name)
        colour = "accent_text" if changed else "quiet"
        self.keys.show_text(self.one.shown_keys or NO_KEY, colour)
        self.setAccessibleName(
            ", ".join(
                (
                    self.one.text,
                    self.one.shown_keys or tr("no key"),
                    *([tr("changed")] if changed else []),
                )
            )
        )
        self._show_buttons()

    @Slot()
    def change(self) -> None:
        """Let the next key that is pressed be the only one of the act."""
        self._record(adds=False)

    @Slot()
    def add(self) -> None:
        """Let the next key that is pressed be one more of the act."""
        self._record(adds=True)

    @Slot()
    def reset(self) -> None:
        """Let the act have the keys that it came with."""
        if self._keys.is_changed(self.one.name):
            self._propose(self.one.defaults)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS:
            self.step_wanted.emit(STEPS[Qt.Key(event.key())])
        elif event.key() in ENTER:
            self.change()
        elif event.text() == "+":
            self.add()
        elif event.key() == Qt.Key.Key_Delete:
            self.reset()
        else:
            event.ignore()  # a button would take more of them

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self.one.fixed:
            self.change()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._point(pointed=True)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._point(pointed=False)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()
        self._show_buttons()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_buttons()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.hasFocus() or self._recorder is not None or not self._answers.isHidden():
            painter.fillRect(self.rect(), self._theme.colour("chosen"))
            bar = Mirror.of(self).rect(QRect(0, 0, BAR, self.height()))
            painter.fillRect(bar, self._theme.colour("accent_text"))
        elif self._pointed and not self.one.fixed:
            painter.fillRect(self.rect(), self._theme.colour("hover"))
        painter.end()

    def _lay_out(self) -> None:
        self._place = QHBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(HALF)
        self._place.addStretch(1)
        place = QWidget()
        place.setFixedWidth(BUTTONS)
        place.setLayout(self._place)
        self._answer_row = QHBoxLayout(self._answers)
        self._answer_row.setContentsMargins(0, 0, 0, 0)
        grid = QGridLayout(self)
        set_margins(grid, 2 * UNIT, 0, UNIT, 0)
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.setRowMinimumHeight(0, 4 * UNIT - HALF)
        grid.addWidget(self.words, 0, 0)
        grid.addWidget(self.keys, 0, 1)
        grid.addWidget(place, 0, 2)
        grid.addWidget(self._note, 1, 0, 1, 2)
        grid.addWidget(self._answers, 1, 2)
        self._grid = grid
        self._note.hide()
        self._answers.hide()

    def set_keys_width(self, width: int) -> None:
        """Let the keys stand below those of the other rows."""
        self._grid.setColumnMinimumWidth(1, width)

    def _point(self, *, pointed: bool) -> None:
        self._pointed = pointed
        self._show_buttons()

    def _show_buttons(self) -> None:
        """Show what can be done while somebody is here; made when it is needed first."""
        here = (self._pointed or self.hasFocus()) and self._recorder is None and not self.one.fixed
        if here and not self._buttons:
            self._buttons = (
                self._button(tr("Change…"), self.change),
                self._button(tr("Add…"), self.add),
                self._button(tr("Reset"), self.reset),
            )
            for button in self._buttons:
                self._place.addWidget(button)
        for button in self._buttons:
            is_reset = button is self._buttons[-1]
            button.setVisible(here and (not is_reset or self._keys.is_changed(self.one.name)))
        self.update()

    def _button(self, text: str, done: object) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("quietButton")
        button.setFont(self._theme.small_font())
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoDefault(False)
        button.clicked.connect(done)
        return button

    def _record(self, *, adds: bool) -> None:
        if self.one.fixed:  # a screen reader can press what takes neither mouse nor focus
            return
        self._end()
        recorder = KeyRecorder(self._theme)
        recorder.recorded.connect(partial(self._take, adds))
        recorder.removed.connect(partial(self._propose, ()))
        recorder.cancelled.connect(self._cancel)
        self._recorder = recorder
        self.keys.hide()
        self._grid.addWidget(recorder, 0, 1)
        self._say(tr("Esc cancels  ·  Backspace removes all keys of this act"))
        recorder.show()
        recorder.setFocus()
        self._show_buttons()

    def _take(self, adds: bool, key: str) -> None:  # noqa: FBT001 - bound by `partial`
        if refusal := key_rules.refusal(key, self._menus):
            self._say(tr("{refusal} Press another, or Esc.").format(refusal=refusal), "danger")
        else:
            self._propose((*self.one.keys, key) if adds else (key,))

    def _propose(self, keys: Sequence[str]) -> None:
        """Give the act these keys; ask before that takes one from another act."""
        for key in keys:
            owner = self._keys.owner(key)
            if owner is not None and owner is not self.one:
                if owner.fixed:
                    self._say(
                        tr("{key} begins the keys of views.").format(key=key_names.shown(key)),
                        "danger",
                    )
                    return
                self._ask(
                    tuple(keys),
                    tr("{key} is the key of “{act}”.").format(
                        key=key_names.shown(key), act=owner.text
                    ),
                )
                return
        self._finish()
        self._keys.give(self.one.name, keys)
        remark = next((said for key in keys if (said := key_rules.remark(key))), "")
        if remark:
            self._say(remark)

    def _ask(self, keys: tuple[str, ...], words: str) -> None:
        self._proposed = keys
        self._finish()
        self._say(words, "danger")
        if self._answer_row.count() == 0:
            self._take_over = self._button(tr("Take it over"), self._agree)
            self._take_over.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            leave = self._button(tr("Leave it"), self._cancel)
            leave.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            for button in (self._take_over, leave):
                button.setAutoDefault(True)
                self._answer_row.addWidget(button)
            self._answer_row.addStretch(1)
        self._answers.show()
        self._take_over.setFocus()
        self.entered.emit()

    @Slot()
    def _agree(self) -> None:
        self._finish()
        self._keys.give(self.one.name, self._proposed)

    @Slot()
    def _cancel(self) -> None:
        if self._recorder is not None or not self._answers.isHidden():
            self._finish()

    def _finish(self) -> None:
        """End what was going on, and come back to the row."""
        self._end()
        self.setFocus()
        self._show_buttons()

    def _end(self) -> None:
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.blockSignals(True)  # noqa: FBT003 - Qt's own
            recorder.hide()
            recorder.deleteLater()
        self.keys.show()
        self._answers.hide()
        self._note.hide()

    def _say(self, text: str, style: str = "quiet") -> None:
        self._note.setObjectName(style)
        self._note.style().polish(self._note)
        self._note.setText(text)
        self._note.show()

"""Takes the next key that is pressed, whatever it is: Esc cancels, Backspace means none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel

from console.language import tr, tr_in
from ui import key_names
from ui.override import override
from ui.theme import HALF, RADIUS, UNIT, Theme

WAITING = tr("Press the new key…")
HELD = {
    Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
    Qt.Key.Key_Meta: Qt.KeyboardModifier.MetaModifier,
}
SILENT = (Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown)


class KeyRecorder(QLabel):
    """Waits for a key while it has the focus.

    Signals:
        recorded(str): this was pressed; two keys where the first begins a chord.
        removed: there shall be none.
        cancelled: all stays as it is.
    """

    recorded = Signal(str)
    removed = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(WAITING)
        self._theme, self._first = theme, False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.text_font())
        self.setContentsMargins(UNIT, HALF // 2, UNIT, HALF // 2)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("{press} Esc cancels, Backspace removes.").format(press=WAITING))

    @override
    def event(self, event: QEvent) -> bool:
        # Here, and not in `keyPressEvent`: Tab would go on to another widget before.
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
            event.accept()
            return True
        return super().event(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.cancelled.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("accent_text"), 2))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()
        super().paintEvent(event)

    def _take(self, event: QKeyEvent) -> None:
        key = key_names.pressed(event.keyCombination(), event.text())
        if event.isAutoRepeat() or event.key() in SILENT:
            return
        if event.key() in HELD:
            self._show_held(event)
        elif key == "Esc":
            self.cancelled.emit()
        elif key == "Backspace" and not self._first:
            self.removed.emit()
        elif key == key_names.FIRST and not self._first:
            self._first = True
            self.setText(tr("{key} then…").format(key=key_names.shown(key)))
        elif key:
            whole = f"{key_names.FIRST}, {key}" if self._first else key
            self._first = False
            self.setText(key_names.shown(whole))
            self.recorded.emit(whole)

    def _show_held(self, event: QKeyEvent) -> None:
        held = event.modifiers() | HELD[Qt.Key(event.key())]
        names = (
            (tr_in("key", "Ctrl"), "Control"),
            (tr_in("key", "Alt"), "Alt"),
            (tr_in("key", "Shift"), "Shift"),
            (tr_in("key", "Meta"), "Meta"),
        )
        said = "+".join(
            name for name, flag in names if held & Qt.KeyboardModifier[f"{flag}Modifier"]
        )
        self.setText(f"{said}+…")

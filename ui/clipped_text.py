"""A text in a few lines that opens to its whole at a click or a key.

The text is drawn as plain text, in the direction of its first letter.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from console.language import tr
from console.text.hidden_signs import copied
from ui import plain
from ui.override import override
from ui.text_layout import alignment_of, height_of, lay_out
from ui.theme import HALF, Theme

KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ClippedText(QWidget):
    """Wrapped text, of which at first only some lines are shown.

    Signals:
        opened: it takes more or less room than before.
    """

    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._lines = 2
        self.expanded = False
        # Not fixed: its height would be that of the width before, and cut lines off.
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.setFont(theme.small_font())

    @property
    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def show_text(self, text: str, lines: int) -> None:
        """Show this, at first in at most so many lines."""
        if (text, lines) == (self._text, self._lines):
            return
        self._text, self._lines = text, lines
        self.setAccessibleName(text)
        plain.set_tip(self, text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        width = max(self.width(), 80)
        return QSize(width, self.heightForWidth(width))

    @override
    def heightForWidth(self, width: int) -> int:
        layout = self._laid_out(width)
        shown = layout.lineCount() if self.expanded else min(layout.lineCount(), self._lines)
        return height_of(layout, shown) + HALF

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent_text"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), HALF, HALF)
        painter.setPen(self._theme.colour("text"))
        layout = self._laid_out(self.width())
        whole = self.expanded or layout.lineCount() <= self._lines
        top = HALF / 2
        for number in range(layout.lineCount() if whole else self._lines):
            line = layout.lineAt(number)
            if not whole and number == self._lines - 1:
                rest = _from_unit(layout.text(), line.textStart()).replace("\u2028", " ")
                room = QRectF(HALF, top, self._room(self.width()), line.height())
                elide = Qt.TextElideMode.ElideRight
                elided = QFontMetricsF(self.font()).elidedText(rest, elide, room.width())
                side = alignment_of(self._text) | Qt.AlignmentFlag.AlignAbsolute
                painter.drawText(room, side, elided)
            else:
                line.draw(painter, QPointF(HALF, HALF / 2))
            top += line.height()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # else the release would go to what stands behind

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._toggle()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in KEYS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._toggle()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _toggle(self) -> None:
        if self.expanded or self._laid_out(self.width()).lineCount() > self._lines:
            self.expanded = not self.expanded
            self.updateGeometry()
            self.update()
            self.opened.emit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(copied(self._text))

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Copy"), self._copy)
        menu.popup(self.mapToGlobal(at))

    def _room(self, width: int) -> int:
        return max(width - 2 * HALF, 40)

    def _laid_out(self, width: int) -> QTextLayout:
        return lay_out(self._text, self._room(width), self.font())


def _from_unit(text: str, start: int) -> str:
    """Return the text from a place that Qt counts, in UTF-16 units."""
    return text.encode("utf-16-le", "surrogatepass")[2 * start :].decode("utf-16-le", "replace")

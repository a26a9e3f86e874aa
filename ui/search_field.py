"""The search field: what is typed, its keys, and waves below what cannot be meant so.

Framework knowledge: a QLineEdit has no places of its signs, but tells its caret's. From there
a layout of the same text leads to all others, also where a long text is scrolled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QLineEdit

from console.domain.searching import SearchProblem
from console.language import tr
from ui import clear_button, read_out
from ui.override import override
from ui.theme import UNIT, Theme

TO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
COMES_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Why the focus goes only to come back by itself."""
LONGEST = 2000
WAVE = 2
"""How high and half as long a wave is."""
CARET_EDGE = 5
"""How far the caret stands from the left edge of its rectangle, as Qt has it."""


def _passes(_event: QKeyEvent) -> bool:
    return False


class SearchField(QLineEdit):
    """Takes the words to search for; Esc leaves the search, Down and Return go to the list.

    Signals:
        left: the search is over.
        list_wanted: the person goes on to what was found.
        help_wanted: the operators are to be listed.
        entered: the focus came to the field, or went.
    """

    left = Signal()
    list_wanted = Signal()
    help_wanted = Signal()
    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._problems: tuple[SearchProblem, ...] = ()
        self.takes_key: Callable[[QKeyEvent], bool] = _passes
        """Returns whether a key was for what lies below the field."""
        self._hints = (tr("Search all cases  (/)"), tr("Search"))
        self.setPlaceholderText(self._hints[0])
        clear_button.add_to(self)
        self.setMaxLength(LONGEST)
        self.setAccessibleName(tr("Search all cases"))
        read_out.describe_field(self)

    @property
    def caret(self) -> int:
        """Return before which code point the caret stands."""
        return _code_points(self.text(), self.cursorPosition())

    def put(self, text: str, caret: int | None = None) -> None:
        """Write a text as a person does: Ctrl+Z brings back what stood there."""
        self.selectAll()
        self.insert(text)
        if caret is not None:
            self.setCursorPosition(_units(text[:caret]))

    def choose(self, start: int, end: int) -> None:
        """Select from one code point to another."""
        text = self.text()
        first = _units(text[:start])
        self.setSelection(first, _units(text[:end]) - first)

    def show_problems(self, problems: Sequence[SearchProblem]) -> None:
        """Draw waves below these, and tell them to those who hear them."""
        if tuple(problems) != self._problems:
            self._problems = tuple(problems)
            said = " ".join(f"{one.message} {one.advice}".strip() for one in problems)
            read_out.describe_field(self, said)
            self.update()

    @property
    def problems(self) -> tuple[SearchProblem, ...]:
        """Return what waves are drawn below."""
        return self._problems

    def waves(self) -> list[QRect]:
        """Return where waves are drawn, within the field."""
        text = self.text()
        return [self._wave(text, one) for one in self._problems] if text else []

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.contentsRect().width() - UNIT
        advance = self.fontMetrics().horizontalAdvance
        whole, short = self._hints
        self.setPlaceholderText(whole if advance(whole) <= room else short)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()  # else the window's Esc would only take the focus away
                return True
            if (
                event.type() == QEvent.Type.KeyPress
                and event.key() in TABS
                and self.takes_key(event)
            ):
                return True
        return super().event(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in COMES_BACK:
            self.entered.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.takes_key(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in TO_LIST:
            self.list_wanted.emit()
        elif event.text() == "?" and not self.text():
            self.help_wanted.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._problems:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("danger"), 1.4))
        painter.setClipRect(self.rect().adjusted(CARET_EDGE, 0, -CARET_EDGE, 0))
        for place in self.waves():
            ups = range(place.left(), place.right() + 2, WAVE)
            painter.drawPolyline(
                [QPointF(x, place.bottom() - WAVE * (step % 2)) for step, x in enumerate(ups)]
            )
        painter.end()

    def _wave(self, text: str, problem: SearchProblem) -> QRect:
        """Return what is to be waved under; where something is missing, the sign before it."""
        lead = len(text) - len(text.lstrip())
        first, end = (min(lead + place, len(text)) for place in (problem.start, problem.end))
        if first >= end:
            first, end = (end - 1, end) if end else (0, 1)
        layout = QTextLayout(text, self.font())
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()

        def place(units: int) -> float:
            found = line.cursorToX(units)
            return float(found[0]) if isinstance(found, tuple) else 0.0

        caret = self.cursorRect()
        origin = caret.left() + CARET_EDGE - place(self.cursorPosition())
        left, right = sorted((place(_units(text[:first])), place(_units(text[:end]))))
        wide = max(round(right - left), 3 * WAVE)
        return QRect(round(origin + left), caret.bottom() - 2 * WAVE, wide, 2 * WAVE)


def _units(text: str) -> int:
    """Return how many of Qt's units a text has."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _code_points(text: str, units: int) -> int:
    """Return how many code points the first of Qt's units are."""
    if text.isascii():
        return units
    ahead = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return len(ahead.decode("utf-16-le", "replace"))

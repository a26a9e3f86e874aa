"""What can be done about the open finding: its steps, and to let it stand.

Puts its buttons beside each other, and under each other where they have no room.
"""

from __future__ import annotations

from functools import partial
from math import ceil

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from console.domain.checks import Finding, Ignored, Severity, Step
from ui import check_words, plain
from ui.check_row import TEXT_AT
from ui.fact_row import quiet_button
from ui.override import override
from ui.part_delegate import PAD_ACROSS
from ui.theme import HALF, UNIT, Theme

INSET = HALF + 1
"""Padding and edge of a button: its words begin so far behind its place."""
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
IGNORE_TIP = "Let it stand in this case: I, or 1 to 4 to say why"
HINT = "I, 1\N{EN DASH}4"


class CheckActs(QWidget):
    """The buttons of one finding.

    Signals:
        step_wanted(Step): this is to be done.
        ignore_wanted(Ignored): it may stand, for this reason.
    """

    step_wanted = Signal(object)
    ignore_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._finding: Finding | None = None
        self._customer = ""
        self._steps: list[QPushButton] = []
        self._wanted: list[tuple[QWidget, int]] = []
        """What is shown, with the width that it would have."""
        self.ignore_button = self._button(check_words.IGNORE, IGNORE_TIP)
        self.ignore_button.clicked.connect(self._open_reasons)
        self.hint = plain.label(HINT, "quiet", theme.chip_font())
        self.hint.setParent(self)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """Return those that are offered, from the first."""
        return (*self._offered(), *((self.ignore_button,) if self._may_stand else ()))

    def show_finding(self, finding: Finding, customer: str) -> None:
        """Offer what can be done about this one; `customer` is their name, for a reason."""
        before, self._finding, self._customer = self._finding, finding, customer
        if before and (before.steps, before.severity) == (finding.steps, finding.severity):
            return
        while len(self._steps) < len(finding.steps):
            button = self._button("", "")
            button.clicked.connect(partial(self._take, len(self._steps)))
            self._steps.append(button)
        for number, button in enumerate(self._steps):
            button.setVisible(number < len(finding.steps))
            if number < len(finding.steps):
                said = check_words.sentence(finding.steps[number].label)
                plain.set_tip(button, f"{said} (Enter)" if number == 0 else said)
                button.setAccessibleName(said)
        self.ignore_button.setVisible(self._may_stand)
        self.hint.setVisible(self._may_stand)
        self._wanted = self._measured()
        self._put(self.width())

    def height_for(self, width: int) -> int:
        """Return how high it is where it is so wide; 0 where nothing can be done."""
        places = self._places(width)
        return places[-1][1].bottom() + 1 + UNIT if places else 0

    def place(self, area: QRect) -> None:
        """Stand there."""
        self.setGeometry(area)
        self._put(area.width())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows go from finding to finding; a button would go to the next button."""
        if isinstance(event, QKeyEvent) and event.key() in ARROWS:
            event.ignore()
            return True
        return False

    @property
    def _may_stand(self) -> bool:
        return self._finding is not None and self._finding.severity is not Severity.STOP

    def _offered(self) -> list[QPushButton]:
        return self._steps[: len(self._finding.steps)] if self._finding else []

    def _places(self, width: int) -> list[tuple[QWidget, QRect]]:
        """Return where buttons and hint stand, row by row."""
        left, right = TEXT_AT - INSET, width - PAD_ACROSS + INSET
        at, found = QPoint(left, 0), list[tuple[QWidget, QRect]]()
        for widget, wanted in self._wanted:
            size = min(wanted, right - left)
            if at.x() > left and at.x() + size > right:
                if widget is self.hint:  # it is no reason for a row of its own
                    widget.setGeometry(QRect())
                    break
                at = QPoint(left, at.y() + self._row_height())
            found.append((widget, QRect(at.x(), at.y(), size, self._row_height())))
            at += QPoint(size + (HALF if widget is self.ignore_button else UNIT), 0)
        return found

    def _measured(self) -> list[tuple[QWidget, int]]:
        if self._finding is None:
            return []
        found: list[tuple[QWidget, int]] = [
            (button, ceil(self._metrics().horizontalAdvance(button.accessibleName())) + 2 * INSET)
            for button in self._offered()
        ]
        if self._may_stand:
            found.append((self.ignore_button, self.ignore_button.sizeHint().width()))
            found.append((self.hint, self.hint.sizeHint().width() + HALF))
        return found

    def _row_height(self) -> int:
        return max(self.ignore_button.sizeHint().height(), 3 * UNIT)

    def _put(self, width: int) -> None:
        for widget, area in self._places(width):
            widget.setGeometry(area)
            if isinstance(widget, QPushButton) and widget is not self.ignore_button:
                room = area.width() - 2 * INSET
                elide = Qt.TextElideMode.ElideRight
                said = self._metrics().elidedText(widget.accessibleName(), elide, room)
                widget.setText(said.replace("&", "&&"))

    def _metrics(self) -> QFontMetricsF:
        """Return those of the buttons' words; one that was never shown knows other ones."""
        return QFontMetricsF(self._theme.small_font())

    def _button(self, text: str, tip: str) -> QPushButton:
        button = quiet_button(text, self._theme, tip)
        button.setParent(self)
        # The mouse leaves the text its focus: what a step puts in goes there.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.installEventFilter(self)
        return button

    def _take(self, number: int) -> None:
        if self._finding is not None:
            step: Step = self._finding.steps[number]
            self.step_wanted.emit(step)

    @Slot()
    def _open_reasons(self) -> None:
        menu = _Reasons(self._customer, self)
        menu.chosen.connect(self.ignore_wanted)
        menu.popup(self.ignore_button.mapToGlobal(QPoint(0, self.ignore_button.height())))

    def take_theme(self) -> None:
        """Take the letters of the theme in force."""
        for button in (*self._steps, self.ignore_button):
            button.setFont(self._theme.small_font())
        self.hint.setFont(self._theme.chip_font())
        self._wanted = self._measured()
        self._put(self.width())


class _Reasons(QMenu):
    """Why a finding may stand, with the key of each."""

    chosen = Signal(object)

    def __init__(self, customer: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for why, key in check_words.KEYS.items():
            if why is Ignored.UNSAID:
                self.addSeparator()
            said = check_words.reason(why, customer).replace("&", "&&")
            action = self.addAction(f"{said}\t{key}")
            action.triggered.connect(partial(self.chosen.emit, why))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        why = reason_of(event)
        if why is None:
            super().keyPressEvent(event)
        else:
            self.close()
            self.chosen.emit(why)


def reason_of(event: QKeyEvent) -> Ignored | None:
    """Return the reason whose key was pressed, on whatever layout; None for another key."""
    modifiers = Qt.KeyboardModifier
    held = event.modifiers() & ~(modifiers.KeypadModifier | modifiers.ShiftModifier)
    said = event.text().upper()
    if held or not said:
        return None
    return next((why for why, key in check_words.KEYS.items() if key == said), None)

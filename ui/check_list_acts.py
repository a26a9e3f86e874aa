"""What can be done about the open finding: its steps, and to let it stand.

Puts its buttons beside each other, and under each other where they have no room. Behind them
it says by which keys that goes: those of the list while it has the focus, else the window's,
for in the text the keys of the list would be written.
"""

from __future__ import annotations

from functools import partial
from math import ceil

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QIcon, QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from console.domain.checks import Finding, Severity, Step, StepKind
from ui import check_words, plain
from ui.check_list_reasons import Reasons
from ui.check_row import TEXT_AT
from ui.fact_row import quiet_button
from ui.icons import Icons
from ui.mirror import Mirror
from ui.override import override
from ui.part_delegate import PAD_ACROSS
from ui.theme import HALF, UNIT, Theme

INSET = HALF + 1
"""Padding and edge of a button: its words begin so far behind its place."""
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
CHECKED = 2 * UNIT - HALF
"""Size of the sign of what is to be done with Send."""


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
        self._theme, self._icons = theme, Icons(theme)
        self._finding: Finding | None = None
        self._customer = ""
        self._is_taken = False
        """Whether its promise is to be noted with Send."""
        self._is_inside = False
        """Whether the list has the focus."""
        self._ignore_key = self._step_key = ""
        """What works from the text; empty for none."""
        self._steps: list[QPushButton] = []
        self._wanted: list[tuple[QWidget, int]] = []
        """What is shown, with the width that it would have."""
        self.ignore_button = self._button(check_words.IGNORE, "")
        self.ignore_button.clicked.connect(self._open_reasons)
        self.step_hint, self.ignore_hint = self._hint(), self._hint()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """Return those that are offered, from the first."""
        return (*self._offered(), *((self.ignore_button,) if self._may_stand else ()))

    def show_finding(self, finding: Finding, customer: str, *, is_taken: bool = False) -> None:
        """Offer what can be done about this one; `customer` is their name, for a reason.

        `is_taken`: its promise is to be noted with Send.
        """
        before, self._finding, self._customer = self._finding, finding, customer
        was_taken, self._is_taken = self._is_taken, is_taken
        same = before and (before.steps, before.severity) == (finding.steps, finding.severity)
        if same and was_taken is is_taken:
            return
        while len(self._steps) < len(finding.steps):
            button = self._button("", "")
            button.clicked.connect(partial(self._take, len(self._steps)))
            self._steps.append(button)
        for each in (*self._steps, self.step_hint, self.ignore_button, self.ignore_hint):
            each.raise_()  # so they are read in the order in which they stand
        self._show_buttons()

    def set_keys(self, ignore: str, step: str) -> None:
        """Take the keys by which this goes from the text, as a person reads them."""
        if (ignore, step) != (self._ignore_key, self._step_key):
            self._ignore_key, self._step_key = ignore, step
            self._show_buttons()

    def show_focus(self, *, is_inside: bool) -> None:
        """Say the keys that hold now: those of the list while the focus is in it."""
        if is_inside is not self._is_inside:
            self._is_inside = is_inside
            self._show_buttons()

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

    def _show_buttons(self) -> None:
        """Show the buttons of the finding as they are now, and the keys of the first and last."""
        keys = check_words.keys(self._ignore_key, self._step_key, is_inside=self._is_inside)
        steps = self._finding.steps if self._finding else ()
        for number, button in enumerate(self._steps):
            button.setVisible(number < len(steps))
            if number < len(steps):
                taken = self._is_taken and steps[number].kind is StepKind.PROMISE
                said = check_words.TAKEN if taken else check_words.sentence(steps[number].label)
                tip = check_words.TAKEN_TIP if taken else said
                key = f" ({keys.step})" if number == 0 and keys.step else ""
                button.setIcon(self._icons.icon("check", "accent_text") if taken else QIcon())
                button.setIconSize(QSize(CHECKED, CHECKED))
                button.setAccessibleName(said)
                plain.set_tip(button, tip + key)
        plain.set_tip(self.ignore_button, keys.tip)
        self.ignore_button.setVisible(self._may_stand)
        for hint, key, shown in (
            (self.step_hint, keys.step, bool(steps)),
            (self.ignore_hint, keys.ignore, self._may_stand),
        ):
            hint.setText(key)
            hint.setVisible(shown and bool(key))
        self._wanted = self._measured()
        self._put(self.width())

    def _places(self, width: int) -> list[tuple[QWidget, QRect]]:
        """Return where buttons and keys stand, row by row; a key that needs one more is left out.

        So the height is the same whichever keys hold.
        """
        shown = [each for each in self._wanted if isinstance(each[0], QPushButton)]
        found = self._stand(shown, width)
        for hint in (self.ignore_hint, self.step_hint):
            kept = {widget for widget, _wide in shown} | {hint}
            more = [each for each in self._wanted if each[0] in kept]
            places = self._stand(more, width)
            if places and found and places[-1][1].bottom() == found[-1][1].bottom():
                shown, found = more, places
        return found

    def _stand(self, wanted: list[tuple[QWidget, int]], width: int) -> list[tuple[QWidget, QRect]]:
        left, right = TEXT_AT - INSET, width - PAD_ACROSS + INSET
        at, found = QPoint(left, 0), list[tuple[QWidget, QRect]]()
        for number, (widget, wide) in enumerate(wanted):
            size = min(wide, right - left)
            if at.x() > left and at.x() + size > right:
                at = QPoint(left, at.y() + self._row_height())
            found.append((widget, QRect(at.x(), at.y(), size, self._row_height())))
            has_key = isinstance(wanted[min(number + 1, len(wanted) - 1)][0], QLabel)
            at += QPoint(size + (HALF if has_key else UNIT), 0)
        return found

    def _measured(self) -> list[tuple[QWidget, int]]:
        if self._finding is None:
            return []
        found = list[tuple[QWidget, int]]()
        for number, button in enumerate(self._offered()):
            sign = 0 if button.icon().isNull() else CHECKED + HALF
            words = ceil(self._metrics().horizontalAdvance(button.accessibleName()))
            found.append((button, words + sign + 2 * INSET))
            if number == 0 and self.step_hint.text():
                found.append((self.step_hint, self.step_hint.sizeHint().width() + HALF))
        if self._may_stand:
            found.append((self.ignore_button, self.ignore_button.sizeHint().width()))
            if self.ignore_hint.text():
                found.append((self.ignore_hint, self.ignore_hint.sizeHint().width() + HALF))
        return found

    def _row_height(self) -> int:
        return max(self.ignore_button.sizeHint().height(), 3 * UNIT)

    def _put(self, width: int) -> None:
        places = dict(self._places(width))
        mirror = Mirror(QRect(0, 0, width, 1), self.layoutDirection())
        for hint in (self.step_hint, self.ignore_hint):
            if hint not in places:
                hint.setGeometry(QRect())
        for widget, area in places.items():
            widget.setGeometry(mirror.rect(area))
            if isinstance(widget, QPushButton) and widget is not self.ignore_button:
                room = area.width() - 2 * INSET
                room -= 0 if widget.icon().isNull() else CHECKED + HALF
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

    def _hint(self) -> QLabel:
        hint = plain.label("", "quiet", self._theme.chip_font())
        hint.setParent(self)
        hint.hide()
        return hint

    def _take(self, number: int) -> None:
        if self._finding is not None:
            step: Step = self._finding.steps[number]
            self.step_wanted.emit(step)

    @Slot()
    def _open_reasons(self) -> None:
        menu = Reasons(self._customer, self)
        menu.chosen.connect(self.ignore_wanted)
        menu.popup(self.ignore_button.mapToGlobal(QPoint(0, self.ignore_button.height())))

    def take_theme(self) -> None:
        """Take the letters of the theme in force."""
        for button in (*self._steps, self.ignore_button):
            button.setFont(self._theme.small_font())
        for hint in (self.step_hint, self.ignore_hint):
            hint.setFont(self._theme.chip_font())
        self._show_buttons()

"""What the list of findings holds, one below the other: the part of it that scrolls.

Owns which finding is open, and that rows stay with their findings while results come in.
Never takes the focus from elsewhere.

Framework knowledge: a key that a child does not take goes to its parents, and on the way a
scroll area would take the arrows; so the keys are taken here, inside of it. A window's
shortcut of one letter goes before a key, unless `ShortcutOverride` is accepted.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from console.domain.checks import Checked, Finding, Ignored, Severity, Step
from console.language import numeral, tr
from ui import check_words
from ui.check_list_acts import CheckActs
from ui.check_list_below import CheckBelow
from ui.check_list_match import found_again
from ui.check_list_reasons import ENTER, WAYS, is_held, reason_of
from ui.check_list_rows import MOST_ROWS, Rows, watch
from ui.check_row import TEXT_AT, CheckRow, draw_ground
from ui.mirror import Mirror
from ui.override import override
from ui.part_delegate import PAD_ACROSS
from ui.theme import Theme

_ELSEWHERE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The focus goes to another window, or to a menu, and comes back."""


class CheckSheet(QWidget):
    """The rows and what stands below them.

    Signals:
        current_changed(int): a person chose a finding, -1 for none.
        step_wanted(Finding, Step): this is to be done about it.
        ignore_wanted(Finding, Ignored): it may stand, for this reason.
        restore_wanted(Finding): it is to be shown again.
        left: the person wants to go on writing.
        height_changed: it wants other room.
        turned: the same, by what stands below the findings.
    """

    current_changed = Signal(int)
    step_wanted = Signal(object, object)
    ignore_wanted = Signal(object, object)
    restore_wanted = Signal(object)
    left = Signal()
    height_changed = Signal()
    turned = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.checked: Checked | None = None
        self.current = -1
        """The finding that is open; -1 for none."""
        self.names = ("", "")
        self.taken: frozenset[str] = frozenset()
        """The promises that are to be noted with Send, by `Finding.key`."""
        self._kept = Rows(self._make_row)
        self._anchor = QWidget(self)
        """Never seen: Qt puts a stop of the Tab key behind another one only."""
        self._anchor.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._anchor.hide()
        self.acts = CheckActs(theme, self)
        self.acts.hide()
        self.below = CheckBelow(theme, self)
        self._order: list[QWidget] = []
        self.acts.step_wanted.connect(self._tell_step)
        self.acts.ignore_wanted.connect(self._tell_ignored)
        self.below.restore_wanted.connect(self.restore_wanted)
        self.below.turned.connect(self.turned)

    @property
    def rows(self) -> list[CheckRow]:
        """Return those of the findings that are shown, in their order."""
        return self._kept.shown

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return all findings, those without a row as well."""
        return self.checked.findings if self.checked else ()

    def show_checked(self, checked: Checked | None, names: tuple[str, str], told: str) -> None:
        """Show these findings; `told` is said in the place of what was not checked."""
        at, before, focused = self.current, self.findings, self._focused()
        was_inside = focused in self.rows or self.acts.isAncestorOf(focused)
        self.checked, self.names = checked, names
        self.current = found_again(before, at, self.findings)
        goes_on = was_inside and self.current < 0 <= at and bool(self.findings)
        if goes_on:
            self.current = min(at, len(self.findings) - 1)
        self._kept.match(self.findings)
        more = len(self.findings) - MOST_ROWS
        notes = (
            tr("And {more} more").format(more=numeral(more)) if more > 0 else "",
            told or check_words.unchecked(checked),
        )
        self.below.show_checked(checked, names[0], "\n".join(each for each in notes if each))
        self._show_current()
        if goes_on:
            self._focus_row()  # not one of its buttons: a second press would be about another
            self.current_changed.emit(self.current)

    def open(self, index: int) -> None:
        """Open this finding and close the one that was open; -1 for none."""
        self.current = index if 0 <= index < len(self.findings) else -1
        self._show_current()

    def show_taken(self, keys: frozenset[str]) -> None:
        """Show which promises are to be noted with Send, by `Finding.key`."""
        if keys != self.taken:
            self.taken = keys
            self._show_current()

    def height_for(self, width: int) -> int:
        """Return how high all is together where it is so wide; 0 where there is nothing."""
        return sum(height for _widget, height in self._stack(width))

    def least_for(self, width: int, count: int) -> int:
        """Return the height of the `count` highest rows, and of what the open one offers."""
        heights = sorted((row.height_for(width) for row in self.rows), reverse=True)
        return sum(heights[:count]) + (self.acts.height_for(width) if self._opened() else 0)

    def place(self, width: int, least: int = 0) -> None:
        """Put everything below each other, so wide, and be as high as that, or as `least`."""
        top = 0
        for widget, height in self._stack(width):
            area = QRect(0, top, width, height)
            if isinstance(widget, CheckRow):
                widget.setGeometry(area)
            else:
                widget.place(area)
            top += height
        self.resize(width, max(top, least))
        self.update()

    def take_theme(self) -> None:
        """Take the letters and colours of the theme in force."""
        self._kept.take_theme()
        self.acts.take_theme()
        self.below.take_theme()
        self.update()

    def opened_area(self) -> QRect:
        """Return where the open finding stands with its buttons; empty for none."""
        row = self._opened()
        if row is None:
            return QRect()
        return row.geometry() if self.acts.isHidden() else row.geometry() | self.acts.geometry()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See whether the focus is inside: then keys are taken here, and else by the text."""
        if isinstance(event, QFocusEvent) and event.reason() not in _ELSEWHERE:
            self.acts.show_focus(is_inside=self._focused() is not self)
        return False

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            known = event.key() in (*WAYS, *ENTER, Qt.Key.Key_Escape)
            if reason_of(event) or (known and not is_held(event)):
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        why, key = reason_of(event), event.key()
        if event.isAutoRepeat() and (why is not None or key in ENTER):
            return  # the next one would be about another finding
        if why is not None:
            self._tell_ignored(why)
        elif is_held(event):
            super().keyPressEvent(event)
        elif key in WAYS:
            self._go(WAYS[Qt.Key(key)])
        elif key in ENTER:
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, mirror = QPainter(self), self._theme, Mirror.of(self)
        painter.setPen(theme.colour("hairline"))
        for top in self._kept.parted(self.current):
            line = QRect(TEXT_AT, top, self.width() - PAD_ACROSS - TEXT_AT + 1, 1)
            painter.fillRect(mirror.rect(line), theme.colour("hairline"))
        area = QRectF(self.opened_area())
        if not area.isEmpty():
            opened = self._opened()
            focused = opened is not None and opened.hasFocus()
            leftwards = mirror.leftwards
            draw_ground(painter, theme, area, focused=focused, leftwards=leftwards)
        painter.end()

    def _stack(self, width: int) -> list[tuple[CheckRow | CheckActs | CheckBelow, int]]:
        """Return what is shown, from the top, and how high each is."""
        stacked: list[tuple[CheckRow | CheckActs | CheckBelow, int]] = []
        for row in self.rows:
            stacked.append((row, row.height_for(width)))
            if row.is_open:
                stacked.append((self.acts, self.acts.height_for(width)))
        return [*stacked, (self.below, self.below.height_for(width))]

    def _make_row(self) -> CheckRow:
        row = CheckRow(self._theme, self)
        row.clicked.connect(partial(self._toggle, row))
        row.focus_came.connect(partial(self._take_focus, row))
        row.focus_went.connect(self.update)
        return row

    def _show_current(self) -> None:
        """Show each row as it stands, and the buttons at the open one."""
        focused = self._focused()
        self._kept.show(self.findings, self.current, self.taken, focused)
        opened = self._opened()
        if opened and opened.finding:
            self.acts.show_finding(opened.finding, self.names[1], is_taken=opened.is_taken)
        if focused in self._kept.spare or (opened is None and self.acts.isAncestorOf(focused)):
            self._focus_row()
        self.acts.setVisible(opened is not None and bool(self.acts.buttons))
        for row in self._kept.spare:
            row.hide()
        self._order_tabs()
        self._put_in_order()

    def _put_in_order(self) -> None:
        """Let all be read in the order in which it stands (`ui.reading_order`)."""
        order: list[QWidget] = [*self.rows, self.below]
        if self._opened() is not None:
            order.insert(self.current + 1, self.acts)
        if order != self._order:
            self._order = order
            for part in order:
                part.raise_()

    def _order_tabs(self) -> None:
        """Let the Tab key go from the open finding to its buttons, then to what is below.

        A row that was made later would else come last in the whole window.
        """
        row = self.rows[min(max(self.current, 0), len(self.rows) - 1) :][:1]
        watch((self._anchor, *row, *self.acts.buttons, *self.below.stops), self)

    def _focus_row(self) -> None:
        """Go on at the open finding or the first: what had the focus goes.

        Behind the last finding it is what was ignored: the next key would be written, were
        it the text. Where nothing is left, leave.
        """
        if self.rows:
            self.rows[min(max(self.current, 0), len(self.rows) - 1)].setFocus()
        elif not self.below.fold.isHidden():
            self.below.fold.setFocus()
        else:
            self.left.emit()

    def _focused(self) -> QWidget:
        """Return what of this has the focus; itself where nothing has."""
        focused: QWidget | None = self.focusWidget()
        return focused if focused and focused.hasFocus() else self

    def _opened(self) -> CheckRow | None:
        return self.rows[self.current] if 0 <= self.current < len(self.rows) else None

    def _toggle(self, row: CheckRow) -> None:
        index = self.rows.index(row)
        self._choose(-1 if index == self.current else index)

    def _take_focus(self, row: CheckRow, tabbed: bool) -> None:  # noqa: FBT001 - a signal's
        self.update()
        if tabbed and row in self.rows and self.rows.index(row) != self.current:
            self._choose(self.rows.index(row))

    def _choose(self, index: int) -> None:
        self.open(index)
        self.height_changed.emit()
        self.current_changed.emit(self.current)

    def _go(self, way: int) -> None:
        if self.rows:
            focused, at = self._focused(), self.current
            if at < 0 and isinstance(focused, CheckRow):
                at = self.rows.index(focused)
            index = min(max(at + way, 0), len(self.rows) - 1)
            self.rows[index].setFocus()
            if index != self.current:
                self._choose(index)

    def _enter(self) -> None:
        focused = self._focused()
        finding = focused.finding if isinstance(focused, CheckRow) else None
        if finding is not None and finding.steps and focused is self._opened():
            self._tell_step(finding.steps[0])
        elif isinstance(focused, QAbstractButton):
            focused.click()

    @Slot(object)
    def _tell_step(self, step: Step) -> None:
        row = self._opened()
        if row is not None:
            self.step_wanted.emit(row.finding, step)

    @Slot(object)
    def _tell_ignored(self, why: Ignored) -> None:
        row = self._opened()
        if row is not None and row.finding and row.finding.severity is not Severity.STOP:
            self.ignore_wanted.emit(row.finding, why)

"""The findings of the checks as a short list beside the parts of an answer.

Shows what was found and tells what the person wants to do about it; checks nothing and
never takes the focus from elsewhere. Where there is nothing to be said it wants no room.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from console.domain.checks import Checked, Finding
from console.language import tr
from ui import announcing, check_words, plain
from ui.check_list_sheet import CheckSheet
from ui.check_row import WIDTHS
from ui.override import override
from ui.part_delegate import PAD_ACROSS
from ui.theme import HALF, UNIT, Theme

IN_SIGHT = 3
"""So many findings are seen at once; of more it says how many, and they scroll."""


class CheckList(QWidget):
    """One row a finding, then what was ignored and what a stranger reads.

    Signals:
        current_changed(int): a person chose a finding; -1 for none.
        step_wanted(Finding, Step): this is to be done about it.
        ignore_wanted(Finding, Ignored): it may stand, for this reason.
        restore_wanted(Finding): it is to be shown again.
        left: the person wants to go on writing: the text gets the focus.
        height_changed: `content_height` is another.
    """

    current_changed = Signal(int)
    step_wanted = Signal(object, object)
    ignore_wanted = Signal(object, object)
    restore_wanted = Signal(object)
    left = Signal()
    height_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._told = ""
        self._heights: dict[int, int] = {}
        """What it wants to be high, by width: a text is laid out around it at each key."""
        self._reveals: Callable[[], QRect] | None = None
        """Returns what is to be brought into sight when this got other room; None for nothing."""
        self.head = plain.label("", "quiet", theme.small_font())
        self.head.setParent(self)
        self.head.hide()
        self.sheet = CheckSheet(theme)
        self._make_area()
        self.setAccessibleName(tr("Findings"))
        self.setAccessibleDescription(check_words.summary(None))
        sheet = self.sheet
        for told, telling in (
            (sheet.current_changed, self.current_changed),
            (sheet.step_wanted, self.step_wanted),
            (sheet.ignore_wanted, self.ignore_wanted),
            (sheet.restore_wanted, self.restore_wanted),
            (sheet.left, self.left),
        ):
            told.connect(telling)
        sheet.height_changed.connect(self._follow)
        sheet.turned.connect(self._follow_turned)
        theme.changed.connect(self._take_theme)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what is shown, in its order; what was ignored is not among it."""
        return self.sheet.findings

    @property
    def current(self) -> int:
        """Return which finding is open; -1 for none."""
        return self.sheet.current

    @property
    def is_unfolded(self) -> bool:
        """Return whether a person opened what stands below the findings, which says more then."""
        return bool(self.sheet.below.unfolded_for(self.width()))

    @property
    def bar_width(self) -> int:
        """Return the room at the right that is always left for the scroll bar."""
        return self.area.verticalScrollBar().sizeHint().width()

    def show_checked(self, checked: Checked | None, names: tuple[str, str]) -> None:
        """Show these results; None where nothing was checked, or nothing is written.

        `names` are our handle without the @, and the customer's name. The open finding
        stays so and the list keeps its place, by `Finding.key`.
        """
        if (checked, names, "") != (self.sheet.checked, self.sheet.names, self._told):
            self._told = ""
            self._show(checked, names)

    def show_failed(self) -> None:
        """Say that the text could not be checked; what was found before is gone."""
        self._told = check_words.FAILED
        self._show(None, self.sheet.names)

    def set_current(self, index: int) -> None:
        """Open this finding and bring it into sight; -1 for none. Tells nobody."""
        if index != self.current:
            self.sheet.open(index)
            self._follow()

    def set_keys(self, ignore: str, step: str) -> None:
        """Take the keys by which an open finding is ignored, and its first step taken.

        As a person reads them, empty for none: they stand there while the focus is not in
        the list, which has keys of its own.
        """
        self.sheet.acts.set_keys(ignore, step)

    def show_taken(self, keys: frozenset[str]) -> None:
        """Show which promises are to be noted with Send, by `Finding.key`.

        `step_wanted` of one of these takes the mark away.
        """
        if keys != self.sheet.taken:
            before = self._wanted()
            self.sheet.show_taken(keys)
            self._heights.clear()
            self._place_anew()
            if self._wanted() != before:
                self.height_changed.emit()

    def content_height(self, width: int) -> int:
        """Return how high it wants to be where it is so wide; 0 where nothing is to be said."""
        if width not in self._heights:
            if len(self._heights) >= WIDTHS:
                self._heights.clear()
            self._heights[width] = self._height_for(width)
        return self._heights[width]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_anew()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.sheet.height():
            painter = QPainter(self)
            painter.setPen(self._theme.colour("hairline"))
            begin = self.bar_width if self.isRightToLeft() else 0
            painter.drawLine(begin, 0, begin + self.width() - self.bar_width - 1, 0)
            painter.end()

    def _make_area(self) -> None:
        self.area = area = QScrollArea(self)
        area.setViewport(QWidget())
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.sheet)
        for each in (area.viewport(), self.sheet):
            each.setAutoFillBackground(False)

    def _show(self, checked: Checked | None, names: tuple[str, str]) -> None:
        self._reveals = None
        before, count = self._wanted(), len(self.findings)
        anchor = self._anchor()
        self.sheet.show_checked(checked, names, self._told)
        found = len(self.findings)
        self.head.setText(check_words.head(found) if found > IN_SIGHT else "")
        self.head.setVisible(found > IN_SIGHT)
        said = self._told or check_words.summary(checked)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
        self._heights.clear()
        self._place()
        self._hold(anchor)
        if found != count:
            announcing.say(self, said)
        if self._wanted() != before:
            self.height_changed.emit()

    def _wanted(self) -> int:
        return self.content_height(self.width())

    def _height_for(self, width: int) -> int:
        inside = width - self.bar_width
        whole = self.sheet.height_for(inside)
        if len(self.findings) > IN_SIGHT:
            least = self.sheet.least_for(inside, IN_SIGHT)
            whole = min(whole, max(least, self.sheet.below.unfolded_for(inside)))
        return whole + self._head_height() + 1 if whole else 0

    def _head_height(self) -> int:
        has_head = len(self.findings) > IN_SIGHT
        return self.head.sizeHint().height() + UNIT + HALF if has_head else 0

    def _room(self) -> int:
        """Return how high the rows' place is."""
        return max(self.height() - self._head_height() - 1, 0)

    def _place(self) -> None:
        """Put head and rows into their places; the rows' width never hangs on the scroll bar."""
        head = self._head_height()
        self.head.setGeometry(PAD_ACROSS, UNIT + 1, self.width() - 2 * PAD_ACROSS, head - UNIT)
        self.area.setGeometry(0, head + 1, self.width(), self._room())
        self.sheet.place(self.width() - self.bar_width)
        self.update()

    def _anchor(self) -> tuple[str, int] | None:
        """Return the finding at the upper edge and how far it is scrolled out; None at the top."""
        at = self.area.verticalScrollBar().value()
        for row in self.sheet.rows if at else ():
            if row.geometry().bottom() >= at and row.finding is not None:
                return row.finding.key, at - row.y()
        return None

    def _hold(self, anchor: tuple[str, int] | None) -> None:
        """Let the same finding stand at the upper edge again, where it is still there."""
        top, into = 0, 0
        for row in reversed(self.sheet.rows if anchor else []):
            if anchor and row.finding is not None and row.finding.key == anchor[0]:
                top, into = row.y(), anchor[1]
        if into:  # a person scrolled to there
            self.area.verticalScrollBar().setValue(top + into)
        else:
            self._scroll(top)

    def _scroll(self, top: int) -> None:
        """Let what begins at `top` stand at the upper edge, and no sliver at either edge.

        There may be less below it than there is room: then some of that stays empty. Where
        only the title of a row would be seen at the lower edge, the row is left out.
        """
        sheet, room, width = self.sheet, self._room(), self.width() - self.bar_width
        whole = sheet.height_for(width)
        tops = (*(row.y() for row in sheet.rows), sheet.below.y())
        top = min(top, next((each for each in tops if each >= whole - room), top))
        sheet.place(width, top + room if whole > room else 0)
        opened = sheet.opened_area().bottom()
        for row in sheet.rows:
            seen = top + room - row.y()
            if row.y() > max(opened, top) and 0 < seen < min(row.least_seen, row.height()):
                room -= seen
                break
        self.area.resize(self.area.width(), room)
        self.area.verticalScrollBar().setValue(top)

    @Slot()
    def _follow(self) -> None:
        """Take the heights anew, and bring the open finding into sight."""
        self._bring(self.sheet.opened_area)

    @Slot()
    def _follow_turned(self) -> None:
        """Take the heights anew, and bring into sight what was opened below the findings."""
        self._bring(self._turned_area)

    def _bring(self, area: Callable[[], QRect]) -> None:
        self._heights.clear()
        self._reveals = area
        self._place_anew()
        self.height_changed.emit()

    def _turned_area(self) -> QRect:
        below = self.sheet.below
        return below.turned_area().translated(below.pos())

    def _place_anew(self) -> None:
        """Put all into its place, and bring into sight what is to be, or stay where it was."""
        anchor = self._anchor()
        self._place()
        area = QRect() if self._reveals is None else self._reveals()
        if area.isEmpty():
            self._hold(anchor)
            return
        at, lowest = self.area.verticalScrollBar().value(), area.bottom() + 1 - self._room()
        tops = (*(row.y() for row in self.sheet.rows), area.top())
        whole = [each for each in tops if lowest <= each <= area.top()] or [area.top()]
        self._scroll(min(whole, key=lambda each: abs(each - at)))

    @Slot()
    def _take_theme(self) -> None:
        self.head.setFont(self._theme.small_font())
        self.sheet.take_theme()
        self._heights.clear()
        self._place()
        self.height_changed.emit()

"""How a watch is drawn: two lines in four columns, with a heading over them.

What a person typed is drawn as plain text. Every row has the same height; the columns
follow the width alone, so that heading and rows agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from console.domain.watches import Watch
from console.language import tr
from ui import spend_bar, watches_yield
from ui.icons import Icons
from ui.mirror import Mirror
from ui.override import override
from ui.plain import isolated
from ui.text_layout import reads_leftwards
from ui.theme import BAR, HALF, UNIT, Theme
from ui.watches_model import SAID, WATCH, WHERE
from ui.watches_words import Said

Index = QModelIndex | QPersistentModelIndex
SIDE = 2 * UNIT
SIGN = 12
FLAG = QStyle.StateFlag
ELIDE = Qt.TextElideMode.ElideRight
LEFT_TO_RIGHT = "\u200e"
SHARES = (10, 8, 6, 7)
"""How the width is shared out among what it is, how it stands, its money, what it brought."""
TITLES = (tr("Watch"), tr("How it stands"), tr("This month"), tr("Last 30 days"))


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the four columns of a row are, from the left."""

    what: QRect
    state: QRect
    money: QRect
    found: QRect

    @classmethod
    def of(cls, area: QRect) -> Columns:
        """Return the columns of a row that fills an area."""
        inner = area.adjusted(SIDE, 0, -SIDE, 0)
        left, made = inner.left(), []
        room = inner.width() - (len(SHARES) - 1) * SIDE
        for share in SHARES:
            width = room * share // sum(SHARES)
            made.append(QRect(left, inner.top(), width, inner.height()))
            left += width + SIDE
        return cls(*made)

    @property
    def every(self) -> tuple[QRect, ...]:
        """Return all of them, from the left."""
        return (self.what, self.state, self.money, self.found)


def query_font(theme: Theme) -> QFont:
    """Return the font of queries: of even signs, as large as the second voice."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(theme.small_font().pointSizeF())
    return font


class WatchesDelegate(QStyledItemDelegate):
    """Draws name over query, state over pace, the month over its bar, hits over their worth."""

    def __init__(
        self, theme: Theme, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._now, self._icons = theme, now, Icons(theme)
        self._mirror = Mirror(QRect(), Qt.LayoutDirection.LeftToRight)
        """Of the row that is being drawn."""
        self._take_theme()
        theme.changed.connect(self._take_theme)

    def height(self) -> int:
        """Return the height of every row, in whole halves of a unit."""
        lines = QFontMetrics(self._strong).height() + QFontMetrics(self._small).height()
        return -(-(lines + HALF + 2 * UNIT) // HALF) * HALF

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40 * UNIT, self.height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        watch, said = index.data(WATCH), index.data(SAID)
        if not isinstance(watch, Watch) or not isinstance(said, Said):
            return
        area: QRect = option.rect
        self._mirror = Mirror(area, option.direction)
        painter.save()
        self._ground(painter, area, option.state)
        columns = Columns.of(area)
        first = area.top() + UNIT
        second = first + QFontMetrics(self._strong).height() + HALF
        quiet = "quiet" if watch.paused else "text"
        name = f"{LEFT_TO_RIGHT}{isolated(watch.new.name)}"
        self._line(painter, columns.what, first, name, quiet, self._strong)
        self._line(painter, columns.what, second, _one_line(watch.new.query), "quiet", self._query)
        self._state(painter, columns.state, first, said)
        self._line(painter, columns.state, second, str(index.data(WHERE)), "quiet", self._small)
        self._line(
            painter, columns.money, first, watches_yield.month_words(watch), quiet, self._text
        )
        self._bar(painter, columns.money, second, watch)
        lately = watch.lately
        self._line(painter, columns.found, first, watches_yield.brought(lately), quiet, self._text)
        self._line(
            painter, columns.found, second, watches_yield.worth(lately), "quiet", self._small
        )
        painter.restore()

    def _ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        if state & FLAG.State_Selected:
            painter.fillRect(area, theme.colour("chosen"))
            bar = QRect(area.left(), area.top(), BAR, area.height())
            painter.fillRect(self._mirror.rect(bar), theme.colour("accent"))
        elif state & FLAG.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        line = QRect(area.left(), area.bottom(), area.width(), 1)
        painter.fillRect(line, theme.colour("hairline"))
        if state & FLAG.State_HasFocus:
            painter.setPen(theme.colour("accent_text"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))

    def _state(self, painter: QPainter, column: QRect, top: int, said: Said) -> None:
        """Draw how it stands, behind its sign where it has one."""
        if said.icon:
            height = QFontMetrics(self._strong).height()
            place = QRect(column.left(), top + (height - SIGN) // 2 + 1, SIGN, SIGN)
            self._icons.draw(painter, self._mirror.rect(place), said.icon, said.token)
            column = column.adjusted(SIGN + HALF + 2, 0, 0, 0)
        self._line(painter, column, top, said.text, said.token, self._text)

    def _bar(self, painter: QPainter, column: QRect, top: int, watch: Watch) -> None:
        fill = watches_yield.fill(watch, self._now())
        if fill is not None:
            height = QFontMetrics(self._small).height()
            place = QRectF(column.left(), top + (height - HALF) / 2, column.width(), HALF)
            spend_bar.draw(painter, self._theme, place, fill, self._mirror)

    def _line(
        self, painter: QPainter, column: QRect, top: int, text: str, token: str, font: QFont
    ) -> None:
        """Draw a text in one line, on the base line of the largest font of its line."""
        metrics = QFontMetrics(font)
        cut = metrics.elidedText(text, ELIDE, column.width())
        large = self._strong if font in (self._strong, self._text) else self._small
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        baseline = top + QFontMetrics(large).ascent()
        ours = self._mirror.leftwards or text.startswith(LEFT_TO_RIGHT)
        if ours or not reads_leftwards(text):
            self._mirror.text(painter, column.left(), baseline, cut)
        else:
            self._mirror.own_text(painter, column, baseline, cut, leftwards=True)

    @Slot()
    def _take_theme(self) -> None:
        theme = self._theme
        self._strong, self._text = theme.strong_font(), theme.text_font()
        self._small, self._query = theme.small_font(), query_font(theme)


class WatchesHeading(QWidget):
    """The titles of the columns, over a list as wide as its rows."""

    def __init__(self, theme: Theme, rows: QAbstractItemView) -> None:
        super().__init__()
        # The list, not its viewport: that one's Python object may go while it is shown.
        self._theme, self._rows = theme, rows
        rows.viewport().installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(40 * UNIT, QFontMetrics(self._theme.small_font()).height() + UNIT)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:  # a scroll bar came or went
            self.update()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.fillRect(self.rect(), theme.colour("panel"))
        line = QRect(0, self.height() - 1, self.width(), 1)
        painter.fillRect(line, theme.colour("hairline"))
        painter.setFont(theme.small_font())
        painter.setPen(theme.colour("quiet"))
        metrics = painter.fontMetrics()
        rows, sides = self._rows.viewport().width(), Qt.AlignmentFlag
        left = self.width() - rows if self.isRightToLeft() else 0
        area = QRect(left, 0, rows, self.height())
        mirror = Mirror(area, self.layoutDirection())
        for column, title in zip(Columns.of(area).every, TITLES, strict=True):
            said = metrics.elidedText(title, ELIDE, column.width())
            mirror.boxed(painter, column, sides.AlignVCenter | sides.AlignLeft, said)
        painter.end()


def _one_line(query: str) -> str:
    """Return a query as it is read: from the left, in whatever script its words are."""
    return f"{LEFT_TO_RIGHT}{' '.join(query.split())}"

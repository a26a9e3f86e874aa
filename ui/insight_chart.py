"""One chart, as a person meets it: drawn, pointed at, walked through by keys, heard.

Owns the mark of the keyboard and what is said of it. How a chart looks is `ui.chart_drawing`'s.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from console.domain.insight import ChartKind, Table
from console.language import numeral, plural, tr
from ui import announcing, chart_export
from ui.chart_drawing import draw, style_of
from ui.chart_rows import wished_height
from ui.chart_sheet import Mark, Sheet
from ui.chart_values import Picture, one_line
from ui.override import override
from ui.plain import set_tip
from ui.theme import Theme

LEAST = QSize(360, 200)
WISHED = QSize(720, 280)
PAGE = 10
"""So many rows go by with Page Up and Page Down."""
_LYING = (ChartKind.BARS, ChartKind.PARETO, ChartKind.DOTS)
_KINDS = {
    ChartKind.BARS: tr("Bar chart"),
    ChartKind.PARETO: tr("Pareto chart"),
    ChartKind.LINES: tr("Line chart"),
    ChartKind.STACK: tr("Stacked bar chart"),
    ChartKind.HEAT: tr("Heat map"),
    ChartKind.HISTOGRAM: tr("Histogram"),
    ChartKind.DOTS: tr("Dot chart with intervals"),
}


class ChartView(QWidget):
    """A chart of a table.

    Signals:
        row_wanted: a row of the table was clicked, or has the mark while Enter is pressed.
    """

    row_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: Picture | None = None
        self._row = self._column = 0
        self._pointed: Mark | None = None
        self._taken = False
        """Whether what is drawn is not what was taken; it is drawn once it has its size."""
        self._sheet = Sheet(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self._draw)

    @property
    def row(self) -> int:
        """The row of the table that has the keyboard's mark."""
        return self._row

    def show_table(
        self,
        table: Table,
        zone: str = "",
        *,
        now_ms: float | None = None,
        end_ms: float | None = None,
    ) -> None:
        """Draw a table's chart, as `take` tells it."""
        self.take(table, zone, now_ms=now_ms, end_ms=end_ms)
        self.draw()

    def take(
        self,
        table: Table,
        zone: str = "",
        *,
        now_ms: float | None = None,
        end_ms: float | None = None,
    ) -> None:
        """Take a table's chart, to be drawn by `draw`; each size on the way draws nothing.

        `zone` is that in which days begin, empty for the system's. `now_ms` is the moment of
        looking and `end_ms` that at which the last row ends, both UTC milliseconds: what is
        not over by then is drawn pale or dashed. The mark stays where the table is the same.
        """
        was = self._picture
        if was is None or was.table.key != table.key or len(table.rows) != len(was.table.rows):
            self._row = self._column = 0
        first = 0 if was is None or self._row == 0 else was.first
        self._picture = (
            Picture(table, table.chart, zone, now_ms, end_ms, first) if table.chart else None
        )
        lies = self._picture is not None and self._picture.chart.kind in _LYING
        self.setMinimumHeight(self.sizeHint().height() if lies else LEAST.height())
        self.setAccessibleName(one_line(table.title))
        self._taken = True
        self.updateGeometry()
        self._describe()

    def draw(self) -> None:
        """Draw what was taken, at the size that there is now."""
        if self._taken:
            self._taken = False
            self._draw()

    def png(self, scale: float = 2) -> bytes:
        """Return the chart as wide as it is, with all its rows, as PNG; empty without one."""
        if self._picture is None:
            return b""
        return chart_export.png(self._theme, *self._for_file(self._picture), scale)

    def svg(self) -> bytes:
        """Return the chart as wide as it is, with all its rows, as SVG; empty without one."""
        if self._picture is None:
            return b""
        return chart_export.svg(self._theme, *self._for_file(self._picture))

    def _for_file(self, picture: Picture) -> tuple[Picture, QSize]:
        """Return what is drawn into a file, and how large: all of it, from its first row."""
        whole = replace(picture, first=0, whole=True)
        lies = whole.chart.kind in _LYING
        return whole, QSize(self.width(), wished_height(whole) if lies else self.height())

    @override
    def sizeHint(self) -> QSize:
        if self._picture is None or self._picture.chart.kind not in _LYING:
            return WISHED
        return QSize(WISHED.width(), wished_height(self._picture))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sheet.view.resize(self.size())
        if not self._taken:
            self._draw()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self._mark_at(QPointF(event.pos()))
            set_tip(self, "" if mark is None else "\n".join(self._lines(mark)))
            place = self.rect() if mark is None else mark.place.toAlignedRect()
            QToolTip.showText(event.globalPos(), self.toolTip(), self, place)
            return True
        return super().event(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._mark_at(event.position()))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(None)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or mark is None:
            super().mousePressEvent(event)
            return
        self._go(mark.row, mark.column)
        self.row_wanted.emit(mark.row)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._picture is None or not self._picture.table.rows:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.row_wanted.emit(self._row)
        elif (place := self._place_after(Qt.Key(event.key()))) is not None:
            self._go(*place)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_mark()
        self._announce()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_mark()

    def _place_after(self, key: Qt.Key) -> tuple[int, int] | None:
        """Return the row and column to which a key leads; None where it leads nowhere."""
        row, column = self._row, self._column
        last = len(self._picture.table.rows) - 1 if self._picture else 0
        across = self._picture is not None and self._picture.chart.kind is ChartKind.HEAT
        places = {
            Qt.Key.Key_Up: (row - 1, column),
            Qt.Key.Key_Down: (row + 1, column),
            Qt.Key.Key_Left: (row, column - 1) if across else (row - 1, column),
            Qt.Key.Key_Right: (row, column + 1) if across else (row + 1, column),
            Qt.Key.Key_PageUp: (row - PAGE, column),
            Qt.Key.Key_PageDown: (row + PAGE, column),
            Qt.Key.Key_Home: (row, 0) if across else (0, 0),
            Qt.Key.Key_End: (row, self._columns() - 1) if across else (last, 0),
        }
        return places.get(key)

    def _columns(self) -> int:
        if self._picture is None or self._picture.chart.kind is not ChartKind.HEAT:
            return 1
        return len(self._picture.chart.y)

    def _go(self, row: int, column: int) -> None:
        """Move the mark, as far as there are rows and columns, and bring it into sight."""
        if self._picture is None:
            return
        self._row = min(max(row, 0), len(self._picture.table.rows) - 1)
        self._column = min(max(column, 0), self._columns() - 1)
        shown = [mark.row for mark in self._sheet.marks]
        if shown and not shown[0] <= self._row <= shown[-1]:
            first = self._row if self._row < shown[0] else self._row - len(shown) + 1
            self._picture = replace(self._picture, first=first)
            self._draw()
        self._show_mark()
        self._describe()
        self._announce()

    @Slot()
    def _draw(self) -> None:
        self._taken = False
        draw(self._sheet, self._picture, style_of(self._theme), QSizeF(self.size()))
        self._pointed = None
        self._show_mark()

    def _show_mark(self) -> None:
        mark = next(
            (each for each in self._sheet.marks if each[:2] == (self._row, self._column)), None
        )
        self._sheet.ring(mark.place if mark is not None and self.hasFocus() else None)

    def _point_at(self, mark: Mark | None) -> None:
        if mark == self._pointed:
            return
        self._pointed = mark
        self._sheet.point_at(None if mark is None else mark.place)
        if mark is None:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _mark_at(self, place: QPointF) -> Mark | None:
        return next((each for each in self._sheet.marks if each.place.contains(place)), None)

    def _lines(self, mark: Mark) -> list[str]:
        if self._picture is None:
            return []
        if self._picture.chart.kind is ChartKind.HEAT:
            return self._picture.cell_lines(mark.row, self._picture.chart.y[mark.column])
        return self._picture.row_lines(mark.row)

    def _at_mark(self) -> str:
        """Return what is said of the row, or the cell, that has the mark."""
        if self._picture is None or not self._picture.table.rows:
            return ""
        said = ", ".join(self._lines(Mark(self._row, self._column, QRectF())))
        return tr("{mark}. {place} of {count}.").format(
            mark=said, place=numeral(self._row + 1), count=numeral(len(self._picture.table.rows))
        )

    def _describe(self) -> None:
        if self._picture is None:
            self.setAccessibleDescription("")
            return
        rows = len(self._picture.table.rows)
        kind = _KINDS[self._picture.chart.kind]
        if not rows:
            said = f"{kind}. {one_line(self._picture.table.empty)}"
        else:
            count = plural(rows, "{count} row", "{count} rows")
            said = f"{kind}, {count}. {self._at_mark()}"
        self.setAccessibleDescription(said)

    def _announce(self) -> None:
        said = self._at_mark()
        if self.hasFocus():
            announcing.say(self, said)

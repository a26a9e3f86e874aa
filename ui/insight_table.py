"""The table of an insight: read with the eye, with the keyboard or by a screen reader.

Owns widths, heights and keys; what a cell says is the model's.

Framework knowledge: a style sheet without `::item` leaves cells no padding, and one with it
draws their selection by `selection-background-color` of the view.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from console.domain.insight import Table, Unit
from ui.insight_table_model import InsightTableModel
from ui.mirror import Mirror
from ui.override import override
from ui.theme import BAR, HALF, UNIT, Theme

ROW = 3 * UNIT + HALF
MOST_ROWS = 12
"""So many rows are shown at once; the rest is scrolled to."""
WIDEST, NARROWEST = 36 * UNIT, 6 * UNIT
LEAST_WORDS = 18 * UNIT
"""So much of the first column of words is seen, however many numbers there are."""
UNFITTED = -1
CELL = 3
"""What Qt leaves free beside a text in a cell anyway."""
OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)
"""Why a list has the keys, where a person has not chosen a row by that."""
FLAG = QStyle.StateFlag


class _Cells(QStyledItemDelegate):
    """Draws a hairline below each row, and a bar at the chosen one."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect, chosen = QRect(option.rect), bool(option.state & FLAG.State_Selected)
        super().paint(painter, option, index)
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        focused = chosen and self._view.hasFocus()
        painter.fillRect(line, self._theme.colour("accent_text" if focused else "hairline"))
        if chosen and index.column() == 0:
            bar = QRect(rect.left(), rect.top(), BAR, rect.height())
            painter.fillRect(Mirror(rect, option.direction).rect(bar), self._theme.colour("accent"))


class InsightTable(QTableView):
    """Rows and columns of one table.

    Signals:
        row_wanted(int): a person chose this row of the table, whatever it is sorted by.
        row_opened(int): the same, by Enter or a double click only.
        menu_wanted(int, QPoint): they want what can be done about it; a global place.
        remove_wanted(int): they pressed Delete on it.
    """

    row_wanted = Signal(int)
    row_opened = Signal(int)
    menu_wanted = Signal(int, object)
    remove_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fitted = UNFITTED
        """The width for which the columns were made wide; unfitted until it is to be seen."""
        self.rows = InsightTableModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Cells(theme, self))
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {UNIT - CELL}px; border: 0; }}")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self._set_up_header()
        self.clicked.connect(self._click)
        self.doubleClicked.connect(self._open)
        self.customContextMenuRequested.connect(self._ask_menu)
        self._take_theme()
        theme.changed.connect(self._take_theme)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(NARROWEST)
        header.setSortIndicatorClearable(True)  # a third click gives the table's own order back
        header.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        header.setSectionsClickable(True)
        header.setResizeContentsPrecision(100)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSortingEnabled(True)

    def show_table(self, table: Table, zone: str = "") -> None:
        """Show a table; the row that was chosen stays so where the rows are as many."""
        held, rows = self.place(), self.rows.rowCount()
        scrolled = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        columns = self.rows.columns
        self.rows.show_table(table, zone)
        if self.rows.columns != columns:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self.setAccessibleName(table.title)
        self._fit()
        if held is not None and rows == self.rows.rowCount():
            self._choose(self.rows.row_of(held))
        self.horizontalScrollBar().setValue(scrolled[0])
        self.verticalScrollBar().setValue(scrolled[1])
        self.updateGeometry()

    def place(self) -> int | None:
        """Return which row of the table is chosen; None for none.

        Qt makes the first one the current row as soon as the view has the focus.
        """
        current = self.currentIndex()
        chosen = current.isValid() and self.selectionModel().isSelected(current)
        return self.rows.place(current.row()) if chosen else None

    def copy(self) -> None:
        """Put the chosen rows, or all where none is, on the clipboard as plain text."""
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        rows = chosen or range(self.rows.rowCount())
        QGuiApplication.clipboard().setText(self.rows.as_text(rows))

    @override
    def sizeHint(self) -> QSize:
        rows = min(max(self.rows.rowCount(), 1), MOST_ROWS)
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if self._wanted_width() > self.width() else 0
        head = self.horizontalHeader().sizeHint().height()
        return QSize(30 * UNIT, head + rows * ROW + below)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(20 * UNIT, self.sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.place()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in OPEN_KEYS and place is not None:
            self.row_wanted.emit(place)
            self.row_opened.emit(place)
        elif event.key() == Qt.Key.Key_Delete and place is not None:
            self.remove_wanted.emit(place)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Put the keys on the first row where they are on none."""
        super().focusInEvent(event)
        if event.reason() in BY_KEYS and self.place() is None and self.rows.rowCount():
            self._choose(0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted not in (UNFITTED, self.viewport().width()):
            self._share_out()
            self.updateGeometry()

    def _choose(self, row: int) -> None:
        self.selectionModel().setCurrentIndex(
            self.rows.index(row, 0),
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._fitted == UNFITTED:
            self._fit()
            self.updateGeometry()

    def _fit(self) -> None:
        """Make the columns as wide as what they hold, none too wide; once they are to be seen."""
        self._fitted = UNFITTED
        if not self.isVisible():
            return
        self.resizeColumnsToContents()
        for column in range(self.rows.columnCount()):
            self.setColumnWidth(column, min(self.columnWidth(column), WIDEST))
        self._share_out()

    def _share_out(self) -> None:
        """Give what is left of the room to the first column of words, or take it back.

        Without one all columns have a part of it; where there is too little room, the words
        are cut rather than the numbers.
        """
        self._fitted = self.viewport().width()
        columns = self.rows.columns
        units = [column.unit for column in columns]
        if Unit.WORD not in units:
            for place, width in enumerate(self._shared(self._fitted)):
                self.setColumnWidth(place, width)
            return
        word = units.index(Unit.WORD)
        head = self.horizontalHeader().sectionSizeHint(word)
        natural = min(max(self.sizeHintForColumn(word), head, NARROWEST), WIDEST, LEAST_WORDS)
        others = self._wanted_width() - self.columnWidth(word)
        self.setColumnWidth(word, max(natural, self._fitted - others))

    def _shared(self, room: int) -> list[int]:
        """Return how wide columns of numbers are that fill the room, or more where they must."""
        header = self.horizontalHeader()
        natural = [
            min(max(self.sizeHintForColumn(n), header.sectionSizeHint(n)), WIDEST)
            for n in range(len(self.rows.columns))
        ]
        spare = max(room - sum(natural), 0)
        count = len(natural)
        parts = ((spare * (n + 1)) // count - (spare * n) // count for n in range(count))
        return [width + part for width, part in zip(natural, parts, strict=True)]

    def _wanted_width(self) -> int:
        return sum(self.columnWidth(n) for n in range(self.rows.columnCount()))

    @Slot(QModelIndex)
    def _click(self, index: QModelIndex) -> None:
        if QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self.row_wanted.emit(self.rows.place(index.row()))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.row_opened.emit(self.rows.place(index.row()))

    @Slot(QPoint)
    def _ask_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        row = index.row() if index.isValid() else self.currentIndex().row()
        if row >= 0:
            self.menu_wanted.emit(self.rows.place(row), self.viewport().mapToGlobal(at))

    @Slot()
    def _take_theme(self) -> None:
        self.setFont(self._theme.text_font())
        self.horizontalHeader().setFont(self._theme.small_font())
        self._fit()
        self.viewport().update()

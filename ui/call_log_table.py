"""The table of a log's first calls: to be looked at, nothing in it is chosen.

Framework knowledge: a table has no space before its first column, and none before the text
of a cell; both are made here, so that the texts stand on the dialog's edge.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from console.language import tr
from ui import geometry
from ui.call_log_model import CallLogModel
from ui.override import override
from ui.theme import HALF, UNIT

WIDTHS = (168, 112, 128, 112, 80, 0, 96)
"""Of the columns; that of the text takes what is left."""
TEXT = WIDTHS.index(0)
BEFORE, EDGE = UNIT, 3 * UNIT
"""Left of a text: in its column, and in the first one."""
CELL = 3
"""Of that, what Qt leaves free in a cell anyway."""


class _Cells(QStyledItemDelegate):
    """Draws a text where the header's begins."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        before = BEFORE if index.column() else EDGE
        option.rect.setLeft(option.rect.left() + before - CELL)
        super().paint(painter, option, index)


def call_log_table(model: CallLogModel) -> QTableView:
    """Return a table that shows a log's first calls."""
    table = QTableView()
    table.setModel(model)
    table.setItemDelegate(_Cells(table))
    table.setAccessibleName(tr("The first calls as they will be stored"))
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setTextElideMode(Qt.TextElideMode.ElideRight)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(3 * UNIT + HALF)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setMinimumSectionSize(5 * UNIT)
    header.setStyleSheet(f"QHeaderView::section:first {{ padding-left: {EDGE}px; }}")
    for column, width in enumerate(WIDTHS):
        mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(column, mode)
        if width:
            table.setColumnWidth(column, width)
    geometry.follow_columns(header, "call_log")
    return table

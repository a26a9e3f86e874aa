"""What became of a file that was taken in, with all that was left out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.domain.imports import Report
from console.language import numeral, tr, tr_in
from ui import import_words as words
from ui import plain
from ui.theme import HALF, UNIT, Theme

HEADER = (tr_in("how many", "Number"), tr("Left out"), tr("Where"))


class ImportReport(QWidget):
    """Numbers over a table of reasons."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._report: Report | None = None
        self.title, self.outcome = plain.label("", "title"), plain.label("")
        self.lost = plain.label("", "quiet")
        self.copy_button = QPushButton(tr("Copy report"))
        self.copy_button.setAutoDefault(False)
        self.table = self._made_table()
        self._lay_out()
        self.copy_button.clicked.connect(self.copy)

    def show_report(self, report: Report) -> None:
        """Show what became of an import."""
        self._report = report
        self.title.setText(words.title(report))
        self.outcome.setText("\n".join(words.outcome(report)))
        self.outcome.setVisible(bool(self.outcome.text()))
        self.lost.setText(words.left_out_title(report.tally))
        left_out = report.tally.left_out
        self.table.setVisible(bool(left_out))
        self.copy_button.setText(tr("Copy report"))
        self.table.setRowCount(len(left_out))
        for row, each in enumerate(left_out):
            told = (numeral(each.count), tr(each.reason), words.places(each))
            for column, text in enumerate(told):
                item = QTableWidgetItem(text)
                if not column:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
                self.table.setItem(row, column, item)
        if left_out:
            self.table.setCurrentCell(0, 1)

    @Slot()
    def copy(self) -> None:
        """Put the whole report on the clipboard, as text."""
        if self._report is not None:
            QGuiApplication.clipboard().setText(words.copied(self._report))
            self.copy_button.setText(tr("Copied"))

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, len(HEADER))
        table.setHorizontalHeaderLabels(HEADER)
        table.setAccessibleName(tr("What was left out"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(4 * UNIT)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        number = table.horizontalHeaderItem(0)
        if number is not None:
            number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        table.setColumnWidth(1, 38 * UNIT)
        return table

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(UNIT)
        line.addWidget(self.lost, 1)
        line.addWidget(self.copy_button)
        head = QVBoxLayout()
        head.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, UNIT)
        head.setSpacing(HALF)
        head.addWidget(self.title)
        self.outcome.setWordWrap(True)
        head.addWidget(self.outcome)
        head.addSpacing(UNIT)
        head.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        wide = QHBoxLayout()
        wide.setContentsMargins(2 * UNIT, 0, 2 * UNIT, 0)
        wide.addWidget(self.table)
        column.addLayout(wide, 1)
        column.addStretch()

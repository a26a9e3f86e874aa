"""Says calmly that a step failed by a fault of the desk, and what can be done.

Beside the work, not in its way: it takes no focus and bars nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from console.desk import Desk
from console.diagnostics import log_file
from console.diagnostics.faults import Fault
from console.diagnostics.report import Check, Health, Report
from console.language import numeral, tr
from ui import plain
from ui.copied_text import PlainEdit
from ui.override import override
from ui.theme import UNIT

if TYPE_CHECKING:
    from ui.main_window import MainWindow

TITLE = tr("Something in Canary Desk failed")
SAFE = tr(
    "One step did not come to its end, by a fault of the desk itself. What "
    "is stored is safe, and what you are writing is being stored too. You "
    "can go on; if something looks wrong, restart the desk."
)
REPORT = tr("The report names the place in the program: no texts, names, numbers or keys.")
COPIED = tr("Copied")
LOG_LINES = 12
WIDTH, DETAILS = 66 * UNIT, 18 * UNIT


class FaultDialog(QDialog):
    """One fault, and how often it came.

    Signals:
        restart_wanted: the window is to be closed and opened again.
    """

    restart_wanted = Signal()

    def __init__(self, fault: Fault, folder: Path, window: MainWindow) -> None:
        super().__init__(window)
        self._folder, self._lanes = folder, window.lanes
        self._faults: dict[str, tuple[Fault, int]] = {}
        self.setWindowTitle(tr("A fault of Canary Desk"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setModal(False)
        small = window.theme.small_font()
        self.words = plain.label(SAFE)
        self.words.setWordWrap(True)
        self.told = plain.label(REPORT, "quiet", small)
        self.told.setWordWrap(True)
        self.details = PlainEdit()
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setFont(small)
        self.details.setLineWrapMode(PlainEdit.LineWrapMode.NoWrap)
        self.details.setFixedHeight(DETAILS)
        self.details.setAccessibleName(tr("Report"))
        self.copy_button = QPushButton(tr("&Copy report"))
        self.restart_button = QPushButton(tr("&Restart the desk"))
        self.go_on_button = QPushButton(tr("&Go on"))
        self._log: tuple[str, ...] = ()
        self._lay_out()
        self.copy_button.clicked.connect(self.copy)
        self.restart_button.clicked.connect(self._restart)
        self.go_on_button.clicked.connect(self.accept)
        self.count(fault, 1)
        window.lanes.pictures.submit(self._read_log, self._take_log, receiver=self)

    @property
    def report(self) -> Report:
        """Return what is handed on."""
        checks = tuple(
            Check(
                f"fault, {times}x" if times > 1 else "fault",
                Health.FAIL,
                fault.text,
            )
            for fault, times in self._faults.values()
        )
        made_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Report(checks, made_at, self._log)

    def count(self, fault: Fault, times: int) -> None:
        """Show a fault, or that it came again."""
        if fault.mark in self._faults or len(self._faults) < 5:
            self._faults[fault.mark] = (fault, times)
        in_all = sum(times for _, times in self._faults.values())
        self.told.setText(
            REPORT
            if in_all == 1
            else tr("Seen {count} times. {report}").format(count=numeral(in_all), report=REPORT)
        )
        self._show_report()

    @Slot()
    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.text)
        self.copy_button.setText(COPIED)

    @override
    def reject(self) -> None:
        """Go on."""
        self.accept()

    def _restart(self) -> None:
        self.accept()
        self.restart_wanted.emit()

    def _read_log(self, _desk: Desk) -> tuple[str, ...]:
        lines = log_file.last_lines(self._folder, LOG_LINES, level=30)
        return tuple(log_file.as_text(each) for each in lines)

    def _take_log(self, lines: tuple[str, ...]) -> None:
        self._log = lines
        self._show_report()

    def _show_report(self) -> None:
        bar = self.details.verticalScrollBar()
        at = bar.value()
        self.details.setPlainText(self.report.text)
        bar.setValue(at)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self.copy_button)
        row.addStretch()
        row.addWidget(self.restart_button)
        row.addWidget(self.go_on_button)
        for button in (self.copy_button, self.restart_button):
            button.setAutoDefault(False)
        self.go_on_button.setObjectName("primary")
        self.go_on_button.setDefault(True)
        self.go_on_button.setFocus()
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addWidget(plain.label(TITLE, "title"))
        column.addWidget(self.words)
        column.addWidget(self.details)
        column.addWidget(self.told)
        column.addLayout(row)
        self.setFixedWidth(WIDTH)

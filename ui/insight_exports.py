"""What is taken out of the page of the figures: a chart, tables, a report; which file, and how.

Asks for a name, has the file made and written on the writer lane, and says where it is. What
a file holds is made by `console.exchange` and `ui.chart_export`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from console.desk import Desk
from console.domain import file_names
from console.domain.ids import to_ms
from console.domain.insight import Insight
from console.errors import DeskError
from console.exchange.insight_csv import csv_text
from console.exchange.insight_html import html_text, table_key
from console.language import tr
from ui import file_question, plain, words, written_file
from ui.insight_page import InsightPage
from ui.lanes import Lane
from ui.theme import Theme

Drawing = tuple[str, str]
"""The key of a table, and its chart as SVG."""
WIDTH = 880
"""Of a chart in the report, in pixels."""


class Form(NamedTuple):
    """What a file of one form is called."""

    filter: str
    """What the dialog of files shows of it."""
    title: str
    """The title of that dialog."""
    written: str
    """What is said once it lies there; the hole is its path."""


FORMS = {
    "png": Form(tr("PNG pictures (*.png)"), tr("Export chart"), tr("Chart written to {path}.")),
    "svg": Form(tr("SVG drawings (*.svg)"), tr("Export chart"), tr("Chart written to {path}.")),
    "csv": Form(tr("CSV files (*.csv)"), tr("Export figures"), tr("Figures written to {path}.")),
    "html": Form(tr("HTML pages (*.html)"), tr("Export report"), tr("Report written to {path}.")),
}
"""By the ending of a file: how a dialog names it, and what it holds."""


class InsightExports(QObject):
    """The menu of the button, and the files.

    Signals:
        said(str): a file was written, in words.
        troubled(DeskError): it could not be.
    """

    said = Signal(str)
    troubled = Signal(object)

    def __init__(
        self,
        page: InsightPage,
        writer: Lane,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._page, self._writer, self._theme, self._now = page, writer, theme, now
        self._busy = False
        """Whether a file is being made; no other is begun before it is there."""
        self.menu = QMenu(page)
        self._chart_acts = {
            "PNG": self._act(tr("Chart as PNG…"), self._export_png),
            "SVG": self._act(tr("Chart as SVG…"), self._export_svg),
        }
        self.menu.addSeparator()
        self._question_act = self._act(tr("This question as CSV…"), self._export_question)
        self._all_acts = (
            self._act(tr("All questions as CSV…"), self._export_all),
            self._act(tr("Report on one page as HTML…"), self._export_report),
        )
        page.export.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._tell)

    def open_menu(self) -> None:
        """Show what there is to export, at its button."""
        self._page.export.showMenu()

    def _act(self, text: str, run: Callable[[], None]) -> QAction:
        action = self.menu.addAction(text)
        action.triggered.connect(lambda _checked: run())
        return action

    @Slot()
    def _tell(self) -> None:
        """Let that be exported which is there; say which of the charts it would be."""
        page, chart = self._page, self._page.view.chart
        name = tr("Chart") if chart is None else words.quoted(_entry(chart.accessibleName()))
        for form, action in self._chart_acts.items():
            action.setText(tr("{chart} as {form}…").format(chart=name, form=form))
            action.setEnabled(chart is not None and not self._busy)
        all_there = page.insight is not None and not self._busy
        self._question_act.setEnabled(all_there and page.section is not None)
        for action in self._all_acts:
            action.setEnabled(all_there)

    def _export_png(self) -> None:
        chart = self._page.view.chart
        if chart is not None:
            content = chart.png()
            self._ask("png", self._name(), lambda: content)

    def _export_svg(self) -> None:
        chart = self._page.view.chart
        if chart is not None:
            content = chart.svg()
            self._ask("svg", self._name(), lambda: content)

    def _export_question(self) -> None:
        insight, section = self._page.insight, self._page.section
        if insight is not None and section is not None:
            held = replace(insight, sections=(section,))
            self._ask("csv", self._name(), partial(_csv, held, self._page.filters.account_handle))

    def _export_all(self) -> None:
        insight, account = self._page.insight, self._page.filters.account_handle
        if insight is not None:
            self._ask("csv", _dated("insight", insight), partial(_csv, insight, account))

    def _export_report(self) -> None:
        insight = self._page.insight
        if insight is not None:
            account = self._page.filters.account_handle
            self._ask(
                "html", _dated("insight", insight), None, partial(self._draw, insight, account)
            )

    def _name(self) -> str:
        insight, question = self._page.insight, self._page.questions.current
        name = f"insight-{question.value.replace('_', '-')}"
        return name if insight is None else _dated(name, insight)

    def _ask(
        self,
        form: str,
        name: str,
        content: Callable[[], bytes] | None,
        run: Callable[[Path], None] | None = None,
    ) -> None:
        """Ask for the name of a file, and write what `content` makes into it.

        Where it takes more than that, `run` does it.
        """
        said = FORMS[form]
        offered = f"{file_names.safe(name)}.{form}"

        def take(path: Path) -> None:
            if run is not None:
                run(path)
            elif content is not None:
                self._write(path, said.written, content)

        window = self._page.window()
        file_question.ask_to_write(window, said.title, said.filter, offered, take)

    def _draw(self, insight: Insight, account: str, path: Path) -> None:
        """Draw the charts of a report one by one, so that the window stays awake; then write it."""
        drawings = _drawings(insight, self._theme, to_ms(self._now()))
        found: dict[str, str] = {}
        self._busy = True

        def draw_next() -> None:
            drawing = next(drawings, None)
            if drawing is not None:
                found[drawing[0]] = drawing[1]
                QTimer.singleShot(0, self, draw_next)
            else:
                self._write(path, FORMS["html"].written, partial(_html, insight, found, account))

        draw_next()

    def _write(self, path: Path, written: str, content: Callable[[], bytes]) -> None:
        self._busy = True
        self._writer.submit(
            partial(_write, path, content),
            partial(self._tell_written, path, written),
            self._fail,
            receiver=self,
        )

    def _tell_written(self, path: Path, written: str, _size: int) -> None:
        self._busy = False
        self.said.emit(written.format(path=plain.isolated(str(path))))

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self._busy = False
        self.troubled.emit(error)


def _entry(said: str) -> str:
    """Return words as an entry of a menu says them, with no key among their letters."""
    return plain.isolated(said).replace("&", "&&")


def _dated(name: str, insight: Insight) -> str:
    """Return a name with the day on which the figures were found."""
    return f"{name}-{insight.made_at:%Y-%m-%d}"


def _csv(insight: Insight, account: str) -> bytes:
    # With its mark, else a spreadsheet on Windows reads other letters.
    return csv_text(insight, account).encode("utf-8-sig")


def _html(insight: Insight, charts: dict[str, str], account: str) -> bytes:
    return html_text(insight, charts, account).encode()


def _drawings(insight: Insight, theme: Theme, now_ms: int) -> Iterator[Drawing]:
    """Yield the chart of each table that has rows."""
    from ui.insight_chart import ChartView

    view = ChartView(theme)
    end_ms = to_ms(insight.scope.period.end)
    for section in insight.sections:
        for table in section.tables:
            if table.chart is None or not table.rows:
                continue
            view.take(table, insight.zone, now_ms=now_ms, end_ms=end_ms)  # drawn for the file only
            view.resize(WIDTH, view.sizeHint().height())
            yield table_key(section.question, table), view.svg().decode()
    view.deleteLater()


def _write(path: Path, content: Callable[[], bytes], _desk: Desk) -> int:
    """Write the file in one step: one that was there stays whole till then."""
    made = content()
    written_file.write(path, made)
    return len(made)

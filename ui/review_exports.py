"""What is taken out of a review: its notes as CSV, a summary as a page; which file, and how."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from console.desk import Desk
from console.desk.review_session import ReviewSession
from console.domain import file_names
from console.exchange import review_report
from console.language import tr
from ui import file_question, plain, written_file
from ui.main_window import MainWindow

FORMS = {
    "csv": (tr("Export notes"), tr("CSV files (*.csv)")),
    "html": (tr("Export summary"), tr("Pages (*.html)")),
}


class ReviewExports(QObject):
    """Asks for a name, and has the file written on the writer lane."""

    def __init__(self, window: MainWindow, session: ReviewSession, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._session = window, session

    def ask_csv(self) -> None:
        """Write all notes as CSV."""
        self._ask("csv")

    def ask_html(self) -> None:
        """Write a summary."""
        self._ask("html")

    def _ask(self, form: str) -> None:
        title, kind = FORMS[form]
        name = f"{file_names.safe(self._session.file.path.name)}-review.{form}"
        file_question.ask_to_write(self._window, title, kind, name, partial(self.write, form))

    def write(self, form: str, path: Path) -> None:
        """Write one of the forms into a file."""
        session, now = self._session, self._window.now()

        def job(desk: Desk) -> Path:
            report = desk.reviews.report(now)
            text = (review_report.csv_text if form == "csv" else review_report.html_text)(report)
            if path.exists() and session.file.path.exists() and path.samefile(session.file.path):
                raise review_report.not_over_the_file(path)
            written_file.write(path, text.encode("utf-8-sig" if form == "csv" else "utf-8"))
            return path

        def told(written: Path) -> None:
            self._window.status.notice(
                tr("Written to {path}.").format(path=plain.isolated(str(written)))
            )

        self._window.lanes.writer.submit(job, told, self._window.show_trouble, receiver=self)

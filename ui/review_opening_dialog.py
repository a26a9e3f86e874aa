"""Shows that a file is being opened for review, how far that is, and why it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from console.cli import exit_codes
from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.review_session import ReviewSession
from console.desk.reviews import open_review
from console.domain.progress import Follower
from console.errors import Cancelled, DeskError
from console.exchange.review_source import LARGE, Source
from console.language import tr
from console.store.database import Database
from ui import plain
from ui.job_bar import JobBar
from ui.lanes import Lane
from ui.long_job import LongJob
from ui.override import override
from ui.theme import UNIT, Theme

CLOSE_S = 8.0
SAYS = tr("The file stays as it is. Your notes go into a file of their own.")
LARGE_SAYS = tr("It is large: where a working copy is needed, that takes some minutes.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be opened, by whom."""

    path: Path
    reviewer: str
    aside: Path
    """Where notes go if they cannot lie beside the file."""
    notes_in: Path | None = None
    """Where the reviewer wants them."""


class ReviewOpeningDialog(QDialog):
    """A title, a line with the progress, a button.

    Signals:
        opened(Source, ReviewSession): it is open; whoever takes it closes it.
    """

    opened = Signal(object, object)

    def __init__(self, wanted: Wanted, theme: Theme) -> None:
        super().__init__()
        self._wanted = wanted
        self.exit_code = exit_codes.OK
        self.setWindowTitle(tr("Review"))
        self.setMinimumWidth(60 * UNIT)
        self.title = plain.label(
            tr("Opening {name}").format(name=plain.isolated(wanted.path.name)), "title"
        )
        self.title.setWordWrap(True)
        self.text = plain.label(_says(wanted.path), "quiet")
        self.text.setWordWrap(True)
        self.bar = JobBar(theme)
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        for widget in (self.title, self.text, self.bar):
            column.addWidget(widget)
        column.addLayout(row)
        self._lane = Lane("files", _nothing_open, parent=self)
        self.job: LongJob | None = LongJob(self._lane, self._work, self)
        self.bar.follow(self.job, tr("Looking at the file…"))
        self.job.ended.connect(self._tell_opened)
        self.job.failed.connect(self._tell_failed)

    def leave(self) -> None:
        """End the lane."""
        self._lane.close(CLOSE_S)
        self.deleteLater()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the work first; its working copy goes with it."""
        if self.job is not None:
            event.ignore()
            self.job.stop()
            self.cancel.setEnabled(False)
            self.bar.words.show_text(tr("Stopping…"))
            return
        super().closeEvent(event)

    @override
    def reject(self) -> None:
        """Close as its button does: Esc stops the work, too."""
        if self.job is not None:
            self.close()
        else:
            super().reject()

    def _work(self, _desk: Desk, follower: Follower) -> tuple[Source, ReviewSession]:
        wanted = self._wanted
        return open_review(
            wanted.path,
            wanted.reviewer,
            wanted.aside,
            notes_in=wanted.notes_in,
            follower=follower,
        )

    @Slot(object)
    def _tell_opened(self, found: tuple[Source, ReviewSession]) -> None:
        stopping, self.job = self.job is not None and self.job.is_stopping, None
        if stopping:
            found[0].close()
            self.reject()
        else:
            self.opened.emit(*found)

    @Slot(object)
    def _tell_failed(self, error: DeskError) -> None:
        self.job = None
        if isinstance(error, Cancelled):
            self.reject()
            return
        self.exit_code = exit_codes.of(error)
        self.title.setText(error.title)
        self.text.setText(f"{error.message} {error.advice}".strip())
        self.bar.rest("")
        self.cancel.setText(tr("Close"))
        self.cancel.setEnabled(True)
        self.cancel.setFocus()


def _says(path: Path) -> str:
    try:
        large = path.stat().st_size >= LARGE
    except OSError:
        large = False
    return f"{SAYS} {LARGE_SAYS}" if large else SAYS


def _nothing_open() -> Desk:
    """Return a desk over nothing: the work in this lane opens the file itself."""
    return Desk(
        Context(db=Database.open_nothing(), networks={}, credentials=Credentials(), agent_name="")
    )

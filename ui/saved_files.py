"""Saved replies from a CSV file and into one: which file, what it holds, what is done with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.desk import Desk
from console.domain.saved_replies import Comparison, Imported, SameName
from console.errors import DeskError, InputError
from console.exchange import saved_replies_csv
from console.language import numeral, plural, tr
from ui import file_question, plain, written_file
from ui.lanes import Lanes
from ui.saved_import import SavedImport
from ui.theme import Theme

FILTER = tr("CSV files (*.csv *.txt);;All files (*)")
USUAL_NAME = "saved-replies.csv"


class SavedFiles(QObject):
    """Asks for files; reads and writes them in the lanes.

    Signals:
        imported(str): what a file held is saved, in words.
        said(str): a file was written, in words.
        troubled(DeskError): it could not be.
    """

    imported = Signal(str)
    said = Signal(str)
    troubled = Signal(object)

    def __init__(self, lanes: Lanes, theme: Theme, dialog: QWidget) -> None:
        super().__init__(dialog)
        self._lanes, self._theme, self._dialog = lanes, theme, dialog

    @Slot()
    def ask_what_to_read(self) -> None:
        """Ask for a file, and what is to be done with what it holds."""
        file_question.ask_to_read(self._dialog, tr("Import saved replies"), FILTER, self.read)

    @Slot()
    def ask_where_to_write(self) -> None:
        """Ask for the name of a file, and write all into it."""
        title = tr("Export saved replies")
        file_question.ask_to_write(self._dialog, title, FILTER, USUAL_NAME, self.write)

    def read(self, path: Path) -> None:
        """Read a file, then ask what is to be done with what it holds."""
        self._lanes.writer.submit(
            partial(_compare, path), partial(self._ask, path.name), self._fail, receiver=self
        )

    def write(self, path: Path) -> None:
        """Write all saved replies into a file; one of that name is replaced."""
        self._lanes.writer.submit(
            partial(_write, path), partial(self._tell_written, path.name), self._fail, receiver=self
        )

    def _ask(self, name: str, found: Comparison) -> None:
        asked = SavedImport(name, found, self._theme, self._dialog)
        asked.wanted.connect(partial(self._take_in, found))
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def _take_in(self, found: Comparison, same_name: SameName) -> None:
        self._lanes.writer.submit(
            lambda desk: desk.saved_replies.take_in(found.file.replies, same_name),
            self._tell_imported,
            self._fail,
            receiver=self,
        )

    @Slot(object)
    def _tell_imported(self, done: Imported) -> None:
        if done.added or done.changed:
            self.imported.emit(
                tr("{added} added, {changed} changed.").format(
                    added=numeral(done.added), changed=numeral(done.changed)
                )
            )
        else:
            self.said.emit(tr("All of it stands here already."))

    def _tell_written(self, name: str, count: int) -> None:
        replies = plural(count, "{count} saved reply", "{count} saved replies")
        self.said.emit(
            tr("{replies} written to {name}.").format(replies=replies, name=plain.isolated(name))
        )

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self.troubled.emit(error)


def _compare(path: Path, desk: Desk) -> Comparison:
    try:
        with path.open("rb") as opened:
            content = opened.read(saved_replies_csv.LARGEST + 1)
    except OSError as error:
        raise InputError(
            tr("{name} cannot be read: {reason}.").format(
                name=path.name, reason=error.strerror or error
            )
        ) from error
    return desk.saved_replies.compare(saved_replies_csv.read(content))


def _write(path: Path, desk: Desk) -> int:
    """Write the file in one step: one that was there stays whole till then."""
    replies = desk.saved_replies.every()
    # With its mark, else a spreadsheet on Windows reads other letters.
    written_file.write(path, saved_replies_csv.write(replies).encode("utf-8-sig"))
    return len(replies)

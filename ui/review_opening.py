"""Opens an export or a backup to be read in a window of its own, beside the desk."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QProcess, QProcessEnvironment

from console import language
from console.errors import DeskError
from console.language import tr
from ui import file_question, plain

if TYPE_CHECKING:
    from ui.main_window import MainWindow

KINDS = tr("Backups and exports (*.db *.jsonl *.jsonl.gz *.json *.gz);;All files (*)")


def open_review(window: MainWindow) -> None:
    """Let a person choose the file, and open it; what is wrong with it its own window says."""
    title = tr("Review an export or backup")
    file_question.ask_to_read(window, title, KINDS, lambda path: start(window, path))


def start(window: MainWindow, path: Path) -> None:
    """Start a second process of this program on a file."""
    program, *words = command(path)
    process = QProcess()
    process.setProgram(program)
    process.setArguments(words)
    process.setProcessEnvironment(environment())
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    # The stubs promise the process id as well; without arguments PySide6 6.11 returns a bool.
    begun = cast("bool", process.startDetached())
    name = plain.isolated(path.name)
    if begun:
        window.status.notice(
            tr("{name} opens in a window of its own, read-only.").format(name=name)
        )
    else:
        advice = tr("Try `canary-desk review` with {path} in a terminal.").format(path=path)
        window.show_trouble(DeskError(tr("The second window could not be started."), advice=advice))


def environment() -> QProcessEnvironment:
    """Return the surroundings of a review: its window speaks as this one does.

    It is opened without this desk's data folder, so it would not know.
    """
    given = QProcessEnvironment.systemEnvironment()
    given.insert(language.VARIABLE, language.code())
    return given


def command(path: Path) -> tuple[str, ...]:
    """Return the words that start a review; the file is named in full."""
    frozen = getattr(sys, "frozen", False)
    begin = (sys.executable,) if frozen else (sys.executable, "-m", "ui.start")
    return (*begin, "review", "--", str(path.absolute()))

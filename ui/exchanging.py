"""What becomes of the data file between two desks: exchanged for a backup, or put aside.

Runs while no lane is there and no window, on the one thread there is: it renames files.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from console.desk.backups import Backups
from console.errors import DeskError
from console.language import tr
from ui import backups_words

if TYPE_CHECKING:
    from console.store.backup_restoring import Staged
    from ui.main_window import MainWindow

Greeting = Callable[["MainWindow"], None]
"""Says in the next window what came of it."""
Exchange = Callable[[Path], Greeting]
"""Does it in a data folder, which nobody has open."""


def restore(staged: Staged, folder: Path) -> Greeting:
    """Let a backup that was made ready take the place of the data file."""
    try:
        done = Backups(folder).swap(staged)
    except DeskError as error:
        return partial(_complain, error)
    return partial(_tell, backups_words.restored(done), tr("Restored"))


def begin_anew(folder: Path) -> Greeting:
    """Put a damaged data file aside."""
    try:
        aside = Backups(folder).begin_anew()
    except DeskError as error:
        return partial(_complain, error)
    kept = (
        ""
        if aside is None
        else tr("The damaged file is kept: {place}.").format(place=backups_words.place(aside))
    )
    return partial(_tell, kept, tr("Begun anew"))


def _tell(said: str, title: str, window: MainWindow) -> None:
    window.notices.remark(said, title)


def _complain(error: DeskError, window: MainWindow) -> None:
    window.show_trouble(error)

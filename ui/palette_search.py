"""What the palette finds in the data: cases and customers, read in the reader lane.

A newer search takes the place of an older one: that is not begun any more, or its second
half is left out, and what it brings is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.desk import Desk
from console.domain.cases import CaseRow
from console.domain.contacts import ContactHit
from console.errors import DeskError
from ui.lanes import Lane

PAUSE_MS = 60
"""So long after a key nothing is read yet: the next one may follow."""
MOST_CASES, MOST_CONTACTS = 5, 3
MOST_ONLY = 40
"""How many customers are listed where nothing else is looked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for."""

    words: str = ""
    only_contacts: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found."""

    cases: tuple[CaseRow, ...] = ()
    contacts: tuple[ContactHit, ...] = ()


NOTHING = Found()


class PaletteSearch(QObject):
    """The search of one palette.

    Signals:
        came(Found): this was found by the newest query.
        failed(DeskError): it could not be read.
    """

    came = Signal(object)
    failed = Signal(object)

    def __init__(self, reader: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._wanted = Wanted()
        self._is_due = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._read)

    @property
    def is_under_way(self) -> bool:
        """Return whether something is still to come."""
        return self._is_due

    def look_for(self, wanted: Wanted) -> None:
        """Look for this and for nothing else any more; without words nothing is found at once."""
        if wanted == self._wanted:
            return
        self._wanted, self._is_due = wanted, bool(wanted.words)
        if wanted.words:
            self._pause.start()
        else:
            self._pause.stop()
            self.came.emit(NOTHING)

    @Slot()
    def _read(self) -> None:
        wanted = self._wanted

        def job(desk: Desk) -> tuple[Wanted, Found]:
            most = MOST_ONLY if wanted.only_contacts else MOST_CONTACTS
            contacts = desk.contacts.find(wanted.words, limit=most)
            if wanted.only_contacts or self._wanted != wanted:  # nobody waits for the rest
                return wanted, Found(contacts=contacts)
            return wanted, Found(_cases(desk, wanted.words, contacts), contacts)

        self._reader.submit(job, self._take, self._fail, receiver=self, key="palette")

    @Slot(object)
    def _take(self, found: tuple[Wanted, Found]) -> None:
        if found[0] == self._wanted:
            self._is_due = False
            self.came.emit(found[1])

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self._is_due = False
        self.came.emit(NOTHING)
        self.failed.emit(error)


def _cases(desk: Desk, words: str, contacts: tuple[ContactHit, ...]) -> tuple[CaseRow, ...]:
    """Return the open cases of those who were found, then those in which the words stand."""
    theirs = tuple(hit.open_case for hit in contacts if hit.open_case is not None)
    rows = desk.cases.rows(ids=theirs) if theirs else ()
    holding = desk.cases.holding(words, limit=MOST_CASES)
    return tuple({row.id: row for row in (*rows, *holding)}.values())[:MOST_CASES]

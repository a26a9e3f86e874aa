"""The rows of the palette: acts, cases and customers, under quiet headings.

Owns which acts a query finds; cases and customers are found elsewhere and put in. What was
found for the query before stays till then, so that nothing flickers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.domain.cases import CaseRow
from console.domain.contacts import ContactHit
from console.language import tr
from ui import case_words, words
from ui.actions import Listed
from ui.override import override
from ui.palette_search import NOTHING, Found, Wanted

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
NO_INDEX = QModelIndex()
ONLY_ACTS, ONLY_CONTACTS = ">", "@"
MOST_ACTS = 4
"""How many acts are listed where cases are to be seen below them."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over the rows of a kind."""

    text: str
    note: str = ""


Entry = Listed | CaseRow | ContactHit
Row = Heading | Entry


@dataclass(frozen=True, slots=True)
class Query:
    """What a person typed: words, and a sign in front that says of what kind is looked for."""

    words: str
    only: str = ""

    @classmethod
    def of(cls, text: str) -> Query:
        """Read what was typed."""
        text = " ".join(text.split())
        if text[:1] in (ONLY_ACTS, ONLY_CONTACTS):
            return cls(text[1:].strip(), text[0])
        return cls(text)

    @property
    def wanted(self) -> Wanted:
        """Return what of it is looked for in the data."""
        return Wanted("" if self.only == ONLY_ACTS else self.words, self.only == ONLY_CONTACTS)


class PaletteModel(QAbstractListModel):
    """What a query finds, those acts first that begin with it."""

    def __init__(
        self,
        listed: Iterable[Listed],
        recent: Sequence[str],
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        """Take all acts, and the names of those that were run last."""
        super().__init__(parent)
        self._every = tuple(one for one in listed if one.action.isVisible())
        self._now = now
        names = {one.name: one for one in self._every}
        self._recent = tuple(names[name] for name in recent if name in names)
        self._query, self._found = Query(""), NOTHING
        self._rows: tuple[Row, ...] = ()
        self._fill()

    def find(self, query: Query) -> None:
        """Show the acts that a query finds; what else it finds is still to come."""
        self._query = query
        if not query.wanted.words:
            self._found = NOTHING
        elif query.wanted.only_contacts:
            self._found = Found(contacts=self._found.contacts)
        self._fill()

    def put(self, found: Found) -> None:
        """Show the cases and customers that the query found."""
        self._found = found
        self._fill()

    def entry(self, row: int) -> Entry | None:
        """Return what stands in a row; None for a heading, or beyond the end."""
        one = self._rows[row] if 0 <= row < len(self._rows) else None
        return None if isinstance(one, Heading) else one

    def place(self, entry: Entry | None) -> int | None:
        """Return in which row the same act, case or customer stands now."""
        wanted = None if entry is None else _identity(entry)
        for row, one in enumerate(self._rows):
            if not isinstance(one, Heading) and _identity(one) == wanted:
                return row
        return None

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        one = self._rows[index.row()]
        if role == ENTRY:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return _title(one)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(one)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        one = index.data(ENTRY) if index.isValid() else None
        if one is None or isinstance(one, Heading) or not _is_possible(one):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _fill(self) -> None:
        rows = [*self._acts(), *_under(tr("Cases"), self._found.cases)]
        rows += _under(tr("Customers"), self._found.contacts)
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def _acts(self) -> list[Row]:
        query = self._query
        if query.only == ONLY_CONTACTS:
            return []
        if not query.words:
            recent = () if query.only else self._recent
            rest = [one for one in self._every if one not in recent]
            return [*_under(tr("Recent"), recent), *_under(tr("Actions"), rest)]
        found = self._matching(query.words)
        if query.only or len(found) <= MOST_ACTS:
            return _under(tr("Actions"), found)
        note = tr("{number} of {total}  ·  {sign} finds all").format(
            number=MOST_ACTS, total=len(found), sign=ONLY_ACTS
        )
        return _under(tr("Actions"), found[:MOST_ACTS], note)

    def _matching(self, text: str) -> list[Listed]:
        wanted = _WORD.findall(text.casefold())

        def place(one: Listed) -> tuple[bool, bool, bool]:
            begins = one.text.casefold().startswith(wanted[0])
            return not one.action.isEnabled(), not begins, not _hold(one.text, wanted)

        found = (one for one in self._every if _hold(f"{one.menu} {one.text}", wanted))
        return sorted(found, key=place)

    def _spoken(self, one: Row) -> str:
        match one:
            case Heading():
                return f"{one.text}  {one.note}".strip()
            case Listed():
                state = "" if one.action.isEnabled() else ", " + tr("not possible now")
                return f"{one.text}, {one.menu}, {one.shown_keys}{state}"
            case CaseRow():
                return case_words.spoken(one, self._now())
            case ContactHit():
                return f"{one.contact.title}, {words.ago(one.last_at, self._now())}"


def _under(title: str, rows: Sequence[Entry], note: str = "") -> list[Row]:
    return [Heading(title, note), *rows] if rows else []


def _hold(text: str, wanted: Sequence[str]) -> bool:
    """Return whether every word begins a word of a text; no word is in none."""
    known = _WORD.findall(text.casefold())
    return bool(wanted) and all(any(word.startswith(each) for word in known) for each in wanted)


def _identity(entry: Entry) -> tuple[str, object]:
    match entry:
        case Listed():
            return "act", entry.name
        case CaseRow():
            return "case", entry.id
        case ContactHit():
            return "contact", entry.contact.id


def _title(one: Row) -> str:
    match one:
        case CaseRow():
            return one.name or one.handle or case_words.NO_NAME
        case ContactHit():
            return one.contact.title or case_words.NO_NAME
    return one.text


def _is_possible(entry: Entry) -> bool:
    return not isinstance(entry, Listed) or entry.action.isEnabled()

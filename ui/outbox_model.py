"""The answers of the outbox as a Qt model: grouped, and still while a person points at them.

Owns the order; reads nothing. All entries are here, so it is a plain list (the inbox's model
loads rows as they come into sight).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.domain.ids import CaseId, ThreadId
from console.domain.outbox import OutboxEntry
from console.language import numeral, tr
from ui import outbox_words
from ui.outbox_order import GROUPS, Listed, Place
from ui.override import override

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
NO_INDEX = QModelIndex()
MOST_STEPS = 32
"""More changes of places at once than that are told as one."""
CHANGED = tr("Changed meanwhile")


class OutboxModel(QAbstractListModel):
    """Reply threads: those that need a person, those on their way, those done with.

    Nothing moves under the person's hands: the held answer (the chosen one) keeps its
    place though it belongs to another group by now, and so does every row while one is
    pointed at; what is new above that one waits as well. The heading over such rows says
    that they are others by now.
    """

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._wanted: Mapping[ThreadId, Listed] = {}
        self._entries: dict[ThreadId, Listed] = {}
        """Those listed; also one that is no more, for as long as its row stays."""
        self._rows: list[Place] = []
        self._titles = [outbox_words.TITLES[group] for group in GROUPS]
        """What stands over each group."""
        self._held: ThreadId | None = None
        self._pointed: int | None = None
        self.several_accounts = False
        """Whether rows say from which account they are."""

    def show_entries(self, listing: Mapping[ThreadId, Listed]) -> None:
        """List these, each renewed where it stands; the same object is the same answer."""
        known, self._wanted = self._entries, listing
        renewed = {
            key: one for key, one in listing.items() if key in known and known[key] is not one
        }
        self._entries |= renewed
        several = len({one.entry.account_handle for one in listing.values()}) > 1
        every, self.several_accounts = several != self.several_accounts, several
        self._arrange()
        if every or len(renewed) > MOST_STEPS:
            self._renew()
        elif renewed:
            for place, row in enumerate(self._rows):
                if row[2] in renewed:
                    self.dataChanged.emit(self.index(place), self.index(place))

    def hold(self, thread_id: ThreadId | None) -> None:
        """Hold the place of an answer, and let go of the one held before."""
        if thread_id != self._held:
            self._held = thread_id
            self._arrange()

    def point(self, place: int | None) -> None:
        """Take note which row the pointer is over, None for none: then nothing stays for it."""
        self._pointed, before = place, self._pointed
        if place is None and before is not None:
            self._arrange()

    def position(self, thread_id: ThreadId | None) -> int | None:
        """Return the place of an answer, None where it is not listed."""
        return next((n for n, row in enumerate(self._rows) if row[2] == thread_id), None)

    def position_of_case(self, case_id: CaseId | None) -> int | None:
        """Return the place of the first answer to a case, None where none is listed."""
        cases = (self._entries[row[2]].entry.thread.case_id for row in self._rows)
        return next((place for place, one in enumerate(cases) if one == case_id), None)

    def entry_at(self, place: int) -> OutboxEntry | None:
        """Return an answer by its place, None where there is none."""
        return self._entries[self._rows[place][2]].entry if 0 <= place < len(self._rows) else None

    def heading(self, place: int) -> str:
        """Return the heading over a row; empty where it is not the first of its group.

        `Needs you`, `Needs you  ·  1 changed meanwhile`; where all of them did, only that.
        """
        group = self._rows[place][0]
        first = place == 0 or self._rows[place - 1][0] != group
        return self._titles[group] if first else ""

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry_at(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return outbox_words.spoken(entry, self._now(), with_account=self.several_accounts)
        return None

    def _arrange(self) -> None:
        """Put every row where it belongs, but for those that stay."""
        pointed = self._pointed
        staying = {row[2]: row for row in self._rows if pointed is not None or row[2] == self._held}
        last = self._rows[pointed] if pointed is not None and pointed < len(self._rows) else None
        target = list(staying.values())
        for thread_id, one in self._wanted.items():
            if thread_id not in staying and (last is None or one.place > last):
                target.append(one.place)
        before, self._titles = self._titles, self._titles_over(target, staying)
        self._become(sorted(target))
        if self._titles != before:
            self._renew()

    def _titles_over(self, rows: list[Place], staying: Mapping[ThreadId, Place]) -> list[str]:
        """Return what stands over each group, of whose rows some may belong elsewhere by now."""
        many = Counter(group for group, _, _ in rows)
        strange = Counter(
            row[0]
            for thread_id, row in staying.items()
            if thread_id not in self._wanted or self._wanted[thread_id].place[0] != row[0]
        )
        titles = []
        for number, group in enumerate(GROUPS):
            said = outbox_words.TITLES[group]
            if strange[number]:
                # Translators: {group} is such as `Needs you`.
                said = tr("{group}  ·  {count} changed meanwhile").format(
                    group=said, count=numeral(strange[number])
                )
            every = strange[number] and strange[number] == many[number]
            titles.append(CHANGED if every else said)
        return titles

    def _become(self, target: list[Place]) -> None:
        """List `target`, told as rows that go and come, or as all at once where they are many."""
        if target == self._rows:
            return
        left, coming = set(self._rows) - set(target), set(target) - set(self._rows)
        if len(left) + len(coming) > MOST_STEPS:
            self.beginResetModel()
            self._rows = target
            self._forget()
            self.endResetModel()
            return
        for place in reversed(range(len(self._rows))):
            if self._rows[place] in left:
                self.beginRemoveRows(NO_INDEX, place, place)
                del self._rows[place]
                self.endRemoveRows()
        for place, row in enumerate(target):
            if row in coming:
                self._entries[row[2]] = self._wanted[row[2]]
                self.beginInsertRows(NO_INDEX, place, place)
                self._rows.insert(place, row)
                self.endInsertRows()
        if left or coming:
            self._forget()
            self._renew()  # a row may be the first of its group now, or no longer

    def _renew(self) -> None:
        """Tell that rows are others; the view paints only those in sight."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def _forget(self) -> None:
        known = {**self._entries, **self._wanted}
        self._entries = {row[2]: known[row[2]] for row in self._rows}

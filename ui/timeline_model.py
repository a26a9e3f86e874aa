"""The messages of the open case as a Qt model.

A cache: the case view is read by the reader lane and handed in whole. Tells its views as
little as has changed, so that what a person reads stays where it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.domain.ids import MessageId
from console.domain.messages import Message
from console.domain.resolutions import Promise
from console.text.hidden_signs import copied
from ui.override import override
from ui.picture_state import NOT_LOADED, PictureState
from ui.timeline_entries import Entries, Entry

__all__ = ["ENTRY", "Entry", "TimelineModel"]

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
NO_INDEX = QModelIndex()


class TimelineModel(QAbstractListModel):
    """Messages of one case, oldest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = Entries()
        self._made: dict[int, Entry] = {}
        self._day = ""
        self._pictures: dict[tuple[MessageId, int], PictureState] = {}

    def show_messages(
        self,
        messages: Sequence[Message],
        now: datetime,
        read_id: MessageId | None = None,
        *,
        thanked_at: datetime | None = None,
        promises: Sequence[Promise] = (),
    ) -> None:
        """Show these; the unread line is after `read_id`, nowhere for None.

        `thanked_at` is when the customer thanked us after all was solved; `promises` are
        those of the case.

        What is there and did not change stays untouched.
        """
        fresh = Entries(tuple(messages), now, read_id, thanked_at, promises)
        today = str(now.astimezone().date())
        ids = {message.id for message in fresh.messages}
        if any(message.id in ids for message in self.messages):
            self._change(fresh, all_days=today != self._day)
        else:  # another case
            self._pictures = {}
            self.beginResetModel()
            self._take(fresh)
            self.endResetModel()
        self._day = today

    def set_picture(self, message_id: MessageId, position: int, state: PictureState) -> None:
        """Show how far a picture is loaded; one of another case is let go."""
        row = self.row_of(message_id)
        if row is None or self._pictures.get((message_id, position), NOT_LOADED) is state:
            return
        self._pictures[message_id, position] = state
        self._say_changed(row, row)

    @property
    def messages(self) -> tuple[Message, ...]:
        """All messages, oldest first."""
        return self._entries.messages

    @property
    def unread_row(self) -> int | None:
        """The row under the unread line."""
        return self._entries.unread_row

    def entry(self, row: int) -> Entry:
        """Return what a row shows."""
        made = self._made.get(row)
        if made is None:
            made = self._made[row] = self._entries.entry(row, self._pictures)
        return made

    def row_of(self, message_id: MessageId) -> int | None:
        """Return the row of a message, None where it is not of this case."""
        row = self.row_from(message_id)
        there = row < self.rowCount() and self.messages[row].id == message_id
        return row if there else None

    def row_from(self, message_id: MessageId) -> int:
        """Return the row of a message or of the next later one; after the last for none."""
        return bisect_left(self.messages, message_id, key=_id)

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.messages)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < self.rowCount():
            return None
        if role == ENTRY:
            return self.entry(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return copied(self.messages[index.row()].text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.entry(index.row()).spoken
        return None

    def _take(self, fresh: Entries) -> None:
        self._entries = fresh
        self._made = {}

    def _change(self, fresh: Entries, *, all_days: bool) -> None:
        """Go over to other messages of the same case, by what went, came and was renewed."""
        before = self._entries
        old, new = before.messages, fresh.messages
        old_by_id = {message.id: message for message in old}
        gone = _runs(old, {message.id for message in new})
        come = _runs(new, old_by_id.keys())
        there = list(old)
        for run in reversed(gone):
            self.beginRemoveRows(NO_INDEX, run.start, run.stop - 1)
            del there[run.start : run.stop]
            self._take(Entries(tuple(there)))
            self.endRemoveRows()
        for run in come:
            self.beginInsertRows(NO_INDEX, run.start, run.stop - 1)
            there[run.start : run.start] = new[run.start : run.stop]
            self._take(Entries(tuple(there)))
            self.endInsertRows()
        self._take(fresh)
        if (all_days or before.thanked_at != fresh.thanked_at) and new:
            self._say_changed(0, len(new) - 1)
            return
        # The groups beside may begin, end or number their parts otherwise.
        beside = {row for run in come for row in (run.start - 1, run.stop)}
        beside.update(
            row
            for run in gone
            for place in (run.start - 1, run.stop)
            if 0 <= place < len(old)
            for row in [self.row_from(old[place].id)]
        )
        line = None if before.unread_row is None else self.row_from(old[before.unread_row].id)
        if line != fresh.unread_row:
            ends = (row for row in (line, fresh.unread_row) if row is not None)
            beside.update(row for end in ends for row in (end - 1, end))
        touched = {row for place in beside if 0 <= place < len(new) for row in fresh.group(place)}
        promised = {one.message_id for one in set(before.promises) ^ set(fresh.promises)}
        for row, message in enumerate(new):
            if old_by_id.get(message.id, message) != message or message.id in promised:
                touched.add(row)
        for row in sorted(touched):
            self._say_changed(row, row)

    def _say_changed(self, first: int, last: int) -> None:
        for row in range(first, last + 1):
            self._made.pop(row, None)
        self.dataChanged.emit(self.index(first), self.index(last))


def _runs(messages: Sequence[Message], known: Collection[MessageId]) -> list[range]:
    """Return the rows of messages that are not known, neighbours together."""
    found: list[range] = []
    for row, message in enumerate(messages):
        if message.id in known:
            continue
        if found and found[-1].stop == row:
            found[-1] = range(found[-1].start, row + 1)
        else:
            found.append(range(row, row + 1))
    return found


def _id(message: Message) -> MessageId:
    return message.id

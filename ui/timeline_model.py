"""The messages of the open case as a Qt model, with what stands around each of them.

A cache: the case view is read by the reader lane and handed in whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.domain.messages import CallNote, Direction, Message, Post
from ui import words
from ui.override import override
from ui.plain import isolated

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Entry:
    """One message with what the timeline says about it."""

    message: Message
    day: str
    """The day line above it; empty where the day is that of the message before."""
    headline: str
    """Who and when; empty for a part that goes on with the answer above."""
    kind: str
    """`in`, `own` or `call`."""


class TimelineModel(QAbstractListModel):
    """Messages of one case, oldest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show_messages(self, messages: Sequence[Message], now: datetime) -> None:
        """Show these; where they only grew at the end, what is there stays untouched."""
        fresh = entries(messages, now)
        old = self._entries
        if fresh == old:
            return
        if old and fresh[: len(old)] == old:
            self.beginInsertRows(NO_INDEX, len(old), len(fresh) - 1)
            self._entries = fresh
            self.endInsertRows()
        elif [_id(entry) for entry in fresh] == [_id(entry) for entry in old]:
            self._entries = fresh
            self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
        else:
            self.beginResetModel()
            self._entries = fresh
            self.endResetModel()

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._entries)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.message.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.headline}: {entry.message.text}"
        return None


def entries(messages: Sequence[Message], now: datetime) -> list[Entry]:
    """Return the timeline of messages given oldest first."""
    parts = _part_numbers(messages)
    found: list[Entry] = []
    date_before: date | None = None
    for place, message in enumerate(messages):
        local_date = message.at.astimezone().date()
        number, total = parts[place]
        same_day = local_date == date_before
        found.append(
            Entry(
                message=message,
                day="" if same_day else words.day(message.at, now),
                headline="" if number > 1 and same_day else _headline(message, total),
                kind=_kind(message),
            )
        )
        date_before = local_date
    return found


def _id(entry: Entry) -> int:
    return entry.message.id


def _kind(message: Message) -> str:
    if isinstance(message, CallNote):
        return "call"
    return "own" if message.direction is Direction.OUT else "in"


def _headline(message: Message, total: int) -> str:
    if isinstance(message, CallNote):
        return words.call_line(message)
    facts = [isolated(message.author_name)] if message.author_name else []
    if message.author_handle:
        facts.append(f"@{message.author_handle}")
    facts.append(words.clock(message.at))
    if total > 1:
        facts.append(f"{total} parts")
    if message.media:
        facts.append(words.several(len(message.media), "picture"))
    return "  ·  ".join(facts)


def _part_numbers(messages: Sequence[Message]) -> list[tuple[int, int]]:
    """Return for each message its number in its answer, and how many parts that has.

    An answer is a run of own posts of which each answers the one before.
    """
    runs: list[list[int]] = []
    for place, message in enumerate(messages):
        before = messages[place - 1] if place else None
        if (
            isinstance(message, Post)
            and isinstance(before, Post)
            and message.direction is Direction.OUT
            and before.direction is Direction.OUT
            and message.parent_id == before.remote_id
        ):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [(number, len(run)) for run in runs for number in range(1, len(run) + 1)]

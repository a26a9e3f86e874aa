"""The watches as rows: kept while they are the same ones, renewed in place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.domain.accounts import Account
from console.domain.ids import AccountId, WatchId
from console.domain.watches import Watch
from ui import watch_words, watches_words
from ui.override import override
from ui.plain import isolated
from ui.watches_words import Said

Index = QModelIndex | QPersistentModelIndex
WATCH = Qt.ItemDataRole.UserRole
SAID = Qt.ItemDataRole.UserRole + 1
"""How it stands."""
WHERE = Qt.ItemDataRole.UserRole + 2
"""How often it looks and by whose access."""
_NOWHERE = QModelIndex()


class WatchesModel(QAbstractListModel):
    """All watches, in the order in which they were read."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.watches: tuple[Watch, ...] = ()
        self._handles: dict[AccountId, str] = {}
        self._looking: WatchId | None = None

    def show_watches(self, watches: tuple[Watch, ...], accounts: tuple[Account, ...]) -> None:
        """Show these; rows stay where they are the same watches in the same order."""
        same = [one.id for one in watches] == [one.id for one in self.watches]
        if not same:
            self.beginResetModel()
        self.watches = watches
        self._handles = {one.id: one.handle for one in accounts} if len(accounts) > 1 else {}
        if same:
            self.renew()
        else:
            self.endResetModel()

    def show_looking(self, watch_id: WatchId | None) -> None:
        """Show which watch is looking on a person's word; None: no one."""
        if watch_id != self._looking:
            self._looking = watch_id
            self.renew()

    def renew(self) -> None:
        """Say anew how they stand: time went on."""
        if self.watches:
            self.dataChanged.emit(self.index(0), self.index(len(self.watches) - 1))

    def watch_at(self, row: int) -> Watch | None:
        """Return the watch of a row; None where there is none."""
        return self.watches[row] if 0 <= row < len(self.watches) else None

    def position(self, watch_id: WatchId) -> int | None:
        """Return the row of a watch; None where it is not there."""
        return next((row for row, one in enumerate(self.watches) if one.id == watch_id), None)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.watches)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        watch = self.watch_at(index.row()) if index.isValid() else None
        if watch is None:
            return None
        if role == WATCH:
            return watch
        if role == SAID:
            return self._said(watch)
        if role == WHERE:
            handle = self._handles.get(watch.new.account_id, "")
            pace = watch_words.pace(watch.new.pace)
            return f"{pace}, @{handle}" if handle else pace
        if role == Qt.ItemDataRole.DisplayRole:
            return isolated(watch.new.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return watches_words.spoken(watch, self._now())
        return None

    def _said(self, watch: Watch) -> Said:
        return watches_words.state(watch, self._now(), looking=watch.id == self._looking)

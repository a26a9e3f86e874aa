"""The list of backups: newest first, two lines each. Shows what it is given; reads nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyleOptionViewItem,
)

from console.domain.backups import Backup
from console.language import tr
from ui import backups_words as words
from ui.mirror import Mirror
from ui.override import override
from ui.theme import UNIT, Theme
from ui.two_line_list import Line, TwoLineDelegate, two_line_list

Index = QModelIndex | QPersistentModelIndex
BACKUP = Qt.ItemDataRole.UserRole
FACTS = Qt.ItemDataRole.UserRole + 1
NO_INDEX = QModelIndex()


class BackupsModel(QAbstractListModel):
    """Backups in the order given."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.backups: tuple[Backup, ...] = ()

    def show_backups(self, backups: tuple[Backup, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.backups = backups
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.backups)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self.backups):
            return None
        backup = self.backups[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words.when(backup)
            case Qt.ItemDataRole.AccessibleTextRole:
                said = (words.when(backup), words.facts(backup, self._now()))
                return f"{', '.join(said)}, {words.size(backup.size)}"
            case _ if role == FACTS:
                return words.facts(backup, self._now())
            case _ if role == BACKUP:
                return backup
        return None


class BackupsDelegate(TwoLineDelegate):
    """Draws a backup: when over what it is, at the right how large."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.size()

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        backup = index.data(BACKUP)
        if not isinstance(backup, Backup):
            return
        area: QRect = option.rect
        mirror, theme = Mirror(area, option.direction), self._theme
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        painter.save()
        self.draw_ground(painter, mirror, area, option.state)
        inner = area.adjusted(3 * UNIT, UNIT, -2 * UNIT, -UNIT)
        said = "danger" if backup.problem else "quiet"
        first = Line(str(index.data()), theme.text_font(), "text", top)
        second = Line(str(index.data(FACTS)), theme.small_font(), said, bottom)
        self.draw_line(painter, mirror, inner, first, words.size(backup.size))
        self.draw_line(painter, mirror, inner, second)
        painter.restore()


def backups_list(model: BackupsModel, theme: Theme) -> QListView:
    """Return a list that shows a model's backups."""
    made = two_line_list(model, tr("Backups, newest first"))
    made.setItemDelegate(BackupsDelegate(theme, made))
    return made

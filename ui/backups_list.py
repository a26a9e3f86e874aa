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
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from console.domain.backups import Backup
from console.language import tr
from ui import backups_words as words
from ui.mirror import Mirror
from ui.override import override
from ui.theme import BAR, HALF, UNIT, Theme

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


class BackupsDelegate(QStyledItemDelegate):
    """Draws a backup: when over what it is, at the right how large."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._theme
        high = QFontMetrics(theme.text_font()).height() + QFontMetrics(theme.small_font()).height()
        return QSize(30 * UNIT, high + HALF + 2 * UNIT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        backup = index.data(BACKUP)
        if not isinstance(backup, Backup):
            return
        area: QRect = option.rect
        painter.save()
        mirror = Mirror(area, option.direction)
        self._ground(painter, area, option.state, mirror)
        inner = area.adjusted(3 * UNIT, UNIT, -2 * UNIT, -UNIT)
        large = words.size(backup.size)
        theme = self._theme
        room = QFontMetrics(theme.small_font()).horizontalAdvance(large) + 2 * UNIT
        upper = inner.adjusted(0, 0, -room, 0)
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        self._line(painter, mirror, upper, str(index.data()), theme.text_font(), "text", top)
        said = "danger" if backup.problem else "quiet"
        self._line(painter, mirror, inner, str(index.data(FACTS)), theme.small_font(), said, bottom)
        painter.setFont(theme.small_font())
        painter.setPen(theme.colour("quiet"))
        mirror.boxed(painter, inner, top | Qt.AlignmentFlag.AlignRight, large)
        painter.restore()

    def _ground(
        self, painter: QPainter, area: QRect, state: QStyle.StateFlag, mirror: Mirror
    ) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._theme.colour("chosen"))
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            bar = QRect(area.left(), area.top(), BAR, area.height())
            accent = self._theme.colour("accent_text" if focused else "accent")
            painter.fillRect(mirror.rect(bar), accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, self._theme.colour("hover"))

    def _line(
        self,
        painter: QPainter,
        mirror: Mirror,
        inner: QRect,
        text: str,
        font: QFont,
        colour: str,
        along: Qt.AlignmentFlag,
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        line = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        along |= Qt.AlignmentFlag.AlignLeft
        mirror.boxed(painter, inner, along | Qt.TextFlag.TextSingleLine, line)


def backups_list(model: BackupsModel, theme: Theme) -> QListView:
    """Return a list that shows a model's backups."""
    made = QListView()
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setAccessibleName(tr("Backups, newest first"))
    made.setModel(model)
    made.setItemDelegate(BackupsDelegate(theme, made))
    made.setUniformItemSizes(True)
    made.setMouseTracking(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    return made

"""The list of a dialog whose rows are a disc or an icon, a name, and a quiet word below it.

All text is drawn as it is, never as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from console.domain.accounts import Account
from ui import account_marks
from ui.icons import SIZE, Icons
from ui.mirror import Mirror
from ui.override import override
from ui.theme import BAR, HALF, UNIT, Theme

ROW = Qt.ItemDataRole.UserRole
FLAG = QStyle.StateFlag
ELIDE = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class Row:
    """What one row shows."""

    key: int
    """What it stands for."""
    name: str
    said: str
    tone: str = "quiet"
    """The token of its colour."""
    icon: str = ""
    """Before `said`."""
    account: Account | None = None
    """Whose disc stands before the name."""
    strong: bool = False


class RowDelegate(QStyledItemDelegate):
    """Draws a `Row`."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, Icons(theme)

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        names = QFontMetrics(self._theme.strong_font()).height()
        return QSize(100, names + QFontMetrics(self._theme.small_font()).height() + 2 * UNIT)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        theme, area = self._theme, QRect(option.rect)
        mirror = Mirror(area, option.direction)
        self._ground(painter, area, option.state, mirror)
        names, smalls = QFontMetrics(theme.strong_font()), QFontMetrics(theme.small_font())
        inner = area.adjusted(2 * UNIT, UNIT, -UNIT, -UNIT)
        if row.account is not None:
            disc = QRect(inner.left(), inner.center().y() - 11, 22, 22)
            account_marks.draw(painter, mirror.rect(disc), row.account, theme)
            inner.setLeft(disc.right() + UNIT + 1)
        painter.setFont(theme.strong_font() if row.strong else theme.text_font())
        painter.setPen(theme.colour("text"))
        top = inner.top() + names.ascent()
        mirror.text(painter, inner.left(), top, names.elidedText(row.name, ELIDE, inner.width()))
        left, below = inner.left(), inner.top() + names.height()
        if row.icon:
            place = QRect(left, below + (smalls.height() - SIZE) // 2 + 2, SIZE - 4, SIZE - 4)
            self._icons.draw(painter, mirror.rect(place), row.icon, row.tone)
            left = place.right() + HALF
        painter.setFont(theme.small_font())
        painter.setPen(theme.colour(row.tone))
        said = smalls.elidedText(row.said, ELIDE, inner.right() - left)
        mirror.text(painter, left, below + smalls.ascent(), said)

    def _ground(
        self, painter: QPainter, area: QRect, state: QStyle.StateFlag, mirror: Mirror
    ) -> None:
        theme = self._theme
        if state & FLAG.State_Selected:
            painter.fillRect(area, theme.colour("chosen"))
            bar = QRect(area.left(), area.top(), BAR, area.height())
            painter.fillRect(mirror.rect(bar), theme.colour("accent"))
        elif state & FLAG.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        if state & FLAG.State_Selected and state & FLAG.State_HasFocus:
            painter.setPen(theme.colour("accent_text"))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))


class AccountsList(QListWidget):
    """Rows that keep what is chosen while they are told anew."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setObjectName("sideList")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(RowDelegate(theme, self))
        theme.changed.connect(self.viewport().update)

    @property
    def key(self) -> int | None:
        """Return what the chosen row stands for."""
        row = self.currentIndex().data(ROW)
        return row.key if isinstance(row, Row) else None

    def show_rows(self, rows: Sequence[Row], choose: int | None = None) -> None:
        """Show these; `choose` is chosen, else what was, else the first."""
        wanted = self.key if choose is None else choose
        blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own
        if [row.key for row in rows] == [self._row(place).key for place in range(self.count())]:
            for place, row in enumerate(rows):
                self._fill(self.item(place), row)
        else:
            self.clear()
            for row in rows:
                item = QListWidgetItem()
                self._fill(item, row)
                self.addItem(item)
        places = {row.key: place for place, row in enumerate(rows)}
        self.setCurrentRow(places.get(-1 if wanted is None else wanted, 0))
        self.blockSignals(blocked)
        self.viewport().update()

    def _row(self, place: int) -> Row:
        row = self.item(place).data(ROW)
        assert isinstance(row, Row), "every item holds its row"
        return row

    def _fill(self, item: QListWidgetItem, row: Row) -> None:
        item.setData(ROW, row)
        said = f"{row.name}, {row.said}" if row.said else row.name
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)

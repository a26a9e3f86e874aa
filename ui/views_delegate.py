"""How a view of the desk is drawn at the side: its icon, its title, its count at the right.

Where the side has no room for titles it is folded: icons and counts stand alone.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from console.language import numeral, tr
from ui.icons import SIZE, Icons
from ui.mirror import Mirror
from ui.override import override
from ui.plain import tip
from ui.theme import BAR, HALF, UNIT, Theme
from ui.views import COUNT, TROUBLE, VIEW, View

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 4 * UNIT
GAP = UNIT
"""Above the outbox, which is no state of a case."""
FLAG = QStyle.StateFlag
MANY = tr("! {trouble} of {count}").format(trouble=99, count=numeral(1000))
"""A count that every view has room for."""
FEW = "999"
"""And where texts are larger than usual."""
MOST = 999
"""More are not counted out beside an icon."""


class ViewDelegate(QStyledItemDelegate):
    """Draws a view: its icon, its title, its count at the right."""

    def __init__(self, theme: Theme, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self.searching = False
        """Whether all cases are searched: the chosen view is then only where one comes from."""
        self.folded = False
        """Whether titles have no room: icons are as large as texts then, tips have the titles."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW_HEIGHT + (GAP if index.data(VIEW) is View.OUTBOX else 0))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = index.data(VIEW)
        if not isinstance(view, View):
            return
        area: QRect = option.rect.adjusted(0, GAP if view is View.OUTBOX else 0, 0, 0)
        theme = self._theme
        chosen = bool(option.state & FLAG.State_Selected)
        painter.save()
        mirror = Mirror(area, option.direction)
        self._ground(painter, area, option.state, mirror)
        strong = chosen and not self.searching
        size = icon_size(theme) if self.folded else SIZE
        icon = QRect(area.left() + 2 * UNIT, area.center().y() - size // 2 + 1, size, size)
        self._icons.draw(painter, mirror.rect(icon), view.icon, "text" if strong else "quiet")
        inner = area.adjusted(3 * UNIT + size, 0, -2 * UNIT, 0)
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.strong_font() if strong else theme.text_font())
        painter.setPen(theme.colour("text"))
        if not self.folded:
            mirror.boxed(painter, inner, centre | Qt.AlignmentFlag.AlignLeft, view.title)
        count, trouble = index.data(COUNT), index.data(TROUBLE)
        painter.setFont(theme.small_font())
        if count or trouble:
            token = "danger" if trouble else "accent_text" if strong else "quiet"
            painter.setPen(theme.colour(token))
            said = numeral(count)
            if trouble:
                whole = trouble < count and not self.folded
                of_all = tr("! {trouble} of {count}") if whole else "! {trouble}"
                said = of_all.format(trouble=numeral(trouble), count=numeral(count))
            elif self.folded and count > MOST:
                said = tr("{count}+").format(count=MOST)
            mirror.boxed(painter, inner, centre | Qt.AlignmentFlag.AlignRight, said)
        painter.restore()

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Say which view an icon stands for, and what it holds."""
        said = index.data(Qt.ItemDataRole.AccessibleTextRole) if self.folded else ""
        QToolTip.showText(event.globalPos(), tip(str(said or "")), view)
        return bool(said)

    def _ground(
        self, painter: QPainter, area: QRect, state: QStyle.StateFlag, mirror: Mirror
    ) -> None:
        theme = self._theme
        if state & FLAG.State_Selected and self.searching:
            painter.fillRect(area, theme.colour("hover"))
        elif state & FLAG.State_Selected:
            painter.fillRect(area, theme.colour("chosen"))
            bar = QRect(area.left(), area.top(), BAR, area.height())
            painter.fillRect(mirror.rect(bar), theme.colour("accent"))
        elif state & FLAG.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        if state & FLAG.State_Selected and state & FLAG.State_HasFocus:
            painter.setPen(theme.colour("accent_text"))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))


def width_for(theme: Theme) -> int:
    """Return a width of the side in which every view's title and count has room."""
    longest = max(QFontMetrics(theme.strong_font()).horizontalAdvance(v.title) for v in View)
    many = MANY if theme.text_percent == 100 else FEW  # else the case would have none left
    count = QFontMetrics(theme.small_font()).horizontalAdvance(many)
    return longest + count + SIZE + 6 * UNIT


def icon_size(theme: Theme) -> int:
    """Return how large icons are that stand for titles: as texts are."""
    return min(theme.room_for(SIZE), ROW_HEIGHT - HALF)


def folded_width(theme: Theme) -> int:
    """Return a width of the side in which every view's icon and count has room."""
    count = QFontMetrics(theme.small_font()).horizontalAdvance(f"{MOST}+")
    return icon_size(theme) + count + 5 * UNIT

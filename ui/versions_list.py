"""The list of what a draft once was: newest first, two lines each.

Shows what it is given; reads nothing.
"""

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
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from console.domain.outbox import DraftVersion, VersionOrigin
from console.language import plural, tr
from console.text.split import has_something_to_see
from ui import words
from ui.mirror import Mirror
from ui.override import override
from ui.theme import BAR, HALF, UNIT, Theme

Index = QModelIndex | QPersistentModelIndex
VERSION = Qt.ItemDataRole.UserRole
FACTS = Qt.ItemDataRole.UserRole + 1
NO_INDEX = QModelIndex()
FIRST_WORDS = 120
"""So many characters of a text are looked at for its line."""
NOTHING_SEEN = tr("(nothing to be seen)")
ORIGINS = {
    VersionOrigin.TYPED: tr("typed"),
    VersionOrigin.SENT: tr("sent"),
    VersionOrigin.TAKEN_BACK: tr("taken back"),
}
ORIGINS_BY = {
    VersionOrigin.TYPED: tr("Typed by {agent}"),
    VersionOrigin.SENT: tr("Sent by {agent}"),
    VersionOrigin.TAKEN_BACK: tr("Taken back by {agent}"),
}


def moment(version: DraftVersion, now: datetime) -> str:
    """Return when it was: `12:04, 3 min ago`; of long ago the date and time alone."""
    when = words.moment(version.at, now)
    return when if now - version.at >= words.OLD else f"{when}, {words.ago(version.at, now)}"


class VersionsModel(QAbstractListModel):
    """Versions of one draft, in the order given."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._versions: tuple[DraftVersion, ...] = ()

    def show_versions(self, versions: tuple[DraftVersion, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._versions = versions
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._versions)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._versions):
            return None
        version = self._versions[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _first_words(version.text)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._facts(version)}: {_first_words(version.text)}"
            case _ if role == FACTS:
                return self._facts(version)
            case _ if role == VERSION:
                return version
        return None

    def _facts(self, version: DraftVersion) -> str:
        length = plural(len(version.text), "{count} character", "{count} characters")
        origin = ORIGINS[version.origin]
        return "  ·  ".join((moment(version, self._now()), origin, length))


def _first_words(text: str) -> str:
    """Return the line of a text; in words where there is none to be seen."""
    line = " ".join(text[:FIRST_WORDS].split())
    # Letters are seen: only where there are none has the whole text to be looked at.
    return line if any(map(str.isalnum, line)) or has_something_to_see(text) else NOTHING_SEEN


class VersionsDelegate(QStyledItemDelegate):
    """Draws a version: its first words, and below them when, how and how long."""

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
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        mirror, left = Mirror(area, option.direction), Qt.AlignmentFlag.AlignLeft
        theme = self._theme
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("chosen"))
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            bar = QRect(area.left(), area.top(), BAR, area.height())
            painter.fillRect(mirror.rect(bar), theme.colour("accent_text" if focused else "accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        inner = area.adjusted(UNIT + HALF, UNIT, -UNIT - HALF, -UNIT)
        for role, font, colour, along in (
            (Qt.ItemDataRole.DisplayRole, theme.text_font(), "text", Qt.AlignmentFlag.AlignTop),
            (FACTS, theme.small_font(), "quiet", Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            line = painter.fontMetrics().elidedText(
                str(index.data(role)), Qt.TextElideMode.ElideRight, inner.width()
            )
            mirror.boxed(painter, inner, along | left | Qt.TextFlag.TextSingleLine, line)
        painter.restore()


def versions_list(model: VersionsModel, theme: Theme) -> QListView:
    """Return a list that shows a model's versions."""
    made = QListView()
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setAccessibleName(tr("Versions, newest first"))
    made.setModel(model)
    made.setItemDelegate(VersionsDelegate(theme, made))
    made.setUniformItemSizes(True)
    made.setMouseTracking(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    return made

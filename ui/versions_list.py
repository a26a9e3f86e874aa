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
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyleOptionViewItem,
)

from console.domain.outbox import DraftVersion, VersionOrigin
from console.language import plural, tr
from console.text.split import has_something_to_see
from ui import words
from ui.mirror import Mirror
from ui.override import override
from ui.theme import HALF, UNIT, Theme
from ui.two_line_list import Line, TwoLineDelegate, two_line_list

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


class VersionsDelegate(TwoLineDelegate):
    """Draws a version: its first words, and below them when, how and how long."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.size()

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        mirror, theme = Mirror(area, option.direction), self._theme
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        painter.save()
        self.draw_ground(painter, mirror, area, option.state)
        inner = area.adjusted(UNIT + HALF, UNIT, -UNIT - HALF, -UNIT)
        first = Line(str(index.data()), theme.text_font(), "text", top)
        second = Line(str(index.data(FACTS)), theme.small_font(), "quiet", bottom)
        for line in (first, second):
            self.draw_line(painter, mirror, inner, line)
        painter.restore()


def versions_list(model: VersionsModel, theme: Theme) -> QListView:
    """Return a list that shows a model's versions."""
    made = two_line_list(model, tr("Versions, newest first"))
    made.setItemDelegate(VersionsDelegate(theme, made))
    return made

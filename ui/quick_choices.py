"""What a quick chooser offers: the choices that a query leaves, and how they are drawn.

Texts are drawn as they are, never as markup; names of others are given as they were
written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from console.language import tr
from console.text.hidden_signs import in_line
from ui.icons import Icons
from ui.mirror import Mirror
from ui.override import override
from ui.plain import isolated
from ui.theme import BAR, UNIT, Theme

Index = QModelIndex | QPersistentModelIndex
CHOICE = Qt.ItemDataRole.UserRole
NO_INDEX = QModelIndex()
WIDTH, ROW_HEIGHT, TICK = 440, 4 * UNIT, 14
ELIDE = Qt.TextElideMode.ElideRight
FLAG = QStyle.StateFlag
SAID = {True: tr(", chosen"), None: tr(", in some"), False: ""}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen."""

    text: str
    note: str = ""
    """Quietly at the right."""
    value: object = None
    ticked: bool | None = False
    """Whether it holds already; None where it does for some of what is acted on."""
    lasting: bool = False
    """Whether it stands at the end whatever is typed, as `Edit list…` does."""


class Choices(QAbstractListModel):
    """The choices that hold every word of a query, those that begin with it first."""

    def __init__(self, *, free_text: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._free_text = free_text
        self._every: tuple[Choice, ...] = ()
        self._found: tuple[Choice, ...] = ()
        self._query = ""
        self._filtered = True

    def show(self, choices: Sequence[Choice], *, filtered: bool = True) -> None:
        """Offer these; not `filtered` where whoever gives them looked at the query already."""
        self._every, self._filtered = tuple(choices), filtered
        self.find(self._query)

    def find(self, query: str) -> None:
        """Offer what a query leaves, and the query itself where any text may be chosen."""
        self._query = " ".join(query.split())
        wanted = self._query.casefold().split()
        fitting = [one for one in self._every if not one.lasting and self._fits(one, wanted)]
        if wanted and self._filtered:
            fitting.sort(key=lambda one: not one.text.casefold().startswith(wanted[0]))
        known = self._query.casefold() in (one.text.casefold() for one in self._every)
        new = [Choice(self._query, "new", self._query)]
        self.beginResetModel()
        self._found = (
            *fitting,
            *(new if self._free_text and self._query and not known else ()),
            *(one for one in self._every if one.lasting),
        )
        self.endResetModel()

    def tick(self, row: int) -> Choice | None:
        """Turn the tick of a choice; return it as it is now, None where it has none."""
        if not 0 <= row < len(self._found) or self._found[row].lasting:
            return None
        before = self._found[row]
        after = replace(before, ticked=before.ticked is not True)
        if before in self._every:
            self._every = tuple(after if one is before else one for one in self._every)
        else:  # a new text: listed from now on
            after = replace(after, note="")
            self._every = (after, *self._every)
        self.find(self._query)
        return after

    @property
    def every(self) -> tuple[Choice, ...]:
        """Return all choices as they are by now."""
        return self._every

    def at(self, row: int) -> Choice | None:
        """Return the choice in a row."""
        return self._found[row] if 0 <= row < len(self._found) else None

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._found)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.at(index.row()) if index.isValid() else None
        if one is None:
            return None
        if role == CHOICE:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return in_line(one.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            note = in_line(one.note)
            return f"{in_line(one.text)}{SAID[one.ticked]}{f', {note}' if note else ''}"
        return None

    def _fits(self, one: Choice, wanted: Sequence[str]) -> bool:
        said = f"{one.text} {one.note}".casefold()
        return not self._filtered or all(word in said for word in wanted)


class ChoiceDelegate(QStyledItemDelegate):
    """Draws a choice: its tick, its words, its note at the right."""

    def __init__(self, theme: Theme, *, ticks: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._icons, self._ticks = theme, Icons(theme), ticks

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WIDTH, ROW_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one = index.data(CHOICE)
        if not isinstance(one, Choice):
            return
        theme, area = self._theme, QRect(option.rect)
        mirror, sides = Mirror(area, option.direction), Qt.AlignmentFlag
        painter.save()
        self._ground(painter, area, option.state, mirror)
        inner = area.adjusted(2 * UNIT, 0, -2 * UNIT, 0)
        if self._ticks:
            box = QRect(inner.left(), inner.center().y() - TICK // 2, TICK, TICK)
            self._tick(painter, mirror.rect(box), one)
            inner.setLeft(box.right() + 1 + UNIT)
        centre = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        smalls = QFontMetrics(theme.small_font())
        text_room = QFontMetrics(theme.text_font()).horizontalAdvance(one.text)
        note = smalls.elidedText(isolated(one.note), ELIDE, max(inner.width() // 2,
            inner.width() - text_room - 2 * UNIT))  # fmt: skip
        painter.setFont(theme.small_font())
        painter.setPen(theme.colour("quiet"))
        mirror.boxed(painter, inner, centre | sides.AlignRight, note)
        inner.setRight(inner.right() - (smalls.horizontalAdvance(note) + 2 * UNIT if note else 0))
        painter.setFont(theme.text_font())
        painter.setPen(theme.colour("accent_text" if one.lasting else "text"))
        said = painter.fontMetrics().elidedText(isolated(one.text), ELIDE, inner.width())
        mirror.boxed(painter, inner, centre | sides.AlignLeft, said)
        painter.restore()

    def _ground(
        self, painter: QPainter, area: QRect, state: QStyle.StateFlag, mirror: Mirror
    ) -> None:
        if state & FLAG.State_Selected:
            painter.fillRect(area, self._theme.colour("chosen"))
            bar = QRect(area.left(), area.top(), BAR, area.height())
            painter.fillRect(mirror.rect(bar), self._theme.colour("accent_text"))
        elif state & FLAG.State_MouseOver:
            painter.fillRect(area, self._theme.colour("hover"))

    def _tick(self, painter: QPainter, box: QRect, one: Choice) -> None:
        """Draw the sign of what holds already: a tick, or a line where it does for some."""
        if one.lasting or one.ticked is False:
            return
        icon = "check" if one.ticked else "minus"
        self._icons.draw(painter, box, icon, "accent_text")

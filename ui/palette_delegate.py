"""Draws the rows of the palette: a name, quietly what it is, what belongs to it at the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from console.domain.cases import CaseRow
from console.domain.contacts import Contact, ContactHit
from console.language import tr
from ui import case_words, words
from ui.actions import Listed
from ui.mirror import Mirror
from ui.override import override
from ui.palette_model import ENTRY, Heading
from ui.plain import isolated
from ui.theme import BAR, HALF, UNIT, Theme

Index = QModelIndex | QPersistentModelIndex
HEIGHT = 4 * UNIT
CENTRE, LEFT = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft
GAP = "  ·  "


class PaletteDelegate(QStyledItemDelegate):
    """Headings, acts, cases and customers, all of one height."""

    def __init__(self, theme: Theme, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._now = theme, now
        self._mirror = Mirror(QRect(), Qt.LayoutDirection.LeftToRight)
        """Of the row that is being drawn."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one, area = index.data(ENTRY), QRect(option.rect)
        self._mirror = Mirror(area, option.direction)
        painter.save()
        inner = area.adjusted(2 * UNIT, 0, -2 * UNIT, 0)
        if isinstance(one, Heading):
            self._heading(painter, inner, one)
        else:
            self._ground(painter, area, option.state)
            self._entry(painter, inner, one)
        painter.restore()

    def _ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._theme.colour("chosen"))
            bar = QRect(area.left(), area.top(), BAR, area.height())
            painter.fillRect(self._mirror.rect(bar), self._theme.colour("accent_text"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, self._theme.colour("hover"))

    def _heading(self, painter: QPainter, area: QRect, one: Heading) -> None:
        painter.setFont(self._theme.small_font())
        painter.setPen(self._theme.colour("quiet"))
        low = area.adjusted(0, 0, 0, -HALF)
        sides = Qt.AlignmentFlag
        self._mirror.boxed(painter, low, sides.AlignBottom | sides.AlignLeft, one.text)
        self._mirror.boxed(painter, low, sides.AlignBottom | sides.AlignRight, one.note)

    def _entry(self, painter: QPainter, area: QRect, one: object) -> None:
        now, theme = self._now(), self._theme
        match one:
            case Listed():
                possible = one.action.isEnabled()
                note = one.menu if possible else GAP.join((one.menu, tr("not possible now")))
                font, token = theme.text_font(), "text" if possible else "quiet"
                self._line(painter, area, (one.text, note, one.shown_keys), font, token)
            case CaseRow():
                name = isolated(one.name) or case_words.NO_NAME
                handle = f"@{one.handle}{GAP}" if one.handle else ""
                state = f"{words.STATES[one.state]}{GAP}{words.age(one.last_at, now)}"
                said = (name, f"{handle}{case_words.snippet(one)}", state)
                self._line(painter, area, said, theme.strong_font(), "text")
            case ContactHit():
                name = isolated(one.contact.title) or case_words.NO_NAME
                state = tr("open case") if one.open_case is not None else ""
                last = words.age(one.last_at, now)
                said = (name, _known(one.contact), GAP.join(filter(None, (state, last))))
                self._line(painter, area, said, theme.strong_font(), "text")

    def _line(
        self, painter: QPainter, area: QRect, said: tuple[str, str, str], font: QFont, token: str
    ) -> None:
        """Draw name, note and what stands at the right; the note gives way first."""
        name, note, right = said
        small, quiet = self._theme.small_font(), self._theme.colour("quiet")
        painter.setFont(small)
        painter.setPen(quiet)
        self._mirror.boxed(painter, area, CENTRE | Qt.AlignmentFlag.AlignRight, right)
        taken = painter.fontMetrics().horizontalAdvance(right)
        room = area.adjusted(0, 0, -(taken + 2 * UNIT) if right else 0, 0)
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        name = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        self._mirror.boxed(painter, room, CENTRE | LEFT, name)
        room.adjust(painter.fontMetrics().horizontalAdvance(name) + UNIT, 0, 0, 0)
        if room.width() > 4 * UNIT:
            painter.setFont(small)
            painter.setPen(quiet)
            shown = painter.fontMetrics().elidedText(
                " ".join(note.split()), Qt.TextElideMode.ElideRight, room.width()
            )
            self._mirror.boxed(painter, room, CENTRE | LEFT, shown)


def _known(contact: Contact) -> str:
    """Return by what else a customer is known."""
    handles = (f"@{each.handle}" for each in contact.handles if each.handle)
    known = (*handles, *(phone.number for phone in contact.phones))
    return GAP.join(dict.fromkeys(each for each in known if each != contact.title))

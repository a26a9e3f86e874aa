"""What the search of the preferences found: a list by page, with the words marked, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from console.language import tr
from ui.override import override
from ui.preferences_search import Hit, Span
from ui.state_view import StateView
from ui.text_layout import reads_leftwards
from ui.theme import BAR, HALF, UNIT, Theme
from ui.timeline_text import utf16

ENTRY = Qt.ItemDataRole.UserRole
NOTHING = tr("No setting is called that")
TRY = tr("Try what it does, in other words: dark, signature, password, holidays, sound.")
BEFORE = 24
"""So many signs of a long text stand before its first marked word."""
Index = QModelIndex | QPersistentModelIndex


class PreferencesHits(QStackedWidget):
    """Rows of hits under the titles of their pages; or what to try.

    Signals:
        chosen(Hit): the person wants to go there.
        cleared: they want to have all back.
    """

    chosen = Signal(object)
    cleared = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What was found"))
        self.list.setItemDelegate(_Lines(theme, self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.nothing = StateView()
        self.nothing.say(NOTHING, "", TRY, ((tr("Show all settings"), self.cleared.emit),))
        self.addWidget(self.list)
        self.addWidget(self.nothing)
        self.list.itemClicked.connect(self._take)
        self.list.itemActivated.connect(self._take)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show them; the first is chosen."""
        self.list.clear()
        page = -1
        for hit in hits:
            if hit.place != page:
                page = hit.place
                heading = QListWidgetItem(hit.page, self.list)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
            item = QListWidgetItem(hit.row.title, self.list)
            item.setData(ENTRY, hit)
            said = tr("{title}, {page}").format(title=hit.row.title, page=hit.page)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, hit.said)
        self.list.setCurrentRow(1 if hits else -1)
        self.list.scrollToTop()
        self.setCurrentWidget(self.list if hits else self.nothing)

    def take_chosen(self) -> None:
        """Go to the one that is chosen."""
        if self.list.isVisible() and self.list.currentRow() >= 0:
            self._take(self.list.currentItem())

    def _take(self, item: QListWidgetItem) -> None:
        hit = item.data(ENTRY)
        if hit is not None:
            self.chosen.emit(hit)


class _Lines(QStyledItemDelegate):
    """Draws a heading quietly, and a hit in two lines."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        small = _height(self._theme.small_font())
        if index.data(ENTRY) is None:
            return QSize(0, small + (2 * UNIT if index.row() else UNIT) + HALF)
        said = small if index.data(ENTRY).said else 0
        return QSize(0, _height(self._theme.text_font()) + said + UNIT + HALF)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit, area, theme = index.data(ENTRY), QRect(option.rect), self._theme
        inner = area.adjusted(3 * UNIT, 0, -3 * UNIT, 0)
        painter.save()
        if hit is None:
            painter.setFont(theme.small_font())
            painter.setPen(theme.colour("quiet"))
            side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
            low = inner.adjusted(0, 0, 0, -HALF)
            painter.drawText(low, int(side | Qt.AlignmentFlag.AlignBottom), index.data())
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("chosen"))
            bar = QRect(area.left(), area.top(), BAR, area.height())
            bar = QStyle.visualRect(option.direction, area, bar)
            painter.fillRect(bar, theme.colour("accent_text"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        font = theme.text_font()
        inner.adjust(0, HALF, 0, 0)
        self._line(painter, inner, hit.row.title, hit.title_spans, font, "text")
        inner.adjust(0, _height(font) + 2, 0, 0)
        said, marked = _around(hit.said, hit.said_spans)
        self._line(painter, inner, said, marked, theme.small_font(), "quiet")
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        marked: Sequence[Span],
        font: QFont,
        token: str,
    ) -> None:
        """Draw one line, in the direction in which it is read; what does not fit is cut."""
        bold = QFont(font)
        bold.setBold(True)
        shown = QFontMetrics(bold).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        layout = QTextLayout(shown, font)
        leftwards = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        sides, ways = Qt.AlignmentFlag, Qt.LayoutDirection
        option = QTextOption(sides.AlignRight if leftwards else sides.AlignLeft)
        option.setTextDirection(ways.RightToLeft if reads_leftwards(text) else ways.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        size = len(shown) if shown == text else len(shown) - 1  # without the sign of a cut
        kept = [(begin, min(end, size)) for begin, end in marked if begin < size]
        layout.setFormats([self._marked(shown, *span) for span in kept])
        layout.beginLayout()
        layout.createLine().setLineWidth(area.width())
        layout.endLayout()
        painter.setPen(self._theme.colour(token))
        layout.draw(painter, QPointF(area.topLeft()))

    def _marked(self, text: str, begin: int, end: int) -> QTextLayout.FormatRange:
        """Return a look that needs no colour to be seen, as that of the search for cases."""
        made = QTextLayout.FormatRange()
        made.start, made.length = utf16(text[:begin]), utf16(text[begin:end])
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold)
        look.setForeground(self._theme.colour("text"))
        look.setFontUnderline(True)
        look.setUnderlineColor(self._theme.colour("accent_text"))
        made.format = look
        return made


def _height(font: QFont) -> int:
    return QFontMetrics(font).height()


def _around(text: str, marked: Sequence[Span]) -> tuple[str, Sequence[Span]]:
    """Return a text from shortly before its first mark on, where that is far from its begin."""
    if not marked or marked[0][0] <= 2 * BEFORE:
        return text, marked
    space = text.find(" ", marked[0][0] - BEFORE, marked[0][0])
    begin = space + 1 if space >= 0 else marked[0][0] - BEFORE
    shift = begin - 2
    return f"… {text[begin:]}", [(first - shift, end - shift) for first, end in marked]

"""The list of cards that shows an answer's parts as they will look.

Its current card is the one in which the editor's cursor stands. A card that a person
chooses is told, not acted on.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from console.language import plural, tr
from ui.override import override
from ui.part_delegate import GAP, PAD_ACROSS, PAD_DOWN, PartDelegate
from ui.parts_model import PartsModel
from ui.row_keys import RowKeys
from ui.row_layout import RowLayout
from ui.row_view import RowView
from ui.theme import RADIUS, Theme

COPY_ALL = "Ctrl+Shift+C"
"""As the menu of the window has it."""


class PartsView(RowView):
    """Cards, one under the other.

    Signals:
        part_chosen(int): the person went to the card of this row.
        copied(str): it was copied, in words.
    """

    part_chosen = Signal(int)
    copied = Signal(str)

    def __init__(self, model: PartsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = RowLayout(self.measure, foot=-GAP)  # none below the last
        self._parts, self._theme = model, theme
        self._delegate = PartDelegate(theme, self)
        self._keys = RowKeys(self)
        self.setObjectName("sideList")
        self.setModel(model)
        self.setAccessibleName(tr("Parts"))
        # The mouse goes through the cards into the editor; by key they are one stop.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.clicked.connect(self._tell_clicked)
        theme.changed.connect(self.measure_again)

    @property
    def bar_width(self) -> int:
        """Return the room behind the cards that is always left for the scroll bar.

        Its coming breaks no line anew.
        """
        return self.verticalScrollBar().sizeHint().width()

    @property
    @override
    def row_width(self) -> int:
        return self.width() - self.bar_width

    @override
    def guess(self, first: int, last: int) -> Sequence[int]:
        parts = self._parts.parts[first : last + 1]
        return [self._delegate.guess(part.text, self.row_width) for part in parts]

    @override
    def measure(self, row: int) -> int:
        return self._delegate.height(self._parts.card(row), self.row_width)

    @override
    def paint_row(self, painter: QPainter, row: int, rect: QRect) -> None:
        marked = row == self.currentIndex().row()
        focused = marked and self.hasFocus()
        card, way = self._parts.card(row), self.layoutDirection()
        self._delegate.draw(painter, card, rect, marked=marked, focused=focused, direction=way)

    def mark(self, row: int) -> None:
        """Make this card the current one, and bring it into sight."""
        index = self._parts.index(row)
        if row != self.currentIndex().row():
            self.setCurrentIndex(index)
        self.scrollTo(index)

    def content_height(self, width: int, most: int) -> int:
        """Return how high all cards are together where the list is so wide; `most` at most."""
        total, card_width = 0, width - self.bar_width
        for row in range(self._parts.rowCount()):
            total += self._delegate.height(self._parts.card(row), card_width)
            if total >= most:
                return most
        return max(0, total - GAP)

    def copy_part(self, row: int) -> None:
        """Copy the text of one part, to the sign what would be posted."""
        QGuiApplication.clipboard().setText(self._parts.parts[row].text)
        many = self._parts.rowCount() > 1
        self.copied.emit(
            tr("Part {number} is copied.").format(number=row + 1)
            if many
            else tr("The text is copied.")
        )

    @Slot()
    def copy_all(self) -> None:
        """Copy the texts of all parts, with a blank line between."""
        texts = [part.text for part in self._parts.parts]
        QGuiApplication.clipboard().setText("\n\n".join(texts))
        many = len(texts) > 1
        self.copied.emit(
            tr("All {count} parts are copied.").format(count=len(texts))
            if many
            else tr("The text is copied.")
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex().row()
        if event.matches(QKeySequence.StandardKey.Copy) and before >= 0:
            self.copy_part(before)
            return
        if not self._keys.press(event):
            super().keyPressEvent(event)
        if self.currentIndex().row() not in (-1, before):
            self.part_chosen.emit(self.currentIndex().row())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._parts.rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("hairline"))
        port, taken = self.viewport(), self.row_width - 1
        left = port.width() - taken - 1 if self.isRightToLeft() else 0
        room = QRect(left, 0, taken, port.height() - 1)
        painter.drawRoundedRect(room.toRectF().translated(0.5, 0.5), RADIUS, RADIUS)
        painter.setPen(self._theme.colour("quiet"))
        painter.setFont(self._theme.small_font())
        inside = room.adjusted(PAD_ACROSS, PAD_DOWN, -PAD_ACROSS, -PAD_DOWN)
        painter.drawText(inside, Qt.TextFlag.TextWordWrap.value, self.empty_words())

    def empty_words(self) -> str:
        """Return what stands in place of the cards while there are none."""
        limit = self._parts.limits.max_weight
        return tr(
            "What you write is shown here as it will be posted: {limit} characters a part."
        ).format(limit=limit)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    @Slot(QModelIndex)
    def _tell_clicked(self, index: QModelIndex) -> None:
        self.part_chosen.emit(index.row())

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if not index.isValid():
            return
        row, count = index.row(), self._parts.rowCount()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(
            tr("Copy part {number}").format(number=row + 1) if count > 1 else tr("Copy")
        )
        copy.triggered.connect(lambda: self.copy_part(row))
        if count > 1:
            every = menu.addAction(plural(count, "Copy the {count} part", "Copy all {count} parts"))
            every.setShortcut(QKeySequence(COPY_ALL))
            every.triggered.connect(self.copy_all)
        menu.popup(self.viewport().mapToGlobal(at))

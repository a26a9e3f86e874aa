"""Figures as tiles: the number large, and beside it what makes it believable.

A tile is a button: pressed, it asks for its definition. Knows nothing of cases.
"""

from __future__ import annotations

from textwrap import shorten

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QVBoxLayout, QWidget

from console.domain.insight import Figure
from console.language import tr
from ui import insight_words, plain
from ui.mirror import Mirror
from ui.override import override
from ui.theme import HALF, RADIUS, UNIT, Theme

NARROWEST = 25 * UNIT
"""Of a tile; two stand side by side in the smallest window."""
VALUE_SCALE = 1.25
"""Of a value, times the size of a title."""
MOST_NOTE = 96
"""Characters of a note on the tile; the definition tells all of it."""
PRESS_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FigureTile(QAbstractButton):
    """One figure; checked while its definition is open."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = "quiet"
        self.figure: Figure | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.title, self.basis, self.interval, self.change, self.was, self.note = (
            self._label("text"), *(self._label("quiet") for _ in range(5)),
        )  # fmt: skip
        self.value = self._label("")
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT + HALF, UNIT, UNIT + HALF, UNIT)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(self.value)
        for label in (self.change, self.was, self.basis, self.interval, self.note):
            column.addWidget(label)
        column.addStretch(1)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def show_figure(self, figure: Figure, zone: str = "") -> None:
        """Show a figure; where nothing before it is known, nothing is said of that."""
        self.figure = figure
        changed = insight_words.compared(figure, zone)
        said = {
            self.title: plain.isolated(figure.title),
            self.value: plain.isolated(insight_words.value(figure, zone)),
            self.basis: plain.isolated(insight_words.basis(figure)),
            self.interval: insight_words.interval(figure, zone),
            self.change: "" if changed is None else changed.text,
            self.was: "" if changed is None else changed.was,
            self.note: plain.isolated(shorten(figure.note, MOST_NOTE, placeholder=" …")),
        }
        for label, text in said.items():
            label.setText(text)
            label.setVisible(bool(text))
        self._tone = "quiet" if changed is None else changed.token
        self.setAccessibleName("; ".join(text for text in said.values() if text))
        self.setAccessibleDescription(tr("Opens how it is found"))
        self._colour()
        self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in PRESS_KEYS:
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        ground = "chosen" if on else "hover" if self.underMouse() else "panel"
        width = 2.0 if self.hasFocus() else 1.0
        edge = "accent_text" if on or self.hasFocus() else "hairline"
        painter.setPen(QPen(theme.colour(edge), width))
        painter.setBrush(theme.colour(ground))
        half = width / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS, RADIUS
        )
        painter.end()

    def _label(self, name: str) -> QLabel:
        made = plain.label("", name)
        made.setWordWrap(True)
        made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return made

    @Slot()
    def _take_theme(self) -> None:
        theme = self._theme
        font = QFont(theme.title_font())
        font.setPointSizeF(font.pointSizeF() * VALUE_SCALE)
        self.value.setFont(font)
        for label in (self.title, self.basis, self.interval, self.was, self.note):
            label.setFont(theme.small_font())
        strong = QFont(theme.small_font())
        strong.setWeight(QFont.Weight.DemiBold)
        self.change.setFont(strong)
        self._colour()

    def _colour(self) -> None:
        """Give the change its colour, which says no more than its words."""
        name = self._tone if self.change.text() else "quiet"
        if self.change.objectName() != name:
            self.change.setObjectName(name)
            self.change.style().unpolish(self.change)
            self.change.style().polish(self.change)
        self.update()


class TileRow(QWidget):
    """Tiles side by side, in as many rows as the width asks for.

    Signals:
        turned(int): the tile at this place was opened; -1, it was closed.
    """

    turned = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.tiles: list[FigureTile] = []
        # Not Fixed: Qt would take the height at the present width for the most it may have.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_figures(self, figures: tuple[Figure, ...], zone: str = "") -> None:
        """Show these; tiles that are there already keep focus and state."""
        while len(self.tiles) > len(figures):
            gone = self.tiles.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.tiles) < len(figures):
            tile = FigureTile(self._theme, self)
            tile.clicked.connect(self._turn)
            tile.show()
            self.tiles.append(tile)
        for tile, figure in zip(self.tiles, figures, strict=True):
            tile.show_figure(figure, zone)
        self.updateGeometry()
        self._place()

    @property
    def open_place(self) -> int:
        """Return which tile is open; -1 for none."""
        return next((n for n, tile in enumerate(self.tiles) if tile.isChecked()), -1)

    def close_open(self) -> None:
        """Let no tile be open."""
        for tile in self.tiles:
            tile.setChecked(False)

    @override
    def sizeHint(self) -> QSize:
        width = max(self.width(), NARROWEST)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, 0)

    @override
    def heightForWidth(self, width: int) -> int:
        return sum(height + UNIT for height in self._heights(width)) - UNIT if self.tiles else 0

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _columns(self, width: int) -> int:
        """Return how many stand in a row, so that the rows are about equally full."""
        count = len(self.tiles)
        most = max(1, min(count, (width + UNIT) // (NARROWEST + UNIT)))
        rows = -(-count // most)
        return -(-count // rows)

    def _heights(self, width: int) -> list[int]:
        columns = self._columns(width)
        each = self._each(width, columns)
        heights = [tile.heightForWidth(each) for tile in self.tiles]
        return [max(heights[at : at + columns]) for at in range(0, len(heights), columns)]

    def _each(self, width: int, columns: int) -> int:
        return (width - (columns - 1) * UNIT) // columns

    def _place(self) -> None:
        if not self.tiles:
            return
        columns, top = self._columns(self.width()), 0
        whole, mirror = self.width() + UNIT, Mirror.of(self)
        for row, height in enumerate(self._heights(self.width())):
            for column, tile in enumerate(self.tiles[row * columns : (row + 1) * columns]):
                left, after = (whole * place // columns for place in (column, column + 1))
                place = QRect(left, top, after - left - UNIT, height)
                tile.setGeometry(mirror.rect(place))
            top += height + UNIT

    @Slot()
    def _turn(self) -> None:
        pressed = self.sender()
        for tile in self.tiles:
            if tile is not pressed:
                tile.setChecked(False)
        self.turned.emit(self.open_place)

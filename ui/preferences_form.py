"""A page of the preferences: headings, and rows of what something is, means and is set to.

Each row is kept as a `Row` besides: the search of the preferences looks through them, and
what a row sets can be set back. What stands beside a field is its description as well, so
whoever hears the field hears what it means, as it is set now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.language import tr
from ui import plain
from ui.override import override
from ui.preferences_row import Row, takes_keys, typed_or_chosen
from ui.theme import BAR, HALF, UNIT, Theme

__all__ = ["PreferencesForm", "Row", "say", "scrolling", "takes_keys"]

FIELD_WIDTH = 20 * UNIT
"""Widths are those at the usual size of texts; larger ones take more."""
WORDS_WIDTH = 24 * UNIT
"""So much beside the widest field, or the fields stand below their words."""


class PreferencesForm(QWidget):
    """Rows in two columns: words at the left, the field at the right; below them in a narrow page.

    Signals:
        reset_wanted(Row): what this row sets is to be as it came.
    """

    reset_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._head = ""
        self._marked: Row | None = None
        self.rows: list[Row] = []
        self._below = False
        self._stands: dict[Row, tuple[bool, int]] = {}
        """Whether a field stands below its words, and how wide it is."""
        self._next = 1
        """The next place in the grid."""
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(3 * UNIT, 0, 3 * UNIT, 0)
        grid.setHorizontalSpacing(3 * UNIT)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(0, 1)
        theme.changed.connect(self._deal)

    def head(self, text: str) -> None:
        """Begin a section."""
        self._head = text
        heading = plain.label(text, "", self._theme.strong_font())
        row = self._take_place()
        heading.setContentsMargins(0, 2 * UNIT if row > 1 else UNIT, 0, 0)
        self._grid.addWidget(heading, row, 0, 1, 2)

    def add(
        self,
        text: str,
        field: QWidget,
        *below: QWidget,
        width: int = FIELD_WIDTH,
        also: str = "",
        holds: Sequence[str] = (),
    ) -> None:
        """Add a row: what it is and what it means at the left, its field at the right.

        `also` are other words by which it is found, `holds` the names of what it sets; without
        them it cannot be set back.
        """
        label, keys = plain.label(text, "", self._theme.text_font()), takes_keys(field)
        # A reader hears a box as its value: which it is says its label alone. Buttons have words.
        label.setBuddy(field if isinstance(keys, QAbstractButton) else keys)
        for each in _named_as_one(field, keys):
            each.setAccessibleName(text)
        said = QVBoxLayout()
        said.setSpacing(2)
        button = self._reset_button(text) if holds else None
        if button is None:
            said.addWidget(label)
        else:
            line = QHBoxLayout()
            line.setSpacing(UNIT)
            room = button.sizePolicy()
            room.setRetainSizeWhenHidden(True)  # so that nothing moves with it
            button.setSizePolicy(room)
            line.addWidget(label)
            line.addWidget(button)
            line.addStretch()
            said.addLayout(line)
        for widget in below:
            said.addWidget(widget)
        place = self._take_place(2)
        self._grid.addLayout(said, place, 0)
        self._grid.addWidget(field, place, 1)
        lines = tuple(widget for widget in below if isinstance(widget, QLabel))
        row = Row(
            text, field, keys, lines, self._head, also, tuple(holds), button, said, place, width
        )
        self._keep(row)
        self._put(row)
        if button is not None:
            button.clicked.connect(lambda: self.reset_wanted.emit(row))

    def add_wide(
        self,
        widget: QWidget,
        title: str = "",
        *lines: QLabel,
        also: str = "",
        keys: QWidget | None = None,
    ) -> None:
        """Add what takes the whole width; with a title it is found as a row is.

        `keys` is what gets the keys then; None for the first of it that takes them.
        """
        self._grid.addWidget(widget, self._take_place(), 0, 1, 2)
        if title:
            self._keep(Row(title, widget, keys or takes_keys(widget), lines, self._head, also))

    def end(self) -> None:
        """Leave the room that is left below the rows."""
        self._grid.setRowStretch(self._take_place(), 1)

    def mark(self, row: Row | None) -> None:
        """Show where a row is; None for none."""
        self._marked = row
        self.update()

    def place_of(self, row: Row) -> QRect:
        """Return where a row is, with its words."""
        field = row.field
        rect = QRect(field.mapTo(self, field.rect().topLeft()), field.size())
        if row.said is not None:
            rect = rect.united(row.said.geometry())
        return rect.adjusted(-UNIT, -HALF, UNIT, HALF)

    @override
    def event(self, event: QEvent) -> bool:
        """Describe the fields anew where a line says something else, shows or hides."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._deal()  # what a field needs at least is known once it is styled
            for row in self.rows:
                row.describe()
        return done

    @override
    def minimumSizeHint(self) -> QSize:
        """Be as narrow as what scrolls it: the fields make do with that."""
        return QSize(1, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._deal()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._marked is None:
            return
        painter, rect = QPainter(self), self.place_of(self._marked)
        painter.fillRect(rect, self._theme.colour("chosen"))
        bar = QRect(rect.left(), rect.top(), BAR, rect.height())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            bar.moveRight(rect.right())
        painter.fillRect(bar, self._theme.colour("accent"))

    def help(self, text: str = "") -> QLabel:
        """Return a line that says what a field means."""
        return self._line(text, "quiet")

    def trouble(self) -> QLabel:
        """Return a line for what is wrong with a field; it takes no room while it says nothing."""
        line = self._line("", "danger")
        line.setAlignment(Qt.AlignmentFlag.AlignTop)
        line.setVisible(False)
        return line

    def _take_place(self, count: int = 1) -> int:
        place, self._next = self._next, self._next + count
        return place

    @Slot()
    def _deal(self) -> None:
        """Put the fields beside their words, or below where there is no room for both."""
        widest = max((self._wanted(row) for row in self.rows if row.width), default=0)
        words = 3 * UNIT + self._theme.room_for(WORDS_WIDTH)
        self._below = widest > 0 and self._room < widest + words
        for row in self.rows:
            if row.width:
                self._put(row)

    @property
    def _room(self) -> int:
        margins = self._grid.contentsMargins()
        return self.width() - margins.left() - margins.right()

    def _wanted(self, row: Row) -> int:
        """Return how wide a field is beside its words: as meant, or as its own words need."""
        wide = self._theme.room_for(row.width)
        if isinstance(row.field, QComboBox):  # which asks for the longest of all its choices
            return wide
        return max(wide, row.field.minimumSizeHint().width())

    def _put(self, row: Row) -> None:
        """Give a field its place and its width."""
        side = Qt.AlignmentFlag
        wide, said = self._wanted(row), row.said
        if self._below:
            wide = min(max(wide, row.field.minimumSizeHint().width()), self._room)
        if self._stands.get(row) == (self._below, wide):
            return
        self._stands[row] = self._below, wide
        row.field.setFixedWidth(wide)
        if said is not None:
            said.setContentsMargins(0, HALF, 0, HALF if self._below else UNIT)
        if self._below:
            self._grid.addWidget(row.field, row.place + 1, 0, 1, 2, side.AlignLeft | side.AlignTop)
        else:
            self._grid.addWidget(row.field, row.place, 1, side.AlignRight | side.AlignTop)

    def _keep(self, row: Row) -> None:
        self.rows.append(row)
        row.describe()

    def _line(self, text: str, name: str) -> QLabel:
        label = plain.label(text, name, self._theme.small_font())
        label.setWordWrap(True)
        return label

    def _reset_button(self, title: str) -> QPushButton:
        button = QPushButton(tr("Reset"))
        button.setObjectName("inlineButton")
        button.setFont(self._theme.small_font())
        button.setAutoDefault(False)
        button.setVisible(False)
        button.setAccessibleName(tr("Reset {title}").format(title=title))
        return button


def say(line: QLabel, text: str, *, instead: QLabel | None = None) -> None:
    """Let a line of trouble say something, in place of another line; empty for nothing."""
    line.setText(text)
    line.setVisible(bool(text))
    if instead is not None:
        instead.setVisible(not text)


def scrolling(page: QWidget) -> QScrollArea:
    """Return a page within what scrolls it where it does not fit."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area


def _named_as_one(field: QWidget, keys: QWidget) -> Iterator[QWidget]:
    """Yield what bears a row's name: its field, what gets the keys, what is typed into."""
    yield field
    if not isinstance(keys, QAbstractButton):
        yield from typed_or_chosen(keys)

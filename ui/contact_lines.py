"""What the contact's pane is made of: lines with acts at their end, sections, quiet texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from console.language import tr
from ui import plain
from ui.copied_text import let_select
from ui.elided_label import ElidedLabel
from ui.icons import Icons
from ui.override import override
from ui.theme import HALF, UNIT, Theme

AVATAR = 40
ICON = 16


class LineAct(NamedTuple):
    """What can be done with a line: an icon, its words, what it does."""

    icon: str
    said: str
    run: Callable[[], None]
    changes: bool = False
    """Whether it changes what is stored."""


class Lines(QWidget):
    """A column of lines, filled once; what changes is made anew."""

    def __init__(self, theme: Theme, icons: Icons, *, read_only: bool = False) -> None:
        """Take the looks, and whether nothing is offered that changes what is stored."""
        super().__init__()
        self._theme, self._icons, self._read_only = theme, icons, read_only
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(HALF)

    def section(self, title: str) -> None:
        """Begin a section."""
        self.column.addSpacing(UNIT + HALF)
        self.column.addWidget(plain.label(title, "quiet", self._theme.small_font()))

    def text(self, text: str, name: str = "quiet") -> QLabel:
        """Add a text of the second voice, in as many lines as it needs."""
        label = plain.label(text, name, self._theme.small_font())
        label.setWordWrap(True)
        self.column.addWidget(label)
        return label

    def line(self, text: str, acts: Iterable[LineAct]) -> None:
        """Add a line that ends in … where it has no room, with acts at its end."""
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(ElidedLabel(text, "", self._theme.text_font()), 1)
        for act in acts:
            if not (act.changes and self._read_only):
                row.addWidget(self._button(act))
        self.column.addLayout(row)

    def offers(self, *offers: tuple[str, str, Callable[[], None]]) -> None:
        """Add quiet buttons beside each other: words, what they say to who cannot see, act."""
        if self._read_only:
            return
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        for text, said, act in offers:
            button = QPushButton(text)
            button.setObjectName("inlineButton")
            button.setFont(self._theme.small_font())
            button.setAccessibleName(said)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)

    def name(self, name: str, letters: str, seed: str, edit: Callable[[], None]) -> None:
        """Add the name beside a disc with its initials."""
        row = QHBoxLayout()
        row.setSpacing(UNIT + HALF)
        row.addWidget(_Avatar(self._theme, letters, seed))
        label = plain.label(name, "", self._theme.strong_font())
        label.setWordWrap(True)
        # Beside the circle, in whatever script.
        sides = Qt.AlignmentFlag
        near = sides.AlignRight if label.isRightToLeft() else sides.AlignLeft
        label.setAlignment(near | sides.AlignAbsolute | sides.AlignVCenter)
        let_select(label)
        row.addWidget(label, 1)
        if not self._read_only:
            row.addWidget(self._button(LineAct("pencil", tr("Edit name and tags"), edit)))
        self.column.addLayout(row)

    def _button(self, act: LineAct) -> QToolButton:
        button = QToolButton()
        button.setObjectName("flat")
        button.setIcon(self._icons.icon(act.icon, "quiet"))
        button.setIconSize(QSize(ICON, ICON))
        button.setAccessibleName(act.said)
        plain.set_tip(button, act.said)
        button.clicked.connect(act.run)
        return button


class _Avatar(QWidget):
    """A disc with initials, for nothing remote is loaded by itself."""

    def __init__(self, theme: Theme, letters: str, seed: str) -> None:
        super().__init__()
        self._letters, self._font = letters, QFont(theme.strong_font())
        self._ground, self._ink = theme.initials(seed)
        self.setFixedSize(AVATAR, AVATAR)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ground)
        painter.drawEllipse(self.rect())
        painter.setPen(self._ink)
        painter.setFont(self._font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)
        painter.end()

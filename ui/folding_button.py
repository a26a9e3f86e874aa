"""A button that is an icon where its words have no room; its name stays the same to the ear.

Owns both looks; whoever lays it out says when it is folded.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

from ui.icons import Icons
from ui.theme import Theme

ICON = 16


class FoldingButton(QPushButton):
    """Words, or an icon in their place."""

    def __init__(self, theme: Theme, words: str, icon: str) -> None:
        """Take what the button says, and the name of the icon that says it in short."""
        super().__init__()
        self._theme, self._icons = theme, Icons(theme)
        self._words, self._icon = words, icon
        self.is_folded = False
        self._show()
        theme.changed.connect(self._show)

    @property
    def whole_width(self) -> int:
        """Return how wide the button is with its words, also while it is folded."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self._words
        option.icon = QIcon()
        metrics = self.fontMetrics()
        inside = QSize(metrics.horizontalAdvance(self._words), metrics.height())
        wanted = self.style().sizeFromContents(
            QStyle.ContentsType.CT_PushButton, option, inside, self
        )
        return wanted.width()

    def say(self, words: str, icon: str) -> None:
        """Do something else from now on."""
        self._words, self._icon = words, icon
        self._show()

    def fold(self, *, folded: bool) -> None:
        """Show the icon alone, or the words."""
        if folded is not self.is_folded:
            self.is_folded = folded
            self._show()

    @Slot()
    def _show(self) -> None:
        """Show what holds now; an icon is as large as the letters beside it."""
        self.setAccessibleName(self._words)
        self.setText("" if self.is_folded else self._words)
        if self.is_folded:
            size = self._theme.room_for(ICON)
            self.setIconSize(QSize(size, size))
            self.setIcon(self._icons.icon(self._icon))
        else:
            self.setIcon(QIcon())

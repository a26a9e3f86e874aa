"""The findings that a person let stand: one line each, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.domain.checks import Finding
from ui import check_words
from ui.check_list_acts import INSET
from ui.check_row import TEXT_AT
from ui.elided_label import ElidedLabel
from ui.fact_row import quiet_button
from ui.mirror import Mirror
from ui.part_delegate import PAD_ACROSS
from ui.theme import UNIT, Theme


class IgnoredRow(QWidget):
    """What was found, and a button to have it shown again.

    Signals:
        restore_wanted(Finding): it is to be shown again.
    """

    restore_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._finding: Finding | None = None
        self.text = ElidedLabel("", "quiet", theme.small_font())
        self.text.setParent(self)
        self.button = quiet_button(check_words.BRING_BACK, theme)
        self.button.setParent(self)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self._tell)

    def show_finding(self, finding: Finding) -> None:
        """Show this one."""
        if finding != self._finding:
            self._finding = finding
            title, why = check_words.TITLES[finding.check], check_words.sentence(finding.why)
            self.text.show_text(f"{title}: {why}")
            self.button.setAccessibleName(f"{check_words.BRING_BACK}: {title}. {why}")

    def height_for(self, _width: int) -> int:
        """Return how high it is, however wide."""
        return max(self.button.sizeHint().height(), 3 * UNIT)

    def place(self, area: QRect) -> None:
        """Stand there."""
        self.setGeometry(area)
        wide = self.button.sizeHint().width()
        right = area.width() - PAD_ACROSS + INSET
        mirror = Mirror.of(self)
        self.button.setGeometry(mirror.rect(QRect(right - wide, 0, wide, area.height())))
        room = max(right - wide - UNIT - TEXT_AT, 0)
        self.text.setGeometry(mirror.rect(QRect(TEXT_AT, 0, room, area.height())))

    @Slot()
    def _tell(self) -> None:
        self.restore_wanted.emit(self._finding)

    def take_theme(self) -> None:
        """Take the letters of the theme in force."""
        for each in (self.text, self.button):
            each.setFont(self._theme.small_font())

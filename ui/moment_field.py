"""A field for date and time that is one stop for Tab; the arrows go from part to part."""

from __future__ import annotations

from PySide6.QtWidgets import QDateTimeEdit, QWidget

from ui.override import override


class MomentField(QDateTimeEdit):
    """Qt's own stops at day, month, year, hour and minute."""

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return QWidget.focusNextPrevChild(self, next)

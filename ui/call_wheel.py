"""Keeps the mouse wheel, meant for the page, from choosing in a box that it passes over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from ui.override import override


class WheelGuard(QObject):
    """Leaves the wheel to the page while a box has no focus, and the focus where it is."""

    def watch(self, *boxes: QWidget) -> None:
        """Guard these."""
        for box in boxes:
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_wheel = event.type() == QEvent.Type.Wheel
        if is_wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

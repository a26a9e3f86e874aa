"""No dialog is larger than its screen: what does not fit is scrolled.

A net below all dialogs: each has its own way to make do with little room, and with texts
twice as large on a small screen that may not be enough. Knows nothing of what they hold.

Framework knowledge: a widget tells its parent when it is styled, which is before it is
shown for the first time, and a window is told that it is shown before anybody sees it. A
dialog's layout gives it a least size that no `resize` goes below.
"""

from __future__ import annotations

from PySide6.QtCore import QChildEvent, QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.override import override
from ui.tokens import UNIT

FLOOR = QSize(30 * UNIT, 30 * UNIT)
"""No dialog that is scrolled is smaller, where there is that much room."""
_GROWS = (QEvent.Type.Show, QEvent.Type.Resize, QEvent.Type.LayoutRequest)


class DialogRoom(QObject):
    """Watches the dialogs of a window, and the dialogs over these."""

    def __init__(self, window: QWidget) -> None:
        """Watch from now on, as long as the window is there."""
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ChildPolished:
            child = event.child() if isinstance(event, QChildEvent) else None
            if isinstance(child, QWidget) and child.windowType() is Qt.WindowType.Dialog:
                child.installEventFilter(self)  # once more is no more than once
        elif event.type() in _GROWS and watched is not self._window:
            self._take(watched)
        return False

    def _take(self, dialog: QObject) -> None:
        if isinstance(dialog, QWidget) and dialog.isVisible():
            keep_in_room(dialog, dialog.screen().availableSize())


def keep_in_room(dialog: QWidget, room: QSize) -> None:
    """Make a dialog no larger than there is room for; what it holds is scrolled where need be."""
    frame = dialog.frameGeometry().size() - dialog.size()
    room = (room - frame).expandedTo(QSize(1, 1))
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    if not _fits(least, room) and not isinstance(dialog, QMessageBox | QFileDialog):
        _scroll(dialog, FLOOR.boundedTo(room))
    if not _fits(dialog.size(), room):
        dialog.resize(dialog.size().boundedTo(room))


def _fits(size: QSize, room: QSize) -> bool:
    return size.width() <= room.width() and size.height() <= room.height()


def _scroll(dialog: QWidget, floor: QSize) -> None:
    """Put all that a dialog holds within what scrolls it, and let it be no smaller than `floor`."""
    held = dialog.layout()
    if held is None or dialog.findChild(_Scrolling, options=_DIRECT) is not None:
        return
    focused = dialog.focusWidget()
    page = QWidget()
    page.setLayout(held)  # Qt takes it and its widgets off the dialog
    area = _Scrolling()
    area.setWidget(page)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(area)
    area.show()  # now: Qt would wait for a turn, in which Enter finds no button that is seen
    dialog.setMinimumSize(floor)  # a size asked of the layout that it had may be none by now
    if focused is not None:
        focused.setFocus()
        area.ensureWidgetVisible(focused)
        area.horizontalScrollBar().setValue(area.horizontalScrollBar().minimum())


class _Scrolling(QScrollArea):
    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)

    @override
    def setWidget(self, widget: QWidget) -> None:
        super().setWidget(widget)
        widget.setAutoFillBackground(False)


_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly

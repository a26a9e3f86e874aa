"""The timeline: a list of messages whose text can be selected with the mouse.

Under the pointer, a read-only text field lies exactly over the drawn text, so that any
part of it can be marked and copied; the list itself stays a list and stays quick.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPalette,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QPlainTextEdit, QWidget

from ui.override import override
from ui.theme import Theme
from ui.timeline_delegate import TimelineDelegate
from ui.timeline_model import ENTRY, Entry, TimelineModel


class TimelineView(QListView):
    """Messages, oldest at the top; opens at the newest."""

    def __init__(self, model: TimelineModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegate = TimelineDelegate(theme, self)
        self._overlay: _Overlay | None = None  # made at first use
        self._over: Entry | None = None
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setAccessibleName("Timeline")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(24)
        self.verticalScrollBar().valueChanged.connect(self._drop_overlay)
        model.modelReset.connect(self._drop_overlay)
        theme.changed.connect(self.doItemsLayout)

    def at_end(self) -> bool:
        """Return whether the newest message is in sight."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 4

    def copy(self) -> None:
        """Copy the marked text, else the whole current message."""
        marked = self._overlay.marked() if self._overlay is not None else ""
        text = marked or self.currentIndex().data() or ""
        if text:
            QGuiApplication.clipboard().setText(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
        else:
            super().keyPressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._cover(self.indexAt(event.position().toPoint()), event.position().toPoint())
        super().mouseMoveEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        at_end = self.at_end()
        self._drop_overlay()
        # Room for the scroll bar is always left, so that its coming moves no text.
        self._delegate.width = self.width() - self.verticalScrollBar().sizeHint().width()
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        if at_end:
            self.executeDelayedItemsLayout()
            self.scrollToBottom()

    def _cover(self, index: QModelIndex, point: QPoint) -> None:
        """Lay the text field over the message at `point`, if its text is there."""
        entry = index.data(ENTRY)
        if not isinstance(entry, Entry) or entry is self._over:
            return
        item = self.visualRect(index)
        place = self._delegate.places(entry).text.translated(item.topLeft())
        if place.contains(point):
            self._over = entry
            if self._overlay is None:
                self._overlay = _Overlay(self.viewport())
            self._overlay.cover(entry.message.text, place, self._delegate, entry)

    def _drop_overlay(self) -> None:
        self._over = None
        if self._overlay is not None:
            self._overlay.hide()
            self._overlay.clear()


class _Overlay(QPlainTextEdit):
    """A text field without a look of its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.document().setDocumentMargin(0)
        self.hide()

    def cover(self, text: str, place: QRect, delegate: TimelineDelegate, entry: Entry) -> None:
        """Show `text` where the delegate drew it, on the same ground."""
        palette = self.palette()
        ground = delegate.ground(entry)
        palette.setColor(QPalette.ColorRole.Base, ground)
        self.setStyleSheet(f"background: {ground.name()};")
        self.setPalette(palette)
        self.setFont(delegate.font())
        self.setPlainText(text)
        # Room to spare at the right, for the two ways of breaking lines round differently.
        self.setGeometry(place.adjusted(0, 0, 2, 2))
        self.show()

    def marked(self) -> str:
        """Return the marked text."""
        return self.textCursor().selectedText().replace("\u2029", "\n")

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the list scrolls

"""The list of cards that shows an answer's parts as they will look."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from ui.override import override
from ui.part_delegate import PartDelegate
from ui.parts_model import PartsModel
from ui.theme import Theme


class PartsView(QListView):
    """Cards, one under the other; to be looked at only."""

    def __init__(self, model: PartsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegate = PartDelegate(theme, self)
        self.setObjectName("sideList")
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setAccessibleName("Parts")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.verticalScrollBar().setSingleStep(24)
        theme.changed.connect(self.doItemsLayout)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Room for the scroll bar is always left, so that its coming breaks no line anew.
        self._delegate.width = self.width() - self.verticalScrollBar().sizeHint().width()
        self.scheduleDelayedItemsLayout()

"""Where the window stands and how it is divided; sizes of dialogs, splitters and columns.

What is kept, `ui.screen_places` holds, for each arrangement of screens; here it is put into
force. Nothing of the window's contents is known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHeaderView, QMainWindow, QSplitter, QWidget

from ui import screen_places
from ui.override import override
from ui.theme import UNIT

if TYPE_CHECKING:
    from ui.contact_pane import ContactPane

WINDOW, PANES = "geometry", "panes"
INBOX, CONTACT = 304, 232
"""Widths of the list and of the contact in a window that was never divided."""
USUAL = QSize(1280, 800)
LEAST = QSize(160, 48)
"""So much of the top of a window has to be on a screen to be taken hold of."""
FOLDED = "folded"
"""The property of a splitter whose first pane is narrower than it is meant to be."""
SIDE = "usualSide"
"""The property of a splitter that holds how wide its first pane is by itself."""


def restore_window(window: QMainWindow) -> bool:
    """Put the window where it was last; leave it where nothing usable was kept.

    Return whether something was. Qt brings one that would lie outside of all screens back.
    """
    kept = screen_places.state(WINDOW)
    done = not kept.isEmpty() and window.restoreGeometry(kept)
    if done:
        bring_to_sight(window)
    return done


def bring_to_sight(window: QWidget) -> None:
    """Move a window whose top is on no screen to the nearest one, no larger than that."""
    frame = window.frameGeometry()
    top = QRect(frame.topLeft(), QSize(frame.width(), LEAST.height()))
    rooms = [each.availableGeometry() for each in QGuiApplication.screens()]
    seen = [top.intersected(room) for room in rooms]
    if any(each.width() >= LEAST.width() and each.height() >= LEAST.height() // 2 for each in seen):
        return
    centre = frame.center()
    room = min(rooms, key=lambda each: (each.center() - centre).manhattanLength(), default=QRect())
    if room.isNull() or window.isMaximized() or window.isFullScreen():
        return
    window.resize(window.size().boundedTo(room.size()))
    middle = QRect(room.topLeft(), window.size())
    middle.moveCenter(room.center())
    window.move(middle.topLeft())


def usual_window(window: QMainWindow) -> None:
    """Give the window the size of one that was never changed, in the middle of its screen."""
    room = window.screen().availableGeometry()
    window.showNormal()
    window.resize(USUAL.boundedTo(room.size()))
    middle = QRect(room.topLeft(), window.size())
    middle.moveCenter(room.center())
    window.move(middle.topLeft())


def restore_panes(splitter: QSplitter, contact: ContactPane) -> None:
    """Divide the panes as they were last; as they are meant where nothing usable was kept."""
    contact.settle()
    if splitter.property(SIDE) is None:
        splitter.setProperty(SIDE, splitter.sizes()[0])
    side, inbox, case, *beside = screen_places.sizes(PANES, 3, 4) or (0, 0, 0)
    if side and inbox and case:
        contact.divide(side, inbox, next(iter(beside), 0) or CONTACT)
    else:
        contact.divide(int(splitter.property(SIDE)), INBOX, CONTACT)


def keep(window: QMainWindow, splitter: QSplitter, screens: str = "") -> None:
    """Keep where the window is now, and how a person divided it, for an arrangement."""
    screen_places.put(WINDOW, window.saveGeometry(), screens)
    sizes, case = splitter.sizes(), splitter.widget(2)
    # Else the list gave way to the case, or to a page in the place of both.
    divided = case is not None and sizes[1] and sizes[2] > case.minimumWidth()
    if divided and not splitter.property(FOLDED):
        screen_places.put(PANES, sizes, screens)


def follow_dialog(dialog: QDialog, name: str, usual: Callable[[], QSize] | None = None) -> None:
    """Give a dialog the size that a person gave it last, as far as there is room; keep the next.

    Called once it has its usual size; else `usual` returns that, asked when the dialog is about
    to be seen.
    """
    _Dialog(dialog, f"dialogs/{name}", usual)


def follow_splitter(splitter: QSplitter, name: str) -> None:
    """Divide a splitter as a person did last, and keep how they do."""
    _Splitter(splitter, f"splitters/{name}")


def follow_columns(header: QHeaderView, name: str) -> None:
    """Give columns the widths that a person gave them last, and keep the next ones."""
    _Columns(header, f"columns/{name}/{header.count()}")


def dialog_width(dialog: QDialog, width: int) -> int:
    """Return how wide a dialog is: `width`, more for large texts, and less in a narrow window.

    `width` is in pixels, with a letter of the usual size as wide as the grid.
    """
    wide = max(width, width // UNIT * dialog.fontMetrics().averageCharWidth())
    over = dialog.parentWidget()
    room = dialog.screen().availableSize() if over is None else over.window().size()
    return min(wide, room.width() - 4 * UNIT)


class _Dialog(QObject):
    """The size of a dialog: kept only where a person changed it."""

    def __init__(self, dialog: QDialog, name: str, usual: Callable[[], QSize] | None) -> None:
        super().__init__(dialog)
        self._dialog, self._name, self._usual = dialog, name, usual
        self._begun: QSize | None = None
        dialog.installEventFilter(self)
        dialog.finished.connect(self._keep)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._begun is None:
            if self._usual is not None:
                self._dialog.resize(self._usual())
            width, height = screen_places.sizes(self._name, 2) or (0, 0)
            if width and height:
                room = self._dialog.screen().availableSize()
                least = self._dialog.minimumSizeHint()
                self._dialog.resize(QSize(width, height).expandedTo(least).boundedTo(room))
            self._begun = self._dialog.size()
        return False

    @Slot()
    def _keep(self) -> None:
        size = self._dialog.size()
        if self._begun is not None and size != self._begun:
            screen_places.put(self._name, [size.width(), size.height()])


class _Splitter(QObject):
    def __init__(self, splitter: QSplitter, name: str) -> None:
        super().__init__(splitter)
        self._splitter, self._name = splitter, name
        sizes = screen_places.sizes(name, splitter.count())
        if sizes and all(sizes):
            splitter.setSizes(sizes)
        splitter.splitterMoved.connect(self._keep)

    @Slot()
    def _keep(self) -> None:
        screen_places.put(self._name, self._splitter.sizes())


class _Columns(QObject):
    def __init__(self, header: QHeaderView, name: str) -> None:
        super().__init__(header)
        self._header, self._name = header, name
        widths = screen_places.sizes(name, header.count())
        for column, width in enumerate(widths):
            if self._is_free(column) and width:
                header.resizeSection(column, max(width, header.minimumSectionSize()))
        header.sectionResized.connect(self._keep)

    def _is_free(self, column: int) -> bool:
        return self._header.sectionResizeMode(column) is QHeaderView.ResizeMode.Interactive

    @Slot(int, int, int)
    def _keep(self, column: int) -> None:
        if self._is_free(column) and self._header.isVisible():
            count = range(self._header.count())
            screen_places.put(self._name, [self._header.sectionSize(each) for each in count])

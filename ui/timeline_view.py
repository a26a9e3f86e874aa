"""The timeline of a case: what keys and mouse do with its messages.

Texts are marked where they are drawn, links and pictures answer to a click. Knows where
a person is reading; stores nothing, opens nothing but the browser, loads nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from console.domain.ids import MessageId
from console.domain.messages import CallNote
from console.language import tr
from ui import browser, plain
from ui.browser import OpenAddress
from ui.override import override
from ui.row_keys import RowKeys
from ui.row_layout import END
from ui.row_view import Index, RowView
from ui.theme import Theme
from ui.timeline_acts import TimelineActs
from ui.timeline_delegate import Look, TimelineDelegate
from ui.timeline_entries import Entry
from ui.timeline_found import Place, TimelineFound
from ui.timeline_model import ENTRY, TimelineModel
from ui.timeline_pill import NewMessagesPill
from ui.timeline_pointer import NOWHERE, Spot, TimelinePointer
from ui.timeline_watch import TimelineWatch


class TimelineView(RowView):
    """Messages, oldest at the top; opens at the newest.

    Signals:
        seen(MessageId): the newest message whose end has been in sight.
        moved: a person scrolled, and has stopped.
        picture_wanted(MessageId, int): load this picture of a post.
        picture_opened(MessageId, int): show this picture of a post large.
        edit_wanted(CallNote): correct this call note.
    """

    seen = Signal(object)
    moved = Signal()
    picture_wanted = Signal(object, int)
    picture_opened = Signal(object, int)
    edit_wanted = Signal(object)

    def __init__(
        self,
        model: TimelineModel,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        open_address: OpenAddress = browser.open_url,
    ) -> None:
        super().__init__(parent)
        self._timeline = model
        self._acts = TimelineActs(theme, open_address, self)
        self._delegate = TimelineDelegate(theme)
        self._pointer = TimelinePointer(self._spot_at)
        self._keys = RowKeys(self)
        self._by_key = False
        self.found = TimelineFound()
        self._watch = TimelineWatch(self)
        self.pill = NewMessagesPill(theme, self)
        self.setModel(model)
        self.setAccessibleName(tr("Timeline"))
        self.setMouseTracking(True)
        self.settled.connect(self._look_around)
        self.scrolled.connect(self._watch.scrolled)
        self._watch.seen.connect(self.seen)
        self._watch.moved.connect(self.moved)
        self._acts.picture_wanted.connect(self.picture_wanted)
        self._acts.picture_opened.connect(self.picture_opened)
        self._acts.edit_wanted.connect(self.edit_wanted)
        self.pill.clicked.connect(self.scroll_to_end)
        theme.changed.connect(self._take_theme)

    def let_read_only(self) -> None:
        """Offer nothing any more that changes what is stored."""
        self._acts.read_only = True

    def place(self) -> tuple[MessageId | None, int]:
        """Return the message at the upper edge and how much of it is above; None at the end."""
        if self.at_end():
            return None, 0
        row, above = self.first_in_sight()
        return self._timeline.messages[row].id, above

    def go_to(self, top_id: MessageId | None, offset: int = 0) -> None:
        """Put a message at the upper edge, `offset` pixels of it above; the end for None.

        For one that is gone, the next later one.
        """
        row = self._timeline.rowCount() if top_id is None else self._timeline.row_from(top_id)
        self.hold((row, -offset) if row < self._timeline.rowCount() else END)

    def go_to_unread(self) -> None:
        """Show the unread line with a little of what was before; the end where there is none."""
        row = self._timeline.unread_row
        self.hold(END if row is None else (row, self.viewport().height() // 4))

    def go_to_found(self, message_id: MessageId, place: Place) -> None:
        """Bring a piece of a message into sight, with what was before it, and be at it."""
        row = self._timeline.row_of(message_id)
        if row is None:
            return
        put = self._delegate.places(self._timeline.entry(row))
        spots = put.block.rects(*place)
        inner = put.frame.text.top() + (round(spots[0].top()) if spots else 0)
        room = self.viewport().height()
        self.found.go_to(message_id, place)
        self.hold((row, min(room // 4, room // 2 - inner)))
        self.setCurrentIndex(self._timeline.index(row))
        self.viewport().update()

    def copy(self) -> None:
        """Copy the marked text, else the whole current message."""
        if text := self.marked_text() or self.currentIndex().data():
            self._acts.copy(text)

    def marked_text(self) -> str:
        """Return the marked piece of a message."""
        marks = self._pointer.marks
        row = None if marks.message_id is None else self._timeline.row_of(marks.message_id)
        if row is None or marks.message_id is None:
            return ""
        block = self._delegate.places(self._timeline.entry(row)).block
        return block.piece(*marks.of(marks.message_id))

    @override
    def guess(self, first: int, last: int) -> Sequence[int]:
        return self._delegate.guesses(self._timeline.messages[first : last + 1])

    @override
    def measure(self, row: int) -> int:
        return self._delegate.places(self._timeline.entry(row)).height

    @override
    def paint_row(self, painter: QPainter, row: int, rect: QRect) -> None:
        entry = self._timeline.entry(row)
        spot = self._pointer.spot if self._pointer.spot.row == row else NOWHERE
        look = Look(
            focused=self._by_key and self.hasFocus() and row == self.currentIndex().row(),
            marks=self._pointer.marks.of(entry.message.id),
            found=self.found.places(entry.message.text),
            found_now=self.found.current(entry.message.id),
            link=spot.link,
            tile=spot.tile,
            more=spot.more,
        )
        self._delegate.paint(painter, entry, rect, look)

    def _spot_at(self, point: QPoint, held: MessageId | None = None) -> Spot:
        """Return what is at a point of the viewport; as seen from message `held`, if given."""
        row = self.indexAt(point).row() if held is None else self._timeline.row_of(held)
        if row is None or row < 0:
            return NOWHERE
        entry = self._timeline.entry(row)
        put = self._delegate.places(entry)
        inner = point - self.row_rect(row).topLeft()
        return Spot(
            row=row,
            message_id=entry.message.id,
            position=put.position_at(inner),
            text=put.frame.text.contains(inner),
            link=put.link_at(inner),
            tile=put.tile_at(inner),
            more=put.frame.more.contains(inner),
        )

    def _follow_pointer(self) -> None:
        shape = self._pointer.spot.cursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
        self.viewport().update()

    @Slot()
    def _look_around(self) -> None:
        """Take notice of what is in sight now, and under the mouse."""
        if self._pointer.look_again():
            self._follow_pointer()
        if self.at_end():
            self.pill.forget()
        row = self.last_ended()
        if self.isVisible() and self.isActiveWindow():
            self._watch.in_sight(self._timeline.messages[row].id if row >= 0 else MessageId(0))

    @Slot()
    def _take_theme(self) -> None:
        self._delegate.take_fonts()
        self.pill.place()
        self.measure_again()

    @override
    def reset(self) -> None:
        self._pointer.clear()
        self._watch.begin()
        self.pill.forget()
        super().reset()

    @override
    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        above = not self.at_end()
        super().rowsInserted(parent, start, end)
        if above and end == self._timeline.rowCount() - 1:
            self.pill.add(end - start + 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._delegate.set_width(self.row_width, self.layoutDirection())
        super().resizeEvent(event)
        self.pill.place()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif self._keys.press(event):
            self._by_key = True
            self.viewport().update()
        else:
            event.ignore()  # letters are the window's shortcuts

    def _enter(self) -> None:
        entry = self.currentIndex().data(ENTRY)
        if not isinstance(entry, Entry):
            return
        if self._delegate.places(entry).block.folded:
            self._acts.read_all(entry)
        elif isinstance(entry.message, CallNote):
            self.edit_wanted.emit(entry.message)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._by_key = False
        spot = self._pointer.press(event.position().toPoint())
        if spot.row >= 0:
            self.setCurrentIndex(self._timeline.index(spot.row))
        self._follow_pointer()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pointer.move(event.position().toPoint(), event.buttons()):
            self._follow_pointer()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            spot = self._pointer.release(event.position().toPoint())
            if spot.is_live:
                self._acts.use(self._timeline.entry(spot.row), spot)
            self.viewport().update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self._spot_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not spot.message_id:
            return
        message = self._timeline.messages[spot.row]
        if isinstance(message, CallNote):
            self.edit_wanted.emit(message)
        elif spot.text:
            block = self._delegate.places(self._timeline.entry(spot.row)).block
            self._pointer.marks.take(spot.message_id, *block.word_at(spot.position))
            self.viewport().update()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point = event.pos()
        row = self.indexAt(point).row()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            row = self.currentIndex().row()
            point = self.row_rect(row).center() if row >= 0 else point
            point.setY(min(max(0, point.y()), self.viewport().height() - 1))
        if row < 0:
            return
        self.setCurrentIndex(self._timeline.index(row))
        entry = self._timeline.entry(row)
        folded = self._delegate.places(entry).block.folded
        marked = self.marked_text() if self._pointer.marks.message_id == entry.message.id else ""
        menu = self._acts.menu(entry, marked, folded=folded)
        menu.popup(self.viewport().mapToGlobal(point))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            link = self._spot_at(event.pos()).link
            QToolTip.showText(event.globalPos(), "" if link is None else plain.tip(link.tip), self)
            return True
        if event.type() == QEvent.Type.Leave:
            self._pointer.leave()
            self._follow_pointer()
        return super().viewportEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._look_around()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        reasons = Qt.FocusReason
        by_key = (reasons.TabFocusReason, reasons.BacktabFocusReason, reasons.ShortcutFocusReason)
        self._by_key = event.reason() in by_key
        if self._by_key and not self.currentIndex().isValid() and self.last_ended() >= 0:
            self.selectionModel().setCurrentIndex(  # what has the focus is to be seen
                self._timeline.index(self.last_ended()),
                QItemSelectionModel.SelectionFlag.ClearAndSelect,
            )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.settle()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._watch.rest()
        super().hideEvent(event)

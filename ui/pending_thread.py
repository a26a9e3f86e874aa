"""One answer on its way: what holds it up, what can be done, and each part with its state.

Its widgets stay while the answer does, and take what is new in place: nothing moves away
under the pointer or loses the focus because something was read again.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.ids import PartId
from console.domain.outbox import PartState, ReplyThread
from ui import answer_words, pending_choices
from ui.evidence_panel import EvidencePanel
from ui.evidence_reader import Evidence
from ui.hand_off_form import HandOffForm
from ui.override import override
from ui.pending_head import PendingHead
from ui.pending_part import PendingParts
from ui.theme import UNIT, Theme

INSET = 2 * UNIT
MARK_WIDTH = 3


class PendingThread(QWidget):
    """One unfinished reply thread.

    Signals:
        act_wanted(Act): the person's word on it.
        posted(PartId, str), not_posted(PartId), is_post(PartId, RemoteId): what became of the
            part that is shown as the next; see the parts.
        message_wanted(MessageId): this message of the case is to be shown.
        resized: it takes more or less room than before.
    """

    act_wanted = Signal(object)
    posted = Signal(object, str)
    not_posted = Signal(object)
    is_post = Signal(object, object)
    message_wanted = Signal(object)
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.thread_shown: ReplyThread | None = None
        self._marked = False
        self._part_id: PartId | None = None
        """The next part, as it is on the screen."""
        self._doubted: PartId | None = None
        """The part whose evidence is shown."""
        self.head = PendingHead(theme)
        self.form = HandOffForm(theme)
        self.evidence = EvidencePanel(theme)
        self.parts = PendingParts(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 0, INSET, 0)
        column.setSpacing(UNIT)
        for widget in (self.head, self.form, self.evidence, self.parts):
            column.addWidget(widget)
        self.head.act_wanted.connect(self.act_wanted)
        self.head.message_wanted.connect(self.message_wanted)
        self.form.posted.connect(lambda link: self.posted.emit(self._part_id, link))
        self.form.not_posted.connect(lambda: self.not_posted.emit(self._part_id))
        self.form.resized.connect(self.resized)
        self.evidence.chosen.connect(lambda post: self.is_post.emit(self._doubted, post))
        self.parts.resized.connect(self.resized)

    @property
    def is_opened(self) -> bool:
        """Return whether it asks for the post of a part that was opened in the browser."""
        return self.form.isVisibleTo(self)

    def show_thread(
        self,
        thread: ReplyThread,
        now: datetime,
        *,
        titled: bool,
        account_waits_till: datetime | None = None,
        unopened: str = "",
    ) -> None:
        """Show how it stands now; `titled` where it is one of several.

        `unopened` is the address of the next part where no browser opened it.
        """
        self.thread_shown, part = thread, thread.next_part
        self._part_id = None if part is None else part.id
        opened = part is not None and part.is_opened
        doubts = part is not None and part.state is PartState.UNSURE and part.looked
        standing = answer_words.standing(thread, now, account_waits_till)
        self.head.show_thread(thread, standing, pending_choices.choices(thread, now), titled=titled)
        if opened:
            self.form.show_thread(thread, unopened)
        self.form.setVisible(opened)
        doubted = self._part_id if doubts else None
        if doubted != self._doubted:
            self._doubted = doubted
            self.evidence.forget()
        self.evidence.setVisible(doubts)
        self.parts.show_parts(thread.parts)

    def show_evidence(self, part_id: PartId, found: tuple[Evidence, ...], now: datetime) -> None:
        """Show which of our posts a part may be, if it is the one in doubt."""
        if part_id == self._doubted:
            self.evidence.show_evidence(found, now)
            self.resized.emit()

    def mark(self, *, marked: bool) -> None:
        """Show that it is the chosen one of several, or that it is not."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    def enter(self) -> None:
        """Put the focus where the person can say what is to be done."""
        (self.form.field if self.is_opened else self.head.first_button()).setFocus()

    def stops(self) -> tuple[QWidget, ...]:
        """Return where the Tab key goes, from the first."""
        return (
            *self.head.stops(),
            *self.form.stops(),
            *self.evidence.stops(),
            *self.parts.stops(),
        )

    def asking_height(self, width: int) -> int:
        """Return how much room what is asked takes: all but the parts."""
        inner, height = width - 2 * INSET, self.head.heightForWidth(width - 2 * INSET)
        return height + (UNIT + self.form.heightForWidth(inner) if self.is_opened else 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._marked:
            painter = QPainter(self)
            place = QRect(UNIT - MARK_WIDTH, 0, MARK_WIDTH, self.height())
            painter.fillRect(place, self._theme.colour("accent_text"))
            painter.end()

"""One answer on its way: what holds it up, what can be done, and each part with its state.

Its widgets stay while the answer does, and take what is new in place: nothing moves away
under the pointer or loses the focus because something was read again.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from console.domain.ids import PartId
from console.domain.outbox import PartState, ReplyThread
from ui import answer_words, delete_question, pending_choices
from ui.evidence_panel import EvidencePanel
from ui.evidence_reader import Evidence
from ui.hand_off_form import HandOffForm
from ui.pending_choices import Act
from ui.pending_head import PendingHead
from ui.pending_part import PendingParts
from ui.theme import UNIT, Theme


class PendingThread(QWidget):
    """One unfinished reply thread.

    Signals:
        act_wanted(Act): the person's word on it; a deletion was asked about.
        posted(str), not_posted, is_post(RemoteId): what became of a part; see the parts.
        message_wanted(MessageId): this message of the case is to be shown.
        resized: it takes more or less room than before.
    """

    act_wanted = Signal(object)
    posted = Signal(str)
    not_posted = Signal()
    is_post = Signal(object)
    message_wanted = Signal(object)
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thread: ReplyThread | None = None
        self._doubted: PartId | None = None
        """The part whose evidence is shown."""
        self._answered = False
        """Whether a person gave their word on it as it is shown; a second is not taken."""
        self.head = PendingHead(theme)
        self.form = HandOffForm(theme)
        self.evidence = EvidencePanel(theme)
        self.parts = PendingParts(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        for widget in (self.head, self.form, self.evidence, self.parts):
            column.addWidget(widget)
        self.head.act_wanted.connect(self._act)
        self.head.message_wanted.connect(self.message_wanted)
        self.form.posted.connect(self._say_posted)
        self.form.not_posted.connect(self._say_not_posted)
        self.form.resized.connect(self.resized)
        self.evidence.chosen.connect(self._say_is_post)
        self.parts.resized.connect(self.resized)

    def show_thread(self, thread: ReplyThread, now: datetime, *, titled: bool) -> None:
        """Show how it stands now; `titled` where it is one of several."""
        held = QApplication.focusWidget()
        had_focus = held is not None and self.isAncestorOf(held)
        self._thread, self._answered = thread, False
        part = thread.next_part
        opened = part is not None and answer_words.is_opened(part)
        doubted = part is not None and part.state is PartState.UNSURE and part.looked
        standing = answer_words.standing(thread, now)
        self.head.show_thread(thread, standing, pending_choices.choices(thread, now), titled=titled)
        if opened:
            self.form.show_thread(thread)
        self.form.setVisible(opened)
        if part is not None and doubted and part.id != self._doubted:
            self._doubted = part.id
            self.evidence.forget()
        self.evidence.setVisible(doubted)
        self.parts.show_parts(thread.parts)
        if had_focus and held is not None and not held.isVisibleTo(self):
            # It went with its act: the next one is where the hands are.
            (self.form.field if opened else self.head.first_button()).setFocus()

    def show_evidence(self, found: tuple[Evidence, ...], now: datetime) -> None:
        """Show which of our posts the doubted part may be."""
        self.evidence.show_evidence(found, now)
        self.resized.emit()

    def refuse_link(self, why: str) -> None:
        """Say why the link that was given cannot be the part's."""
        self._answered = False
        self.form.refuse(why)

    @Slot(object)
    def _act(self, act: Act) -> None:
        thread = self._thread
        if thread is None:
            return
        if act is Act.COPY:
            QGuiApplication.clipboard().setText("\n\n".join(part.text for part in thread.parts))
        elif act is Act.DELETE:
            delete_question.ask(self.window(), thread, lambda: self._give(Act.DELETE))
        else:
            self._give(act)

    def _give(self, act: Act) -> None:
        if self._is_first_word():
            self.act_wanted.emit(act)

    @Slot(str)
    def _say_posted(self, link: str) -> None:
        if self._is_first_word():
            self.posted.emit(link)

    @Slot()
    def _say_not_posted(self) -> None:
        if self._is_first_word():
            self.not_posted.emit()

    @Slot(object)
    def _say_is_post(self, remote_id: object) -> None:
        if self._is_first_word():
            self.is_post.emit(remote_id)

    def _is_first_word(self) -> bool:
        """Return whether no word was given on what is shown; from now on one is."""
        first, self._answered = not self._answered, True
        return first

"""What is written in the composer and not stored yet, until it is.

Owns the texts whose writing has not come home from the writer lane: a failed one is
tried again by a timer, at the next edit and before the window closes; if it fails then
as well, the person is asked. Knows nothing of what is on the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from console.desk import Desk
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.errors import DeskError
from ui.lanes import Lane

RETRY_MS = 5_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that is not known to be stored.

    `added` means that it was typed before the stored draft was known: it belongs
    behind that one, in its place otherwise.
    """

    text: str
    limit: str
    added: bool = False
    replaces: str = ""
    """What the end of the stored draft is already, of what was `added`."""


class DraftKeeper(QObject):
    """Stores drafts, and does not lose those that cannot be stored.

    Signals:
        changed(Changes): a draft was stored.
        troubled(DeskError): one could not be, for the first time since one could.
    """

    changed = Signal(object)
    troubled = Signal(object)

    def __init__(self, writer: Lane, page: QWidget) -> None:
        """Take the page over whose window a person is asked."""
        super().__init__(page)
        self._writer, self._page = writer, page
        self._unsaved: dict[CaseId, Kept] = {}
        self._sending: dict[int, Kept] = {}
        self._serial = 0
        self._on_way = 0
        self._told = False
        self._failure: DeskError | None = None
        self._close: Callable[[], None] | None = None
        self._given_up = False
        self._timer = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._timer.timeout.connect(self.save_all)

    def get(self, case_id: CaseId) -> Kept | None:
        """Return what is not stored yet of a case."""
        return self._unsaved.get(case_id)

    def keep(
        self, case_id: CaseId, text: str, limit: str, *, added: bool = False, replaces: str = ""
    ) -> None:
        """Store a draft: in the place of the stored one, or (`added`) behind it."""
        before = self._unsaved.get(case_id)
        if added and before is not None:
            text, added = join(without(before.text, replaces), text), before.added
        self._unsaved[case_id] = Kept(text, limit, added, replaces if added else "")
        self.save_all()

    def begin_send(self, text: str, limit: str) -> int:
        """Count a text that a job of its own stores as not stored, till `end_send`."""
        self._serial += 1
        self._sending[self._serial] = Kept(text, limit)
        return self._serial

    def end_send(self, number: int, error: DeskError | None = None) -> None:
        """Take note that such a job is over; where it failed, its text is kept by now."""
        del self._sending[number]
        self._failure = error or self._failure
        self._go_on()

    def take(self, case_id: CaseId) -> Kept | None:
        """Hand over what is not stored of a case, and forget it."""
        return self._unsaved.pop(case_id, None)

    @Slot()
    def save_all(self) -> None:
        """Try to store everything that is not stored."""
        self._timer.stop()
        for case_id, kept in self._unsaved.items():
            self._save(case_id, kept)

    def stop(self) -> None:
        """Start nothing by the clock any more."""
        self._timer.stop()

    def may_close(self, close: Callable[[], None]) -> bool:
        """Return whether nothing is left to store; else `close` is called when that is so."""
        if self._given_up or not (self._unsaved or self._sending):
            return True
        if self._close is None:
            self._close = close
            self.save_all()
        return False

    def _save(self, case_id: CaseId, kept: Kept) -> None:
        def job(desk: Desk) -> Changes:
            text = kept.text
            if kept.added or not desk.cases.rows(ids=(case_id,)):
                # Its draft may be another's: of the case that this one was joined into.
                draft = desk.cases.view(case_id).draft
                text = join(without("" if draft is None else draft.text, kept.replaces), text)
            return desk.drafts.save(case_id, text, kept.limit)

        def done(changes: Changes) -> None:
            self._on_way -= 1
            self._told, self._failure = False, None
            if self._unsaved.get(case_id) is kept:
                del self._unsaved[case_id]
            self.changed.emit(changes)
            self._go_on()

        self._on_way += 1
        self._writer.submit(job, done, self._failed, receiver=self)

    @Slot(object)
    def _failed(self, error: DeskError) -> None:
        self._on_way -= 1
        self._failure = error
        self._timer.start()
        if not self._told:
            self._told = True
            self.troubled.emit(error)
        self._go_on()

    def _go_on(self) -> None:
        """Close, if that is waited for and everything is stored; ask if it cannot be."""
        if self._close is None or self._on_way or self._sending:
            return
        if not self._unsaved:
            close, self._close = self._close, None
            QTimer.singleShot(0, self._page, close)
        elif self._failure is not None:
            self._ask(self._failure)

    def _ask(self, error: DeskError) -> None:
        close, self._close = self._close, None
        texts = [kept.text for kept in self._unsaved.values() if kept.text.strip()]
        box = QMessageBox(self._page.window())
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Not stored")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(f"What you wrote could not be stored. {error.message}")
        box.setInformativeText(
            f"{error.advice} Then close again. Or copy the text from the details first:"
            " it is lost if you close now."
        )
        box.setDetailedText("\n\n--\n\n".join(texts))
        cancel = box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
        anyway = box.addButton("Close anyway", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)

        def give_up() -> None:
            self._given_up = True
            if close is not None:
                close()

        anyway.clicked.connect(give_up)
        box.finished.connect(box.deleteLater)
        box.open()


def join(first: str, second: str) -> str:
    """Return both texts with a blank line between; one alone where it holds the other so."""
    if not first.strip() or second == first or second.startswith(f"{first}\n\n"):
        return second
    if not second.strip() or first.endswith(f"\n\n{second}"):
        return first
    gap = "" if first.endswith("\n\n") else "\n" if first.endswith("\n") else "\n\n"
    return first + gap + second


def without(text: str, end: str) -> str:
    """Return a text without its end, and the blank line before that, if it ends so."""
    return text.removesuffix(end).rstrip("\n") if end and text.endswith(end) else text

"""What is written in the composer and not stored yet, until it is.

Owns the texts whose writing has not come home from the writer lane: a failed one is
tried again by a timer, at the next edit and before the window closes; if it fails then
as well, the person is asked. Knows nothing of what is on the screen.

What is in the file is what somebody wrote, perhaps in another window: no job writes over a
text that it cannot account for without saying so (`Kept.known`), and what it wrote over
stays as a version. Whether a draft that was read is the newest is sure only in the lane
that writes: `read` asks there where it has to.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from console.desk import Desk
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.domain.outbox import Draft
from console.errors import DeskError
from console.language import tr
from ui.draft_ledger import Kept, Ledger, Saved, Written, WrittenElsewhere
from ui.lanes import Lane

RETRY_MS = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class _Sent:
    """A text that is to be queued, and not known to be."""

    case_id: CaseId
    kept: Kept


class DraftKeeper(QObject):
    """Stores drafts, and does not lose those that cannot be stored.

    Signals:
        changed(Changes): a draft was stored.
        troubled(DeskError): one could not be, for the first time since one could; or it took
            the place of what another window had written.
    """

    changed = Signal(object)
    troubled = Signal(object)

    def __init__(self, writer: Lane, page: QWidget) -> None:
        """Take the page over whose window a person is asked."""
        super().__init__(page)
        self._writer, self._page = writer, page
        self._unsaved: dict[CaseId, list[Kept]] = {}
        """By case, in the order in which they were typed; one for each opening."""
        self._on_way: set[Kept] = set()
        self._sending: set[_Sent] = set()
        self._ledger = Ledger()
        self._stored: dict[CaseId, Written] = {}
        """What came home of the ledger."""
        self._told = False
        self._failure: DeskError | None = None
        self._close: Callable[[], None] | None = None
        self._given_up = False
        self._timer = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._timer.timeout.connect(self.save_all)

    def earlier(self, case_id: CaseId, opening: int) -> list[Kept]:
        """Return what is not stored of a case and was typed in an opening before this one."""
        return [kept for kept in self._unsaved.get(case_id, ()) if kept.opening != opening]

    def keep(self, case_id: CaseId, kept: Kept) -> None:
        """Store a draft; one whose stored text was known takes the place of all before it."""
        before = [] if kept.known is not None else self.earlier(case_id, kept.opening)
        self._unsaved[case_id] = [*before, kept]
        self.save_all()

    def move(self, case_id: CaseId, into: CaseId) -> None:
        """Put what is not stored of a case behind the draft of the one that it went into."""
        moved = [replace(kept, known=None) for kept in self._unsaved.pop(case_id, ())]
        if moved:
            self._unsaved.setdefault(into, []).extend(moved)
            self.save_all()

    def read(
        self,
        case_id: CaseId,
        draft: Draft | None,
        opening: int,
        then: Callable[[Draft | None, str], None],
    ) -> None:
        """Call `then` with the stored draft and what of it was not typed in this opening.

        At once, if `draft` as it was read is the newest, or it is known what takes its place
        (`earlier`); else once it was read anew.
        """
        last, unsaved = self._stored.get(case_id), self._unsaved.get(case_id)
        text = "" if draft is None else draft.text
        if unsaved and unsaved[0].takes_place_of(text):
            then(draft, text)
            return
        if not self._is_on_way(case_id) and (last is None or last.text == text):
            then(draft, text if last is None else last.before_of(text, opening))
            return

        def taken(found: tuple[Draft | None, str, Written | None]) -> None:
            if found[2] is not None:
                self._stored[case_id] = found[2]
            then(found[0], found[1])

        self._writer.submit(
            lambda desk: self._ledger.read(desk, case_id, opening),
            taken,
            self.troubled.emit,
            receiver=self,
        )

    def send(
        self,
        case_id: CaseId,
        kept: Kept,
        queue: Callable[[Desk], Changes],
        done: Callable[[Changes], None],
        failed: Callable[[DeskError, bool], None],
    ) -> None:
        """Let `queue` make an answer of a text, which counts as not stored until that is done.

        `failed` is told the error, and whether the text is in the file as a draft.
        """
        self._unsaved.pop(case_id, None)
        sent = _Sent(case_id, kept)
        self._sending.add(sent)
        stored: list[Written] = []

        def job(desk: Desk) -> Changes:
            try:
                self._ledger.check(desk, case_id, kept)
                changes = queue(desk)
            except Exception:
                with suppress(DeskError):
                    stored.append(self._ledger.write(desk, case_id, kept).written)
                raise
            stored.append(self._ledger.note(case_id, Written("", "", kept.opening)))
            return changes

        def over(error: DeskError | None) -> None:
            self._sending.discard(sent)
            if stored:
                self._stored[case_id] = stored[0]
            self._failure = error or self._failure

        def queued(changes: Changes) -> None:
            over(None)
            done(changes)
            self._go_on()

        def refused(error: DeskError) -> None:
            over(error)
            failed(error, bool(stored))
            self._go_on()

        self._writer.submit(job, queued, refused, receiver=self)

    def is_sending(self, case_id: CaseId) -> bool:
        """Return whether an answer to a case is to be queued and not known to be."""
        return any(sent.case_id == case_id for sent in self._sending)

    @Slot()
    def save_all(self) -> None:
        """Try to store everything that is neither stored nor on its way."""
        self._timer.stop()
        for case_id, every in self._unsaved.items():
            for kept in every:
                if kept not in self._on_way:
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

    def _is_on_way(self, case_id: CaseId) -> bool:
        return any(kept in self._on_way for kept in self._unsaved.get(case_id, ()))

    def _save(self, case_id: CaseId, kept: Kept) -> None:
        def done(saved: Saved) -> None:
            self._on_way.discard(kept)
            self._told, self._failure = False, None
            self._stored[saved.case_id] = saved.written
            self._forget(case_id, kept)
            if saved.other is not None:
                self.troubled.emit(_written_over(saved.other))
            self.changed.emit(saved.changes)
            self._go_on()

        def failed(error: DeskError) -> None:
            self._on_way.discard(kept)
            self._failure = error
            self._timer.start()
            if not self._told:
                self._told = True
                self.troubled.emit(error)
            self._go_on()

        self._on_way.add(kept)
        self._writer.submit(
            lambda desk: self._ledger.write(desk, case_id, kept), done, failed, receiver=self
        )

    def _forget(self, case_id: CaseId, kept: Kept) -> None:
        left = [one for one in self._unsaved.get(case_id, ()) if one is not kept]
        if left:
            self._unsaved[case_id] = left
        else:
            self._unsaved.pop(case_id, None)

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
        every = [kept for case in self._unsaved.values() for kept in case]
        box = QMessageBox(self._page.window())
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("Not stored"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("What you wrote could not be stored. {reason}").format(reason=error.message))
        box.setInformativeText(
            tr(
                "{advice} Then close again. Or copy the text from the details first: it "
                "is lost if you close now."
            ).format(advice=error.advice)
        )
        box.setDetailedText("\n\n--\n\n".join(k.text for k in every if k.text.strip()))
        cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        anyway = box.addButton(tr("Close anyway"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)

        def give_up() -> None:
            self._given_up = True
            if close is not None:
                close()

        anyway.clicked.connect(give_up)
        box.finished.connect(box.deleteLater)
        box.open()


def _written_over(other: str) -> WrittenElsewhere:
    if not other:
        return WrittenElsewhere(
            tr("It sent or cleared this draft meanwhile; what you typed is a draft again."),
            advice=tr("Look at what stands in the case before you send it."),
        )
    return WrittenElsewhere(
        tr("What it wrote in this draft was replaced by what you typed."),
        advice=tr("Nothing is lost: it is among the earlier versions."),
    )

"""Keeps a call note as it is typed: half a second after a pause, in the writer lane.

Also while nothing is typed a clock that runs is kept, so that a crash loses little of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.domain.calls import CallDraft, CallEntry
from console.domain.ids import CallDraftId, CaseId
from console.errors import DeskError, NotFound
from ui.call_clock import is_blank
from ui.lanes import Lane

WAIT_MS = 400
BEAT_MS = 10_000


class CallKeeper(QObject):
    """The kept form of one note.

    Signals:
        kept: what was typed is in the data file.
        refused(DeskError): it could not be kept; it is tried again.
        troubled(DeskError): the same, told once.
        gone(DeskError): whose call it is was forgotten; it keeps nothing any more.
    """

    kept = Signal()
    refused = Signal(object)
    troubled = Signal(object)
    gone = Signal(object)

    def __init__(
        self,
        writer: Lane,
        now: Callable[[], datetime],
        entry: Callable[[], CallEntry],
        draft_id: CallDraftId,
        case_id: CaseId | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._writer, self._now, self._entry = writer, now, entry
        self.draft_id, self._case_id = draft_id, case_id
        self._last: CallEntry | None = None
        self._told = self._over = False
        self._on_way = 0
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.keep)
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self._keep_clock)
        self._beat.start()

    @property
    def is_kept(self) -> bool:
        """Return whether anything of it is in the data file, or on its way there."""
        return self._last is not None

    def take(self, entry: CallEntry) -> None:
        """Take what the data file has of it already."""
        self._last = entry

    @property
    def is_over(self) -> bool:
        """Return whether it keeps nothing any more."""
        return self._over

    @property
    def is_safe(self) -> bool:
        """Return whether all that was typed is known to be in the data file."""
        return not (self._on_way or self._wait.isActive())

    @Slot()
    def changed(self) -> None:
        """Keep what stands there soon; not put off by further typing."""
        if not (self._over or self._wait.isActive()):
            self._wait.start()

    @Slot()
    def keep(self) -> CallDraft:
        """Keep what stands there now; return it."""
        self._wait.stop()
        draft = CallDraft(self.draft_id, self._case_id, self._entry(), self._now())
        self._last = draft.entry
        self._on_way += 1
        self._writer.submit(
            lambda desk: desk.calls.keep(draft), self._done, self._failed, receiver=self
        )
        return draft

    def discard(self) -> None:
        """Throw away what was kept; keep nothing any more."""
        self.stop()
        draft_id = self.draft_id
        self._writer.submit(lambda desk: desk.calls.discard(draft_id))

    def stop(self) -> None:
        """Keep nothing by itself any more."""
        self._over = True
        self._wait.stop()
        self._beat.stop()

    def go_on(self) -> None:
        """Keep again: it was not stored after all."""
        self._over = False
        self._beat.start()
        self.changed()

    @Slot()
    def _keep_clock(self) -> None:
        entry = self._entry()
        worth = self._last is not None or not is_blank(entry, self._now())
        if worth and entry.running_since is not None:
            self.keep()

    def _done(self, _nothing: None) -> None:
        self._on_way -= 1
        self._told = False
        self.kept.emit()

    def _failed(self, error: DeskError) -> None:
        self._on_way -= 1
        if isinstance(error, NotFound):
            self.stop()
            self.gone.emit(error)
            return
        if not self._over:
            self._wait.start()  # again, till it works
        if not self._told:
            self._told = True
            self.troubled.emit(error)
        self.refused.emit(error)

"""When a draft is looked through: in a pause or while one types on, at once where another stands.

Owns the time, and that no answer to an older text is shown. The checks run on the reader
lane; nothing here is awaited, and nothing that goes wrong is in the way of writing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from console.domain.checks import Checked
from console.domain.ids import CaseId
from console.errors import DeskError
from ui import check_places
from ui.composer import Composer
from ui.lanes import Lane
from ui.typing_watch import TypingWatch

if TYPE_CHECKING:
    from console.desk import Desk

CHECK_PAUSE_MS = 250
CHECK_LATEST_MS = 1_000
"""Who types steadily is told after this time at the latest."""
WARM = "Thank you for your patience."
"""Looked through before anybody writes: language and words are loaded by that."""
_KEY = "checks"

_Asked = tuple[CaseId, str, tuple[tuple[int, int], ...]]
"""A case, a text, and the code points of it that each part holds."""


class CheckRunner(QObject):
    """Runs the checks over what a composer holds.

    Signals:
        came(Checked or None): this was found in the text as it is; None where there is none.
        failed(DeskError): they could not run over it.
    """

    came = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        composer: Composer,
        reader: Lane,
        case_id: Callable[[], CaseId | None],
        parent: QObject,
    ) -> None:
        """Take whose text it is, where to run, and what tells the case that is answered."""
        super().__init__(parent)
        self._composer, self._reader, self._case_id = composer, reader, case_id
        self._asked: _Asked | None = None
        self._typing = TypingWatch(CHECK_PAUSE_MS, CHECK_LATEST_MS, self)
        self._typing.due.connect(self.run)
        self._is_warm = False
        composer.parts_shown.connect(self.wait)
        composer.draft_shown.connect(self.run)

    @property
    def is_under_way(self) -> bool:
        """Return whether it is not known yet what is in the text as it is."""
        return self._typing.dirty or self._asked is not None

    def stop(self) -> None:
        """Run no more."""
        self._typing.flush()
        self._asked = None

    @Slot(object)
    def warm(self, case_id: CaseId) -> None:
        """Load, once, what the first result would have to wait for."""
        if not self._is_warm:
            self._is_warm = True
            self._reader.submit(
                partial(_warm, case_id), failed=self._stay_cold, receiver=self, key=_KEY
            )

    @Slot()
    def wait(self) -> None:
        """Run in the next pause or soon; at once where nothing is written any more."""
        if self._composer.text.strip():
            self._typing.touch()
        else:
            self.run()

    def again(self) -> None:
        """Run anew, for what is known beside the text is another; unless that is about to be."""
        if not self._typing.dirty:
            self.run()

    @Slot()
    def run(self) -> None:
        """Run over the text as it is."""
        asked = self._present()
        self._typing.flush()
        self._asked = asked
        if asked is None:
            self.came.emit(None)
            return
        self._reader.submit(
            partial(_find, asked),
            partial(self._take, asked),
            partial(self._fail, asked),
            receiver=self,
            key=_KEY,
        )

    def _present(self) -> _Asked | None:
        """Return what is to be looked through; None where nothing is."""
        composer, case_id = self._composer, self._case_id()
        if case_id is None or not composer.text.strip():
            return None
        composer.make_parts()  # a long text's may be late
        text = composer.text
        return case_id, text, check_places.parts(text, composer.editor.places)

    def _take(self, asked: _Asked, checked: Checked) -> None:
        if self._is_of_now(asked):
            self._asked = None
            self.came.emit(checked)

    def _fail(self, asked: _Asked, error: DeskError) -> None:
        if self._is_of_now(asked):
            self._asked = None
            self.failed.emit(error)

    def _stay_cold(self, _error: DeskError) -> None:
        """Say nothing: whatever is wrong is told where somebody writes."""

    def _is_of_now(self, asked: _Asked) -> bool:
        """Return whether that is still the text, and the case."""
        return self._asked == asked and (self._case_id(), self._composer.text) == asked[:2]


def _find(asked: _Asked, desk: Desk) -> Checked:
    return desk.checks.of(*asked)


def _warm(case_id: CaseId, desk: Desk) -> None:
    desk.checks.of(case_id, WARM)

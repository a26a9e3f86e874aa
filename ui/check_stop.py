"""What stops an answer: known till its words are gone from the text, and said to who sends it.

Owns whether Send is stopped. That nothing slips through while the checks are late is the
desk's: it refuses a card number whoever calls, and of that it is told here when it is over.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot

from console.domain.checks import Finding, Severity
from console.errors import CardInPublic, DeskError
from ui import announcing, check_said
from ui.answer import Answer


class CheckStop(QObject):
    """The stop of one answer after the other.

    Signals:
        gone(str): what the desk refused under this title is not written any more.
    """

    gone = Signal(str)

    def __init__(self, answer: Answer, parent: QObject) -> None:
        super().__init__(parent)
        self._answer, self._composer = answer, answer.composer
        self._words: tuple[str, ...] = ()
        """What of the text must not go public; none where nothing is known of it."""
        self._was_refused = False
        """Whether the desk refused an answer, and it is not told that this is over."""
        self._composer.editor.textChanged.connect(self._look)
        self._composer.draft_shown.connect(self._forget)
        answer.is_stopped = self._refuse
        answer.troubled.connect(self._note)
        answer.queued.connect(self._tell_gone)

    def take(self, findings: Iterable[Finding]) -> None:
        """Know what was found in the text as it is."""
        text = self._composer.text
        stops = [each for each in findings if each.severity is Severity.STOP]
        self._words = tuple(text[each.start : each.end] for each in stops)
        self._composer.show_stop(check_said.STOP if stops else None)
        if text.strip() and not stops:
            self._settle()

    @Slot()
    def _look(self) -> None:
        """Stop Send no longer than one of the words stands in the text, as typed."""
        if self._words:
            text = self._composer.text
            if not any(each in text for each in self._words):
                self._words = ()
                self._composer.show_stop(None)
        if self._was_refused and not self._composer.text.strip():
            self._settle()

    @Slot()
    def _forget(self) -> None:
        self._words = ()

    def _refuse(self) -> bool:
        """Return whether nothing can be sent, and say why once more."""
        if self._words:
            self._composer.say("")  # it would stand over that
            self._composer.show_stop(check_said.REFUSED)
            announcing.say(self._composer, check_said.REFUSED.text, at_once=True)
        return bool(self._words)

    @Slot(object)
    def _note(self, error: DeskError) -> None:
        self._was_refused = self._was_refused or isinstance(error, CardInPublic)

    def _settle(self) -> None:
        """Take note that the open text is one that the desk would not refuse."""
        if self._answer.row is not None:
            self._answer.refused.discard(self._answer.row.id)
        self._tell_gone()

    @Slot()
    def _tell_gone(self) -> None:
        if self._was_refused and not self._answer.refused:
            self._was_refused = False
            self.gone.emit(CardInPublic.title)

"""Which promises of the open draft are marked to be noted with Send, as the list shows it.

What is marked is kept by `ui.check_promises`, and noted by the answer once it is queued.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from console.domain.checks import Checked, Finding, Step, StepKind
from console.domain.ids import CaseId
from ui.answer import Answer
from ui.check_list import CheckList
from ui.check_promises import Promised


class CheckPromising(QObject):
    """The marks of one draft after the other."""

    def __init__(self, answer: Answer, listed: CheckList, parent: QObject) -> None:
        super().__init__(parent)
        self._answer, self._list, self._marks = answer, listed, answer.promises
        answer.composer.editor.textChanged.connect(self._forget)

    @property
    def taken(self) -> frozenset[str]:
        """Return by which findings promises of the open draft are marked."""
        return self._marks.keys(self._case_id)

    def toggle(self, finding: Finding, step: Step) -> bool:
        """Mark a promise of the text as it is, or take the mark away; return whether it is."""
        case_id, marked, promised = self._case_id, False, self._promised(finding, step)
        if case_id is not None and promised is not None:
            marked = self._marks.toggle(case_id, finding.key, promised)
            self._list.show_taken(self.taken)
        return marked

    def take(self, checked: Checked | None) -> None:
        """Keep the marks of what was found in the text; of a draft still unread, all."""
        case_id = self._case_id
        if checked is not None and case_id is not None and self._answer.is_restored:
            steps = ((each, step) for each in checked.findings for step in each.steps)
            found = ((each.key, self._promised(each, step)) for each, step in steps)
            self._marks.keep(case_id, {key: each for key, each in found if each is not None})
        self._list.show_taken(self.taken)

    def _promised(self, finding: Finding, step: Step) -> Promised | None:
        """Return what a step would note of the text as it is; None for any other step."""
        if step.kind is not StepKind.PROMISE or step.at is None:
            return None
        words = self._answer.composer.text[finding.start : finding.end]
        return Promised(words, step.text, step.at)

    @property
    def _case_id(self) -> CaseId | None:
        row = self._answer.row
        return None if row is None else row.id

    @Slot()
    def _forget(self) -> None:
        """Note nothing of a draft that was deleted."""
        case_id = self._case_id
        if case_id is not None and not self._answer.composer.text.strip():
            self._marks.keep(case_id, {})

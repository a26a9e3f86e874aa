"""What the checks say of the answer to the open case, and what a person does about it.

Owns at which finding the person is, and what they did about it that is not known to be done;
what is found is the checks', how it looks the list's and the text's. Changes no text by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from console.desk import Desk
from console.domain.changes import Changes
from console.domain.checks import Checked, Finding, Ignored, Severity, Step, StepKind
from console.domain.ids import CaseId
from console.errors import DeskError
from console.text.templates import Filled
from ui import check_said, check_words
from ui.answer import Answer
from ui.answer_menu import Act
from ui.check_leaving import CheckLeaving
from ui.check_promising import CheckPromising
from ui.check_runner import CheckRunner
from ui.check_stop import CheckStop
from ui.lanes import Lanes

if TYPE_CHECKING:
    from ui.key_map import KeyMap


class CheckSide(QObject):
    """The checks of one answer after the other.

    Signals:
        changed(Changes): something was stored.
        case_wanted(CaseId): another case is to be shown.
        troubled(DeskError): a person's act failed.
        stop_gone(str): what was refused under this title is not written any more.
    """

    changed = Signal(object)
    case_wanted = Signal(object)
    troubled = Signal(object)
    stop_gone = Signal(str)

    def __init__(self, lanes: Lanes, answer: Answer, parent: QObject) -> None:
        super().__init__(parent)
        self._answer, self._composer, self._writer = answer, answer.composer, lanes.writer
        self._editor, self._pane = answer.composer.editor, answer.composer.found
        self.checked: Checked | None = None
        """What was found last; None where nothing is written."""
        self._key_of: Callable[[str], str] = lambda _name: ""
        """Returns the key of an act of the window, as a person reads it."""
        self._done: set[tuple[str, Step]] = set()
        """Steps that were taken about findings of the last result: they are not taken twice."""
        self._stop = CheckStop(answer, self)
        self._stop.gone.connect(self.stop_gone)
        self._leaving = CheckLeaving(self._composer, self)
        self._promising = CheckPromising(answer, self._pane.list, self)
        self._composer.draft_shown.connect(self._begin)
        self.runner = CheckRunner(self._composer, lanes.reader, self._case_id, self)
        self.runner.came.connect(self._show)
        self.runner.failed.connect(self._show_failure)
        self._editor.textChanged.connect(self._pane.typed)
        self._editor.acts_on = self.acts
        self._list = listed = self._pane.list
        listed.current_changed.connect(self._choose)
        listed.step_wanted.connect(self.take_step)
        listed.ignore_wanted.connect(self.ignore)
        listed.restore_wanted.connect(self.restore)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what was found, in the order of the list."""
        return () if self.checked is None else self.checked.findings

    @property
    def current(self) -> Finding | None:
        """Return the finding at which the person is; None for none."""
        return self._at(self._list.current)

    def take_keys(self, keys: KeyMap) -> None:
        """Say these keys of the window wherever one is said, as they are by then."""
        self._key_of = keys.key_of
        keys.changed.connect(self._show_keys)
        self._show_keys()

    def stop(self) -> None:
        """Start nothing any more."""
        self.runner.stop()
        self._pane.stop()

    def acts(self, finding: Finding) -> tuple[Act, ...]:
        """Return what can be done about a finding, for the menu on its words: a menu of its own."""
        taken = finding.key in self._promising.taken
        steps = tuple(
            Act(
                check_said.NOTE_NOT if taken and step.kind is StepKind.PROMISE else step.label,
                "",
                partial(self.take_step, finding, step),
            )
            for step in finding.steps
        )
        ignores = tuple(
            Act(check_said.ignore(reason), "", partial(self.ignore, finding, reason))
            for reason in Ignored
            if finding.severity is not Severity.STOP
        )
        title = check_said.menu_title(finding, self._composer.text)
        goes = partial(self._go_to, finding)
        return (Act(title, "", goes, within=tuple(group for group in (steps, ignores) if group)),)

    def go(self, step: int) -> None:
        """Go to the next finding (1) or the one before (-1); behind the last comes the first."""
        count, current = len(self.findings), self._list.current
        if count:
            place = (current + step) % count if current >= 0 else self._beside_caret(step)
            self._list.set_current(place)
            self._choose(place)
            self._editor.setFocus()
        else:
            self._say_nothing_found()

    def take_first_step(self) -> None:
        """Take the first step about the finding at which the person is."""
        finding = self._meant()
        if finding is not None:
            if finding.steps:
                self.take_step(finding, finding.steps[0])
            else:
                self._composer.say(finding.advice or finding.why)

    def ignore_current(self) -> None:
        """Let the finding at which the person is stand, without saying why."""
        finding = self._meant()
        if finding is not None:
            self.ignore(finding, Ignored.UNSAID)

    def bring_back(self) -> None:
        """Let be shown again what a person let stand, the last of it first."""
        ignored = () if self.checked is None else self.checked.ignored
        if ignored:
            self.restore(ignored[-1])
        else:
            self._composer.say(check_said.NONE_IGNORED)

    @Slot(object, object)
    def take_step(self, finding: Finding, step: Step) -> None:
        """Do what a step says; what changes something, once till the next result."""
        if step.kind in (StepKind.INSERT, StepKind.PROMISE):
            if (finding.key, step) in self._done:
                return
            self._done.add((finding.key, step))
        if step.kind is StepKind.INSERT:
            self._insert(step.text)
        elif step.kind is StepKind.SHOW_MESSAGE and step.message_id is not None:
            self._composer.message_wanted.emit(step.message_id)
        elif step.kind is StepKind.SHOW_CASE and step.case_id is not None:
            self.case_wanted.emit(step.case_id)
        elif step.kind is StepKind.PROMISE:
            marked, key = self._promising.toggle(finding, step), self._key_of("finding_step")
            self._composer.say(check_said.promised(key) if marked else check_said.NOT_PROMISED)
            self.runner.again()

    @Slot(object, object)
    def ignore(self, finding: Finding, reason: Ignored) -> None:
        """Let a finding stand in this case; what stops an answer is not let stand."""
        if finding.severity is Severity.STOP:
            self._composer.say(check_said.STANDS)
            return
        self._do(
            lambda desk, case_id: desk.checks.ignore(case_id, finding, reason),
            check_said.ignored(self._key_of("unignore")),
        )

    @Slot(object)
    def restore(self, finding: Finding) -> None:
        """Let a finding be shown again."""
        self._do(
            lambda desk, case_id: desk.checks.restore(case_id, finding), check_said.BROUGHT_BACK
        )

    def _case_id(self) -> CaseId | None:
        row = self._answer.row
        return None if row is None else row.id

    def _do(self, job: Callable[[Desk, CaseId], Changes], said: str) -> None:
        """Store what a person did about a finding, say so, and look the text through anew."""
        case_id = self._case_id()
        if case_id is None:
            return

        def done(changes: Changes) -> None:
            if self._case_id() == case_id:
                self._composer.say(said)
            self.changed.emit(changes)
            self.runner.again()

        def failed(error: DeskError) -> None:
            self.troubled.emit(error)
            self.runner.again()

        self._writer.submit(lambda desk: job(desk, case_id), done, failed, receiver=self)

    def _insert(self, text: str) -> None:
        """Put a text in at the cursor, parted from the words beside it."""
        cursor = self._editor.textCursor()
        cursor.setPosition(cursor.selectionEnd())  # nothing that is marked is replaced
        document, place = self._editor.document(), cursor.position()
        before = cursor.atStart() or document.characterAt(place - 1).isspace()
        behind = document.characterAt(place).isspace()  # as the end of a paragraph is
        parted = f"{'' if before else ' '}{text}{'' if behind else ' '}"
        self._editor.setFocus()
        self._composer.filling.insert(cursor, Filled(parted, ()))

    def _meant(self) -> Finding | None:
        """Return the finding at which the person is, else the one by the cursor, or the only one.

        Where there is none it is said how to go to one.
        """
        findings = self.findings
        if self.current is not None:
            return self.current
        near = self._editor.found.around(self._editor.textCursor().position())
        if near or len(findings) == 1:
            return near[0] if near else findings[0]
        if findings:
            self._composer.say(check_said.go_first(self._key_of("next_finding")))
        else:
            self._say_nothing_found()
        return None

    def _say_nothing_found(self) -> None:
        if self.runner.is_under_way:
            self._composer.say(check_said.NOT_YET)
        elif self.checked is None and self._composer.text.strip():
            self._composer.say(check_words.FAILED)
        else:
            self._composer.say(check_said.NOTHING)

    def _beside_caret(self, step: int) -> int:
        """Return the place of the first finding behind the cursor, or of the last before it."""
        position = self._editor.textCursor().position()
        starts = {id(spot.finding): spot.start for spot in self._editor.found.spots}
        places = [starts.get(id(finding)) for finding in self.findings]
        if step > 0:
            behind = (n for n, at in enumerate(places) if at is not None and at >= position)
            return next(behind, 0)
        before = (n for n, at in enumerate(places) if at is not None and at < position)
        return max(before, default=len(places) - 1)

    def _at(self, place: int) -> Finding | None:
        return self.findings[place] if 0 <= place < len(self.findings) else None

    @Slot()
    def _begin(self) -> None:
        """Take note that another draft is shown."""
        self._done.clear()

    @Slot()
    def _show_keys(self) -> None:
        self._list.set_keys(self._key_of("ignore"), self._key_of("finding_step"))

    def _go_to(self, finding: Finding) -> None:
        place = next((n for n, each in enumerate(self.findings) if each is finding), -1)
        self._list.set_current(place)
        self._choose(place)

    @Slot(int)
    def _choose(self, place: int) -> None:
        """Mark the words of a finding, and put the cursor before them; the focus stays."""
        finding = self._at(place)
        self._editor.show_current(finding)
        spot = None if finding is None else self._editor.found.spot_of(finding)
        if spot is not None:
            cursor = self._editor.textCursor()
            cursor.setPosition(spot.start)
            self._editor.setTextCursor(cursor)

    @Slot(object)
    def _show(self, checked: Checked | None) -> None:
        """Show what was found in the text as it is; the list stays where the person was."""
        self._show_found(checked)
        self._stop.take(self.findings)
        self._promising.take(checked)

    def _show_found(self, checked: Checked | None) -> None:
        self.checked = checked
        self._done.clear()
        self._pane.show_checked(checked, self._answer.names)
        self._editor.show_findings(self.findings, self.current)

    @Slot(object)
    def _show_failure(self, _error: DeskError) -> None:
        """Say that the checks could not run; a stop that was known stays while its words do."""
        self._show_found(None)
        self._pane.show_failed()

"""Asks whether a rule is to be applied to the newest posts, and shows to which.

Writes nothing: what is wanted is told.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from console.domain.triage_rules import PREVIEWED, TriageRule
from console.language import plural, tr
from ui import frame, plain
from ui.lanes import Lane
from ui.override import override
from ui.plain import isolated
from ui.rule_preview import RulePreview
from ui.theme import HALF, UNIT, Theme

SIDE = 3 * UNIT
WIDE, HIGH = 90 * UNIT, 55 * UNIT
APPLY = tr("Apply")
OPENS = tr("Enter opens the case of a post.")


class RuleApplyDialog(QDialog):
    """One question.

    Signals:
        wanted: apply it; the dialog closes.
        case_wanted(CaseId): this case is to be looked at; the dialog closes.
    """

    wanted = Signal()
    case_wanted = Signal(object)

    def __init__(
        self,
        rule: TriageRule,
        sentence: str,
        reader: Lane,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        """Take the rule, and what it says in a sentence."""
        super().__init__(parent)
        self.setWindowTitle(tr("Apply to the last {previewed} posts").format(previewed=PREVIEWED))
        self.resize(WIDE, HIGH)
        self.preview = RulePreview(reader, theme, now)
        self._lay_out(rule, sentence, theme)
        self.preview.changed.connect(self._judge)
        self.preview.list.open_wanted.connect(self._open_case)
        self.preview.look_at(rule.new, soon=False)
        self._judge()

    @override
    def done(self, result: int) -> None:
        self.preview.give_up()
        super().done(result)

    def _lay_out(self, rule: TriageRule, sentence: str, theme: Theme) -> None:
        title = plain.label(tr("Apply “{name}”").format(name=isolated(rule.new.name)), "title")
        said = plain.label(sentence, "quiet")
        hint = plain.label(OPENS, "quiet", theme.small_font())
        for label in (title, said):
            label.setWordWrap(True)
        head = QVBoxLayout()
        head.setContentsMargins(SIDE, 0, SIDE, UNIT + HALF)
        head.setSpacing(UNIT)
        head.addWidget(title)
        head.addWidget(said)
        buttons = QDialogButtonBox()
        self.apply_button = buttons.addButton(APPLY, QDialogButtonBox.ButtonRole.AcceptRole)
        self.apply_button.setObjectName("primary")
        self.apply_button.setDefault(True)
        plain.set_tip(self.apply_button, tr("Ctrl+Z takes it back"))
        cancel = buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAutoDefault(False)
        buttons.accepted.connect(self._apply)
        buttons.rejected.connect(self.reject)
        below = QVBoxLayout()
        below.setContentsMargins(SIDE, UNIT, SIDE, 0)
        below.setSpacing(UNIT)
        below.addWidget(hint)
        below.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * UNIT, 0, 2 * UNIT)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(frame.hairline())
        column.addWidget(self.preview, 1)
        column.addWidget(frame.hairline())
        column.addLayout(below)

    @Slot()
    def _judge(self) -> None:
        preview = self.preview.preview
        count = 0 if preview is None else len(preview.cases)
        self.apply_button.setEnabled(bool(count))
        self.apply_button.setText(
            plural(count, "Apply to {count} case", "Apply to {count} cases") if count else APPLY
        )
        if count and self.preview.list.current is None:
            self.apply_button.setFocus()

    @Slot()
    def _apply(self) -> None:
        if self.apply_button.isEnabled():
            self.accept()
            self.wanted.emit()

    @Slot()
    def _open_case(self) -> None:
        case_id = self.preview.case_of_current
        if case_id is not None:
            self.reject()
            self.case_wanted.emit(case_id)

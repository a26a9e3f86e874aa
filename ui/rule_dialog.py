"""Makes or changes a rule: when it fits, what it does then, and to which posts it would have.

Owns the way to the lanes. It checks nothing itself beyond what is missing: what the desk
refuses is said, and what was entered stays.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget

from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.ids import RuleId
from console.domain.triage_rules import NewRule, TriageRule
from console.domain.watches import Watch
from console.errors import DeskError
from console.language import plural, tr
from console.store.vocabulary import WordList
from ui import plain, rule_done, rule_words, unsaved
from ui.override import override
from ui.preferences_form import say
from ui.rule_fields import RuleFields
from ui.rule_form import lay_out
from ui.rule_preview import RulePreview
from ui.theme import Theme
from ui.word_list_dialog import edit_words

if TYPE_CHECKING:
    from console.desk import Desk
    from ui.lanes import Lanes

NO_NAME = tr("Give it a name.")
APPLY = tr("Save and apply")
Ground = tuple[tuple[Watch, ...], tuple[Account, ...], tuple[str, ...], tuple[str, ...]]
"""The watches, our accounts, the touchpoints, the tags that cases bear."""
Saved = tuple[RuleId, Changes, str]
"""The rule that was stored, what that touched, and what is said of it."""


class RuleDialog(QDialog):
    """One rule.

    Signals:
        stored(RuleId): the rule was stored.
        changed(Changes): it was stored, or applied.
        said(str): a passing word about what was done; the dialog closes.
    """

    stored = Signal(object)
    changed = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        rule: TriageRule | None,
        lanes: Lanes,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        """Take the rule to be changed, None for a new one."""
        super().__init__(parent)
        self._lanes = lanes
        self._rule_id: RuleId | None = None if rule is None else rule.id
        """Which rule it is; None as long as it is not stored."""
        self._busy = False
        self.setWindowTitle(tr("New rule") if rule is None else tr("Change the rule"))
        self.name = QLineEdit()
        self.name.setMaxLength(rule_words.LONGEST_NAME)
        self.fields = RuleFields()
        self.preview = RulePreview(lanes.reader, theme, now)
        self.lack = plain.label("", "quiet", theme.small_font())
        self.message = plain.label("", "danger", theme.small_font())
        for line in (self.lack, self.message):
            line.setWordWrap(True)
        self.message.hide()
        self.apply_button, self.save_button = QPushButton(APPLY), QPushButton(tr("Save"))
        self.cancel_button = QPushButton(tr("Cancel"))
        self.save_button.setObjectName("primary")
        lay_out(self, theme)
        if rule is not None:
            self.name.setText(rule.new.name)
            self.fields.show_rule(rule.new.when, rule.new.then)
            say(self.message, rule.problem)
        self._before = self._entered
        self._connect()
        self._judge()
        self.fields.words.setFocus()
        lanes.reader.submit(_ground, self._take_ground, self._tell, receiver=self)

    @property
    def is_entered(self) -> bool:
        """Return whether anything was typed or chosen that is not stored."""
        return self._entered != self._before

    @override
    def reject(self) -> None:
        if self._busy:  # on its way into the file, it cannot be cancelled
            return
        if self.is_entered:
            unsaved.ask(self, "rule", self._save, can_save=self.save_button.isEnabled())
        else:
            super().reject()

    @override
    def done(self, result: int) -> None:
        self.preview.give_up()
        super().done(result)

    @property
    def _entered(self) -> NewRule:
        return NewRule(self.name.text().strip(), self.fields.when, self.fields.then)

    def _connect(self) -> None:
        self.apply_button.setAutoDefault(False)
        self.cancel_button.setAutoDefault(False)
        self.save_button.setDefault(True)
        plain.set_tip(self.save_button, tr("For what comes in from now on (Enter)"))
        plain.set_tip(self.apply_button, tr("And do it to the posts above; Ctrl+Z takes both back"))
        self.name.textEdited.connect(self._judge)
        self.fields.edited.connect(self._judge)
        self.fields.touchpoint.edit_wanted.connect(self._edit_touchpoints)
        self.preview.changed.connect(self._take_preview)
        self.save_button.clicked.connect(self._save)
        self.apply_button.clicked.connect(self._save_and_apply)
        self.cancel_button.clicked.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._save)

    @Slot(object)
    def _take_ground(self, ground: Ground) -> None:
        """Offer what there is to be chosen; what was entered meanwhile stays."""
        watches, accounts, touchpoints, tags = ground
        self.fields.offer(watches, accounts, tags)
        self.fields.touchpoint.show_words(touchpoints)

    @Slot()
    def _judge(self) -> None:
        """Say what is missing, and try what is entered."""
        new = self._entered
        self.name.setPlaceholderText(rule_words.name_of(new))
        lack = rule_words.lacks(new)
        self.lack.setText("" if self._busy else lack)
        self.save_button.setEnabled(not lack and not self._busy)
        self.preview.look_at(new)
        self._take_preview()

    @Slot()
    def _take_preview(self) -> None:
        """Offer to apply it to the cases that would become others."""
        preview = self.preview.preview
        count = 0 if preview is None else len(preview.cases)
        self.apply_button.setText(
            plural(
                count,
                "Save and apply to this {count} case",
                "Save and apply to these {count} cases",
            )
            if count
            else APPLY
        )
        self.apply_button.setEnabled(bool(count) and self.save_button.isEnabled())

    @Slot()
    def _edit_touchpoints(self) -> None:
        edit_words(WordList.TOUCHPOINTS, self._lanes, self, self.fields.touchpoint.show_words)

    @Slot()
    def _save(self) -> None:
        self._store(apply=False)

    @Slot()
    def _save_and_apply(self) -> None:
        if self.apply_button.isEnabled():
            self._store(apply=True)

    def _store(self, *, apply: bool) -> None:
        """Store what is entered, and apply it in the same act."""
        new = self._entered
        if self._busy or rule_words.lacks(new):
            return
        name = new.name or self.name.placeholderText()
        if not name:
            say(self.message, NO_NAME)
            self.name.setFocus()
            return
        rule_id, new = self._rule_id, NewRule(name, new.when, new.then)
        self._rest(busy=True)
        say(self.message, "")

        def save(desk: Desk) -> Saved:
            if apply:
                number, did = desk.rules.save_and_apply(rule_id, new)
                return number, did, rule_done.saved_and_applied(name, len(did.done))
            if rule_id is None:
                return (*desk.rules.add(new), rule_done.saved(name))
            return rule_id, desk.rules.change(rule_id, new), rule_done.saved(name)

        self._lanes.writer.submit(save, self._finish, self._refuse, receiver=self)

    @Slot(object)
    def _finish(self, saved: Saved) -> None:
        rule_id, changes, said = saved
        self._before = self._entered
        self.stored.emit(rule_id)
        self.changed.emit(changes)
        self.said.emit(said)
        self.accept()

    @Slot(object)
    def _refuse(self, error: DeskError) -> None:
        """Say why it could not be; what was entered stays."""
        self._tell(error)
        self._rest(busy=False)

    @Slot(object)
    def _tell(self, error: DeskError) -> None:
        say(self.message, f"{error.message} {error.advice}".strip())

    def _rest(self, *, busy: bool) -> None:
        self._busy = busy
        self._judge()


def _ground(desk: Desk) -> Ground:
    return (
        desk.watches.every(),
        desk.accounts.every(),
        desk.vocabulary.words(WordList.TOUCHPOINTS),
        desk.triage.tags(),
    )

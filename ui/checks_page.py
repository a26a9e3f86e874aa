"""The page of the preferences for checks: which are on, and what the business tells them.

Each change is told as what becomes of the rules that hold. What is shown is what came back
from the data file, but for the switches, which hold as they are clicked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from console.domain.checks import Check, CheckRules, IgnoredCount
from ui.check_words import TITLES
from ui.checks_page_entries import EntryList
from ui.checks_page_ground import Change, RulesShown
from ui.checks_page_phrases import PhrasesField
from ui.checks_page_words import ALWAYS, LOOKS_FOR, example, ignored
from ui.preferences_form import PreferencesForm
from ui.theme import HALF, UNIT, Theme

ROWS = 5
"""Entries of a list in sight."""
INDENT = 3 * UNIT + HALF
"""Where the words of a check begin: behind the box to tick."""
Entries = tuple[str, ...]
SHAPE_HELP = "# is a digit, ? a letter, all else is itself: ??-######."


class _Part(NamedTuple):
    """A list of the rules."""

    get: Callable[[CheckRules], Entries]
    put: Callable[[CheckRules, Entries], CheckRules]


POINTS = _Part(lambda rules: rules.own_points, lambda rules, new: replace(rules, own_points=new))
SHAPES = _Part(
    lambda rules: rules.order_shapes, lambda rules, new: replace(rules, order_shapes=new)
)
NAMES = _Part(lambda rules: rules.other_names, lambda rules, new: replace(rules, other_names=new))


class ChecksPage(PreferencesForm):
    """Shows what holds for the checks, and tells each change.

    Signals:
        change_wanted(Change, EntryList | None): the rules are to be changed so;
            `show_rules`, or the list's `refuse`, is the answer. None where none wants one more.
    """

    change_wanted = Signal(object, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setEnabled(False)  # till it is known what holds
        self.switches: dict[Check, QCheckBox] = {}
        self.counts: dict[Check, QLabel] = {}
        self.points = self._entries("Your contact points", "+49 30 901820", POINTS)
        self.points.help.setText(
            "Phone numbers, e-mail addresses and sites of yours: they are no secret. The first"
            " number is the one that is offered for a call."
        )
        self.shapes = self._entries("Order numbers", "??-######", SHAPES)
        self.shapes.help.setText(SHAPE_HELP)
        self.shapes.tell_with(lambda shape: f"such as {example(shape)}")
        self.shapes.typed.connect(self._show_example)
        self.names = self._entries("Other networks and services", "WhatsApp", NAMES)
        self.names.help.setText("To name one tells everybody where the customer has an account.")
        self.phrases = PhrasesField(
            theme,
            self.help("frustrat* is every word that begins so, ... stands for up to four words."),
            self.trouble(),
        )
        self.phrases.change_wanted.connect(partial(self._ask, asked=None))
        self.phrases.addition_wanted.connect(partial(self._ask, asked=self.phrases.entries))
        self._lay_out()

    def show_rules(self, shown: RulesShown, asked: EntryList | None = None) -> None:
        """Show the rules that hold; `asked` is the list that wanted one more."""
        rules = shown.rules
        for check, switch in self.switches.items():
            switch.blockSignals(True)  # noqa: FBT003 - Qt's
            switch.setChecked(check not in rules.off)
            switch.blockSignals(False)  # noqa: FBT003 - Qt's
        for entries, held in (
            (self.points, rules.own_points),
            (self.shapes, rules.order_shapes),
            (self.names, rules.other_names),
        ):
            if entries.entries != held:
                entries.show_entries(held)
        self.phrases.show_rules(shown)
        if asked is not None:
            asked.show_entry(asked.field.text().strip())
            asked.taken()
        self.setEnabled(True)

    def show_ignored(self, counts: Sequence[IgnoredCount]) -> None:
        """Say how often each check was ignored."""
        for check, line in self.counts.items():
            line.setText(ignored(counts, check))
            line.setVisible(bool(line.text()))

    def finish(self) -> None:
        """Take what is still being typed; what is typed to find wording is only looked for."""
        if self.isEnabled():
            for entries in (self.points, self.shapes, self.names):
                entries.add_typed()

    def _entries(self, title: str, hint: str, part: _Part) -> EntryList:
        """Return a list of entries of the rules."""
        entries = EntryList(title, self.help(), self.trouble(), self._theme, rows=ROWS)
        entries.field.setPlaceholderText(hint)

        def add(entry: str) -> None:
            self._ask(lambda rules: part.put(rules, (*part.get(rules), entry)), entries)

        def remove(entry: str) -> None:
            self._ask(
                lambda rules: part.put(rules, tuple(e for e in part.get(rules) if e != entry))
            )

        entries.added.connect(add)
        entries.removed.connect(remove)
        return entries

    def _ask(self, change: Change, asked: EntryList | None = None) -> None:
        self.change_wanted.emit(change, asked)

    def _switch(self, check: Check, is_on: bool) -> None:  # noqa: FBT001 - as Qt tells it
        changed = frozenset((check,))
        self._ask(
            lambda rules: replace(rules, off=rules.off - changed if is_on else rules.off | changed)
        )

    @Slot(str)
    def _show_example(self, shape: str) -> None:
        """Say what a shape would find while it is typed."""
        found = example(" ".join(shape.split()))
        self.shapes.help.setText(f"{SHAPE_HELP} This finds {found}." if found else SHAPE_HELP)

    def _lay_out(self) -> None:
        self.head("What is looked for")
        for check in Check:
            self.add_wide(self._switch_of(check))
        self.head("Known to the checks")
        for entries in (self.points, self.shapes, self.names):
            self.add_wide(entries)
        self.head("Wording")
        self.add_wide(self.phrases)
        self.end()

    def _switch_of(self, check: Check) -> QWidget:
        """Return a check's switch, with what it looks for and how often it was ignored."""
        whole = QWidget()
        switch = QCheckBox(TITLES[check])
        switch.setAccessibleDescription(LOOKS_FOR[check])
        switch.toggled.connect(partial(self._switch, check))
        count = self.help()
        count.setVisible(False)
        lines = [self.help(LOOKS_FOR[check])]
        if check is Check.PRIVACY:
            lines.append(self.help(ALWAYS))
            switch.setAccessibleDescription(f"{LOOKS_FOR[check]} {ALWAYS}")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, HALF, 0, HALF)
        column.setSpacing(0)
        column.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeft)
        for line in (*lines, count):
            line.setContentsMargins(INDENT, 0, 0, 0)
            column.addWidget(line)
        self.switches[check], self.counts[check] = switch, count
        return whole

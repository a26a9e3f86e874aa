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
from console.language import tr
from ui.check_words import TITLES
from ui.checks_page_entries import EntryList
from ui.checks_page_ground import Asked, Change, RulesShown
from ui.checks_page_phrases import PhrasesField
from ui.checks_page_words import ALWAYS, LOOKS_FOR, example, ignored
from ui.margins import set_margins
from ui.preferences_form import PreferencesForm, say
from ui.theme import HALF, UNIT, Theme

ROWS = 5
"""Entries of a list in sight."""
INDENT = 3 * UNIT + HALF
"""Where the words of a check begin: behind the box to tick."""
Entries = tuple[str, ...]
SHAPE_HELP = tr("# is a digit, ? a letter, all else is itself: ??-######.")


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
        change_wanted(Change, Asked): the rules are to be changed so; `show_rules`, or
            `refuse`, with the same `Asked` is the answer.
        settled(Asked | None): nothing is on its way any more; what was refused of it first.
    """

    change_wanted = Signal(object, object)
    settled = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setEnabled(False)  # till it is known what holds
        self.switches: dict[Check, QCheckBox] = {}
        self.troubles: dict[Check, QLabel] = {}
        self.counts: dict[Check, QLabel] = {}
        self._on_their_way: list[Asked] = []
        self._refused: Asked | None = None
        self._shown: RulesShown | None = None
        self.points = self._entries(
            tr("Your contact points"), tr("such as +49 30 901820"), POINTS, ordered=True
        )
        self.points.help.setText(
            tr(
                "Phone numbers, e-mail addresses and sites of yours: they are no secret. "
                "The first number is the one that is offered for a call: Alt+Up moves "
                "one up."
            )
        )
        self.shapes = self._entries(tr("Order numbers"), tr("such as ??-######"), SHAPES)
        self.shapes.help.setText(SHAPE_HELP)
        self.shapes.tell_with(lambda shape: tr("such as {example}").format(example=example(shape)))
        self.shapes.typed.connect(self._show_example)
        self.names = self._entries(tr("Other networks and services"), tr("such as WhatsApp"), NAMES)
        self.names.help.setText(
            tr("To name one tells everybody where the customer has an account.")
        )
        self.phrases = PhrasesField(
            theme,
            self.help(
                tr("frustrat* is every word that begins so, ... stands for up to four words.")
            ),
            self.trouble(),
        )
        self.phrases.change_wanted.connect(self._change_phrases)
        self._lay_out()

    @property
    def is_settled(self) -> bool:
        """Return whether nothing is on its way."""
        return not self._on_their_way

    def show_rules(self, shown: RulesShown, asked: Asked | None = None) -> None:
        """Show the rules that hold; `asked` is what this answers."""
        self._shown, rules = shown, shown.rules
        self._answered(asked)
        self._show_switches(rules)
        for entries, held in zip(
            self._lists(), (rules.own_points, rules.order_shapes, rules.other_names), strict=True
        ):
            if entries.entries != held:
                entries.show_entries(held)
        self.phrases.show_rules(shown)
        if asked is not None and isinstance(asked.source, EntryList) and asked.entry:
            asked.source.taken(asked.entry)
        self.setEnabled(True)
        self._settle(asked)

    def refuse(self, asked: Asked, text: str) -> None:
        """Say why a change was not stored; what is shown is what held before."""
        self._answered(asked)
        self._refused = self._refused or asked
        if isinstance(asked.source, EntryList):
            asked.source.refuse(text, asked.entry)
        else:
            say(self.troubles[asked.source], text)
        if self._shown is not None:
            self._show_switches(self._shown.rules)
        self._settle(asked)

    def show_ignored(self, counts: Sequence[IgnoredCount]) -> None:
        """Say how often each check was ignored."""
        for check, line in self.counts.items():
            line.setText(ignored(counts, check))
            line.setVisible(bool(line.text()))

    def finish(self) -> None:
        """Take what is still being typed; what is typed to find wording is only looked for.

        What was refused, and said so, is not tried once more.
        """
        if self.isEnabled():
            for entries in self._lists():
                if entries.typed_entry and not entries.was_refused:
                    entries.add_typed()

    def _lists(self) -> tuple[EntryList, EntryList, EntryList]:
        return self.points, self.shapes, self.names

    def _entries(self, title: str, hint: str, part: _Part, *, ordered: bool = False) -> EntryList:
        """Return a list of entries of the rules."""
        entries = EntryList(
            title, self.help(), self.trouble(), self._theme, rows=ROWS, ordered=ordered
        )
        entries.field.setPlaceholderText(hint)

        def add(entry: str) -> None:
            change = partial(_changed, part, lambda held: (*held, entry))
            self._ask(change, Asked(entries, entry))

        def remove(entry: str) -> None:
            change = partial(_changed, part, lambda held: tuple(e for e in held if e != entry))
            self._ask(change, Asked(entries))

        def move(entry: str) -> None:
            self._ask(partial(_changed, part, partial(_moved_up, entry)), Asked(entries))

        entries.added.connect(add)
        entries.removed.connect(remove)
        entries.moved.connect(move)
        return entries

    def _ask(self, change: Change, asked: Asked) -> None:
        self._on_their_way.append(asked)
        self.change_wanted.emit(change, asked)

    def _answered(self, asked: Asked | None) -> None:
        if asked in self._on_their_way:
            self._on_their_way.remove(asked)

    def _settle(self, asked: Asked | None) -> None:
        if asked is not None and self.is_settled:
            refused, self._refused = self._refused, None
            self.settled.emit(refused)

    @Slot(object, str)
    def _change_phrases(self, change: Change, added: str) -> None:
        self._ask(change, Asked(self.phrases.entries, added))

    def _switch(self, check: Check, is_on: bool) -> None:  # noqa: FBT001 - as Qt tells it
        changed = frozenset((check,))
        say(self.troubles[check], "")
        self._ask(
            lambda rules: replace(rules, off=rules.off - changed if is_on else rules.off | changed),
            Asked(check),
        )

    def _show_switches(self, rules: CheckRules) -> None:
        """Show which are on; one whose change is on its way stays as it was clicked."""
        for check, switch in self.switches.items():
            if not any(each.source is check for each in self._on_their_way):
                switch.blockSignals(True)  # noqa: FBT003 - Qt's
                switch.setChecked(check not in rules.off)
                switch.blockSignals(False)  # noqa: FBT003 - Qt's

    @Slot(str)
    def _show_example(self, shape: str) -> None:
        """Say what a shape would find while it is typed."""
        found = example(" ".join(shape.split()))
        self.shapes.help.setText(
            tr("{help} This finds {example}.").format(help=SHAPE_HELP, example=found)
            if found
            else SHAPE_HELP
        )

    def _lay_out(self) -> None:
        self.head(tr("What is looked for"))
        for check in Check:
            self._add_switch(check)
        self.head(tr("Known to the checks"))
        for entries in (self.points, self.shapes, self.names):
            self.add_wide(entries, entries.title.text(), *entries.lines)
        self.head(tr("Wording"))
        title, also = tr("Dismissive wording"), tr("phrases, tone, words")
        self.add_wide(
            self.phrases, title, *self.phrases.entries.lines, also=also, keys=self.phrases.field
        )
        self.end()

    def _add_switch(self, check: Check) -> None:
        """Add a check's switch, with what it looks for and how often it was ignored."""
        whole = QWidget()
        switch = QCheckBox(TITLES[check])
        switch.toggled.connect(partial(self._switch, check))
        count = self.help()
        count.setVisible(False)
        trouble = self.trouble()
        lines = [self.help(LOOKS_FOR[check])]
        if check is Check.PRIVACY:
            lines.append(self.help(ALWAYS))
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, HALF, 0, HALF)
        column.setSpacing(0)
        column.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeft)
        for line in (trouble, *lines, count):
            set_margins(line, INDENT, 0, 0, 0)
            column.addWidget(line)
        self.switches[check], self.counts[check] = switch, count
        self.troubles[check] = trouble
        self.add_wide(whole, TITLES[check], trouble, *lines, count)


def _changed(part: _Part, change: Callable[[Entries], Entries], rules: CheckRules) -> CheckRules:
    return part.put(rules, change(part.get(rules)))


def _moved_up(entry: str, held: Entries) -> Entries:
    """Return entries with one of them one place higher."""
    at = held.index(entry) if entry in held else 0
    return (*held[: at - 1], entry, held[at - 1], *held[at + 1 :]) if at else held

"""When a rule fits and what it does then, field by field.

Owns the fields and how their lines are read; what of it can be stored is the desk's to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy, QWidget

from console.domain.accounts import Account
from console.domain.ids import AccountId, WatchId
from console.domain.kinds import MessageKind
from console.domain.priority import Priority
from console.domain.triage_rules import Conditions, Effects
from console.domain.watches import Watch
from console.language import tr
from ui import comma_list, plain, rule_words
from ui.kind_words import KINDS
from ui.plain import isolated
from ui.priority_words import LEVELS
from ui.rule_tags import LastTag
from ui.watch_languages import LanguageBox
from ui.word_box import WordBox

LONGEST = 2_000
COMMAS = tr("Between commas: one of them is enough. Case and accents do not count.")
RESOLVES = tr("Where it needs a reply, and nobody has answered, called or decided anything.")
MENTIONS = tr("Mentions us, or quotes one of our posts")
NO_MATTER = tr("No matter")


class ChoiceBox(QComboBox):
    """One of a few values, each with its words."""

    def __init__(self, first: str, choices: Sequence[tuple[str, object]] = ()) -> None:
        """Take the words of what stands for None, and the others."""
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._values: list[object] = []
        self._first = first
        self.offer(choices)

    @property
    def value(self) -> object:
        """Return what is chosen; None for the first."""
        return self._values[self.currentIndex()]

    def offer(self, choices: Sequence[tuple[str, object]], gone: str = "") -> None:
        """Offer these; the chosen one stays, called `gone` where it is none of them."""
        chosen = self.value if self._values else None
        every = [(self._first, None), *choices]
        if chosen not in [value for _, value in every]:
            every.append((gone, chosen))
        with QSignalBlocker(self):
            self.clear()
            self.addItems([isolated(said) for said, _ in every])
            self._values = [value for _, value in every]
            self.setCurrentIndex(self._values.index(chosen))

    def show_value(self, value: object, gone: str = "") -> None:
        """Choose a value; one that is not offered is from now on, called `gone`."""
        if value not in self._values:
            self._values.append(value)
            self.addItem(gone)
        self.setCurrentIndex(self._values.index(value))


class RuleFields(QWidget):
    """The fields, without a place: `rule_form` lays them out.

    Signals:
        edited: the person changed something.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words, self.without = QLineEdit(), QLineEdit()
        self.handle, self.tags = QLineEdit(), QLineEdit()
        self.kind = ChoiceBox(tr("Any kind"), [(KINDS[kind], kind) for kind in MessageKind])
        self.summoned = ChoiceBox(NO_MATTER, [(tr("Yes"), True), (tr("No"), False)])
        self.language = LanguageBox()
        self.language.setMinimumContentsLength(10)
        self.language.setSizeAdjustPolicy(
            ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.watch, self.account = ChoiceBox(NO_MATTER), ChoiceBox(tr("Any account"))
        self.touchpoint = WordBox(tr("Touchpoint"))
        self.priority = ChoiceBox(tr("As it is"), [(LEVELS[level], level) for level in Priority])
        self.resolve = QCheckBox(tr("Resolve the case"))
        self.known_tags = LastTag(self.tags)
        self.tags.setCompleter(self.known_tags)
        self._prepare()

    @property
    def boxes(self) -> tuple[QComboBox, ...]:
        """Return those of which one value is chosen."""
        return (
            self.kind, self.summoned, self.language, self.watch, self.account, self.priority,
        )  # fmt: skip

    @property
    def lines(self) -> tuple[QLineEdit, ...]:
        """Return those into which words are typed."""
        return (self.words, self.without, self.handle, self.tags)

    @property
    def when(self) -> Conditions:
        """Return when the rule fits, as it is entered."""
        kind, summoned = self.kind.value, self.summoned.value
        watch_id, account_id = self.watch.value, self.account.value
        return Conditions(
            words=comma_list.entries(self.words.text()),
            without=comma_list.entries(self.without.text()),
            handle=self.handle.text().strip(),
            kind=kind if isinstance(kind, MessageKind) else None,
            lang=self.language.code,
            summoned=summoned if isinstance(summoned, bool) else None,
            watch_id=WatchId(watch_id) if isinstance(watch_id, int) else None,
            account_id=AccountId(account_id) if isinstance(account_id, int) else None,
        )

    @property
    def then(self) -> Effects:
        """Return what the rule does, as it is entered."""
        priority = self.priority.value
        return Effects(
            tags=comma_list.entries(self.tags.text()),
            touchpoint=self.touchpoint.word,
            priority=priority if isinstance(priority, Priority) else None,
            resolve=self.resolve.isChecked(),
        )

    def show_rule(self, when: Conditions, then: Effects) -> None:
        """Show what a stored rule says."""
        self.words.setText(comma_list.line(when.words))
        self.without.setText(comma_list.line(when.without))
        self.handle.setText(f"@{when.handle}" if when.handle else "")
        self.kind.show_value(when.kind)
        self.summoned.show_value(when.summoned)
        self.language.show_code(when.lang)
        # What they are called is known when the watches and accounts were read.
        self.watch.show_value(when.watch_id, "…")
        self.account.show_value(when.account_id, "…")
        self.tags.setText(comma_list.line(then.tags))
        self.touchpoint.show_word(then.touchpoint)
        self.priority.show_value(then.priority)
        self.resolve.setChecked(then.resolve)

    def offer(
        self, watches: Sequence[Watch], accounts: Sequence[Account], tags: Sequence[str]
    ) -> None:
        """Offer the watches, accounts and tags that there are; what is chosen stays."""
        self.watch.offer([(one.new.name, one.id) for one in watches], rule_words.GONE_WATCH)
        self.account.offer(
            [(f"@{one.handle}", one.id) for one in accounts], rule_words.GONE_ACCOUNT
        )
        self.known_tags.offer(tags)

    def _prepare(self) -> None:
        self.words.setPlaceholderText(tr("Any text; such as refund, charged twice"))
        self.without.setPlaceholderText(tr("None; such as thanks, giveaway"))
        self.handle.setPlaceholderText(tr("Anybody; or @handle"))
        self.tags.setPlaceholderText(tr("None; such as vip"))
        for line, tip in ((self.words, COMMAS), (self.without, COMMAS), (self.tags, "")):
            line.setMaxLength(LONGEST)
            plain.set_tip(line, tip or tr("Between commas; all of them are put on the case."))
        plain.set_tip(self.resolve, RESOLVES)
        plain.set_tip(self.summoned, MENTIONS)
        for field in self.lines:
            field.textChanged.connect(self._tell)
        for box in self.boxes:
            box.currentIndexChanged.connect(self._tell)
        self.touchpoint.changed.connect(self._tell)
        self.resolve.toggled.connect(self._tell)

    @Slot()
    def _tell(self) -> None:
        self.edited.emit()

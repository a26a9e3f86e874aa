"""The dismissive wording of each language: found, added to, removed from, as it came again."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.domain.checks import CheckRules, PhraseEdit
from console.language import numeral, plural, tr
from console.text.folding import fold
from console.text.lexicon import LANGUAGES, word_texts
from ui import clear_button, plain
from ui.checks_page_entries import EntryList
from ui.checks_page_ground import Change, RulesShown
from ui.checks_page_words import LANGUAGE_NAMES, own_changes
from ui.theme import HALF, UNIT, Theme

ROWS = 7
YOURS = tr("yours")
RESTORE = tr("Restore the program's list")


class PhrasesField(QWidget):
    """One language's list at a time.

    Signals:
        change_wanted(Change, str): the rules are to be changed so; the phrase that this adds,
            empty for none.
    """

    change_wanted = Signal(object, str)

    def __init__(self, theme: Theme, help_line: QLabel, trouble: QLabel) -> None:
        super().__init__()
        self._shown: RulesShown | None = None
        self._language = LANGUAGES[0]
        self.entries = EntryList(
            tr("Dismissive wording"), help_line, trouble, theme, rows=ROWS, steady=True
        )
        self.entries.tell_with(self._told)
        self.entries.find_with(self._held)
        self.field = self.entries.field
        self.field.setPlaceholderText(tr("Find or add wording"))
        clear_button.add_to(self.field)
        self.group = QButtonGroup(self)
        self.restore_button = QPushButton(RESTORE)
        self.restore_button.setObjectName("quietButton")
        self.restore_button.setAutoDefault(False)
        self.state = plain.label("", "quiet", theme.small_font())
        self._lay_out(theme)
        self.group.idClicked.connect(self._take_language)
        self.entries.typed.connect(self._fill)
        self.entries.added.connect(self._add)
        self.entries.removed.connect(self._remove)
        self.restore_button.clicked.connect(self._restore)

    def show_rules(self, shown: RulesShown) -> None:
        """Show the wording that holds."""
        self._shown = shown
        self._fill()

    @Slot(int)
    def _take_language(self, place: int) -> None:
        self._language = LANGUAGES[place]
        self._fill()

    @Slot()
    def _fill(self) -> None:
        """Show the phrases that hold all words of the field."""
        if self._shown is None:
            return
        wanted = fold(self.field.text()).split()
        phrases = self._shown.phrases.get(self._language, ())
        found = [one for one in phrases if all(word in fold(one) for word in wanted)]
        self.entries.show_entries(found)
        own = self._own()
        added = sum(not edit.removed for edit in own)
        self.restore_button.setEnabled(bool(own))
        count = (
            tr("{shown} of {all} shown. ").format(
                shown=numeral(len(found)), all=numeral(len(phrases))
            )
            if wanted
            else plural(len(phrases), "{count} phrase. ", "{count} phrases. ")
        )
        none = tr("None is like that: Enter adds it. ") if wanted and not found else count
        self.state.setText(none + own_changes(added, len(own) - added))

    def _own(self) -> list[PhraseEdit]:
        """Return what the person changed in this language."""
        edits = () if self._shown is None else self._shown.rules.dismissive
        return [edit for edit in edits if edit.language == self._language]

    def _told(self, phrase: str) -> str:
        is_own = any(edit.phrase == phrase and not edit.removed for edit in self._own())
        return YOURS if is_own else ""

    def _held(self, phrase: str) -> str:
        """Return the phrase of the list that is the same one; empty for none."""
        phrases = self._shown.phrases.get(self._language, ()) if self._shown else ()
        meant = _same(phrase)
        return next((one for one in phrases if _same(one) == meant), "")

    @Slot(str)
    def _add(self, phrase: str) -> None:
        self.change_wanted.emit(_with(PhraseEdit(self._language, phrase)), phrase)

    @Slot(str)
    def _remove(self, phrase: str) -> None:
        self.change_wanted.emit(_with(PhraseEdit(self._language, phrase, removed=True)), "")

    @Slot()
    def _restore(self) -> None:
        language = self._language

        def change(rules: CheckRules) -> CheckRules:
            kept = tuple(edit for edit in rules.dismissive if edit.language != language)
            return replace(rules, dismissive=kept)

        self.change_wanted.emit(change, "")

    def _lay_out(self, theme: Theme) -> None:
        languages = QHBoxLayout()
        languages.setSpacing(0)
        for place, (language, side) in enumerate(zip(LANGUAGES, ("Left", "Right"), strict=True)):
            button = QPushButton(LANGUAGE_NAMES[language])
            button.setObjectName(f"segment{side}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(
                tr("{language} wording").format(language=LANGUAGE_NAMES[language])
            )
            button.setChecked(language == self._language)
            button.setMinimumWidth(12 * UNIT)
            self.group.addButton(button, place)
            languages.addWidget(button)
        languages.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(UNIT)
        self.restore_button.setFont(theme.small_font())
        foot.addWidget(self.state, 1)
        foot.addWidget(self.restore_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, HALF, 0, UNIT)
        column.setSpacing(HALF)
        column.addLayout(languages)
        column.addWidget(self.entries)
        column.addLayout(foot)


def _same(phrase: str) -> tuple[object, ...]:
    """Return what is the same of two phrases that find the same."""
    return word_texts(phrase), "*" in phrase, "..." in phrase.replace("…", "...")


def _with(edit: PhraseEdit) -> Change:
    return lambda rules: replace(rules, dismissive=(*rules.dismissive, edit))

"""What a watch looks for, field by field; the query of it is written elsewhere.

Owns the fields; how their lines are read, and what is said of them, `ui.watch_field_notes`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from console.language import tr
from console.text.query_fields import QueryFields
from ui import plain, watch_field_notes
from ui.preferences_form import say
from ui.theme import HALF, UNIT, Theme
from ui.watch_field_notes import entries, handles
from ui.watch_languages import LanguageBox
from ui.watch_misspellings import Misspellings
from ui.wrapping_row import WrappingRow

LONGEST = 400
LINES = {
    "words": (tr("Look for"), tr("Brand and products: acme, acme air, #acme")),
    "with_one_of": (tr("And one of"), tr("Any; such as broken, refund, still waiting")),
    "none_of": (tr("But without"), tr("None; such as jobs, giveaway")),
    "not_from": (tr("Not written by"), tr("Nobody; handles such as acme_fans")),
}
"""What each line is called, and what it says while it is empty."""
TIPS = {
    "words": tr("Between commas: one of them is enough."),
    "with_one_of": tr("Between commas: one of them is enough, beside what you look for."),
    "none_of": tr("Between commas: none of them may stand there."),
    "not_from": tr("Between commas or spaces: nothing that one of them wrote."),
}
OWN = tr("Leave out our own posts, and those that mention us")
OWN_TIP = tr("Mentions come in anyway, and cost less to read.")
Handles = tuple[tuple[str, ...], tuple[str, ...]]
_NOBODY: Handles = ((), ())


class WatchFields(QWidget):
    """Lines, a language, and what is left out.

    Signals:
        edited: the person changed something.
    """

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._own = self._held = _NOBODY
        """Our handles that are left out while that is ticked: as authors, and as mentioned."""
        self.lines = {name: QLineEdit() for name in LINES}
        self.notes = {name: plain.label("", "warn", theme.small_font()) for name in LINES}
        self.divide = plain.label(watch_field_notes.QUIET.text, "quiet", theme.small_font())
        for label in (*self.notes.values(), self.divide):
            label.setWordWrap(True)
            label.hide()
        self.divide.show()
        self.misspellings = Misspellings(theme)
        self.language = LanguageBox()
        self.no_reposts = QCheckBox(tr("Leave out reposts"))
        self.no_replies = QCheckBox(tr("And answers to others"))
        self.not_own = QCheckBox(OWN)
        self.no_replies.setAccessibleName(tr("Leave out answers to others"))
        plain.set_tip(self.not_own, OWN_TIP)
        self._lay_out()
        for line in self.lines.values():
            line.setMaxLength(LONGEST)
            line.textEdited.connect(self._tell)
        self.language.activated.connect(self._tell)
        for box in (self.no_reposts, self.no_replies, self.not_own):
            box.clicked.connect(self._tell)
        self.misspellings.changed.connect(self.edited)
        self.show_fields(QueryFields())
        self.not_own.setChecked(True)

    def set_own(self, handles: Sequence[str], mentioned: Sequence[str]) -> None:
        """Take our handles: whose posts are left out, and to whom mentions come anyway."""
        self._own = self._held = (tuple(handles), tuple(mentioned))

    @property
    def fields(self) -> QueryFields:
        """Return what stands there."""
        own_from, own_mentioned = self._held if self.not_own.isChecked() else _NOBODY
        ours = {handle.casefold() for handle in own_from}
        others = handles(self.lines["not_from"].text())
        return QueryFields(
            any_of=(*entries(self.lines["words"].text()), *self.misspellings.ticked),
            with_one_of=entries(self.lines["with_one_of"].text()),
            none_of=entries(self.lines["none_of"].text()),
            not_from=(*own_from, *(one for one in others if one.casefold() not in ours)),
            not_mentioning=own_mentioned,
            lang=self.language.code,
            no_reposts=self.no_reposts.isChecked(),
            no_replies=self.no_replies.isChecked(),
        )

    def show_fields(self, fields: QueryFields) -> bool:
        """Show these; return False, and show nothing, where the lines cannot say them."""
        ours = {handle.casefold() for handle in (*self._own[0], *self._own[1])}
        own = tuple(one for one in fields.not_from if one.casefold() in ours)
        others = tuple(one for one in fields.not_from if one.casefold() not in ours)
        known = all(one.casefold() in ours for one in fields.not_mentioning)
        lists = (fields.any_of, fields.with_one_of, fields.none_of)
        # Whether both are left out is one tick: where only one is, the query says more.
        if bool(own) != bool(fields.not_mentioning) or not known:
            return False
        if any(entries(_line(words)) != words for words in lists):
            return False
        if handles(_line(others)) != others:
            return False
        words, wrong = self.misspellings.parted(fields.any_of)
        shown = (words, fields.with_one_of, fields.none_of, others)
        for (name, line), words_of in zip(self.lines.items(), shown, strict=True):
            if _read(name, line.text()) != words_of:  # what stands there in other signs stays
                with QSignalBlocker(line):
                    line.setText(_line(words_of))
        self._note()
        self.misspellings.show_words(words, wrong)
        self.language.show_code(fields.lang)
        self.no_reposts.setChecked(fields.no_reposts)
        self.no_replies.setChecked(fields.no_replies)
        self.not_own.setChecked(bool(own))
        self._held = (own, fields.not_mentioning) if own else self._own
        return True

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(2 * UNIT)
        form.setVerticalSpacing(UNIT)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for name, (title, hint) in LINES.items():
            line = self.lines[name]
            line.setPlaceholderText(hint)
            plain.set_tip(line, TIPS[name])
            held = QVBoxLayout()
            held.setSpacing(HALF)
            held.addWidget(line)
            if name == "words":
                held.addWidget(self.divide)
                held.addWidget(self.misspellings)
            held.addWidget(self.notes[name])
            form.addRow(_label(title, line), held)
        form.addRow(_label(tr("Language"), self.language), self.language)
        ticks = WrappingRow()
        ticks.add(self.no_reposts, self.no_replies, self.not_own)
        form.addRow(ticks)

    @Slot()
    def _tell(self) -> None:
        self.misspellings.show_words(entries(self.lines["words"].text()))
        self._note()
        self.edited.emit()

    def _note(self) -> None:
        """Say below each line what is likely meant otherwise."""
        for name, line in self.lines.items():
            is_handles = name == "not_from"
            judge = watch_field_notes.wrong_handles if is_handles else watch_field_notes.phrases
            said, label = judge(_read(name, line.text())), self.notes[name]
            label.setObjectName(said.voice)
            label.style().polish(label)
            say(label, said.text)
            line.setAccessibleDescription(said.text or TIPS[name])  # else Qt tells its markup


def _read(name: str, text: str) -> tuple[str, ...]:
    """Return what stands in the line of a name."""
    return handles(text) if name == "not_from" else entries(text)


def _line(entries: Sequence[str]) -> str:
    return ", ".join(entries)


def _label(text: str, field: QWidget) -> QLabel:
    label = plain.label(text)
    label.setBuddy(field)
    label.setMinimumWidth(12 * UNIT)
    field.setAccessibleName(text)
    return label

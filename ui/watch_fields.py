"""What a watch looks for, field by field; the query of it is written elsewhere.

Owns the fields and how their lines are read: entries stand between commas, quotation marks
around a phrase are not needed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from console.text.query_fields import QueryFields
from ui import plain
from ui.theme import HALF, UNIT, Theme
from ui.watch_languages import LanguageBox
from ui.watch_misspellings import Misspellings

LONGEST = 400
LINES = {
    "words": ("Look for", "Brand and products: acme, acme air, #acme"),
    "with_one_of": ("And one of", "Any; such as broken, refund, still waiting"),
    "none_of": ("But without", "None; such as jobs, giveaway"),
    "not_from": ("Not written by", "Nobody; handles such as acme_fans"),
}
"""What each line is called, and what it says while it is empty."""
OWN = "Leave out our own posts, and those that mention us"
OWN_TIP = "Mentions come in anyway, and cost less to read."
Handles = tuple[tuple[str, ...], tuple[str, ...]]
_NOBODY: Handles = ((), ())
_COMMA = re.compile("[,;\uff0c\u3001\n]")
_QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb '


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
        self.misspellings = Misspellings(theme)
        self.language = LanguageBox()
        self.no_reposts = QCheckBox("Leave out reposts")
        self.no_replies = QCheckBox("And answers to others")
        self.not_own = QCheckBox(OWN)
        self.no_replies.setAccessibleName("Leave out answers to others")
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
        others = [one.removeprefix("@") for one in _entries(self.lines["not_from"].text())]
        return QueryFields(
            any_of=(*_entries(self.lines["words"].text()), *self.misspellings.ticked),
            with_one_of=_entries(self.lines["with_one_of"].text()),
            none_of=_entries(self.lines["none_of"].text()),
            not_from=(*own_from, *(one for one in others if one and one.casefold() not in ours)),
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
        lists = (fields.any_of, fields.with_one_of, fields.none_of, others)
        # Whether both are left out is one tick: where only one is, the query says more.
        if bool(own) != bool(fields.not_mentioning) or not known:
            return False
        if any(_entries(_line(words)) != words for words in lists):
            return False
        words, wrong = self.misspellings.parted(fields.any_of)
        shown = (words, fields.with_one_of, fields.none_of, others)
        for line, entries in zip(self.lines.values(), shown, strict=True):
            if _entries(line.text()) != entries:  # what stands there in other signs stays
                with QSignalBlocker(line):
                    line.setText(_line(entries))
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
            plain.set_tip(line, "Between commas: one of them is enough.")
            held = QVBoxLayout()
            held.setSpacing(HALF)
            held.addWidget(line)
            if name == "words":
                held.addWidget(self.misspellings)
            form.addRow(_label(title, line), held)
        form.addRow(_label("Language", self.language), self.language)
        ticks = QGridLayout()
        ticks.setSpacing(0)
        ticks.setHorizontalSpacing(UNIT)
        ticks.addWidget(self.no_reposts, 0, 0)
        ticks.addWidget(self.no_replies, 0, 1, Qt.AlignmentFlag.AlignLeft)
        ticks.addWidget(self.not_own, 1, 0, 1, 2)
        form.addRow("", ticks)

    @Slot()
    def _tell(self) -> None:
        self.misspellings.show_words(_entries(self.lines["words"].text()))
        self.edited.emit()


def _entries(text: str) -> tuple[str, ...]:
    """Return the entries of a line, each once."""
    found: dict[str, str] = {}
    for piece in _COMMA.split(text):
        entry = " ".join(piece.strip(_QUOTES).split())
        if entry:
            found.setdefault(entry.casefold(), entry)
    return tuple(found.values())


def _line(entries: Sequence[str]) -> str:
    return ", ".join(entries)


def _label(text: str, field: QWidget) -> QLabel:
    label = plain.label(text)
    label.setBuddy(field)
    label.setMinimumWidth(12 * UNIT)
    field.setAccessibleName(text)
    return label

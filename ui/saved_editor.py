"""One saved reply as it is edited: name, text, and how it would go out.

Stores nothing. The text has breaks of one's own, as an answer has; what is found between
them is the preview's.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.domain.limits import LIMITS_140, LIMITS_280, Limits
from console.domain.numbering import NO_NUMBERS
from console.domain.saved_replies import LONGEST_NAME, NewReply
from console.language import numeral, plural, tr
from console.text import templates
from console.text.split import split
from ui import part_words, plain, saved_values
from ui.answer_edit import AnswerEdit
from ui.composer_signature import put_on
from ui.elided_label import ElidedLabel
from ui.fact_row import quiet_button
from ui.parts_model import PartsModel
from ui.parts_view import PartsView
from ui.saved_values import Measure
from ui.theme import HALF, UNIT, Theme

OWN_BREAKS = Limits(tr("own breaks"), 1_000_000, None, 100)
"""Splits a text nowhere but where a person said."""
NOTE = tr("Variables are filled in when it is used; what is not known is asked for. {{ is a brace.")


class SavedEditor(QWidget):
    """Fields above, the parts below as they would look.

    Signals:
        edited: name or text is another by the person's hand.
    """

    edited = Signal()

    def __init__(self, theme: Theme, measure: Measure, about: str) -> None:
        """Take by what the preview is filled and split; `about` tells for whom that is."""
        super().__init__()
        self._measure, self._about = measure, about
        self._kept = NewReply("", "")
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(tr("Name, by which :: finds it"))
        self.name.setAccessibleName(tr("Name of the saved reply"))
        self.text = AnswerEdit(theme)
        self.text.setAccessibleName(tr("Text of the saved reply"))
        # Translators: {first_name} is typed so by the person, and stays as it is.
        self.text.setPlaceholderText(tr("Hi {first_name}, …"))
        self.text.setTabChangesFocus(True)
        self.note = plain.label(NOTE, "quiet", theme.small_font())
        self.note.setWordWrap(True)
        self.sizes = plain.label("", "quiet", theme.small_font())
        self.title = ElidedLabel("", "quiet", theme.small_font())
        self._parts = PartsModel(self)
        self.cards = PartsView(self._parts, theme)
        self.cards.setAccessibleName(tr("How it would look"))
        self._lay_out(theme)
        self.name.textEdited.connect(self.edited)
        self.text.textChanged.connect(self._text_changed)

    @property
    def entered(self) -> NewReply:
        """Return what stands in the fields."""
        return NewReply(self.name.text(), self.text.text)

    @property
    def is_changed(self) -> bool:
        """Return whether that is another than what was shown."""
        return self.entered != self._kept

    def show_reply(self, reply: NewReply, *, kept: bool = True) -> None:
        """Show these; `kept` tells whether they stand so in the data."""
        self._kept = reply if kept else NewReply("", "")
        blocker = QSignalBlocker(self.text)
        self.name.setText(reply.name)
        self.text.setPlainText(reply.text)
        blocker.unblock()
        self._show_text()

    def keep(self, reply: NewReply) -> None:
        """Take note that this is stored."""
        self._kept = reply

    def measure_by(self, measure: Measure) -> None:
        """Show what becomes of the text by this from now on."""
        self._measure = measure
        self._show_text()

    def _lay_out(self, theme: Theme) -> None:
        variables = QHBoxLayout()
        variables.setSpacing(HALF)
        for name, meaning in templates.KNOWN.items():
            button = quiet_button(
                f"{{{name}}}", theme, tr("Put in {meaning}").format(meaning=meaning)
            )
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._put_in, f"{{{name}}}"))
            variables.addWidget(button)
        variables.addStretch()
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.sizes)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, UNIT)
        column.setSpacing(UNIT)
        column.addWidget(self.name)
        column.addWidget(self.text, 3)
        column.addLayout(variables)
        column.addWidget(self.note)
        column.addSpacing(UNIT)
        column.addLayout(head)
        column.addWidget(self.cards, 4)

    def _put_in(self, variable: str) -> None:
        self.text.insertPlainText(variable)
        self.text.setFocus()

    @Slot()
    def _text_changed(self) -> None:
        self._show_text()
        self.edited.emit()

    def _show_text(self) -> None:
        """Show the breaks of the text, and what becomes of it."""
        text, measure = self.text.text, self._measure
        self.text.show_breaks(split(text, OWN_BREAKS))
        filled = measure.filled(text.strip()).text
        layout = saved_values.laid_out(filled, measure.limits, measure.numbering, measure.signature)
        self._parts.show_layout(layout, put_on(layout, filled))
        self.sizes.setText(_sizes(filled, measure))
        self.title.show_text(self._about)
        unknown = templates.unknown(text)
        named = ", ".join(f"{{{name}}}" for name in unknown)
        self.note.setText(
            tr("Not known here, so asked for at each use: {named}").format(named=named)
            if named
            else NOTE
        )
        self.note.setObjectName("warn" if named else "quiet")
        self.note.style().polish(self.note)


def _sizes(filled: str, measure: Measure) -> str:
    """Return how long a text is by each limit: `140: 2 parts  ·  280: 1 part, 231`."""
    said = []
    for limits in (LIMITS_140, LIMITS_280):
        numbering = measure.numbering if limits == measure.limits else NO_NUMBERS
        layout = saved_values.laid_out(filled, limits, numbering, measure.signature)
        if layout:
            weight = sum(part.weight for part in layout.parts)
            parts = plural(len(layout), "{count} part", "{count} parts")
            said_so = (
                tr("by {limit}: {length} · {parts}, too long")
                if part_words.too_long(layout)
                else tr("by {limit}: {length} · {parts}")
            )
            said.append(said_so.format(limit=limits.name, length=numeral(weight), parts=parts))
    return "      ".join(said)

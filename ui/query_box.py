"""The query of a watch in X's words: always in sight, can be written by hand.

Owns the field, what is said below it, and whether it still says what the fields above do.
What is wrong with a query `console.text.post_queries` finds.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.language import numeral, tr
from console.text.post_queries import LONGEST, QueryProblem, problems
from ui import plain
from ui.fact_row import quiet_button
from ui.query_edit import QueryEdit
from ui.query_operators import Operator, OperatorHelp
from ui.theme import UNIT, Theme

TITLE = tr("The search, in X's words")
BY_HAND = tr("Written by hand: the fields above cannot say this.")
EMPTY = tr("It is written as you fill in the fields, or write it here.")


class QueryBox(QWidget):
    """Title and count above, the field, a line below.

    Signals:
        edited: the person wrote in the field.
        fields_wanted: they want the fields' own words back.
    """

    edited = Signal()
    fields_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._putting = False
        self._by_hand = False
        self.problems: tuple[QueryProblem, ...] = ()
        self.edit = QueryEdit(theme)
        self.count = plain.label("", "quiet", theme.small_font())
        self.line = plain.label("", "quiet", theme.small_font())
        self.line.setWordWrap(True)
        self.help_button = quiet_button(
            tr("Operators"), theme, tr("What X understands, and what it means")
        )
        self.help = OperatorHelp(theme, self)
        self.back_button = quiet_button(tr("Back to the fields"), theme)
        plain.set_tip(
            self.back_button,
            tr("Writes what the fields say in its place; Ctrl+Z there undoes that"),
        )
        self._foot = QHBoxLayout()
        self._foot.setSpacing(2 * UNIT)
        self._foot.addWidget(self.line, 1)
        for button in (self.help_button, self.back_button):
            button.setAutoDefault(False)
        self._lay_out()
        self.edit.textChanged.connect(self._take_text)
        self.help_button.clicked.connect(self._open_help)
        self.help.chosen.connect(self._put_in)
        self.back_button.clicked.connect(self.fields_wanted)
        self._judge()

    @property
    def query(self) -> str:
        """Return what is looked for."""
        return self.edit.query

    @property
    def is_by_hand(self) -> bool:
        """Return whether it says what the fields cannot."""
        return self._by_hand

    @property
    def is_sound(self) -> bool:
        """Return whether there is a query, and nothing in it that stops."""
        return bool(self.query) and not any(one.stops for one in self.problems)

    def put_beside_line(self, widget: QWidget) -> None:
        """Put a widget beside the line below the field."""
        self._foot.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def put(self, query: str) -> None:
        """Write what the fields say."""
        self._putting = True
        self.edit.put(query)
        self._putting = False
        self._judge()

    def set_by_hand(self, by_hand: bool) -> None:  # noqa: FBT001 - like Qt's own setters
        """Say whether it is what the fields say."""
        self._by_hand = by_hand
        self._judge()

    def _lay_out(self) -> None:
        title = plain.label(TITLE)
        title.setBuddy(self.edit)
        head = QHBoxLayout()
        head.setSpacing(UNIT)
        head.addWidget(title)
        head.addWidget(self.help_button)
        head.addWidget(self.back_button)
        head.addStretch()
        head.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addLayout(head)
        column.addWidget(self.edit)
        column.addLayout(self._foot)

    @Slot()
    def _take_text(self) -> None:
        if not self._putting:
            self._judge()
            self.edited.emit()

    def _judge(self) -> None:
        """Look for what is wrong; say the first of it, or else what is to be known."""
        query = self.query
        self.problems = problems(query) if query else ()
        self.edit.show_problems(self.problems)
        self.count.setText(
            tr("{count} of {most} characters").format(
                count=numeral(len(query)), most=numeral(LONGEST)
            )
        )
        self._voice(self.count, "danger" if len(query) > LONGEST else "quiet")
        if self.problems:
            # What stops goes before what is only remarked.
            first = next((one for one in self.problems if one.stops), self.problems[0])
            said = f"{first.message} {first.advice}".strip()
            voice = "danger" if first.stops else "warn"
        else:
            said, voice = (BY_HAND if self._by_hand else "" if query else EMPTY), "quiet"
        self.line.setText(said)
        self._voice(self.line, voice)
        self.edit.setAccessibleDescription(said)
        self.back_button.setVisible(self._by_hand)

    def _voice(self, label: QWidget, name: str) -> None:
        if label.objectName() != name:
            label.setObjectName(name)
            label.style().polish(label)

    @Slot()
    def _open_help(self) -> None:
        self.help.open_at(self.help_button)

    @Slot(object)
    def _put_in(self, operator: Operator) -> None:
        self.edit.setFocus()
        self.edit.put_in(operator.form, operator.chosen)

"""The line below the search field: what was found where, or what is wrong with the query.

It has the same height whatever it says, so that the list below it stays where it is.
"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.language import tr
from ui import announcing, plain, search_words, words
from ui.elided_label import ElidedLabel
from ui.theme import HALF, UNIT, Theme


class SearchLine(QWidget):
    """Says how many cases were found, with which words, and among which."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.may_keep = False
        """Whether searches can be kept here."""
        self.said = ElidedLabel("", "quiet")
        self.keep = _flat(tr("Keep…"), tr("Keep this search under a name"))
        self.leave = _flat(tr("Clear"), tr("Leave the search (Esc)"), tr("Leave the search"))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, 0, 2 * UNIT - HALF, HALF)
        row.setSpacing(0)
        row.addWidget(self.said)
        row.addStretch(1)
        row.addWidget(self.keep)
        row.addWidget(self.leave)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self.hide()

    def begin(self, query: str) -> None:
        """Be there for a search whose hits are still to come; what is said stays till then."""
        if self.isHidden():
            self._tell(tr("Searching…"), query, "quiet")
            self.show()

    def end(self) -> None:
        """Say nothing: no search is on."""
        self.hide()
        self._tell("", "", "quiet")

    def tell(self, query: str, count: int, *, more: bool) -> None:
        """Say what was found; `more`: others follow as one scrolls."""
        found = search_words.found(count, more=more)
        shown = plain.isolated(query)
        named = shown if '"' in query else words.quoted(shown)  # no quotes round quotes
        self._tell(
            tr("{cases} for {query}").format(cases=found, query=named),
            tr("In all states: {query}").format(query=query),
            "quiet",
        )
        self.show()
        announcing.say(self, found)

    def tell_wrong(self, message: str) -> None:
        """Say what is wrong with a query."""
        self._tell(message, message, "danger")
        self.show()
        announcing.say(self, message)

    def _tell(self, text: str, whole: str, name: str) -> None:
        self.said.show_text(text, whole)
        self.keep.setVisible(self.may_keep and name != "danger")
        if self.said.objectName() != name:
            self.said.setObjectName(name)
            self.said.style().polish(self.said)

    def _take_theme(self) -> None:
        for widget in (self.said, self.keep, self.leave):
            widget.setFont(self._theme.small_font())


def _flat(text: str, tip: str, name: str = "") -> QPushButton:
    made = QPushButton(text)
    made.setAccessibleName(name)
    made.setObjectName("quietButton")
    made.setFocusPolicy(made.focusPolicy().NoFocus)
    plain.set_tip(made, tip)
    return made

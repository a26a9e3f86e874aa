"""What is known of a part that was looked for in vain: our posts that it may be, or none.

Tells a person's word upwards and decides nothing.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from console.domain.outbox import Candidate
from console.language import tr
from ui import plain, words
from ui.evidence_reader import Evidence
from ui.evidence_text import EvidenceText
from ui.override import override
from ui.text_changes import Change
from ui.theme import HALF, UNIT, Theme

LOOKING = tr("Looking through our posts…")
NONE = tr("None of our posts of the last days says this.")
ONE, SEVERAL = tr("Is this the post?"), tr("Is one of these the post?")


class EvidencePanel(QWidget):
    """Our own posts that a part may be.

    Signals:
        chosen(RemoteId): the part is this post.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Evidence, ...] | None = None
        self._rows: list[_PostRow] = []
        small = theme.small_font()
        self.question = plain.label(LOOKING, "", small)
        self.question.setWordWrap(True)
        underlined, struck = theme.small_font(), theme.small_font()
        underlined.setUnderline(True)
        struck.setStrikeOut(True)
        self._legend = QWidget()
        marks = QHBoxLayout(self._legend)
        marks.setContentsMargins(0, 0, 0, 0)
        marks.setSpacing(2 * UNIT)
        marks.addWidget(plain.label(tr("only in the post"), "ok", underlined))
        marks.addWidget(plain.label(tr("only in the part"), "danger", struck))
        marks.addStretch()
        self._list = QVBoxLayout()
        self._list.setSpacing(UNIT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self.question)
        column.addLayout(self._list)
        column.addWidget(self._legend)
        self._legend.setVisible(False)

    def forget(self) -> None:
        """Show that it is not known yet."""
        self._shown = None
        self._fill(())
        self.question.setText(LOOKING)

    def show_evidence(self, found: tuple[Evidence, ...], now: datetime) -> None:
        """Show these; what is there and did not change stays untouched."""
        if found == self._shown:
            return
        self._shown = found
        self.question.setText(NONE if not found else ONE if len(found) == 1 else SEVERAL)
        self._fill(found)
        for row, one in zip(self._rows, found, strict=True):
            row.show_evidence(one, now)

    def stops(self) -> tuple[QWidget, ...]:
        """Return where the Tab key goes, from the first."""
        return tuple(row.button for row in self._rows)

    def _fill(self, found: tuple[Evidence, ...]) -> None:
        """Have as many rows as there are posts."""
        while len(self._rows) > len(found):
            row = self._rows.pop()
            row.hide()
            self._list.removeWidget(row)
            row.deleteLater()
        while len(self._rows) < len(found):
            row = _PostRow(self._theme)
            row.chosen.connect(self.chosen)
            self._rows.append(row)
            self._list.addWidget(row)
        self._legend.setVisible(
            any(piece.change is not Change.NONE for one in found for piece in one.pieces)
        )

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class _PostRow(QWidget):
    """One post: when, what it answers, its text, and the button that says it is the part."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._candidate: Candidate | None = None
        small = theme.small_font()
        self.facts = plain.label("", "quiet", small)
        self.facts.setWordWrap(True)
        self.text = EvidenceText(theme)
        self.button = QPushButton(tr("This is it"))
        self.button.setFont(small)
        self.button.clicked.connect(self._choose)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.facts)
        said.addWidget(self.text)
        said.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addLayout(said, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def show_evidence(self, one: Evidence, now: datetime) -> None:
        """Show a post."""
        self._candidate = one.candidate
        facts = _facts(one.candidate, now)
        self.facts.setText(facts)
        self.text.show_pieces(one.pieces)
        self.button.setAccessibleName(tr("This is it: {facts}").format(facts=facts))

    def _choose(self) -> None:
        if self._candidate is not None:
            self.chosen.emit(self._candidate.remote_id)


def _facts(candidate: Candidate, now: datetime) -> str:
    """Return when a post was made and what speaks for it: `14:02  ·  the same text`."""
    facts = [tr("Posted at {when}").format(when=words.moment(candidate.at, now))]
    if candidate.same_text:
        facts.append(tr("the same text"))
    facts.append(
        tr("answers the same post") if candidate.same_parent else tr("answers another post")
    )
    return plain.joined(facts)

"""What a file of saved replies holds, and what is done where its names are taken here.

Asks; takes nothing in itself.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.saved_replies import Comparison, SameName
from console.language import numeral, plural, tr
from ui import plain
from ui.copied_text import PlainEdit
from ui.theme import HALF, UNIT, Theme

WIDTH = 60 * UNIT
WAYS = {
    SameName.KEEP_MINE: tr("Keep mine"),
    SameName.TAKE_THEIRS: tr("Take those of the file"),
    SameName.BOTH: tr("Keep both; those of the file get a number"),
}
MOST_NAMED = 5
MOST_BAD = 500


class SavedImport(QDialog):
    """Counts, the rows with trouble, and the choice.

    Signals:
        wanted(SameName): take the file in, and do this where names meet.
    """

    wanted = Signal(object)

    def __init__(self, name: str, found: Comparison, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._found = found
        self.setWindowTitle(tr("Import saved replies"))
        self.setFixedWidth(WIDTH)
        self.summary = plain.label(_summary(found))
        self.summary.setWordWrap(True)
        self.ways = QButtonGroup(self)
        self.bad = PlainEdit()
        self.bad.setReadOnly(True)
        self.bad.setFont(theme.small_font())
        self.bad.setAccessibleName(tr("Rows with trouble"))
        self.bad.setPlainText("\n".join(_lines(found)))
        self.bad.setFixedHeight(16 * UNIT)
        self.import_button = QPushButton(tr("Import"))
        self.import_button.setObjectName("primary")
        self.import_button.setDefault(True)
        self.import_button.setEnabled(bool(found.new or found.other))
        self.cancel_button = QPushButton(tr("Cancel"))
        self.cancel_button.setAutoDefault(False)
        self.import_button.clicked.connect(self._import)
        self.cancel_button.clicked.connect(self.reject)
        self._lay_out(plain.isolated(name))

    @property
    def way(self) -> SameName:
        """Return what is chosen for names that are taken."""
        return tuple(WAYS)[max(self.ways.checkedId(), 0)]

    def _lay_out(self, name: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        column.addWidget(plain.label(tr("Import saved replies"), "title"))
        column.addWidget(plain.label(name, "quiet"))
        column.addSpacing(UNIT)
        column.addWidget(self.summary)
        if self._found.other:
            column.addSpacing(UNIT)
            column.addWidget(plain.label(_taken(self._found)))
            for number, text in enumerate(WAYS.values()):
                button = QRadioButton(text)
                button.setChecked(number == 0)
                self.ways.addButton(button, number)
                column.addWidget(button)
        if self._found.file.bad:
            column.addSpacing(UNIT)
            rows = plural(len(self._found.file.bad), "{count} row", "{count} rows")
            text = tr("{rows} cannot be taken in:").format(rows=rows)
            column.addWidget(plain.label(text, "warn"))
            column.addWidget(self.bad)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addStretch()
        row.addWidget(self.cancel_button)
        row.addWidget(self.import_button)
        column.addSpacing(UNIT + HALF)
        column.addLayout(row)

    @Slot()
    def _import(self) -> None:
        self.accept()
        self.wanted.emit(self.way)


def _summary(found: Comparison) -> str:
    said = [plural(len(found.new), "{count} new reply", "{count} new replies")]
    if found.same:
        said.append(tr("{count} that stand here already").format(count=numeral(len(found.same))))
    if found.other:
        said.append(
            tr("{count} with another text than here").format(count=numeral(len(found.other)))
        )
    return ", ".join(said) + "."


def _taken(found: Comparison) -> str:
    """Return which names are taken, the first of them."""
    named = [plain.isolated(name) for name in found.other[:MOST_NAMED]]
    if len(found.other) > MOST_NAMED:
        named.append(tr("{count} more").format(count=numeral(len(found.other) - MOST_NAMED)))
    return tr("Of another text here: {named}").format(named=", ".join(named))


def _lines(found: Comparison) -> list[str]:
    lines = [
        (tr("Line {line}: {name}: {problem}") if one.name else tr("Line {line}: {problem}")).format(
            line=numeral(one.line), name=one.name, problem=one.problem
        )
        for one in found.file.bad[:MOST_BAD]
    ]
    more = len(found.file.bad) - MOST_BAD
    return [*lines, tr("and {more} more").format(more=numeral(more))] if more > 0 else lines

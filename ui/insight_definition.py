"""What is behind a figure: how it is found, from how many, how sure it is, and its cases.

Folds out below the tiles; says what it is given.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.insight import Figure, Scope, Unit
from console.language import numeral, tr, tr_in
from console.text import figures
from ui import insight_words, plain
from ui.copied_text import let_select
from ui.icons import SIZE, Icons
from ui.override import override
from ui.theme import HALF, RADIUS, UNIT, Theme

AS_FAR = tr("as far as this period has gone")
FACTS = {
    "formula": tr("How"),
    "base": tr_in("what a figure is made from", "From"),
    "interval": tr("Lies between"),
    "period": tr("Period"),
    "before": tr("Before"),
    "note": tr("To know"),
}
"""The facts in their order, with what stands before each."""


class FigureDefinition(QWidget):
    """The definition of one figure.

    Signals:
        cases_wanted: the person wants to see the cases behind it.
        closed: they have seen enough.
    """

    cases_wanted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, Icons(theme)
        self.title = plain.label()
        self.title.setWordWrap(True)
        self.facts = {name: _fact() for name in FACTS}
        self._names = {name: plain.label(said, "quiet") for name, said in FACTS.items()}
        self.cases_button = QPushButton()
        self.cases_button.clicked.connect(self.cases_wanted)
        self.close_button = QToolButton()
        self.close_button.setIconSize(QSize(SIZE, SIZE))
        self.close_button.setAccessibleName(tr("Close"))
        plain.set_tip(self.close_button, tr("Close (Esc)"))
        self.close_button.clicked.connect(self.closed)
        self._lay_out()
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def show_figure(
        self, figure: Figure, scope: Scope, zone: str = "", now: datetime | None = None
    ) -> None:
        """Show how a figure was found; a period that is not over by `now` is said to go on."""
        self.title.setText(plain.isolated(figure.title))
        told = {
            "formula": figure.formula,
            "base": f"{numeral(figure.n)} {figure.of}",
            "interval": insight_words.interval_in_full(figure, zone),
            "period": insight_words.scope(scope, zone, now),
            "before": _before(figure, scope, zone, now) if scope.compare else "",
            "note": figure.note,
        }
        for name, text in told.items():
            self.facts[name].setText(plain.isolated(text))
            for label in (self.facts[name], self._names[name]):
                label.setVisible(bool(text))
        count = figure.evidence.distinct
        self.cases_button.setText(tr("Show the cases ({count})").format(count=numeral(count)))
        self.cases_button.setVisible(bool(count))
        self.setAccessibleName(tr("How {title} is found").format(title=figure.title))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("hairline"), 1))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(FACTS):
            grid.addWidget(self._names[name], row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.facts[name], row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT + HALF, UNIT, UNIT, UNIT + HALF)
        column.setSpacing(UNIT)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self.cases_button, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _take_theme(self) -> None:
        self.title.setFont(self._theme.strong_font())
        for label in (*self.facts.values(), *self._names.values()):
            label.setFont(self._theme.small_font())
        self.close_button.setIcon(self._icons.icon("close", "quiet"))
        self.update()


def _before(figure: Figure, scope: Scope, zone: str, now: datetime | None) -> str:
    """Return the value of the period before, from how many, and which days these were."""
    said = tr("nothing to compare with")
    if figure.before is not None:
        said = figures.said(figure.before, figure.unit, zone)
        if figure.unit is not Unit.COUNT:
            # Translators: a value, and the number of cases that it is made from.
            said = tr("{value}, from {count}").format(value=said, count=numeral(figure.before_n))
    days = insight_words.period(scope.period.before, zone)
    is_over = now is not None and now >= scope.period.end
    return f"{said}; {days}" if is_over else f"{said}; {days}, {AS_FAR}"


def _fact() -> QLabel:
    made = plain.label()
    made.setWordWrap(True)
    let_select(made)
    return made

"""What is to be known of an answer: one line where it is one thing, else a line that opens.

Shows facts and tells what the person wants to do about one; decides nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.language import plural, tr
from ui import plain
from ui.composer_facts import Act, Fact
from ui.elided_label import ElidedLabel
from ui.fact_row import SIGN, FactRow, look, quiet_button
from ui.icons import Icons
from ui.override import override
from ui.theme import HALF, RADIUS, UNIT, Theme

ALL_SEEN = tr("All seen")


class ComposerNotes(QWidget):
    """The facts in one line, on a ground of its own where one of them warns.

    Signals:
        wanted(Act, Fact): a button of a fact was pressed.
        all_seen(tuple[Fact, ...]): the person knows these, which changed.
    """

    wanted = Signal(object, object)
    all_seen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, Icons(theme)
        self.facts: tuple[Fact, ...] = ()
        """What is shown."""
        self.sole = FactRow(theme)
        self.open_button = quiet_button("", theme, tr("Show each of them"))
        self.briefs = ElidedLabel("", "", theme.small_font())
        self.seen_button = quiet_button("", theme)
        self._sign = plain.label()
        self._sign.setFixedSize(SIGN, SIGN)
        self._several = QWidget()
        self.opened = _OpenedFacts(theme, self)
        self._lay_out()
        self.sole.wanted.connect(self.wanted)
        self.opened.wanted.connect(self.wanted)
        self.opened.all_seen.connect(self.all_seen)
        self.open_button.clicked.connect(self.opened.open)
        self.seen_button.clicked.connect(self._tell_seen)
        theme.changed.connect(self._paint_sign)

    @property
    def warns(self) -> bool:
        """Return whether one of the facts does."""
        return any(fact.warns for fact in self.facts)

    @property
    def stops(self) -> bool:
        """Return whether with one of the facts nothing can go out."""
        return any(fact.stops for fact in self.facts)

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show these in place of those before."""
        self.facts = facts
        several = len(facts) > 1
        self.sole.setVisible(len(facts) == 1)
        self._several.setVisible(several)
        if len(facts) == 1:
            self.sole.show_fact(facts[0])
        if several:
            self._show_several()
        self.opened.show_facts(facts if several else ())
        self._box.setContentsMargins(*((UNIT, HALF, HALF, HALF) if self.warns else (0, 0, 0, 0)))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.warns:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour = self._theme.colour(look(stops=self.stops)[2])
            painter.setBrush(colour)
            painter.setPen(colour)
            ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(ground, RADIUS, RADIUS)
            painter.end()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._several)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self._sign)
        row.addWidget(self.briefs, 1)
        row.addWidget(self.open_button)
        row.addWidget(self.seen_button)
        self._box = QVBoxLayout(self)
        self._box.setSpacing(0)
        self._box.addWidget(self.sole)
        self._box.addWidget(self._several)

    def _show_several(self) -> None:
        facts = self.facts
        self._sign.setVisible(self.warns)
        self._paint_sign()
        self.open_button.setText(
            plural(len(facts), "{count} thing to know", "{count} things to know")
        )
        brief = plain.joined(fact.brief for fact in facts)
        self.briefs.show_text(brief, "\n".join(fact.text for fact in facts))
        changes = _changes(facts)
        self.seen_button.setText(ALL_SEEN if len(changes) > 1 else Act.SEEN)
        self.seen_button.setVisible(bool(changes))

    @Slot()
    def _tell_seen(self) -> None:
        self.all_seen.emit(_changes(self.facts))

    @Slot()
    def _paint_sign(self) -> None:
        if self.warns:
            drawing, colour, _ground = look(stops=self.stops)
            ratio = self.devicePixelRatioF()
            self._sign.setPixmap(self._icons.pixmap(drawing, colour, SIGN, ratio))


class _OpenedFacts(QFrame):
    """All facts, over what is above the line: they take no room from the text."""

    wanted = Signal(object, object)
    all_seen = Signal(object)

    def __init__(self, theme: Theme, line: QWidget) -> None:
        super().__init__(line, Qt.WindowType.Popup)
        self._line = line
        self._facts: tuple[Fact, ...] = ()
        # The press on the button that opened it closes it, and does not open it anew.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self.setAccessibleName(tr("Things to know"))
        self._theme = theme
        self.rows: list[FactRow] = []
        self.seen_button = quiet_button(ALL_SEEN, theme)
        self.seen_button.clicked.connect(self._tell_seen)
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(UNIT, UNIT, HALF, UNIT)
        self._list.setSpacing(UNIT)
        self._list.addWidget(self.seen_button, 0, Qt.AlignmentFlag.AlignRight)

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show these, where it is open; close where they are no several."""
        if not facts:
            self.close()
        while len(self.rows) < len(facts):
            row = FactRow(self._theme, in_list=True)
            row.wanted.connect(self._tell)
            self._list.insertWidget(len(self.rows), row)
            self.rows.append(row)
        self._facts = facts
        self.seen_button.setVisible(len(_changes(facts)) > 1)
        for number, row in enumerate(self.rows):
            row.setVisible(number < len(facts))
            if number < len(facts):
                row.show_fact(facts[number])
        if self.isVisible():
            self._place()

    def open(self) -> None:
        """Open above the line, as wide as it."""
        self._place()
        self.show()
        for row in self.rows:
            button = next((one for one in row.buttons.values() if one.isVisible()), None)
            if button is not None:
                button.setFocus(Qt.FocusReason.TabFocusReason)
                return

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setBrush(self._theme.colour("raised"))
        painter.setPen(self._theme.colour("edge"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _place(self) -> None:
        width = self._line.width()
        height = self._list.totalHeightForWidth(width)
        above = self._line.mapToGlobal(QPoint(0, -HALF - height))
        self.setGeometry(above.x(), above.y(), width, height)

    @Slot()
    def _tell_seen(self) -> None:
        self.close()
        self.all_seen.emit(_changes(self._facts))

    @Slot(object, object)
    def _tell(self, act: Act, fact: Fact) -> None:
        self.close()
        self.wanted.emit(act, fact)


def _changes(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return what a person marks as seen."""
    return tuple(fact for fact in facts if Act.SEEN in fact.acts)

"""One fact of an answer as a line: its sign, its sentence, and what can be done about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.language import tr
from ui import plain
from ui.composer_facts import Act, Fact
from ui.icons import Icons
from ui.theme import UNIT, Theme

SIGN = 16
TIPS = {
    Act.SHOW: tr("Go to it in the timeline"),
    Act.SEEN: tr("You know what came in; do not ask before this answer goes out"),
    Act.ONE_POST: tr("Split this answer by 280 characters: then it is one post"),
}


class FactRow(QWidget):
    """Its widgets stay while the fact changes: what has the focus keeps it.

    Signals:
        wanted(Act, Fact): a button was pressed.
    """

    wanted = Signal(object, object)

    def __init__(self, theme: Theme, *, in_list: bool = False) -> None:
        """Take whether it stands in a list, where texts without a sign are indented as well."""
        super().__init__()
        self.fact: Fact | None = None
        self._icons = Icons(theme)
        self._sign = plain.label()
        self._sign.setFixedSize(SIGN, SIGN)
        policy = self._sign.sizePolicy()
        policy.setRetainSizeWhenHidden(in_list)
        self._sign.setSizePolicy(policy)
        self.text = plain.label("", "", theme.small_font())
        self.text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self._sign)
        row.addWidget(self.text, 1)
        acts = QHBoxLayout()
        acts.setSpacing(UNIT)
        row.addLayout(acts)
        self.buttons = {act: quiet_button(act, theme, TIPS[act]) for act in Act}
        for act, button in self.buttons.items():
            button.clicked.connect(partial(self._tell, act))
            acts.addWidget(button)
        theme.changed.connect(self._paint_sign)

    def show_fact(self, fact: Fact) -> None:
        """Show this one, with buttons for its acts."""
        self.fact = fact
        self.text.setText(fact.text)
        self._sign.setVisible(fact.warns)
        self._paint_sign()
        for act, button in self.buttons.items():
            button.setVisible(act in fact.acts)

    @Slot()
    def _paint_sign(self) -> None:
        if self.fact is not None and self.fact.warns:
            drawing, colour, _ground = look(stops=self.fact.stops)
            ratio = self.devicePixelRatioF()
            self._sign.setPixmap(self._icons.pixmap(drawing, colour, SIGN, ratio))

    def _tell(self, act: Act) -> None:
        self.wanted.emit(act, self.fact)


def look(*, stops: bool) -> tuple[str, str, str]:
    """Return the sign of what warns, its colour, and that of the ground on which it stands."""
    return ("stop", "danger", "danger_ground") if stops else ("warning", "warn", "warn_ground")


def quiet_button(text: str, theme: Theme, tip: str = "") -> QPushButton:
    """Return a button within a line."""
    button = QPushButton(text)
    button.setObjectName("quietButton")
    button.setFont(theme.small_font())
    button.setToolTip(tip)
    return button

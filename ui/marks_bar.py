"""The bar that stands where the search field was while cases are marked.

Says how many are, and offers what can be done with all of them; what has no room stands in
a menu. Knows the names of acts, not what they do. It takes the very place of the field, so
that no row moves under the pointer when the first mark is set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from console.language import numeral, tr
from ui import plain
from ui.elided_label import ElidedLabel
from ui.icons import Icons
from ui.override import override
from ui.theme import HALF, UNIT, Theme
from ui.views import View

WORDS = {
    "resolve": tr("Resolve"),
    "snooze": tr("Snooze"),
    "touchpoint": tr("Touchpoint"),
    "tags": tr("Tags"),
    "priority": tr("Priority"),
    "spam": tr("Spam"),
    "merge": tr("Merge"),
    "kind": tr("Kind"),
    "reopen": tr("Reopen"),
}
"""The acts by their names in the menus, in the order in which they get room."""
CLOSED = (View.SNOOZED, View.RESOLVED)
"""Where cases are rather brought back."""


class MarksBar(QWidget):
    """Count, acts, and the way out.

    Signals:
        act_wanted(str): do the act of this name with the marked cases.
        unmark_wanted: mark none.
    """

    act_wanted = Signal(str)
    unmark_wanted = Signal()

    def __init__(self, theme: Theme, key_of: Callable[[str], str]) -> None:
        """Take what returns the key of an act as it is shown, empty where it has none."""
        super().__init__()
        self._theme, self._icons, self._key_of = theme, Icons(theme), key_of
        self._acts: tuple[str, ...] = ()
        self.said = ElidedLabel()
        self.buttons = {name: self._button(name) for name in WORDS}
        self.more = self._quiet(tr("More…"))
        self.more.clicked.connect(self._show_rest)
        self.leave = QToolButton()
        self.leave.setObjectName("flat")
        self.leave.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.leave.setAccessibleName(tr("Unmark all"))
        plain.set_tip(self.leave, tr("Unmark all (Esc)"))
        self.leave.clicked.connect(self.unmark_wanted)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(HALF, 0, 0, 0)
        self._row.setSpacing(HALF)
        self._row.addWidget(self.said, 1)
        for button in (*self.buttons.values(), self.more, self.leave):
            self._row.addWidget(button)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def tell(self, count: int, left: int, view: View | None) -> None:
        """Say how many are marked and how many left the list; offer what suits the view.

        None for a search, which holds cases of all states.
        """
        parts = [tr("{count} marked").format(count=numeral(count))] if count else []
        parts += [tr("{count} gone").format(count=numeral(left))] if left else []
        tip = (
            tr("Marked cases that left this list meanwhile are not marked any more.")
            if left
            else ""
        )
        self.said.show_text(", ".join(parts), tip or self._key_words())
        self._acts = acts_of(view) if count else ()
        for name, button in self.buttons.items():
            key = self._key_of(name)
            button.setText(f"{WORDS[name]}  {key}" if key else WORDS[name])
        self._make_room()

    def _key_words(self) -> str:
        """Return by which keys cases are marked."""
        ways = (("mark", tr("marks a case")), ("mark_down", tr("the next one too")))
        return ", ".join(f"{key} {does}" for name, does in ways if (key := self._key_of(name)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(20 * UNIT, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Show as many acts as have room, in their order."""
        gap = self._row.spacing()
        room = self.width() - self._row.contentsMargins().left()
        room -= self.said.sizeHint().width() + gap + self.leave.sizeHint().width() + gap
        widths = [self.buttons[name].sizeHint().width() + gap for name in self._acts]
        more = self.more.sizeHint().width() + gap
        shown = fitting(widths, room, more)
        for name, button in self.buttons.items():
            button.setVisible(name in self._acts[:shown])
        self.more.setVisible(shown < len(self._acts))
        self._row.invalidate()
        # Buttons stand in the order of their acts, which is another in some views.
        for place, name in enumerate(self._acts[:shown], 1):
            if self._row.indexOf(self.buttons[name]) != place:
                self._row.insertWidget(place, self.buttons[name])

    @Slot()
    def _show_rest(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in self._acts:
            if self.buttons[name].isHidden():
                action = menu.addAction(f"{WORDS[name]}\t{self._key_of(name)}")
                action.triggered.connect(self.buttons[name].click)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _button(self, name: str) -> QPushButton:
        button = self._quiet(WORDS[name])
        # Translators: {act} is what a button says: `Resolve`, `Tags`.
        button.setAccessibleName(tr("{act} the marked cases").format(act=WORDS[name]))
        button.clicked.connect(lambda: self.act_wanted.emit(name))
        return button

    def _quiet(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("quietButton")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the focus stays where the person works
        return button

    def _take_theme(self) -> None:
        strong = self._theme.small_font()
        strong.setWeight(self._theme.strong_font().weight())
        self.said.setFont(strong)
        for button in (*self.buttons.values(), self.more):
            button.setFont(self._theme.small_font())
        self.leave.setIcon(self._icons.icon("close", "quiet"))
        self._make_room()


def acts_of(view: View | None) -> tuple[str, ...]:
    """Return which acts are offered in a view, the likeliest first."""
    acts = tuple(WORDS)
    if view in CLOSED:
        acts = ("reopen", *acts[:-1])
    return tuple(name for name in acts if (name, view) != ("resolve", View.RESOLVED))


def fitting(widths: Sequence[int], room: int, more: int) -> int:
    """Return how many fit, with room for `more` where some do not."""
    if sum(widths) <= room:
        return len(widths)
    taken, shown = more, 0
    for width in widths:
        taken += width
        if taken > room:
            break
        shown += 1
    return shown

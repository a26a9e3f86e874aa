"""How the composer is laid out: beside each other or, where it is narrow, in one column.

Owns where things stand and how much room they want, and none of what they say.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from console.domain.limits import LIMITS_BY_NAME, Limits
from console.language import tr
from ui import check_column, plain
from ui.check_column import LOW_CARDS, ONE_LINE, Shares, Wants
from ui.check_pane import CheckPane
from ui.composer_asking import ComposerAsking
from ui.composer_foot import ComposerFoot, show
from ui.few_lines import FewLines
from ui.key_tip import KeyTip
from ui.margins import set_margins
from ui.parts_view import PartsView
from ui.text_room import TextRoom
from ui.theme import UNIT, Theme

NARROW = 560
"""Below this width the cards stand under the text."""
TIGHT = 280
"""Below this width there is only what one cannot write and send without."""
MOST_LINES = 2
"""Of to whom an answer goes, where it is tight."""
LIMITS = (LIMITS_BY_NAME["140"], LIMITS_BY_NAME["280"])
WIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's own greatest height, which means that there is none."""


class ComposerFrame:
    """The widgets around editor and cards, and the order of all."""

    def __init__(
        self, whole: QWidget, editor: QPlainTextEdit, cards: PartsView, theme: Theme
    ) -> None:
        self._whole, self._editor, self._cards, self._theme = whole, editor, cards, theme
        self.found = CheckPane(theme)
        self.text_room = TextRoom(editor)
        self.to_line = FewLines("quiet", theme.small_font())
        self.asking = ComposerAsking(theme, whole)
        self.foot = ComposerFoot(theme)
        self.foot.line.told_anew.connect(self.fit_width)
        self.reason = _wrapped("quiet", theme)
        self.note_button = QPushButton(tr("Add call note"))
        KeyTip(self.note_button, tr("Note a call on this case"), "note")
        self.limits = QButtonGroup(whole)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._text_side = QHBoxLayout()
        self._full, self._slim = QWidget(), QWidget()
        self._lay_out()

    def show_limit(self, limits: Limits) -> None:
        """Press the button of these limits."""
        button = self.limits.button(limits.max_weight)
        if button is not None:
            button.setChecked(True)

    def show_size(self, whole: str, short: str, tip: str) -> None:
        """Say how long the answer is; in short where there is no room for the whole."""
        self.foot.show_size(whole, short, tip, is_narrow=self._narrow)

    def show_editor(self) -> None:
        """Show everything."""
        if self._stack.currentWidget() is not self._full:
            self._stack.setCurrentWidget(self._full)
            self._whole.setMaximumHeight(WIDGETSIZE_MAX)
            self._whole.updateGeometry()

    def show_reason(self, reason: str) -> None:
        """Show only why there is nothing to write, and the way to a call note."""
        self.reason.setText(reason)
        self._stack.setCurrentWidget(self._slim)
        self._whole.setMaximumHeight(self.least_height())
        self._whole.updateGeometry()

    def fit_width(self) -> None:
        """Take the order that the width asks for."""
        direction = QBoxLayout.Direction
        self.to_line.allow(MOST_LINES if self._is_tight else None)
        self.foot.fit(is_narrow=self._narrow, is_tight=self._is_tight)
        across = direction.TopToBottom if self._narrow else direction.LeftToRight
        if self._body.direction() != across:
            self._body.setDirection(across)
            # Under each other, the text ends where the cards end, not where their bar does.
            bar = self._cards.bar_width if self._narrow else 0
            set_margins(self._text_side, 0, 0, bar, 0)
        if self._stack.currentWidget() is self._slim:
            self._whole.setMaximumHeight(self.least_height())
        self._whole.updateGeometry()

    def least_height(self) -> int:
        """Return the height below which something would be cut off at the present width."""
        if self._stack.currentWidget() is self._slim:
            return self._slim_row.minimumHeightForWidth(self._whole.width())
        return self._around() + self._least_body(self._wants())

    def wanted_height(self) -> int:
        """Return the height at which all is shown whole, and divide what there is by now."""
        if self._stack.currentWidget() is self._slim:
            return self.least_height()
        wants, around = self._wants(), self._around()
        room, rows = self._whole.height() - around, self.found.whole_rows
        lines, narrow = self.text_room.whole_lines, self._narrow
        self._give(check_column.divided(room, wants, lines, rows, is_narrow=narrow))
        whole = check_column.whole(wants, is_narrow=self._narrow)
        return around + max(whole, self._least_body(wants))

    def _wants(self) -> Wants:
        asked = self.found.ask(self._found_width())
        cards = self._cards.content_height(self._column_width(), self._whole.window().height())
        if self._narrow:
            cards = cards or LOW_CARDS  # where there are none, it is said what will stand there
        return Wants(
            text=self.text_room.wanted(),
            least=self.text_room.least,
            cards=cards,
            found=asked.shown,
            held=asked.height,
            line=self.found.line,
            floor=asked.opened or min(asked.shown, self.found.line),
            is_opened=asked.opened > 0,
            held_open=asked.held_open,
        )

    def _give(self, shares: Shares) -> None:
        """Let each be as high as its share."""
        if self._narrow:
            self._cards.setMinimumHeight(min(shares.cards, ONE_LINE))
            self._cards.setMaximumHeight(shares.cards)
            self._share(max(shares.text, 1), max(shares.cards, 1))
        else:
            self._cards.setMinimumHeight(LOW_CARDS)
            self._cards.setMaximumHeight(WIDGETSIZE_MAX)
            self._share(1, 1)
        show(self._cards, shown=shares.cards > 0)
        if shares.found:
            self.found.setFixedHeight(shares.found)
        show(self.found, shown=shares.found > 0)

    def _share(self, text: int, cards: int) -> None:
        """Divide the room in these proportions: where there is enough, each is shown whole."""
        if (self._body.stretch(0), self._body.stretch(1)) != (text, cards):
            self._body.setStretch(0, text)
            self._body.setStretch(1, cards)

    @property
    def _narrow(self) -> bool:
        return self._whole.width() < self._theme.room_for(NARROW)

    @property
    def _is_tight(self) -> bool:
        return self._whole.width() < self._theme.room_for(TIGHT)

    def _least_body(self, wants: Wants) -> int:
        half = self._whole.window().height() // 2 - self._around()
        return check_column.least(wants, half, is_narrow=self._narrow)

    def _found_width(self) -> int:
        """Return how wide the findings are: as text and cards, without the bar of the cards."""
        return self._whole.width() - 2 * UNIT - self._body_right() - self._cards.bar_width

    def _column_width(self) -> int:
        """Return how wide the column of the cards is."""
        width = self._whole.width() - 2 * UNIT - self._body_right()
        return width if self._narrow else (width - self._body.spacing()) // 2

    def _around(self) -> int:
        """Return the height of everything but text and cards."""
        inside = self._whole.width() - 4 * UNIT
        limits = 2 * self._segment(0).sizeHint().width()
        button = self.foot.send_button.sizeHint().height()
        head = max(button, self.to_line.heightForWidth(inside - limits - UNIT))
        foot = self.foot.height(inside, is_narrow=self._narrow, is_tight=self._is_tight)
        asking = 0 if self.asking.isHidden() else self.asking.sizeHint().height() + UNIT
        return head + asking + foot + 4 * UNIT

    def _body_right(self) -> int:
        """Return the margin at the right: the scroll bar of the cards stands in it."""
        return max(2 * UNIT - self._cards.bar_width, 0)

    def _segment(self, place: int) -> QWidget:
        return self.limits.buttons()[place]

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.to_line, 1)
        head.addSpacing(UNIT)
        for limits, side in zip(LIMITS, ("Left", "Right"), strict=True):
            button = QPushButton(limits.name)
            button.setObjectName(f"segment{side}")
            button.setCheckable(True)
            tip = tr("At most {limit} characters in each part").format(limit=limits.name)
            button.setToolTip(tip)
            button.setAccessibleName(tr("{limit} characters a part").format(limit=limits.name))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.limits.addButton(button, limits.max_weight)
            head.addWidget(button)
        self._body.setSpacing(UNIT)
        self._text_side.addWidget(self._editor)
        self._body.addLayout(self._text_side, 1)
        self._body.addWidget(self._cards, 1)
        for widget in (self._editor, self._cards):
            # Both halves are alike, whatever stands in them.
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            widget.setMinimumSize(10 * UNIT, LOW_CARDS)
        self._stack = QStackedLayout(self._whole)
        self._fill(head)
        self._fill_slim()
        self._stack.addWidget(self._full)
        self._stack.addWidget(self._slim)

    def _fill(self, head: QHBoxLayout) -> None:
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, UNIT, 0, UNIT)
        column.setSpacing(UNIT)
        asked = QHBoxLayout()
        asked.addWidget(self.asking)
        found = QHBoxLayout()
        found.addWidget(self.found)
        set_margins(self.found, 0, 0, self._cards.bar_width, 0)  # as the cards end
        for part in (head, asked, self._body, found, self.foot):
            right = self._body_right() if part in (self._body, found) else 2 * UNIT
            set_margins(part, 2 * UNIT, 0, right, 0)
            column.addLayout(part, 1 if part is self._body else 0)

    def _fill_slim(self) -> None:
        self._slim_row = row = QHBoxLayout(self._slim)
        row.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        row.setSpacing(2 * UNIT)
        row.addWidget(self.reason, 1)
        row.addWidget(self.note_button)


def _wrapped(name: str, theme: Theme) -> QLabel:
    label = plain.label("", name, theme.small_font())
    label.setWordWrap(True)
    return label

"""The head of the open case: who it is, where it stands, and what one has to know of before.

At most two lines stand under the name; the rest is in their tips and beside the case.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from console.domain.business_hours import ALWAYS, BusinessHours
from console.domain.cases import OPEN_STATES, CaseRow, CaseState, CaseView
from console.domain.ids import CaseId, PromiseId
from console.language import tr
from ui import header_words, plain
from ui.elided_label import ElidedLabel
from ui.folding_button import FoldingButton
from ui.icons import Icons
from ui.key_tip import KeyTip
from ui.margins import set_margins
from ui.override import override
from ui.tag_chips import TagChips
from ui.theme import HALF, UNIT, Theme

ICON = 16
ROOM_FOR_NAME = 160
"""So much of a name is shown before the buttons beside it keep their words."""


class CaseHeader(QWidget):
    """Name, handle, state and the acts on a case as a whole.

    Signals:
        promise_kept(PromiseId): the person says that a promise was kept.
    """

    promise_kept = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._icons = theme, Icons(theme)
        self.hours: BusinessHours = ALWAYS
        """The hours by which is told what is due."""
        self._read_only = False
        self._promise: PromiseId | None = None
        """The one that we owe first."""
        self._case_id: CaseId | None = None
        self._by_rules = ""
        """What rules gave the case, for the tips; known when the rest of it is read."""
        self.name = ElidedLabel("", "title")
        self.facts = ElidedLabel("", "quiet")
        self.chips = TagChips(theme)
        self.story = ElidedLabel("", "accentText")
        self.kept_button = QPushButton(tr("Mark as kept"))
        self.kept_button.setToolTip(tr("The promise was kept"))
        self.note_button = FoldingButton(theme, tr("Call note"), "phone")
        KeyTip(self.note_button, tr("Note a call on this case"), "note")
        self.resolve_button = FoldingButton(theme, tr("Resolve"), "check")
        self._resolve_tip = KeyTip(self.resolve_button, tr("The problem is solved"), "resolve")
        self.contact_button = QToolButton()
        self.contact_button.setObjectName("flat")
        self.contact_button.setIconSize(QSize(ICON, ICON))
        self.contact_button.setAccessibleName(tr("Show or fold the contact"))
        KeyTip(self.contact_button, tr("Show or fold the contact"), "contact")
        self.kept_button.clicked.connect(self._keep)
        self._lay_out()
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def show_case(self, row: CaseRow, now: datetime) -> None:
        """Show what the inbox knows of the case."""
        self.name.show_text(plain.isolated(row.name) or tr("Unknown"))
        if row.id != self._case_id:
            self._case_id, self._by_rules = row.id, ""
        self.facts.show_text(header_words.facts(row, now, self.hours))
        self.chips.show_words(row.touchpoint, row.tags)
        self._tell_rules()
        resolved = row.state is CaseState.RESOLVED
        if resolved:
            self.resolve_button.say(tr("Reopen"), "undo")
            self._resolve_tip.say(tr("Bring the case back"), "reopen")
        else:
            self.resolve_button.say(tr("Resolve"), "check")
            self._resolve_tip.say(tr("The problem is solved"), "resolve")
        self._fold()

    def let_read_only(self) -> None:
        """Offer nothing any more that changes what is stored."""
        self._read_only = True
        for button in (self.note_button, self.resolve_button, self.kept_button):
            button.hide()

    def begin_story(self, row: CaseRow) -> None:
        """Show what the inbox knows of what went before, till the rest is read."""
        self._promise = None
        self.kept_button.hide()
        self._show_story(header_words.calls(row))

    def show_story(self, case: CaseView, now: datetime) -> None:
        """Show what was promised, and how the case was solved."""
        told = header_words.story(case, now)
        self._by_rules = header_words.by_rules(case.rule_marks)
        self._tell_rules()
        rest = header_words.every_promise(case.promises, now)
        owed = [one for one in case.promises if one.kept_at is None]
        solved = case.row.state not in OPEN_STATES
        self._promise = owed[0].id if owed else None  # solved or not: it is still owed
        self.kept_button.setVisible(self._promise is not None and not self._read_only)
        broken = any(one.is_broken(now) for one in owed[:1])
        name = "danger" if broken else "quiet" if solved and not owed else "accentText"
        self._show_story(told, "\n".join(part for part in (told, rest) if part), name)

    def _tell_rules(self) -> None:
        """Say in the tips of what a case has what of it is no person's word."""
        for label, said in ((self.facts, self.facts.text()),
                            (self.chips, self.chips.accessibleName())):  # fmt: skip
            plain.set_tip(label, f"{said}\n{self._by_rules}".strip())

    def _show_story(self, text: str, tip: str = "", name: str = "accentText") -> None:
        if name != self.story.objectName():
            self.story.setObjectName(name)
            self.story.style().unpolish(self.story)
            self.story.style().polish(self.story)
        self.story.show_text(text, tip)
        self.story.setVisible(bool(text))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Let the buttons be icons where a name would not have room beside their words."""
        buttons = (self.note_button, self.resolve_button)
        chips = 0 if self.chips.isHidden() else self.chips.sizeHint().width() + UNIT
        beside = sum(one.whole_width + UNIT for one in buttons) + chips
        beside += self.contact_button.sizeHint().width() + 4 * UNIT
        name = min(self.name.sizeHint().width(), self._theme.room_for(ROOM_FOR_NAME))
        for one in buttons:
            one.fold(folded=name + beside > self.width())

    @Slot()
    def _keep(self) -> None:
        if self._promise is not None:
            self.promise_kept.emit(self._promise)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(UNIT)
        top.addWidget(self.name)
        top.addWidget(self.chips, 1)
        top.addStretch()
        for button in (self.note_button, self.resolve_button, self.contact_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            top.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(UNIT)
        below.addWidget(self.story)
        below.addWidget(self.kept_button)
        below.addStretch(1)
        self.kept_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        set_margins(column, 2 * UNIT, UNIT, UNIT, UNIT + HALF)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.facts)
        column.addLayout(below)

    @Slot()
    def _take_theme(self) -> None:
        for label in (self.facts, self.story, self.kept_button):
            label.setFont(self._theme.small_font())
        self.contact_button.setIcon(self._icons.icon("panel-right", "quiet"))
        self._fold()

"""What a rule would have done to the newest posts: a sentence, and these posts.

Owns when it is asked and which answer counts: the one to what is entered now.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from console.domain.ids import CaseId
from console.domain.triage_rules import Effects, NewRule, Preview
from console.errors import DeskError
from console.language import tr
from ui import plain, rule_rows
from ui.lanes import Lane
from ui.rule_list import EntryList
from ui.rule_list_delegate import EntryDelegate, Voice
from ui.theme import HALF, UNIT, Theme
from ui.typing_watch import TypingWatch

PAUSE_MS, LATEST_MS = 250, 1_000
SIDE = 3 * UNIT
LOOKING = tr("Looking through the last posts…")
ANY_EFFECT = Effects(tags=("any",))
"""Stands for what a rule does while that is not said: which posts it fits does not hang on it."""


class RulePreview(QWidget):
    """The sentence over the posts.

    Signals:
        changed: another answer is there, or none is; see `preview`.
    """

    changed = Signal()

    def __init__(self, reader: Lane, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._reader, self._theme, self._now = reader, theme, now
        self._asked: NewRule | None = None
        self._preview: Preview | None = None
        self.words = plain.label("", "", theme.strong_font())
        self.words.setWordWrap(True)
        self.words.setContentsMargins(SIDE, UNIT, SIDE, UNIT)
        drawn = EntryDelegate(theme, (Voice.SMALL,), SIDE, HALF)
        self.list = EntryList(tr("Posts that the rule would fit"), drawn, begins_on_first=False)
        self.list.setSelectionMode(EntryList.SelectionMode.SingleSelection)
        self.list.setMinimumHeight(3 * drawn.height())
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.aged.connect(self._show)
        self._watch = TypingWatch(PAUSE_MS, LATEST_MS, self)
        self._watch.due.connect(self._ask)
        theme.changed.connect(self._take_theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)

    @property
    def preview(self) -> Preview | None:
        """Return what the rule would do; None while that is not known."""
        asked = self._asked
        return self._preview if asked is not None and asked.then != ANY_EFFECT else None

    @property
    def case_of_current(self) -> CaseId | None:
        """Return the case of the post that has the keys; None for none."""
        found = () if self._preview is None else self._preview.tried
        return next((one.case_id for one in found if one.message_id == self.list.current), None)

    def look_at(self, new: NewRule, *, soon: bool = True) -> None:
        """Try another rule: in a pause, or at once."""
        # It is named as it is saved; that makes no other rule of it.
        wanted = replace(new, name="", then=new.then or ANY_EFFECT)
        if wanted == self._asked:
            return
        self._asked, self._preview = wanted, None
        if not new.when:
            self._watch.flush()
            self._say(rule_rows.WILL_STAND_HERE, "quiet")
            self.list.show_entries(())
        elif soon:
            self._watch.touch()
            self._say(LOOKING, "quiet")
        else:
            self._ask()
        self.changed.emit()

    def ask_again(self) -> None:
        """Try the same rule anew: what came in since is looked at too."""
        asked, self._asked = self._asked, None
        if asked is not None:
            self.look_at(asked, soon=False)

    def give_up(self) -> None:
        """Ask nothing any more."""
        self._watch.flush()

    @Slot()
    def _ask(self) -> None:
        self._watch.flush()
        asked = self._asked
        if asked is None or not asked.when:
            return
        self._say(LOOKING, "quiet")

        def take(preview: Preview) -> None:
            if asked == self._asked:  # else it answers what stood there before
                self._preview = preview
                self._show()
                self.changed.emit()

        def refuse(error: DeskError) -> None:
            if asked == self._asked:
                self._say(f"{error.message} {error.advice}".strip(), "danger")
                self.list.show_entries(())

        self._reader.submit(
            lambda desk: desk.rules.preview(asked), take, refuse, receiver=self, key="rule_preview"
        )

    @Slot()
    def _show(self) -> None:
        preview = self._preview
        if preview is None:
            return
        told = self.preview is not None
        self._say(rule_rows.fits(preview, with_effects=told))
        self.list.show_entries(rule_rows.tried(preview, self._now(), with_effects=told))

    def _say(self, text: str, look: str = "") -> None:
        if self.words.objectName() != look:
            self.words.setObjectName(look)
            self.words.style().polish(self.words)
        self.words.setText(text)

    @Slot()
    def _take_theme(self) -> None:
        self.words.setFont(self._theme.strong_font())

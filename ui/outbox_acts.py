"""The acts on answers in the menus: which answer each is for now, and how it is called.

What can be done is decided by `ui.pending_choices`, and done by `ui.pending_acts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.domain.outbox import ReplyThread
from ui import pending_choices
from ui.pending_choices import Act

if TYPE_CHECKING:
    from ui.main_window import MainWindow

NAMES = {
    "send_now": Act.SEND_NOW,
    "send_anyway": Act.SEND_ANYWAY,
    "retry": Act.RETRY,
    "take_back": Act.CANCEL,
    "delete": Act.DELETE,
    "hand_off": Act.HAND_OFF,
}
"""By the names of the window's actions."""


class OutboxActs(QObject):
    """The acts on the answer chosen in the outbox, else on those of the open case."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window

    def do(self, name: str) -> None:
        """Do an act on the answer that it is for; deleting asks before."""
        act = NAMES[name]
        if (thread := self._target(act)) is not None:
            self._window.case.answers.act(act, thread)

    @Slot()
    def tell(self) -> None:
        """Let those be done that make sense now, called as they are for their answer."""
        for name, act in NAMES.items():
            action, thread = self._window.actions_by_name[name], self._target(act)
            action.setEnabled(thread is not None)
            title = pending_choices.TITLES[act]
            action.setText(title if thread is None else pending_choices.title(act, thread))

    def _target(self, act: Act) -> ReplyThread | None:
        """Return the answer for which an act makes sense: rather one that asks, or the newest."""
        now = self._window.now()
        fit = [one for one in self._threads() if act in pending_choices.choices(one, now)]
        return min(fit, key=lambda one: (not one.asks, -one.id), default=None)

    def _threads(self) -> tuple[ReplyThread, ...]:
        """Return the answers that an act may be for: the one that is chosen, else all here."""
        window = self._window
        if window.pages.hides_cases:
            return ()
        case, page = window.case, window.inbox.place.outbox
        here = () if case.case is None else case.case.threads
        chosen = case.pending.holder
        if chosen is None and page is not None and page.entry is not None:
            return (page.entry.thread,)
        chosen = chosen or case.pending.chosen
        return tuple(each for each in here if each.id == chosen) or (*here, *self._done_lately())

    def _done_lately(self) -> tuple[ReplyThread, ...]:
        """Return the answers of the open case that are done with: they can be deleted yet."""
        row, entries = self._window.case.row, self._window.outbox.reading.entries or ()
        return tuple(
            one.thread
            for one in entries
            if row is not None and one.thread.case_id == row.id and one.finished_at is not None
        )

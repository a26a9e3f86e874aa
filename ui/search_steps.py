"""From one place that a search found to the next: within the open case, then in the next one.

Owns where one is. Within a case the way begins at the message that was found and leads to
older ones, then from the newest of those that are left, so that each is met once.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Slot

from console.domain.ids import CaseId, MessageId
from console.domain.messages import Message
from console.language import numeral, tr
from ui.timeline_found import NO_PLACE, Place, TimelineFound

if TYPE_CHECKING:
    from ui.main_window import MainWindow

MOST_MESSAGES = 2_000
"""So many messages of a case are looked through at most, from the one that was found on."""
NONE_LEFT = tr("That was the last hit.")
NONE_BEFORE = tr("That was the first hit.")
NO_SEARCH = tr("Search first: / goes to the search field.")


class Step(NamedTuple):
    """One place that was found."""

    message_id: MessageId
    place: Place
    """Empty where the message itself was found, not a word of it."""


class SearchSteps(QObject):
    """The way through what was found."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._steps: list[Step] = []
        self._case: CaseId | None = None
        """The case through which the steps lead."""
        self._at = 0
        inbox = window.inbox
        inbox.loaded.connect(self._take_search)
        inbox.list.clicked.connect(self._show_again)
        window.case.opened.connect(self._begin)

    def go(self, by: int) -> None:
        """Go to the next place with 1, to the one before with -1."""
        window = self._window
        if not window.inbox.filler.search.hits:
            window.status.notice(NO_SEARCH)
            return
        window.navigation.show_cases()
        row = window.case.row
        if row is None or row.id != self._case:
            if row is not None and window.inbox.filler.search.hit(row.id) is not None:
                self._begin(row.id)
            else:
                self._go_on(by)
        elif 0 <= self._at + by < len(self._steps):
            self._at += by
            self._show()
        else:
            self._go_on(by)

    def _go_on(self, by: int) -> None:
        """Go to the case after or before the chosen one."""
        inbox = self._window.inbox
        place = inbox.model.position(inbox.current_id())
        target = 0 if place is None else place + by
        if inbox.model.id_at(target) is None:
            self._window.status.notice(NONE_LEFT if by > 0 else NONE_BEFORE)
        else:
            inbox.list.setCurrentIndex(inbox.model.index(target))

    @Slot()
    def _take_search(self) -> None:
        """Mark the words of another search in the open case; of none where a view is shown."""
        case, shown = self._window.case, self._window.inbox.filler.shown
        if case.timeline.found.put(shown.query, typing=shown.typing):
            self._steps, self._case = [], None
            case.timeline.viewport().update()

    @Slot()
    def _show_again(self) -> None:
        """Go to what was found where the person clicks on the case that is open already."""
        row = self._window.case.row
        if row is not None and row.id == self._window.inbox.current_id() and self._case != row.id:
            self._begin(row.id)

    @Slot(object)
    def _begin(self, case_id: CaseId) -> None:
        """Show the message in which something was found, where the case came of a search."""
        case, filler = self._window.case, self._window.inbox.filler
        hit = filler.search.hits.hit(case_id)
        self._steps, self._case = [], None
        if hit is None or case.case is None or case.case.row.id != case_id:
            return
        found = case.timeline.found
        found.put(filler.shown.query, typing=filler.shown.typing)
        self._steps = steps(case.model.messages, hit.message_id, found)
        self._case, self._at = case_id, 0
        self._show()

    def _show(self) -> None:
        if not self._steps:
            return
        window, step = self._window, self._steps[self._at]
        window.case.timeline.go_to_found(step.message_id, step.place)
        if len(self._steps) > 1:
            key = window.navigation.keys.key_of("next_hit")
            said = (
                tr("{place} of {count} in this case  ·  {key} goes on")
                if key
                else tr("{place} of {count} in this case")
            )
            window.status.notice(
                said.format(place=numeral(self._at + 1), count=numeral(len(self._steps)), key=key)
            )


def steps(
    messages: list[Message] | tuple[Message, ...], first: MessageId | None, found: TimelineFound
) -> list[Step]:
    """Return the places in messages (oldest first), from those of `first` to older ones on."""
    ids = [message.id for message in messages]
    start = ids.index(first) if first in ids else len(ids) - 1
    way = (*range(start, -1, -1), *range(len(ids) - 1, start, -1))
    made: list[Step] = []
    for number in islice(way, MOST_MESSAGES):
        message = messages[number]
        places = found.places(message.text)
        if message.id == first and not places:
            places = (NO_PLACE,)  # it fits by what is not in its text, or by what is folded away
        made.extend(Step(message.id, place) for place in places)
    return made

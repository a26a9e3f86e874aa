"""Pauses and removes watches for a person, and says what was done."""

from __future__ import annotations

from console.domain.watches import Watch
from ui import watches_done
from ui.rows_doing import RowsDoing
from ui.watches_acts import pauses


class WatchesDoing(RowsDoing):
    """Acts on watches; signals as `RowsDoing` has them."""

    def pause(self, marked: tuple[Watch, ...]) -> None:
        """Pause the marked watches where one of them looks, else let all go on."""
        paused = pauses(marked)
        others = tuple(watch for watch in marked if watch.paused is not paused)
        said = watches_done.was_paused(others, paused=paused)
        self.write(
            lambda desk: desk.watches.set_paused(tuple(one.id for one in others), paused=paused),
            lambda _did: said,
        )

    def remove(self, watches: tuple[Watch, ...]) -> None:
        """Remove watches; what they found stays."""
        said = watches_done.was_removed(watches)
        self.write(
            lambda desk: desk.watches.remove(tuple(one.id for one in watches)), lambda _did: said
        )

"""The window at which a file is reviewed: nothing of it writes, syncs or sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.errors import DeskError
from console.language import tr
from ui.views import View

if TYPE_CHECKING:
    from ui.actions import Menu
    from ui.main_window import MainWindow
    from ui.review_side import ReviewSide
    from ui.window_mode import WindowTeller

BUG_ADVICE = tr("This is a fault of Canary Desk itself; the log says more.")
EMPTY = (
    tr("No cases in this file"),
    tr("It holds no post and no call note."),
    tr("Close this window and choose another backup or export."),
)


class ReviewTeller(QObject):
    """Tells of trouble; there is no account to tell of."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        for lane in window.lanes.every():
            lane.trouble.connect(window.show_trouble)
            lane.crashed.connect(self._tell_bug)

    def start(self) -> None:
        """Do nothing: what is reviewed does not grow older."""

    def stop(self) -> None:
        """Do nothing."""

    def tell(self) -> None:
        """Do nothing."""

    @Slot(object)
    def _tell_bug(self, error: Exception) -> None:
        kind = type(error).__name__
        self._window.show_trouble(
            DeskError(tr("A step failed ({kind}).").format(kind=kind), advice=BUG_ADVICE)
        )


class ReviewMode:
    """A file that is reviewed."""

    menu_titles = (tr("&Desk"), tr("&Review"), tr("&View"), tr("&Help"))
    views = (
        View.NEEDS_REPLY, View.WAITING, View.SNOOZED, View.CALLS, View.RESOLVED, View.ALL,
    )  # fmt: skip
    in_context = ("review_done", "review_not_done", "review_note")

    def __init__(self) -> None:
        self.side: ReviewSide | None = None
        """Set before the menus are made."""

    def menus(self, window: MainWindow) -> tuple[Menu, ...]:
        """Return the menus."""
        from ui.review_menu import menus

        assert self.side is not None, "the side is made with the window"
        return menus(window, self.side)

    def teller(self, window: MainWindow) -> WindowTeller:
        """Return who tells of trouble."""
        return ReviewTeller(window)

    def complete(self, window: MainWindow) -> None:
        """Put the review's pane in the composer's place."""
        del window
        if self.side is not None:
            self.side.complete()

    def show_nothing(self, window: MainWindow) -> None:
        """Say where no case is in the file; the filters may hide them all, too."""
        if self.side is not None and self.side.filter.is_empty:
            window.state.say(*EMPTY, ((tr("Quit"), window.quit),))
            window.pages.setCurrentWidget(window.state)
        else:
            window.pages.show_desk()

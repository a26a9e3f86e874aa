"""The search in the window: kept searches at the side, its dialog, the way through the hits.

Built once the first paint is over. Reads in the reader lane, writes in the writer lane.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from shiboken6 import isValid

from console.domain.changes import Changes
from console.domain.searching import HitOrder, SavedSearch
from console.errors import DeskError
from console.language import tr
from ui.plain import isolated
from ui.quick_chooser import Choice, QuickChooser
from ui.search_dialog import NEW, SearchDialog
from ui.search_steps import SearchSteps
from ui.search_views import SavedSearches

if TYPE_CHECKING:
    from console.desk import Desk
    from ui.main_window import MainWindow

LIST = "saved_searches"
NOTHING_TO_KEEP = tr("Search first: what stands in the field can be kept.")
NONE_KEPT = tr("No search is kept yet. Search, then Ctrl+Shift+K keeps it.")
LONGEST_OFFER = 40


class SearchSide(QObject):
    """What a person does with searches."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        may_write = "keep_search" in window.listed  # not where a file is only reviewed
        self.views = SavedSearches(window.theme, window.side.views, may_write=may_write)
        window.side.put_searches(self.views)
        self.steps = SearchSteps(window)
        self._inbox, self._finding = window.inbox, window.inbox.finding
        self._finding.typing.keeps = not window.is_demo
        self.views.chosen.connect(self.show)
        self.views.edit_wanted.connect(self.edit)
        self.views.remove_wanted.connect(self.remove)
        self._finding.line.keep.clicked.connect(self.keep)
        self._finding.line.may_keep = may_write
        self._finding.field.textChanged.connect(self._mark_shown)
        self._inbox.searching.connect(self._mark_shown)
        window.refresher.due.connect(self._refresh)

    @Slot()
    def read(self) -> None:
        """Read which searches are kept."""
        self._window.lanes.reader.submit(
            lambda desk: desk.searches.saved(), self._take, receiver=self, key="saved searches"
        )

    @Slot(object)
    def show(self, search: SavedSearch) -> None:
        """Show what a kept search finds, as a view is shown."""
        held = self.views.list.hasFocus()
        self._window.navigation.show_cases()
        self._inbox.show_search(search)
        self.views.mark(search.id)
        if held:  # else what had the focus among the cases would have it again
            self.views.list.setFocus()

    @Slot()
    def keep(self) -> None:
        """Ask for the name under which the search that is shown is kept."""
        query, order = self._finding.query, self._finding.order
        if not query:
            self._window.status.notice(NOTHING_TO_KEEP)
            return
        name = query if len(query) <= LONGEST_OFFER else ""
        self._ask(SavedSearch(NEW, name, query, order))

    @Slot(object)
    def edit(self, search: SavedSearch) -> None:
        """Ask for another name, query or order of a kept search."""
        self._ask(search)

    @Slot(object)
    def remove(self, search: SavedSearch) -> None:
        """Keep a search no longer; undo brings it back."""
        window = self._window

        def done(changes: Changes) -> None:
            key = window.navigation.keys.key_of("undo")
            said = (
                tr("“{name}” was removed. {key} brings it back.")
                if key
                else tr("“{name}” was removed.")
            )
            window.status.notice(said.format(name=isolated(search.name), key=key))
            window.take(changes)

        window.lanes.writer.submit(
            lambda desk: desk.searches.remove(search.id),
            done,
            window.show_trouble,
            receiver=self,
        )

    def choose(self) -> None:
        """Let a person choose one of the kept searches by a few letters."""
        searches = self.views.model.searches
        if not searches:
            self._window.status.notice(NONE_KEPT)
            return
        choices = [Choice(one.name, one.query, one) for one in searches]
        chooser = QuickChooser(tr("Searches"), choices, self._window.theme, self._window)
        chooser.chosen.connect(self.show)
        chooser.open()

    def turn_order(self) -> None:
        """List what is found with the best first, or with the newest again."""
        self._inbox.toggle_hits()
        if not self._finding.query:
            best = self._finding.order is HitOrder.RANKED
            self._window.status.notice(
                tr("The best of what a search finds will be listed first.")
                if best
                else tr("The newest of what a search finds will be listed first.")
            )

    def _ask(self, search: SavedSearch) -> None:
        dialog = SearchDialog(search, self._window)
        dialog.wanted.connect(partial(self._write, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write(self, dialog: SearchDialog, search: SavedSearch) -> None:
        is_new = search.id == NEW

        def job(desk: Desk) -> tuple[SavedSearch, Changes]:
            if is_new:
                return desk.searches.save(search.name, search.query, search.order)
            return search, desk.searches.change(search)

        def done(stored: tuple[SavedSearch, Changes]) -> None:
            if isValid(dialog):
                dialog.accept()
            self._stored(*stored, is_new=is_new)

        def failed(error: DeskError) -> None:
            if isValid(dialog) and dialog.isVisible():
                dialog.refuse(error)
            else:
                self._window.show_trouble(error)

        self._window.lanes.writer.submit(job, done, failed, receiver=self)

    def _stored(self, search: SavedSearch, changes: Changes, *, is_new: bool) -> None:
        finding = self._finding
        shown = finding.saved is not None and finding.saved.id == search.id
        if is_new and finding.query == search.query:
            finding.saved = search
        elif shown and finding.saved != search:
            self._inbox.show_search(search)
        self._window.take(changes)
        said = tr("“{name}” is kept at the side.") if is_new else tr("“{name}” was changed.")
        self._window.status.notice(said.format(name=isolated(search.name)))

    @Slot(object)
    def _take(self, searches: tuple[SavedSearch, ...]) -> None:
        self.views.show_searches(searches)
        self._mark_shown()

    @Slot(object)
    def _refresh(self, changes: Changes) -> None:
        if LIST in changes.lists:
            self.read()

    @Slot()
    def _mark_shown(self) -> None:
        saved = self._finding.saved
        self.views.mark(None if saved is None else saved.id)

"""Goes where the person wants: to a view, a case, the list, the next pane, an open dialog.

Owns which case is awaited, and the keys that lead there; which case is open is the case
page's.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

from console.domain.cases import CaseRow
from console.domain.ids import CaseId
from console.language import tr
from ui.panes import Panes
from ui.plain import isolated
from ui.views import View

if TYPE_CHECKING:
    from console.domain.contacts import ContactCard, ContactHit
    from ui.key_chords import KeyChords
    from ui.key_map import KeyMap
    from ui.main_window import MainWindow


class Navigation(QObject):
    """What the person chose last, in the list or elsewhere."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._awaited: CaseId | None = None
        """The case that is to be opened once its row was read."""
        self.panes = Panes(self._every_pane)
        window.side.view_chosen.connect(self.show_view)
        window.inbox.case_chosen.connect(self.open_chosen)

    @cached_property
    def keys(self) -> KeyMap:
        """Return which keys start which act."""
        from ui.key_map import KeyMap

        return KeyMap(self)

    @cached_property
    def chords(self) -> KeyChords:
        """Return what waits for the second of two keys."""
        from ui.key_chords import KeyChords

        return KeyChords(self._window, self.keys, self)

    @Slot(object)
    def show_view(self, view: View) -> None:
        """Show the cases of a view, the page of the outbox, or a page in the place of them all."""
        window = self._window
        side = window.side_page(view)
        if side is not None:
            window.pages.put_in_front(side)
            return
        if window.pages.hides_cases:
            window.pages.bring_cases_back()
            if view is window.inbox.view:
                return  # all stands as it was left
        if view is View.OUTBOX:
            window.inbox.place.put_outbox(window.outbox.page)
        window.inbox.show_view(view)

    def show_cases(self) -> None:
        """Show the cases again, as they were left, where another page hides them."""
        if self._window.pages.hides_cases:
            self._window.side.choose(self._window.inbox.view)

    def open_case(self, case_id: CaseId) -> None:
        """Open a case that may not be in the view that is shown."""
        window = self._window
        self.show_cases()
        if window.is_complete and window.case.row is not None and window.case.row.id == case_id:
            return
        self._awaited = case_id
        if not window.inbox.choose(case_id):
            window.lanes.reader.submit(
                lambda desk: desk.cases.rows(ids=(case_id,)), self._open_awaited, receiver=self
            )

    @Slot(object)
    def open_contact(self, hit: ContactHit) -> None:
        """Open the open case of a customer, else the newest one."""
        name = isolated(hit.contact.title)

        def newest(card: ContactCard) -> None:
            if card.cases:
                self.open_case(card.cases[0].id)
            else:
                self._window.status.notice(tr("{name} has no case yet.").format(name=name))

        if hit.open_case is not None:
            self.open_case(hit.open_case)
            return
        self._window.lanes.reader.submit(
            lambda desk: desk.contacts.get(hit.contact.id), newest, receiver=self
        )

    @Slot(object)
    def open_chosen(self, row: CaseRow | None) -> None:
        """Open the case that was chosen in the list, None for none."""
        self._awaited = None
        if row is not None or self._window.is_complete:
            self._window.case.open(row)

    def go_to_list(self) -> None:
        """Go back to the list that is shown; what lies over the case is folded away."""
        side = self._window.pages.in_front
        if side is not None:
            side.go_to_list()
            return
        if self._window.is_complete:
            self._window.right.contact.fold_over()
        self._window.inbox.go_to_list()

    def step(self, by: int) -> None:
        """Go to the next row of the list that is shown, or with -1 to the one before."""
        side = self._window.pages.in_front
        if side is not None:
            side.step(by)
        else:
            self._window.inbox.step(by)

    def search(self) -> None:
        """Search the cases."""
        self.show_cases()
        self._window.inbox.search()

    def search_help(self) -> None:
        """Go to the search field, and list there what can be searched for."""
        self.search()
        self._window.inbox.finding.typing.open_help()

    def go_to_first(self) -> None:
        """Go to the first row of the list that is shown, and open it."""
        front = self._window.inbox.front
        front.setFocus()
        front.setCurrentIndex(front.model().index(0, 0))

    def go_to_dialog(self) -> bool:
        """Bring a dialog of the window to the front, where one is open; return whether."""
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog.window().parent() is not self._window:
            return False
        dialog.activateWindow()
        return True

    @Slot(object)
    def _open_awaited(self, rows: tuple[CaseRow, ...]) -> None:
        """Open the case that was asked for, unless the person went on to another."""
        if rows and rows[0].id == self._awaited:
            inbox = self._window.inbox
            inbox.unchoose()
            inbox.expect(rows[0].id)
            self._window.case.open(rows[0])

    def _every_pane(self) -> tuple[QWidget, ...]:
        window, side = self._window, self._window.pages.in_front
        panes: tuple[QWidget, ...] = (window.side.views, window.inbox.front)
        if side is not None:
            return (window.side.views, *side.panes)
        if window.is_complete:
            case = window.case
            composer = case.composer
            panes += (case.timeline, composer.editor, composer.found.list, window.right.view.pane)
        return panes

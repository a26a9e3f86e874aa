"""The right side of the window: the open case, its contact, and what can be done with it.

Built after the first paint, at its first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget

from ui.case_acts import CaseActs
from ui.case_page import CasePage
from ui.contact_pane import ContactPane
from ui.contact_view import ContactView
from ui.people_acts import PeopleActs

if TYPE_CHECKING:
    from console.domain.outbox import DraftVersion
    from ui.main_window import MainWindow


class CaseSide(QObject):
    """Case page, contact pane and acts, wired to the window."""

    def __init__(self, window: MainWindow, splitter: QSplitter, room: QStackedWidget) -> None:
        """Put the case page into its room in the splitter."""
        super().__init__(window)
        self._window = window
        self.page = CasePage(window.lanes, window.theme, window.now)
        self.page.setMinimumWidth(room.minimumWidth())
        room.addWidget(self.page)
        self.view = ContactView(window.theme, window.now)
        self.contact = ContactPane(self.view, splitter, window.theme)
        self.acts = CaseActs(window.inbox, self.page, window.lanes.writer, window.now(), self)
        self.people = PeopleActs(window, self.page, self.view, self)
        self._wire_page(window)
        self._wire_rest(window)

    def show_versions(self) -> None:
        """Show what the draft of the open case was earlier, after what is typed is kept."""
        from ui.versions_dialog import VersionsDialog

        row, answer, window = self.page.row, self.page.answer, self._window
        if row is None:
            return
        answer.keep()
        dialog = VersionsDialog(
            window.lanes, row, answer.composer.text, window.theme, window.now, window
        )

        def bring_back(version: DraftVersion) -> None:
            if refusal := answer.bring_back(version, row.id):
                dialog.refuse(refusal)
            else:
                dialog.accept()
                answer.composer.editor.setFocus()

        dialog.wanted.connect(bring_back)
        self.page.turned.connect(dialog.reject)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _wire_page(self, window: MainWindow) -> None:
        page = self.page
        page.answer.limit = window.limit
        page.answer.numbering = window.numbering
        page.changed.connect(window.take)
        page.was_read.connect(window.renew_rows)
        page.joined.connect(window.inbox.follow)
        page.gone.connect(window.inbox.forget)
        page.troubled.connect(window.show_trouble)
        page.said.connect(window.status.notice)
        page.queued.connect(lambda _account: window.courier.publish())
        page.pending_acts.queued.connect(window.courier.publish)
        page.turned.connect(window.enable_acts)
        page.address_wanted.connect(window.address_wanted)
        page.shown.connect(self.view.show_case)
        page.composer.note_wanted.connect(window.note_call)
        page.composer.limit_chosen.connect(window.limit_chosen)
        page.composer.numbering_chosen.connect(window.numbering_chosen)
        page.header.note_button.clicked.connect(window.note_call)
        page.header.resolve_button.clicked.connect(self.acts.resolve_or_reopen)
        page.header.contact_button.clicked.connect(self.contact.toggle)

    def _wire_rest(self, window: MainWindow) -> None:
        self.view.case_wanted.connect(lambda row: window.open_case(row.id))
        self.view.note_wanted.connect(window.note_call)
        self.view.address_wanted.connect(window.address_wanted)
        self.acts.changed.connect(window.take)
        self.acts.contacts_wanted.connect(self.people.merge)
        listed = window.inbox.list
        listed.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        listed.customContextMenuRequested.connect(lambda place: self._show_menu(window, place))
        self.acts.case_wanted.connect(window.open_case)
        self.page.shown.connect(lambda _case: window.enable_acts())
        self.acts.said.connect(window.status.notice)
        self.acts.noticed.connect(window.notices.remark)
        self.acts.troubled.connect(window.show_trouble)

    def _show_menu(self, window: MainWindow, place: QPoint) -> None:
        """Show what can be done with the case at a place, which is the chosen one by then."""
        index = window.inbox.list.indexAt(place)
        if not index.isValid():
            return
        case_id = window.inbox.model.id_at(index.row())
        if case_id is not None and not window.inbox.model.is_marked(case_id):
            window.inbox.unmark()  # what is chosen in the menu is for the case under it
        menu = QMenu(window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        every = window.actions_by_name
        for name in window.mode.in_context:
            menu.addAction(every[name])
        menu.popup(window.inbox.list.viewport().mapToGlobal(place))

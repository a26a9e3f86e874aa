"""A person's acts on the open case's contact: link, merge, edit, take apart.

Reads what the pane shows beyond the case (`ContactCard`) on the reader lane, writes through
the case page; every act can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.domain.contacts import Contact, Handle, Merge, Phone, Suggestion
from console.language import tr
from ui import browser, contact_words
from ui.plain import isolated

if TYPE_CHECKING:
    from console.desk import Desk
    from console.domain.cases import CaseView
    from console.domain.changes import Changes
    from console.domain.ids import ContactId
    from console.errors import DeskError
    from ui.case_page import CasePage
    from ui.contact_view import ContactView
    from ui.link_dialog import LinkDialog
    from ui.main_window import MainWindow

NETWORK = "x"
"""Where a handle is from that is linked to somebody who was never seen on a network."""
TAKES_BACK = tr("Ctrl+Z takes it back.")


class PeopleActs(QObject):
    """Acts on a contact that can be undone."""

    def __init__(
        self, window: MainWindow, page: CasePage, view: ContactView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._page, self._view = window, page, view
        page.shown.connect(self._read_card)
        view.edit_wanted.connect(self.edit)
        view.link_wanted.connect(self.link)
        view.unlink_wanted.connect(self._unlink)
        view.suggestion_taken.connect(self._take)
        view.suggestion_refused.connect(self._refuse)
        view.apart_wanted.connect(self._take_apart)
        view.dial_wanted.connect(browser.dial)
        view.notes.drafted.connect(self._keep_draft)
        view.notes.written.connect(self._keep_notes)

    @Slot()
    def link(self) -> None:
        """Link a handle, a number or another contact to the contact."""
        self._ask(merges=False)

    @Slot()
    def merge(self) -> None:
        """Make the contact one with another."""
        self._ask(merges=True)

    @Slot()
    def edit(self) -> None:
        """Change name and tags."""
        from ui.contact_dialog import ContactDialog

        contact = self._contact
        if contact is None:
            return
        dialog = ContactDialog(contact, self._window)

        def save(name: str, tags: tuple[str, ...]) -> None:
            self._window.lanes.writer.submit(
                lambda desk: desk.contacts.edit(contact.id, name, tags),
                lambda changes: self._done(
                    changes,
                    dialog.stored,
                    tr("Changed. {takes_back}").format(takes_back=TAKES_BACK),
                ),
                dialog.refuse,
                receiver=dialog,
            )

        dialog.save_wanted.connect(save)
        self._page.turned.connect(dialog.reject)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @property
    def _contact(self) -> Contact | None:
        """Return the contact as far as it was read; None where no case is open."""
        case, card = self._page.case, self._view.card
        if case is None:
            return None
        return case.contact if card is None else card.contact

    def _ask(self, *, merges: bool) -> LinkDialog | None:
        from ui.link_dialog import LinkDialog

        contact, window = self._contact, self._window
        if contact is None:
            return None
        known = [each.network for each in contact.handles]
        if window.overview is not None:  # where we are ourselves they will write
            known += [each.network for each in window.overview.accounts]
        network = next(iter(known), NETWORK)
        dialog = LinkDialog(
            contact, network, window.theme, window.lanes.reader, window, merges=merges
        )

        def link(act: Callable[[Desk], Changes]) -> None:
            merges = dialog.option is not None and dialog.option.merges
            said = tr("Merged.") if merges else tr("Linked.")
            done = f"{said} {TAKES_BACK}"
            window.lanes.writer.submit(
                act,
                lambda changes: self._done(changes, dialog.stored, done),
                dialog.refuse,
                receiver=dialog,
            )

        dialog.wanted.connect(link)
        self._page.turned.connect(dialog.reject)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _done(self, changes: Changes, close: Callable[[], None], said: str) -> None:
        close()
        self._tell(said, changes)

    def _tell(self, said: str, changes: Changes) -> None:
        self._window.status.notice(said)
        self._page.changed.emit(changes)

    def _write(self, act: Callable[[Desk], Changes], said: str) -> None:
        self._window.lanes.writer.submit(
            act, partial(self._tell, said), self._page.troubled.emit, receiver=self
        )

    @Slot(object)
    def _unlink(self, one: Handle | Phone) -> None:
        contact = self._contact
        if contact is None:
            return
        if isinstance(one, Phone):
            act: Callable[[Desk], Changes] = partial(_unlink_number, contact.id, one)
            said = tr("Unlinked {number}; calls stay. {takes_back}").format(
                number=isolated(one.shown), takes_back=TAKES_BACK
            )
        else:
            act = partial(_unlink_handle, contact.id, one)
            said = tr("Unlinked @{handle}; its posts went along. {takes_back}").format(
                handle=one.handle, takes_back=TAKES_BACK
            )
        self._write(act, said)

    @Slot(object)
    def _take(self, suggestion: Suggestion) -> None:
        dialog = self._ask(merges=False)
        if dialog is not None:
            dialog.propose(suggestion.other)

    @Slot(object)
    def _refuse(self, suggestion: Suggestion) -> None:
        contact = self._contact
        if contact is None:
            return
        other = suggestion.other

        def told(changes: Changes) -> None:
            who = contact_words.title(other)
            self._tell(
                tr("{who} is not suggested again. {takes_back}").format(
                    who=who, takes_back=TAKES_BACK
                ),
                changes,
            )
            self._read_card(self._page.case)

        self._window.lanes.writer.submit(
            lambda desk: desk.contacts.keep_apart(contact.id, other.id),
            told,
            self._page.troubled.emit,
            receiver=self,
        )

    @Slot(object)
    def _take_apart(self, merge: Merge) -> None:
        self._write(
            lambda desk: desk.contacts.unmerge(merge.id),
            tr("Two contacts again. {takes_back}").format(takes_back=TAKES_BACK),
        )

    @Slot(object, str)
    def _keep_draft(self, contact_id: ContactId, text: str) -> None:
        self._window.lanes.writer.submit(
            lambda desk: desk.contacts.keep_notes_draft(contact_id, text), key="notes draft"
        )

    @Slot(object, str)
    def _keep_notes(self, contact_id: ContactId, text: str) -> None:
        def failed(error: DeskError) -> None:
            self._view.notes.give_back(contact_id, text)
            self._page.troubled.emit(error)

        self._window.lanes.writer.submit(
            lambda desk: desk.contacts.set_notes(contact_id, text),
            self._page.changed.emit,
            failed,
            receiver=self,
        )

    @Slot(object)
    def _read_card(self, case: CaseView | None) -> None:
        if case is not None:
            contact_id = case.contact.id
            self._window.lanes.reader.submit(
                lambda desk: desk.contacts.get(contact_id),
                self._view.show_card,
                _pass_over,
                receiver=self._view,
                key="contact",
            )


def _unlink_number(contact_id: ContactId, phone: Phone, desk: Desk) -> Changes:
    return desk.contacts.unlink_number(contact_id, phone.number)


def _unlink_handle(contact_id: ContactId, handle: Handle, desk: Desk) -> Changes:
    return desk.contacts.unlink_handle(contact_id, handle.network, handle.handle)


def _pass_over(_error: DeskError) -> None:
    """Do nothing: the contact became part of another meanwhile, and its case is read anew."""

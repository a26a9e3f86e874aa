"""The contact beside the case: who writes, by what and why we know them, their other cases.

Shows what the case view holds at once, and what else is known (`show_card`) when it was
read; reads nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.cases import CaseRow, CaseView
from console.domain.contacts import Contact, ContactCard, Handle, Merge, Phone, Suggestion
from console.domain.ids import ContactId
from console.language import tr
from console.text.hidden_signs import copied
from ui import contact_words, plain, reading_order, words
from ui.contact_lines import ICON, LineAct, Lines
from ui.contact_notes import ContactNotes
from ui.icons import Icons
from ui.key_tip import KeyTip
from ui.margins import set_margins
from ui.tag_chips import TagChips
from ui.theme import HALF, UNIT, Theme
from ui.two_line_button import TwoLineButton

NOTHING = tr("Open a case to see who writes.")


class ContactView(QWidget):
    """Who the open case is with: handles, numbers, notes, suggestions, cases, merges.

    Signals:
        fold_wanted: the person wants the pane away.
        case_wanted(CaseRow): open this other case.
        note_wanted: note a call with this contact.
        address_wanted(str): open this page in the browser.
        dial_wanted(str): dial this address (`tel:`).
        edit_wanted, link_wanted: change name and tags; link a handle or number.
        unlink_wanted(Handle or Phone): take this from the contact.
        suggestion_taken(Suggestion), suggestion_refused(Suggestion): the same person, or not.
        apart_wanted(Merge): make two contacts of one again.
    """

    fold_wanted = Signal()
    case_wanted = Signal(object)
    note_wanted = Signal()
    address_wanted = Signal(str)
    dial_wanted = Signal(str)
    edit_wanted = Signal()
    link_wanted = Signal()
    unlink_wanted = Signal(object)
    suggestion_taken = Signal(object)
    suggestion_refused = Signal(object)
    apart_wanted = Signal(object)

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._theme, self._icons, self._now = theme, Icons(theme), now
        self._read_only = False
        self._case: CaseView | None = None
        self._card: ContactCard | None = None
        self._said: object = None
        """What is shown, as far as it was read: the same is not built again."""
        self._national: dict[str, tuple[str, str]] = {}
        """How numbers are written and dialled, as cards told; a case view does not."""
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Contact"))
        self.fold = self._fold_button()
        top = QHBoxLayout()
        set_margins(top, 2 * UNIT, UNIT, UNIT, 0)
        top.addWidget(plain.label(tr("Contact"), "quiet", theme.small_font()), 1)
        top.addWidget(self.fold)
        self.notes = ContactNotes(theme)
        self._head, self._rest = self._lines(), self._lines()
        self.pane = self._scrolled()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.pane, 1)
        theme.changed.connect(self._repaint)
        self._paint_fold()
        self.show_case(None)

    def let_read_only(self) -> None:
        """Offer nothing any more that changes what is stored."""
        self._read_only = True
        self.notes.setReadOnly(True)
        self.notes.setPlaceholderText(tr("No notes"))
        self._said = None
        self.show_case(self._case)

    @property
    def card(self) -> ContactCard | None:
        """Return all that was read of the contact that is shown; None before it was."""
        return self._card

    def show_case(self, case: CaseView | None) -> None:
        """Show the contact of a case, None for none."""
        self._case = case
        if case is None or (self._card and self._card.contact.id != case.contact.id):
            self._card = None
        if case is None:
            self.notes.finish()
            self._said = None
            self._put(self._lines(), self._lines())
            self._head.text(NOTHING)
            self._show_lines()
            self._about_notes.hide()
        else:
            self._show(case.contact.id, case.contact.notes)

    def show_card(self, card: ContactCard) -> None:
        """Show all that was read of a contact, where it is the one that is shown."""
        if self._case is None or card.contact.id != self._case.contact.id:
            return
        self._card = card
        for phone in card.contact.phones:
            self._national[phone.number] = (phone.national, phone.dial)
        self._show(card.contact.id, card.contact.notes)
        if card.notes_draft is not None and not self._read_only:
            self.notes.recover(card.notes_draft)

    def _show(self, contact_id: ContactId, notes: str) -> None:
        self.notes.show_notes(contact_id, notes)
        self._about_notes.show()
        assert self._case is not None, "there is a contact to show"
        case, card = self._case, self._card
        numbers = tuple(self._national.get(phone.number) for phone in case.contact.phones)
        said = (case.contact, case.others, numbers, card and (card.suggestions, card.merges))
        if said == self._said:
            return
        self._said = said
        place = self.pane.verticalScrollBar().value()
        self._put(self._lines(), self._lines())
        self._fill_head(case.contact, card)
        self._fill_rest(case, card)
        self._show_lines()
        self._column.activate()  # else what is below stands in the old room for a moment
        self.pane.verticalScrollBar().setValue(place)

    def _fill_head(self, contact: Contact, card: ContactCard | None) -> None:
        head = self._head
        name, seed = contact.title, contact.handles[0].handle if contact.handles else ""
        letters = words.initials(name.lstrip("@"))
        head.name(contact_words.title(contact), letters, seed or name or "?", self.edit_wanted.emit)
        if contact.tags:
            chips = TagChips(self._theme)
            head.column.addSpacing(HALF)
            head.column.addWidget(chips)
            chips.show_words("", contact.tags)
        head.section(tr("Handles"))
        for handle in contact.handles:
            self._add_handle(head, contact, handle)
        if not contact.handles:
            head.text(tr("None known. Wrote or called off the network."))
        head.section(tr("Phone numbers"))
        for phone in contact.phones:
            self._add_phone(head, phone)
        if not contact.phones:
            head.text(tr("None known. A call note can bring one."))
        head.column.addSpacing(HALF)
        head.offers(
            (tr("Note a call"), tr("Note a call with this contact"), self.note_wanted.emit),
            (tr("Link…"), tr("Link a handle or number"), self.link_wanted.emit),
        )
        suggestions = () if card is None else card.suggestions
        if suggestions:
            head.section(tr("Maybe the same person"))
        for place, suggestion in enumerate(suggestions):
            head.column.addSpacing(UNIT if place else 0)
            self._add_suggestion(head, suggestion)

    def _fill_rest(self, case: CaseView, card: ContactCard | None) -> None:
        rest = self._rest
        rest.section(tr("Other cases"))
        for row in case.others:
            rest.column.addWidget(self._other(row))
        if not case.others:
            rest.text(tr("No other cases."))
        if card is not None and card.merges:
            rest.section(tr("Merged into this contact"))
            for merge in card.merges:
                self._add_merge(rest, merge)

    def _add_handle(self, head: Lines, contact: Contact, handle: Handle) -> None:
        text = contact_words.handle(handle)
        acts = [LineAct("copy", tr("Copy {text}").format(text=text), lambda: _copy(text))]
        if handle.network == "x" and handle.handle:
            page = f"https://x.com/{handle.handle}"
            open_page = LineAct(
                "external", tr("Open {text} on X").format(text=text), lambda: self._open(page)
            )
            acts.append(open_page)
        if handle.handle and (handle.basis or len(contact.handles) > 1):
            acts.append(_unlink(text, lambda: self.unlink_wanted.emit(handle)))
        head.line(text, acts)
        head.text(contact_words.handle_facts(handle))

    def _add_phone(self, head: Lines, phone: Phone) -> None:
        national, dial = self._national.get(phone.number, (phone.national, phone.dial))
        shown = national or phone.number
        acts = [
            LineAct("copy", tr("Copy {text}").format(text=shown), lambda: _copy(shown)),
            _unlink(shown, lambda: self.unlink_wanted.emit(phone)),
        ]
        if dial:
            acts.insert(
                0,
                LineAct(
                    "phone",
                    tr("Call {number}").format(number=shown),
                    lambda: self.dial_wanted.emit(dial),
                ),
            )
        head.line(plain.isolated(shown), acts)
        head.text(contact_words.basis(phone.basis, phone.linked_at))

    def _add_suggestion(self, head: Lines, suggestion: Suggestion) -> None:
        other = contact_words.title(suggestion.other)
        head.text(other, "")
        if known := contact_words.known_by(suggestion.other):
            head.text(known)
        head.text(contact_words.suggestion(suggestion))
        head.offers(
            (
                tr("Link…"),
                tr("Link with {other}").format(other=other),
                lambda: self.suggestion_taken.emit(suggestion),
            ),
            (
                tr("Not the same"),
                tr("{other} is not the same person").format(other=other),
                lambda: self.suggestion_refused.emit(suggestion),
            ),
        )

    def _add_merge(self, rest: Lines, merge: Merge) -> None:
        rest.text(contact_words.merged(merge), "")
        rest.text(contact_words.merge_facts(merge))
        name = plain.isolated(merge.gone_name)
        whose = (
            tr("Take {name} apart again").format(name=name)
            if name
            else tr("Take the contact apart again")
        )
        rest.offers((tr("Take apart"), whose, lambda: self.apart_wanted.emit(merge)))

    def _other(self, row: CaseRow) -> TwoLineButton:
        """Return a button that opens another case: its state and age over its beginning."""
        now, state = self._now(), words.STATES[row.state]
        button = TwoLineButton(
            self._theme,
            f"{state[:1].upper()}{state[1:]}  ·  {words.age(row.last_at, now)}",
            plain.isolated(row.snippet),
        )
        button.clicked.connect(lambda: self.case_wanted.emit(row))
        return button

    def _open(self, page: str) -> None:
        self.address_wanted.emit(page)

    def _lines(self) -> Lines:
        return Lines(self._theme, self._icons, read_only=self._read_only)

    def _put(self, head: Lines, rest: Lines) -> None:
        """Replace what stands above and below the notes, which stay."""
        for old, new in ((self._head, head), (self._rest, rest)):
            self._column.replaceWidget(old, new)
            old.hide()
            old.deleteLater()
        self._head, self._rest = head, rest

    def _show_lines(self) -> None:
        """Show them now: a layout does so at the next turn, and the pane is empty till then."""
        self._head.show()
        self._rest.show()
        reading_order.in_turn(self.pane, [self._head, self._about_notes, self._rest])

    def _scrolled(self) -> QScrollArea:
        page = QWidget()
        page.setObjectName("panel")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(2 * UNIT - 2, HALF, 2 * UNIT - 2, 2 * UNIT)
        self._column.setSpacing(0)
        self._about_notes = self._notes_with_label()
        for part in (self._head, self._about_notes, self._rest):
            self._column.addWidget(part)
        self._column.addStretch()
        pane = QScrollArea()
        pane.setFrameShape(QFrame.Shape.NoFrame)
        pane.setWidgetResizable(True)
        pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        pane.setAccessibleName(tr("Contact"))
        pane.setObjectName("pane")
        pane.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        pane.setWidget(page)
        return pane

    def _notes_with_label(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 2 * UNIT, 0, 0)
        column.setSpacing(HALF)
        label: QLabel = plain.label(tr("Notes"), "quiet", self._theme.small_font())
        label.setBuddy(self.notes)
        column.addWidget(label)
        column.addWidget(self.notes)
        return holder

    def _fold_button(self) -> QToolButton:
        fold = QToolButton()
        fold.setObjectName("flat")
        fold.setIconSize(QSize(ICON, ICON))
        fold.setAccessibleName(tr("Fold the contact away"))
        KeyTip(fold, tr("Fold the contact away"), "contact")
        fold.clicked.connect(self.fold_wanted)
        return fold

    @Slot()
    def _repaint(self) -> None:
        self._paint_fold()
        self._said = None
        if self._case is not None:
            self._show(self._case.contact.id, self._case.contact.notes)
        else:
            self.show_case(None)

    def _paint_fold(self) -> None:
        self.fold.setIcon(self._icons.icon("panel-right", "quiet"))


def _unlink(text: str, run: Callable[[], None]) -> LineAct:
    return LineAct("close", tr("Unlink {text}").format(text=text), run, changes=True)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(copied(text))

"""Two cases made one, and one made two: what is asked before, and what is done then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox

from console.desk import Desk
from console.domain.cases import CaseRow, CaseView
from console.domain.changes import Changes
from console.domain.contacts import ContactHit
from console.domain.ids import CaseId, ContactId, MessageId
from console.language import plural, tr
from ui import case_words, words
from ui.case_doing import TAKES_BACK, CaseDoing, Meant
from ui.plain import isolated

if TYPE_CHECKING:
    from ui.quick_chooser import Choice, QuickChooser

Found = tuple[CaseView, tuple[ContactHit, ...]]
"""A case, with what a query found among contacts."""


class CaseJoining(QObject):
    """Merge and split.

    Signals:
        contacts_wanted: the cases are of two contacts that a person wants to make one first.
    """

    contacts_wanted = Signal()

    def __init__(self, doing: CaseDoing) -> None:
        super().__init__(doing)
        self._doing = doing

    @Slot()
    def merge(self) -> None:
        """Choose the case that the meant ones go into."""
        from ui.quick_chooser import QuickChooser

        meant = self._doing.meant()
        if meant is None:
            return
        many = len(meant.ids) > 1
        page = self._doing.page
        chooser = QuickChooser(
            tr("Keep which of {whose}?").format(whose=meant.whose)
            if many
            else tr("Merge case of {whose} into").format(whose=meant.whose),
            None,
            page.theme,
            page.window(),
            hint=tr("Type to find") if many else tr("Find by name, handle or number"),
            elsewhere=not many,
            nothing=tr("No other case is found."),
        )
        chooser.begin()
        chooser.chosen.connect(lambda row: self._merge(meant, row))
        if many:
            self._doing.read(
                lambda desk: desk.cases.rows(ids=meant.ids, limit=len(meant.ids)),
                lambda rows: chooser.show_choices([self._choice(row) for row in rows]),
                chooser,
            )
        else:
            self._offer(chooser, meant, "")
            chooser.typed.connect(lambda query: self._offer(chooser, meant, query))

    @Slot()
    def split(self) -> None:
        """Choose the messages of the open case that become a case of their own."""
        from ui.split_dialog import SplitDialog

        page = self._doing.page
        case = page.case
        if case is None:
            return
        if len(case.messages) < 2:
            self._doing.said.emit(tr("This case has one message: there is nothing to split off."))
            return
        row, here = case.row, page.timeline.currentIndex().row()
        at_key = page.timeline.hasFocus() and here > 0
        dialog = SplitDialog(case.messages, page.now(), page.window(), at=here if at_key else None)
        dialog.split_wanted.connect(lambda ids: self._split(row, ids))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _offer(self, chooser: QuickChooser, meant: Meant, query: str) -> None:
        """Offer the same contact's other cases, and by a query those of others too."""
        (case_id,) = meant.ids

        def read(desk: Desk) -> Found:
            case = desk.cases.view(case_id)
            return case, desk.contacts.find(query) if query else ()

        def show(found: Found) -> None:
            case, hits = found
            same = [self._choice(row) for row in case.others if _holds(row, query)]
            others = [_of_another(hit) for hit in hits if hit.contact.id != case.row.contact_id]
            chooser.show_choices([*same, *others], filtered=False)

        self._doing.read(read, show, chooser, key="merge")

    def _choice(self, row: CaseRow) -> Choice:
        from ui.quick_chooser import Choice

        age = words.age(row.last_at, self._doing.page.now())
        said = isolated(row.name) or case_words.NO_NAME
        return Choice(
            f"{said}: {case_words.snippet(row)}",
            f"{case_words.STATES[row.state]}  ·  {age}",
            row.id,
        )

    def _merge(self, meant: Meant, into: object) -> None:
        """Merge into the case chosen; of another contact's first the contacts have to be one."""
        if isinstance(into, _Other):
            self._ask_for_contacts(into.name)
            return
        if not isinstance(into, int):
            return
        target = CaseId(into)
        count = len({*meant.ids} - {target})
        said = tr("Merged {cases} into this one. {takes_back}").format(
            cases=plural(count, "{count} case", "{count} cases"), takes_back=TAKES_BACK
        )

        untouched = self._doing.untouched()

        def done(changes: Changes) -> None:
            may_turn = untouched()
            self._doing.changed.emit(changes)
            self._doing.said.emit(said)
            self._doing.show_if(may_turn, target)

        self._doing.inbox.unmark()
        self._doing.write(lambda desk: desk.triage.merge(meant.ids, target), done)

    def _ask_for_contacts(self, name: str) -> None:
        box = QMessageBox(self._doing.page.window())
        box.setWindowTitle(tr("Merge cases"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            tr("{name} is another contact.").format(name=isolated(name) or tr("The other customer"))
        )
        box.setInformativeText(
            tr(
                "Cases of two contacts cannot be one. If they are the same person, merge "
                "the contacts first; then the cases can be merged."
            )
        )
        merge = box.addButton(tr("Merge contacts…"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        merge.clicked.connect(self.contacts_wanted)
        box.setDefaultButton(merge)
        box.setEscapeButton(cancel)
        box.finished.connect(box.deleteLater)
        box.open()

    def _split(self, row: CaseRow, ids: tuple[MessageId, ...]) -> None:
        untouched = self._doing.untouched()

        def done(made: tuple[CaseId, Changes]) -> None:
            may_turn = untouched()
            self._doing.changed.emit(made[1])
            what = plural(len(ids), "{count} message", "{count} messages")
            self._doing.said.emit(
                tr("{messages} moved into a case of their own. {takes_back}").format(
                    messages=what, takes_back=TAKES_BACK
                )
            )
            self._doing.show_if(may_turn, made[0])

        self._doing.write(lambda desk: desk.triage.split(row.id, ids), done)


class _Other:
    """The value of a choice that stands for another contact."""

    def __init__(self, contact_id: ContactId, name: str) -> None:
        self.contact_id, self.name = contact_id, name


def _holds(row: CaseRow, query: str) -> bool:
    said = f"{row.name} {row.handle} {row.snippet}".casefold()
    return all(word in said for word in query.casefold().split())


def _of_another(hit: ContactHit) -> Choice:
    from ui.quick_chooser import Choice

    handle = next((f"@{one.handle}" for one in hit.contact.handles if one.handle), "")
    name = hit.contact.name or handle or case_words.NO_NAME
    return Choice(name, tr("another contact"), _Other(hit.contact.id, name))

"""The dialog that links a number, a handle or another contact to the open case's contact.

What is typed is looked for as one types; what linking would do is said in words before it is
done, and nothing is linked without a basis. It stays open until that is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.desk import Desk
from console.desk.contact_input import LONGEST_BASIS
from console.domain.changes import Changes
from console.domain.contacts import Contact
from console.errors import DeskError
from console.language import numeral, tr, tr_in
from console.store.vocabulary import WordList
from ui import contact_words, link_options, plain, read_out
from ui.lanes import Lane
from ui.link_options import LinkOption
from ui.list_finder import ListFinder
from ui.override import override
from ui.quick_choices import ROW_HEIGHT, Choice, ChoiceDelegate, Choices
from ui.theme import HALF, UNIT, Theme

WIDTH, ROWS = 62 * UNIT, 5
LINK_HINT = tr("Number, @handle or name")
MERGE_HINT = tr("Name, @handle or number of the other contact")
NONE_YET = tr("What belongs to the same person: found as you type.")
NOTHING = tr("Nobody is found, and it is neither a number nor a handle.")
NOBODY = tr("Nobody else is found.")
LOOKING = tr("Looking…")
WHY = tr("How do you know?")


class LinkDialog(QDialog):
    """Asks what is to be linked, and on what basis.

    Signals:
        wanted(object): this act (`Desk` -> `Changes`); `stored` or `refuse` is the answer.
    """

    wanted = Signal(object)

    def __init__(
        self,
        contact: Contact,
        network: str,
        theme: Theme,
        reader: Lane,
        parent: QWidget | None = None,
        *,
        merges: bool = False,
    ) -> None:
        """Take the contact, the network of a new handle, and whether only contacts are found."""
        super().__init__(parent)
        self._contact, self._network, self._reader = contact, network, reader
        self._merges, self._busy = merges, False
        self._looking = False
        """Whether what is listed was found for what stood in the field before."""
        who = contact_words.title(contact)
        self.setWindowTitle(tr("Merge contacts") if merges else tr_in("verb", "Link"))
        self.setFixedWidth(WIDTH)
        self.title = plain.label(
            tr("Merge with {who}").format(who=who)
            if merges
            else tr("Link to {who}").format(who=who),
            "title",
        )
        self.title.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setPlaceholderText(MERGE_HINT if merges else LINK_HINT)
        self.field.setAccessibleName(self.field.placeholderText())
        read_out.describe_field(self.field)
        self.field.setMaxLength(200)
        self.model = Choices(free_text=False, parent=self)
        self.list = self._make_list(theme)
        self.basis = QComboBox()
        self.basis.setEditable(True)
        self.basis.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        edit = self.basis.lineEdit()
        assert edit is not None, "it is editable"
        edit.setPlaceholderText(tr("Choose, or say it in your own words"))
        edit.setMaxLength(LONGEST_BASIS)
        self.link_button = QPushButton(tr_in("verb", "Link"))
        self.said = _wrapped("quiet")
        self.message = _wrapped("danger")
        self.message.hide()
        self._lay_out(self._button_row())
        self.finder = ListFinder(self.field, self.list, takes_enter=False)
        self.finder.stepped.connect(self._judge)
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._go_on)
        self.basis.editTextChanged.connect(self._judge)
        reader.submit(
            lambda desk: desk.vocabulary.words(WordList.BASES), self._offer, receiver=self
        )
        self._show((), NONE_YET)
        self.field.setFocus()

    def propose(self, other: Contact) -> None:
        """Offer another contact, who may be the same person."""
        self._show((link_options.of_contact(other, self._contact),), "")

    def stored(self) -> None:
        """Close: it is done."""
        self._busy = False
        self.accept()

    def refuse(self, error: DeskError) -> None:
        """Say why it could not be done; what was entered stays."""
        self._busy = False
        self._judge()
        self.message.setText(f"{error.message} {error.advice}")
        self.message.show()

    @override
    def reject(self) -> None:
        if not self._busy:
            super().reject()

    @property
    def option(self) -> LinkOption | None:
        """Return what is chosen; None while it is looked for."""
        if self._looking:
            return None
        one = self.model.at(self.list.currentIndex().row())
        return one.value if one is not None and isinstance(one.value, LinkOption) else None

    @Slot(object)
    def _offer(self, bases: tuple[str, ...]) -> None:
        typed = self.basis.currentText()
        self.basis.clear()
        self.basis.addItems(list(bases))
        self.basis.setCurrentIndex(-1)
        self.basis.setEditText(typed)

    @Slot(str)
    def _find(self, text: str) -> None:
        query = text.strip()
        job: Callable[[Desk], tuple[LinkOption, ...]] = partial(
            link_options.read,
            contact=self._contact,
            network=self._network,
            query=query,
            contacts_only=self._merges,
        )
        none = (NOBODY if self._merges else NOTHING) if query else NONE_YET
        self._looking, self._none = True, LOOKING
        self._judge()
        self.finder.tell("")
        self._reader.submit(
            job, lambda found: self._show(found, none), self.refuse, receiver=self, key="link"
        )

    def _show(self, options: tuple[LinkOption, ...], none: str) -> None:
        choices = [Choice(one.text, one.note, one) for one in options]
        self.model.show(choices, filtered=False)
        self._looking, self._none = False, none
        self.list.setCurrentIndex(self.model.index(0))
        self._judge()
        count = tr("{count} found").format(count=numeral(len(options)))
        self.finder.tell(count if options else none if none != NONE_YET else "")

    @Slot()
    def _judge(self) -> None:
        option = self.option
        self.message.hide()
        self.said.setText(self._none if option is None else option.said)
        basis = self.basis.currentText().strip()
        self.link_button.setEnabled(option is not None and bool(basis) and not self._busy)
        merges = self._merges or (option is not None and option.merges)
        self.link_button.setText(tr("Merge") if merges else tr_in("verb", "Link"))

    @Slot()
    def _go_on(self) -> None:
        """Go from the field to the basis, which is still lacking; with one, Enter links."""
        if self.option is not None and not self.basis.currentText().strip():
            self.basis.setFocus()
            self.basis.showPopup()

    @Slot()
    def _link(self) -> None:
        option = self.option
        if option is None or self._busy:
            return
        self._busy = True
        self._judge()
        act: Callable[[Desk], Changes] = option.act(
            self._contact.id, self._network, self.basis.currentText()
        )
        self.wanted.emit(act)

    def _make_list(self, theme: Theme) -> QListView:
        listed = QListView()
        listed.setFrameShape(QFrame.Shape.NoFrame)
        listed.setAccessibleName(tr("Found"))
        listed.setModel(self.model)
        listed.setItemDelegate(ChoiceDelegate(theme, ticks=False, parent=self))
        listed.setUniformItemSizes(True)
        listed.setMouseTracking(True)
        listed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        listed.setFixedHeight(ROWS * ROW_HEIGHT)
        listed.clicked.connect(self._take)
        return listed

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self._judge()

    def _lay_out(self, buttons: QHBoxLayout) -> None:
        why = plain.label(WHY, "quiet")
        why.setBuddy(self.basis)
        basis = QVBoxLayout()
        basis.setSpacing(HALF)
        basis.addWidget(why)
        basis.addWidget(self.basis)
        found = QVBoxLayout()
        found.setSpacing(UNIT)
        found.addWidget(self.field)
        found.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT + HALF)
        column.addWidget(self.title)
        column.addLayout(found)
        # What will happen keeps its room, so that nothing moves as one types.
        self.said.setMinimumHeight(3 * self.said.fontMetrics().lineSpacing())
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.said)
        column.addLayout(basis)
        column.addWidget(self.message)
        column.addLayout(buttons)

    def _button_row(self) -> QHBoxLayout:
        cancel = QPushButton(tr("Cancel"))
        cancel.setAutoDefault(False)  # Enter links, or does nothing
        cancel.clicked.connect(self.reject)
        self.link_button.setObjectName("primary")
        self.link_button.setDefault(True)
        self.link_button.clicked.connect(self._link)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.link_button)
        return row


def _wrapped(name: str) -> QLabel:
    label = plain.label("", name)
    label.setWordWrap(True)
    return label

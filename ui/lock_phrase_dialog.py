"""Sets, changes or removes the passphrase of the lock; who changes it has to know the old one."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.domain import lock_phrase
from console.domain.lock_phrase import LEAST, MOST
from console.language import plural, tr, tr_in
from ui import plain, preferences_form
from ui.theme import UNIT, Theme

FORGOTTEN = tr(
    "Nobody can tell you a forgotten one. Whoever can open your files can remove it: close the"
    " desk and empty “lock_phrase” in settings.json, in the data folder. Nothing else is lost."
)
WIDTH = 54 * UNIT


class LockPhraseDialog(QDialog):
    """Asks for the old passphrase, if there is one, and twice for the new one.

    Signals:
        chosen(str): what tells the new passphrase from now on; empty where it is removed.
        missed: the old one was wrong; whoever outlives the dialog counts that.
    """

    chosen = Signal(str)
    missed = Signal()

    def __init__(self, seal: str, theme: Theme, parent: QWidget, *, removes: bool) -> None:
        super().__init__(parent)
        self._seal = seal if lock_phrase.is_whole(seal) else ""
        self._removes, self._theme = removes, theme
        self._wrong = 0
        name, does = (
            (tr("Remove passphrase"), tr("Remove"))
            if removes
            else (tr("Change passphrase"), tr_in("verb", "Change"))
            if seal
            else (tr("Set passphrase"), tr("Set"))
        )
        self.setWindowTitle(name)
        self.old, self.new, self.again = (_field() for _ in range(3))
        self.trouble = plain.label("", "danger", theme.small_font())
        self.trouble.setWordWrap(True)
        self.trouble.setVisible(False)
        buttons = QDialogButtonBox()
        self.accept_button = QPushButton(does)
        self.accept_button.setObjectName("primary")
        self.accept_button.setDefault(True)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        column = self._column = QVBoxLayout(self)  # here, or in what scrolls it in a small room
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addWidget(plain.label(name, "title"))
        column.addLayout(self._form())
        column.addWidget(self.trouble)
        if not removes:
            column.addWidget(self._quiet(FORGOTTEN))
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(WIDTH)
        self._fit()
        (self.old if self._seal else self.new).setFocus()

    def _form(self) -> QGridLayout:
        form = QGridLayout()
        form.setHorizontalSpacing(2 * UNIT)
        form.setVerticalSpacing(UNIT)
        form.setColumnStretch(1, 1)
        rows = [(tr("Present passphrase"), self.old)] if self._seal else []
        if not self._removes:
            rows += [(tr("New passphrase"), self.new), (tr("Once more"), self.again)]
        for place, (title, field) in enumerate(rows):
            field.setAccessibleName(title)
            form.addWidget(plain.label(title), place, 0)
            form.addWidget(field, place, 1)
        return form

    def _quiet(self, text: str) -> QLabel:
        label = plain.label(text, "quiet", self._theme.small_font())
        label.setWordWrap(True)
        return label

    @Slot()
    def _take(self) -> None:
        if self._seal and not lock_phrase.opens(self.old.text(), self._seal):
            self._refuse(self.old, tr("That is not the present passphrase."))
            self._wrong += 1
            if lock_phrase.wait_s(self._wrong):
                self.reject()  # guessing goes on at the lock, where it is slow
            self.missed.emit()
        elif self._removes:
            self._choose("")
        elif len(self.new.text()) < LEAST:
            self._refuse(
                self.new,
                plural(
                    LEAST, "Take at least {count} character.", "Take at least {count} characters."
                ),
            )
        elif self.new.text() != self.again.text():
            self._refuse(self.again, tr("The two are not the same."))
        else:
            self._choose(lock_phrase.sealed(self.new.text()))

    def _choose(self, seal: str) -> None:
        self.chosen.emit(seal)
        self.accept()

    def _refuse(self, field: QLineEdit, why: str) -> None:
        preferences_form.say(self.trouble, why)
        field.selectAll()
        field.setFocus()
        self._fit()

    def _fit(self) -> None:
        """Be as high as all lines need."""
        column = self._column
        column.activate()
        self.resize(WIDTH, max(column.heightForWidth(WIDTH), column.minimumSize().height()))


def _field() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaxLength(MOST)
    return field

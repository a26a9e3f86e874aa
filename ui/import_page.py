"""What a file holds and what is wanted of it, before it is taken in."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.domain.imports import FileKind, Options, Overview
from console.language import plural, tr
from console.text.post_links import HANDLE
from ui import import_words as words
from ui import plain, read_out
from ui.margins import set_margins
from ui.theme import HALF, UNIT, Theme


class ImportPage(QWidget):
    """The facts of a file over what a person may choose.

    Signals:
        chosen: something was chosen.
    """

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._seen: Overview | None = None
        self.kind, self.whose, self.holds = plain.label(), plain.label(), plain.label()
        self.note = plain.label("", "quiet")
        self.accounts = QComboBox()
        read_out.name_choice(self.accounts, tr("Our account"))
        self.messages, self._messages = self._choice(words.MESSAGES, words.MESSAGES_WHY)
        self.deleted, self._deleted = self._choice(words.DELETED, words.DELETED_WHY)
        self.quiet, self._quiet = self._choice(words.QUIET, words.QUIET_WHY)
        self.left_out = plain.label("", "quiet", theme.small_font())
        self._lay_out()
        self.accounts.currentIndexChanged.connect(self.chosen)

    @property
    def options(self) -> Options:
        """Return what is chosen."""
        return Options(
            handle=self._typed or str(self.accounts.currentData() or ""),
            add_account=bool(self.added),
            direct_messages=not self._messages.isHidden() and self.messages.isChecked(),
            deleted=not self._deleted.isHidden() and self.deleted.isChecked(),
            quiet=self._quiet.isHidden() or self.quiet.isChecked(),
        )

    @property
    def added(self) -> str:
        """Return whom the import adds as an account, without the @; empty for nobody."""
        seen = self._seen
        if seen is not None and seen.owner is not None and seen.account_id is None:
            return seen.owner.handle
        return self._typed

    @property
    def _typed(self) -> str:
        """Return the handle that a person wrote, without the @; empty where none was asked for."""
        text = self.accounts.currentText() if self.accounts.isEditable() else ""
        return text.strip().lstrip("@")

    @property
    def lacking(self) -> str:
        """Return what a person has to say first; empty where nothing is."""
        seen = self._seen
        if seen is None or seen.kind is FileKind.OWN or seen.owner is not None:
            return ""
        if self.accounts.isEditable():
            if not self._typed:
                return tr(
                    "None of your accounts turns up in this file: write the one that is yours."
                )
            return "" if HANDLE.fullmatch(self._typed) else tr("This is no handle of X.")
        return "" if self.accounts.currentData() else tr("Choose which account is yours.")

    def show_file(self, seen: Overview, now: datetime) -> None:
        """Show what a look at a file found; an import that was begun goes on as it was meant."""
        self._seen = seen
        own = seen.kind is FileKind.OWN
        self.kind.setText(words.KINDS[seen.kind])
        self.holds.setText(words.holds(seen))
        self.whose.setText(words.whose(seen))
        asks = seen.owner is None and not own
        self._show_accounts(seen if asks else None)
        self._facts.setRowVisible(self.whose, not own and not asks)
        self._facts.setRowVisible(self.accounts, asks)
        notes = [words.OWN_EXPORT if own else "", words.to_add(seen)]
        notes.append(words.earlier(seen.earlier, now))
        self.note.setText("\n".join(filter(None, notes)))
        self.note.setVisible(bool(self.note.text()))
        self._messages.setVisible(seen.messages is not None)
        self._deleted.setVisible(seen.deleted is not None)
        self._quiet.setHidden(own)
        begun = Options() if seen.earlier is None else seen.earlier.options
        self.messages.setChecked(begun.direct_messages)
        self.deleted.setChecked(begun.deleted)
        self.quiet.setChecked(begun.quiet)
        lost = sum(each.count for each in seen.left_out)
        told = "; ".join(tr(each.reason) for each in seen.left_out)
        self.left_out.setText(
            tr("{files} cannot be read: {reasons}.").format(
                files=plural(lost, "{count} file", "{count} files"), reasons=told
            )
            if lost
            else ""
        )
        self.left_out.setVisible(bool(lost))

    def _show_accounts(self, seen: Overview | None) -> None:
        blocker = QSignalBlocker(self.accounts)
        self.accounts.clear()
        handles = () if seen is None else seen.handles
        if len(handles) > 1:
            self.accounts.addItem(tr("Choose…"), "")
        for handle in handles:
            self.accounts.addItem(plain.at(handle), handle)
        asked = not handles and seen is not None
        self.accounts.setEditable(asked)
        field = self.accounts.lineEdit()
        if field is not None:
            field.setPlaceholderText(tr("@yours"))
            field.setAccessibleName(tr("Our account"))
            field.textChanged.connect(self.chosen)
        self.accounts.setEnabled(asked or len(handles) > 1)
        blocker.unblock()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        self._facts = facts = QFormLayout()
        facts.setHorizontalSpacing(2 * UNIT)
        facts.setVerticalSpacing(UNIT)
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for name, value in (
            (tr("File"), self.kind),
            (tr("Account"), self.whose),
            (tr("Our account"), self.accounts),
            (tr("Holds"), self.holds),
        ):
            title = plain.label(name, "quiet")
            title.setMinimumWidth(11 * UNIT)
            facts.addRow(title, value)
        column.addLayout(facts)
        for label in (self.note, self.left_out):
            label.setWordWrap(True)
            column.addWidget(label)
        for choice in (self._messages, self._deleted, self._quiet):
            column.addWidget(choice)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _choice(self, text: str, why: str) -> tuple[QCheckBox, QWidget]:
        """Return a box to be ticked and the two lines that hold it."""
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        box = QCheckBox(text)
        box.setAccessibleDescription(why)
        box.toggled.connect(self._tell)
        reason: QLabel = plain.label(why, "quiet", self._theme.small_font())
        reason.setWordWrap(True)
        set_margins(reason, 3 * UNIT + HALF, 0, 0, 0)
        column.addWidget(box)
        column.addWidget(reason)
        return box, both

    @Slot()
    def _tell(self) -> None:
        self.chosen.emit()

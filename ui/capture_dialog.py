"""The dialog that captures a post by hand: what an agent saw in the browser and copied.

A link pasted into it fills what it tells. Like that for call notes it stays open until
the post is stored, and asks before it throws away what was typed. Nothing is fetched
from the network.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from console.desk.posts import NewCapture
from console.domain.cases import CaseRow
from console.errors import DeskError, InputError
from console.language import tr, tr_in
from console.text import post_links
from console.text.post_links import PostLink
from ui import geometry, plain, unsaved
from ui.copied_text import PlainEdit
from ui.moment_field import MomentField
from ui.override import override
from ui.theme import HALF, UNIT

HOW = tr("For a post that no sync brings: copy its link and its text, nothing is fetched.")
NEW_CASE = tr("A new case")


class CaptureDialog(QDialog):
    """Asks for one post.

    Signals:
        save_wanted(NewCapture): this was entered; `stored` or `refuse` is the answer.
    """

    save_wanted = Signal(object)

    def __init__(
        self, now: datetime, row: CaseRow | None = None, parent: QWidget | None = None
    ) -> None:
        """Take the open case, to which the post may belong; None where none is open."""
        super().__init__(parent)
        self._now, self._row = now, row
        self._told: PostLink | None = None
        """What the link in the field tells; None for none, or one that is not understood."""
        self._busy = False
        self.setWindowTitle(tr("Capture a post"))
        self.setMinimumWidth(geometry.dialog_width(self, 65 * UNIT))
        self._make_fields()
        self.message = _words("danger")
        buttons = QDialogButtonBox()
        self.save_button = buttons.addButton(
            tr("Save post"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.save_button.setObjectName("primary")
        self.save_button.setToolTip("Ctrl+Enter")
        # Not the standard button: on some desktops that brings an icon, alone of all here.
        cancel = buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAutoDefault(False)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.save_button.click)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        head = QVBoxLayout()
        head.setSpacing(HALF)
        head.addWidget(plain.label(tr("Capture a post"), "title"))
        explanation = plain.label(HOW, "quiet")
        explanation.setWordWrap(True)
        head.addWidget(explanation)
        column.addLayout(head)
        column.addLayout(self._form())
        column.addWidget(self.message)
        column.addWidget(buttons)
        self._judge()
        self.link.setFocus()

    def capture(self) -> NewCapture:
        """Return what was entered."""
        at = datetime.fromtimestamp(self.at.dateTime().toSecsSinceEpoch(), self._now.tzinfo)
        return NewCapture(
            text=self.text.toPlainText(),
            handle=self.handle.text(),
            link=self.link.text(),
            name=self.name.text(),
            at=min(at, self._now),
            case_id=self.belongs_to.currentData(),
        )

    def stored(self) -> None:
        """Close: the post is in the file."""
        self._busy = False
        self.accept()

    def refuse(self, error: DeskError) -> None:
        """Say why it could not be stored; what was entered stays."""
        self._busy = False
        _say(self.message, f"{error.title}. {error.message} {error.advice}")
        self._judge()

    @override
    def reject(self) -> None:
        if self._busy:  # on its way into the file, it cannot be cancelled
            return
        by_link = self.handle.text() == self._filled_handle
        typed = [self.link, self.name] if by_link else [self.link, self.name, self.handle]
        texts = (*(field.text() for field in typed), self.text.toPlainText())
        if any(text.strip() for text in texts):
            unsaved.ask(self, "post", self._save, can_save=self.save_button.isEnabled())
        else:
            super().reject()

    def _make_fields(self) -> None:
        self.link = QLineEdit()
        self.link.setPlaceholderText(tr("https://x.com/ada_fern/status/…  (may be left out)"))
        self.told, self.trouble, self.doubt = map(_words, ("quiet", "danger", "warn"))
        self.handle = QLineEdit()
        self.handle.setPlaceholderText(tr("@handle"))
        self.handle.setAccessibleName(tr("Handle of the author"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("Name, if known"))
        self.name.setAccessibleName(tr("Name of the author"))
        now = QDateTime.fromSecsSinceEpoch(int(self._now.timestamp()))
        self.at = MomentField(now)
        self.at.setMaximumDateTime(now)
        self.at.setCalendarPopup(True)
        # In a layout that runs leftwards Qt turns the pattern over.
        self.at.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.at.setDisplayFormat(tr_in("date pattern", "d MMM yyyy  HH:mm"))
        self.belongs_to = QComboBox()
        self.belongs_to.addItem(NEW_CASE, None)
        if self._row is not None:
            whose = plain.isolated(self._row.name) or tr("the customer")
            self.belongs_to.addItem(
                tr("The open case of {whose}").format(whose=whose), self._row.id
            )
        self.text = PlainEdit()
        self.text.setPlaceholderText(tr("What the post says"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(12 * UNIT)
        self._filled_handle = ""
        """What a link put into the field; a person's own word is left alone."""
        self._own_time: QDateTime | None = None
        """What stood there before a link told better; None while no link tells."""
        self._case_chosen = False
        self.link.textChanged.connect(self._read_link)
        self.link.editingFinished.connect(self._tell_trouble)
        self.handle.textChanged.connect(self._propose_case)
        self.handle.textChanged.connect(self._tell)
        self.belongs_to.activated.connect(self._keep_case)
        for field in (self.handle, self.text):
            field.textChanged.connect(self._judge)

    def _form(self) -> QFormLayout:
        link = QVBoxLayout()
        link.setSpacing(HALF)
        for part in (self.link, self.told, self.trouble):
            link.addWidget(part)
        names = QHBoxLayout()
        names.setSpacing(UNIT)
        names.addWidget(self.handle)
        names.addWidget(self.name)
        author = QVBoxLayout()
        author.setSpacing(HALF)
        author.addLayout(names)
        author.addWidget(self.doubt)
        form = QFormLayout()
        form.setSpacing(UNIT)
        form.addRow(_field_label(tr("Link"), self.link), link)
        form.addRow(_field_label(tr("Author"), self.handle), author)
        form.addRow(_field_label(tr("Written"), self.at), self.at)
        form.addRow(_field_label(tr("Text"), self.text), self.text)
        if self._row is not None:
            form.addRow(_field_label(tr("Belongs to"), self.belongs_to), self.belongs_to)
        return form

    @Slot(str)
    def _read_link(self, text: str) -> None:
        """Take what the link tells; a text pasted along with it goes into its own field."""
        link, rest = post_links.apart(text)
        if link and link != text.strip() and not self.text.toPlainText().strip():
            self.text.setPlainText(rest)
            self.link.setText(link)  # comes here again
            self.link.setCursorPosition(0)  # a link is known by its beginning
            return
        try:
            self._told = post_links.read(text)
        except InputError:
            self._told = None
        _say(self.trouble, "")
        self._take_told()

    def _take_told(self) -> None:
        told = self._told
        if told is not None and self.handle.text() in ("", self._filled_handle):
            self._filled_handle = f"@{told.handle}" if told.handle else ""
            self.handle.setText(self._filled_handle)
        self._take_time(None if told is None else told.at)
        self._tell()

    def _take_time(self, told: datetime | None) -> None:
        """Show the link's time; without one, what stood there before a link told it."""
        self.at.setEnabled(told is None)
        if told is not None:
            self._own_time = self._own_time or self.at.dateTime()
            shown = min(told, self._now)
            self.at.setDateTime(QDateTime.fromSecsSinceEpoch(int(shown.timestamp())))
        elif self._own_time is not None:
            self.at.setDateTime(self._own_time)
            self._own_time = None

    @Slot()
    def _tell(self) -> None:
        """Say what was read from the link, and where a person's own word holds instead."""
        linked = "" if self._told is None else self._told.handle
        own = _bare(self.handle.text())
        same = own.casefold() == linked.casefold()
        _say(self.told, "" if self._told is None else _what_is_told(self._told, same=same))
        differs = bool(linked and own) and not same
        whose = plain.isolated(own)
        doubt = tr("The link names @{linked}; as you wrote, it is kept as @{whose}’s.").format(
            linked=linked, whose=whose
        )
        _say(self.doubt, doubt if differs else "")

    @Slot()
    def _tell_trouble(self) -> None:
        """Say what is wrong with the link, once it is no longer being typed."""
        if not self.link.text().strip() or self._told is not None:
            return
        try:
            post_links.read(self.link.text())
        except InputError as error:
            _say(self.trouble, f"{error.message} {error.advice}")

    @Slot(str)
    def _propose_case(self, handle: str) -> None:
        """Propose the open case where it is this author's; any other one a person chooses."""
        if self._row is None or self._case_chosen:
            return
        theirs = _bare(handle).casefold()
        self.belongs_to.setCurrentIndex(int(bool(theirs) and self._row.handle.casefold() == theirs))

    @Slot()
    def _keep_case(self) -> None:
        self._case_chosen = True

    @Slot()
    def _save(self) -> None:
        self._busy = True
        _say(self.message, "")
        self._judge()
        self.save_wanted.emit(self.capture())

    @Slot()
    def _judge(self) -> None:
        whole = bool(self.handle.text().strip() and self.text.toPlainText().strip())
        self.save_button.setEnabled(whole and not self._busy)


def _bare(handle: str) -> str:
    return handle.strip().removeprefix("@")


def _what_is_told(told: PostLink, *, same: bool) -> str:
    """Return what a link tells; `same` where its author stands in the field."""
    if told.at is None:
        return tr("A very old post: its link does not tell when it was written.")
    if not told.handle:
        return tr("The link tells the time, but not the author.")
    return (
        tr("Author and time are read from the link.")
        if same
        else tr("The time is read from the link.")
    )


def _field_label(text: str, field: QWidget) -> QLabel:
    label = plain.label(text)
    label.setBuddy(field)
    return label


def _words(name: str) -> QLabel:
    """Return a label that takes room only while it says something."""
    label = plain.label("", name)
    label.setWordWrap(True)
    label.setVisible(False)
    return label


def _say(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))

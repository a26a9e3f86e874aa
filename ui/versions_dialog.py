"""What the draft of a case was earlier, and how to bring it back.

Reads through the lanes and changes nothing itself: it signals which version is wanted,
and whoever owns the composer puts it there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.domain.cases import CaseRow
from console.domain.numbering import NO_NUMBERS
from console.domain.outbox import DraftVersion
from console.errors import DeskError
from console.language import plural, tr, tr_in
from console.text.split import MANUAL_BREAK
from ui import answer_clipboard, frame, geometry, plain, reading_order
from ui.copied_text import PlainEdit
from ui.elided_label import ElidedLabel
from ui.lanes import Lanes
from ui.state_view import StateView
from ui.text_changes import Change, Piece, changes
from ui.theme import HALF, UNIT, Theme
from ui.versions_list import ORIGINS_BY, VERSION, VersionsModel, moment, versions_list
from ui.wrapping_row import WrappingRow

SIZE = (880, 560)
MOST_SHOWN = 20_000
"""So many characters are shown of a text; a paragraph of more would stop the window."""
BREAK_SIGN = "¦"
"""Stands where a person's own break is: that has no width of its own."""
THIN_SPACE = "\u2009"
NONE_YET = tr("No earlier versions yet")
WHAT_IS_KEPT = tr(
    "What you write is kept at every pause, and before it is deleted or "
    "sent. As soon as there is more than what stands in the composer, you "
    "find it here."
)


class VersionsDialog(QDialog):
    """Shows the versions of one draft.

    Signals:
        wanted(DraftVersion): this one is to be brought back; `accept` or `refuse` answers.
    """

    wanted = Signal(object)

    def __init__(
        self,
        lanes: Lanes,
        row: CaseRow,
        present: str,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget,
    ) -> None:
        """Take the case, and the text that stands in its composer now."""
        super().__init__(parent)
        self._lanes, self._case_id, self._present = lanes, row.id, present
        self._theme, self._now = theme, now
        self.setWindowTitle(tr("Earlier versions"))
        self.model = VersionsModel(now, self)
        self.list = versions_list(self.model, theme)
        self.facts = plain.label("", "quiet", theme.small_font())
        self.preview = PlainEdit()
        self.preview.setReadOnly(True)
        self.preview.setFont(theme.text_font())
        self.preview.setAccessibleName(tr("Text of the chosen version"))
        self.state = StateView()
        self.message = plain.label("", "danger")
        self.message.setWordWrap(True)
        self.message.hide()
        self.copy_button = QPushButton(tr("Copy"))
        self.close_button = QPushButton(tr("Close"))
        self.bring_button = QPushButton(tr("Bring back"))
        self._stack = QStackedWidget()
        self._lay_out(
            tr("Answer to {customer}").format(
                customer=plain.isolated(row.name or tr_in("to whom", "the customer"))
            )
        )
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.doubleClicked.connect(self._bring_back)
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.reject)
        self.bring_button.clicked.connect(self._bring_back)
        self.resize(min(SIZE[0], parent.width() - 4 * UNIT), min(SIZE[1], parent.height()))
        geometry.follow_dialog(self, "versions")
        self._read()

    @property
    def chosen(self) -> DraftVersion | None:
        """Return the version that is chosen in the list."""
        found = self.list.currentIndex().data(VERSION)
        return found if isinstance(found, DraftVersion) else None

    def refuse(self, why: str) -> None:
        """Say why the wanted version could not be brought back."""
        self.message.setText(why)
        self.message.show()

    def _lay_out(self, about: str) -> None:
        right = QWidget()
        reading = QVBoxLayout(right)
        reading.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        reading.setSpacing(UNIT)
        reading.addWidget(self.facts)
        reading.addWidget(self.preview, 1)
        reading.addWidget(self._legend())
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        self.list.setMinimumWidth(30 * UNIT)
        both.addWidget(self.list)
        both.addWidget(right)
        both.setStretchFactor(1, 1)
        reading_order.as_seen(both)
        both.setSizes([320, 560])
        geometry.follow_splitter(both, "versions")
        self._stack.addWidget(self.state)
        self._stack.addWidget(both)
        head = QVBoxLayout()
        head.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, UNIT + HALF)
        head.setSpacing(HALF)
        head.addWidget(plain.label(tr("Earlier versions"), "title"))
        head.addWidget(ElidedLabel(about, "quiet"))
        foot = QVBoxLayout()
        foot.setContentsMargins(2 * UNIT, UNIT + HALF, 2 * UNIT, 2 * UNIT)
        foot.setSpacing(UNIT)
        foot.addWidget(self.message)
        foot.addLayout(self._button_row())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(frame.hairline())
        column.addWidget(self._stack, 1)
        column.addWidget(frame.hairline())
        column.addLayout(foot)

    def _legend(self) -> WrappingRow:
        """Return what the marks of the preview mean, drawn as they are."""
        row = WrappingRow(spacing=2 * UNIT)
        underlined, struck = self._theme.small_font(), self._theme.small_font()
        underlined.setUnderline(True)
        struck.setStrikeOut(True)
        self.marks = (
            plain.label(tr("only in this version"), "ok", underlined),
            plain.label(tr("only in the composer now"), "danger", struck),
        )
        self.break_mark = plain.label(
            tr("{sign} a break of your own").format(sign=BREAK_SIGN),
            "quiet",
            self._theme.small_font(),
        )
        row.add(*self.marks, self.break_mark)
        return row

    def _button_row(self) -> QHBoxLayout:
        self.bring_button.setObjectName("primary")
        self.bring_button.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self.copy_button)
        row.addStretch()
        row.addWidget(self.close_button)
        row.addWidget(self.bring_button)
        for button in (self.copy_button, self.close_button):
            button.setAutoDefault(False)  # Enter brings back
        return row

    def _show_state(self, title: str, message: str = "", advice: str = "") -> None:
        again = ((tr("Try again"), self._read),) if advice else ()
        self.state.say(title, message, advice, again)
        self._stack.setCurrentWidget(self.state)
        self._enable(on=False)

    def _enable(self, *, on: bool) -> None:
        self.copy_button.setEnabled(on)
        self.bring_button.setEnabled(on)

    @Slot()
    def _read(self) -> None:
        """Read what is stored, once what was written before has gone through its lane."""
        self._show_state(tr("Reading the versions…"))
        case_id = self._case_id

        def written(_: None) -> None:
            self._lanes.reader.submit(
                lambda desk: desk.drafts.versions(case_id), self._show, self._fail, receiver=self
            )

        self._lanes.writer.submit(lambda _desk: None, written, self._fail, receiver=self)

    @Slot(object)
    def _show(self, versions: tuple[DraftVersion, ...]) -> None:
        earlier = tuple(each for each in versions if each.text != self._present)
        if not earlier:
            self._show_state(NONE_YET, WHAT_IS_KEPT)
            return
        self.model.show_versions(earlier)
        self._stack.setCurrentIndex(1)
        self._enable(on=True)
        self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus()

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self._show_state(error.title, error.message, error.advice)

    @Slot(QModelIndex)
    def _choose(self, _index: QModelIndex) -> None:
        version = self.chosen
        if version is None:
            return
        self.message.hide()
        self.facts.setText(self._facts(version))
        self._fill((Piece(version.text[:MOST_SHOWN], Change.NONE),))
        if len(version.text) > MOST_SHOWN:
            return  # too long to be marked
        present = self._present[:MOST_SHOWN]
        self._lanes.reader.submit(
            lambda _desk: changes(present, version.text),
            partial(self._mark, version),
            receiver=self,
            key="draft version",
        )

    def _mark(self, version: DraftVersion, pieces: tuple[Piece, ...]) -> None:
        if self.chosen is version:
            self._fill(pieces)

    def _facts(self, version: DraftVersion) -> str:
        facts = [
            ORIGINS_BY[version.origin].format(agent=plain.isolated(version.agent_name)),
            moment(version, self._now()),
            tr("limit {limit}").format(limit=version.limit),
        ]
        if version.numbering != NO_NUMBERS.name:
            facts.append(
                tr("numbered {numbering}").format(numbering=version.numbering.removesuffix(" end"))
            )
        if len(version.text) > MOST_SHOWN:
            facts.append(plural(MOST_SHOWN, "the first character", "the first {count} characters"))
        return plain.joined(facts)

    def _fill(self, pieces: tuple[Piece, ...]) -> None:
        self.preview.clear()
        cursor = QTextCursor(self.preview.document())
        before = Change.NONE
        for piece in pieces:
            if (before, piece.change) == (Change.REMOVED, Change.ADDED):
                cursor.insertText(THIN_SPACE, self._format(Change.NONE))
            shown = piece.text.replace(MANUAL_BREAK, f" {BREAK_SIGN} ")
            cursor.insertText(shown, self._format(piece.change))
            before = piece.change
        for mark in self.marks:
            mark.setVisible(any(piece.change is not Change.NONE for piece in pieces))
        self.break_mark.setVisible(any(MANUAL_BREAK in piece.text for piece in pieces))

    def _format(self, change: Change) -> QTextCharFormat:
        made = QTextCharFormat()
        font = QFont(self._theme.text_font())
        font.setUnderline(change is Change.ADDED)
        font.setStrikeOut(change is Change.REMOVED)
        made.setFont(font)
        colours = {Change.ADDED: "ok", Change.REMOVED: "danger", Change.NONE: "text"}
        made.setForeground(self._theme.colour(colours[change]))
        return made

    @Slot()
    def _copy(self) -> None:
        if self.chosen is not None:
            QGuiApplication.clipboard().setMimeData(answer_clipboard.data_of(self.chosen.text))

    @Slot()
    def _bring_back(self) -> None:
        if self.chosen is not None:
            self.wanted.emit(self.chosen)

"""The saved replies in a dialog: found at the left, edited at the right.

Reads and writes through the lanes. What was changed is stored when the person goes on to
another reply, or says so; a deleted one can be brought back at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QSignalBlocker, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from console.desk import Desk
from console.domain.ids import SavedReplyId
from console.domain.saved_replies import LONGEST_NAME, NewReply, Removed, SavedReply
from console.errors import DeskError
from console.language import tr
from ui import geometry, plain, saved_values, unsaved
from ui.find_field import find_field
from ui.lanes import Lanes
from ui.override import override
from ui.saved_editor import SavedEditor
from ui.saved_files import SavedFiles
from ui.saved_frame import SavedFrame
from ui.saved_index import SavedIndex
from ui.saved_list import REPLY, SavedModel, saved_list
from ui.saved_values import Measure
from ui.theme import UNIT, Theme

T = TypeVar("T")
SIZE = (960, 640)
NONE_YET = tr("No saved reply yet")
WHAT_THEY_ARE = tr(
    "Write one, or import a CSV file with the columns name and text. In an answer, type :: "
    "and some letters of it."
)


class SavedDialog(QDialog):
    """List, editor, and what is done with them.

    Signals:
        changed: what is saved is another.
    """

    changed = Signal()

    def __init__(
        self, lanes: Lanes, theme: Theme, measure: Measure, about: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._lanes, self._measure = lanes, measure
        self.setWindowTitle(tr("Saved replies"))
        self._index = SavedIndex()
        self._shown: SavedReply | None = None
        """What is edited; None for a new one."""
        self._removed: Removed | None = None
        self._busy = self._saving = False
        self._then: Callable[[], None] | None = None
        """What is done once that is stored which is being stored; None for nothing."""
        self.search = find_field(tr("Search name and text"), tr("Search saved replies"))
        self.model = SavedModel(self)
        self.list = saved_list(self.model, theme)
        self.editor = SavedEditor(theme, measure, about)
        self.files = SavedFiles(lanes, theme, self)
        self.frame = SavedFrame(self, theme)
        self.message = self.frame.message
        self._connect()
        self.resize(min(SIZE[0], parent.width() - 4 * UNIT), min(SIZE[1], parent.height()))
        geometry.follow_dialog(self, "saved")
        self._read(None)

    def begin_with(self, text: str) -> None:
        """Offer this text as a new saved reply; its name is still to be said."""
        self._shown = None
        self.frame.show_both()
        self._unchoose()
        self.editor.show_reply(NewReply("", text), kept=False)
        self.editor.name.setFocus()
        self._enable()

    def measure_by(self, measure: Measure) -> None:
        """Fill in and split by this from now on."""
        if measure != self._measure:
            self._measure = measure
            self.editor.measure_by(measure)
            self._find()

    @override
    def reject(self) -> None:
        if not self.editor.is_changed:
            super().reject()
        elif not self._busy:
            can = all((self.editor.entered.name.strip(), self.editor.entered.text.strip()))
            unsaved.ask(self, "saved reply", partial(self._save, self.accept), can_save=can)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._find)
        self.list.selectionModel().currentChanged.connect(self._turn)
        self.editor.edited.connect(self._enable)
        frame = self.frame
        frame.new_button.clicked.connect(lambda: self._leave(lambda: self.begin_with("")))
        frame.copy_button.clicked.connect(self._duplicate)
        frame.delete_button.clicked.connect(self._delete)
        frame.save_button.clicked.connect(self._store)
        frame.close_button.clicked.connect(self.reject)
        frame.undo_button.clicked.connect(self._bring_back)
        frame.import_button.clicked.connect(lambda: self._leave(self.files.ask_what_to_read))
        frame.export_button.clicked.connect(lambda: self._leave(self.files.ask_where_to_write))
        self.files.imported.connect(self._take_import)
        self.files.said.connect(self._say)
        self.files.troubled.connect(self._fail)
        QShortcut(QKeySequence("Ctrl+N"), self, frame.new_button.click)
        QShortcut(QKeySequence("Ctrl+S"), self, frame.save_button.click)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)

    def _read(self, choose: SavedReplyId | None, said: str = "") -> None:
        """Read all anew, then go to one of them."""
        self._lanes.writer.submit(
            lambda desk: SavedIndex(desk.saved_replies.every()),
            partial(self._show, choose, said),
            self._fail,
            receiver=self,
        )

    def _show(self, choose: SavedReplyId | None, said: str, index: SavedIndex) -> None:
        self._index, self._busy = index, False
        self._list_found()
        row = -1 if choose is None else self.model.row_of(choose)
        if row < 0 and choose is not None:  # the search does not find what is chosen
            self.search.clear()
            row = self.model.row_of(choose)
        shown, changed = self._shown, self.editor.is_changed
        if changed and shown is not None and choose == shown.id:
            self._mark(row)  # somebody writes on it
        elif not changed or choose is not None:
            self._choose(max(row, 0))
        if said:
            self._say(said)
        self._enable()

    def _choose(self, row: int) -> None:
        """Show the reply of a row; where there is none, say what they are."""
        index = self.model.index(row)
        blocker = QSignalBlocker(self.list.selectionModel())
        self.list.setCurrentIndex(index)
        blocker.unblock()
        self.list.viewport().update()
        found = index.data(REPLY)
        self._shown = found if isinstance(found, SavedReply) else None
        shown = self._shown
        self.editor.show_reply(NewReply(shown.name, shown.text) if shown else NewReply("", ""))
        if shown is None and not len(self._index):
            self.frame.show_state(NONE_YET, WHAT_THEY_ARE)
        else:
            self.frame.show_both()
        self._enable()

    def _list_found(self) -> None:
        blocker = QSignalBlocker(self.list.selectionModel())
        self.model.show_replies(self._index.find(self.search.text()), self._measure)
        blocker.unblock()
        self.frame.show_count(self.model.rowCount(), len(self._index))

    @Slot()
    def _find(self) -> None:
        """Show what the search finds; what is being edited stays where it is."""
        shown = self._shown
        self._list_found()
        row = -1 if shown is None else self.model.row_of(shown.id)
        if row < 0 and not self.editor.is_changed:
            if self.model.rowCount():
                self._choose(0)
        elif row >= 0:
            self._mark(row)

    def _mark(self, row: int) -> None:
        blocker = QSignalBlocker(self.list.selectionModel())
        self.list.setCurrentIndex(self.model.index(row))
        blocker.unblock()
        self.list.viewport().update()

    def _unchoose(self) -> None:
        self._mark(-1)

    @Slot(QModelIndex)
    def _turn(self, index: QModelIndex) -> None:
        """Go to another reply, once what was changed in the last one is stored."""
        wanted = index.data(REPLY)
        if not isinstance(wanted, SavedReply):
            return
        if self.editor.is_changed:
            self._save(partial(self._go_to, wanted.id))
        else:
            self.frame.say("")
            self._choose(index.row())

    def _go_to(self, reply_id: SavedReplyId) -> None:
        self._choose(max(self.model.row_of(reply_id), 0))

    def _leave(self, then: Callable[[], None]) -> None:
        """Do something else, once what was changed is stored."""
        if self.editor.is_changed:
            self._save(then)
        else:
            self.frame.say("")
            then()

    @Slot()
    def _store(self) -> None:
        self._save()

    def _save(self, then: Callable[[], None] | None = None) -> None:
        """Store what is entered, then do something else; what is typed meanwhile as well."""
        self._then = then or self._then
        if self._saving:
            return
        new, shown = self.editor.entered, self._shown

        def store(desk: Desk) -> SavedReply:
            verbs = desk.saved_replies
            if shown is None:
                return verbs.add(new.name, new.text)
            return verbs.change(shown.id, new.name, new.text)

        self._busy = self._saving = True
        self._enable()
        self._lanes.writer.submit(store, partial(self._stored, new), self._refuse, receiver=self)

    def _stored(self, new: NewReply, reply: SavedReply) -> None:
        """Go on from what is stored; what was typed since stays."""
        self._shown, self._saving = reply, False
        self.editor.keep(new)
        self.changed.emit()
        then = self._then
        if then is None:
            self._read(reply.id, "" if self.editor.is_changed else tr("Saved."))
        elif self.editor.is_changed:
            self._save()
        else:
            self._then = None
            self._lanes.writer.submit(
                lambda desk: SavedIndex(desk.saved_replies.every()),
                partial(self._go_on, reply.id, then),
                self._fail,
                receiver=self,
            )

    def _go_on(self, reply_id: SavedReplyId, then: Callable[[], None], index: SavedIndex) -> None:
        self._show(reply_id, "", index)
        then()

    @Slot(object)
    def _refuse(self, error: DeskError) -> None:
        """Say why it is not stored; the person stays where it is edited."""
        shown, self._saving, self._then = self._shown, False, None
        self._mark(-1 if shown is None else self.model.row_of(shown.id))
        self._fail(error)
        self.editor.name.setFocus()

    @Slot()
    def _duplicate(self) -> None:
        def duplicate() -> None:
            shown = self._shown
            if shown is not None:
                name = tr("{name} copy").format(name=shown.name[: LONGEST_NAME - 5])
                self.begin_with(shown.text)
                self.editor.name.setText(name)
                self.editor.name.selectAll()
                self._enable()

        self._leave(duplicate)

    @Slot()
    def _delete(self) -> None:
        shown = self._shown
        if shown is None:
            self.editor.keep(self.editor.entered)
            self._choose(0)
            return

        def removed(gone: Removed) -> None:
            self._removed = gone
            self.list.setFocus()  # the button is not possible for a moment, and would lose it
            self.editor.keep(self.editor.entered)
            row = self.model.row_of(shown.id)
            following = self.model.index(row + 1 if row + 1 < self.model.rowCount() else row - 1)
            after = following.data(REPLY)
            self._read(after.id if isinstance(after, SavedReply) else None)
            self.frame.say("")
            self.frame.offer_undo(
                tr("{name} is deleted.").format(name=plain.isolated(gone.reply.name))
            )
            self.changed.emit()

        self._do(lambda desk: desk.saved_replies.remove(shown.id), removed)

    @Slot()
    def _bring_back(self) -> None:
        gone = self._removed
        if gone is None:
            return

        def back(reply: SavedReply) -> None:
            self._removed = None
            self.changed.emit()
            self._read(reply.id, tr("{name} is back.").format(name=plain.isolated(reply.name)))

        self._leave(lambda: self._do(lambda desk: desk.saved_replies.bring_back(gone), back))

    def _do(self, job: Callable[[Desk], T], done: Callable[[T], None]) -> None:
        self._busy = True
        self._enable()
        self._lanes.writer.submit(job, done, self._fail, receiver=self)

    @Slot(str)
    def _take_import(self, said: str) -> None:
        self.changed.emit()
        self._read(None if self._shown is None else self._shown.id, said)

    @Slot(str)
    def _say(self, text: str) -> None:
        self.frame.say(text)

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self._busy = False
        self.frame.say(f"{error.message} {error.advice}", failed=True)
        self._enable()

    @Slot()
    def _enable(self) -> None:
        entered, shown = self.editor.entered, self._shown
        changed = self.editor.is_changed
        whole = bool(entered.name.strip() and entered.text.strip())
        self.frame.enable(
            save=changed and whole and not self._busy,
            copy=shown is not None and not self._busy,
            delete=(shown is not None or changed) and not self._busy,
        )
        used = "" if shown is None else saved_values.told_use(shown)
        self.frame.show_use(used)

"""Call notes that are being written: opened with one key, kept as they are typed.

One note a case, any number of others. What an earlier run or a person left unfinished is
offered again in the bar over the desk, and is opened by the key on its case.
"""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from console.domain.calls import CallDraft, CallEntry
from console.domain.ids import CallDraftId
from console.language import tr
from console.store.vocabulary import WordList
from ui import words
from ui.call_closing import CallClosing
from ui.call_ground import entry_of
from ui.call_keeper import CallKeeper
from ui.call_note import CallNote
from ui.call_wiring import take_keys, wire
from ui.notice import Notice
from ui.plain import isolated

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.domain.calls import ListedCall, NewCall
    from console.domain.cases import CaseRow
    from console.domain.changes import Changes
    from console.domain.ids import CaseId, MessageId
    from console.domain.messages import CallNote as StoredNote
    from console.errors import DeskError
    from ui.main_window import MainWindow

RESUMED_S = 30 * 60
"""A call whose note was interrupted for longer is over."""


class CallSide(QObject):
    """The call notes of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._lanes, self._now = window.lanes, window.now
        self.notes: dict[CallDraftId | MessageId, CallNote] = {}
        """Those that are open, by the key under which they are kept or stored."""
        self._cases: dict[CaseId, CallDraftId] = {}
        self._keepers: dict[CallDraftId, CallKeeper] = {}
        self._kept: dict[CallDraftId, CallDraft] = {}
        """Those that nobody goes on with at the moment."""
        self._let_go: set[CallDraftId] = set()
        self._closing = CallClosing(self)
        window.case.timeline.edit_wanted.connect(self.edit)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Return the offers to go on with what was left unfinished, the newest first."""
        return tuple(
            self._notice(draft) for id_, draft in self._kept.items() if id_ not in self._let_go
        )

    def begin(self, row: CaseRow | None) -> None:
        """Begin a note on a case, None for a customer without one; go on with one there is."""
        if row is None:
            self._open_new(None, "")
        elif (open_id := self._cases.get(row.id)) is not None:
            self.notes[open_id].come()
        elif (left := self._left_on(row.id)) is not None:
            self.go_on(left)
        else:
            self._open_new(row.id, row.name or tr("the customer"))

    def offer(self) -> None:
        """Look for notes that an earlier run left unfinished, and offer them."""
        self._lanes.writer.submit(lambda desk: desk.calls.kept(), self._take_kept, receiver=self)

    def go_on(self, draft: CallDraft) -> None:
        """Open a note that was left, as it was; a call interrupted for long is over."""
        self._kept.pop(draft.id, None)
        entry, now = draft.entry, self._now()
        if (now - draft.updated_at).total_seconds() > RESUMED_S:
            entry = entry.stopped(draft.updated_at)
        self._open(draft.id, draft.case_id, draft.whose, entry, is_kept=True)
        self._window.teller.tell()

    @Slot(object)
    def edit(self, note: StoredNote) -> None:
        """Open a stored note, so that it can be corrected."""
        if note.id in self.notes:
            self.notes[note.id].come()
            return
        self._lanes.reader.submit(
            lambda desk: desk.calls.note(note.id),
            self._open_stored,
            self._window.show_trouble,
            receiver=self,
        )

    def leave(self) -> None:
        """Keep what is being written, and close all notes."""
        for key, note in list(self.notes.items()):
            keeper = self._keepers.get(CallDraftId(key))
            if keeper is not None and not keeper.is_over:  # else it is being stored
                if not note.form.is_blank:
                    keeper.keep()
                keeper.stop()
            note.leave()

    def may_close(self, close: Callable[[], None]) -> bool:
        """Return whether nothing is left to store or to keep; else `close` is called then."""
        return self._closing.may_close(close)

    def _left_on(self, case_id: CaseId) -> CallDraft | None:
        return next((one for one in self._kept.values() if one.case_id == case_id), None)

    def _notice(self, draft: CallDraft) -> Notice:
        whose = draft.whose or draft.entry.name or draft.entry.number
        begun = words.moment(draft.entry.began_at, self._now())
        said = f"{begun}, {isolated(whose)}." if whose else f"{begun}."
        return Notice(
            tr("An unfinished call note"),
            tr("{begun} Nothing of it is lost; it is kept till you save or discard it.").format(
                begun=said
            ),
            lasting=True,
            act=tr("Go on"),
            own=True,
            run=partial(self.go_on, draft),
            let_go=partial(self._let_notice_go, draft.id),
        )

    def _let_notice_go(self, draft_id: CallDraftId) -> None:
        self._let_go.add(draft_id)
        self._window.teller.tell()

    @Slot(object)
    def _take_kept(self, drafts: tuple[CallDraft, ...]) -> None:
        self._kept |= {one.id: one for one in drafts if one.id not in self.notes}
        self._window.teller.tell()

    def _open_new(self, case_id: CaseId | None, whose: str) -> None:
        now = self._now()
        entry = CallEntry(began_at=now, running_since=now)
        self._open(CallDraftId(secrets.randbits(62)), case_id, whose, entry, is_kept=False)

    def _open(
        self,
        draft_id: CallDraftId,
        case_id: CaseId | None,
        whose: str,
        entry: CallEntry,
        *,
        is_kept: bool,
    ) -> None:
        window = self._window
        note = CallNote(self._now, window.theme, window, whose=whose, asks_whose=case_id is None)
        note.fill(entry)
        keeper = CallKeeper(self._lanes.writer, self._now, note.form.entry, draft_id, case_id, note)
        if is_kept:
            keeper.take(entry)
            note.say_kept()
        self._keepers[draft_id] = keeper
        if case_id is not None:
            self._cases[case_id] = draft_id
        note.changed.connect(keeper.changed)
        keeper.kept.connect(note.say_kept)
        keeper.refused.connect(note.say_not_kept)
        keeper.troubled.connect(window.show_trouble)
        keeper.gone.connect(note.leave)
        keeper.gone.connect(window.show_trouble)
        note.save_wanted.connect(partial(self._store, note, keeper, case_id))
        note.keep_wanted.connect(partial(self._put_off, note, keeper))
        note.discarded.connect(keeper.discard if is_kept else partial(self._drop, keeper))
        self._show(draft_id, note, case_id)

    @Slot(object)
    def _open_stored(self, listed: ListedCall) -> None:
        stored, window = listed.note, self._window
        note = CallNote(self._now, window.theme, window, whose=listed.name, stored=True)
        note.fill(entry_of(listed))
        note.save_wanted.connect(partial(self._correct, note, stored.id))
        self._show(stored.id, note, None)

    def _show(self, key: CallDraftId | MessageId, note: CallNote, case_id: CaseId | None) -> None:
        """Show a note beside the desk and beside the others, where it is written in."""
        others = tuple(self.notes.values())
        self.notes[key] = note
        self._closing.watch(note, self._keepers.get(CallDraftId(key)))
        note.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        note.finished.connect(partial(self._closed, key, case_id))
        wire(note, case_id, self._lanes.reader)
        take_keys(note, self._window)
        form = note.form
        form.outcome.edit_wanted.connect(partial(self._edit_words, note, WordList.OUTCOMES))
        form.touchpoint.edit_wanted.connect(partial(self._edit_words, note, WordList.TOUCHPOINTS))
        note.show_beside(self._window, others)
        note.begin()

    def _store(
        self, note: CallNote, keeper: CallKeeper, case_id: CaseId | None, call: NewCall
    ) -> None:
        if not keeper.is_safe:
            keeper.keep()  # else a crash, or a refusal as the desk is closed, loses the last words
        keeper.stop()
        row = self._open_row()

        def noted(result: tuple[CaseId, Changes]) -> None:
            goes = case_id is None and self._open_row() == row and self._is_last(note)
            note.stored()
            self._stored(result[1])
            if goes:
                self._window.open_case(result[0])
            elif case_id is None:
                whose = call.name.strip() or call.number.strip()
                self._window.status.notice(
                    tr("Call of {whose} noted.").format(whose=isolated(whose))
                )

        self._lanes.writer.submit(
            lambda desk: desk.calls.add(call, case_id, keeper.draft_id),
            noted,
            partial(self._refused, note, keeper),
            receiver=note,
        )

    def _refused(self, note: CallNote, keeper: CallKeeper | None, error: DeskError) -> None:
        if keeper is not None:
            keeper.go_on()  # what was typed is still kept
        note.refuse(error)
        self._closing.stay(note, error)

    def _correct(self, note: CallNote, message_id: MessageId, call: NewCall) -> None:
        def corrected(changes: Changes) -> None:
            note.stored()
            self._stored(changes)

        self._lanes.writer.submit(
            lambda desk: desk.calls.edit(message_id, call),
            corrected,
            partial(self._refused, note, None),
            receiver=note,
        )

    def _stored(self, changes: Changes) -> None:
        # The desk is in front now: a second Ctrl+Enter must not send what stands there.
        self._window.case.answer.other_word.begin()
        self._window.take(changes)

    def _open_row(self) -> CaseId | None:
        row = self._window.case.row
        return None if row is None else row.id

    def _is_last(self, note: CallNote) -> bool:
        """Return whether the person did not go on elsewhere: no other call, no other window."""
        focused = QApplication.focusWidget()
        return len(self.notes) == 1 and (focused is None or focused.window() is note)

    def _put_off(self, note: CallNote, keeper: CallKeeper) -> None:
        """Keep a note for later: its call is over, and it is offered again."""
        note.form.clock.finish()
        draft = keeper.keep()
        keeper.stop()
        self._kept[draft.id] = CallDraft(
            draft.id, draft.case_id, draft.entry, draft.updated_at, note.whose
        )
        self._let_go.discard(draft.id)
        self._window.teller.tell()

    def _drop(self, keeper: CallKeeper) -> None:
        """Throw a new note away, with what was kept of it."""
        if keeper.is_kept:
            keeper.discard()
        else:
            keeper.stop()

    def _closed(self, key: CallDraftId | MessageId, case_id: CaseId | None, _result: int) -> None:
        note = self.notes.pop(key, None)
        if note is not None:
            self._closing.forget(note)
        self._keepers.pop(CallDraftId(key), None)
        if case_id is not None:
            self._cases.pop(case_id, None)

    def _edit_words(self, note: CallNote, which: WordList) -> None:
        from ui.word_list_dialog import edit_words

        edit_words(which, self._lanes, note, partial(self._show_words, which))

    def _show_words(self, which: WordList, words: tuple[str, ...]) -> None:
        for note in self.notes.values():
            form = note.form
            (form.outcome if which is WordList.OUTCOMES else form.touchpoint).show_words(words)

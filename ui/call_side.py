"""Call notes that are being written: opened with one key, kept as they are typed.

One note a case, any number of others. What an earlier run or a person left unfinished is
offered again in the bar over the desk, and is opened by the key on its case.
"""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from console.domain.calls import CallDraft, CallEntry, ListedCall
from console.domain.ids import CallDraftId
from console.domain.messages import Channel, Direction
from console.store.vocabulary import WordList
from ui import words
from ui.call_ground import read_ground
from ui.call_keeper import CallKeeper
from ui.call_note import CallNote
from ui.notice import Notice
from ui.plain import isolated

if TYPE_CHECKING:
    from console.domain.calls import NewCall
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
            self._open_new(row.id, row.name or "the customer")

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
            if keeper is not None:
                if not note.form.entry().is_blank:
                    keeper.keep()
                keeper.stop()
            note.leave()

    def _left_on(self, case_id: CaseId) -> CallDraft | None:
        return next((one for one in self._kept.values() if one.case_id == case_id), None)

    def _notice(self, draft: CallDraft) -> Notice:
        whose = draft.whose or draft.entry.name or draft.entry.number
        begun = words.moment(draft.entry.began_at, self._now())
        said = f"{begun}, {isolated(whose)}." if whose else f"{begun}."
        return Notice(
            "An unfinished call note",
            f"{said} Nothing of it is lost; it is kept till you save or discard it.",
            lasting=True,
            act="Go on",
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
        self.notes[draft_id], self._keepers[draft_id] = note, keeper
        if case_id is not None:
            self._cases[case_id] = draft_id
        note.changed.connect(keeper.changed)
        keeper.kept.connect(note.say_kept)
        keeper.troubled.connect(window.show_trouble)
        note.save_wanted.connect(partial(self._store, note, keeper, case_id))
        note.keep_wanted.connect(partial(self._put_off, note, keeper))
        note.discarded.connect(keeper.discard if is_kept else partial(self._drop, keeper))
        note.finished.connect(partial(self._closed, draft_id, case_id))
        self._wire(note, case_id)
        note.show_beside(window)
        note.begin()

    def _open_stored(self, listed: ListedCall) -> None:
        stored = listed.note
        promise = listed.promise
        entry = CallEntry(
            began_at=stored.at,
            elapsed_s=stored.duration_s or 0,
            ended=True,
            number=stored.number,
            direction=Direction(stored.direction),
            channel=Channel(stored.channel),
            text=stored.text,
            tried=stored.tried,
            outcome=stored.outcome,
            missing=stored.missing,
            promise="" if promise is None else promise.what,
            due_at=None if promise is None else promise.due_at,
            touchpoint=stored.touchpoint,
        )
        window = self._window
        note = CallNote(self._now, window.theme, window, whose=listed.name, stored=True)
        note.fill(entry)
        self.notes[stored.id] = note
        note.save_wanted.connect(partial(self._correct, note, stored.id))
        note.finished.connect(partial(self._closed, stored.id, None))
        self._wire(note, None)
        note.show_beside(window)
        note.begin()

    def _wire(self, note: CallNote, case_id: CaseId | None) -> None:
        """Let a note know what the data says, now and as it is typed."""
        note.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form, reader = note.form, self._lanes.reader
        reader.submit(partial(read_ground, case_id=case_id), note.take_ground, receiver=note)
        key = f"call {id(note)}"

        def find(text: str) -> None:
            reader.submit(
                lambda desk: desk.contacts.find(text) if text.strip() else (),
                form.contact.show_hits,
                receiver=form.contact,
                key=f"{key} contact",
            )

        def recognise() -> None:
            text = form.number.text
            reader.submit(
                lambda desk: desk.calls.number(text),
                lambda facts: form.number.show_facts(facts, note.whose),
                receiver=form.number,
                key=f"{key} number",
            )

        form.contact.looked_for.connect(find)
        form.number.changed.connect(recognise)
        if form.number.text:
            recognise()
        form.outcome.edit_wanted.connect(partial(self._edit_words, note, WordList.OUTCOMES))
        form.touchpoint.edit_wanted.connect(partial(self._edit_words, note, WordList.TOUCHPOINTS))

    def _store(
        self, note: CallNote, keeper: CallKeeper, case_id: CaseId | None, call: NewCall
    ) -> None:
        keeper.stop()

        def noted(result: tuple[CaseId, Changes]) -> None:
            note.stored()
            self._window.take(result[1])
            if case_id is None:
                self._window.open_case(result[0])

        self._lanes.writer.submit(
            lambda desk: desk.calls.add(call, case_id, keeper.draft_id),
            noted,
            partial(self._refused, note, keeper),
            receiver=note,
        )

    def _refused(self, note: CallNote, keeper: CallKeeper, error: DeskError) -> None:
        keeper.changed()  # what was typed is still kept
        note.refuse(error)

    def _correct(self, note: CallNote, message_id: MessageId, call: NewCall) -> None:
        def corrected(changes: Changes) -> None:
            note.stored()
            self._window.take(changes)

        self._lanes.writer.submit(
            lambda desk: desk.calls.edit(message_id, call), corrected, note.refuse, receiver=note
        )

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
        self.notes.pop(key, None)
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

"""What is written to the customer of the open case: its draft, and its way into the outbox.

Owns the composer's text from the moment that a case is chosen till it is queued; a text
that a person typed is never overwritten by what comes home. What cannot be stored at
once waits in the `DraftKeeper`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.desk import Desk
from console.domain.accounts import Account
from console.domain.cases import CaseRow, CaseView
from console.domain.changes import Changes
from console.domain.ids import AccountId, CaseId
from console.domain.limits import LIMITS_140, LIMITS_280, LIMITS_BY_NAME
from console.domain.messages import Post
from console.domain.numbering import NO_NUMBERS, Numbering
from console.domain.outbox import Draft, DraftVersion
from console.domain.sign_in import Granted
from console.errors import CardInPublic, DeskError
from console.language import plural, tr
from console.text.split import Layout
from ui import answer_clipboard, send_question
from ui.answer_outlook import AnswerOutlook
from ui.check_promises import CheckPromises
from ui.composer import Composer
from ui.draft_keeper import DraftKeeper
from ui.draft_ledger import Kept, join
from ui.lanes import Lane
from ui.same_word import SameWord
from ui.saved_uses import Inserted, SavedUses


class Answer(QObject):
    """The answer to one case.

    Signals:
        changed(Changes): something was stored.
        queued(AccountId): an answer waits to be published.
        troubled(DeskError): it could not be stored.
    """

    changed = Signal(object)
    queued = Signal(object)
    troubled = Signal(object)

    def __init__(
        self, composer: Composer, writer: Lane, now: Callable[[], datetime], page: QWidget
    ) -> None:
        super().__init__(page)
        self.composer = composer
        self.drafts = DraftKeeper(writer, page)
        self.uses = SavedUses(writer)
        self.promises = CheckPromises(writer, self)
        """What is to be noted as promised once the answer is queued."""
        self.is_stopped: Callable[[], bool] = lambda: False
        """Returns whether what is written must not go public, and says so then."""
        self.refused: set[CaseId] = set()
        """Cases whose answer was not queued because of a card number."""
        self.other_word = SameWord()
        """What ended something else, by the key of Send: its second press sends nothing."""
        self.limit = LIMITS_140.name
        """Name of the limit that an answer without a draft starts with."""
        self.numbering = NO_NUMBERS.name
        """Name of the numbers that it starts with: those that the person chose last."""
        self.undo_s = 15
        """Seconds for which a queued answer only waits to be taken back."""
        self._row: CaseRow | None = None
        self._ids: set[CaseId] = set()
        """The open case, and those that it was since it was opened: it may be joined."""
        self._case: CaseView | None = None
        self._opening = 0
        """Counts how often a case was opened; see `Kept.opening`."""
        self._due = False
        """Whether the stored draft has still to be read."""
        self._known = ""
        """The stored draft as it was read; of use once it is."""
        self._given = False
        """Whether something of this opening was given to be stored."""
        self._held: list[CaseId] = []
        """Cases into whose draft something is on its way; once for each such thing."""
        self._outlook = AnswerOutlook(composer, writer, now, self)
        self._outlook.changed.connect(self.changed)
        self._outlook.troubled.connect(self.troubled)
        for keeper in (self.drafts, self.promises):
            keeper.changed.connect(self.changed)
            keeper.troubled.connect(self.troubled)
        composer.edited.connect(self._save)
        composer.send_wanted.connect(self.send)
        composer.numbering_chosen.connect(self._remember_numbering)

    def open(self, row: CaseRow | None) -> None:
        """Go to another case, None for none; what was being written is kept."""
        self.keep()
        self._row, self._case = row, None
        self._outlook.begin()
        self._ids = set() if row is None else {row.id}
        numbering = Numbering.named(self.numbering)
        limit = self._outlook.limit_of(None if row is None else row.account_id, self.limit)
        self.composer.show_draft("", LIMITS_BY_NAME.get(limit, LIMITS_280), numbering)
        self._begin(due=row is not None)
        self._tell_access()

    def show(self, case: CaseView) -> None:
        """Take the case as it was read; it may be the one that the open one was joined into."""
        before, self._row = self._row, case.row
        waited, self._case = self._case is not None and bool(self._case.threads), case
        self._outlook.look(case)
        self._ids.add(case.row.id)
        if before is not None and before.id != case.row.id:
            # What is written here belongs behind the draft of that one.
            self.drafts.move(before.id, case.row.id)
            self.uses.move(before.id, case.row.id)
            self.promises.move(before.id, case.row.id)
            self._due = True
        self._restore(case)
        if waited and not case.threads:
            self.composer.say("")  # nothing of it waits any more
        self._tell_access()

    @property
    def row(self) -> CaseRow | None:
        """Return the case that is answered; None where none is open."""
        return self._row

    @property
    def names(self) -> tuple[str, str]:
        """Return our handle, without the @, and what the customer is called; empty for unknown."""
        row = self._row
        customer = "" if row is None else row.name or (f"@{row.handle}" if row.handle else "")
        return self._outlook.standing.handle, customer

    def note_use(self, inserted: Inserted) -> None:
        """Take note that a saved reply was inserted: it counts once the answer is queued."""
        if self._row is not None:
            self.uses.note(self._row.id, inserted)

    @property
    def is_restored(self) -> bool:
        """Return whether the composer holds the draft of the open case, with what was typed."""
        return self._row is not None and not self._due

    def bring_back(self, version: DraftVersion, case_id: CaseId) -> str:
        """Put what was once written in a case in the composer's place, to be undone like typing.

        Return why not, in words: that case is not open, or its draft is not known yet.
        """
        if case_id not in self._ids:
            return tr("The case of this text is not open any more. You can copy the text.")
        if not self.is_restored:
            return tr("The case is being read just now. Try again in a moment, or copy the text.")
        if refusal := answer_clipboard.refusal(len(version.text), 0, answer_clipboard.THIS_TEXT):
            return tr("{refusal} You can copy the text.").format(refusal=refusal)
        self.composer.put_text(version.text)
        limits = LIMITS_BY_NAME.get(version.limit, self.composer.limits)
        self.composer.set_rules(limits, Numbering.named(version.numbering))
        self.keep()
        return ""

    def hold_draft(self, case_id: CaseId) -> None:
        """Show no draft of a case till `release_draft`: what is taken back is to join it.

        What is typed meanwhile goes behind it.
        """
        self.keep()
        self._held.append(case_id)
        if case_id in self._ids:
            self.composer.show_draft("", self.composer.limits, self.composer.numbering)
            self._begin(due=True)
            self._tell_access()

    def release_draft(self, case_id: CaseId) -> None:
        """Show the draft at the next read: what was taken back stands in it now, or never will."""
        self._held.remove(case_id)

    def miss(self) -> None:
        """Take note that the open case could not be read; nothing can be sent."""
        self.keep()
        self._case = None
        self._tell_access()

    def tell_accounts(
        self,
        accounts: tuple[Account, ...],
        blocked: dict[int, str],
        granted: Mapping[AccountId, Granted],
    ) -> None:
        """Take our accounts, and by id why one cannot publish and what its sign-in allows."""
        self._outlook.take_accounts(accounts, blocked, granted)

    def keep(self) -> None:
        """Store what is being written now, without waiting for a pause."""
        if self.composer.flush():
            self._save()

    def may_close(self, close: Callable[[], None]) -> bool:
        """Return whether all that was written is stored; else `close` is called once it is."""
        self.keep()
        return self.drafts.may_close(close)

    def leave(self) -> None:
        """Store what is being written; start nothing any more."""
        self.keep()
        self.composer.say("")
        self.drafts.stop()

    @Slot()
    def send(self) -> None:
        """Queue exactly the parts that are shown; ask where the case changed or they are many."""
        if self.is_stopped():
            return
        composer, shown, target = self.composer, self.composer.shown, self._target()
        if (
            target is None
            or self.other_word.lasts
            or self._outlook.asks()
            or composer.asks_to_fill()
        ):
            return
        queue = partial(self._queue, *target, shown)
        send_question.ask_where_many(composer.window(), shown, self._outlook.standing, queue)

    def _target(self) -> tuple[CaseView, Post] | None:
        """Return the case and the post to which an answer may go now; None for none."""
        case = self._case
        if case is None or case.reply_to is None or not self.composer.send_button.isEnabled():
            return None
        return case, case.reply_to

    def _queue(self, case: CaseView, reply_to: Post, shown: Layout) -> None:
        """Queue what was shown when it was sent, with the case as it stood on the screen then."""
        if self._target() is None or self.composer.shown != shown:  # another was opened since
            return
        row, known = case.row, self._outlook.told
        case_id, kept, limits = row.id, self._typed(self._known), shown.limits
        pause = timedelta(seconds=self.undo_s)
        numbering = kept.numbering  # one part alone shows none
        used = self.uses.take(case_id, kept.text)
        promised = self.promises.take(case_id, kept.text)
        self.composer.go_on_writing()
        self.composer.show_draft("", limits, self.composer.numbering)
        self._outlook.begin(case)
        self._known, what = "", plural(len(shown), "{count} part", "{count} parts")
        if len(shown) > send_question.MOST_UNASKED:
            self.composer.say(tr("Queuing {parts}…").format(parts=what))

        def queue(desk: Desk) -> Changes:
            return desk.replies.queue(
                case_id, kept.text, shown, limits, reply_to=reply_to.remote_id,
                numbering=numbering, known=known, pause=pause,
            )[1]  # fmt: skip

        def done(changes: Changes) -> None:
            self.uses.count(used)
            self.promises.note(case_id, promised)
            self.refused.discard(case_id)
            if self._is_open(case_id) and not self.composer.text:
                # How long it can be taken back is said where that is done.
                self.composer.say(
                    "" if pause else tr("Queued: {parts}, see above.").format(parts=what)
                )
            self._catch_up(case_id)
            self.changed.emit(changes)
            self.queued.emit(row.account_id)

        def failed(error: DeskError, stored: bool) -> None:  # noqa: FBT001 - a callback's
            if isinstance(error, CardInPublic):
                self.refused.add(case_id)
            self._put_back(case_id, kept, stored=stored)
            self.uses.give_back(case_id, used)
            self.promises.give_back(case_id, promised)
            self._catch_up(case_id)
            self.troubled.emit(error)

        self.drafts.send(case_id, kept, queue, done, failed)

    def _put_back(self, case_id: CaseId, kept: Kept, *, stored: bool) -> None:
        """Show and keep a text that could not be queued, before what was typed since."""
        if self._is_open(case_id) and not self._due:
            self._show_text(join(kept.text, self.composer.text), kept.limit, kept.numbering)
            self._save()
        elif not stored:
            self.drafts.keep(case_id, replace(kept, known=None))

    def _catch_up(self, case_id: CaseId) -> None:
        """Bring back the draft of a case that was opened while an answer to it was queued."""
        if self._case is not None and self._case.row.id == case_id:
            self._restore(self._case)
            self._tell_access()

    def _restore(self, case: CaseView) -> None:
        """Bring back the draft, if that is due and nothing is on its way into it."""
        case_id, opening = case.row.id, self._opening
        if not self._due or self._ids & set(self._held) or self.drafts.is_sending(case_id):
            return

        def take(draft: Draft | None, before: str) -> None:
            if self._due and self._is_open(case_id) and self._opening == opening:
                self._show_stored(case_id, draft, before)
                self._tell_access()

        self.drafts.read(case_id, case.draft, opening, take)

    def _show_stored(self, case_id: CaseId, draft: Draft | None, before: str) -> None:
        """Show a draft as it is stored; what was typed meanwhile stands behind it.

        `before` is what of the draft stood there when the case was opened.
        """
        typed, text = self.composer.text, before
        limit, numbering = self.composer.limits.name, self.composer.numbering.name
        if draft is not None:
            limit, numbering = draft.limit, draft.numbering
        unsaved = self.drafts.earlier(case_id, self._opening)
        for kept in unsaved:
            text = kept.text if kept.takes_place_of(text) else join(text, kept.text)
            limit, numbering = kept.limit, kept.numbering
        if text:
            self._show_text(join(text, typed), limit, numbering)
        self._due, self._known = False, "" if draft is None else draft.text
        if typed or unsaved or self._given:
            self._save()

    def _show_text(self, text: str, limit: str, numbering: str) -> None:
        limits = LIMITS_BY_NAME.get(limit, LIMITS_140)
        self.composer.show_draft(text, limits, Numbering.named(numbering))

    def _begin(self, *, due: bool) -> None:
        """Begin an opening: nothing is typed in it yet."""
        self._opening += 1
        self._due, self._known, self._given = due, "", False

    def _is_open(self, case_id: CaseId) -> bool:
        return self._row is not None and self._row.id == case_id

    def _typed(self, known: str | None) -> Kept:
        composer = self.composer
        text, limits, numbers = composer.to_keep, composer.limits, composer.numbering
        return Kept(text, limits.name, numbers.name, self._opening, known, self._outlook.known)

    @Slot(str)
    def _remember_numbering(self, name: str) -> None:
        self.numbering = name

    @Slot()
    def _save(self) -> None:
        if self._row is None or (self._due and not (self.composer.text or self._given)):
            return
        self._given = True
        self.drafts.keep(self._row.id, self._typed(None if self._due else self._known))

    def _tell_access(self) -> None:
        self._outlook.show(self._row, self._case, ready=self._case is not None and not self._due)

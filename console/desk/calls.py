"""Verbs on call notes: what a customer said off the network, beside what they posted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from console.desk.acting import acting
from console.desk.context import Context
from console.desk.typed import line
from console.domain.call_logs import EARLIEST, LONGEST_S
from console.domain.calls import CallDraft, ListedCall, NewCall, NumberFacts
from console.domain.cases import CaseState
from console.domain.changes import Changes
from console.domain.contacts import Contact
from console.domain.ids import CallDraftId, CaseId, ContactId, MessageId, to_ms
from console.errors import InputError, NotFound
from console.language import tr
from console.store import call_drafts, calls, cases, contacts, marks, promises, tombstones
from console.store.contact_search import words_of
from console.text import phone_numbers
from console.text.weight import normalise

__all__ = ["EARLIEST", "LONGEST_S", "MAX_TEXT", "TOLD_US", "Calls", "NewCall"]

TOLD_US = "told us on the call"
"""The basis of a number that an agent writes down while talking to the contact."""

MAX_TEXT = 100_000


class Calls:
    """Call notes."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def add(
        self, call: NewCall, case_id: CaseId | None = None, draft_id: CallDraftId | None = None
    ) -> tuple[CaseId, Changes]:
        """Store a call note with all that it brings with it, and return its case.

        Without `case_id` the contact decides, else the number: the open case of the contact
        it is linked to, else a new case (and, where the number is new, a new contact). The
        whole act can be undone. What was kept of it under `draft_id` goes.

        Raises:
            InputError: it says nothing, a time to come, or neither case, number nor name.
            NotFound: there is no such case, contact or promise.
        """
        context, db = self._context, self._context.db
        self._check(call)
        case_id, contact_id = self._whose(call, case_id)
        number = phone_numbers.canonical(call.number, context.region)
        if tombstones.bars_call(db, number, line(call.name), to_ms(call.at)):
            raise InputError(
                tr("This caller was forgotten, and the call is from before that."),
                advice=tr("Note what they say from now on."),
            )
        name = line(call.name) or phone_numbers.national(number, context.region)
        said = _said(call, number)
        if contact_id is not None:
            contact = contacts.get(db, contact_id)
            name, said = contact.name, _with_other_name(said, call.name, contact)
        with acting(context, f"Add call note of {name}") as act:
            if contact_id is None:
                contact_id = contacts.add(db, name, to_ms(context.now()))
            self._link(contact_id, number)
            if case_id is None:
                case_id = calls.open_case(
                    db, contact_id, calls.first_state(call.direction), call.at
                )
            message_id = calls.add(
                db,
                case_id,
                at=call.at,
                direction=said.direction,
                text=said.text,
                channel=said.channel,
                number=said.number,
                duration_s=said.duration_s,
                agent_id=context.agent().id,
                outcome=said.outcome,
                missing=said.missing,
                tried=said.tried,
                touchpoint=said.touchpoint,
            )
            self._bring(call, case_id, message_id)
            if draft_id is not None:
                call_drafts.remove(db, draft_id)
        return case_id, act.changes

    def edit(
        self, message_id: MessageId, call: NewCall, draft_id: CallDraftId | None = None
    ) -> Changes:
        """Correct a stored note; what was promised in it follows. One act, as `add` is.

        Contact and case stay what they are: a note gets elsewhere by splitting and merging.

        Raises:
            InputError: as for `add`.
            NotFound: the note is no more.
        """
        context, db = self._context, self._context.db
        self._check(call)
        note = calls.get(db, message_id)
        if note.case_id is None:
            raise NotFound(tr("That call note is no more."))
        row = cases.row(db, note.case_id)
        number = phone_numbers.canonical(call.number, context.region)
        with acting(context, f"Edit call note of {row.name}") as act:
            if number != phone_numbers.canonical(note.number, context.region):
                self._link(row.contact_id, number)
            new_id = calls.correct(db, note, call.at, _said(call, number))
            self._bring(call, note.case_id, new_id)
            if draft_id is not None:
                call_drafts.remove(db, draft_id)
        return act.changes

    def note(self, message_id: MessageId) -> ListedCall:
        """Return a stored note with whose it is and what was promised in it.

        Raises:
            NotFound: there is none of this number.
        """
        db = self._context.db
        note = calls.get(db, message_id)
        row = cases.row(db, CaseId(note.case_id or 0))
        made = [one for one in promises.of_case(db, row.id) if one.message_id == message_id]
        return ListedCall(note, row.contact_id, row.name, made[0] if made else None)

    def list(
        self,
        *,
        contact_id: ContactId | None = None,
        since: datetime | None = None,
        limit: int = 50,
    ) -> tuple[ListedCall, ...]:
        """Return call notes, the newest first; those of a contact, or since a moment."""
        return calls.every(self._context.db, contact_id=contact_id, since=since, limit=limit)

    def number(self, text: str) -> NumberFacts:
        """Return what is known of a number as it is typed."""
        db, region = self._context.db, self._context.region
        number = phone_numbers.canonical(text, region)
        contact_id = contacts.of_number(db, number)
        return NumberFacts(
            shown=phone_numbers.national(number, region),
            valid=phone_numbers.is_valid(number, region),
            dial=phone_numbers.tel_uri(number, region),
            whose="" if contact_id is None else contacts.get(db, contact_id).name,
        )

    def keep(self, draft: CallDraft) -> None:
        """Keep a note that is being written as it stands now; the next takes its place.

        Raises:
            NotFound: whose call it is was forgotten meanwhile; nothing of it is kept.
        """
        context, entry = self._context, draft.entry
        db, agent = context.db, context.agent()
        number = phone_numbers.canonical(entry.number, context.region)
        with db.writing():
            case_id = draft.case_id and cases.current_id(db, draft.case_id)
            if (
                (case_id is not None and call_drafts.is_gone(db, "cases", case_id))
                or (entry.contact_id and call_drafts.is_gone(db, "contacts", entry.contact_id))
                or tombstones.bars_call(db, number, line(entry.name), to_ms(entry.began_at))
            ):
                raise NotFound(tr("Whose call it was is forgotten: the note is not kept."))
            call_drafts.put(db, draft, agent.id)

    def kept(self) -> tuple[CallDraft, ...]:
        """Return the notes that this agent has not finished, the newest first."""
        return call_drafts.of_agent(self._context.db, self._context.agent().id)

    def discard(self, draft_id: CallDraftId) -> None:
        """Throw away a note that was being written."""
        with self._context.db.writing():
            call_drafts.remove(self._context.db, draft_id)

    def _whose(
        self, call: NewCall, case_id: CaseId | None
    ) -> tuple[CaseId | None, ContactId | None]:
        """Return the case and the contact of a call; None for what has to be made."""
        context, db = self._context, self._context.db
        if case_id is not None:
            case_id = cases.current_id(db, case_id)
            return case_id, cases.row(db, case_id).contact_id
        contact_id = call.contact_id
        number = phone_numbers.canonical(call.number, context.region)
        if contact_id is not None:
            contacts.get(db, contact_id)
        elif number:
            contact_id = contacts.of_number(db, number)
        if contact_id is not None:
            return cases.open_for_call(db, contact_id), contact_id
        if not number and not call.name.strip():
            raise InputError(
                tr("It is not said whose call it was."),
                advice=tr("Give a case, a number or a name."),
            )
        return None, None

    def _link(self, contact_id: ContactId, number: str) -> None:
        context = self._context
        if number:
            contacts.link_phone(context.db, contact_id, number, TOLD_US, context.now())

    def _bring(self, call: NewCall, case_id: CaseId, message_id: MessageId) -> None:
        """Let the case have what follows from a call note: promises, touchpoint, an end."""
        context, db = self._context, self._context.db
        row = cases.row(db, case_id)
        touchpoint = line(call.touchpoint)
        if touchpoint and touchpoint != row.touchpoint and (call.for_case or not row.touchpoint):
            cases.mark(db, (case_id,), "touchpoint", touchpoint)
        if call.keeps_promise is not None:
            if call.keeps_promise not in {one.id for one in promises.of_case(db, case_id)}:
                raise NotFound(tr("That promise is not of this case."))
            promises.set_kept(db, call.keeps_promise, context.now())
        self._promise(call, case_id, message_id)
        if call.resolves and row.state is not CaseState.RESOLVED:
            cases.set_state(db, (case_id,), CaseState.RESOLVED, context.now())
            marks.add_resolutions(
                db,
                (case_id,),
                context.agent().id,
                context.now(),
                fix=line(call.fix),
                channel=call.channel,
                skipped=False,
            )

    def _promise(self, call: NewCall, case_id: CaseId, message_id: MessageId) -> None:
        """Let the promise of a note be what it says; one that stays the same is not touched."""
        context, db, new = self._context, self._context.db, call.promise
        made = [one for one in promises.of_case(db, case_id) if one.message_id == message_id]
        if new is not None and made and (made[0].what, made[0].due_at) == (new.what, new.due_at):
            return
        for old in made:
            promises.remove(db, old.id)
        if new is not None:
            promises.add(
                db,
                case_id,
                context.agent().id,
                line(new.what),
                new.due_at,
                made[0].made_at if made else context.now(),
                message_id,
            )

    def _check(self, call: NewCall) -> None:
        if not call.says_something:
            raise InputError(tr("The call note is empty."), advice=tr("Write what was said."))
        if call.at > self._context.now():
            raise InputError(tr("The call lies in the future."), advice=tr("Correct its time."))
        if call.at < EARLIEST:
            raise InputError(
                tr("The call lies before {year}.").format(year=EARLIEST.year),
                advice=tr("Correct its time."),
            )
        if call.duration_s is not None and not 0 <= call.duration_s <= LONGEST_S:
            raise InputError(tr("No call lasts that long."), advice=tr("Correct its duration."))
        if max(map(len, (call.text, call.tried, call.missing))) > MAX_TEXT:
            raise InputError(
                tr("The call note is longer than {max_text} characters.").format(max_text=MAX_TEXT)
            )
        if call.promise is not None and not call.promise.what.strip():
            raise InputError(
                tr("It is not said what was promised."), advice=tr("Write it in a few words.")
            )


def _said(call: NewCall, number: str) -> calls.Said:
    """Return what a note holds; one without words says how the call ended."""
    outcome, missing = line(call.outcome), _text(call.missing)
    tried = _text(call.tried)
    words = _text(call.text) or (outcome[:1].upper() + outcome[1:]) or missing or tried
    if not words and call.promise is not None:
        words = line(call.promise.what)
    return calls.Said(
        direction=call.direction,
        text=words,
        channel=call.channel,
        number=number,
        duration_s=call.duration_s,
        outcome=outcome,
        missing=missing,
        tried=tried,
        touchpoint=line(call.touchpoint),
    )


def _text(text: str) -> str:
    return normalise(text).strip()


def _with_other_name(said: calls.Said, name: str, contact: Contact) -> calls.Said:
    """Let a note tell of a name that is not the contact's: it may be somebody else's call."""
    known = [contact.name, contact.title]
    known += [text for each in contact.handles for text in (each.name, each.handle)]
    if words_of(name) in {"", *map(words_of, known)}:
        return said
    return replace(said, text=f"{said.text}\nName given: {line(name)}")

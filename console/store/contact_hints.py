"""Who may be the same person, by what is written in messages; nothing is linked here.

Looked for in what a contact wrote and in the notes of their calls, and the other way round
in what others wrote. What a person said of two contacts is not asked again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from console.domain.contacts import Contact, Likeness, Suggestion
from console.domain.ids import SEQUENCE_BITS, ContactId, from_ms, message_ms
from console.store import contact_links, contacts
from console.store.contact_search import words_of
from console.store.database import Database
from console.text.folding import fold

MOST = 3
"""How many are suggested at a time."""
MESSAGES_READ, HITS_READ = 200, 50
"""Of the contact's newest messages, and of others' that a search finds."""
_NUMBER = re.compile(r"(?<![\w@])\+?\d[\d ()/.-]{5,}\d(?!\w)")
_HANDLE = re.compile(r"(?<![\w@.])@(\w{2,15})")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Numbers:
    """How numbers are read, for numbers are a matter of countries."""

    canonical: Callable[[str], str]
    """Returns the form in which a number is stored."""
    written: Callable[[str], Iterable[str]]
    """Returns how people may write a stored number."""


def suggestions(
    db: Database, contact: Contact, numbers: Numbers, window: timedelta
) -> tuple[Suggestion, ...]:
    """Return who may be the same as a contact, the likeliest first.

    `window` is how long before a post a call of somebody with the same name counts.
    """
    refused = different(db, contact.id) | {contact.id}
    found: dict[ContactId, Suggestion] = {}
    for hint in _hints(db, contact, numbers, window):
        if hint.other_id not in refused and hint.other_id not in found:
            found[hint.other_id] = Suggestion(
                contacts.get(db, hint.other_id),
                hint.likeness,
                hint.evidence,
                None if hint.call_ms is None else from_ms(hint.call_ms),
                None if hint.post_ms is None else from_ms(hint.post_ms),
            )
            if len(found) == MOST:
                break
    return tuple(found.values())


def different(db: Database, contact_id: ContactId) -> set[ContactId]:
    """Return the contacts of whom a person said that they are not this one."""
    rows = db.rows(
        "SELECT other_id AS id FROM different_contacts WHERE contact_id = :id"
        " UNION SELECT contact_id FROM different_contacts WHERE other_id = :id",
        {"id": contact_id},
    )
    return {ContactId(row["id"]) for row in rows}


def keep_apart(db: Database, one: ContactId, other: ContactId) -> None:
    """Note that two contacts are not the same person; inside a `writing` block."""
    db.execute(
        "INSERT INTO different_contacts (contact_id, other_id) VALUES (?, ?)"
        " ON CONFLICT DO NOTHING",
        sorted((one, other)),
    )


@dataclass(frozen=True, slots=True)
class _Hint:
    """Who it may be, and why."""

    other_id: ContactId
    likeness: Likeness
    evidence: str = ""
    call_ms: int | None = None
    post_ms: int | None = None


def _hints(db: Database, contact: Contact, numbers: Numbers, window: timedelta) -> Iterator[_Hint]:
    texts = _texts_of(db, contact.id)
    yield from _by_written_numbers(db, contact, texts, numbers)
    yield from _by_own_numbers(db, contact, numbers)
    yield from _by_noted_handles(db, texts)
    yield from _by_own_handles(db, contact)
    yield from _by_name(db, contact, window)


def _texts_of(db: Database, contact_id: ContactId) -> list[tuple[str, str]]:
    """Return kind and text of the newest messages of a contact, without our own posts."""
    rows = db.rows(
        "SELECT m.kind, m.text FROM cases c CROSS JOIN messages m ON m.case_id = c.id"
        " WHERE c.contact_id = ? AND (m.kind = 'call_note' OR m.direction = 'in')"
        " ORDER BY m.id DESC LIMIT ?",
        (contact_id, MESSAGES_READ),
    )
    return [(row["kind"], row["text"]) for row in rows]


def _by_written_numbers(
    db: Database, contact: Contact, texts: list[tuple[str, str]], numbers: Numbers
) -> Iterator[_Hint]:
    """Find whose numbers the contact wrote; own ones were linked by a person already."""
    own = {phone.number for phone in contact.phones}
    written = (numbers.canonical(number) for _, text in texts for number in _NUMBER.findall(text))
    for number in dict.fromkeys(written):
        if number not in own:
            for other_id in contact_links.owners(db, number):
                yield _Hint(other_id, Likeness.NUMBER, number)


def _by_own_numbers(db: Database, contact: Contact, numbers: Numbers) -> Iterator[_Hint]:
    """Find who wrote a number of the contact."""
    for phone in contact.phones:
        for text, other_id in _messages_with(db, numbers.written(phone.number)):
            read = (numbers.canonical(number) for number in _NUMBER.findall(text))
            if phone.number in read and other_id not in contact_links.owners(db, phone.number):
                yield _Hint(other_id, Likeness.NUMBER, phone.number)


def _by_noted_handles(db: Database, texts: list[tuple[str, str]]) -> Iterator[_Hint]:
    """Find whose handles are named in notes of the contact's calls."""
    named = (
        handle for kind, text in texts if kind == "call_note" for handle in _HANDLE.findall(text)
    )
    for handle in dict.fromkeys(named):
        rows = db.rows("SELECT contact_id FROM handles WHERE handle = ? COLLATE NOCASE", (handle,))
        for row in rows:
            yield _Hint(ContactId(row["contact_id"]), Likeness.HANDLE, handle)


def _by_own_handles(db: Database, contact: Contact) -> Iterator[_Hint]:
    """Find in the notes of whose calls a handle of the contact is named."""
    for handle in (each.handle for each in contact.handles if each.handle):
        for text, other_id in _messages_with(db, (handle,), kind="call_note"):
            if handle.casefold() in {each.casefold() for each in _HANDLE.findall(text)}:
                yield _Hint(other_id, Likeness.HANDLE, handle)


def _messages_with(
    db: Database, phrases: Iterable[str], kind: str = ""
) -> list[tuple[str, ContactId]]:
    """Return text and contact of the newest messages that hold one of some phrases."""
    wanted = [" ".join(_WORD.findall(fold(phrase))) for phrase in phrases]
    query = " OR ".join(f'"{phrase}"' for phrase in dict.fromkeys(wanted) if phrase)
    if not query:
        return []
    rows = db.rows(
        "SELECT m.text, c.contact_id FROM messages_fts f"
        " CROSS JOIN messages m ON m.id = f.rowid CROSS JOIN cases c ON c.id = m.case_id"
        " WHERE messages_fts MATCH :query AND (m.kind = 'call_note' OR m.direction = 'in')"
        " AND :kind IN ('', m.kind) ORDER BY f.rowid DESC LIMIT :most",
        {"query": query, "kind": kind, "most": HITS_READ},
    )
    return [(row["text"], ContactId(row["contact_id"])) for row in rows]


_NAMESAKE = "t.search_text IN (SELECT value FROM json_each(:names)) AND t.id <> :me"
_SEEN = "EXISTS (SELECT 1 FROM handles h WHERE h.contact_id = t.id)"
_CALLERS = (
    f"contacts t CROSS JOIN cases k ON k.contact_id = t.id AND {_NAMESAKE} AND NOT {_SEEN}"
    " CROSS JOIN cases w ON w.contact_id = :me"
)
_WRITERS = (
    f"contacts t CROSS JOIN cases w ON w.contact_id = t.id AND {_NAMESAKE} AND {_SEEN}"
    " CROSS JOIN cases k ON k.contact_id = :me"
)


def _by_name(db: Database, contact: Contact, window: timedelta) -> Iterator[_Hint]:
    """Find who is called the same and called before a post, or wrote after a call."""
    names = {words_of(each) for each in (contact.name, *(h.name for h in contact.handles))}
    rows = db.rows(
        "SELECT t.id, m.id AS call_id, w.first_post_at FROM"
        f" {_CALLERS if contact.handles else _WRITERS}"
        " CROSS JOIN messages m ON m.case_id = k.id AND m.kind = 'call_note' AND m.id BETWEEN"
        f" (w.first_post_at - :window) << {SEQUENCE_BITS} AND w.first_post_at << {SEQUENCE_BITS}"
        " WHERE k.calls > 0 AND w.first_post_at IS NOT NULL ORDER BY m.id DESC LIMIT :most",
        {
            "me": contact.id,
            "names": json.dumps(sorted(names - {""})),
            "window": window // timedelta(milliseconds=1),
            "most": HITS_READ,
        },
    )
    for row in rows:
        call_ms = message_ms(row["call_id"])
        yield _Hint(ContactId(row["id"]), Likeness.NAME, "", call_ms, row["first_post_at"])

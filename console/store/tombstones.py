"""Tombstones: keyed hashes of what is not to come back, by sync, import or restore.

A digest is BLAKE2b, keyed with a secret of the file. That keeps what was forgotten from being
read or found by search, and two files from being compared. It does not keep whoever has the
whole file from asking "was it this number?": the key lies beside the digests, and there are few
phone numbers. A slow hash would not change that much, and a page of a sync must not wait for it.

What a contact wrote up to the moment of being forgotten never comes back. What they write or
call after it makes a new contact: else nobody would ever answer them again.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from console.domain.ids import RemoteId, to_ms
from console.domain.remote import RemotePost
from console.store.database import Database

FOR_EVER = (1 << 62) - 1
"""`until` of what is known by its own id, whenever it is from."""
_DIGEST_BYTES = 16


class Kind(StrEnum):
    """Of what a digest is."""

    AUTHOR = "author"
    """Network and id of a user."""
    HANDLE = "handle"
    """Network and handle."""
    POST = "post"
    """Network and id of a post."""
    NUMBER = "number"
    """A phone number, in canonical form."""
    NAME = "name"
    """The name of one who only called, without a number."""
    NOTE = "note"
    """Milliseconds and text of a call note."""
    CALL = "call"
    """The key of a call of a log."""
    CONTACT = "contact"
    """Id and time of making of a contact: for copies of the same file."""


class Reason(StrEnum):
    """Why something is not to come back."""

    FORGOTTEN = "forgotten"
    AGED = "aged"
    """A rule on how long things are kept took it away."""


@dataclass(frozen=True, slots=True)
class Key:
    """A secret under which digests were made."""

    id: int
    secret: bytes

    def digest(self, *words: str) -> str:
        """Return the digest of some words, in this order."""
        told = json.dumps(words, ensure_ascii=True).encode()
        return hashlib.blake2b(told, digest_size=_DIGEST_BYTES, key=self.secret).hexdigest()


Words = tuple[str, ...]


def author(network: str, remote_id: str) -> Words:
    """Return what is hashed of a user."""
    return network, remote_id


def handle(network: str, name: str) -> Words:
    """Return what is hashed of a handle."""
    return network, name.removeprefix("@").casefold()


def post(network: str, remote_id: str) -> Words:
    """Return what is hashed of a post."""
    return network, remote_id


def note(at_ms: int, text: str) -> Words:
    """Return what is hashed of a call note."""
    return str(at_ms), text


def contact(contact_id: int, created_ms: int) -> Words:
    """Return what is hashed of a contact."""
    return str(contact_id), str(created_ms)


def name(text: str) -> Words:
    """Return what is hashed of the name of one who only called."""
    return (" ".join(text.casefold().split()),)


def are_there(db: Database) -> bool:
    """Return whether anything is kept from coming back."""
    return db.value("SELECT 1 FROM tombstones LIMIT 1") is not None


def keys(db: Database) -> tuple[Key, ...]:
    """Return the secrets of a file."""
    rows = db.rows("SELECT id, secret FROM tombstone_keys ORDER BY id")
    return tuple(Key(row["id"], bytes.fromhex(row["secret"])) for row in rows)


def own_key(db: Database) -> Key:
    """Return the secret for new digests, made at first use; inside a `writing` block."""
    found = keys(db)
    if found:
        return found[0]
    secret = secrets.token_bytes(32)
    return Key(db.insert("tombstone_keys", {"secret": secret.hex()}), secret)


def add(db: Database, kind: Kind, words: Iterable[Words], *, until_ms: int, reason: Reason) -> None:
    """Keep what these words name from coming back; inside a `writing` block."""
    key = own_key(db)
    db.execute_many(
        "INSERT INTO tombstones VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET until = max(until, excluded.until),"
        " reason = iif(reason = 'forgotten', reason, excluded.reason)",
        [(key.id, kind, key.digest(*each), until_ms, reason) for each in words],
    )


def known(
    db: Database, wanted: Mapping[Kind, Iterable[Words]], reason: Reason | None = None
) -> dict[tuple[Kind, Words], int]:
    """Return which of some words have a tombstone, each with `until`, in one statement a key."""
    found: dict[tuple[Kind, Words], int] = {}
    for key in keys(db):
        digests = {
            (str(kind), key.digest(*words)): (kind, words)
            for kind, all_words in wanted.items()
            for words in set(all_words)
        }
        for row in db.rows(
            "SELECT t.kind, t.digest, t.until FROM json_each(?) v CROSS JOIN tombstones t"
            " ON t.key_id = ? AND t.kind = v.value ->> 0 AND t.digest = v.value ->> 1"
            " WHERE ? IS NULL OR t.reason = ?",
            (json.dumps(list(digests)), key.id, reason, reason),
        ):
            place = digests[row["kind"], row["digest"]]
            found[place] = max(row["until"], found.get(place, 0))
    return found


def barred_posts(db: Database, network: str, posts: Iterable[RemotePost]) -> set[RemoteId]:
    """Return which posts of a page are not to be stored: forgotten, or kept no longer.

    Those of a forgotten author from before, what we answered them before, and every post that
    is known by its own id. Nothing is asked where there are no tombstones.
    """
    if not are_there(db):
        return set()
    given = list(posts)
    people = {each.author.remote_id for each in given}
    people |= {each.parent_author_id for each in given if each.parent_author_id is not None}
    handles = {each.author.handle for each in given if each.author.handle}
    found = known(
        db,
        {
            Kind.POST: [
                post(network, remote_id)
                for each in given
                for remote_id in (each.remote_id, each.reposted_id)
                if remote_id is not None
            ],
            Kind.AUTHOR: [author(network, each) for each in people],
            Kind.HANDLE: [handle(network, each) for each in handles],
        },
    )
    if not found:
        return set()
    return {each.remote_id for each in given if _is_barred(found, network, each)}


def _is_barred(found: Mapping[tuple[Kind, Words], int], network: str, each: RemotePost) -> bool:
    # What only repeats a post has its words.
    for remote_id in (each.remote_id, each.reposted_id):
        if remote_id is not None and (Kind.POST, post(network, remote_id)) in found:
            return True
    until = max(
        found.get((Kind.AUTHOR, author(network, each.author.remote_id)), -1),
        found.get((Kind.HANDLE, handle(network, each.author.handle)), -1),
        found.get((Kind.AUTHOR, author(network, each.parent_author_id or "")), -1),
    )
    return to_ms(each.at) <= until


def bars_call(db: Database, number: str, caller: str, at_ms: int, key: str = "") -> bool:
    """Return whether a call is one of a forgotten contact, from before that.

    By its canonical number; where that was withheld, by the name of one who only called. One of
    a log is also known by its `key`, for it may have been kept no longer.
    """
    if not are_there(db):
        return False
    kind, words = (Kind.NUMBER, (number,)) if number else (Kind.NAME, name(caller))
    found = known(db, {kind: [words], Kind.CALL: [(key,)]})
    return (Kind.CALL, (key,)) in found or found.get((kind, words), -1) >= at_ms


def bars_capture(
    db: Database, network: str, author_handle: str, remote_id: RemoteId | None, at_ms: int
) -> bool:
    """Return whether a captured post is one of a forgotten contact, from before that."""
    if not are_there(db):
        return False
    wanted = {Kind.HANDLE: [handle(network, author_handle)], Kind.POST: list[Words]()}
    if remote_id is not None:
        wanted[Kind.POST].append(post(network, remote_id))
    found = known(db, wanted, Reason.FORGOTTEN)
    return any(until >= at_ms for until in found.values())


def carry(source: Database, target: Database) -> None:
    """Add the tombstones of one file to those of another; inside the target's `writing` block.

    For copies of the file: what was forgotten since they were made must be known in them.
    """
    for key in keys(source):
        target.execute(
            "INSERT INTO tombstone_keys (secret) VALUES (?) ON CONFLICT DO NOTHING",
            (key.secret.hex(),),
        )
        key_id = target.value("SELECT id FROM tombstone_keys WHERE secret = ?", (key.secret.hex(),))
        target.execute_many(
            "INSERT INTO tombstones VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
            " SET until = max(until, excluded.until),"
            " reason = iif(reason = 'forgotten', reason, excluded.reason)",
            [
                (key_id, *row)
                for row in source.tuples(
                    "SELECT kind, digest, until, reason FROM tombstones WHERE key_id = ?",
                    (key.id,),
                )
            ],
        )

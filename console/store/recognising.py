"""What a sync tells of captured posts and their authors, put right in its own transaction.

A captured post is one that no account's timeline holds yet (`account_posts`); its author
may be known by a handle only (`contacts.placeholder`), its own id not at all (then its
words tell which it is). When the network brings the post or names the user of that
handle, ids, conversation and account become the real ones.
Contacts and cases that turn out to be the same are made one, unless a person has begun
to work on the case. Everything here is for inside a `writing` block.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from console.domain.accounts import Account
from console.domain.ids import AccountId, CaseId, ContactId, MessageId, RemoteId, to_ms
from console.domain.remote import RemotePost, RemoteUser
from console.domain.triage_rules import MuteKind
from console.store import captures, contacts, joining, messages, muting, settling, standing
from console.store.database import Database
from console.store.placing import give_account, note_conversations

_POSTS_OF_CONTACT = (
    "(SELECT m.id FROM cases c JOIN messages m ON m.case_id = c.id WHERE c.contact_id = :contact)"
)


@dataclass(frozen=True, slots=True)
class Brought:
    """A captured post as the network brought it."""

    message_id: MessageId
    post: RemotePost


def give_ids(db: Database, network: str, brought: Iterable[RemotePost]) -> None:
    """Give posts that were captured without their link the ids under which they come.

    From then on they are stored posts; to be called before it is looked which are.
    Of several that may be the same the nearest in time is, and none is it twice.
    """
    posts = [post for post in brought if not post.repost]
    times = [post.at for post in posts]
    waiting = captures.unlinked(db, network, min(times), max(times)) if times else []
    if not waiting:
        return
    near: list[tuple[int, MessageId, RemoteId]] = []
    for post in posts:
        authors = {post.author.remote_id, contacts.placeholder(post.author.handle)}
        text = captures.cleaned(post.text)
        near += [
            (gap_ms, each.message_id, post.remote_id)
            for each in waiting
            if (gap_ms := each.gap_ms(authors, text, post.at)) is not None
        ]
    done: set[str | int] = {
        row["remote_id"]
        for row in db.rows(
            "SELECT remote_id FROM posts WHERE network = ?"
            " AND remote_id IN (SELECT value FROM json_each(?))",
            (network, json.dumps([remote_id for _, _, remote_id in near])),
        )
    }
    for _, message_id, remote_id in sorted(near):
        if done.isdisjoint((message_id, remote_id)):
            captures.give_id(db, message_id, remote_id)
            done |= {message_id, remote_id}


def name_authors(db: Database, network: str, users: Iterable[RemoteUser]) -> frozenset[CaseId]:
    """Give the users whose handles stand for unknown ids their real ones.

    Returns the cases that this touched. To be called before `contacts.of_users`.
    """
    named = {contacts.placeholder(user.handle): user for user in users if user.handle}
    # The plus keeps to the index's narrow range, which is empty on nearly every desk.
    waiting = db.rows(
        "SELECT remote_id FROM handles WHERE network = ? AND remote_id >= ? AND remote_id < ?"
        " AND +remote_id IN (SELECT value FROM json_each(?))",
        (network, contacts.PLACEHOLDER, contacts.AFTER_PLACEHOLDERS, json.dumps(list(named))),
    )
    touched: set[CaseId] = set()
    for row in waiting:
        known = RemoteId(row["remote_id"])
        touched |= _name(db, network, known, named[known].remote_id)
    return frozenset(touched)


def complete(
    db: Database,
    account: Account,
    brought: Iterable[Brought],
    authors: Mapping[RemoteId, ContactId],
) -> frozenset[CaseId]:
    """Complete captured posts, which are on an account's timeline; return the cases touched.

    `authors` are the contacts of all of them. To be called before they are noted as seen.
    """
    touched: set[CaseId] = set()
    for each in brought:
        author = each.post.author
        if each.post.conversation_id != each.post.remote_id:  # which was the guess
            muting.rename(
                db,
                account.network,
                MuteKind.CONVERSATION,
                each.post.remote_id,
                each.post.conversation_id,
            )
        touched |= _correct_author(db, account.network, each)
        case_id = _case_of(db, each.message_id)
        touched.add(case_id)
        # Looked at before the post is noted as seen: a case of captured posts only.
        loose = _is_loose(db, case_id)
        _write(db, each)
        muted_by = muting.load(db, account.network).of_post(each.post) if loose else None
        if muted_by is not None:
            muting.mute_late(db, each.message_id, muted_by)
            standing.recount(db, (case_id,))
            muting.mute_unheard(db, (case_id,), to_ms(each.post.at))
        if not _is_of(db, case_id, authors[author.remote_id], loose=loose):
            continue  # a person put it there; its conversation goes its own way
        account_id = _settle_account(db, case_id, account, each.post, loose=loose)
        older = db.value(
            "SELECT case_id FROM case_conversations WHERE account_id = ?"
            " AND conversation_id = ? AND customer_id = ?",
            (account_id, each.post.conversation_id, author.remote_id),
        )
        if older is not None and older != case_id and loose:
            joining.merge(db, case_id, CaseId(older))
            touched.add(CaseId(older))
    return frozenset(touched)


def _name(db: Database, network: str, stand_in: RemoteId, real: RemoteId) -> set[CaseId]:
    """Put a user's real id in the place of its stand-in, everywhere."""
    contact_id, known = (
        db.value(
            "SELECT contact_id FROM handles WHERE network = ? AND remote_id = ?", (network, each)
        )
        for each in (stand_in, real)
    )
    touched = {
        CaseId(row["id"])
        for row in db.rows("SELECT id FROM cases WHERE contact_id = ?", (contact_id,))
    }
    muting.rename(db, network, MuteKind.AUTHOR, stand_in, real)
    names = {"network": network, "old": stand_in, "new": real, "contact": known or contact_id}
    if known is None:
        db.execute(
            "UPDATE handles SET remote_id = :new WHERE network = :network AND remote_id = :old",
            names,
        )
    else:
        if known != contact_id:
            contacts.merge(db, ContactId(contact_id), ContactId(known))
        db.execute("DELETE FROM handles WHERE network = :network AND remote_id = :old", names)
    db.execute(
        # The plus: few of the network's posts are this contact's.
        "UPDATE posts SET author_id = :new WHERE +network = :network AND author_id = :old"
        f" AND message_id IN {_POSTS_OF_CONTACT}",
        names,
    )
    return touched | _name_conversations(db, names)


def _name_conversations(db: Database, names: dict[str, object]) -> set[CaseId]:
    """Do the same for the keys of cases; two cases of one key become one."""
    whose = (
        "k.customer_id = :old AND k.case_id IN (SELECT id FROM cases WHERE contact_id = :contact)"
    )
    twice = db.rows(
        "SELECT DISTINCT k.case_id, o.case_id AS older FROM case_conversations k"
        " JOIN case_conversations o ON o.account_id = k.account_id AND o.customer_id = :new"
        f" AND o.conversation_id = k.conversation_id AND o.case_id <> k.case_id WHERE {whose}",
        names,
    )
    db.execute(
        f"UPDATE OR IGNORE case_conversations AS k SET customer_id = :new WHERE {whose}", names
    )
    db.execute(f"DELETE FROM case_conversations AS k WHERE {whose}", names)
    touched: set[CaseId] = set()
    for row in twice:
        case_id, older = CaseId(row["case_id"]), CaseId(row["older"])
        if _is_loose(db, case_id):
            joining.merge(db, case_id, older)
            touched |= {case_id, older}
    return touched


def _correct_author(db: Database, network: str, brought: Brought) -> set[CaseId]:
    """Take back a guess at the author: the person's handle was another, perhaps an older one.

    Where this post is all that is known under that handle, both are one contact.
    """
    guess = RemoteId(
        db.value("SELECT author_id FROM posts WHERE message_id = ?", (brought.message_id,))
    )
    if not guess.startswith(contacts.PLACEHOLDER):
        return set()
    others = db.value(
        "SELECT 1 FROM handles h CROSS JOIN cases c ON c.contact_id = h.contact_id"
        " CROSS JOIN messages m ON m.case_id = c.id"
        " CROSS JOIN posts p ON p.message_id = m.id AND p.author_id = h.remote_id"
        " WHERE h.network = ? AND h.remote_id = ? AND m.id <> ?",
        (network, guess, brought.message_id),
    )
    return set() if others else _name(db, network, guess, brought.post.author.remote_id)


def _case_of(db: Database, message_id: MessageId) -> CaseId:
    return CaseId(db.value("SELECT case_id FROM messages WHERE id = ?", (message_id,)))


def _is_loose(db: Database, case_id: CaseId) -> bool:
    """Return whether a case holds captured posts only and nobody began to work on it."""
    told = db.value(
        "SELECT 1 FROM messages m WHERE m.case_id = ? AND EXISTS (SELECT 1 FROM account_posts s"
        " WHERE s.account_id IN (SELECT id FROM accounts) AND s.message_id = m.id) LIMIT 1",
        (case_id,),
    )
    state = db.value("SELECT state FROM cases WHERE id = ?", (case_id,))
    return told is None and not settling.worked_on(db, case_id, state)


def _is_of(db: Database, case_id: CaseId, contact_id: ContactId, *, loose: bool) -> bool:
    """Return whether a case is a contact's; a loose one becomes theirs."""
    if loose:
        db.execute("UPDATE cases SET contact_id = ? WHERE id = ?", (contact_id, case_id))
    whose = db.value("SELECT contact_id FROM cases WHERE id = ?", (case_id,))
    return bool(whose == contact_id)


def _settle_account(
    db: Database, case_id: CaseId, account: Account, post: RemotePost, *, loose: bool
) -> AccountId:
    """Give a case the account that was brought a post of it, unless it surely has another.

    Returns the account that it has then. Its conversations are noted for that one.
    """
    stored = db.value("SELECT account_id FROM cases WHERE id = ?", (case_id,))
    if stored is None or loose:
        give_account(db, case_id, account.id)
        return account.id
    if post.conversation_id != post.remote_id:  # which was the guess
        db.execute(
            "DELETE FROM case_conversations WHERE case_id = ? AND conversation_id = ?",
            (case_id, post.remote_id),
        )
    note_conversations(db, case_id, AccountId(stored))
    return AccountId(stored)


def _write(db: Database, brought: Brought) -> None:
    """Store what the network says of a post; its text stays as the person saw it."""
    post = brought.post
    db.execute(
        "UPDATE posts SET author_id = ?, conversation_id = ?, parent_id = ?, quoted_id = ?,"
        " lang = ?, repost = ?, media = ? WHERE message_id = ?",
        (
            post.author.remote_id,
            post.conversation_id,
            post.parent_id,
            post.quoted_id,
            post.lang,
            post.repost,
            messages.media_to_json(post.media),
            brought.message_id,
        ),
    )

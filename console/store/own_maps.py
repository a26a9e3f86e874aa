"""What rows of an export are here: which of ours stands for each of theirs.

The export lies in an attached file, `theirs`. The answers stand in tables of this connection,
`own_<rows>` with `old`, `new` and whether that one is `fresh`; a row without an answer is left
out by whoever copies.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from console.domain.ids import SEQUENCE_BITS, CaseId, ContactId, message_ms
from console.store import contacts, messages
from console.store.database import Database

_MAPS = ("agents", "accounts", "mutes", "watches", "contacts", "cases", "messages")
_COPIED_ACCOUNT = (
    "network, remote_id, handle, name, self_reply, created_at, access, colour, post_limit,"
    " own_name, hidden"
)


def prepare(db: Database) -> None:
    """Make the maps, empty; outside of any transaction."""
    for name in _MAPS:
        db.execute(f"DROP TABLE IF EXISTS temp.own_{name}")
        db.execute(
            f"CREATE TEMP TABLE own_{name}"
            " (old INTEGER PRIMARY KEY, new INTEGER NOT NULL, fresh INTEGER NOT NULL)"
        )


def forget(db: Database) -> None:
    """Take the maps away."""
    for name in _MAPS:
        db.execute(f"DROP TABLE IF EXISTS temp.own_{name}")


def map_desk(db: Database) -> dict[str, int]:
    """Find or store agents, accounts, mutes and watches; in a `writing` block.

    Watches come in paused: whoever lives here says what costs money. Returns how many are new.
    """
    _by_key(db, "agents", ("name",), "name, signature, created_at, retired_at")
    _by_key(db, "accounts", ("network", "remote_id"), _COPIED_ACCOUNT)
    _by_key(
        db, "mutes", ("network", "kind", "value"), "network, kind, value, shown, made_at",
        ("agent_id",),
    )  # fmt: skip
    _by_key(
        db,
        "watches",
        ("name", "query"),
        "name, query, pace_s, monthly_budget, begin_at, 1 AS paused, made_at",
        ("agent_id", "account_id"),
        "{0}.removed_at IS NULL",
    )
    return {
        name: int(db.value(f"SELECT count(*) FROM temp.own_{name} WHERE fresh"))
        for name in ("agents", "accounts", "mutes", "watches")
    }


def _by_key(
    db: Database,
    table: str,
    key: tuple[str, ...],
    copied: str,
    mapped: tuple[str, ...] = (),
    where: str = "1",
) -> None:
    """Map a small table by what names its rows, and store those that are not here."""
    alike = " AND ".join(f"o.{column} = t.{column}" for column in key)
    find = (
        f"INSERT OR IGNORE INTO temp.own_{table} SELECT t.id, min(o.id), ? FROM theirs.{table} t"
        f" JOIN main.{table} o ON {alike} WHERE {where.format('t')} AND {where.format('o')}"
        " GROUP BY t.id"
    )
    db.execute(find, (0,))
    others = "".join(f", {column}" for column in mapped)
    values = "".join(
        f", (SELECT new FROM temp.own_{column.removesuffix('_id')}s WHERE old = t.{column})"
        for column in mapped
    )
    names = ", ".join(each.split(" AS ")[-1].strip() for each in copied.split(","))
    db.execute(
        f"INSERT OR IGNORE INTO main.{table} ({names}{others}) SELECT {copied}{values}"
        f" FROM theirs.{table} t WHERE {where.format('t')} AND id NOT IN"
        f" (SELECT old FROM temp.own_{table}) ORDER BY id"
    )
    db.execute(find, (1,))


def map_contacts(db: Database, contact_ids: Collection[int]) -> int:
    """Find or store contacts; in a `writing` block. Returns how many are new.

    Who they are is said by a handle, else by name and time of making, else by a phone number
    that only one of ours has, where not both have handles.
    """
    ids = json.dumps(list(contact_ids))
    asked = (
        "t.id IN (SELECT value FROM json_each(?))"
        " AND t.id NOT IN (SELECT old FROM temp.own_contacts)"
    )
    has_handle = "EXISTS (SELECT 1 FROM {0}.handles x WHERE x.contact_id = {1})"
    into = "INSERT INTO temp.own_contacts SELECT t.id, min(o.{0}), 0 FROM theirs.contacts t"
    db.execute(
        f"{into.format('contact_id')} JOIN theirs.handles h ON h.contact_id = t.id"
        " JOIN main.handles o ON o.network = h.network AND o.remote_id = h.remote_id"
        f" WHERE {asked} GROUP BY t.id",
        (ids,),
    )
    db.execute(
        f"{into.format('id')} JOIN main.contacts o ON o.name = t.name"
        f" AND o.created_at = t.created_at WHERE {asked} AND NOT"
        f" ({has_handle.format('theirs', 't.id')} AND {has_handle.format('main', 'o.id')})"
        " GROUP BY t.id",
        (ids,),
    )
    db.execute(
        f"{into.format('contact_id')} JOIN theirs.phones p ON p.contact_id = t.id"
        " JOIN main.phones o ON o.number = p.number"
        f" WHERE {asked} AND NOT ({has_handle.format('theirs', 't.id')}"
        f" AND {has_handle.format('main', 'o.contact_id')})"
        " GROUP BY t.id HAVING count(DISTINCT o.contact_id) = 1",
        (ids,),
    )
    fresh = db.rows(
        f"SELECT id, name, created_at, notes FROM theirs.contacts t WHERE {asked} ORDER BY id",
        (ids,),
    )
    for row in fresh:
        new = contacts.add(db, row["name"], row["created_at"])
        db.execute("UPDATE contacts SET notes = ? WHERE id = ?", (row["notes"], new))
        _note(db, "contacts", row["id"], new)
    return len(fresh)


def map_messages(db: Database, message_ids: Collection[int]) -> int:
    """Find messages, or give the new ones a number; they are not stored yet.

    A post is known by its network's id, a call note by its time, words and who wrote it.
    Returns how many are new.
    """
    ids = json.dumps(list(message_ids))
    asked = "m.id IN (SELECT value FROM json_each(?))"
    db.execute(
        "INSERT OR IGNORE INTO temp.own_messages SELECT m.id, o.message_id, 0"
        " FROM theirs.messages m JOIN theirs.posts p ON p.message_id = m.id"
        " JOIN main.posts o ON o.network = p.network AND o.remote_id = p.remote_id"
        f" WHERE {asked}",
        (ids,),
    )
    first = f"((m.id >> {SEQUENCE_BITS}) << {SEQUENCE_BITS})"
    db.execute(
        "INSERT OR IGNORE INTO temp.own_messages SELECT m.id, min(o.id), 0"
        " FROM theirs.messages m JOIN theirs.call_notes n ON n.message_id = m.id"
        " JOIN temp.own_agents a ON a.old = n.agent_id"
        f" CROSS JOIN main.messages o ON o.id BETWEEN {first} AND {first} + {2**SEQUENCE_BITS - 1}"
        " AND o.kind = 'call_note' AND o.text = m.text AND o.direction = m.direction"
        " JOIN main.call_notes c ON c.message_id = o.id AND c.agent_id = a.new"
        f" WHERE {asked} GROUP BY m.id",
        (ids,),
    )
    fresh = db.rows(
        f"SELECT m.id FROM theirs.messages m WHERE {asked}"
        " AND m.id NOT IN (SELECT old FROM temp.own_messages) ORDER BY m.id",
        (ids,),
    )
    given = messages.next_ids(db, [message_ms(row["id"]) for row in fresh])
    for row, new in zip(fresh, given, strict=True):
        _note(db, "messages", row["id"], new)
    return len(fresh)


def map_cases(db: Database, case_ids: Collection[int]) -> int:
    """Find or store cases whose contacts and messages are mapped; in a `writing` block.

    A case of theirs is the one of ours that holds one of its messages, else the one of its
    conversation. Returns how many are new.
    """
    ids = json.dumps(list(case_ids))
    asked = "IN (SELECT value FROM json_each(?)) AND {0} NOT IN (SELECT old FROM temp.own_cases)"
    db.execute(
        "INSERT INTO temp.own_cases SELECT m.case_id, min(o.case_id), 0 FROM theirs.messages m"
        " JOIN temp.own_messages x ON x.old = m.id AND NOT x.fresh"
        " JOIN main.messages o ON o.id = x.new AND o.case_id IS NOT NULL"
        f" WHERE m.case_id {asked.format('m.case_id')} GROUP BY m.case_id",
        (ids,),
    )
    db.execute(
        "INSERT INTO temp.own_cases SELECT v.case_id, min(o.case_id), 0"
        " FROM theirs.case_conversations v JOIN temp.own_accounts a ON a.old = v.account_id"
        " JOIN main.case_conversations o ON o.account_id = a.new"
        " AND o.conversation_id = v.conversation_id AND o.customer_id = v.customer_id"
        f" WHERE v.case_id {asked.format('v.case_id')} GROUP BY v.case_id",
        (ids,),
    )
    fresh = db.rows(
        "SELECT c.id, a.new AS account_id, k.new AS contact_id, c.state, c.state_at,"
        " c.touchpoint, c.rank, c.snoozed_until, c.priority, c.thanked_at FROM theirs.cases c"
        " JOIN temp.own_contacts k ON k.old = c.contact_id"
        " LEFT JOIN temp.own_accounts a ON a.old = c.account_id"
        f" WHERE c.id {asked.format('c.id')} ORDER BY c.id",
        (ids,),
    )
    for row in fresh:
        values = dict(row)
        old = values.pop("id")
        _note(db, "cases", old, db.insert("cases", values))
    return len(fresh)


def cases_here(db: Database) -> list[CaseId]:
    """Return the cases of ours that rows were mapped to."""
    return [CaseId(row["new"]) for row in db.rows("SELECT DISTINCT new FROM temp.own_cases")]


def contacts_here(db: Database) -> list[ContactId]:
    """Return the contacts of ours that rows were mapped to."""
    return [ContactId(row["new"]) for row in db.rows("SELECT DISTINCT new FROM temp.own_contacts")]


def next_batch(db: Database) -> None:
    """Begin with other cases; who and what was mapped for the whole desk stays."""
    for name in ("contacts", "cases", "messages"):
        db.execute(f"DELETE FROM temp.own_{name}")


def _note(db: Database, table: str, old: int, new: int) -> None:
    db.execute(f"INSERT INTO temp.own_{table} VALUES (?, ?, 1)", (old, new))

"""Rows of our own accounts and of the agents who answer from them."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal

from console.domain.accounts import (
    COLOURS,
    LONGEST_NAME,
    Access,
    Account,
    AccountLook,
    Agent,
    SelfReply,
)
from console.domain.ids import AccountId, AgentId, RemoteId, from_ms, to_ms
from console.domain.limits import LIMITS_BY_NAME
from console.errors import InputError, NotFound
from console.language import tr
from console.store.database import Database, Row
from console.text.hidden_signs import in_line
from console.text.post_links import HANDLE

MILLION = 1_000_000
"""So many units of the store are a US dollar."""
LONGEST_HANDLE = 50
"""In characters; as `console.text.post_links.HANDLE`."""
_NOT_OF_HANDLE = re.compile(r"[^A-Za-z0-9_]", re.ASCII)
_WITH_ACCOUNT = (
    "cases", "case_conversations", "account_posts", "orphan_posts", "reply_threads", "cursors",
    "charges", "billed_reads", "watches", "imports", "recheck_runs",
)  # fmt: skip
"""The tables whose rows belong to an account."""
STAND_IN = "account:"
"""How the stand-in for the unknown id of an account of ours begins; X's ids are digits."""


def add(
    db: Database, *, network: str, remote_id: RemoteId, handle: str, name: str, now: datetime
) -> Account:
    """Store an account, or refresh the names of the one with this remote id.

    One of this handle that only had hand-off till now is this one from now on.
    """
    with db.writing():
        _get_access(db, network, remote_id, handle)
        db.execute(
            "INSERT INTO accounts"
            " (network, remote_id, handle, name, self_reply, created_at, colour)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (network, remote_id)"
            " DO UPDATE SET handle = excluded.handle, name = excluded.name",
            (network, remote_id, handle, name, SelfReply.UNKNOWN, to_ms(now), _rarest_colour(db)),
        )
        return _of_remote_id(db, network, remote_id)


def add_handoff(db: Database, *, network: str, handle: str, name: str, now: datetime) -> Account:
    """Store an account that the desk has no access to, with a stand-in for its id.

    Raises:
        InputError: an account of this handle is there already.
    """
    with db.writing():
        if any(
            each.network == network and each.handle.casefold() == handle.casefold()
            for each in every(db)
        ):
            raise InputError(
                tr("@{handle} is an account of this desk already.").format(handle=handle),
                advice=tr("It stands among the accounts."),
            )
        stand_in = _stand_in(handle)
        values = {"network": network, "remote_id": stand_in, "handle": handle, "name": name}
        db.insert(
            "accounts",
            values
            | {
                "self_reply": SelfReply.UNKNOWN,
                "created_at": to_ms(now),
                "access": Access.HAND_OFF,
                "colour": _rarest_colour(db),
            },
        )
        return _of_remote_id(db, network, stand_in)


def every(db: Database) -> tuple[Account, ...]:
    """Return all accounts, in the order in which they were added."""
    return tuple(_account(row) for row in db.rows("SELECT * FROM accounts ORDER BY id"))


def get(db: Database, account_id: AccountId) -> Account:
    """Return one account.

    Raises:
        NotFound: there is none of this id.
    """
    row = db.row("SELECT * FROM accounts WHERE id = ?", (account_id,))
    if row is None:
        raise NotFound(tr("There is no account {account_id}.").format(account_id=account_id))
    return _account(row)


def set_look(db: Database, account_id: AccountId, look: AccountLook) -> None:
    """Keep what a person chose of an account; inside a `writing` block."""
    db.execute(
        "UPDATE accounts SET colour = ?, post_limit = ?, own_name = ?, hidden = ? WHERE id = ?",
        (look.colour, look.limit or None, look.own_name, look.hidden, account_id),
    )


def remove(db: Database, account_id: AccountId) -> bool:
    """Remove an account of which nothing is stored; inside a `writing` block.

    Return whether it is gone: one with posts, cases, answers, watches or cost stays.
    """
    kept = " UNION ALL ".join(
        f"SELECT 1 FROM {table} WHERE account_id = :account" for table in _WITH_ACCOUNT
    )
    if db.row(f"SELECT 1 WHERE EXISTS ({kept})", {"account": account_id}) is not None:
        return False
    return bool(db.execute("DELETE FROM accounts WHERE id = ?", (account_id,)))


def note_synced(db: Database, account_id: AccountId, at: datetime) -> None:
    """Record that a sync ended well."""
    with db.writing():
        db.execute(
            "UPDATE accounts SET synced_at = ?, sync_error = NULL WHERE id = ?",
            (to_ms(at), account_id),
        )


def note_sync_failed(db: Database, account_id: AccountId, problem: str) -> None:
    """Record what kept a sync from ending well; the time of the last good one stays."""
    with db.writing():
        db.execute("UPDATE accounts SET sync_error = ? WHERE id = ?", (problem, account_id))


def note_self_reply(db: Database, account_id: AccountId, known: SelfReply) -> None:
    """Record whether the network let us reply to our own post; inside a `writing` block."""
    db.execute("UPDATE accounts SET self_reply = ? WHERE id = ?", (known, account_id))


def agent(db: Database, name: str, signature: str, now: datetime) -> Agent:
    """Return the agent of this name, stored now if new, with the signature given.

    Whoever works here is not retired.
    """
    find = "SELECT id, signature, retired_at FROM agents WHERE name = ? ORDER BY id"
    row = db.row(find, (name,))
    if row is not None and row["signature"] == signature and row["retired_at"] is None:
        return Agent(AgentId(row["id"]), name, signature)
    with db.writing():
        row = db.row(find, (name,))  # another connection may have stored it meanwhile
        if row is not None:
            agent_id = int(row["id"])
            db.execute(
                "UPDATE agents SET signature = ?, retired_at = NULL WHERE id = ?",
                (signature, agent_id),
            )
        else:
            agent_id = db.insert(
                "agents", {"name": name, "signature": signature, "created_at": to_ms(now)}
            )
    return Agent(AgentId(agent_id), name, signature)


def _rarest_colour(db: Database) -> str:
    """Return the colour that the fewest accounts have, the first of those."""
    rows = db.rows("SELECT colour, count(*) AS count FROM accounts GROUP BY colour")
    counts = {row["colour"]: row["count"] for row in rows}
    return min(COLOURS, key=lambda colour: counts.get(colour, 0))


def _get_access(db: Database, network: str, remote_id: RemoteId, handle: str) -> None:
    """Give an account that had a stand-in its real id, in its posts as well."""
    names = {"network": network, "old": _stand_in(handle), "new": remote_id}
    found = db.execute(
        "UPDATE accounts SET remote_id = :new, access = 'api' WHERE network = :network"
        " AND remote_id = :old AND NOT EXISTS"
        " (SELECT 1 FROM accounts WHERE network = :network AND remote_id = :new)",
        names,
    )
    if found:
        db.execute(
            "UPDATE posts SET author_id = :new WHERE network = :network AND author_id = :old",
            names,
        )


def _stand_in(handle: str) -> RemoteId:
    return RemoteId(f"{STAND_IN}{handle.casefold()}")


def _of_remote_id(db: Database, network: str, remote_id: RemoteId) -> Account:
    (row,) = db.rows(
        "SELECT * FROM accounts WHERE network = ? AND remote_id = ?", (network, remote_id)
    )
    return _account(row)


def _named(text: str) -> str:
    """Return a name for one line; a file that was changed elsewhere may hold any text."""
    return in_line(text[:LONGEST_NAME])


def _handled(text: str) -> str:
    """Return a handle: of another text its signs that a handle may have, `_` for others."""
    return text if HANDLE.fullmatch(text) else _NOT_OF_HANDLE.sub("_", text[:LONGEST_HANDLE])


def _account(row: Row) -> Account:
    """Return the account of a row; a value that none of ours has is left out, not believed."""
    return Account(
        id=AccountId(row["id"]),
        network=row["network"],
        remote_id=RemoteId(row["remote_id"]),
        handle=_handled(row["handle"]),
        name=_named(row["name"]),
        self_reply=SelfReply(row["self_reply"]),
        synced_at=None if row["synced_at"] is None else from_ms(row["synced_at"]),
        sync_error=row["sync_error"],
        access=Access(row["access"]),
        monthly_budget=(
            None if row["monthly_budget"] is None else Decimal(row["monthly_budget"]) / MILLION
        ),
        colour=row["colour"] if row["colour"] in COLOURS else COLOURS[0],
        limit=row["post_limit"] if row["post_limit"] in LIMITS_BY_NAME else "",
        own_name=_named(row["own_name"]),
        hidden=bool(row["hidden"]),
    )

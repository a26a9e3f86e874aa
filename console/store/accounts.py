"""Rows of our own accounts and of the agents who answer from them."""

from __future__ import annotations

from datetime import datetime

from console.domain.accounts import Account, Agent, SelfReply
from console.domain.ids import AccountId, AgentId, RemoteId, from_ms, to_ms
from console.errors import NotFound
from console.store.database import Database, Row


def add(
    db: Database, *, network: str, remote_id: RemoteId, handle: str, name: str, now: datetime
) -> Account:
    """Store an account, or refresh the names of the one with this remote id."""
    with db.writing():
        db.execute(
            "INSERT INTO accounts (network, remote_id, handle, name, self_reply, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (network, remote_id)"
            " DO UPDATE SET handle = excluded.handle, name = excluded.name",
            (network, remote_id, handle, name, SelfReply.UNKNOWN, to_ms(now)),
        )
    row = db.row("SELECT * FROM accounts WHERE network = ? AND remote_id = ?", (network, remote_id))
    if row is None:  # pragma: no cover - it was written a line ago
        raise NotFound("The account vanished while it was added.")
    return _account(row)


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
        raise NotFound(f"There is no account {account_id}.")
    return _account(row)


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
    """Return the agent of this name, stored now if new, with the signature given."""
    find = "SELECT id, signature FROM agents WHERE name = ? ORDER BY id"
    row = db.row(find, (name,))
    if row is not None and row["signature"] == signature:
        return Agent(AgentId(row["id"]), name, signature)
    with db.writing():
        row = db.row(find, (name,))  # another connection may have stored it meanwhile
        if row is not None:
            agent_id = int(row["id"])
            db.execute("UPDATE agents SET signature = ? WHERE id = ?", (signature, agent_id))
        else:
            agent_id = db.insert(
                "agents", {"name": name, "signature": signature, "created_at": to_ms(now)}
            )
    return Agent(AgentId(agent_id), name, signature)


def _account(row: Row) -> Account:
    return Account(
        id=AccountId(row["id"]),
        network=row["network"],
        remote_id=RemoteId(row["remote_id"]),
        handle=row["handle"],
        name=row["name"],
        self_reply=SelfReply(row["self_reply"]),
        synced_at=None if row["synced_at"] is None else from_ms(row["synced_at"]),
        sync_error=row["sync_error"],
    )

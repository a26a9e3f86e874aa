"""How long an account waits after a call that failed, and how often that was in a row."""

from __future__ import annotations

from datetime import datetime

from console.domain.ids import AccountId, from_ms, to_ms
from console.store.database import Database


def get(db: Database, account_id: AccountId) -> tuple[datetime | None, int]:
    """Return when an account may try again (None: at once), and how often it failed in a row."""
    row = db.row("SELECT retry_at, failures FROM accounts WHERE id = ?", (account_id,))
    if row is None:
        return None, 0
    return None if row["retry_at"] is None else from_ms(row["retry_at"]), int(row["failures"])


def begin(db: Database, account_id: AccountId, retry_at: datetime) -> None:
    """Let an account wait after a call that failed."""
    with db.writing():
        db.execute(
            "UPDATE accounts SET retry_at = ?, failures = failures + 1 WHERE id = ?",
            (to_ms(retry_at), account_id),
        )


def end(db: Database, account_id: AccountId) -> None:
    """Let an account try again at once, after a success or on a person's word."""
    with db.writing():
        end_within(db, account_id)


def end_within(db: Database, account_id: AccountId) -> None:
    """Do the same inside a `writing` block."""
    db.execute(
        "UPDATE accounts SET retry_at = NULL, failures = 0"
        " WHERE id = ? AND (failures > 0 OR retry_at IS NOT NULL)",
        (account_id,),
    )

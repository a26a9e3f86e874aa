"""How each account is signed in, what that allows, and since when it no longer is."""

from __future__ import annotations

from datetime import datetime

from console.domain.ids import AccountId, from_ms, to_ms
from console.domain.sign_in import Ended, Granted, Way
from console.store import pauses
from console.store.database import Database


def granted(db: Database, account_id: AccountId) -> Granted:
    """Return what an account's sign-in allows, and why it ended where it did."""
    row = db.row(
        "SELECT signed_in_by, scopes, signed_in_at, signed_out_why FROM accounts WHERE id = ?",
        (account_id,),
    )
    if row is None:
        return Granted(Way.KEYS)
    why, since = row["signed_out_why"], row["signed_in_at"]
    return Granted(
        Way(row["signed_in_by"]),
        tuple(row["scopes"].split()),
        None if why is None else Ended(why),
        None if since is None else from_ms(since),
    )


def note_signed_in(db: Database, account_id: AccountId, granted: Granted, now: datetime) -> None:
    """Record a sign-in of `now`; what waited for one goes on at once. Inside a `writing` block."""
    db.execute(
        "UPDATE accounts SET signed_in_by = ?, scopes = ?, signed_in_at = ?,"
        " signed_out_at = NULL, signed_out_why = NULL, sync_error = NULL WHERE id = ?",
        (granted.way, " ".join(granted.scopes), to_ms(now), account_id),
    )
    pauses.end_within(db, account_id)


def note_ended(db: Database, account_id: AccountId, why: Ended, now: datetime) -> None:
    """Record that an account is signed out; the first moment counts."""
    with db.writing():
        db.execute(
            "UPDATE accounts SET signed_out_at = coalesce(signed_out_at, ?), signed_out_why = ?"
            " WHERE id = ? AND signed_out_why IS NOT ? AND signed_out_why IS NOT ?",
            (to_ms(now), why, account_id, why, Ended.HERE),
        )


def note_accepted(db: Database, account_id: AccountId) -> None:
    """Record that the network accepted what an account is signed in with.

    Who signed out here stays so, though a call that was under way came back since.
    """
    if granted(db, account_id).ended is Ended.REFUSED:
        with db.writing():
            db.execute(
                "UPDATE accounts SET signed_out_at = NULL, signed_out_why = NULL"
                " WHERE id = ? AND signed_out_why = ?",
                (account_id, Ended.REFUSED),
            )

"""The outbox of a restored file: nothing of it goes out by itself."""

from __future__ import annotations

from datetime import datetime

from console.domain.cautions import Caution, CautionKind
from console.domain.ids import to_ms
from console.domain.outbox import PartState
from console.store import cautions
from console.store.database import Database

LOST = "The desk was restored from a backup that was made while this part was on its way."


def hold_all(db: Database, made_at: datetime) -> int:
    """Let every part of an answer that may have gone out since wait; return how many do.

    What was on its way is looked for among our own posts, as after a crash. About the rest a
    person decides. One held already is held for this as well.
    """
    why = Caution(CautionKind.RESTORED, at=made_at)
    with db.writing(durable=True):
        rows = db.rows(
            "SELECT id, state, cautions FROM reply_parts WHERE state IN"
            " ('queued', 'refused', 'held', 'sending')"
        )
        for row in rows:
            if row["state"] == PartState.SENDING:
                continue
            kept = cautions.from_json(row["cautions"])
            db.execute(
                "UPDATE reply_parts SET state = 'held', cautions = ?, not_before = NULL"
                " WHERE id = ?",
                (
                    cautions.to_json((why, *(each for each in kept if each.kind != why.kind))),
                    row["id"],
                ),
            )
        db.execute(
            "UPDATE reply_parts SET state = 'unsure', problem = ?, looked_at = NULL, looks = 0,"
            " not_before = NULL, lease_owner = NULL, lease_until = NULL,"
            " attempted_at = coalesce(attempted_at, ?) WHERE state = 'sending'",
            (LOST, to_ms(made_at)),
        )
    return len(rows)

"""An empty file of any schema that there ever was, to put another beside it."""

from __future__ import annotations

import sqlite3


def make(connection: sqlite3.Connection, version: int) -> None:
    """Make the tables of a schema, from 1 to the present one, in an empty file."""
    from sqlite_utils import Database

    from console.store.migrations import migrations

    db = Database(connection, execute_plugins=False)
    steps = [step.name for step in migrations.pending(db)]
    with db.atomic():
        migrations.apply(db, stop_before=steps[version:] or None)

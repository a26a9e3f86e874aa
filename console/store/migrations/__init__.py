"""The schema, as the steps that made it.

Imports nothing else of `console`, and a released step is never edited: a person's file
may be at any of them. Each step ends by raising SQLite's `user_version`, which is what
the desk reads at start without loading sqlite-utils. Times are UTC milliseconds since
1970.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

from console.store.migrations import (
    m001_first_desk,
    m002_reading,
    m003_drafts,
    m004_outbox,
    m005_cases,
    m006_checks,
    m007_insight,
    m008_watches,
    m009_search,
    m010_imports,
    m011_erasure,
    m012_rechecks,
    m013_scale,
    m014_sign_in,
    m015_accounts,
)
from console.store.migrations.m001_first_desk import APPLICATION_ID

__all__ = ["APPLICATION_ID", "LATEST_VERSION", "apply", "migrations"]

LATEST_VERSION = 15

migrations = Migrations("canary-desk")
migrations(name="m001_first_desk")(m001_first_desk.apply)
migrations(name="m002_reading")(m002_reading.apply)
migrations(name="m003_drafts")(m003_drafts.apply)
migrations(name="m004_outbox")(m004_outbox.apply)
migrations(name="m005_cases")(m005_cases.apply)
migrations(name="m006_checks")(m006_checks.apply)
migrations(name="m007_insight")(m007_insight.apply)
migrations(name="m008_watches")(m008_watches.apply)
migrations(name="m009_search")(m009_search.apply)
migrations(name="m010_imports")(m010_imports.apply)
migrations(name="m011_erasure")(m011_erasure.apply)
migrations(name="m012_rechecks")(m012_rechecks.apply)
migrations(name="m013_scale")(m013_scale.apply)
migrations(name="m014_sign_in")(m014_sign_in.apply)
migrations(name="m015_accounts")(m015_accounts.apply)


def apply(connection: sqlite3.Connection) -> None:
    """Bring the file behind `connection` to `LATEST_VERSION`; one transaction, all or nothing."""
    db = Database(connection, execute_plugins=False)
    with db.atomic():
        migrations.apply(db)

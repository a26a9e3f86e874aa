"""Secrets put where they must not be, to see that the search finds them there."""

from __future__ import annotations

import gzip
import sqlite3
import zipfile
from pathlib import Path

from tests.console import traces

KINDS = ("db", "log", "json", "html", "zip", "gz")


def plant(folder: Path, secrets: dict[str, str]) -> set[tuple[str, str]]:
    """Write each secret in each form into a file of each kind below `folder`; return them.

    Files as (secret, name of the file).
    """
    ground = folder / "planted"
    ground.mkdir()
    planted = set()
    for number, secret in enumerate(secrets.values()):
        for place, form in enumerate(traces.forms(secret).values()):
            kind = KINDS[(number + place) % len(KINDS)]
            path = ground / f"{number}-{place}.{kind}"
            _write(path, kind, form)
            planted.add((secret, f"planted/{path.name}"))
    return planted


def missed(folder: Path, planted: set[tuple[str, str]]) -> set[str]:
    """Return the names of planted files in which the search does not find their secret."""
    found = {
        (secret, f"planted/{file}")
        for secret, file in traces.found_in(folder / "planted", {one for one, _ in planted})
    }
    return {file for _, file in planted - found}


def _write(path: Path, kind: str, form: bytes) -> None:
    around = b'{"at": 1, "text": "before ' + form + b' after"}\n'
    if kind == "db":
        db = sqlite3.connect(path)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE kept (value BLOB)")
        db.execute("INSERT INTO kept VALUES (?)", (around,))
        db.commit()
        db.close()
    elif kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("log.txt", around)
    elif kind == "gz":
        path.write_bytes(gzip.compress(around))
    else:
        path.write_bytes(around)

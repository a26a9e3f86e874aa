"""A new data file is a copy of one that the migrations made: most tests need it, not its making.

A pytest plugin of the test session. A module that tests the making itself has its own
fixture of the name `copied_files`, which does nothing.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from console.store import database, upgrade

MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a data file holds that was just made."""
    path = tmp_path_factory.mktemp("new") / "canary-desk.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        upgrade.bring_up_to_date(connection, path)
    return path.read_bytes()


@pytest.fixture(autouse=True, scope="module")
def copied_files(new_file: bytes) -> Iterator[None]:
    create = database._create_private

    def copy(path: Path) -> None:
        with database._CREATING:
            if not path.exists():
                with os.fdopen(os.open(path, MAKE, 0o600), "wb") as file:
                    file.write(new_file)
        create(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_create_private", copy)
        yield

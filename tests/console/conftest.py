from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.domain.accounts import Account
from console.store.database import Database
from tests.console import given


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = given.database(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def account(db: Database) -> Account:
    return given.account(db)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[given.Bench]:
    made = given.bench(tmp_path)
    yield made
    made.desk.close()

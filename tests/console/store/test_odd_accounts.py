"""An account whose row was changed elsewhere is read as one that any view can show."""

from __future__ import annotations

from pathlib import Path

from console.domain.accounts import COLOURS, LONGEST_NAME
from console.store import accounts
from tests.console import given


def test_values_that_none_of_ours_has_are_not_believed(tmp_path: Path) -> None:
    bench = given.bench(tmp_path)
    odd = "a\u202eb\n<b>" + "x" * 15_000
    bench.db.execute(
        "UPDATE accounts SET post_limit = '99999', colour = 'evil', own_name = ?, name = ?,"
        " handle = ?",
        (odd, odd, "../../x\n\u202e"),
    )
    (account, *_) = accounts.every(bench.db)
    assert account.limit == ""
    assert account.colour == COLOURS[0]
    for name in (account.own_name, account.name):
        assert len(name) <= LONGEST_NAME
        assert name.isprintable()
        assert name.startswith("ab <b>x")
    assert account.handle == "______x__"
    bench.desk.close()


def test_values_of_ours_are_read_as_they_stand(tmp_path: Path) -> None:
    bench = given.bench(tmp_path)
    name = "Käse & Söhne 👩\u200d🍳"
    bench.db.execute(
        "UPDATE accounts SET post_limit = '140', own_name = ?, handle = 'Shop_1'", (name,)
    )
    (account, *_) = accounts.every(bench.db)
    assert (account.limit, account.own_name, account.handle) == ("140", name, "Shop_1")
    bench.desk.close()

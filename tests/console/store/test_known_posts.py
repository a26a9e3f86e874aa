"""What showing a stored post again changes: it may turn out that it calls for us."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from console.domain.ids import RemoteId
from console.domain.remote import Timeline
from console.store import cases
from tests.console import given


def test_a_stored_post_that_turns_out_to_mention_us_is_a_summons_from_then_on(
    tmp_path: Path,
) -> None:
    db = given.database(tmp_path)
    account = given.account(db)
    given.save(db, account, given.post(10, given.ADA, 0, "the shop again", mentions=()))
    (row,) = cases.rows(db)
    assert row.unsummoned
    given.save(db, account, given.post(10, given.ADA, 0, "@shop the shop again"))
    (again,) = cases.rows(db)
    assert (again.id, again.unsummoned) == (row.id, False)
    assert db.value("SELECT summons FROM posts") == 1


def test_a_quote_of_ours_counts_once_the_quoted_post_is_known(tmp_path: Path) -> None:
    db = given.database(tmp_path)
    account = given.account(db)
    quote = replace(given.post(11, given.ADA, 1, "see", mentions=()), quoted_id=RemoteId("5"))
    given.save(db, account, quote)
    assert cases.rows(db)[0].unsummoned
    given.save(
        db, account, given.post(5, given.OWN, 0, "our news", mentions=()), timeline=Timeline.OWN
    )
    given.save(db, account, quote)
    assert not cases.rows(db)[0].unsummoned


def test_what_calls_for_another_account_is_no_summons_of_this_one(tmp_path: Path) -> None:
    db = given.database(tmp_path)
    account = given.account(db)
    given.save(db, account, given.post(10, given.ADA, 0, "hm", mentions=()))
    other = given.account(db, given.BEN)
    given.save(db, other, given.post(10, given.ADA, 0, "@ben hm", mentions=(given.BEN,)))
    assert cases.rows(db)[0].unsummoned

"""What showing a stored post again changes: it may turn out that it calls for us."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from console.desk.posts import NewCapture
from console.domain.accounts import Account
from console.domain.cases import CaseState
from console.domain.ids import RemoteId
from console.domain.messages import Post
from console.domain.numbering import NO_NUMBERS
from console.domain.remote import RemoteUser, Timeline
from console.store import accounts, cases, drafts, outbox, posts, standing
from console.store.database import Database
from console.text.post_links import mentions
from tests.console import given
from tests.console.given import OWN, START

UK = RemoteUser(RemoteId("9"), "shop_uk", "The Shop UK")
FOR_UK = given.post(10, given.ADA, 0, "@shop_uk hm", mentions=(UK,))


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
    assert db.value("SELECT summons FROM account_posts") == 1


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
    account, other = given.account(db), given.account(db, UK)
    given.save(db, account, given.post(10, given.ADA, 0, "hm", mentions=()))
    given.save(db, account, given.post(11, OWN, 1, conversation="10", parent="10", mentions=()),
               timeline=Timeline.OWN)  # fmt: skip
    given.save(db, other, FOR_UK)
    (row,) = cases.rows(db)
    assert (row.account_id, row.unsummoned) == (account.id, True), "we answered there"
    assert takes(db, account, other) == [False, True]
    with db.writing():
        standing.refresh(db, [row.id])
    assert cases.rows(db)[0].unsummoned


def test_an_idle_case_goes_to_the_account_that_its_post_calls_for(tmp_path: Path) -> None:
    db = given.database(tmp_path)
    account, other = given.account(db), given.account(db, UK)
    given.save(db, account, replace(FOR_UK, mentions=()))
    assert cases.rows(db)[0].unsummoned
    saved = given.save(db, other, FOR_UK)
    (row,) = cases.rows(db)
    assert (row.account_id, row.unsummoned) == (other.id, False)
    assert row.id in saved.changes.cases
    assert posts.summoning_post(db, row.id) == "10"
    given.save(db, other, given.post(12, given.ADA, 2, "more", reply_to=FOR_UK, mentions=(UK,)))
    assert given.case_of(db, 12) == row.id, "its conversation went along"
    before = given.everything(db)
    given.save(db, other, FOR_UK)
    given.save(db, account, replace(FOR_UK, mentions=()))
    assert given.everything(db)["cases"] == before["cases"]


def test_it_becomes_one_with_the_case_that_the_other_has_of_the_conversation(
    tmp_path: Path,
) -> None:
    db = given.database(tmp_path)
    account, other = given.account(db), given.account(db, UK)
    given.save(db, account, replace(FOR_UK, mentions=()))
    given.save(db, other, given.post(12, given.ADA, 2, "more", reply_to=FOR_UK, mentions=(UK,)))
    assert len(cases.rows(db)) == 2
    given.save(db, other, FOR_UK)
    (row,) = cases.rows(db)
    assert row.account_id == other.id
    assert given.case_of(db, 10) == given.case_of(db, 12) == row.id


@pytest.mark.parametrize("why", ["draft", "summons", "asleep"])
def test_a_case_that_is_worked_on_or_called_for_its_own_account_stays(
    tmp_path: Path, why: str
) -> None:
    db = given.database(tmp_path)
    account, other = given.account(db), given.account(db, UK)
    given.save(db, account, replace(FOR_UK, mentions=()))
    (row,) = cases.rows(db)
    if why == "draft":
        agent = accounts.agent(db, "Anna", "", START)
        drafts.put(db, row.id, agent.id, "Sorry", "140", START, NO_NUMBERS.name)
    elif why == "summons":
        given.save(db, account, given.post(11, given.ADA, 1, "@shop!", reply_to=FOR_UK))
    else:
        with db.writing():
            cases.set_state(db, [row.id], CaseState.SNOOZED, START, until=START)
    given.save(db, other, FOR_UK)
    (left,) = cases.rows(db)
    assert (left.id, left.account_id) == (row.id, account.id)
    assert left.unsummoned is (why != "summons")
    assert takes(db, account, other) == [False, True]


def test_a_post_that_mentions_two_accounts_is_a_case_of_the_first_only(tmp_path: Path) -> None:
    db = given.database(tmp_path)
    account, other = given.account(db), given.account(db, UK)
    both = replace(FOR_UK, mentions=(OWN, UK))
    given.save(db, account, both)
    given.save(db, other, both)
    (row,) = cases.rows(db)
    assert (row.account_id, row.unsummoned) == (account.id, False)
    assert takes(db, account, other) == [True, True]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@Shop where is it", True), ("so, \uff20SHOP!", True), ("(@shop)", True),
        ("@shop_uk where", False), ("me@shop.com", False), ("@shopper @shop@", False),
        ("https://x.com/@shop", False), ("shop?", False),
    ],
)  # fmt: skip
def test_of_a_captured_post_its_words_say_for_whom_it_is(
    tmp_path: Path, text: str, *, called: bool
) -> None:
    """As `post_links.mentions` says; and no longer once a timeline has shown it."""
    bench = given.bench(tmp_path, posts=())
    link = "https://x.com/ada_fern/status/1460323737035677698"
    capture = NewCapture(text, link=link, network="memory")
    case_id, _ = bench.desk.posts.capture(capture)
    assert mentions(text, "shop") is called
    (post,) = bench.desk.cases.view(case_id).messages
    assert isinstance(post, Post)
    assert post.summons is called
    assert outbox.takes_answer(bench.db, bench.account.id, post.remote_id) is called
    assert cases.row(bench.db, case_id).unsummoned is not called
    other = given.account(bench.db, UK)
    assert not outbox.takes_answer(bench.db, other.id, post.remote_id)
    with bench.db.writing():
        bench.db.execute(
            "INSERT INTO account_posts (account_id, message_id, timeline)"
            " SELECT ?, message_id, 'mentions' FROM posts", (other.id,),
        )  # fmt: skip
    assert not outbox.takes_answer(bench.db, bench.account.id, post.remote_id)


def takes(db: Database, *by: Account) -> list[bool]:
    """Whether X takes an answer of some accounts to the post `FOR_UK`."""
    return [outbox.takes_answer(db, account.id, FOR_UK.remote_id) for account in by]

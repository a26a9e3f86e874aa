"""How often posts are repeated, from the network to the row of the case."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
import sqlite_utils

from console.desk.posts import NewCapture
from console.domain import reach
from console.domain.accounts import Account
from console.domain.cases import CaseFilter, CaseRow, CaseState, Order
from console.domain.changes import Changes
from console.domain.ids import CaseId, MessageId, RemoteId, to_ms
from console.domain.insight import Period, Scope
from console.domain.kinds import MessageKind
from console.domain.limits import LIMITS_140
from console.domain.priority import Priority, Reason, judge
from console.domain.remote import Page, RemotePost, RemoteUser, Timeline
from console.sending import truth
from console.store import cases, insight, posts, reposts, standing, upkeep
from console.store.database import Database
from console.store.migrations import m007_insight
from console.text.split import Part
from tests.console import act_fuzz, given

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WRONG = "My parcel is broken and nobody answers, what a mess"
"""What the rule takes for a complaint."""


@pytest.fixture
def account(db: Database) -> Account:
    return given.account(db)


def post(
    number: int, hours: float = 0, *, count: int | None = 0, followers: int | None = 400,
    author: str = "", text: str = WRONG,
) -> RemotePost:  # fmt: skip
    """Return a complaint, each of an author of its own unless one is given."""
    who = author or f"c{number}"
    user = RemoteUser(RemoteId(who), who, who.title(), followers)
    return replace(given.post(number, user, hours * 60, f"@shop {text}"), reposts=count)


def repost(number: int, of: int, hours: float, followers: int | None) -> RemotePost:
    user = RemoteUser(RemoteId(f"r{number}"), f"r{number}", "", followers)
    made = given.post(number, user, hours * 60, "RT", repost=True)
    return replace(made, reposted_id=RemoteId(str(of)), reposts=77)


def save(db: Database, account: Account, hours: float, *found: RemotePost) -> posts.Saved:
    """Take in a page that was read so many hours after the beginning."""
    return posts.save_page(
        db, account, Timeline.MENTIONS, Page(found, "{}", done=True), given.START + hours * HOUR
    )


def row(db: Database, number: int) -> CaseRow:
    case_id = given.case_of(db, number)
    assert case_id is not None
    return cases.row(db, CaseId(case_id))


def stored(db: Database, number: int) -> tuple[int | None, int | None, float | None]:
    """Return followers, reposts and after how many hours they were counted."""
    found = db.row("SELECT * FROM posts WHERE remote_id = ?", (str(number),))
    assert found is not None
    at = found["reposts_at"]
    hours = None if at is None else (at - to_ms(given.START)) / 3_600_000
    return found["followers"], found["reposts"], hours


def usual(db: Database, speed: float) -> None:
    """Let our own median be this."""
    with db.writing():
        db.execute("INSERT OR REPLACE INTO desk_state VALUES ('usual_speed', ?)", (str(speed),))


def is_sound(db: Database) -> None:
    """Look whether what follows from the rows is up to date."""
    before = given.everything(db)
    ids = [CaseId(each["id"]) for each in db.rows("SELECT id FROM cases")]
    with db.writing():
        standing.recount(db, ids)
        standing.refresh(db, ids)
    assert given.everything(db) == before


def test_a_sync_brings_count_and_followers_and_the_case_its_reach(
    db: Database, account: Account
) -> None:
    save(db, account, 2, post(10, count=80, followers=400))
    assert stored(db, 10) == (400, 80, 2)
    assert row(db, 10).reach == 6_480  # 0.2 x 400 + 0.2 x 80 x 400
    is_sound(db)


def test_where_the_network_says_no_count_there_is_no_reach(db: Database, account: Account) -> None:
    save(db, account, 2, post(10, count=None, followers=90_000))
    assert stored(db, 10) == (90_000, None, None)
    assert row(db, 10).reach is None


def test_what_is_no_complaint_reaches_nobody_until_somebody_says_it_is_one(
    db: Database, account: Account
) -> None:
    save(db, account, 2, post(10, count=80, text="what time do you open?"))
    assert row(db, 10).reach is None
    with db.writing():
        db.execute("UPDATE messages SET message_kind = 'complaint'")
        standing.refresh(db, [row(db, 10).id])
    assert row(db, 10).reach == 6_480


def test_our_own_posts_are_not_counted(db: Database, account: Account) -> None:
    asked = post(10)
    mine = replace(given.post(11, given.OWN, 5, "@c10 sorry", reply_to=asked), reposts=9)
    save(db, account, 1, asked, mine)
    save(db, account, 2, mine)
    assert stored(db, 11) == (None, None, None)


def test_a_later_page_renews_count_and_moment(db: Database, account: Account) -> None:
    save(db, account, 1, post(10, count=1, followers=400))
    saved = save(db, account, 5, post(10, count=9, followers=900))
    assert stored(db, 10) == (900, 9, 5)
    assert row(db, 10).reach == 180 + 720
    assert saved.changes.cases == {row(db, 10).id}
    assert saved.new == 0
    is_sound(db)


def test_what_was_counted_earlier_does_not_take_its_place(db: Database, account: Account) -> None:
    save(db, account, 5, post(10, count=9))
    assert not save(db, account, 4, post(10, count=2)).changes.cases
    assert stored(db, 10) == (400, 9, 5)


def test_what_the_network_leaves_out_stays_as_it_is(db: Database, account: Account) -> None:
    save(db, account, 1, post(10, count=9, followers=900))
    save(db, account, 2, post(10, count=None, followers=1))
    assert stored(db, 10) == (900, 9, 1)
    save(db, account, 3, post(10, count=10, followers=None))
    assert stored(db, 10) == (900, 10, 3)


def test_that_still_nobody_repeated_it_touches_no_case(db: Database, account: Account) -> None:
    save(db, account, 1, post(10, count=0))
    assert not save(db, account, 2, post(10, count=0)).changes.cases
    assert stored(db, 10) == (400, 0, 2)
    is_sound(db)


def test_a_repost_on_a_timeline_makes_its_author_known(db: Database, account: Account) -> None:
    save(db, account, 1, post(10, count=3, followers=100))
    saved = save(db, account, 2, repost(20, 10, 1.5, 1_000))
    assert row(db, 10).reach == 20 + 200 + 160  # its author, the known one, two unknown ones
    assert row(db, 10).id in saved.changes.cases
    assert stored(db, 20)[1:] == (None, None), "what it repeats is counted, not itself"
    is_sound(db)


def test_a_repost_may_come_before_what_it_repeats(db: Database, account: Account) -> None:
    save(db, account, 2, repost(20, 10, 1, None))
    save(db, account, 3, post(10, count=None, followers=100))
    assert row(db, 10).reach == 20 + 80
    is_sound(db)


def test_a_reposter_counts_once_with_the_followers_last_told(
    db: Database, account: Account
) -> None:
    save(db, account, 1, post(10, count=0, followers=0), repost(20, 10, 1, 500))
    save(db, account, 2, repost(20, 10, 1, 1_000))
    save(db, account, 3, repost(20, 10, 1, None))
    assert row(db, 10).reach == 200
    assert db.value("SELECT count(*) FROM reposters") == 1
    is_sound(db)


def test_a_look_at_our_own_posts_counts_nothing(db: Database, account: Account) -> None:
    save(db, account, 1, post(10, count=1))
    posts.save_seen(db, account, Timeline.OWN, Page((post(10, count=4),), "{}", done=True))
    assert stored(db, 10) == (400, 1, 1)


def test_a_captured_post_is_counted_once_the_network_brings_it(tmp_path: Path) -> None:
    bench = given.bench(tmp_path, posts=[])
    author = bench.world.add_user("zoe", followers=900)
    made = bench.world.add_post(author, f"@shop {WRONG}", at=bench.clock(), reposts=7)
    bench.desk.posts.capture(
        NewCapture(
            text=made.text, handle="zoe", name="", at=made.at, case_id=None,
            link="", network="memory",
        )
    )  # fmt: skip
    bench.desk.accounts.sync(bench.account)
    found = bench.db.rows("SELECT followers, reposts FROM posts")
    assert [tuple(each) for each in found] == [(900, 7)]
    act_fuzz.is_sound(bench.db)


def test_a_look_before_the_answer_counts_again(tmp_path: Path) -> None:
    bench = given.bench(tmp_path, posts=[("ada", f"@shop {WRONG}")])
    asked = bench.world.posts()[0]
    bench.world.count_reposts(asked.remote_id, 80)
    case_id = CaseId(bench.db.value("SELECT id FROM cases"))
    part = Part("We look into it", 15)
    thread_id, _ = bench.desk.replies.queue(case_id, part.text, (part,), LIMITS_140)
    thread = bench.desk.outbox.thread(thread_id)
    bench.clock.forward(seconds=600)
    assert truth.before_thread(bench.db, bench.connector, thread, bench.clock()) == ()
    found = bench.db.row("SELECT reposts, reposts_at FROM posts")
    assert found is not None
    assert tuple(found) == (80, to_ms(bench.clock()))
    assert cases.row(bench.db, case_id).reach == 6_480
    act_fuzz.is_sound(bench.db)


def ten_usual_ones(db: Database, account: Account) -> None:
    """Tell of ten complaints that reach 80 people in an hour."""
    save(db, account, 1, *(post(100 + number) for number in range(10)))


def test_our_own_median_is_found_by_upkeep_and_kept(db: Database, account: Account) -> None:
    ten_usual_ones(db, account)
    assert reposts.usual_speed(db) is None
    upkeep.bring_up_to_date(db)
    assert reposts.usual_speed(db) == 80
    save(db, account, 1, *(post(200 + number, count=9) for number in range(30)))
    assert reposts.usual_speed(db) == 80, "not at each page"
    upkeep.bring_up_to_date(db)
    assert reposts.usual_speed(db) == 800
    is_sound(db)


def test_the_median_is_of_the_newest_two_hundred(db: Database, account: Account) -> None:
    save(db, account, 1, *(post(1_000 + number, count=99) for number in range(150)))
    save(db, account, 3, *(post(2_000 + number, hours=2) for number in range(reach.LAST)))
    upkeep.bring_up_to_date(db)
    assert reposts.usual_speed(db) == 80


def test_nine_complaints_are_too_few_for_a_median(db: Database, account: Account) -> None:
    save(db, account, 1, *(post(100 + number, count=99) for number in range(9)))
    upkeep.bring_up_to_date(db)
    assert reposts.usual_speed(db) is None
    assert row(db, 100).spread is None
    save(db, account, 1, post(200, count=99))
    touched = upkeep.bring_up_to_date(db).cases
    assert reposts.usual_speed(db) == 8_000  # 0.2 x 400 + 99 x 80
    assert touched == {row(db, number).id for number in (*range(100, 109), 200)}
    assert row(db, 100).spread == 1
    is_sound(db)


def test_a_crash_between_median_and_cases_is_made_good(db: Database, account: Account) -> None:
    ten_usual_ones(db, account)
    upkeep.bring_up_to_date(db)
    save(db, account, 1, post(10, count=80))
    assert row(db, 10).spread == 81
    save(db, account, 1, *(post(200 + number, count=9) for number in range(30)))
    with db.writing():
        reposts.renew_usual_speed(db)
    assert row(db, 10).spread == 81
    assert row(db, 10).id in upkeep.bring_up_to_date(db).cases
    assert row(db, 10).spread == pytest.approx(8.1)
    assert upkeep.bring_up_to_date(db) == Changes()
    is_sound(db)


@pytest.mark.parametrize(
    ("count", "hours", "spread"),
    [
        (80, 1, 81),  # 6,480 in an hour, beside 80
        (80, 0.1, 81),  # within its first hour as if that were over
        (80, 9, 9),  # 720 an hour
        (80, 27, 3),
        (80, 36, 2.25),
        (0, 1, None),  # nobody repeated it
        (11, 1, None),  # 960 people: not loud
        (12, 1, 13),  # 1,040
        (None, 1, None),
    ],
)
def test_the_fastest_complaint_is_compared_with_the_median(
    db: Database, account: Account, count: int | None, hours: float, spread: float | None
) -> None:
    usual(db, 80)
    save(db, account, hours, post(10, count=count))
    assert row(db, 10).spread == spread
    assert row(db, 10).spreads_fast is (spread is not None and spread >= 3)
    is_sound(db)


def test_a_loud_author_whom_nobody_repeats_has_a_reach_and_no_speed(
    db: Database, account: Account
) -> None:
    usual(db, 80)
    save(db, account, 1, post(10, count=0, followers=100_000))
    assert (row(db, 10).reach, row(db, 10).spread) == (20_000, None)


def test_one_repost_of_an_author_with_many_followers_is_no_spreading(
    db: Database, account: Account
) -> None:
    usual(db, 80)
    few, enough = post(10, count=2, followers=20_000), post(11, count=3, followers=20_000)
    save(db, account, 1, few, enough)
    assert (row(db, 10).reach, row(db, 10).spread) == (4_160, None)
    assert row(db, 11).spread == 53  # 4,240 beside 80


def test_what_is_a_week_older_than_the_last_message_spreads_no_more(
    db: Database, account: Account
) -> None:
    usual(db, 80)
    old = post(10, count=80, author="ada")
    save(db, account, 1, old)
    later = replace(given.post(11, old.author, 7 * 24 * 60, "thanks", reply_to=old), reposts=0)
    save(db, account, 7 * 24, later)
    assert row(db, 10).spread == 81, "just a week"
    save(db, account, 7 * 24 + 1, replace(later, remote_id=RemoteId("12"), at=later.at + HOUR))
    assert (row(db, 10).spread, row(db, 10).reach) == (None, 6_480)
    is_sound(db)


def test_where_more_reposters_are_known_than_counted_the_last_of_them_says_when(
    db: Database, account: Account
) -> None:
    usual(db, 80)
    save(db, account, 1, post(10, count=1))
    who = (repost(20, 10, 1, 5_000), repost(21, 10, 2, 5_000), repost(22, 10, 4, 5_000))
    save(db, account, 5, *who)
    assert row(db, 10).reach == 80 + 3 * 1_000
    assert row(db, 10).spread == 9.62  # 3,080 in four hours, not in one, beside 80
    is_sound(db)


def test_reach_is_of_the_loudest_and_spread_of_the_fastest(db: Database, account: Account) -> None:
    usual(db, 80)
    first = post(10, count=200, author="ada")
    save(db, account, 100, first)  # 16,080 in 100 h: 160.8 an hour
    second = replace(
        given.post(11, first.author, 99 * 60, f"@shop {WRONG}", reply_to=first), reposts=20
    )
    save(db, account, 100, second)  # 1,680 in an hour
    assert (row(db, 10).reach, row(db, 10).spread) == (16_080, 21)
    is_sound(db)


def test_a_case_that_spreads_fast_presses_and_is_listed_sooner(
    db: Database, account: Account
) -> None:
    usual(db, 80)
    save(db, account, 1, post(10, hours=0, count=0), post(11, hours=2, count=80))
    quiet, fast = row(db, 10), row(db, 11)
    at = quiet.last_at
    assert judge(fast, at) == judge(replace(fast, spread=3), at)
    assert (judge(fast, at).level, judge(fast, at).reasons) == (Priority.HIGH, (Reason.SPREADING,))
    assert judge(replace(fast, spread=2.99), at).reasons == ()
    assert judge(replace(fast, state=CaseState.WAITING), at).reasons == ()
    assert judge(replace(fast, calls_before=1), at).reasons == (
        Reason.CALLED_FIRST,
        Reason.SPREADING,
    )
    listed = cases.rows(db, CaseFilter((CaseState.NEEDS_REPLY,)), order=Order.URGENT)
    assert [each.id for each in listed] == [fast.id, quiet.id], "though it came two hours later"
    assert fast.urgency_ms == to_ms(cast("datetime", fast.due_at)) - standing.SPREADING_MS
    answer = given.post(12, given.OWN, 180, "@c11 sorry", reply_to=post(11, hours=2))
    posts.save_page(db, account, Timeline.OWN, Page((answer,), "{}", done=True), given.START)
    assert row(db, 11).state is CaseState.WAITING
    assert row(db, 11).urgency_ms == to_ms(row(db, 11).last_at), "then it need not press"
    is_sound(db)


def test_kinds_that_a_newer_rule_finds_move_reach_in_settled_cases_too(
    db: Database, account: Account
) -> None:
    save(db, account, 1, post(10, count=80))
    with db.writing():
        db.execute("UPDATE messages SET message_kind = 'other'")
        db.execute("UPDATE cases SET state = 'resolved'")
        standing.refresh(db, [row(db, 10).id])
    assert row(db, 10).reach is None
    upkeep.bring_up_to_date(db)
    assert row(db, 10).reach == 6_480
    is_sound(db)


def test_the_figures_read_complaints_with_a_count_or_a_known_reposter(
    db: Database, account: Account
) -> None:
    save(
        db, account, 3,
        post(10, count=5), post(11, 1, count=None), post(12, 1, count=None),
        post(13, count=9, text="what time do you open?"), repost(20, 12, 2, 50),
    )  # fmt: skip
    read = insight.rows(db, Scope(Period(given.START - DAY, given.START + DAY)), given.START)
    assert [(each.remote_id, each.followers, each.reposts) for each in read.spreads] == [
        ("10", 400, 5),
        ("12", 400, None),
    ]
    assert read.spreads[0].reposts_ms == to_ms(given.START + 3 * HOUR)
    assert [tuple(each) for each in read.reposters] == [("12", to_ms(given.START + 2 * HOUR), 50)]


def test_where_nothing_is_counted_nothing_is_read(db: Database, account: Account) -> None:
    save(db, account, 3, post(10, count=None))
    read = insight.rows(db, Scope(Period(given.START - DAY, given.START + DAY)), given.START)
    assert (list(read.spreads), list(read.reposters)) == ([], [])


def test_an_older_file_has_the_followers_whom_authors_have_now(
    db: Database, account: Account
) -> None:
    asked = post(10, followers=900)
    save(db, account, 1, asked, given.post(11, given.OWN, 5, "@c10 sorry", reply_to=asked))
    with db.writing():
        db.execute("UPDATE posts SET followers = NULL")
    path = cast("str", db.value("SELECT file FROM pragma_database_list WHERE name = 'main'"))
    older = sqlite_utils.Database(path, execute_plugins=False)
    m007_insight._fill_followers(older)
    older.conn.commit()
    older.close()
    assert (stored(db, 10)[0], stored(db, 11)[0]) == (900, None)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_persons_and_networks_do_the_same_is_found_again(
    tmp_path: Path, seed: int
) -> None:
    fuzz = act_fuzz.begin(tmp_path, seed)
    bench, dice = fuzz.bench, random.Random(seed)
    for number in range(12):
        _complain(bench, dice, number, reposts=1)
    bench.desk.accounts.sync(bench.account)
    act_fuzz.forget_acts(bench.db)
    for number in range(300):
        fuzz.act()
        if number % 5 == 4:
            _on_the_network(bench, dice, number)
        if number % 75 == 74:
            upkeep.bring_up_to_date(bench.db)
            act_fuzz.is_sound(bench.db)
    assert bench.db.value("SELECT count(*) FROM cases WHERE reach >= 1000"), "something was loud"
    assert bench.db.value("SELECT count(*) FROM cases WHERE spread >= 300"), "something was fast"
    bench.desk.close()


def _complain(
    bench: given.Bench, dice: random.Random, number: int, reposts: int | None
) -> RemotePost:
    followers = dice.choice((None, 10, 5_000))
    author = replace(bench.user(dice.choice(act_fuzz.HANDLES)), followers=followers)
    at = bench.clock() - timedelta(seconds=1)
    return bench.world.add_post(author, f"@shop {WRONG} {number}", at=at, reposts=reposts)


def _on_the_network(bench: given.Bench, dice: random.Random, number: int) -> None:
    """Let a customer complain, others repeat it, and a sync or a look-up tell of it."""
    made = _complain(bench, dice, number, reposts=dice.choice((None, 0, 3, 90)))
    if dice.random() < 0.4:
        who = bench.world.add_user(f"fan{number}", followers=dice.choice((None, 70)))
        bench.world.add_post(who, "RT @shop", at=made.at, reposted_id=made.remote_id)
    bench.desk.accounts.sync(bench.account)
    every = [each for each in bench.world.posts() if each.reposts is not None]
    if every:
        told = replace(dice.choice(every), reposts=dice.randint(0, 200))
        posts.save_counts(bench.db, "memory", [told], bench.clock())


def test_a_kind_that_a_person_says_moves_reach_and_back(tmp_path: Path) -> None:
    bench = given.bench(tmp_path, posts=[("ada", f"@shop {WRONG}")])
    bench.world.count_reposts(bench.world.posts()[0].remote_id, 80)
    posts.save_counts(bench.db, "memory", bench.world.posts(), bench.clock())
    case_id = CaseId(bench.db.value("SELECT id FROM cases"))
    assert cases.row(bench.db, case_id).reach == 6_480
    message_id = MessageId(bench.db.value("SELECT id FROM messages"))
    bench.desk.triage.set_kind(message_id, MessageKind.QUESTION)
    assert cases.row(bench.db, case_id).reach is None
    bench.desk.acts.undo()
    assert cases.row(bench.db, case_id).reach == 6_480

"""Posts that are asked for again at the loopback X: what is gone there goes here, and what is
edited is renewed, each within a day, for the money that was set aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.accounts import Account
from console.domain.cases import CaseState
from console.domain.ids import CaseId, RemoteId
from console.domain.messages import Post
from console.domain.progress import Follower
from console.domain.rechecks import Rechecked, RecheckRun
from console.errors import InputError
from console.store import accounts, rechecks, standing
from console.store.database import Database, Parameters, Row
from tests.console import given
from tests.x_server import Clock, Fault, World, XServer

START = datetime(2026, 11, 2, 7, tzinfo=UTC)


@dataclass
class Place:
    """A desk on the loopback X whose clock a test pushes."""

    server: XServer
    world: World
    clock: Clock
    context: Context
    desk: Desk
    account: Account

    def ask(self, customer: str, text: str) -> int:
        """Let a customer write, and let it be synced; return the post's id."""
        if self.world.user_named(customer) is None:
            self.world.add_user(customer)
        post = self.world.add_post(customer, f"@shop {text}")
        self.desk.accounts.sync(self.account)
        return post.id

    def post(self, post_id: int) -> Post:
        """Return a post as a person sees it."""
        case_id = given.case_of(self.context.db, post_id)
        assert case_id is not None
        view = self.desk.cases.view(CaseId(case_id))
        (found,) = [one for one in view.messages if getattr(one, "remote_id", "") == str(post_id)]
        assert isinstance(found, Post)
        return found

    def pass_days(self, days: float) -> None:
        self.clock.advance(days * 86_400)

    def run(self) -> Rechecked:
        return self.desk.rechecks.run(self.account)

    def asked(self) -> list[list[str]]:
        """Return which ids X was asked for, question by question."""
        return [
            parse_qs(one.query)["ids"][0].split(",")
            for one in self.server.requests
            if one.path == "/2/tweets" and one.method == "GET"
        ]

    def resolve(self, post_id: int) -> None:
        case_id = given.case_of(self.context.db, post_id)
        assert case_id is not None
        self.desk.triage.resolve((CaseId(case_id),), skipped=True)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    clock = Clock(START)
    world = World("shop", now=clock)
    server = XServer(world, self_reply="allowed")
    server.start()
    context = Context(
        given.database(tmp_path),
        {"x": XNetwork(server.url, now=clock)},
        Credentials(),
        agent_name="Anna",
        now=clock,
    )
    desk = Desk(context)
    account = desk.sign_ins.with_keys(server.credentials, this_run_only=True).account
    yield Place(server, world, clock, context, desk, account)
    context.close()
    server.stop()


def found(place: Place, word: str) -> bool:
    """Return whether the index holds a word."""
    return bool(
        place.context.db.value(
            "SELECT count(*) FROM messages_fts WHERE messages_fts MATCH ?", (word,)
        )
    )


def test_what_was_deleted_there_loses_its_words_here_and_keeps_its_place(place: Place) -> None:
    post_id = place.ask("ada", "my zebrafinch parcel is lost")
    place.pass_days(1)
    assert found(place, "zebrafinch")
    place.world.delete_post(post_id)
    done = place.run()
    assert (done.run.asked, done.run.withdrawn, done.run.problem) == (1, 1, "")
    post = place.post(post_id)
    assert (post.text, post.withdrawn, post.gone) == ("", True, True)
    assert not found(place, "zebrafinch")
    assert done.changes.cases == {given.case_of(place.context.db, post_id)}
    given.index_is_whole(place.context.db)


def test_what_a_protected_author_wrote_goes_and_comes_back_with_the_protection(
    place: Place,
) -> None:
    post_id = place.ask("ada", "zebrafinch")
    place.pass_days(1)
    place.world.change_user("ada", protected=True)
    assert place.run().run.withdrawn == 1
    place.world.change_user("ada", protected=False)
    cursors = place.context.db
    with cursors.writing():
        cursors.execute("DELETE FROM cursors")  # so that the timeline shows it once more
    place.desk.accounts.sync(place.account)
    post = place.post(post_id)
    assert (post.withdrawn, post.gone, "zebrafinch" in post.text) == (False, False, True)
    assert found(place, "zebrafinch")
    given.index_is_whole(place.context.db)


def test_an_edited_post_has_the_new_words_and_stays_one(place: Place) -> None:
    post_id = place.ask("ada", "zebrafinch parcel")
    newer = place.world.edit_post(post_id, "@shop kakapo parcel")
    place.pass_days(1)
    done = place.run()
    assert (done.run.edited, done.run.withdrawn) == (1, 0)
    post = place.post(post_id)
    assert "kakapo" in post.text
    assert post.edited
    assert not found(place, "zebrafinch")
    place.desk.accounts.sync(place.account)  # the timeline shows the newer version
    assert place.context.db.value("SELECT count(*) FROM posts") == 1
    place.pass_days(1)
    assert place.run().run.edited == 0, "it is known by now"
    assert str(newer.id) != str(post_id)


def test_open_cases_and_the_last_seven_days_are_asked_for_daily_and_others_not(
    place: Place,
) -> None:
    place.desk.rechecks.set_monthly(Decimal(0))
    open_id, closed_id = place.ask("ada", "parcel"), place.ask("ben", "invoice")
    place.resolve(closed_id)
    for day in range(1, 10):
        place.pass_days(1)
        place.run()
        asked = set(place.asked()[-1])
        assert str(open_id) in asked, f"day {day}"
        assert (str(closed_id) in asked) is (day <= 7), f"day {day}"


def test_nothing_is_older_than_a_day_where_runs_come_as_they_are_due(place: Place) -> None:
    post_id = place.ask("ada", "parcel")
    seen = place.clock()
    oldest = timedelta()
    for _ in range(24 * 4):
        place.clock.advance(3600)
        if place.desk.rechecks.is_due(place.account):
            before = len(place.asked())
            place.run()
            if len(place.asked()) > before:
                oldest, seen = max(oldest, place.clock() - seen), place.clock()
    assert timedelta(hours=18) <= oldest <= timedelta(hours=24)
    assert place.post(post_id).text


def test_the_rolling_plan_goes_round_from_the_oldest_within_its_money(place: Place) -> None:
    ids = [place.ask(f"c{n}", f"parcel {n}") for n in range(12)]
    for post_id in ids:
        place.resolve(post_id)
    place.pass_days(30)
    place.desk.rechecks.set_monthly(
        Decimal("0.15")
    )  # five a day at a tenth of a cent, in a month of 30
    # X's prices: own reads are 0.001 (resources/prices.json); December has 31 days, so four.
    per_day = int(Decimal("0.15") / 31 / Decimal("0.001"))
    rounds: list[str] = []
    for _ in range(3):
        before = len(place.asked())
        done = place.run()
        assert done.run.rolling == per_day == 4
        assert place.run().run.rolling == 0, "the day's money is spent"
        rounds += [one for asked in place.asked()[before:] for one in asked]
        place.pass_days(1)
    assert rounds == [str(one) for one in ids], "each once, the oldest first"
    place.run()
    assert place.asked()[-1] == [str(one) for one in ids[:4]], "and round again"


def test_what_it_costs_is_what_x_bills_and_no_author_is_paid_for(place: Place) -> None:
    for n in range(5):
        place.ask(f"c{n}", "parcel")
    place.pass_days(2)
    before = place.server.billing.dollars
    done = place.run()
    assert done.run.asked == 5
    assert place.server.billing.dollars - before == done.run.cost == Decimal("0.005")


def test_a_budget_that_is_spent_stops_the_asking_and_is_said(place: Place) -> None:
    post_id = place.ask("ada", "parcel")
    place.desk.spending.set_budget(place.account, Decimal("0.01"))
    place.pass_days(1)
    before = len(place.asked())
    done = place.run()
    assert len(place.asked()) == before
    assert "budget" in done.run.problem.lower()
    place.clock.advance(30 * 60)
    assert place.desk.rechecks.is_due(place.account), "it is tried again soon"
    assert place.post(post_id).text


def test_what_is_known_to_be_gone_goes_within_a_day_though_nobody_answers(place: Place) -> None:
    post_id = place.ask("ada", "zebrafinch")
    with place.context.db.writing():
        place.context.db.execute(
            "UPDATE posts SET gone_at = ?", (int(place.clock().timestamp() * 1000),)
        )
    place.clock.advance(17 * 3600)
    place.server.faults.add(Fault.server_error(503), times=1)
    assert place.run().run.withdrawn == 0, "it may be a mistake, and there is time to ask"
    place.clock.advance(3600)
    place.server.faults.add(Fault.server_error(503), times=1)
    done = place.run()
    assert (done.run.withdrawn, bool(done.run.problem)) == (1, True)
    assert not place.post(post_id).text


def test_what_was_taken_for_gone_and_is_there_keeps_its_words(place: Place) -> None:
    post_id = place.ask("ada", "zebrafinch")
    with place.context.db.writing():
        place.context.db.execute("UPDATE posts SET gone_at = 1 WHERE remote_id = ?", (post_id,))
        place.context.db.execute("UPDATE posts SET gone_at = ?", (_ms(place.clock()),))
    assert place.run().run.asked == 1
    post = place.post(post_id)
    assert (post.gone, bool(post.text)) == (False, True)


def test_one_of_which_x_says_nothing_does_not_hold_up_the_others(place: Place) -> None:
    ids = [place.ask(f"c{n}", "parcel") for n in range(4)]
    with place.context.db.writing():  # an id that X never gave is one that it passes over
        place.context.db.execute("UPDATE posts SET remote_id = '99' WHERE remote_id = ?", (ids[1],))
    place.world.delete_post(ids[3])
    place.pass_days(1)
    done = place.run()
    assert not done.run.problem
    assert done.run.withdrawn >= 1
    assert place.post(ids[0]).text
    assert not place.post(ids[3]).text


def test_a_stop_leaves_what_was_answered_and_the_rest_for_the_next_run(place: Place) -> None:
    for n in range(3):
        place.ask(f"c{n}", "parcel")
    place.pass_days(1)
    done = place.desk.rechecks.run(place.account, follower=Follower(stopping=lambda: True))
    assert done.run.asked == 0
    assert place.run().run.asked == 3


def test_a_run_that_was_stopped_or_failed_is_made_up_for_soon_but_not_at_once(
    place: Place,
) -> None:
    place.ask("ada", "parcel")
    place.pass_days(1)
    stopped = place.desk.rechecks.run(place.account, follower=Follower(stopping=lambda: True))
    assert stopped.run.problem
    assert not place.desk.rechecks.is_due(place.account)
    place.clock.advance(30 * 60)
    assert place.desk.rechecks.is_due(place.account)
    place.run()
    place.clock.advance(5 * 3600)
    assert not place.desk.rechecks.is_due(place.account)
    place.clock.advance(3600)
    assert place.desk.rechecks.is_due(place.account)


def test_many_runs_of_one_account_leave_the_money_of_another_spent(place: Place) -> None:
    for n in range(3):
        place.resolve(place.ask(f"c{n}", "parcel"))
    place.pass_days(30)
    place.desk.rechecks.set_monthly(Decimal("0.06"))  # one a day, at a tenth of a cent
    assert place.run().run.rolling == 1
    db = place.context.db
    other = accounts.add(
        db, network="x", remote_id=RemoteId("77"), handle="other", name="Other", now=place.clock()
    )
    with db.writing():
        for _ in range(150):
            made = RecheckRun(other.id, place.clock(), problem="Offline")
            rechecks.note_run(db, made, Decimal())
    assert place.run().run.rolling == 0


def test_a_dear_post_at_the_head_does_not_hold_up_the_cheap_ones(place: Place) -> None:
    first, second = place.ask("ada", "parcel"), place.ask("ben", "invoice")
    place.resolve(first)
    place.resolve(second)
    db = place.context.db
    with db.writing():  # as if a watch had found the older one
        db.execute(
            "UPDATE account_posts SET timeline = 'found', summons = 0 WHERE message_id ="
            " (SELECT message_id FROM posts WHERE remote_id = ?)",
            (str(first),),
        )
    place.pass_days(30)
    place.desk.rechecks.set_monthly(Decimal("0.06"))
    place.run()
    assert place.asked() == [[str(second)]]


def test_captured_posts_and_those_without_words_are_not_asked_for(place: Place) -> None:
    post_id = place.ask("ada", "zebrafinch")
    place.pass_days(1)
    place.world.delete_post(post_id)
    place.run()
    place.pass_days(1)
    before = len(place.asked())
    assert place.run().run.asked == 0
    assert len(place.asked()) == before


def test_what_follows_for_a_case_is_as_it_would_be_found_anew(place: Place) -> None:
    first, second = place.ask("ada", "my parcel is lost, terrible"), place.ask("ada", "hello?")
    place.pass_days(1)
    place.world.delete_post(first)
    place.world.edit_post(second, "@shop thank you, it came")
    place.run()
    db = place.context.db
    before = given.everything(db)
    with db.writing():
        ids = [CaseId(row["id"]) for row in db.rows("SELECT id FROM cases")]
        standing.recount(db, ids)
        standing.refresh(db, ids)
    assert given.everything(db) == before


def test_the_standing_says_how_old_what_is_stored_may_be(place: Place) -> None:
    first, second = place.ask("ada", "parcel"), place.ask("ben", "invoice")
    place.resolve(second)
    told = place.desk.rechecks.standing()
    assert (told.posts, told.daily, told.overdue, told.never) == (2, 2, 0, True)
    place.pass_days(2)
    assert place.desk.rechecks.standing().overdue == 2
    place.run()
    told = place.desk.rechecks.standing()
    assert (told.overdue, told.never, told.oldest) == (0, False, place.clock())
    assert told.runs[0].asked == 2
    assert first != second


def test_an_account_without_access_asks_for_nothing(place: Place) -> None:
    by_hand = place.desk.accounts.add_handoff("other_shop")
    assert not place.desk.rechecks.is_due(by_hand)
    with pytest.raises(InputError, match="no access"):
        place.desk.rechecks.run(by_hand)


def test_an_amount_that_is_none_is_refused(place: Place) -> None:
    for amount in ("NaN", "-1", "0.001", "1000000"):
        with pytest.raises(InputError):
            place.desk.rechecks.set_monthly(Decimal(amount))


def test_those_that_are_due_are_found_by_indexes(place: Place) -> None:
    """A million posts are not looked through."""
    db = place.context.db
    plans: list[str] = []
    rows = type(db).rows

    def explained(self: Database, sql: str, parameters: Parameters = ()) -> list[Row]:
        if " p.remote_id, (p.author_id" in sql:
            plans.extend(row["detail"] for row in rows(db, f"EXPLAIN QUERY PLAN {sql}", parameters))
        return rows(self, sql, parameters)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "rows", explained)
        place.run()
    assert any("posts_checked" in one for one in plans)
    assert any("posts_gone" in one for one in plans)
    scans = {one for one in plans if one.startswith("SCAN")}
    assert not {one for one in scans if "INDEX" not in one} - {"SCAN d"}, scans


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def test_a_case_whose_post_is_gone_stays_where_it_is(place: Place) -> None:
    post_id = place.ask("ada", "parcel")
    place.pass_days(1)
    place.world.delete_post(post_id)
    place.run()
    case_id = given.case_of(place.context.db, post_id)
    assert case_id is not None
    assert place.desk.cases.view(CaseId(case_id)).row.state is CaseState.NEEDS_REPLY

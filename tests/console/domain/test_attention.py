"""What is worth a person's attention, how it is grouped, and when it is quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.domain.attention import (
    GAP,
    MOST_KNOWN,
    SOON,
    Kind,
    News,
    Round,
    Rounds,
    due_soon,
    is_quiet,
    new_posts,
)
from console.domain.business_hours import ALWAYS, BusinessHours
from console.domain.cases import CaseRow, CaseState
from console.domain.ids import AccountId, CaseId, ContactId
from console.domain.messages import Direction
from console.domain.opening_week import read_week

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SHOP = AccountId(7)


def row(number: int = 1, minutes: float = 1, state: CaseState = CaseState.NEEDS_REPLY) -> CaseRow:
    return CaseRow(
        CaseId(number), SHOP, ContactId(1), "Ada Fern", "ada", state,
        NOW - timedelta(minutes=minutes), Direction.IN, "my parcel", last_is_call=False, calls=0,
        first_call_at=None, first_post_at=None, has_draft=False, outbox=0, trouble=0, unread=True,
    )  # fmt: skip


def post(key: str) -> News:
    return News(Kind.REPLIES, key, CaseId(1), "Shop")


def told(rows: list[CaseRow], since: datetime = NOW - timedelta(hours=1)) -> list[CaseId | None]:
    return [one.case_id for one in new_posts(rows, {SHOP: since}, {SHOP: "Shop"}, NOW)]


def test_new_posts_that_need_a_reply_are_news_the_oldest_first() -> None:
    assert told([row(1, 1), row(2, 5)]) == [2, 1]


@pytest.mark.parametrize(
    "other",
    [
        row(state=CaseState.MUTED),
        row(state=CaseState.SPAM),
        row(state=CaseState.WAITING),
        replace(row(), unread=False),
        replace(row(), last_direction=Direction.OUT),
        replace(row(), last_is_call=True),
        replace(row(), account_id=None),
        row(minutes=61),
    ],
)
def test_what_needs_no_reply_or_is_from_before_is_none(other: CaseRow) -> None:
    assert told([other]) == []


def test_post_of_yesterday_is_none_even_later() -> None:
    assert told([row(minutes=60 * 24 + 1)], datetime(1970, 1, 1, tzinfo=UTC)) == []
    assert told([row(minutes=60 * 24 - 1)], datetime(1970, 1, 1, tzinfo=UTC)) == [1]


def test_news_is_told_once() -> None:
    rounds = Rounds()
    rounds.hear([post("a")])
    (one,) = rounds.take(NOW, quiet=False)
    assert [news.key for news in one.news] == ["a"]
    rounds.hear([post("a")])
    assert rounds.take(NOW + GAP, quiet=False) == ()


def test_burst_becomes_one_notification_that_grows() -> None:
    rounds = Rounds()
    shown: list[Round] = []
    for number in range(100):  # one a second
        rounds.hear([post(str(number))])
        shown += rounds.take(NOW + timedelta(seconds=number), quiet=False)
    assert [len(one.news) for one in shown] == [1, 31, 61, 91]
    assert rounds.take(NOW + timedelta(seconds=119), quiet=False) == ()
    (last,) = rounds.take(NOW + timedelta(seconds=120), quiet=False)
    assert len(last.news) == 100


def test_each_kind_has_its_own() -> None:
    rounds = Rounds()
    rounds.hear([News(kind, "x") for kind in Kind])
    assert [one.kind for one in rounds.take(NOW, quiet=False)] == list(Kind)


def test_what_was_closed_is_not_counted_again() -> None:
    rounds = Rounds()
    rounds.hear([post("a"), post("b")])
    rounds.take(NOW, quiet=False)
    rounds.gone(Kind.REPLIES)
    rounds.hear([post("c")])
    (one,) = rounds.take(NOW + GAP, quiet=False)
    assert [news.key for news in one.news] == ["c"]


def test_trouble_that_passed_and_came_back_is_news_again() -> None:
    rounds = Rounds()
    rounds.hear([News(Kind.ACCOUNTS, "7 SignedOut")])
    assert len(rounds.take(NOW, quiet=False)) == 1
    rounds.keep(Kind.ACCOUNTS, set())
    rounds.hear([News(Kind.ACCOUNTS, "7 SignedOut")])
    assert len(rounds.take(NOW + GAP, quiet=False)) == 1


def test_trouble_that_passed_before_it_was_told_is_none() -> None:
    rounds = Rounds()
    rounds.hear([News(Kind.OUTBOX, "1")])
    rounds.keep(Kind.OUTBOX, set())
    assert rounds.take(NOW, quiet=False) == ()


def test_clock_that_is_set_back_holds_nothing_up() -> None:
    rounds = Rounds()
    rounds.hear([post("a")])
    rounds.take(NOW, quiet=False)
    rounds.hear([post("b")])
    assert len(rounds.take(NOW - timedelta(days=1), quiet=False)) == 1


def test_quiet_is_counted_and_told_once_after() -> None:
    rounds = Rounds()
    rounds.hear([post("a"), post("b"), News(Kind.DUE, "d")])
    assert rounds.take(NOW, quiet=True) == ()
    rounds.hear([post("c")])
    assert rounds.take(NOW, quiet=True) == ()
    (one,) = rounds.take(NOW + timedelta(hours=9), quiet=False)
    assert one.kind is None
    assert one.missed == {Kind.REPLIES: 3, Kind.DUE: 1}
    assert rounds.take(NOW + timedelta(hours=10), quiet=False) == ()


def test_what_was_told_before_quiet_is_not_counted_and_stands() -> None:
    rounds = Rounds()
    rounds.hear([post("a"), post("b"), post("c")])
    rounds.take(NOW, quiet=False)
    rounds.hear([post("d")])
    rounds.take(NOW + GAP, quiet=True)
    (one,) = rounds.take(NOW + 2 * GAP, quiet=False)
    assert one.missed == {Kind.REPLIES: 1}
    rounds.hear([post("e")])
    (one,) = rounds.take(NOW + 3 * GAP, quiet=False)
    assert [news.key for news in one.news] == ["a", "b", "c", "e"]


def test_trouble_that_passed_in_quiet_is_not_told_after() -> None:
    rounds = Rounds()
    for _ in range(4):
        rounds.hear([News(Kind.ACCOUNTS, "7 SignedOut")])
        rounds.take(NOW, quiet=True)
        rounds.keep(Kind.ACCOUNTS, set())
    assert rounds.take(NOW + GAP, quiet=False) == ()


def test_trouble_that_came_and_went_in_quiet_counts_once_where_it_is_there() -> None:
    rounds = Rounds()
    for _ in range(3):
        rounds.keep(Kind.ACCOUNTS, {"8 SignedOut"})
        rounds.hear([News(Kind.ACCOUNTS, "7 SignedOut"), News(Kind.ACCOUNTS, "8 SignedOut")])
        rounds.take(NOW, quiet=True)
    (one,) = rounds.take(NOW + GAP, quiet=False)
    assert one.missed == {Kind.ACCOUNTS: 2}


def test_what_was_not_told_yet_outlives_the_notification_before_it() -> None:
    rounds = Rounds()
    rounds.hear([post("a")])
    rounds.take(NOW, quiet=False)
    rounds.hear([post("b")])
    assert rounds.take(NOW, quiet=False) == ()
    rounds.gone(Kind.REPLIES)  # it expired meanwhile
    (one,) = rounds.take(NOW + GAP, quiet=False)
    assert [news.key for news in one.news] == ["b"]


def test_who_looked_is_told_nothing_after() -> None:
    rounds = Rounds()
    rounds.hear([post("a")])
    rounds.take(NOW, quiet=True)
    rounds.hear([post("b")])
    rounds.looked()
    assert rounds.take(NOW, quiet=False) == ()


def test_what_is_remembered_is_bounded() -> None:
    rounds = Rounds()
    rounds.know(post(str(number)) for number in range(MOST_KNOWN + 10))
    assert len(rounds.known) == MOST_KNOWN


@pytest.mark.parametrize(
    ("span", "quiet"),
    [
        ((22 * 60, 7 * 60), {22, 23, 0, 1, 2, 3, 4, 5, 6}),
        ((9 * 60, 12 * 60), {9, 10, 11}),
        ((8 * 60, 8 * 60), set()),
    ],
)
def test_quiet_hours_go_over_midnight(span: tuple[int, int], quiet: set[int]) -> None:
    day = [datetime(2026, 11, 23, hour, 30, tzinfo=UTC) for hour in range(24)]
    assert {at.hour for at in day if is_quiet("times", span, ALWAYS, at, at)} == quiet


@pytest.mark.parametrize("day", [datetime(2026, 3, 29), datetime(2026, 10, 25)])  # noqa: DTZ001 - of Berlin
def test_quiet_hours_follow_the_wall_over_a_change_of_summer_time(day: datetime) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    begin = (day - timedelta(days=1)).replace(hour=12, tzinfo=berlin).astimezone(UTC)
    hours = [begin + timedelta(minutes=30 * number) for number in range(48)]
    quiet = [
        at
        for at in hours
        if is_quiet("times", (22 * 60, 7 * 60), ALWAYS, at, at.astimezone(berlin))
    ]
    assert quiet[0].astimezone(berlin).hour == 22
    assert (quiet[-1] + timedelta(minutes=30)).astimezone(berlin).hour == 7
    assert len(quiet) == (16 if day.month == 3 else 20)  # a night of 8 hours, and one of 10


def test_quiet_outside_business_hours() -> None:
    hours = BusinessHours(read_week("Mon-Fri 09:00-17:00"), "UTC")
    assert not is_quiet("closed", (0, 0), hours, NOW, NOW)
    assert is_quiet("closed", (0, 0), hours, NOW + timedelta(hours=9), NOW)
    assert is_quiet("closed", (0, 0), hours, NOW - timedelta(days=1), NOW)
    assert not is_quiet("never", (0, 24 * 60 - 1), hours, NOW - timedelta(days=1), NOW)


def test_what_is_due_soon_is_told_once_for_a_case() -> None:
    soon, late = NOW + SOON, NOW - timedelta(minutes=1)
    rows = [
        replace(row(1), due_at=soon),
        replace(row(2, state=CaseState.WAITING), promise_due_at=NOW + timedelta(minutes=5)),
        replace(row(3), due_at=late, promise_due_at=soon + timedelta(minutes=1)),
        replace(row(4, state=CaseState.RESOLVED), promise_due_at=soon),
        replace(row(5), due_at=soon, promise_due_at=soon),
    ]
    found = due_soon(rows, NOW, "promise", "answer")
    assert [(news.case_id, news.words) for _at, news in found] == [
        (2, "promise"),
        (1, "answer"),
        (5, "promise"),
    ]

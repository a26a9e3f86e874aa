from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.connectors.x_mapping import Items
from console.connectors.x_problems import InvalidRequest
from console.connectors.x_walk import ENDS, Cursor, Walk, step
from console.domain.ids import RemoteId
from console.domain.remote import Timeline
from console.errors import BadAnswer
from tests.console.given import ADA, post


def items(*ids: int) -> Items:
    posts = tuple(post(one, ADA, 0) for one in ids)
    return Items(posts, tuple(each.remote_id for each in posts), 0)


def rid(number: int) -> RemoteId:
    return RemoteId(str(number))


def refused(*parameters: str) -> InvalidRequest:
    return InvalidRequest("no", frozenset(parameters))


def test_a_post_that_was_not_understood_is_met_again_by_the_next_walk() -> None:
    page = Items((post(20, ADA, 0),), (rid(30), rid(20)), 1)
    assert step(Cursor(rid(5)), page, None, end=800).cursor == Cursor(rid(20))
    nothing = Items((), (rid(30),), 1)
    assert step(Cursor(rid(5)), nothing, None, end=800).cursor == Cursor(rid(5))


def test_since_id_stays_until_the_walk_is_complete() -> None:
    first = step(Cursor(rid(5)), items(30, 20), "t1", end=800)
    assert (first.cursor.since_id, first.done) == ("5", False)
    assert first.cursor.params() == {"since_id": "5", "pagination_token": "t1"}
    last = step(first.cursor, items(19, 9), None, end=800)
    assert (last.cursor, last.done, last.gap) == (Cursor(rid(30)), True, False)
    assert last.cursor.params() == {"since_id": "30"}


def test_ids_are_compared_as_numbers() -> None:
    done = step(Cursor(rid(9)), items(10), None, end=3200)
    assert done.cursor.since_id == "10"


def test_a_walk_without_news_keeps_since_id() -> None:
    assert step(Cursor(rid(9)), items(), None, end=3200).cursor == Cursor(rid(9))


def test_an_empty_page_that_leads_on_is_followed_a_few_times() -> None:
    cursor = Cursor()
    for number in range(10):
        cursor = step(cursor, items(), f"t{number}", end=3200).cursor
    with pytest.raises(BadAnswer):
        step(cursor, items(), "another", end=3200)
    assert step(cursor, items(5), None, end=3200).done


def test_the_same_token_twice_is_a_circle() -> None:
    first = step(Cursor(), items(5), "t", end=3200)
    with pytest.raises(BadAnswer):
        step(first.cursor, items(4), "t", end=3200)


def test_posts_that_came_before_are_a_circle() -> None:
    first = step(Cursor(), items(5, 4), "t", end=3200)
    with pytest.raises(BadAnswer):
        step(first.cursor, items(5, 4), "u", end=3200)


def test_a_refused_since_id_is_left_out_and_held_by_us() -> None:
    cursor = Cursor(rid(10)).after_refusal(refused("since_id"))
    assert cursor is not None
    assert cursor.params() == {}
    page = step(cursor, items(12, 11, 10, 9), "t", end=3200)
    assert (page.done, page.gap, page.wanted_from) == (True, False, "10")
    assert page.cursor == Cursor(rid(12))


def test_a_walk_that_holds_since_id_itself_and_never_meets_it_has_a_gap() -> None:
    cursor = Cursor(rid(10), Walk(cut=True))
    assert step(cursor, items(12, 11), None, end=3200).gap


def test_refusals_come_to_an_end() -> None:
    cursor: Cursor | None = Cursor(rid(1), Walk(rid(9), rid(5), "t", 5))
    asked = []
    while cursor is not None:
        asked.append(cursor.params())
        assert len(asked) < 10
        cursor = cursor.after_refusal(refused())
    assert asked == [
        {"since_id": "1", "pagination_token": "t"},
        {"until_id": "5"},
        {},
    ]


@pytest.mark.parametrize(
    ("timeline", "since", "seen", "gap"),
    [
        (Timeline.MENTIONS, None, 799, False),
        (Timeline.MENTIONS, None, 800, True),
        (Timeline.MENTIONS, 1, 759, False),
        (Timeline.MENTIONS, 1, 760, True),
        (Timeline.OWN, None, 3199, False),
        (Timeline.OWN, None, 3200, True),
    ],
)
def test_a_walk_as_long_as_what_x_keeps_has_a_gap(
    timeline: Timeline, since: int | None, seen: int, *, gap: bool
) -> None:
    cursor = Cursor(None if since is None else rid(since), Walk(rid(9000), rid(5000), "t", seen))
    assert step(cursor, items(), None, end=ENDS[timeline]).gap is gap


def test_a_cursor_comes_back_from_its_json() -> None:
    cursor = Cursor(rid(1), Walk(rid(9), rid(5), "t", 5, 1, cut=True))
    assert Cursor.read(cursor.to_json()) == cursor


@given(st.none() | st.text() | st.recursive(
    st.none() | st.integers() | st.text() | st.booleans(),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from(["v", "since_id", "walk", "newest_id", "oldest_id", "token", "seen"]),
        inner),
).map(json.dumps))  # fmt: skip
def test_any_text_is_a_cursor(text: str | None) -> None:
    cursor = Cursor.read(text)
    assert Cursor.read(cursor.to_json()) == cursor
    assert all(isinstance(value, str) for value in cursor.params().values())

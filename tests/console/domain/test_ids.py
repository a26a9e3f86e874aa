from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from console.domain.changes import Changes
from console.domain.ids import AccountId, CaseId, ThreadId, first_message_id, from_ms, to_ms

times = st.integers(-(2**42), 2**42 - 1)


@given(times)
def test_a_time_in_milliseconds_comes_back_the_same(ms: int) -> None:
    assert to_ms(from_ms(ms)) == ms


@given(times, times)
def test_message_ids_are_ordered_as_their_times_and_fit_the_store(one: int, other: int) -> None:
    assert (first_message_id(one) < first_message_id(other)) == (one < other)
    assert -(2**63) <= first_message_id(one) < 2**63


def test_the_zone_of_a_time_does_not_matter() -> None:
    at = datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
    assert to_ms(at) == to_ms(at.astimezone()) == to_ms(at + timedelta(microseconds=400))


def test_changes_add_up_and_are_false_where_nothing_changed() -> None:
    one = Changes.of(cases=[CaseId(1)], accounts=[AccountId(7)])
    other = Changes.of(cases=[CaseId(2), CaseId(1)], threads=[ThreadId(3)])
    both = one | other
    assert sorted(both.cases) == [1, 2]
    assert sorted(both.threads) == [3]
    assert sorted(both.accounts) == [7]
    assert one
    assert other
    assert not Changes()
    assert one | Changes() == one

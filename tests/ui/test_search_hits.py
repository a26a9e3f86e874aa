"""What a search found so far: pages behind one another, the newest read again."""

from __future__ import annotations

from dataclasses import replace

from console.domain.ids import CaseId
from console.domain.searching import Found, Hit, HitKind, Snippet
from tests.ui.given_cases import ROW
from ui.search_hits import Hits


def hits(*numbers: int) -> tuple[Hit, ...]:
    return tuple(
        Hit(replace(ROW, id=CaseId(n)), HitKind.POST, None, ROW.last_at, Snippet("hello"))
        for n in numbers
    )


def ids(found: Hits) -> list[int]:
    return [int(hit.case_id) for hit in found.every]


def test_a_case_that_comes_on_two_pages_is_listed_where_it_came_first() -> None:
    found = Hits.of(Found(hits(3, 1, 2), after="a")).with_next(Found(hits(2, 5)))
    assert ids(found) == [3, 1, 2, 5]
    assert found.after is None
    ranks = [found.rank(hit.row) for hit in found.every]
    assert ranks == sorted(ranks, reverse=True)
    assert found.rank(replace(ROW, id=CaseId(99))) < min(ranks)


def test_what_was_found_beyond_what_is_read_again_stays_behind_it() -> None:
    before = Hits.of(Found(hits(1, 2), after="a")).with_next(Found(hits(3, 4), after="b"))
    after = before.renewed(Found(hits(9, 4), after="c"), 2)
    assert ids(after) == [9, 4, 3]
    assert after.after == "b"


def test_where_all_was_read_again_nothing_of_before_stays() -> None:
    before = Hits.of(Found(hits(1, 2), after="a")).with_next(Found(hits(3)))
    assert ids(before.renewed(Found(hits(2)), 2)) == [2]

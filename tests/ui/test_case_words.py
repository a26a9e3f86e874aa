"""What list and head say of a case: chips by weight, what is due, what went before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from console.domain.business_hours import ALWAYS
from console.domain.cases import CaseRow, CaseState
from console.domain.changes import Changes
from console.domain.priority import Priority, judge
from console.store.journal import Undone
from tests.ui.given_cases import HOUR, NOW, ROW, promise, resolution
from ui import case_words, header_words, priority_words, words
from ui.undone_words import undone_words

NEEDS_REPLY, SNOOZED, RESOLVED = CaseState.NEEDS_REPLY, CaseState.SNOOZED, CaseState.RESOLVED
CALLED = replace(ROW, calls=2, calls_before=2, last_call_before_at=NOW - 4 * HOUR)


def chips(row: CaseRow, usual: CaseState = NEEDS_REPLY) -> list[str]:
    return [text for text, _ in case_words.chips(row, usual, NOW)]


def when(row: CaseRow, usual: CaseState = NEEDS_REPLY) -> tuple[str, str]:
    return case_words.when(row, usual, NOW, ALWAYS)


def test_the_weightiest_chip_comes_first_and_tags_last() -> None:
    row = replace(
        CALLED,
        trouble=1,
        promise_due_at=NOW - HOUR,
        touchpoint="delivery",
        tags=("gift", "vip"),
        has_draft=True,
    )
    assert chips(row) == [
        "needs you", "promise not kept", "called first", "draft", "delivery", "gift", "vip",
    ]  # fmt: skip


def test_who_did_not_tag_us_is_one_quiet_chip_and_muted_is_a_state_with_its_word() -> None:
    row = replace(ROW, unsummoned=True)
    assert case_words.chips(row, NEEDS_REPLY, NOW) == [("not summoned", "quiet")]
    assert case_words.spoken(row, NOW).count("not summoned") == 1
    assert "summoned" not in header_words.facts(row, NOW, ALWAYS)
    muted = replace(ROW, state=CaseState.MUTED)
    assert case_words.chips(muted, NEEDS_REPLY, NOW) == [("muted", "quiet")]
    assert header_words.state(muted, NOW) == "muted"


def test_a_promise_of_a_solved_case_is_no_longer_broken() -> None:
    row = replace(ROW, promise_due_at=NOW - HOUR)
    assert chips(row) == ["promise not kept"]
    assert chips(replace(row, state=RESOLVED), RESOLVED) == []
    assert chips(replace(ROW, promise_due_at=NOW + HOUR)) == []


def test_a_case_that_woke_says_so_until_it_is_answered() -> None:
    woke = replace(ROW, snoozed_until=NOW - HOUR)
    assert chips(woke) == ["back"]
    assert chips(replace(woke, state=CaseState.WAITING)) == ["waiting"]
    assert "back since 1" in header_words.state(woke, NOW)


def test_thanks_are_marked_where_the_case_is_resolved() -> None:
    row = replace(ROW, state=RESOLVED, thanked_at=NOW)
    assert chips(row, RESOLVED) == ["thanked"]


@pytest.mark.parametrize(
    ("left", "said", "token"),
    [
        (3 * HOUR, "in 3 h", "quiet"),
        (timedelta(minutes=20), "20 min left", "warn"),
        (-3 * HOUR, "3 h late", "danger"),
        (-words.OLD, "1 h", "quiet"),  # so late that its age says as much
    ],
)
def test_where_answers_are_awaited_it_counts_down(left: timedelta, said: str, token: str) -> None:
    assert when(replace(ROW, due_at=NOW + left)) == (said, token)


def test_elsewhere_the_age_stands_there() -> None:
    assert when(replace(ROW, due_at=NOW + HOUR), CaseState.WAITING) == ("1 h", "quiet")
    assert when(replace(ROW, state=RESOLVED), RESOLVED) == ("1 h", "quiet")


def test_a_sleeping_case_says_till_when() -> None:
    until = datetime(2026, 11, 23, 9).astimezone()
    assert when(replace(ROW, state=SNOOZED, snoozed_until=until)) == ("till Mon 09:00", "quiet")


def test_a_level_is_said_with_its_reasons() -> None:
    row = replace(CALLED, promise_due_at=NOW - HOUR)
    assert priority_words.line(judge(row, NOW)) == "Urgent: promise not kept, called first"
    assert priority_words.line(judge(ROW, NOW)) == ""
    low = replace(ROW, priority=Priority.LOW)
    assert priority_words.line(judge(low, NOW)) == "Low: set by hand"


def test_all_that_is_drawn_is_heard_too_and_once() -> None:
    row = replace(CALLED, due_at=NOW + HOUR, touchpoint="delivery", tags=("vip",))
    assert "called first" in chips(row)
    assert case_words.spoken(row, NOW) == (
        "Ada Fern, @ada_fern, needs reply, 1 h, answer due in 1 h, High: called first,"
        " delivery, vip: hello"
    )
    late = replace(row, promise_due_at=NOW - HOUR)
    assert case_words.spoken(late, NOW).count("promise not kept") == 1


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (999, ""),
        (1_000, "reach 1k"),
        (6_480, "reach 6.5k"),
        (9_949, "reach 9.9k"),
        (9_950, "reach 10k"),
        (64_800, "reach 65k"),
        (999_400, "reach 999k"),
        (999_500, "reach 1m"),
        (1_234_567, "reach 1.2m"),
        (999_500_000, "reach 1bn"),
        (10_000_000_000, "reach 10bn"),
        (None, ""),
    ],
)
def test_a_loud_case_says_how_far_it_carried(people: int | None, said: str) -> None:
    assert chips(replace(ROW, reach=people)) == ([said] if said else [])


def test_a_case_that_spreads_fast_stands_out_and_says_why() -> None:
    row = replace(CALLED, reach=6_480, spread=2.9, has_draft=True)
    assert case_words.chips(row, NEEDS_REPLY, NOW) == [
        ("called first", "call"),
        ("draft", "quiet"),
        ("reach 6.5k", "quiet"),
    ]
    fast = replace(row, spread=3.0)
    assert case_words.chips(fast, NEEDS_REPLY, NOW)[1] == ("reach 6.5k", "warn")
    assert priority_words.line(judge(fast, NOW)) == "Urgent: called first, spreads fast"
    assert "High: spreads fast" in header_words.facts(
        replace(ROW, reach=6_480, spread=3.0), NOW, ALWAYS
    )


def test_how_far_it_carried_is_heard_in_whole_words() -> None:
    row = replace(ROW, reach=6_480, spread=3.0, touchpoint="delivery")
    assert case_words.spoken(row, NOW) == (
        "Ada Fern, @ada_fern, needs reply, 1 h, High: spreads fast, may have reached 6,480 people,"
        " delivery: hello"
    )
    assert "reach" not in case_words.spoken(replace(ROW, reach=999), NOW)


def test_calls_before_the_post_are_counted() -> None:
    assert header_words.calls(CALLED) == "2 calls, the last 3 h before the post"
    assert header_words.calls(replace(CALLED, calls_before=1)) == "1 call, 3 h before the post"
    assert header_words.calls(ROW) == ""


def test_what_we_owe_is_said_and_whether_it_was_kept() -> None:
    said = header_words.promised
    due = words.when(NOW + 3 * HOUR, NOW)
    past = words.when(NOW - HOUR, NOW)
    assert said((promise(),), NOW) == f"promised by {due}: call back"
    assert said((promise(hours=-1),), NOW) == f"promised by {past}, not kept: call back"
    assert said((promise(kept=True),), NOW) == ""
    two = (promise(1, kept=True), promise(2), promise(3, 9, "refund"))
    assert said(two, NOW) == f"promised by {due} (and 1 more): call back"
    assert len(header_words.every_promise(two, NOW).splitlines()) == 3


def test_how_it_was_solved_is_said_with_thanks() -> None:
    row = replace(ROW, state=RESOLVED)
    solved = header_words.solved
    assert solved(row, resolution(), NOW) == "Solved by phone: new parcel sent. Mika, 18 Nov"
    thanked = solved(replace(row, thanked_at=NOW), resolution(), NOW)
    assert thanked.endswith("Mika, 18 Nov  ·  Ada said thanks")
    skipped = solved(row, resolution("", "", skipped=True), NOW)
    assert skipped == "Resolved without a word on how. Mika, 18 Nov"
    assert solved(ROW, resolution(), NOW) == ""  # open again


def test_a_moment_near_now_is_short() -> None:
    now = datetime(2026, 11, 20, 12).astimezone()
    assert words.when(datetime(2026, 11, 20, 9).astimezone(), now) == "09:00"
    assert words.when(datetime(2026, 11, 24, 9).astimezone(), now) == "Tue 09:00"
    assert words.when(datetime(2026, 12, 3, 9).astimezone(), now) == "3 Dec, 09:00"
    assert words.when(datetime(2027, 1, 3, 9).astimezone(), now) == "3 Jan 2027, 09:00"


def test_undo_says_when_an_act_from_before_the_start_was_done() -> None:
    since = NOW - HOUR
    of_now = Undone("Snooze case of Ada", Changes(), NOW)
    assert undone_words(of_now, since, NOW) == "Undone: Snooze case of Ada"
    old = replace(of_now, at=NOW - 30 * HOUR)
    assert "done before this start, 19 Nov 2026, " in undone_words(old, since, NOW)

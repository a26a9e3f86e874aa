"""The crash trial itself: what it counts, and that no desk with a fault passes it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.crash_trial import faulty_lives, send_trial, sync_trial, watch_trial
from tests.crash_trial.orders import Answer, Kill, Point
from tests.crash_trial.plan import NAMED, plan
from tests.crash_trial.tally import Made, Tally, tally

SEED = 1


def dies_at(point: Point) -> list[int]:
    """Return the first run that dies there first and holds nothing else of note."""
    for number in range(1000):
        one = plan(number, SEED)
        of_note = one.faults or one.customer_writes or one.duplicates_refused
        if one.kills[0].point is point and not of_note and not one.answers[0].delete:
            return [number]
    raise AssertionError(point)


def answer(*texts: str, delete: bool = False) -> Answer:
    parts = tuple((text, len(text)) for text in texts)
    return Answer("1", " ".join(texts), parts, "140", "none", delete, len(parts))


def sums(found: Tally) -> tuple[int, int, int]:
    return found.lost, found.duplicated, found.damaged


ONE, TWO = Made("10", "one", "1"), Made("11", "two", "10")


@pytest.mark.parametrize(
    ("made", "lost", "duplicated", "damaged"),
    [
        ([ONE, TWO], 0, 0, 0),
        ([], 2, 0, 0),
        ([ONE], 1, 0, 0),
        ([ONE, TWO, Made("12", "two", "10")], 0, 1, 0),
        ([ONE, Made("12", "one", "1"), TWO], 0, 1, 0),
        ([ONE, TWO, Made("12", "two", "1")], 0, 1, 0),
        ([ONE, Made("11", "two", "1")], 0, 0, 1),
        ([ONE, Made("11", "tow", "10")], 1, 0, 1),
        ([ONE, TWO, Made("12", "nobody's", "1")], 0, 0, 1),
    ],
)
def test_what_is_lost_duplicated_or_damaged_is_counted(
    made: list[Made], lost: int, duplicated: int, damaged: int
) -> None:
    found = tally([answer("one", "two")], made, frozenset(one.remote_id for one in made))
    assert (found.expected, found.posted) == (2, len(made))
    assert sums(found) == (lost, duplicated, damaged)
    assert found.is_whole is (sums(found) == (0, 0, 0))
    assert len(found.words) == sum(sums(found))


def test_a_text_that_x_normalises_is_no_damage() -> None:
    made = [Made("10", "caf\N{LATIN SMALL LETTER E WITH ACUTE}", "1")]
    found = tally([answer(" cafe\N{COMBINING ACUTE ACCENT}\n")], made, frozenset({"10"}))
    assert found.is_whole


def test_the_same_words_to_two_customers_are_two_posts() -> None:
    other = Answer("2", "one", (("one", 3),), "140", "none")
    made = [Made("10", "one", "1"), Made("11", "one", "2")]
    assert tally([answer("one"), other], made, frozenset({"10", "11"})).is_whole


def test_what_was_to_be_deleted_must_be_gone_and_nothing_else() -> None:
    deleted = answer("one", "two", delete=True)
    assert tally([deleted], [ONE, TWO], frozenset()).is_whole
    assert tally([deleted], [ONE], frozenset()).is_whole, "taken back before it was out"
    assert sums(tally([deleted], [ONE, TWO], frozenset({"11"}))) == (0, 0, 1)
    assert sums(tally([answer("one", "two")], [ONE, TWO], frozenset({"10"}))) == (1, 0, 0)


def test_200_runs_are_half_random_and_reach_each_of_the_main_points_20_times() -> None:
    plans = [plan(number, seed=1) for number in range(200)]
    assert sum(all(kill.point is None for kill in one.kills) for one in plans) == 100
    planned = [kill.point for one in plans for kill in one.kills]
    assert all(planned.count(point) >= 20 for point in NAMED[:4])
    assert set(NAMED) <= set(planned)
    assert plan(7, seed=1) == plans[7]
    assert plan(7, seed=2) != plans[7]


def test_a_desk_that_takes_what_was_on_its_way_for_unsent_is_caught() -> None:
    outcome = send_trial.run_all(dies_at(Point.ACCEPTED), SEED, faulty_lives.hasty)
    assert outcome.reached[Point.ACCEPTED] > 0
    assert outcome.tally.duplicated > 0


def test_a_desk_that_forgets_what_was_queued_is_caught() -> None:
    assert send_trial.run_all(dies_at(Point.ACCEPTED), SEED, faulty_lives.forgetful).tally.lost > 0


def test_a_desk_that_changes_the_words_is_caught() -> None:
    assert (
        send_trial.run_all(dies_at(Point.AFTER_SENT), SEED, faulty_lives.careless).tally.damaged > 0
    )


def test_a_desk_that_breaks_the_chain_is_caught() -> None:
    assert (
        send_trial.run_all(dies_at(Point.AFTER_SENT), SEED, faulty_lives.impatient).tally.damaged
        > 0
    )


def test_a_desk_that_notes_a_page_before_it_is_stored_is_caught() -> None:
    at_once = Kill(Point.AFTER_PAGE)
    number = next(n for n in range(1000) if sync_trial.kills(n, SEED)[0] == at_once)
    outcome = sync_trial.run_all([number], SEED, faulty_lives.premature)
    assert outcome.reached[Point.AFTER_PAGE] > 0
    assert outcome.missing > 0


def dies_while_looking(kill: Kill) -> list[int]:
    """Return the first run in which the first life dies so."""
    return [next(n for n in range(1000) if sync_trial.kills(n, SEED, watch_trial.NAMED)[0] == kill)]


def test_a_watch_that_notes_a_page_before_it_is_stored_is_caught() -> None:
    at_once = dies_while_looking(Kill(Point.AFTER_PAGE))
    outcome = watch_trial.run_all(at_once, SEED, faulty_lives.rash)
    assert outcome.reached[Point.AFTER_PAGE] > 0
    assert outcome.missing > 0


def test_a_watch_that_charges_twice_is_caught() -> None:
    # The first charge is that of the account, the second that of a page, which is then lost.
    before_page = dies_while_looking(Kill(Point.AFTER_CHARGE, 2))
    outcome = watch_trial.run_all(before_page, SEED, faulty_lives.lavish)
    assert outcome.charged > outcome.billed


@pytest.mark.parametrize(
    ("words", "last_line"),
    [
        ([], r"2 runs: (\d+) expected, \1 posted, 0 lost, 0 duplicated, 0 damaged"),
        (["--sync"], r"2 runs: (\d+) expected, \1 stored, 0 missing, 0 twice"),
        (["--watch"], r"2 runs: (\d+) hits expected, \1 stored, 0 missing, 0 twice"),
    ],
)
def test_the_last_line_says_the_result(words: list[str], last_line: str) -> None:
    command = [sys.executable, "-m", "tests.crash_trial", "--runs", "2", "--seed", "1", *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert re.fullmatch(last_line, done.stdout.splitlines()[-1]), done.stdout
    assert done.returncode == 0
    assert done.stderr == ""

"""When a call that failed is tried again: by the network's word, else longer each time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.domain.patience import Patience
from console.errors import (
    ConnectorError,
    NoKeyring,
    Offline,
    OutOfCredits,
    RateLimited,
    ServerTrouble,
    SignedOut,
)
from console.sending.waits import LONGEST, SPREAD, is_due, retry_at
from tests.console.given import START as NOW

PATIENCE = Patience()


@pytest.mark.parametrize(
    ("error", "failures", "seconds"),
    [
        (Offline("x"), 0, 15),
        (Offline("x"), 1, 30),
        (ServerTrouble("x"), 3, 120),
        (ServerTrouble("x"), 99, 900),
        (RateLimited("x"), 2, 60),
    ],
)
def test_the_wait_doubles_up_to_a_bound_and_half_of_it_is_chance(
    error: ConnectorError, failures: int, seconds: float
) -> None:
    assert retry_at(error, failures, NOW, PATIENCE, 0.0) == NOW + timedelta(seconds=seconds / 2)
    assert retry_at(error, failures, NOW, PATIENCE, 1.0) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("minutes", [-5, 0, 10, 60 * 24 * 9])
def test_the_networks_word_counts_within_a_day_and_not_all_come_at_once(minutes: int) -> None:
    error = RateLimited("x", reset_at=NOW + timedelta(minutes=minutes))
    first, last = (retry_at(error, 0, NOW, PATIENCE, jitter) for jitter in (0.0, 1.0))
    assert first is not None
    assert last == first + SPREAD
    wanted = min(max(timedelta(minutes=minutes), timedelta(seconds=1)), LONGEST)
    assert first == NOW + wanted


@pytest.mark.parametrize("error", [SignedOut("x"), OutOfCredits("x")])
def test_where_a_person_has_to_act_it_is_the_longest_wait(error: ConnectorError) -> None:
    assert retry_at(error, 0, NOW, PATIENCE, 0.0) == NOW + PATIENCE.try_again_most


def test_a_keyring_is_not_asked_again_by_itself() -> None:
    assert retry_at(NoKeyring("x"), 0, NOW, PATIENCE, 0.0) is None


def test_a_wait_is_over_in_time_and_where_only_a_wrong_clock_can_have_begun_it() -> None:
    assert is_due(None, NOW)
    assert is_due(NOW, NOW)
    assert not is_due(NOW + timedelta(seconds=1), NOW)
    assert not is_due(NOW + LONGEST, NOW)
    assert is_due(NOW + LONGEST + timedelta(minutes=1), NOW)
    minute = timedelta(minutes=1)
    assert is_due(NOW + timedelta(hours=1), NOW, longest=minute)
    assert not is_due(NOW + minute, NOW, longest=minute)

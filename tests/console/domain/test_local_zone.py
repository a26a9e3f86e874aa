"""The zone of this machine, in summer and in winter."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from console.domain.local_zone import HERE

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="one zone a process")


@pytest.fixture(autouse=True)
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as there:
        there.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


def test_each_moment_has_its_own_offset() -> None:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC).astimezone(HERE)
    assert (now.hour, now.utcoffset(), now.tzname()) == (13, timedelta(hours=1), "CET")
    assert (now - timedelta(days=140)).utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize("month", range(1, 13))
def test_there_and_back_is_the_same_moment(month: int) -> None:
    for hour in range(24 * 31):
        at = datetime(2026, month, 1, 0, 30, tzinfo=UTC) + timedelta(hours=hour)
        there = at.astimezone(HERE)
        assert there.replace(tzinfo=None) == at.astimezone().replace(tzinfo=None)
        assert there.timestamp() == at.timestamp()

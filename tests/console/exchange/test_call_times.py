"""When a call began and how long it took, as phone systems write it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from console.domain.call_logs import DateOrder, Lengths
from console.exchange import call_times

DAY, MONTH = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST
LOCAL = datetime(2026, 11, 2, 14, 5).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2026-11-02 14:05", DAY),
        ("2026-11-02T14:05:00", MONTH),
        ("2026-11-02T14:05:00.000", DAY),
        ("2026/11/02 14:05", DAY),
        ("02.11.2026 14:05", DAY),
        ("2.11.26, 14:05 Uhr", MONTH),
        ("02/11/2026 14:05:00", DAY),
        ("11/02/2026 2:05 PM", MONTH),
        ("11/2/26 02:05:00pm", MONTH),
        ("11/2/26 2:05 p.m.", MONTH),
        ("Mon 02/11/2026 14:05", DAY),
        ("Mo., 02.11.2026 14:05", DAY),
        ("2 Nov 2026 14:05", DAY),
        ("2-Nov-26 14:05", DAY),
        ("Nov 2, 2026 2:05 PM", DAY),
        ("November 2nd, 2026 at 14:05", DAY),
        ("2. November 2026 um 14:05 Uhr", DAY),
        ("20261102 140500", DAY),
        ("20261102T1405", DAY),
    ],
)
def test_local_times_are_read(text: str, order: DateOrder) -> None:
    assert call_times.moment(text, order) == LOCAL


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-02T14:05:00Z",
        "2026-11-02 15:05+01:00",
        "02/11/2026 09:05 -0500",
        "2026-11-02 14:05 UTC",
        "1793628300",
        "1793628300000",
    ],
)
def test_an_offset_holds_wherever_the_desk_is(text: str) -> None:
    assert call_times.moment(text, DAY) == datetime(2026, 11, 2, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not said when"),
        ("yesterday", "no date and time"),
        ("02.11.2026", "no time of day"),
        ("31/31/2026 10:00", "no date and time"),
        ("30.02.2026 10:00", "no date and time"),
        ("02.11.2026 25:00", "no date and time"),
        ("02.11.2026 13:00 PM", "no time of day"),
        ("2 Nok 2026 10:00", "no date and time"),
        ("0000-00-00 00:00:00", "no date and time"),
    ],
)
def test_what_names_no_time_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call_times.moment(text, DAY)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["3/4/2026 10:00", "13/4/2026 10:00"], DAY),
        (["3/4/2026 10:00", "4/13/2026 10:00"], MONTH),
        (["3.4.2026 10:00"], DAY),
        (["3/4/2026 10:00"], None),
        (["13/4/2026 10:00", "4/13/2026 10:00"], None),
        (["4/4/2026 10:00"], DAY),
        (["2026-04-03 10:00"], DAY),
        ([], DAY),
    ],
)
def test_day_and_month_are_told_apart_by_all_rows_together(
    texts: list[str], order: DateOrder | None
) -> None:
    assert call_times.order_of(texts) == order


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", None), ("-", None), ("0", 0), ("65", 65), ("65.4", 65), ("3:05", 185),
        ("75:10", 4510), ("1:02:03", 3723), ("00:03:05", 185), ("3 min", 180), ("45s", 45),
        ("1h 5m", 3900), ("1 Std. 5 Min.", 3900), ("2 Minuten 3 Sekunden", 123),
    ],
)  # fmt: skip
def test_durations_are_read(text: str, seconds: int | None) -> None:
    assert call_times.seconds(text, Lengths.MINUTES) == seconds


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-11-02T14:05:00Z", True), ("11/2/26 02:05:00pm", True), ("20261102 140500", True),
        ("1793628300", True), ("02.11.26 14:05", False), ("2026-11-02 15:05+01:00", False),
        ("20261102T1405", False), ("2 Nov 2026 14:05", False),
    ],
)  # fmt: skip
def test_whether_a_time_says_seconds(text: str, *, says: bool) -> None:
    assert call_times.says_seconds(text) is says


def test_two_numbers_are_hours_where_a_person_says_so() -> None:
    assert call_times.seconds("1:05", Lengths.HOURS) == 3900
    assert call_times.says_two_numbers(["1:05", "0:03"])
    assert not call_times.says_two_numbers(["1:05", "0:03:00"])


@pytest.mark.parametrize("text", ["-5", "long", "3:99", "1:2:3:4", "9999999", "200:00:00"])
def test_nonsense_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match=r"duration|No call"):
        call_times.seconds(text, Lengths.MINUTES)

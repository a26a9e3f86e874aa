"""A promise is noted where the case holds it for that time; with another time it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from console.checks.facts import Facts
from console.checks.ground import Ground
from console.checks.promising import MOST, promise
from console.domain.ids import PromiseId
from console.domain.resolutions import Promise
from console.text import spoken_times
from tests.console.checks.test_promising import BERLIN, HOURS, NOTED, NOW, found

NUMBERS = iter(range(2, 10**6))

SAID = {
    "en": {
        "We will call you by Tuesday.": "24 9:00, 24 17:00, 24 18:30",
        "We will call you by Tuesday 10am.": "24 9:00, 24 10:00, 24 11:00",
        "We will call you on Tuesday at 10.": "24 10:30",
        "On Tuesday we'll call you about it at 3pm.": "24 15:30",
        "We will call you on Tuesday morning.": "24 8:00, 24 10:00, 24 12:30",
        "We will call you on the 24th.": "24 10:00",
        "We will call you on 24 November.": "24 10:00",
        "We will call you on 24 November at 10:00.": "24 10:00",
        "We will call you within two working days.": "23 11:00",
        "We will call you within 24 hours.": "21 10:00",
        "We will call you at noon.": "20 11:30",
        "We will call you by 6pm.": "20 18:00",
        "We will call you within the hour.": "20 11:00",
        "We will call you by the end of next week.": "27 9:00",
    },
    "de": {
        "Wir rufen Sie bis Dienstag an.": "24 9:00, 24 17:00, 24 18:30",
        "Wir rufen Sie bis Dienstag 10 Uhr an.": "24 9:00, 24 10:00, 24 11:00",
        "Am Dienstag rufen wir Sie gern um 15 Uhr an.": "24 15:30",
        "Wir rufen Sie am Dienstagvormittag an.": "24 8:00, 24 10:00",
        "Wir rufen Sie am 24. an.": "24 10:00",
        "Wir melden uns bis zum 24.": "24 10:00",
        "Wir melden uns bis zum 24.11.": "24 10:00",
        "Wir melden uns am 24. November um 10 Uhr.": "24 10:00",
        "Wir melden uns innerhalb von zwei Werktagen.": "23 11:00",
        "Wir melden uns in 24 Stunden.": "21 10:00",
        "Wir rufen Sie morgen um halb 10 an.": "21 9:30",
    },
}
"""For which moments of November it is noted that counts as noted."""

OTHERWISE = {
    "en": {
        "We will call you by Tuesday.": "23 17:00, 25 9:00, 24 0:00, 25 0:01",
        "We will call you by Tuesday 10am.": "24 8:59, 24 11:01, 25 10:00, 23 10:00, 24 17:00",
        "On Tuesday we'll call you about it at 3pm.": "24 10:00, 24 17:00",
        "We will call you on Tuesday morning.": "24 15:00, 24 6:00, 25 10:00",
        "We will call you on the 24th.": "25 10:00",
        "We will call you on 24 November at 10:00.": "24 15:00",
        "We will call you within two working days.": "24 10:00",
        "We will call you within 24 hours.": "21 14:00, 20 17:00",
        "We will call you today at 6pm.": "20 15:36",
        "We will call you by 11:30pm.": "21 0:15",
    },
    "de": {
        "Wir rufen Sie bis Dienstag an.": "23 17:00, 25 9:00",
        "Wir rufen Sie bis Dienstag 10 Uhr an.": "24 8:59, 24 11:01, 25 10:00",
        "Am Dienstag rufen wir Sie gern um 15 Uhr an.": "24 10:00",
        "Wir rufen Sie am Dienstagvormittag an.": "24 15:00",
        "Wir melden uns bis zum 24.": "25 10:00",
        "Wir melden uns am 24. November um 10 Uhr.": "24 15:00",
        "Wir rufen Sie heute um 18 Uhr zurück.": "20 15:36",
    },
}
"""For which moments it is noted with another time."""


def moment(said: str) -> datetime:
    day, time = said.split()
    hour, minute = time.split(":")
    return datetime(2026, 11, int(day), int(hour), int(minute), tzinfo=BERLIN).astimezone(UTC)


def noted(what: str, due: str) -> Promise:
    return replace(NOTED, id=PromiseId(next(NUMBERS)), what=what, due_at=moment(due))


def each(table: dict[str, dict[str, str]]) -> list[tuple[str, str, str]]:
    return [
        (code, text, due)
        for code, texts in table.items()
        for text, dues in texts.items()
        for due in dues.split(", ")
    ]


@pytest.mark.parametrize(("language", "text", "due"), each(SAID))
def test_what_is_noted_for_about_that_time_is_not_offered(
    language: str, text: str, due: str
) -> None:
    assert found(text, language, noted("call", due)) == []


@pytest.mark.parametrize(("language", "text", "due"), each(OTHERWISE))
def test_what_is_noted_for_another_time_is_said_and_the_new_one_offered(
    language: str, text: str, due: str
) -> None:
    other = noted("call", due)
    [finding] = found(text, language, other)
    [alone] = found(text, language)
    told = spoken_times.words(other.due_at, NOW, HOURS)
    assert f"The case holds “call” by {told}; this says " in finding.why
    assert finding.steps == alone.steps
    assert finding.key == alone.key


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We will call you back today at 6pm."),
        ("en", "We will call you back today."),
        ("de", "Wir rufen Sie heute um 18 Uhr zurück."),
        ("de", "Wir rufen Sie heute zurück."),
    ],
)
def test_a_promise_that_was_kept_or_is_over_tells_nothing_of_a_new_one(
    language: str, text: str
) -> None:
    alone = found(text, language)
    assert len(alone) == 1
    broken = replace(NOTED, what="the depot rings back", due_at=NOW - timedelta(hours=1))
    kept = replace(NOTED, due_at=moment("20 18:00"), kept_at=NOW)
    assert found(text, language, broken, kept) == alone
    assert found(text, language, replace(broken, due_at=NOW)) == alone


def test_the_time_that_is_said_is_told_as_it_is_said() -> None:
    other = noted("call you", "24 10:00")
    for language, text, says in (
        ("en", "We'll call you by Wednesday 10am.", "Wed 25 Nov, 10:00"),
        ("en", "We'll call you by Wednesday.", "Wed 25 Nov"),
        ("de", "Wir rufen Sie bis Mittwoch um 10 Uhr an.", "Wed 25 Nov, 10:00"),
        ("de", "Wir rufen Sie bis Mittwoch an.", "Wed 25 Nov"),
    ):
        [finding] = found(text, language, other)
        assert finding.why == f"The case holds “call you” by Tue 24 Nov, 10:00; this says {says}."
        assert finding.steps[0].at == moment("25 10:00" if "10" in text else "25 17:00")


def test_today_after_closing_is_today_not_the_midnight_after_it() -> None:
    now = moment("20 21:00")
    held = [noted("call you", due) for due in ("21 9:00", "20 22:00", "21 0:00")]
    for other, why in zip(held, ("this says Fri 20 Nov.", "", ""), strict=True):
        ground = Ground(Facts(hours=HOURS, promises=(other,)))
        findings = list(promise(ground.read("We'll call you today.", "en"), ground, now))
        assert [one.why[-len(why) :] for one in findings] == ([why] if why else [])


def test_a_promise_that_the_draft_says_as_it_is_noted_is_no_other_one() -> None:
    for language, text in (
        ("en", "We'll send the new one on Monday and call you on Tuesday."),
        ("de", "Wir schicken das Neue am Montag und rufen am Dienstag an."),
    ):
        [finding] = found(text, language, noted("call", "24 17:00"))
        assert "nobody noted it yet" in finding.why


def test_of_several_promises_the_one_of_the_same_words_is_told_else_the_nearest() -> None:
    refund, call = noted("refund the lamp", "26 9:00"), noted("call you", "24 9:00")
    [first, second] = found(
        "We'll call you on Wednesday. We will have refunded you by Monday.", "en", refund, call
    )
    assert "“call you”" in first.why
    assert "“refund the lamp”" in second.why
    [finding] = found("We'll send it on Monday.", "en", refund, call)
    assert "“call you”" in finding.why


def test_each_noted_promise_is_told_once() -> None:
    whys = [
        one.why
        for one in found(
            "We'll send it on Monday and call you on Wednesday.", "en", noted("call you", "24 9:00")
        )
    ]
    assert ["The case holds" in why for why in whys] == [False, True]


def test_hostile_notes_do_no_harm() -> None:
    held = [noted("call you \ud800\x00“" * 300, "24 9:00") for _ in range(2000)]
    findings = found("We will call you by Wednesday. " * 200, "en", *held)
    assert len(findings) == MOST
    assert all(len(one.why) < 200 for one in findings)

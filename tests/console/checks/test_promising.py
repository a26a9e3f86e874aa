"""A promise with a time is offered to be noted; without one, a time is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.checks.facts import Facts
from console.checks.ground import Ground
from console.checks.promising import MOST, promise
from console.domain.business_hours import BusinessHours
from console.domain.checks import Finding, Severity, StepKind
from console.domain.ids import CaseId, PromiseId
from console.domain.opening_week import read_week
from console.domain.resolutions import Promise
from console.text import spoken_times

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = BusinessHours(read_week("Mon-Fri 9-17; Sat 10-14"), "Europe/Berlin")
NOW = datetime(2026, 11, 20, 10, 30, tzinfo=BERLIN).astimezone(UTC)
"""A Friday, within the hours."""
NOTED = Promise(
    PromiseId(1), CaseId(1), None, "call", NOW + timedelta(days=4, hours=2), NOW, "Mia", None
)

TIMED = {
    "en": {
        "We will call you by Tuesday.": (
            "We will call you by Tuesday", "call you", "Tue 24 Nov, 17:00",
        ),
        "Sorry! You'll have it within 24 hours.": (
            "You'll have it within 24 hours", "have it", "Sat 21 Nov, 10:30",
        ),
        "We’ll get back to you tomorrow morning.": (
            "We’ll get back to you tomorrow morning", "get back to you", "Sat 21 Nov, 12:00",
        ),
        "By Friday we will have refunded you.": (
            "By Friday we will have refunded you", "have refunded you", "Fri 20 Nov, 17:00",
        ),
        "We'll call you within two working days!": (
            "We'll call you within two working days", "call you", "Mon 23 Nov, 17:00",
        ),
        "I'll send it today, and if you need more, write to us.": (
            "I'll send it today", "send it", "Fri 20 Nov, 17:00",
        ),
        "Your parcel will arrive by 5 December.": (
            "Your parcel will arrive by 5 December", "Your parcel will arrive", "Sat 5 Dec, 14:00",
        ),
        "We'll call you in 2-3 days.": (
            "We'll call you in 2-3 days", "call you", "Mon 23 Nov, 17:00",
        ),
        "We'll call you at 3pm.": ("We'll call you at 3pm", "call you", "Fri 20 Nov, 15:00"),
        "We will call you next week.": (
            "We will call you next week", "call you", "Fri 27 Nov, 17:00",
        ),
    },
    "de": {
        "Wir melden uns bis Freitag.": (
            "Wir melden uns bis Freitag", "melden uns", "Fri 20 Nov, 17:00",
        ),
        "Wir rufen Sie bis Dienstag zurück.": (
            "Wir rufen Sie bis Dienstag zurück", "rufen Sie zurück", "Tue 24 Nov, 17:00",
        ),
        "Sie bekommen das Geld innerhalb von zwei Tagen.": (
            "Sie bekommen das Geld innerhalb von zwei Tagen",
            "Sie bekommen das Geld",
            "Sun 22 Nov, 17:00",
        ),
        "Bis morgen früh schicken wir dir eine neue Karte.": (
            "Bis morgen früh schicken wir dir eine neue Karte",
            "schicken dir eine neue Karte",
            "Sat 21 Nov, 12:00",
        ),
        "Du bekommst es spätestens in 3 Werktagen.": (
            "Du bekommst es spätestens in 3 Werktagen", "Du bekommst es", "Tue 24 Nov, 17:00",
        ),
        "Ihr hört bis zum Ende der Woche von uns.": (
            "Ihr hört bis zum Ende der Woche von uns", "Ihr hört von uns", "Fri 20 Nov, 17:00",
        ),
    },
}  # fmt: skip
TIMELESS = {
    "en": {
        "We'll get back to you.": "get back to you",
        "Thanks, we will be in touch shortly!": "be in touch",
        "We'll let you know as soon as possible.": "let you know",
        "We'll call you on the 25th floor.": "call you",
        "We will be in touch by e-mail.": "be in touch",
    },
    "de": {
        "Wir melden uns.": "melden uns",
        "Wir geben Ihnen Bescheid.": "geben Ihnen Bescheid",
        "Wir melden uns so bald wie möglich.": "melden uns",
    },
}
NONE = {
    "en": (
        "",
        "If you send it by Friday, we'll refund you.",
        "We'll fix it by Monday if you restart it.",
        "Please send it by Friday.",
        "Will we call you by Tuesday?",
        "Shall we call you tomorrow?",
        "We will not call you by Tuesday.",
        "We'd call you tomorrow.",
        "We will refund 2 of them.",
        "We'll refund 12.50 to your card.",
        "We'll let you know as soon as it is fixed.",
        "Our shop will be open until Friday.",
        "You'll need to wait until Monday.",
        "We called you on Tuesday.",
        "You will see.",
    ),
    "de": (
        "Wenn Sie es bis Freitag schicken, erstatten wir es.",
        "Rufen Sie uns morgen an.",
        "Wir melden uns, sobald es behoben ist.",
        "Wir haben uns am Dienstag gemeldet.",
        "Melden wir uns bis Freitag?",
        "Wir können Sie morgen nicht anrufen.",
        "Unser Laden ist bis Freitag geschlossen.",
    ),
    "fr": ("Nous vous appelons mardi, we will call you by Tuesday.",),
}


def found(text: str, language: str, *noted: Promise) -> list[Finding]:
    ground = Ground(Facts(hours=HOURS, promises=noted))
    return list(promise(ground.read(text, language), ground, NOW))


@pytest.mark.parametrize(("language", "text"), [(code, t) for code in TIMED for t in TIMED[code]])
def test_a_promise_with_a_time_can_be_noted(language: str, text: str) -> None:
    [finding] = found(text, language)
    words, what, when = TIMED[language][text]
    assert text[finding.start : finding.end] == words
    assert finding.severity is Severity.OFFER
    [step] = finding.steps
    assert step.kind is StepKind.PROMISE
    assert step.text == what
    assert step.at is not None
    assert spoken_times.words(step.at, NOW, HOURS) == when
    assert when in finding.why


@pytest.mark.parametrize(
    ("language", "text"), [(code, t) for code in TIMELESS for t in TIMELESS[code]]
)
def test_a_promise_without_a_time_is_asked_for_one(language: str, text: str) -> None:
    [finding] = found(text, language)
    assert (finding.rule, finding.severity) == ("no_time", Severity.ADVICE)
    assert text[finding.start : finding.end] == TIMELESS[language][text]
    assert finding.steps == ()


@pytest.mark.parametrize(("language", "text"), [(code, t) for code in NONE for t in NONE[code]])
def test_no_promise_passes(language: str, text: str) -> None:
    assert found(text, language) == []


def test_one_time_is_enough_for_an_answer() -> None:
    text = "We will get back to you. You'll hear from us by Monday."
    assert [one.rule for one in found(text, "en")] == ["time"]
    assert found(text, "en", replace(NOTED, due_at=NOW + timedelta(days=3, hours=5))) == []


def test_a_finding_stays_the_same_one_while_the_text_around_is_edited() -> None:
    [first] = found("We will call you by Tuesday.", "en")
    [later] = found("Hi Ada!\n\nWe will call  you by TUESDAY. Bye", "en")
    assert first.key == later.key


def test_working_days_leave_out_the_weekend_where_somebody_is_always_there() -> None:
    ground = Ground(Facts(hours=BusinessHours(zone="Europe/Berlin")))
    text = "We will call you within two business days."
    [finding] = promise(ground.read(text, "en"), ground, NOW)
    at = finding.steps[0].at
    assert at is not None
    assert at.astimezone(BERLIN).strftime("%a %H:%M") == "Tue 17:00"


@pytest.mark.parametrize(
    "hostile",
    [
        "we will by monday ", "we will. ", "we will in the of. ", "monday ", "we will, ",
        "we will, by monday, ", "we will and call you on monday ", "we will call you. ",
        "9", "we'll 1 ", "\x00", "\ud800", "\u202e", "１２", "ü",
    ],
)  # fmt: skip
def test_hostile_text_does_no_harm(hostile: str) -> None:
    assert len(found(hostile * (30_000 // len(hostile)), "en")) <= MOST


def test_only_the_first_promises_are_told() -> None:
    assert len(found("We will call you by Tuesday. " * 50, "en")) == MOST

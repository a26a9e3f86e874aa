"""Which times a sentence names, what they mean, and which one is the promise's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from console.checks.facts import Facts
from console.checks.ground import Ground
from console.checks.promising import promise
from console.text import spoken_times
from tests.console.checks.test_promising import BERLIN, HOURS, NOW, found

OWN_TIME = {
    "en": {
        "We'll call you on 1st December at 10am.": ("call you", "Tue 1 Dec, 10:00"),
        "We'll call you on 1 December at 10.": ("call you", "Tue 1 Dec, 10:00"),
        "Your parcel was scanned at 7:40 and will be delivered by 6pm.": (
            "will be delivered", "Fri 20 Nov, 18:00",
        ),
        "Your order was packed on Thursday and will arrive on Monday.": (
            "will arrive", "Mon 23 Nov, 17:00",
        ),
        "It left Leeds at 14:20 and will be with you tomorrow.": (
            "will be with you", "Sat 21 Nov, 14:00",
        ),
        "The outage since 10:15 will be fixed by 16:00.": (
            "The outage since 10:15 will be fixed", "Fri 20 Nov, 16:00",
        ),
        "As promised on Monday, we will refund it this week.": ("refund it", "Fri 20 Nov, 17:00"),
        "On Friday at the latest, we'll call you.": ("call you", "Fri 20 Nov, 17:00"),
        "We'll call you on Friday between 10 and 12.": ("call you", "Fri 20 Nov, 12:00"),
        "We'll call you between 3 and 5 pm tomorrow.": ("call you", "Sat 21 Nov, 17:00"),
        "We'll call you at 3 tomorrow.": ("call you", "Sat 21 Nov, 15:00"),
        "We'll call you tonight by 10pm.": ("call you", "Fri 20 Nov, 22:00"),
        "We'll call you on Monday, 23 November, at 9.": ("call you", "Mon 23 Nov, 09:00"),
        "On Monday we'll call you about it at 3pm.": ("call you about it", "Mon 23 Nov, 15:00"),
        "We'll send it by 24/12.": ("send it", "Thu 24 Dec, 17:00"),
        "We'll send it by 2026-12-24.": ("send it", "Thu 24 Dec, 17:00"),
        "We'll send it by 24.12.": ("send it", "Thu 24 Dec, 17:00"),
        "We will email you by Sat.": ("email you", "Sat 21 Nov, 14:00"),
        "We'll call you on the 25th.": ("call you", "Wed 25 Nov, 17:00"),
        "We'll call you within the hour.": ("call you", "Fri 20 Nov, 11:30"),
        "We'll call you within the next working day.": ("call you", "Sat 21 Nov, 14:00"),
        "Expect a call by 4pm.": ("Expect a call", "Fri 20 Nov, 16:00"),
        "Please DM us, we will call you by Monday.": ("call you", "Mon 23 Nov, 17:00"),
        "That did not work, but we will call you by Monday.": ("call you", "Mon 23 Nov, 17:00"),
        "We'll send 2 on Monday.": ("send 2", "Mon 23 Nov, 17:00"),
        "We will send a new one by Monday.": ("send a new one", "Mon 23 Nov, 17:00"),
        "The refund will be there by Monday, we have sent it on Thursday.": (
            "The refund will be there", "Mon 23 Nov, 17:00",
        ),
        "We will not call on Monday, but we will email you on Tuesday.": (
            "email you", "Tue 24 Nov, 17:00",
        ),
        "We'll refund £24 by Monday.": ("refund £24", "Mon 23 Nov, 17:00"),
        "We'll call you Monday.": ("call you", "Mon 23 Nov, 17:00"),
        "We'll call you by 12.30.": ("call you", "Fri 20 Nov, 12:30"),
        "We'll call you in the morning.": ("call you", "Fri 20 Nov, 12:00"),
        "We'll call you in the afternoon.": ("call you", "Fri 20 Nov, 17:00"),
        "We'll call you Monday or Tuesday.": ("call you", "Tue 24 Nov, 17:00"),
        "We'll call you within 24-48 hours.": ("call you", "Sun 22 Nov, 10:30"),
        "Our engineer will be there between 8am and 1pm on Monday.": (
            "Our engineer will be there", "Mon 23 Nov, 13:00",
        ),
    },
    "de": {
        "Wir rufen dich am 1. Dezember um 10 Uhr an.": ("rufen dich an", "Tue 1 Dec, 10:00"),
        "Wir schicken es am 1. Dezember um 10.": ("schicken es", "Tue 1 Dec, 10:00"),
        "Die Störung seit 10:15 Uhr wird bis 16 Uhr behoben sein.": (
            "Die Störung seit 10:15 Uhr wird behoben sein", "Fri 20 Nov, 16:00",
        ),
        "Der Vertrag endete am 15.11., die Rechnung schicken wir bis 30.11.": (
            "die Rechnung schicken wir", "Mon 30 Nov, 17:00",
        ),
        "Wie am Montag versprochen, erstatten wir das diese Woche.": (
            "erstatten das", "Fri 20 Nov, 17:00",
        ),
        "Spätestens am Dienstag, rufen wir Sie an.": ("rufen Sie an", "Tue 24 Nov, 17:00"),
        "Am Montag rufen wir Sie gern um 15 Uhr an.": ("rufen Sie gern an", "Mon 23 Nov, 15:00"),
        "Wir rufen am Montag zwischen 10 und 12 Uhr an.": ("rufen an", "Mon 23 Nov, 12:00"),
        "Wir rufen Sie am Montag von 8 bis 12 an.": ("rufen Sie an", "Mon 23 Nov, 12:00"),
        "Wir rufen dich um 9 an.": ("rufen dich an", "Sat 21 Nov, 09:00"),
        "Wir schicken es bis 24.12.": ("schicken es", "Thu 24 Dec, 17:00"),
        "Wir schicken es bis zum 24.12.2026 raus.": ("schicken es raus", "Thu 24 Dec, 17:00"),
        "Wir rufen dich am 25. an.": ("rufen dich an", "Wed 25 Nov, 17:00"),
        "Wir melden uns bis zum 25.": ("melden uns", "Wed 25 Nov, 17:00"),
        "Wir melden uns bis zum 24.": ("melden uns", "Tue 24 Nov, 17:00"),
        "Wir melden uns spätestens bis zum 3.": ("melden uns spätestens", "Thu 3 Dec, 17:00"),
        "Wir melden uns morgen bis 12.": ("melden uns", "Sat 21 Nov, 12:00"),
        "Wir melden uns bis 16.": ("melden uns", "Fri 20 Nov, 16:00"),
        "Wir melden uns bis Fr, 27.11.": ("melden uns", "Fri 27 Nov, 17:00"),
        "Wir melden uns bis Fr., 27.11.": ("melden uns", "Fri 27 Nov, 17:00"),
        "Wir melden uns bis Montagmittag.": ("melden uns", "Mon 23 Nov, 12:00"),
        "Wir rufen dich am Dienstagnachmittag an.": ("rufen dich an", "Tue 24 Nov, 17:00"),
        "Wir melden uns bis Sa.": ("melden uns", "Sat 21 Nov, 14:00"),
        "Wir melden uns am nächsten Werktag.": ("melden uns", "Sat 21 Nov, 14:00"),
        "Wir melden uns innerhalb der nächsten Stunde.": ("melden uns", "Fri 20 Nov, 11:30"),
        "Spätestens in einer Woche ist das Geld da.": ("ist das Geld da", "Fri 27 Nov, 17:00"),
        "Der Liefertag ist Montag.": ("Der Liefertag ist", "Mon 23 Nov, 17:00"),
        "Schreiben Sie uns eine E-Mail an x@y.example, wir melden uns morgen Vormittag.": (
            "melden uns", "Sat 21 Nov, 12:00",
        ),
        "Das ist nicht schön, wir melden uns morgen.": ("melden uns", "Sat 21 Nov, 14:00"),
        "Wir melden uns bis Ende nächster Woche.": ("melden uns", "Fri 27 Nov, 17:00"),
        "Wir melden uns heute noch.": ("melden uns", "Fri 20 Nov, 17:00"),
        "Wir rufen Sie morgen um halb 10 an.": ("rufen Sie an", "Sat 21 Nov, 09:30"),
        "Das Geld kommt in 3-5 Werktagen bei Ihnen an.": (
            "Das Geld kommt bei Ihnen an", "Thu 26 Nov, 17:00",
        ),
        "Wir prüfen das und melden uns bis Montag.": (
            "prüfen das und melden uns", "Mon 23 Nov, 17:00",
        ),
        "Rufen Sie uns an, oder wir melden uns bis Montag.": ("melden uns", "Mon 23 Nov, 17:00"),
        "Wir schicken die Rechnung vom 15.11. bis Montag.": (
            "schicken die Rechnung vom 15.11", "Mon 23 Nov, 17:00",
        ),
        "Bis wann brauchst du es? Wir schicken es sonst morgen.": (
            "schicken es sonst", "Sat 21 Nov, 14:00",
        ),
        "Wir melden uns zwischen Montag und Mittwoch.": ("melden uns", "Wed 25 Nov, 17:00"),
    },
}  # fmt: skip
NOT_ITS_TIME = {
    "en": (
        "We'll send the lamp you ordered on Monday.",
        "We'll be at 3 shops.",
        "On Sundays we will deliver from 8 to 12.",
        "We got your order on 12 November and we will send it soon.",
        "Thank you for waiting since Tuesday, we will make it right.",
        "You ordered on Monday; we will look into it.",
        "We'll have news for you in the coming days.",
        "We'll refund you by 5/6.",
        "We'll get back to you in a few days.",
        "We'll get back to you in the coming days.",
        "We'll get back to you by Christmas morning.",
        "We'll call you at 25:00 tomorrow.",
        "If it is not there, write to us, and we'll send one by Monday.",
        "We will send it by 15 November.",
        "You can cancel within 14 days, and we will pay it back.",
    ),
    "de": (
        "Wir melden uns in den nächsten Tagen.",
        "Wir machen das so.",
        "Sonntags liefern wir von 8 bis 12.",
        "Danke fürs Warten seit Dienstag, wir machen es gut.",
        "Du hast am Montag bestellt, wir prüfen das.",
        "Wir haben am 12. November die Bestellung bekommen und schicken sie bald.",
        "Wir schicken die Lampe, die du am Montag bestellt hast.",
        "Wir reparieren das beim 3. Mal.",
        "Wir schicken Ihnen bis zu 9 Stück.",
        "Wenn es nicht da ist, melden Sie sich, wir schicken bis Montag ein neues.",
        "Sie können 14 Tage lang zurückgeben, wir erstatten den vollen Preis.",
        "Wir rufen Sie um 9 Cent billiger an.",
        "Wir sind am Montag wieder da.",
        "Wir melden uns bis Mitte Dezember.",
        "Wir melden uns noch vor Weihnachten.",
    ),
}
"""A time that is over, of something else, or not understood whole: none, nor is one asked for."""


@pytest.mark.parametrize(
    ("language", "text"), [(code, t) for code in OWN_TIME for t in OWN_TIME[code]]
)
def test_a_promise_is_noted_for_its_own_time(language: str, text: str) -> None:
    [finding] = found(text, language)
    [step] = finding.steps
    assert step.at is not None
    told = step.text, spoken_times.words(step.at, NOW, HOURS)
    assert told == OWN_TIME[language][text]


@pytest.mark.parametrize(
    ("language", "text"), [(code, t) for code in NOT_ITS_TIME for t in NOT_ITS_TIME[code]]
)
def test_a_time_that_is_not_the_promises_is_left_out(language: str, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "promises"),
    [
        (
            "en",
            "We'll send the new one on Monday and call you on Tuesday.",
            [("send the new one", "Mon 23 Nov, 17:00"), ("call you", "Tue 24 Nov, 17:00")],
        ),
        (
            "de",
            "Wir schicken das Neue am Montag und rufen am Dienstag an.",
            [("schicken das Neue", "Mon 23 Nov, 17:00"), ("rufen an", "Tue 24 Nov, 17:00")],
        ),
        (
            "en",
            "We'll send it on Monday, and you will get the money by Friday.",
            [("send it", "Mon 23 Nov, 17:00"), ("get the money", "Fri 20 Nov, 17:00")],
        ),
    ],
)
def test_a_sentence_may_promise_two_things(
    language: str, text: str, promises: list[tuple[str, str]]
) -> None:
    steps = [finding.steps[0] for finding in found(text, language)]
    told = [(step.text, spoken_times.words(step.at, NOW, HOURS)) for step in steps if step.at]
    assert told == promises


@pytest.mark.parametrize(
    "said",
    [
        "24.12", "24.12.2026", "24.12.26", "24. Dezember", "24. Dez.", "24. Dezember 2026",
        "Donnerstag, 24.12", "24/12", "24/12/2026", "2026-12-24",
    ],
)  # fmt: skip
@pytest.mark.parametrize("lead", ["bis", "am", "bis zum"])
def test_each_form_of_a_date_is_due_when_that_day_closes(lead: str, said: str) -> None:
    for rest in ("", ".", " raus.", ", versprochen."):
        [finding] = found(f"Wir schicken es {lead} {said}{rest}", "de")
        at = finding.steps[0].at
        assert at is not None
        assert spoken_times.words(at, NOW, HOURS) == "Thu 24 Dec, 17:00", rest


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("We'll call you today.", "Sat 21 Nov, 00:00"),
        ("We'll call you tonight.", "Sat 21 Nov, 00:00"),
        ("We'll call you by Friday.", "Fri 27 Nov, 17:00"),
        ("We'll call you by end of day.", "Sat 21 Nov, 14:00"),
    ],
)
def test_after_closing_what_is_left_of_the_day_is_until_midnight(text: str, when: str) -> None:
    now = datetime(2026, 11, 20, 21, 0, tzinfo=BERLIN).astimezone(UTC)
    ground = Ground(Facts(hours=HOURS))
    [finding] = promise(ground.read(text, "en"), ground, now)
    at = finding.steps[0].at
    assert at is not None
    assert spoken_times.words(at, now, HOURS) == when


def test_working_days_leave_out_days_off() -> None:
    hours = replace(HOURS, days_off=frozenset({date(2026, 11, 21), date(2026, 11, 23)}))
    for text, day in (
        ("We will call you within two business days.", "Wed 25"),
        ("We will call you on the next working day.", "Tue 24"),
    ):
        ground = Ground(Facts(hours=hours))
        [finding] = promise(ground.read(text, "en"), ground, NOW)
        at = finding.steps[0].at
        assert at is not None
        assert at.astimezone(BERLIN).strftime("%a %d") == day

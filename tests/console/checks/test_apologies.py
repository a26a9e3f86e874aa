"""A second apology in a case is asked for something that is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from console.checks.apologies import apology_loop
from console.checks.facts import Facts
from console.checks.ground import Ground
from console.domain.business_hours import BusinessHours
from console.domain.checks import Finding, StepKind
from console.domain.ids import AgentId, CaseId, MessageId, RemoteId
from console.domain.messages import CallNote, Channel, Direction, Message, Post

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
HOURS = BusinessHours(zone="Europe/Berlin")


def post(number: int, text: str, direction: Direction = Direction.OUT) -> Post:
    at = NOW - timedelta(days=10 - number)
    return Post(
        MessageId(number), CaseId(1), at, direction, text, "x", RemoteId(str(number)),
        RemoteId("1"), None, RemoteId("7"), "us", "Us", summons=False, media=(),
    )  # fmt: skip


def call(number: int, text: str) -> CallNote:
    at = NOW - timedelta(days=10 - number)
    return CallNote(
        MessageId(number), CaseId(1), at, Direction.IN, text, Channel.PHONE, "", None,
        AgentId(1), "Mia",
    )  # fmt: skip


SORRY = post(1, "We are sorry about that.")


def found(text: str, *messages: Message, language: str = "en") -> list[Finding]:
    ground = Ground(Facts(messages=messages, hours=HOURS))
    return list(apology_loop(ground.read(text, language), ground, NOW))


def test_the_first_apology_passes() -> None:
    assert found("So sorry!") == []
    assert found("So sorry!", post(1, "Hello"), post(2, "I am sorry, again", Direction.IN)) == []


def test_a_second_one_is_found_at_its_words_and_shows_the_last_one() -> None:
    text = "Hi Ada, we apologise for the trouble."
    [finding] = found(text, SORRY, post(2, "Sorry for the wait"), post(3, "Hello"))
    assert text[finding.start : finding.end] == "apologise"
    assert "twice here already, since Wed 11 Nov, 10:30" in finding.why
    [step] = finding.steps
    assert (step.kind, step.message_id) == (StepKind.SHOW_MESSAGE, MessageId(2))


def test_the_parts_of_one_answer_are_one_apology() -> None:
    part = replace(post(2, "So sorry for the wait."), at=SORRY.at + timedelta(seconds=5))
    third = replace(post(3, "We regret it."), at=part.at + timedelta(minutes=8))
    [finding] = found("Sorry!", SORRY, part, third)
    assert "once here already, on Wed 11 Nov" in finding.why
    assert finding.steps[0].message_id == SORRY.id


@pytest.mark.parametrize(
    "between", [(), (replace(post(4, "Still nothing", Direction.IN), at=SORRY.at),)]
)
def test_an_apology_later_or_behind_a_post_of_the_customer_is_another(
    between: tuple[Post, ...],
) -> None:
    wait = timedelta(seconds=5) if between else timedelta(minutes=11)
    later = replace(post(2, "So sorry for the wait."), at=SORRY.at + wait)
    [finding] = found("Sorry!", SORRY, *between, later)
    assert "twice here already" in finding.why


def test_one_earlier_apology_is_told_by_its_day() -> None:
    [finding] = found("Sorry!", SORRY)
    assert "once here already, on Wed 11 Nov" in finding.why


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sorry again! Your refund will be there by Tuesday."),
        ("en", "Sorry again. I have asked Mia in billing."),
        ("en", "Sorry again, we have refunded you."),
        ("en", "No need to apologise!"),
        ("en", "Better safe than sorry."),
        ("en", "Thanks for the picture."),
        ("en", ""),
        ("en", "Sorry! Mia looks after it now."),
        ("en", "Sorry. Your router is fixed."),
        ("en", "Sorry. Please restart the router once more."),
        ("en", "Sorry, which device is it?"),
        ("de", "Sorry, die Störung ist behoben."),
        ("de", "Sorry, starte bitte den Router neu."),
        ("de", "Sorry, welches Gerät ist es?"),
        ("de", "Tut uns leid! Wir melden uns bis Freitag."),
        ("de", "Entschuldigung, ich kümmere mich."),
        ("de", "Dafür müssen Sie sich nicht entschuldigen."),
    ],
)
def test_what_comes_with_something_to_hold_on_to_passes(language: str, text: str) -> None:
    assert found(text, SORRY, language=language) == []


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Our bad, really.", "Our bad"),
        ("en", "So sorry, can you write to us by Friday?", "sorry"),
        ("en", "Sorry, can you understand that?", "Sorry"),
        ("en", "Sorry! Thank you for waiting since Tuesday.", "Sorry"),
        ("de", "Sorry! Danke fürs Warten seit Dienstag.", "Sorry"),
        ("de", "Das tut uns wirklich leid.", "tut uns wirklich leid"),
        ("de", "Wir bitten um Entschuldigung.", "Entschuldigung"),
    ],
)
def test_words_of_regret_alone_are_found(language: str, text: str, words: str) -> None:
    [finding] = found(text, SORRY, language=language)
    assert text[finding.start : finding.end] == words


@pytest.mark.parametrize(
    ("note", "count"),
    [
        ("Told her we looked into it; apologised for the delay.", 1),
        ("Haben uns entschuldigt und Gutschein geschickt.", 1),
        ("Customer apologised for shouting.", 0),
        ("Die Kundin hat sich entschuldigt.", 0),
        ("She is sorry to see us close.", 0),
        ("", 0),
    ],
)
def test_a_call_counts_where_its_note_says_that_we_apologised(note: str, count: int) -> None:
    assert len(found("Sorry!", call(1, note))) == count


def test_an_earlier_apology_counts_in_any_language() -> None:
    assert len(found("Sorry!", post(1, "Das tut uns leid."))) == 1


def test_a_finding_stays_the_same_one_while_the_text_around_is_edited() -> None:
    [first] = found("Sorry!", SORRY)
    [later] = found("Hi Ada, SORRY for all of it", SORRY)
    assert first.key == later.key


def test_a_language_without_lexicon_has_none() -> None:
    assert found("Sorry!", SORRY, language="fr") == []


@pytest.mark.parametrize("hostile", ["sorry. in the of. ", "\x00", "\ud800", "\u202e", "ü", "１"])
def test_hostile_text_does_no_harm(hostile: str) -> None:
    text = hostile * (30_000 // len(hostile))
    assert len(found(text, SORRY, post(2, text))) == ("sorry" in hostile)

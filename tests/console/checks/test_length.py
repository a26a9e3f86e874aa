"""Length and answer first: many parts suggest a call, the first one holds something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from console.checks import Facts, Ground
from console.checks.length import answer_first, length
from console.checks.reading import Reading
from console.domain.checks import CheckRules, Finding, Severity, StepKind
from console.domain.contacts import Contact, Phone
from console.domain.ids import AgentId, ContactId, MessageId
from console.domain.kinds import MessageKind
from console.domain.messages import CallNote, Channel, Direction
from tests.console.checks.test_feed import post

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SORRY = "Hi Ada, we are so sorry to hear that, thank you for your patience."
STEP = "We have refunded your order today."
NUMBER = "+49 30 901820"
Parts = Sequence[tuple[int, int]]


def joined(*parts: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a draft of these parts, and where they stand; white space belongs to the part."""
    text, places = "", []
    for part in parts:
        places.append((len(text), len(text) + len(part) + 1))
        text += f"{part} "
    return text, places


def too_long(text: str, parts: Parts, facts: Facts | None = None) -> list[Finding]:
    ground = Ground(facts or Facts(region="DE"))
    return list(length(Reading(text, ground.lexicon("en"), parts), ground, NOW))


def late(text: str, parts: Parts, facts: Facts | None = None, lang: str = "en") -> list[Finding]:
    ground = Ground(facts or Facts())
    return list(answer_first(Reading(text, ground.lexicon(lang), parts), ground, NOW))


def with_points(*points: str, contact: Contact | None = None) -> Facts:
    return Facts(rules=CheckRules(own_points=points), region="DE", contact=contact)


@pytest.mark.parametrize("count", [1, 2])
def test_up_to_two_parts_are_short_enough(count: int) -> None:
    assert too_long(*joined(*["One."] * count)) == []


@pytest.mark.parametrize("count", [3, 4, 25])
def test_three_parts_suggest_a_call(count: int) -> None:
    text, parts = joined(*[f"Part {n}." for n in range(count)])
    (finding,) = too_long(text, parts)
    assert finding.why.startswith(f"Few read {count} posts to their end")
    assert finding.severity is Severity.ADVICE
    assert text[finding.start : finding.end] == text[parts[2][0] :].strip()
    assert finding.steps == ()
    assert "Preferences, Checks" in finding.advice


@pytest.mark.parametrize(
    "points",
    [(NUMBER,), ("help@shop.example", NUMBER), ("shop24.example/24", NUMBER, "+49 30 111111")],
)
def test_our_first_number_is_offered_as_it_is_written_here(points: tuple[str, ...]) -> None:
    (finding,) = too_long(*joined("A", "B", "C"), with_points(*points))
    assert [(step.kind, step.text) for step in finding.steps] == [(StepKind.INSERT, "030 901820")]
    assert "030 901820" in finding.advice


@pytest.mark.parametrize(
    "said",
    ["030 901820", "+49 30 901820", "+49 (0)30/90-18-20", "(030) 90 18 20", "0049 30 901820"],
)
def test_nothing_is_said_where_our_number_is_offered_already(said: str) -> None:
    assert too_long(*joined("A", f"Call us: {said}.", "C"), with_points(NUMBER)) == []


@pytest.mark.parametrize("said", ["030 901821", "030 9018209", "901 820", "3 0 9"])
def test_another_number_is_not_ours(said: str) -> None:
    assert too_long(*joined("A", f"Order {said}.", "C"), with_points(NUMBER))


def test_a_number_that_we_know_can_be_called() -> None:
    phone = Phone("+4930222333", "told us", NOW, "030 222333")
    contact = Contact(ContactId(1), "Ada Fern", (), (phone,))
    (finding,) = too_long(*joined("A", "B", "C"), with_points(contact=contact))
    assert finding.advice == "You have the customer's number: call them on 030 222333."
    assert finding.steps == ()  # a private number never gets into the text
    (both,) = too_long(*joined("A", "B", "C"), with_points(NUMBER, contact=contact))
    assert both.advice.endswith("call them on 030 222333, or offer 030 901820.")
    assert [step.text for step in both.steps] == ["030 901820"]


def note(channel: Channel, direction: Direction, number: str = "") -> CallNote:
    return CallNote(
        id=MessageId(5),
        case_id=None,
        at=NOW,
        direction=direction,
        text="The lamp is broken",
        channel=channel,
        number=number,
        duration_s=60,
        agent_id=AgentId(1),
        agent_name="Mia",
    )


@pytest.mark.parametrize(
    ("given", "known", "says"),
    [
        ("+4930333444", True, "call them back on 030 222333"),
        ("+4930333444", False, "call them back on 030 333444"),
        ("", False, "offer to call them back"),
    ],
)
def test_who_called_already_is_called_back(given: str, *, known: bool, says: str) -> None:
    phone = Phone("+4930222333", "told us", NOW, "030 222333")
    contact = Contact(ContactId(1), "Ada Fern", (), (phone,)) if known else None
    call = note(Channel.PHONE, Direction.IN, given)
    facts = replace(with_points(NUMBER, contact=contact), messages=(call,))
    (finding,) = too_long(*joined("A", "B", "C"), facts)
    assert finding.advice.startswith("They called you already")
    assert says in finding.advice
    assert "901820" not in finding.advice
    assert finding.steps == ()


@pytest.mark.parametrize(
    ("channel", "direction"),
    [(Channel.PHONE, Direction.OUT), (Channel.EMAIL, Direction.IN), (Channel.CHAT, Direction.IN)],
)
def test_only_a_call_of_theirs_is_one(channel: Channel, direction: Direction) -> None:
    facts = replace(with_points(NUMBER), messages=(note(channel, direction),))
    (finding,) = too_long(*joined("A", "B", "C"), facts)
    assert [step.text for step in finding.steps] == ["030 901820"]


def test_the_findings_stay_the_same_while_the_text_grows() -> None:
    keys = {too_long(*joined(*["Sorry."] * count))[0].key for count in (3, 4, 5)}
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("lang", "first"),
    [
        ("en", SORRY),
        ("en", "We are sorry."),
        ("en", "Oh no!"),
        ("en", "Hi Ada!"),
        ("en", "No problem."),
        ("en", "What a day!"),
        ("de", "Hallo Ada!"),
        ("de", "Kein Problem."),
        ("de", "Hallo Ada, es tut uns sehr leid, danke für Ihre Geduld."),
        ("de", "Wir bitten um Entschuldigung."),
    ],
)
def test_a_first_part_of_courtesy_says_nothing_alone(lang: str, first: str) -> None:
    text, parts = joined(first, STEP)
    (finding,) = late(text, parts, lang=lang)
    assert text[finding.start : finding.end] == first
    assert "the first post only" in finding.why


@pytest.mark.parametrize(
    ("lang", "first"),
    [
        ("en", STEP),
        ("en", f"{SORRY} {STEP}"),
        ("en", "Which error do you see?"),
        ("en", "Please restart the box and wait a minute."),
        ("en", "Refunded!"),
        ("en", "No."),
        ("en", "Done."),
        ("en", "It's in Leeds."),
        ("en", "Sorry Ada! It's in Leeds."),
        ("de", "Erledigt."),
        ("de", "Leider nein."),
        ("de", "Liegt in Leipzig."),
        ("de", "Wir haben Ihnen den Betrag heute erstattet."),
        ("de", "Es tut uns leid. Welche Fehlermeldung sehen Sie?"),
    ],
)
def test_a_first_part_with_substance_is_well(lang: str, first: str) -> None:
    assert late(*joined(first, SORRY), lang=lang) == []


def test_what_a_sentence_says_in_the_second_part_does_not_count() -> None:
    text = "We are so sorry for that trouble and we have refunded your order today."
    for cut, count in ((text.index("and we"), 1), (len(text), 0)):
        draft = f"{text} {SORRY}"
        findings = late(draft, [(0, cut), (cut, len(draft))])
        assert len(findings) == count


@pytest.mark.parametrize("text", ["", SORRY])
def test_one_part_is_no_first_one(text: str) -> None:
    assert late(text, []) == []


def test_thanks_need_no_answer() -> None:
    asked = post(kind=MessageKind.THANKS)
    assert late(*joined(SORRY, SORRY), Facts(reply_to=asked)) == []
    asked = post(kind=MessageKind.COMPLAINT)
    assert late(*joined(SORRY, SORRY), Facts(reply_to=asked))


@pytest.mark.parametrize(
    "text",
    ["\ud800\u202e\u200b\x00" * 9, "٠٣٠ ٩٠١٨٢٠ " * 9, "1 " * 50_000, "1-" * 50_000, "+" * 99_999,
     "u\u0308" * 500, "\n" * 100_000],
)  # fmt: skip
def test_hostile_text_is_read(text: str) -> None:
    third = len(text) // 3
    parts = [(0, third), (third, 2 * third), (2 * third, len(text))]
    for finding in (*too_long(text, parts, with_points(NUMBER)), *late(text, parts)):
        assert 0 <= finding.start <= finding.end <= len(text)

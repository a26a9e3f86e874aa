from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.checks import Facts, Ground, OurPost, run
from console.checks.running import CHECKS
from console.domain.checks import Check, CheckRules, Finding, PhraseEdit, Severity
from console.domain.ids import MessageId
from console.domain.kinds import MessageKind

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CARD = "4111 1111 1111 1111"
DRAFT = f"Calm down. Please DM us. Our sister pays with {CARD}, write to ada@home.example."


def checks(text: str, facts: Facts | None = None) -> set[Check]:
    return {one.check for one in run(text, Ground(facts or Facts()), NOW).findings}


def finding(check: Check, text: str = DRAFT) -> Finding:
    return next(one for one in run(text, Ground(Facts()), NOW).findings if one.check is check)


def test_every_check_has_its_function() -> None:
    assert list(CHECKS) == list(Check)


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b"])
def test_nothing_is_found_where_nothing_is_written(text: str) -> None:
    checked = run(text, Ground(Facts()), NOW)
    assert checked.findings == checked.ignored == ()


def test_stops_come_first_then_the_order_of_the_text() -> None:
    found = run(DRAFT, Ground(Facts()), NOW).findings
    assert found[0].severity is Severity.STOP
    assert DRAFT[found[0].start : found[0].end] == CARD
    places = [(one.start, one.end) for one in found[1:]]
    assert places == sorted(places)
    assert {Check.DISMISSIVE, Check.PRIVACY} <= {one.check for one in found[1:]}


@pytest.mark.parametrize("check", [Check.DISMISSIVE, Check.PRIVACY])
def test_a_check_that_is_off_finds_nothing_but_a_card(check: Check) -> None:
    assert check in checks(DRAFT)
    rules = CheckRules(off=frozenset({check}))
    found = run(DRAFT, Ground(Facts(rules=rules)), NOW).findings
    assert [one.rule for one in found if one.check is check] == (
        ["card"] if check is Check.PRIVACY else []
    )


def test_what_was_let_stand_is_told_apart_whatever_is_written_around_it() -> None:
    let = finding(Check.DISMISSIVE)
    facts = Facts(ignored=frozenset({(let.check, let.key)}))
    checked = run(f"Hello Ada. {DRAFT}", Ground(facts), NOW)
    assert Check.DISMISSIVE not in {one.check for one in checked.findings}
    assert [one.check for one in checked.ignored] == [Check.DISMISSIVE]


def test_a_card_cannot_be_let_stand() -> None:
    stop = finding(Check.PRIVACY)
    assert stop.severity is Severity.STOP
    facts = Facts(ignored=frozenset({(stop.check, stop.key)}))
    assert run(DRAFT, Ground(facts), NOW).findings[0].key == stop.key


def test_words_are_not_checked_in_a_language_without_lexicon() -> None:
    french = (
        "Bonjour, nous sommes vraiment désolés pour ce retard, écrivez-nous en message privé,"
        f" votre carte {CARD} a bien été reçue hier matin par notre équipe."
    )
    checked = run(french, Ground(Facts()), NOW)
    assert (checked.language, checked.words_checked) == ("fr", False)
    assert checked.feed is None
    assert {one.check for one in checked.findings} == {Check.PRIVACY}


def test_german_is_checked_by_its_own_words() -> None:
    checked = run(
        "Beruhigen Sie sich bitte, das steht alles in den Unterlagen zu Ihrem Vertrag.",
        Ground(Facts()),
        NOW,
    )
    assert (checked.language, checked.words_checked) == ("de", True)
    assert Check.DISMISSIVE in {one.check for one in checked.findings}


def test_a_person_may_change_what_counts_as_dismissive() -> None:
    facts = Facts(rules=CheckRules(dismissive=(PhraseEdit("en", "as you know"),)))
    text = "As you know, the shop opens at nine on weekdays. Calm down."
    added = [text[f.start : f.end] for f in run(text, Ground(facts), NOW).findings
             if f.check is Check.DISMISSIVE]  # fmt: skip
    assert added == ["As you know", "Calm down"]
    edits = (PhraseEdit("en", "as you know"), PhraseEdit("en", "as you know", removed=True))
    facts = Facts(rules=CheckRules(dismissive=edits))
    assert [text[f.start : f.end] for f in run(text, Ground(facts), NOW).findings
            if f.check is Check.DISMISSIVE] == ["Calm down"]  # fmt: skip


def _facts() -> Facts:
    ours = tuple(
        OurPost(MessageId(n), None, NOW - timedelta(hours=n), text, None, MessageKind.COMPLAINT)
        for n, text in enumerate(["We are sorry, please DM us your number.", "", "\ud800\x00"] * 20)
    )
    rules = CheckRules(
        own_points=("+44 20 7946 0000", "help@shop.example", "shop.example"),
        order_shapes=("AB-######", "??"),
        other_names=("Gmail",),
    )
    return Facts(our_posts=ours, rules=rules, our_handle="shop")


PIECES = [
    "sorry", "DM us", "call us", "we will call you by Tuesday", "wir melden uns bis Freitag", "?",
    ". ", "\n", "\f", "@ada", "https://shop.example/x", "a@b.example", "+44 20 7946 0123", CARD,
    "DE89 3704 0044 0532 0130 00", "order number", "AB-123456", "have you tried to restart",
    "e\u0301", "\u202e", "\u200b", "\ud800", "\x00", "１２３４", "😀", "مرحبا", "9" * 40, " ",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map("".join))
def test_whatever_is_written_the_findings_lie_within_it(text: str) -> None:
    middle = len(text) // 2
    checked = run(text, Ground(_facts()), NOW, [(0, middle), (middle, len(text))])
    for one in (*checked.findings, *checked.ignored):
        assert 0 <= one.start <= one.end <= len(text)
        assert one.why
        assert one.rule == one.rule.lower().strip()
        assert "\n" not in one.why + one.advice
    again = run(text, Ground(_facts()), NOW, [(0, middle), (middle, len(text))])
    assert again == checked


@pytest.mark.parametrize(
    "piece",
    [
        "9", "9 ", "4111", "a@b.", "a.", "@", "sorry ", "we will ", "DM ", "?", "\n", "+", "(0",
        "-", "DE89", "x" * 9 + " ", "https://", "by ", "have you tried ", "A1-", "\u202e", "１",
        "\ud800",
    ],
)  # fmt: skip
@pytest.mark.timeout(60)
def test_no_text_makes_the_checks_slow(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    run(text, Ground(_facts()), NOW)

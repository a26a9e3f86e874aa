"""Whether a rule fits a post, and what it then does to a case."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from console.domain.ids import (
    AccountId,
    CaseId,
    MessageId,
    RemoteId,
    RuleId,
    WatchId,
    first_message_id,
    to_ms,
)
from console.domain.kinds import MessageKind
from console.domain.priority import Priority
from console.domain.triage_rules import Conditions, Effect, EffectKind, Effects, Incoming
from console.sorting.rules import CaseNow, RuleSet, fits
from console.sorting.words import _bounded, folded

AT_MS = to_ms(datetime(2026, 11, 2, 9, tzinfo=UTC))
POST = Incoming(
    message_id=first_message_id(AT_MS),
    case_id=CaseId(1),
    account_id=AccountId(1),
    network="x",
    conversation_id=RemoteId("100"),
    author_id=RemoteId("7"),
    author_handle="Ada_Fern",
    text="@shop Where is my refund?",
    lang="en",
    kind=MessageKind.QUESTION,
    summons=True,
)


def said(text: str, *words: str) -> bool:
    return fits(Conditions(words=words), replace(POST, text=text))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Where is my REFUND?", "refund"),
        ("where is my refund", "Refund"),
        ("no #refund!", "refund"),
        ("Ma commande est arrivée cassée", "cassee"),
        ("Das Paket ist verspätet", "VERSPATET"),
        ("Die Straße ist falsch", "strasse"),
        ("I don’t like it", "don't"),
        ("I don't like it", "don’t"),
        ("not\n delivered\tagain", "not delivered"),
        ("请马上退款给我", "退款"),
        ("请马上退款给我", "退款给"),
        ("请马上退款给我", "款"),
        ("アプリが開かない", "開かない"),
        ("환불을 해 주세요", "환불"),
        ("ขอเงินคืนด้วย", "เงินคืน"),
        ("我的iPhone退款", "iphone退款"),
        ("where is it 😡😡", "😡"),
        ("love ❤️ it", "❤"),
        ("@shop hello", "@shop"),
        ("C++ is broken", "c++"),
        ("أين طردي؟ لم يصل", "طردي"),
        ("ask for a re\u00adfund", "refund"),
    ],
)
def test_a_word_stands_whole_in_a_text_whatever_its_case_and_accents(text: str, word: str) -> None:
    assert said(text, word)
    assert said(text, "certainly not there", word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("prefund", "refund"),
        ("refunded", "refund"),
        ("refund_me", "refund"),
        ("@shop hello", "shop"),
        ("@Refund hello", "refund"),
        ("delivered, not again", "not delivered"),
        ("请马上退 款给我", "退款"),
        ("", "refund"),
        ("anything", "\u0301"),
        ("anything", "\u200b"),
    ],
)
def test_what_is_only_a_part_or_a_name_is_not_that_word(text: str, word: str) -> None:
    assert not said(text, word)


def test_a_phrase_of_signs_is_taken_as_it_is_and_not_as_a_pattern() -> None:
    assert said("is this (really) it?", "(really)")
    assert not said("is this really it?", "r.*y")


@pytest.mark.parametrize(
    ("when", "other"),
    [
        (Conditions(words=("refund",)), replace(POST, text="hello")),
        (Conditions(without=("parcel",)), replace(POST, text="my parcel")),
        (Conditions(handle="ada_fern"), replace(POST, author_handle="ada")),
        (Conditions(kind=MessageKind.QUESTION), replace(POST, kind=None)),
        (Conditions(lang="EN"), replace(POST, lang="de")),
        (Conditions(lang="en"), replace(POST, lang="")),
        (Conditions(lang="en"), replace(POST, lang="enx")),
        (Conditions(summoned=True), replace(POST, summons=False)),
        (Conditions(account_id=AccountId(1)), replace(POST, account_id=None)),
    ],
)
def test_each_condition_lets_a_post_through_or_not(when: Conditions, other: Incoming) -> None:
    assert fits(when, POST)
    assert not fits(when, other)


def test_a_language_fits_its_regions_and_not_the_other_way() -> None:
    british = replace(POST, lang="en-GB")
    assert fits(Conditions(lang="en"), british)
    assert fits(Conditions(lang="en-gb"), british)
    assert not fits(Conditions(lang="en-gb"), POST)


def test_not_summoned_and_found_by_a_watch_are_asked_for() -> None:
    found = replace(POST, summons=False, watch_ids=frozenset({WatchId(3)}))
    when = Conditions(summoned=False, watch_id=WatchId(3))
    assert fits(when, found)
    assert not fits(when, replace(found, watch_ids=frozenset({WatchId(4)})))
    assert not fits(when, replace(found, summons=True))


def test_all_conditions_must_be_so_at_once() -> None:
    when = Conditions(words=("refund",), without=("thanks",), lang="en", handle="ada_fern")
    assert fits(when, POST)
    assert not fits(when, replace(POST, text="thanks for the refund"))
    assert not fits(when, replace(POST, author_handle="ben"))


def test_a_set_of_rules_names_those_that_fit_in_their_order() -> None:
    rules = RuleSet(
        [
            (RuleId(5), Conditions(words=("refund", "chargeback"))),
            (RuleId(2), Conditions(lang="de")),
            (RuleId(9), Conditions(summoned=True)),
        ]
    )
    assert rules.fitting(POST) == [5, 9]
    assert rules.fitting(replace(POST, text="Guten Tag", lang="de")) == [2, 9]


def case(**how: object) -> CaseNow:
    begun = CaseNow(touchpoint="", priority=None, tags=set(), last_in_ms=AT_MS, idle=True)
    for name, value in how.items():
        setattr(begun, name, value)
    return begun


ALL = Effects(("vip", "money"), "billing", Priority.HIGH, resolve=True)
TAG = Effect(EffectKind.TAG, "vip")
MONEY = Effect(EffectKind.TAG, "money")
TOUCHPOINT = Effect(EffectKind.TOUCHPOINT, "billing")
PRIORITY = Effect(EffectKind.PRIORITY, "2")
RESOLVE = Effect(EffectKind.RESOLVE, "")


def test_a_case_that_nobody_touched_gets_everything_once() -> None:
    fresh = case()
    assert fresh.take(ALL, POST.message_id) == (TAG, MONEY, TOUCHPOINT, PRIORITY, RESOLVE)
    assert fresh.take(ALL, POST.message_id) == ()


@pytest.mark.parametrize(
    ("how", "done"),
    [
        ({"tags": {"vip"}}, (MONEY, TOUCHPOINT, PRIORITY)),
        ({"touchpoint": "app"}, (TAG, MONEY, PRIORITY)),
        ({"priority": Priority.LOW}, (TAG, MONEY, TOUCHPOINT)),
        ({"idle": False}, (TAG, MONEY, TOUCHPOINT, PRIORITY)),
        ({"last_in_ms": AT_MS + 1}, (TAG, MONEY, TOUCHPOINT, PRIORITY)),
    ],
)
def test_what_a_person_said_stays_and_keeps_a_case_from_being_resolved(
    how: dict[str, object], done: tuple[Effect, ...]
) -> None:
    assert case(**how).take(ALL, POST.message_id) == done


def test_what_another_rule_marked_does_not_keep_a_case_from_being_resolved() -> None:
    marked = case(tags={"vip"}, touchpoint="app", given={TAG, Effect(EffectKind.TOUCHPOINT, "app")})
    assert marked.take(Effects(resolve=True), POST.message_id) == (RESOLVE,)


def test_what_a_person_took_away_is_not_given_again() -> None:
    cleared = case(given={TAG, Effect(EffectKind.TOUCHPOINT, "app"), PRIORITY})
    assert cleared.take(ALL, POST.message_id) == (MONEY, RESOLVE)


def test_a_later_post_counts_and_an_earlier_does_not() -> None:
    later, earlier = (MessageId(first_message_id(AT_MS + by)) for by in (1, -1))
    assert case().take(Effects(resolve=True), later) == (RESOLVE,)
    assert case().take(Effects(resolve=True), earlier) == ()


def test_a_set_of_many_rules_says_the_same_as_each_rule_for_itself() -> None:
    dice = random.Random(9)
    signs = (
        "a",
        "B",
        "é",
        "ß",
        "@a",
        "@",
        "#b",
        "'",
        "’",
        "_",
        " ",
        " ",
        ".",
        "退",
        "款",
        "ไทย",
        "😡",
    )
    texts = ["".join(dice.choices(signs, k=dice.randint(0, 12))) for _ in range(300)]
    whens = [
        Conditions(
            words=tuple("".join(dice.choices(signs, k=dice.randint(1, 4))) for _ in range(2))
        )
        for _ in range(200)
    ]
    rules = RuleSet((RuleId(place), when) for place, when in enumerate(whens))
    fitted = 0
    for text in texts:
        found = rules.fitting(replace(POST, text=text))
        # The slow way: each word for itself, with its bounds.
        slow = [
            place
            for place, when in enumerate(whens)
            if any(
                (form := folded(word)) and re.search(_bounded(form), folded(text))
                for word in when.words
            )
        ]
        assert found == slow, text
        fitted += len(found)
    assert fitted > 500

"""Card numbers: found however they are written, and told from other long numbers."""

from __future__ import annotations

import random

import pytest

from console.checks.cards import card_numbers, is_card
from console.checks.privacy_ibans import ibans

VISA, AMEX = "4111 1111 1111 1111", "3782 822463 10005"


def held(text: str, *own: str) -> list[str]:
    return [text[start:end] for start, end in card_numbers(text, own)]


@pytest.mark.parametrize(
    "number",
    [
        VISA,
        AMEX,
        "4111111111111111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "4111\u00a01111\u00a01111\u00a01111",
        "4111 - 1111 - 1111 - 1111",
        "41111111 11111111",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "４１１１ １１１１ １１１１ １１１１",
        "٤١١١ ١١١١ ١١١١ ١١١١",
        "4111\u200b1111\u200b1111\u200b1111",
        "\u202d4111 1111 1111 1111"[1:],
        "4222222222222",
        "5555 5555 5555 4444",
        "2223 0031 2200 3222",
        "3056 930902 5904",
        "6011 1111 1111 1117",
        "3530 1113 3330 0000",
        "6759 6498 2643 8453",
        "6200 0000 0000 0005",
    ],
)
def test_a_card_number_is_found_as_people_write_it(number: str) -> None:
    assert held(f"Is it {number}, or another one?") == [number]
    assert held(number) == [number]


@pytest.mark.parametrize(
    "number",
    [
        "4111 1111\f1111 1111",
        "4111 11\f11 1111 1111",
        "4111 1111 \f1111 1111",
        "4111 1111\n1111 1111",
    ],
)
def test_a_number_that_is_broken_over_two_parts_is_found(number: str) -> None:
    assert held(f"It is {number}!") == [number]


def test_what_else_is_on_a_card_does_not_hide_it() -> None:
    assert held(f"{VISA} 12/27 123") == [VISA]
    assert held(f"{VISA} 1227") == [VISA]
    assert held(f"2 {VISA}") == [VISA]
    assert held(f"{VISA} 5500 0000 0000 0004") == [VISA, "5500 0000 0000 0004"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4111 1111 1111 1112",  # the check digit is another
        "1111 1111 1111 1117",  # nobody issues these
        "37828224631000",  # 14 digits, and theirs have 15
        "41111111111111112",  # a longer number
        "4111111111111111-2",
        "302-4111111111111111",
        "A4111111111111111",
        "4111111111111111a",
        "@4111111111111111",
        "+4111111111111111",
        "41 1111 111111 1111 11",  # divided as no card is
        "https://shop.example/track/4111111111111111",
        "shop.com/4111111111111111",
        "1Z999AA10123456784",
        "00340434123456789012",
        "302-1234567-1234567",
        "1234 5678 9012 4111 1111 1111 1111",  # the middle of a longer number
        "**** **** **** 1111",
        "2026-11-22 14:02:33",
    ],
)
def test_other_long_numbers_are_none(text: str) -> None:
    assert held(text) == []
    assert held(f"See {text} please.") == []


def test_a_bank_account_is_no_card() -> None:
    body = next(
        f"{check:02}4111111111111111{rest:02}"
        for rest in range(100)
        for check in range(2, 99)
        if ibans(f"DE{check:02}4111111111111111{rest:02}")
    )
    text = " ".join(["DE" + body[:2], *(body[i : i + 4] for i in range(2, 20, 4))])
    assert card_numbers(text[5:])
    assert ibans(text) == [(0, len(text))]
    assert held(text) == []


def test_our_own_point_is_none() -> None:
    assert held(VISA, "4111-1111-1111-1111") == []
    assert held(VISA, "030 1234567") == [VISA]


def test_as_few_random_numbers_pass_as_the_public_ranges_allow() -> None:
    chance = random.Random(7)
    tries = 20_000
    passed = {
        length: sum(
            is_card(str(chance.randrange(10 ** (length - 1), 10**length))) for _ in range(tries)
        )
        / tries
        for length in range(12, 20)
    }
    assert 0.02 < passed.pop(16) < 0.04
    assert passed.pop(13) < 0.02
    assert passed.pop(19) < 0.03
    assert max(passed.values()) < 0.01


@pytest.mark.parametrize(
    "text",
    [
        "4" * 100_000,
        "4 " * 50_000,
        "4 11 " * 20_000,
        "4\f" * 50_000,
        "\ud800" * 50_000,
        "4-" * 50_000,
    ],
    ids=["digits", "spaced", "uneven", "breaks", "surrogates", "hyphens"],
)
def test_hostile_text_holds_no_card(text: str) -> None:
    assert card_numbers(text) == []


def test_ibans_are_found_by_length_and_check_digits() -> None:
    text = "DE89 3704 0044 0532 0130 00, gb82west12345698765432 NL91 ABNA 0417 1643 00"
    assert [text[start:end] for start, end in ibans(text)] == [
        "DE89 3704 0044 0532 0130 00",
        "gb82west12345698765432",
        "NL91 ABNA 0417 1643 00",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "DE88 3704 0044 0532 0130 00",
        "DE89 3704 0044 0532 0130 001",
        "XX89370400440532013000",
        "DE89",
    ],
)
def test_what_does_not_check_is_no_iban(text: str) -> None:
    assert ibans(text) == []

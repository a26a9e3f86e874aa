"""Card numbers: found however they are written, and told from other long numbers."""

from __future__ import annotations

import random

import pytest

from console.checks.cards import card_numbers, is_card
from console.checks.privacy_ibans import ibans
from console.domain.checks import CheckRules

VISA, AMEX = "4111 1111 1111 1111", "3782 822463 10005"


def held(text: str, *own: str, shapes: tuple[str, ...] = ()) -> list[str]:
    rules = CheckRules(own_points=own, order_shapes=shapes)
    return [text[start:end] for start, end in card_numbers(text, rules)]


def checked(body: str) -> str:
    """Return digits with the check digit behind them that makes them a card's."""
    return next(body + last for last in "0123456789" if is_card(body + last))


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
        "5555 5555 5555 4444",
        "2223 0031 2200 3222",
        "3056 930902 5904",
        "6011 1111 1111 1117",
        "3530 1113 3330 0000",
        "6759 6498 2643 8453",
        "6200 0000 0000 0005",
        "4111/1111/1111/1111",
        "4111,1111,1111,1111",
        "4111_1111_1111_1111",
        "4111|1111|1111|1111",
        "4111·1111·1111·1111",
        "4111\t1111\t1111\t1111",
        "4111 1111\n\n1111 1111",
        "4111 1111, 1111 1111",
        "4111 1111 / 11111111",
        "3782/822463/10005",
        "3056 | 930902 | 5904",
        "4111:1111:1111:1111",
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
    assert held("4111-1111-1111-1111-123") == ["4111-1111-1111-1111"]
    assert held("(4111)(1111)(1111)(1111)") == ["4111)(1111)(1111)(1111"]
    assert held("4111/1111/1111/1111/09/27") == ["4111/1111/1111/1111"]
    assert held("2026/4111/1111/1111/1111") == []
    assert held(f"2026/{VISA}/0927") == [VISA]


@pytest.mark.parametrize(
    "text",
    ["Visa{}", "Karte{}", "A{}", "{}exp0927", "{}a", "_{}_", "IMG_{}", "**{}**", "№{}", "{}²"],
)
@pytest.mark.parametrize("number", ["4111111111111111", "4111-1111-1111-1111", "378282246310005"])
def test_a_word_beside_a_whole_number_does_not_hide_it(text: str, number: str) -> None:
    assert held(text.format(number)) == [number]


def test_a_word_beside_a_shorter_number_makes_a_code_of_it() -> None:
    short = checked("50200000000")
    assert held(f"Is it {short}") == [short]
    assert held(f"Is it AB{short} or {short}X or _{short}") == []
    assert held("v4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1") == []


ISSUED = [
    ("4", 16), ("4", 19), ("51", 16), ("55", 16), ("2221", 16), ("2720", 16), ("34", 15),
    ("37", 15), ("300", 14), ("305", 16), ("3095", 19), ("36", 14), ("38", 14), ("39", 19),
    ("3528", 16), ("3589", 19), ("6011", 16), ("6011", 19), ("644", 16), ("659", 19), ("62", 17),
    ("60", 16), ("636", 16), ("639", 16), ("5018", 12), ("5020", 14), ("5038", 15), ("5893", 17),
    ("6304", 18), ("6759", 19), ("6761", 16), ("6763", 16), ("5019", 16), ("506", 18), ("508", 16),
    ("509", 16), ("2200", 16), ("2204", 19), ("9792", 16),
]  # fmt: skip


@pytest.mark.parametrize(("begin", "length"), ISSUED)
def test_the_numbers_of_every_issuer_are_found(begin: str, length: int) -> None:
    number = checked(f"{begin:0<{length - 1}}")
    assert held(f"It is {number}.") == [number]


@pytest.mark.parametrize(
    ("begin", "length"),
    [
        ("4", 13), ("4", 15), ("50", 16), ("56", 16), ("2220", 16), ("2721", 16), ("35", 15),
        ("306", 14), ("3527", 16), ("3590", 16), ("643", 16), ("66", 16), ("5017", 12),
        ("6760", 16), ("6764", 16), ("2205", 16), ("9791", 16), ("9793", 16), ("1", 15),
    ],
)  # fmt: skip
def test_numbers_beside_the_ranges_of_the_issuers_are_none(begin: str, length: int) -> None:
    body = f"{begin:0<{length - 1}}"
    assert not any(is_card(f"{body}{last}") for last in range(10))


@pytest.mark.parametrize("begin", ["40", "50", "5018", "5020", "63"])
def test_no_number_of_an_article_is_a_card(begin: str) -> None:
    chance = random.Random(7)
    for _ in range(2_000):
        body = f"{begin}{chance.randrange(10**11):011}"[:12]
        total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
        assert held(f"The EAN is {body}{-total % 10}, 100 of them") == []


def test_what_has_the_shape_of_our_order_numbers_is_none() -> None:
    assert held(f"Order {VISA} left", shapes=("#### #### #### ####",)) == []
    assert held("Order ４１１１１１１１１１１１１１１１", shapes=("#" * 16,)) == []
    assert held("Order A-4111111111111111", shapes=("?-" + "#" * 16,)) == []
    for shape in ("####", "#### ####", "?-" + "#" * 16, "#" * 17):
        assert held(f"Order {VISA} left", shapes=(shape,)) == [VISA]


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
        "4009906958480",  # an article's
        "4009906958480 100",
        "4915112345678 100",  # two numbers
        "411111111 1111111",
        "4111, 1111, 1111, 1111",  # a list
        "4111; 1111; 1111; 1111",
        "41/11/11/11/11/11/11/11",
        "411111111111,1111",
        "4111 and 1111 1111 1111",
        "1234/5678/4111/1111/1111/1111",
        "4111/1111/1111/1111/1111",
        "4111-1111-1111-1111-1111",
        "550e8400-e29b-41d4-a716-411111111111",
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
        "4, " * 30_000,
        "4111/" * 20_000,
        "4_ \u200b" * 20_000,
        "a4111 " * 20_000,
    ],
    ids=[
        "digits", "spaced", "uneven", "breaks", "surrogates", "hyphens", "list", "slashes",
        "signs", "words",
    ],
)  # fmt: skip
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

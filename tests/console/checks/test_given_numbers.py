"""Sentences that tell the number of a parcel or an order, and those that only hold one."""

from __future__ import annotations

import pytest

from console.checks.given_numbers import gives_number
from tests.console.checks.test_speech import sentence


@pytest.mark.parametrize(
    ("language", "text", "gives"),
    [
        ("en", "Your tracking number is 00340434161094042557.", True),
        ("en", "Track it here with 1Z999AA10123456784.", True),
        ("en", "Here's your tracking number: 40702.", True),
        ("en", "Parcel no. 40702", True),
        ("en", "40702 is your order number.", True),
        ("en", "Your order is 40702, call us if it is late.", True),
        ("en", "Is your order number 40702?", False),
        ("en", "Sorry about your order 40702.", False),
        ("en", "Please DM us your order number: 40702.", False),
        ("en", "Your order is 3 days late.", False),
        ("en", "Order: 0800 123 4567", False),
        ("en", "Your order number is on the bill.", False),
        ("en", "40702", False),
        ("de", "Deine Sendungsnummer lautet 00340434161094042557.", True),
        ("de", "Sendung: 5521", True),
        ("de", "5521 ist deine Sendung.", True),
        ("de", "Ist deine Bestellnummer 40702?", False),
        ("de", "Entschuldige, deine Bestellung 40702.", False),
        ("de", "Schreib uns deine Bestellnummer: 40702.", False),
    ],
)
def test_a_number_is_given_beside_its_name(language: str, text: str, *, gives: bool) -> None:
    assert gives_number(sentence(text, language)) is gives


@pytest.mark.parametrize(
    ("piece", "gives"), [("order is ", False), ("order 1234 ", False), ("1234 is ", True)]
)
def test_however_long_a_sentence_is_it_says_the_same(piece: str, *, gives: bool) -> None:
    for count in (3, 9_000):
        assert gives_number(sentence(piece * count + "order", "en")) is gives

"""What is said of a host before it is asked."""

from __future__ import annotations

import pytest

from console.text.hosts import LONGEST_SHOWN, Doubt, doubt, shown


@pytest.mark.parametrize("host", ["xn--80ak6aa92e.com", "shop.XN--bcher-kva.de", "аррӏе.com"])
def test_other_letters_are_doubted(host: str) -> None:
    assert doubt(host) is Doubt.OTHER_LETTERS


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "0x7f000001", "017700000001", "1.2.3.4.", "::1"]
)
def test_number_is_doubted(host: str) -> None:
    assert doubt(host) is Doubt.NUMBER


@pytest.mark.parametrize(
    "host", ["example.org", "1.example.org", "a.example.org.", "9gag.com", "x-n.de"]
)
def test_usual_host_is_not_doubted(host: str) -> None:
    assert doubt(host) is None


def test_end_of_a_long_host_is_seen() -> None:
    said = shown("www.paypal.com." + "a" * 200 + ".evil.example")
    assert len(said) == LONGEST_SHOWN
    assert said.startswith("www.paypal.com.")
    assert said.endswith(".evil.example")
    assert shown("example.org") == "example.org"

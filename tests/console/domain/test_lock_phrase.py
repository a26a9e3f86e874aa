from __future__ import annotations

import pytest

from console.domain.lock_phrase import is_whole, opens, sealed, wait_s
from console.settings import LONGEST_SEAL


def test_only_the_same_passphrase_opens() -> None:
    kept = sealed("canaries sing early")
    assert opens("canaries sing early", kept)
    for other in ("", "Canaries sing early", "canaries sing early ", kept):
        assert not opens(other, kept)


def test_it_is_salted_and_fits_into_the_settings() -> None:
    first, second = sealed("x" * 200), sealed("x" * 200)
    assert first != second
    assert len(first) < LONGEST_SEAL
    assert "xxxx" not in first


def test_letters_composed_in_another_way_are_the_same() -> None:
    assert opens("cafe\u0301", sealed("caf\u00e9"))


@pytest.mark.parametrize(
    "kept", ["", "scrypt", "scrypt$AAAA$AAAA", "scrypt$%$%", "plain$x$y", "scrypt$ä$ä"]
)
def test_what_is_damaged_is_no_passphrase(kept: str) -> None:
    assert not is_whole(kept)
    assert not opens("anything", kept)


def test_waits_grow_up_to_a_minute() -> None:
    assert [wait_s(n) for n in range(10)] == [0, 0, 0, 2, 4, 8, 16, 32, 60, 60]
    assert wait_s(10_000) == 60

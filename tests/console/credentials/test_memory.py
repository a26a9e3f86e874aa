"""What memory knows is whole, whatever other lanes do between the keyring and it."""

from __future__ import annotations

from console.credentials import Secret
from console.credentials.memory import Memory
from console.errors import NotStored

KEY = "x:1"
OLD, NEW = Secret({"token": "first-token"}), Secret({"token": "second-token"})


def test_what_was_read_before_a_renewal_does_not_undo_it() -> None:
    memory = Memory()
    memory.keep(KEY, OLD)
    mark = memory.mark(KEY)  # one lane asks the keyring, and another renews meanwhile
    memory.keep_unstored(KEY, NEW, NotStored("The keyring is locked."))

    assert memory.found(KEY, OLD, mark) == NEW
    assert memory.get(KEY) == NEW
    assert memory.unstored(KEY) is not None


def test_what_was_read_before_a_sign_out_does_not_come_back() -> None:
    memory = Memory()
    memory.keep(KEY, OLD)
    mark = memory.mark(KEY)
    memory.drop(KEY)

    assert memory.found(KEY, OLD, mark) is None
    assert memory.get(KEY) is None


def test_what_was_missed_before_a_sign_in_does_not_end_it() -> None:
    memory = Memory()
    mark = memory.mark(KEY)
    memory.keep(KEY, NEW)

    assert memory.missed(KEY, mark)
    assert memory.get(KEY) == NEW


def test_two_lanes_that_read_at_once_keep_what_was_read_last() -> None:
    memory = Memory()
    mark = memory.mark(KEY)

    assert memory.found(KEY, OLD, mark) == OLD
    assert memory.found(KEY, NEW, mark) == NEW
    assert memory.get(KEY) == NEW

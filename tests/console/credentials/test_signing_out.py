"""Signing out while a sign-in is renewed: what the renewal brings is taken away as well."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from console.credentials import Credentials, turns
from console.errors import NoCredentials, NoKeyring, SignedOut

pytestmark = pytest.mark.timeout(60)

KEY = "x:123456"
FIRST, SECOND = {"token": "first-token"}, {"token": "second-token"}


class Renewal:
    """A renewal of which the network's part takes as long as is wanted."""

    def __init__(self) -> None:
        self.began, self.may_end = threading.Event(), threading.Event()

    def __call__(self, _: Mapping[str, str]) -> Mapping[str, str]:
        self.began.set()
        assert self.may_end.wait(20)
        return SECOND


def signed_out_meanwhile(credentials: Credentials, taken: list[Mapping[str, str]]) -> object:
    """Sign out while a renewal is under way, and return what that raised, if anything."""
    renewal = Renewal()
    with ThreadPoolExecutor(2) as lanes:
        renewing = lanes.submit(credentials.renew, KEY, FIRST, renewal)
        assert renewal.began.wait(20)
        leaving = lanes.submit(credentials.delete, KEY, taken.append)
        with pytest.raises(TimeoutError):  # the turn is another's
            leaving.result(0.3)
        renewal.may_end.set()
        assert renewing.result(20) == SECOND
        return leaving.exception(20)


@pytest.mark.usefixtures("secret_service")
def test_what_a_renewal_brings_meanwhile_is_taken_away_and_told(tmp_path: Path) -> None:
    credentials = Credentials(tmp_path)
    credentials.save(KEY, FIRST)
    taken: list[Mapping[str, str]] = []

    assert signed_out_meanwhile(credentials, taken) is None
    assert taken == [SECOND]
    with pytest.raises(NoCredentials):
        credentials.load(KEY)


def test_for_this_run_it_does_not_come_back_also_without_a_keyring(tmp_path: Path) -> None:
    credentials = Credentials(tmp_path)
    credentials.keep_for_this_run(KEY, FIRST)
    taken: list[Mapping[str, str]] = []

    assert isinstance(signed_out_meanwhile(credentials, taken), NoKeyring)
    assert taken == [SECOND]
    assert "0 in memory" in repr(credentials)


@pytest.mark.usefixtures("secret_service")
def test_what_was_renewed_where_no_turn_was_taken_is_found_before_a_sign_in_ends(
    tmp_path: Path,
) -> None:
    credentials = Credentials(tmp_path / "one")
    credentials.save(KEY, FIRST)

    def too_late(_: Mapping[str, str]) -> Mapping[str, str]:
        Credentials(tmp_path / "other").save(KEY, SECOND)
        raise SignedOut("used before")

    assert credentials.renew(KEY, FIRST, too_late) == SECOND


@pytest.mark.usefixtures("secret_service")
def test_a_sign_in_that_ended_and_was_renewed_nowhere_is_told(tmp_path: Path) -> None:
    credentials = Credentials(tmp_path)
    credentials.save(KEY, FIRST)

    def refused(_: Mapping[str, str]) -> Mapping[str, str]:
        raise SignedOut("revoked")

    with pytest.raises(SignedOut, match="revoked"):
        credentials.renew(KEY, FIRST, refused)


def test_a_window_and_a_program_of_cron_wait_for_the_same_turns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of_window = turns.default_folder()
    monkeypatch.delenv("XDG_RUNTIME_DIR")

    assert turns.default_folder() == of_window

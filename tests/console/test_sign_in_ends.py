"""What is left where a sign-in comes to nothing, or X hears nothing of its end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.accounts import Account
from console.domain.ids import RemoteId
from console.domain.sign_in import AppKeys, ClientKeys, Connected, Ended
from console.errors import CredentialsError, DeskError, InputError, StoreFull
from console.store import accounts
from tests.console import given
from tests.x_server import Clock, Fault, World, XServer
from tests.x_server.browser import Browser
from tests.x_server.oauth_forms import CLIENT_ID, CLIENT_SECRET

CLIENT = ClientKeys(CLIENT_ID, CLIENT_SECRET)


class Place:
    """A desk and the X that it signs in to."""

    def __init__(self, folder: Path, x: XServer, clock: Clock) -> None:
        self.x, self.credentials = x, Credentials(folder / "turns")
        network = XNetwork(x.url, now=clock)
        context = Context(
            given.database(folder), {"x": network}, self.credentials, "Anna", now=clock
        )
        self.desk = Desk(context)

    def by_browser(
        self, expected: Account | None = None, *, this_run_only: bool = True
    ) -> Connected:
        pages: list[threading.Thread] = []

        def agree(page: str) -> None:
            browser = Browser()
            browser.open(browser.way_back(page))

        def open_page(page: str) -> None:
            pages.append(threading.Thread(target=agree, args=(page,)))
            pages[0].start()

        try:
            return self.desk.sign_ins.by_browser(
                CLIENT, open_page, lambda: False, this_run_only=this_run_only,
                expected=expected, patience_s=8.0,
            )  # fmt: skip
        finally:
            for page in pages:
                page.join()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    clock = Clock(datetime(2026, 8, 3, 12, 0, tzinfo=UTC))
    with XServer(World("shop", now=clock)) as x:
        made = Place(tmp_path, x, clock)
        yield made
        made.desk.close()


def full(*_: object, **__: object) -> Account:
    raise StoreFull("There is no room left on the disk.")


def test_a_consent_that_x_does_not_explain_is_given_back(place: Place) -> None:
    place.x.faults.add(Fault.unavailable(), path="/2/users/me", times=None)
    with pytest.raises(DeskError):
        place.by_browser()
    assert place.x.oauth.access == {}


def test_a_consent_that_no_keyring_takes_is_given_back(place: Place) -> None:
    with pytest.raises(CredentialsError):
        place.by_browser(this_run_only=False)
    assert place.x.oauth.access == {}
    assert place.desk.accounts.every() == ()


def test_a_consent_of_another_than_expected_is_given_back(place: Place) -> None:
    shop = place.by_browser().account
    kept = set(place.x.oauth.access)
    other = replace(shop, remote_id=RemoteId("987"), handle="other")
    with pytest.raises(InputError, match="@shop, not to @other"):
        place.by_browser(other)
    assert set(place.x.oauth.access) == kept


def test_a_new_account_that_no_file_takes_leaves_no_keys(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "add", full)
    with pytest.raises(StoreFull):
        place.by_browser()
    assert "0 in memory" in repr(place.credentials)
    assert place.x.oauth.access == {}


def test_an_account_known_before_keeps_its_new_keys_whatever_the_file_says(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = place.by_browser().account
    before = place.credentials.load(f"x:{account.remote_id}")
    monkeypatch.setattr(accounts, "add", full)
    with pytest.raises(StoreFull):
        place.by_browser(account)
    assert place.credentials.load(f"x:{account.remote_id}") != before
    place.desk.accounts.sync(account)


def test_signing_out_says_whether_x_took_the_keys_back(place: Place) -> None:
    account = place.by_browser().account
    done = place.desk.sign_ins.sign_out(account)
    assert (done.revoked, done.left) == (True, "")


def test_signing_out_while_x_is_away_says_what_a_person_has_to_do_there(place: Place) -> None:
    account = place.by_browser().account
    place.x.faults.add(Fault.unavailable(), path="/2/oauth2/revoke", times=None)
    done = place.desk.sign_ins.sign_out(account)
    assert place.desk.sign_ins.granted(account).ended is Ended.HERE
    assert done.revoked is False
    assert "X could not be told" in done.left
    assert "Connected apps" in done.left


def test_keys_that_x_takes_back_from_nobody_are_said_to_stay_good_there(place: Place) -> None:
    account = place.desk.sign_ins.with_keys(place.x.credentials, this_run_only=True).account
    assert "stay good there" in place.desk.sign_ins.sign_out(account).left


def test_what_x_echoes_of_a_sign_in_is_in_no_error(place: Place) -> None:
    keys = {"kind": "oauth1"} | {
        name: f"short-{name.replace('_', '-')}-9f"
        for name in ("api_key", "api_key_secret", "access_token", "access_token_secret")
    }
    app = AppKeys("short-consumer-9f", "short-consumer-secret-9f")
    for path in ("/2/users/me", "/oauth/request_token", "/2/oauth2/token"):
        place.x.faults.add(Fault.echo(), path=path, times=None)
    for attempt in (
        lambda: place.desk.sign_ins.with_keys(keys, this_run_only=True),
        lambda: place.desk.sign_ins.ask_for_pin(app),
        place.by_browser,
    ):
        with pytest.raises(DeskError, match="I was sent") as refused:
            attempt()
        said = f"{refused.value.message} {refused.value.advice}"
        assert "short-" not in said
        assert "-9f" not in said  # with the dash, which no signature has
        assert CLIENT_ID not in said
        assert CLIENT_SECRET not in said

"""Signing in from one end to the other, against the loopback X over HTTP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.accounts import Account
from console.domain.limits import LIMITS_280
from console.domain.outbox import PartState
from console.domain.sign_in import SCOPES, AppKeys, ClientKeys, Connected, Ended, Way
from console.errors import (
    Cancelled,
    ConsentRefused,
    InputError,
    NoKeyring,
    NoReturn,
    NoReturnPort,
    SignedOut,
    SignInFailed,
    WrongPin,
)
from console.text.split import Part
from tests.console import given
from tests.x_server import Clock, Fault, World, XServer
from tests.x_server.browser import Browser
from tests.x_server.oauth import CALLBACKS, LIVES_S
from tests.x_server.oauth_forms import CLIENT_ID, CLIENT_SECRET, PUBLIC_CLIENT_ID

START = datetime(2026, 8, 3, 12, 0, tzinfo=UTC)
CLIENT = ClientKeys(CLIENT_ID, CLIENT_SECRET)
PUBLIC = ClientKeys(PUBLIC_CLIENT_ID)
APP = AppKeys("loopback-api-key", "loopback-api-key-secret")
TOKEN = "/2/oauth2/token"


def never() -> bool:
    return False


@dataclass
class Place:
    """A desk, the X that it signs in to, and a browser."""

    folder: Path
    x: XServer
    clock: Clock
    credentials: Credentials
    desk: Desk

    def another_desk(self, credentials: Credentials | None = None) -> Desk:
        """A desk of another lane, or with its own credentials of another program."""
        return desk_of(self.folder, self.x, self.clock, credentials or self.credentials)

    def by_browser(
        self,
        client: ClientKeys = CLIENT,
        *,
        browse: Callable[[str], None] | None = None,
        stopping: Callable[[], bool] = never,
        patience_s: float = 8.0,
        **options: object,
    ) -> Connected:
        """Sign in, with a browser in a thread of its own."""
        browse = browse or self.agree
        pages: list[threading.Thread] = []

        def open_page(page: str) -> None:
            pages.append(threading.Thread(target=browse, args=(page,)))
            pages[0].start()

        try:
            return self.desk.sign_ins.by_browser(
                client, open_page, stopping, this_run_only=True, patience_s=patience_s,
                **options,  # type: ignore[arg-type]
            )  # fmt: skip
        finally:
            for page in pages:
                page.join()

    def agree(self, page: str) -> None:
        browser = Browser()
        shown = browser.open(browser.way_back(page))
        assert shown.status_code == 200
        assert "You can close this page" in shown.text

    def asked(self, path: str) -> int:
        """How often X was asked at a path."""
        return sum(one.path == path for one in self.x.requests)

    def posted(self) -> int:
        """How many posts X took."""
        return sum((one.method, one.path, one.status) == ("POST", "/2/tweets", 201)
                   for one in self.x.requests)  # fmt: skip


def desk_of(folder: Path, x: XServer, clock: Clock, credentials: Credentials) -> Desk:
    network = XNetwork(x.url, now=clock)
    return Desk(Context(given.database(folder), {"x": network}, credentials, "Anna", now=clock))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    clock = Clock(START)
    with XServer(World("shop", now=clock), self_reply="allowed") as x:
        credentials = Credentials(tmp_path / "turns")
        desk = desk_of(tmp_path, x, clock, credentials)
        yield Place(tmp_path, x, clock, credentials, desk)
        desk.close()


# the three ways


def test_pasted_keys_connect_and_say_what_they_allow(place: Place) -> None:
    done = place.desk.sign_ins.with_keys(place.x.credentials, this_run_only=True)
    assert (done.account.handle, done.granted.way) == ("shop", Way.KEYS)
    assert done.granted.may_post is True
    assert place.desk.sign_ins.granted(done.account) == done.granted


def test_keys_that_may_only_read_connect_and_are_said_to(place: Place) -> None:
    place.x.change(access_level="read")
    done = place.desk.sign_ins.with_keys(place.x.credentials, this_run_only=True)
    assert done.granted.scopes == ("read",)
    assert place.desk.sign_ins.granted(done.account).may_post is False


def test_a_pin_connects_also_after_a_wrong_one(place: Place) -> None:
    request = place.desk.sign_ins.ask_for_pin(APP)
    pin = Browser().pin(request.address)
    with pytest.raises(WrongPin, match="mistyped"):
        place.desk.sign_ins.with_pin(request, "0000000x", this_run_only=True)
    assert place.desk.accounts.every() == ()
    done = place.desk.sign_ins.with_pin(request, f" {pin} ", this_run_only=True)
    assert (done.account.handle, done.granted.way) == ("shop", Way.PIN)
    place.desk.accounts.sync(done.account)


def test_a_pin_that_was_used_is_refused_in_words(place: Place) -> None:
    request = place.desk.sign_ins.ask_for_pin(APP)
    pin = Browser().pin(request.address)
    place.desk.sign_ins.with_pin(request, pin, this_run_only=True)
    with pytest.raises(WrongPin, match="too old"):
        place.desk.sign_ins.with_pin(request, pin, this_run_only=True)


def test_wrong_keys_of_an_app_get_no_pin(place: Place) -> None:
    with pytest.raises(SignInFailed, match="app's keys") as failed:
        place.desk.sign_ins.ask_for_pin(AppKeys("wr0ng-key", "wr0ng-secret"))
    assert "wr0ng" not in f"{failed.value} {failed.value.advice}"


@pytest.mark.parametrize("client", [CLIENT, PUBLIC])
def test_the_browser_connects_a_client_with_a_secret_and_one_without(
    place: Place, client: ClientKeys
) -> None:
    done = place.by_browser(client)
    assert (done.account.handle, done.granted.way) == ("shop", Way.BROWSER)
    assert done.granted.scopes == SCOPES
    assert place.desk.sign_ins.granted(done.account) == done.granted
    place.desk.accounts.sync(done.account)


# the browser's return


def test_a_wrong_state_is_not_taken_and_the_right_one_still_is(place: Place) -> None:
    def browse(page: str) -> None:
        browser = Browser()
        back = browser.way_back(page)
        forged = browser.open(browser.way_back(page, state="f0rged", code="c0de"))
        assert forged.status_code == 400
        assert "f0rged" not in forged.text
        assert browser.open(back).status_code == 200

    assert place.by_browser(browse=browse).account.handle == "shop"


def test_who_refuses_in_the_browser_is_told_so_and_nothing_is_stored(place: Place) -> None:
    def browse(page: str) -> None:
        browser = Browser()
        shown = browser.open(browser.way_back(page, decision="deny"))
        assert "Nothing was connected" in shown.text

    with pytest.raises(ConsentRefused, match="You refused"):
        place.by_browser(browse=browse)
    assert place.desk.accounts.every() == ()
    assert "0 in memory" in repr(place.credentials)


def test_a_browser_that_was_closed_ends_with_the_time(place: Place) -> None:
    with pytest.raises(NoReturn, match="not answered"):
        place.by_browser(browse=lambda _: None, patience_s=0.3)


def test_signing_in_can_be_stopped(place: Place) -> None:
    with pytest.raises(Cancelled, match="nothing was stored"):
        place.by_browser(browse=lambda _: None, stopping=lambda: True)


def test_a_code_that_somebody_else_used_first_is_refused_in_words(place: Place) -> None:
    def browse(page: str) -> None:
        browser = Browser()
        browser.open(browser.way_back(page, code="c0de-of-another"))

    with pytest.raises(SignInFailed, match="authorization code was invalid"):
        place.by_browser(browse=browse)
    assert place.desk.accounts.every() == ()


def test_a_taken_port_gives_way_to_the_next(place: Place) -> None:
    from console.connectors.x_return import BrowserReturn

    ports = tuple(int(address.split(":")[2].split("/")[0]) for address in CALLBACKS)
    with BrowserReturn.listening(ports, "first"):
        assert place.by_browser().account.handle == "shop"


def test_ports_that_are_all_taken_are_named(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    # Not the real ones: tests beside this one sign in by them.
    with ExitStack() as taken:
        sockets = [taken.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(3)]
        ports = tuple(each.getsockname()[1] for each in sockets)
        monkeypatch.setattr("console.connectors.x_sign_in.RETURN_PORTS", ports)
        with pytest.raises(NoReturnPort, match=", ".join(map(str, ports))):
            place.by_browser()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.html(), "BadAnswer"),
        (Fault.truncated(), "BadAnswer"),
        (Fault.null_errors(), "BadAnswer"),
        (Fault.list_body(), "BadAnswer"),
        (Fault.rate_limited(), "RateLimited"),
        (Fault.unavailable(), "ServerTrouble"),
        (Fault.accept_then_drop(), "NoAnswer"),
    ],
)
def test_trouble_at_the_end_of_signing_in_is_said_and_stores_nothing(
    place: Place, fault: Fault, error: str
) -> None:
    place.x.faults.add(fault, method="POST", path=TOKEN)
    with pytest.raises(Exception, match=r".") as failed:
        place.by_browser()
    assert type(failed.value).__name__ == error
    assert place.desk.accounts.every() == ()


def test_another_user_does_not_become_the_expected_account(place: Place) -> None:
    place.x.world.add_user("rival")
    shop = place.by_browser().account
    before = place.credentials.load(f"x:{shop.remote_id}")

    def browse(page: str) -> None:
        browser = Browser("rival")
        browser.open(browser.way_back(page))

    with pytest.raises(InputError, match="@rival, not to @shop"):
        place.by_browser(browse=browse, expected=shop)
    assert [each.handle for each in place.desk.accounts.every()] == ["shop"]
    assert place.credentials.load(f"x:{shop.remote_id}") == before


# renewal


def test_a_sign_in_is_renewed_before_its_end_and_the_old_token_is_gone(place: Place) -> None:
    account = place.by_browser().account
    key = f"x:{account.remote_id}"
    before = place.credentials.load(key)
    place.desk.accounts.sync(account)
    place.clock.advance(LIVES_S - 200)
    place.desk.accounts.sync(account)
    after = place.credentials.load(key)
    assert after["access_token"] != before["access_token"]
    assert after["refresh_token"] != before["refresh_token"]
    assert place.asked(TOKEN) == 2
    place.clock.advance(LIVES_S + 10)
    place.desk.accounts.sync(account)
    assert place.asked(TOKEN) == 3


def test_a_renewal_that_fails_waits_while_the_sign_in_still_holds(place: Place) -> None:
    account = place.by_browser().account
    place.clock.advance(LIVES_S - 200)
    place.x.faults.add(Fault.unavailable(), method="POST", path=TOKEN)
    place.desk.accounts.sync(account)
    assert place.asked(TOKEN) == 2
    place.clock.advance(61)
    place.desk.accounts.sync(account)
    assert place.asked(TOKEN) == 3


def test_a_token_that_ends_early_is_renewed_after_the_refusal(place: Place) -> None:
    account = place.by_browser().account
    place.x.oauth.access.clear()
    place.desk.accounts.sync(account)
    assert place.asked(TOKEN) == 2
    assert place.desk.sign_ins.granted(account).ended is None


def test_two_lanes_renew_once(place: Place) -> None:
    account = place.by_browser().account
    place.clock.advance(LIVES_S + 10)
    start = threading.Barrier(2)

    def lane() -> str | None:
        desk = place.another_desk()
        try:
            start.wait()
            desk.accounts.sync(account)
            return desk.accounts.every()[0].sync_error
        finally:
            desk.close()

    with ThreadPoolExecutor(2) as lanes:
        jobs = [lanes.submit(lane) for _ in range(2)]
        assert [job.result() for job in jobs] == [None, None]
    assert place.asked(TOKEN) == 2


def test_two_programs_do_not_burn_each_others_sign_in(place: Place, secret_service: str) -> None:
    del secret_service
    place.credentials.forget()
    done = place.desk.sign_ins.by_browser(
        CLIENT, lambda page: threading.Thread(target=place.agree, args=(page,)).start(), never
    )
    account = done.account
    window, command = (place.another_desk(Credentials(place.folder / "turns")) for _ in range(2))
    for desk in (window, command):
        desk.accounts.sync(account)
    place.clock.advance(LIVES_S + 10)
    for desk in (command, window, command):
        desk.accounts.sync(account)
    assert place.asked(TOKEN) == 2
    for desk in (window, command):
        desk.close()


def test_an_answer_that_was_lost_ends_the_sign_in_in_words(place: Place) -> None:
    """X used the refresh token up, and nobody here knows the next: it cannot be healed."""
    account = place.by_browser().account
    place.clock.advance(LIVES_S + 10)
    place.x.faults.add(Fault.accept_then_drop(), method="POST", path=TOKEN)
    with pytest.raises(Exception, match="broke") as lost:
        place.desk.accounts.sync(account)
    assert not getattr(lost.value, "maybe_done", True)
    with pytest.raises(SignedOut, match="no longer accepts") as ended:
        place.desk.accounts.sync(account)
    assert "queued replies wait" in ended.value.advice
    assert place.desk.sign_ins.granted(account).ended is Ended.REFUSED


def test_what_cannot_be_renewed_is_not_tried_again_till_it_is_another(place: Place) -> None:
    account = place.by_browser().account
    place.x.oauth.revoke_user(int(account.remote_id))
    for _ in range(3):
        with pytest.raises(SignedOut):
            place.desk.accounts.sync(account)
    assert place.asked(TOKEN) == 2
    assert place.by_browser(expected=account).account.id == account.id
    place.desk.accounts.sync(account)
    assert place.desk.sign_ins.granted(account).ended is None


def test_without_a_refresh_token_the_end_is_the_end(place: Place) -> None:
    place.x.oauth.without_offline = True
    account = place.by_browser().account
    place.desk.accounts.sync(account)
    place.clock.advance(LIVES_S + 10)
    with pytest.raises(SignedOut, match="no way to renew"):
        place.desk.accounts.sync(account)


def test_a_clock_that_is_behind_renews_by_that_of_x(place: Place, tmp_path: Path) -> None:
    behind = Clock(START)
    behind.advance(-3600)
    slow = desk_of(tmp_path, place.x, behind, place.credentials)
    account = place.by_browser().account
    slow.accounts.sync(account)
    for clock in (behind, place.clock):
        clock.advance(LIVES_S - 200)
    slow.accounts.sync(account)
    assert all(one.status == 200 for one in place.x.requests if one.path.startswith("/2/users"))
    slow.accounts.sync(account)
    assert place.asked(TOKEN) == 2
    slow.close()


# the end, and what is queued


def queued(place: Place, account: Account) -> None:
    """Queue a reply to Ada."""
    place.x.world.add_post("ada", "@shop where is it?")
    place.desk.accounts.sync(account)
    (row,) = place.desk.cases.rows()
    text = "On its way."
    place.desk.replies.queue(row.id, text, (Part(text, len(text)),), LIMITS_280)


def states(place: Place) -> list[PartState]:
    return [part.state for thread in place.desk.outbox.threads() for part in thread.parts]


@pytest.mark.parametrize("way", [Way.KEYS, Way.BROWSER])
def test_a_queued_reply_waits_while_access_is_revoked_and_goes_out_after(
    place: Place, way: Way
) -> None:
    def connect() -> Account:
        if way is Way.BROWSER:
            return place.by_browser().account
        place.x.oauth.revoked_users.clear()
        done = place.desk.sign_ins.with_keys(place.x.credentials, this_run_only=True)
        return done.account

    account = connect()
    queued(place, account)
    place.x.oauth.revoke_user(int(account.remote_id))
    sent = place.desk.replies.publish(account)
    assert isinstance(sent.problem, SignedOut)
    assert states(place) == [PartState.QUEUED]
    assert place.desk.sign_ins.granted(account).ended is Ended.REFUSED
    tried = len(place.x.requests)
    place.desk.replies.publish(account)
    assert len(place.x.requests) == tried
    connect()
    assert place.desk.replies.publish(account).problem is None
    assert states(place) == []
    assert place.posted() == 1
    assert place.desk.sign_ins.granted(account).ended is None


def test_a_read_only_sign_in_posts_nothing_and_stays_signed_in(place: Place) -> None:
    place.x.oauth.granted_scopes = ("tweet.read", "users.read", "offline.access")
    done = place.by_browser()
    assert done.granted.may_post is False
    queued(place, done.account)
    sent = place.desk.replies.publish(done.account)
    assert isinstance(sent.problem, SignedOut)
    assert "may read" in sent.problem.message
    assert place.posted() == 0
    assert place.desk.sign_ins.granted(done.account).ended is None


def test_signing_out_removes_the_secret_and_tells_x(place: Place) -> None:
    account = place.by_browser().account
    queued(place, account)
    place.desk.sign_ins.sign_out(account)
    assert place.x.oauth.access == {}
    assert "0 in memory" in repr(place.credentials)
    assert place.desk.sign_ins.granted(account).ended is Ended.HERE
    assert states(place) == [PartState.QUEUED]


def test_keys_for_this_run_are_gone_with_the_sign_out_also_without_a_keyring(place: Place) -> None:
    account = place.desk.sign_ins.with_keys(place.x.credentials, this_run_only=True).account
    done = place.desk.sign_ins.sign_out(account)
    assert (done.account.id, done.asked) == (account.id, False)
    assert "0 in memory" in repr(place.credentials)
    assert place.desk.sign_ins.granted(account).ended is Ended.HERE
    with pytest.raises(NoKeyring):  # keys of an earlier run may be stored where nobody can look
        place.desk.sign_ins.sign_out(account)


def test_a_sign_in_that_was_ended_here_asks_x_nothing_more(place: Place) -> None:
    account = place.by_browser().account
    lane = place.another_desk()
    lane.accounts.sync(account)
    place.desk.sign_ins.sign_out(account)
    asked = len(place.x.requests)
    with pytest.raises(Exception, match="signed out"):
        lane.accounts.sync(account)
    assert len(place.x.requests) == asked
    lane.close()


def test_a_lane_takes_up_what_another_signed_in_with(place: Place) -> None:
    account = place.by_browser().account
    lane = place.another_desk()
    lane.accounts.sync(account)
    place.x.oauth.revoke_user(int(account.remote_id))
    place.by_browser(PUBLIC, expected=account)
    lane.accounts.sync(account)
    assert lane.sign_ins.granted(account).ended is None
    lane.close()


def test_no_secret_is_in_the_data_file_or_an_error(place: Place) -> None:
    account = place.by_browser().account
    secret = place.credentials.load(f"x:{account.remote_id}")
    place.desk.accounts.sync(account)
    place.x.oauth.revoke_user(int(account.remote_id))
    with pytest.raises(SignedOut):
        place.desk.accounts.sync(account)
    place.desk.close()
    looked_at = b"".join(path.read_bytes() for path in place.folder.iterdir() if path.is_file())
    for name in ("access_token", "refresh_token", "client_secret"):
        assert secret[name].encode() not in looked_at


def test_a_network_that_is_gone_keeps_the_sign_in(place: Place) -> None:
    account = place.by_browser().account
    place.clock.advance(LIVES_S + 10)
    place.x.faults.add(Fault.unavailable(), method="POST", path=TOKEN)
    with pytest.raises(Exception, match="503"):
        place.desk.accounts.sync(account)
    assert place.desk.sign_ins.granted(account).ended is None
    place.desk.accounts.sync(account)

"""What must not cost a sign-in, nor turn it over and over: odd answers, wrong clocks, refusals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console.connectors.x_oauth import Denied, Forms
from console.desk import Desk
from console.domain.accounts import Account
from console.errors import BadAnswer, ConnectorError, ServerTrouble, SignedOut
from tests.console.test_sign_in_flows import TOKEN, Place, desk_of, place
from tests.x_server import Clock, Fault
from tests.x_server.messages import Answer
from tests.x_server.oauth import LIVES_S

__all__ = ("place",)


def token_answer(status: int, body: object, **headers: str) -> Fault:
    """X's token end point rotates nothing, and this is what comes back."""
    return Fault("planned", Answer(status, body, headers=headers), processed=False)


def key_of(account: Account) -> str:
    return f"x:{account.remote_id}"


def asked_as_user(place: Place) -> int:
    return sum(one.path.startswith("/2/users") for one in place.x.requests)


# odd answers of the token end point


@pytest.mark.parametrize(
    "fault",
    [
        Fault.html(403),
        Fault.html(400),
        Fault.html(401),
        token_answer(403, {"title": "Forbidden", "status": 403}),
        token_answer(401, {"error": "invalid_client"}),
        token_answer(400, {"error": "invalid_request", "error_description": "Try later."}),
    ],
)
def test_a_refusal_that_says_nothing_of_the_sign_in_does_not_end_it(
    place: Place, fault: Fault
) -> None:
    account = place.by_browser().account
    place.x.oauth.access.clear()
    place.x.faults.add(fault, method="POST", path=TOKEN)
    with pytest.raises(ServerTrouble, match="did not renew"):
        place.desk.accounts.sync(account)
    assert place.desk.sign_ins.granted(account).ended is None
    place.desk.accounts.sync(account)
    assert place.asked(TOKEN) == 3


def test_a_refused_renewal_waits_while_the_sign_in_still_holds(place: Place) -> None:
    account = place.by_browser().account
    place.desk.accounts.sync(account)
    place.clock.advance(LIVES_S - 200)
    place.x.faults.add(Fault.html(403), method="POST", path=TOKEN)
    place.desk.accounts.sync(account)
    place.desk.accounts.sync(account)
    assert place.asked(TOKEN) == 2


@pytest.mark.parametrize(
    "tokens",
    [
        {"access_token": None, "refresh_token": None},
        {"access_token": ["a"], "refresh_token": "r"},
        {"access_token": True},
        {"access_token": "a" * 5000},
        {"access_token": "a", "refresh_token": "r" * 5000},
        {"access_token": ""},
        {},
    ],
)
def test_an_answer_without_usable_tokens_is_not_stored_over_good_ones(
    place: Place, tokens: dict[str, object]
) -> None:
    account = place.by_browser().account
    before = place.credentials.load(key_of(account))
    place.x.oauth.access.clear()
    body = {"token_type": "bearer", "expires_in": LIVES_S, **tokens}
    place.x.faults.add(token_answer(200, body), method="POST", path=TOKEN)
    with pytest.raises(BadAnswer, match="no token"):
        place.desk.accounts.sync(account)
    assert place.credentials.load(key_of(account)) == before
    place.desk.accounts.sync(account)


@pytest.mark.parametrize("refresh", [None, "", ["r"], 7, True])
def test_a_renewal_without_a_new_refresh_token_keeps_the_old(place: Place, refresh: object) -> None:
    account = place.by_browser().account
    before = place.credentials.load(key_of(account))
    body = {"token_type": "bearer", "access_token": "fresh", "refresh_token": refresh}
    place.x.faults.add(token_answer(200, body), method="POST", path=TOKEN)
    after = place.credentials.renew(
        key_of(account), before, place.desk._context.network("x").renewed  # type: ignore[attr-defined]
    )  # fmt: skip
    assert (after["access_token"], after["refresh_token"]) == ("fresh", before["refresh_token"])


@pytest.mark.parametrize(
    ("said", "lives_s"),
    [
        ({"expires_in": "3600"}, 3600),
        ({"expires_in": 3600.0}, 3600),
        ({}, LIVES_S),
        ({"expires_in": None}, LIVES_S),
        ({"expires_in": True}, LIVES_S),
        ({"expires_in": -1}, LIVES_S),
        ({"expires_in": 10**400}, LIVES_S),
        ({"expires_in": "NaN"}, LIVES_S),
    ],
)
def test_a_renewal_that_is_unclear_how_long_it_lasts_keeps_what_x_rotated_to(
    place: Place, said: dict[str, object], lives_s: int
) -> None:
    account = place.by_browser().account
    before = place.credentials.load(key_of(account))
    body = {"access_token": "fresh", "refresh_token": "rotated", **said}
    place.x.faults.add(token_answer(200, body), method="POST", path=TOKEN)
    after = place.desk._context.network("x").renewed(before)  # type: ignore[attr-defined]
    assert (after["access_token"], after["refresh_token"]) == ("fresh", "rotated")
    left = datetime.fromisoformat(after["expires_at"]) - place.clock()
    assert abs(left - timedelta(seconds=lives_s)) < timedelta(minutes=1)


# clocks


def test_a_clock_of_another_age_breaks_nothing(place: Place) -> None:
    account = place.by_browser().account
    before = place.credentials.load(key_of(account))
    body = {"token_type": "bearer", "access_token": "fresh", "expires_in": LIVES_S}
    date = "Fri, 31 Dec 9999 23:59:59 GMT"
    place.x.faults.add(token_answer(200, body, date=date), method="POST", path=TOKEN)
    after = place.desk._context.network("x").renewed(before)  # type: ignore[attr-defined]
    assert datetime.fromisoformat(after["expires_at"]) < datetime(2027, 1, 1, tzinfo=UTC)


def test_a_clock_that_is_hours_ahead_renews_nothing_that_still_holds(
    place: Place, tmp_path: Path
) -> None:
    account = place.by_browser().account
    ahead = Clock(place.clock() + timedelta(hours=2, minutes=30))
    lanes = [desk_of(tmp_path, place.x, ahead, place.credentials) for _ in range(2)]
    for _ in range(5):
        for lane in lanes:
            lane.accounts.sync(account)
    assert place.asked(TOKEN) == 1
    for clock in (ahead, place.clock):
        clock.advance(LIVES_S - 200)
    for _ in range(5):
        for lane in lanes:
            lane.accounts.sync(account)
    assert place.asked(TOKEN) == 2
    for lane in lanes:
        lane.close()


# refusals that last


def refused(desk: Desk, account: Account) -> None:
    with pytest.raises(SignedOut):
        desk.accounts.sync(account)


def test_a_refusal_that_is_not_the_tokens_fault_renews_it_once(place: Place) -> None:
    account = place.by_browser().account
    lanes = [place.another_desk() for _ in range(2)]
    for lane in lanes:
        lane.accounts.sync(account)
    place.x.faults.add(Fault.unauthorized(), path="/2/users/:id/mentions", times=None)
    for _ in range(5):
        for lane in lanes:
            refused(lane, account)
    assert place.asked(TOKEN) == 2
    # Another program that starts meanwhile reads in the file how it stands.
    late = place.another_desk()
    refused(late, account)
    assert place.asked(TOKEN) == 2
    place.x.faults.clear()
    for lane in (*lanes, late):
        lane.accounts.sync(account)
        lane.close()
    assert place.desk.sign_ins.granted(account).ended is None


def test_a_token_known_dead_is_asked_with_only_once_in_a_while(place: Place) -> None:
    account = place.by_browser().account
    place.desk.accounts.sync(account)
    place.x.oauth.revoke_user(int(account.remote_id))
    refused(place.desk, account)
    asked = asked_as_user(place)
    for _ in range(5):
        place.clock.advance(120)
        refused(place.desk, account)
    assert asked_as_user(place) == asked
    place.clock.advance(900)
    refused(place.desk, account)
    assert asked_as_user(place) == asked + 1
    assert place.asked(TOKEN) == 2
    assert place.by_browser(expected=account).account.id == account.id
    place.desk.accounts.sync(account)


# what errors hold


def reached(error: BaseException) -> list[BaseException]:
    todo: list[BaseException | None] = [error]
    found: list[BaseException] = []
    while todo:
        one = todo.pop()
        if one is not None and one not in found:
            found.append(one)
            todo += [one.__cause__, one.__context__, getattr(one, "reason", None)]
            todo += [each for each in one.args if isinstance(each, BaseException)]
    return found


def in_libraries(error: BaseException) -> str:
    """Everything that frames of libraries hold on the way to an error."""
    found, trace = [], error.__traceback__
    while trace is not None:
        if "site-packages" in trace.tb_frame.f_code.co_filename:
            found.append(repr(trace.tb_frame.f_locals))
        trace = trace.tb_next
    return "".join(found)


@pytest.mark.parametrize("status", [400, 403, 503])
def test_no_error_leads_to_a_request(place: Place, status: int) -> None:
    sent = {"refresh_token": "s3cret-refresh"}
    place.x.faults.add(Fault.html(status), method="POST", path=TOKEN)
    with Forms(place.x.url) as forms, pytest.raises(ConnectorError) as failed:
        forms.post(TOKEN, sent, lambda request: request)
    for one in reached(failed.value):
        assert getattr(one, "request", None) is None
        assert getattr(one, "response", None) is None
        assert "s3cret" not in in_libraries(one)
    if status != 503:
        assert reached(failed.value) == [failed.value]
        assert isinstance(failed.value, Denied)


def test_no_error_of_a_call_leads_to_a_header(place: Place) -> None:
    account = place.by_browser().account
    secret = place.credentials.load(key_of(account))
    connector = place.desk._context.network("x").connect(secret)
    place.x.faults.add(Fault.unauthorized())
    with pytest.raises(SignedOut) as failed:
        connector.whoami()
    assert len(reached(failed.value)) > 1
    for one in reached(failed.value):
        assert getattr(one, "request", None) is None
        assert getattr(one, "response", None) is None
        assert secret["access_token"] not in in_libraries(one)
    connector.close()


# the log


def test_the_log_says_why_a_renewal_failed(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    account = place.by_browser().account
    place.desk.accounts.sync(account)
    place.clock.advance(LIVES_S - 200)
    place.x.faults.add(Fault.unavailable(), method="POST", path=TOKEN)
    with caplog.at_level("INFO"):
        place.desk.accounts.sync(account)
    (record,) = [one for one in caplog.records if "could not be renewed" in str(one.msg)]
    assert isinstance(record.args, tuple)
    assert isinstance(record.args[0], ServerTrouble)

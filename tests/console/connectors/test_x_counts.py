"""Counts of X: by the app's own access, billed one by one, whole or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.connectors.x_bill import Bill
from console.connectors.x_counts import MAX_PAGES, count
from console.domain.ids import RemoteId
from console.errors import BadAnswer, ConnectorError, NoAnswer, OutOfCredits, RateLimited, Refused
from tests.console.connectors.search_contract import DAY, complain
from tests.console.connectors.test_x_search import still_world
from tests.console.connectors.x_net import XNet, x_net
from tests.x_server import Fault
from tests.x_server.messages import Answer

COUNTS, TOKEN = "/2/tweets/counts/recent", "/oauth2/token"


@pytest.fixture
def net() -> Iterator[XNet]:
    with x_net(still_world()) as net:
        yield net


def asked(net: XNet) -> list[tuple[str, int]]:
    return [(exchange.path, exchange.status) for exchange in net.server.requests]


def billed(net: XNet) -> int:
    return net.server.billing.counts["count"]


def test_the_apps_access_is_had_once_for_all_counts(net: XNet) -> None:
    complain(net, 3)
    connector = net.connector()
    assert [connector.count("parcel").total for _ in range(3)] == [3, 3, 3]
    assert asked(net) == [(TOKEN, 200), *[(COUNTS, 200)] * 3]
    assert len(connector.bill(net.own_id)) == billed(net) == 3


def test_access_that_x_took_back_is_had_anew_once(net: XNet) -> None:
    connector = net.connector()
    connector.count("parcel")
    net.server.change(app_token="another")
    assert connector.count("parcel").total == 0
    assert asked(net)[2:] == [(COUNTS, 401), (TOKEN, 200), (COUNTS, 200)]
    net.server.faults.add(Fault.unauthorized(), path=COUNTS, times=2)
    with pytest.raises(Refused):
        connector.count("parcel")
    assert asked(net)[5:] == [(COUNTS, 401), (TOKEN, 200), (COUNTS, 401)]
    assert len(connector.bill(net.own_id)) == billed(net) == 2


@pytest.mark.parametrize("path", [TOKEN, COUNTS])
@pytest.mark.parametrize("status", [401, 403, 404])
def test_an_app_that_may_not_count_is_told_what_to_do_instead(
    net: XNet, path: str, status: int
) -> None:
    body = {"title": "Forbidden", "detail": "When authenticating requests to the API v2 endpoints,"
            " you must use keys attached to a Project."}  # fmt: skip
    net.server.faults.add(Fault("no", Answer(status, body), processed=False), path=path, times=5)
    connector = net.connector()
    with pytest.raises(Refused) as refused:
        connector.count("parcel")
    assert type(refused.value) is Refused
    assert refused.value.message == "X does not let this app count posts."
    assert refused.value.advice == "Estimate from a sample of the newest posts instead."
    assert connector.bill(net.own_id) == ()


def test_without_access_that_can_be_used_nothing_is_counted(net: XNet) -> None:
    net.server.faults.add(
        Fault("odd", Answer(200, {"access_token": "two words"}), processed=False), path=TOKEN
    )
    connector = net.connector()
    with pytest.raises(BadAnswer):
        connector.count("parcel")
    assert [path for path, _ in asked(net)] == [TOKEN]
    assert connector.bill(net.own_id) == ()


@pytest.mark.parametrize("path", [TOKEN, COUNTS])
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.rate_limited(), RateLimited),
        (Fault.out_of_credits(), OutOfCredits),
        (Fault.drop(), NoAnswer),
        (Fault.html(), BadAnswer),
        (Fault.list_body(), BadAnswer),
    ],
)
def test_trouble_that_passes_is_no_refusal_to_count(
    net: XNet, path: str, fault: Fault, error: type[ConnectorError]
) -> None:
    net.server.faults.add(fault, path=path)
    connector = net.connector()
    with pytest.raises(error) as raised:
        connector.count("parcel")
    assert type(raised.value) is error
    assert not raised.value.maybe_done
    assert connector.count("parcel").total == 0


@pytest.mark.parametrize("vocabulary", ["old", "new"])
def test_all_pages_are_counted_and_each_is_billed(net: XNet, vocabulary: str) -> None:
    net.server.change(vocabulary=vocabulary, count_buckets=50)
    complain(net, 4, before=6 * DAY)
    complain(net, 7)
    connector = net.connector()
    counted = connector.count("parcel")
    assert (counted.total, len(counted.hours)) == (11, 169)
    assert list(counted.hours) == sorted(counted.hours)
    assert len(connector.bill(net.own_id)) == billed(net) == 4


def test_pages_without_an_end_are_not_followed_for_ever(net: XNet) -> None:
    net.server.change(count_buckets=1)
    connector = net.connector()
    with pytest.raises(BadAnswer):
        connector.count("parcel")
    assert len(connector.bill(net.own_id)) == billed(net) == MAX_PAGES


def test_no_log_holds_the_apps_access(net: XNet, caplog: pytest.LogCaptureFixture) -> None:
    connector = net.connector()
    with caplog.at_level(logging.DEBUG):
        connector.count("parcel")
        net.server.faults.add(Fault.unauthorized(), path=COUNTS, times=2)
        with pytest.raises(Refused) as refused:
            connector.count("parcel")
    told = caplog.text + repr(refused.value) + repr(vars(connector))
    for secret in (net.server.settings.app_token, net.server.credentials["api_key_secret"]):
        assert secret not in told


def test_a_password_of_netrc_does_not_take_the_place_of_the_access(
    net: XNet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine api.x.com login ann password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    assert net.connector().count("parcel").total == 0


class Answering:
    """Gives one answer to everything that is asked as an app."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self._answer = answer

    def as_app(
        self, route: str, params: dict[str, str], answered: Callable[[], None]
    ) -> dict[str, Any]:
        answered()
        return self._answer


HOUR = {"start": "2026-11-03T09:00:00.000Z", "end": "2026-11-03T10:00:00.000Z"}


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"data": None, "meta": {}},
        {"meta": {"total_tweet_count": 5}},
        {"data": [HOUR]},
        {"data": [HOUR | {"tweet_count": -1}]},
        {"data": [HOUR | {"tweet_count": "7"}]},
        {"data": [{"start": "soon", "tweet_count": 7}]},
        {"data": [HOUR | {"tweet_count": 7}, None]},
    ],
)
def test_half_a_count_is_none(answer: dict[str, Any]) -> None:
    bill = Bill()
    with pytest.raises(BadAnswer):
        count(Answering(answer), bill, "parcel")
    assert len(bill.hand_over(RemoteId("1"))) == 1


hour = st.fixed_dictionaries(
    {"start": st.sampled_from([HOUR["start"], "2026-11-03T10:00:00Z", "", None, 5])},
    optional={name: st.integers() | st.text() | st.none() for name in
              ("tweet_count", "post_count")},
)  # fmt: skip


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "data": st.none() | st.text() | st.lists(hour | st.none()),
            "meta": st.none() | st.fixed_dictionaries(
                {}, optional={"next_token": st.none() | st.text() | st.integers(),
                              "total_tweet_count": st.integers() | st.none()}),
        },
    )
)  # fmt: skip
def test_any_answer_is_a_count_or_one_of_our_errors(answer: dict[str, Any]) -> None:
    try:
        counted = count(Answering(answer), Bill(), "parcel")
    except ConnectorError:
        return
    assert all(number >= 0 for _, number in counted.hours)
    assert counted.total == sum(number for _, number in counted.hours)

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import requests

from console.connectors.x_auth import TALKATIVE, XCredentials, XTokens, read_keys
from console.domain.remote import NewPost, Timeline
from console.errors import ConnectorError, InputError
from tests.console.connectors.x_net import XNet, x_net
from tests.x_server import Fault

KEYS = {
    "kind": "oauth1",
    "api_key": "key-one",
    "api_key_secret": "key-two",
    "access_token": "key-three",
    "access_token_secret": "key-four",
}


def test_the_keys_come_back_from_their_json() -> None:
    credentials = XCredentials.from_json(json.dumps(KEYS))
    assert json.loads(credentials.to_json()) == KEYS
    assert XCredentials.from_json(credentials.to_json()) == credentials


def test_white_space_around_a_key_is_dropped() -> None:
    padded = {name: value if name == "kind" else f" {value}\r\n" for name, value in KEYS.items()}
    assert XCredentials.from_json(json.dumps(padded)) == XCredentials.from_json(json.dumps(KEYS))


def test_no_repr_holds_a_key() -> None:
    shown = repr(XCredentials.from_json(json.dumps(KEYS)))
    assert "key-" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "key-one",
        "[]",
        "null",
        '"key-one"',
        json.dumps({name: value for name, value in KEYS.items() if name != "kind"}),
        json.dumps(KEYS | {"kind": "key-basic"}),
        json.dumps(KEYS | {"kind": ["oauth1"]}),
        json.dumps({name: value for name, value in KEYS.items() if name != "access_token"}),
        json.dumps(KEYS | {"api_key": "  "}),
        json.dumps(KEYS | {"api_key": None}),
        json.dumps(KEYS | {"api_key": 5}),
        json.dumps(KEYS | {"api_key_secret": "key two"}),
        json.dumps(KEYS | {"api_key_secret": "key\ntwo"}),
        json.dumps(KEYS | {"api_key_secret": "kéy-two"}),
    ],
)
def test_keys_that_are_none_are_refused_without_being_shown(text: str) -> None:
    with pytest.raises(InputError) as refused:
        XCredentials.from_json(text)
    assert "key-" not in str(refused.value)
    assert refused.value.__cause__ is None


TOKENS = {
    "kind": "oauth2",
    "version": "1",
    "client_id": "key-client",
    "client_secret": "",
    "access_token": "key-access",
    "refresh_token": "key-refresh",
    "expires_at": "2026-08-03T14:00:00+00:00",
    "scopes": "tweet.read offline.access",
}


def test_tokens_come_back_from_what_the_keyring_keeps_and_are_in_no_repr() -> None:
    tokens = read_keys(TOKENS)
    assert isinstance(tokens, XTokens)
    assert tokens.secret() == TOKENS
    assert "key-" not in repr(tokens)


@pytest.mark.parametrize(
    "other",
    [
        {"version": "2"},
        {"access_token": ""},
        {"access_token": "key access"},
        {"refresh_token": "key\nrefresh"},
        {"expires_at": "soon"},
        {"client_id": ""},
    ],
)
def test_tokens_of_another_form_are_refused_without_quoting_them(other: dict[str, str]) -> None:
    with pytest.raises(InputError) as refused:
        read_keys(TOKENS | other)
    assert "key-" not in str(refused.value)
    assert "key-" not in refused.value.advice


class Everything(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name} {record.getMessage()} {vars(record)!r}")


@pytest.fixture
def logged() -> Iterator[list[str]]:
    root, handler = logging.getLogger(), Everything()
    level = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield handler.lines
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def net() -> Iterator[XNet]:
    with x_net() as net:
        yield net


def test_no_key_and_no_signature_is_logged_at_any_level(net: XNet, logged: list[str]) -> None:
    for name in (*TALKATIVE, "tweepy.client", "requests_oauthlib.oauth1_auth"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    connector = net.connector()
    logging.getLogger("tests.probe").debug("the capture works")
    connector.whoami()
    connector.read_page(Timeline.MENTIONS, net.own_id, None)
    connector.publish(NewPost("Hello", None))
    for fault in (Fault.unauthorized(), Fault.server_error(), Fault.drop(), Fault.html()):
        net.server.faults.add(fault)
        with pytest.raises(ConnectorError):
            connector.whoami()
    assert any("the capture works" in line for line in logged)
    everything = "\n".join(logged)
    for name, key in net.server.credentials.items():
        assert name == "kind" or key not in everything
    assert "oauth_signature" not in everything
    assert "Authorization" not in everything


def test_no_key_stands_in_an_error_or_its_causes(net: XNet) -> None:
    connector = net.connector()
    net.server.faults.add(Fault.drop())
    with pytest.raises(ConnectorError) as raised:
        connector.whoami()
    error: BaseException | None = raised.value
    while error is not None:
        for name, key in net.server.credentials.items():
            assert name == "kind" or key not in f"{error} {error!r}"
        error = error.__cause__ or error.__context__


def test_a_client_never_sleeps_and_answers_in_dicts(net: XNet) -> None:
    client = net.connector()._client
    assert client.wait_on_rate_limit is False
    assert client.return_type is dict


def test_nothing_but_x_can_be_reached_through_a_clients_session(net: XNet) -> None:
    session = net.connector()._client.session
    for url in ("https://example.com/", "http://api.twitter.com/", net.server.url):
        with pytest.raises(requests.exceptions.InvalidSchema):
            session.get(url)

from __future__ import annotations

import json
import socket
import ssl
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
import tweepy
from hypothesis import given
from hypothesis import strategies as st
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
)

from console.connectors.x_errors import from_exception, from_response, translated
from console.connectors.x_problems import InvalidRequest, Problem, from_problem, quoted
from console.errors import (
    BadAnswer,
    ConnectorError,
    Duplicate,
    Gone,
    NoAnswer,
    NotSummoned,
    Offline,
    OutOfCredits,
    RateLimited,
    Refused,
    ServerTrouble,
    SignedOut,
)

SUMMONS = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise "
    "engaged by the author of the post you are replying to."
)
SUMMONS_TOO = "You can only reply to or quote posts where you are mentioned or are the author."
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
DELETED = "You attempted to reply to a Tweet that is deleted or not visible to you."
RESTRICTED = "The original Tweet author restricted who can reply to this Tweet."
PERMISSIONS = (
    "Your client app is not configured with the appropriate oauth1 app permissions for this "
    "endpoint."
)


def answer(status: int, body: object = None, **headers: str) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response._content = body if isinstance(body, bytes) else json.dumps(body).encode()
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return response


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (400, {"title": "Invalid Request"}, InvalidRequest),
        (401, {"title": "Unauthorized"}, SignedOut),
        (402, {"title": "CreditsDepleted"}, OutOfCredits),
        (402, None, OutOfCredits),
        (403, {"detail": SUMMONS}, NotSummoned),
        (403, {"detail": SUMMONS_TOO, "title": "Authorization Error"}, NotSummoned),
        (403, {"errors": [{"message": SUMMONS, "code": 433}]}, NotSummoned),
        (403, {"detail": DELETED}, Gone),
        (403, {"detail": RESTRICTED}, Refused),
        (403, {"detail": "Posts are limited to a maximum of one cashtag ($SYMBOL)"}, Refused),
        (403, {"detail": PERMISSIONS}, SignedOut),
        (403, {"errors": [{"code": 326, "message": "Your account is temporarily locked."}]},
         SignedOut),
        (403, {"detail": "Authenticating with Unknown is forbidden for this endpoint.",
               "type": "https://api.twitter.com/2/problems/unsupported-authentication"},
         ServerTrouble),
        (403, {"errors": None}, Refused),
        (403, [], Refused),
        (403, b"<html>", Refused),
        (404, {"title": "Not Found Error"}, Gone),
        (409, None, Refused),
        (413, b"", Refused),
        (429, {"title": "Too Many Requests"}, RateLimited),
        (429, {"title": "UsageCapExceeded", "detail": "Usage cap exceeded: Monthly product cap"},
         OutOfCredits),
    ],
)  # fmt: skip
def test_a_refusal_is_certain(
    status: int, body: object, expected: type[ConnectorError], *, write: bool
) -> None:
    error = from_response(answer(status, body), write=write)
    assert type(error) is expected
    assert not error.maybe_done


def test_what_x_says_ends_as_a_sentence_for_the_advice_follows() -> None:
    said = [from_response(answer(401, {"title": words}), write=False).message
            for words in ("Unauthorized", "Not now.")]  # fmt: skip
    assert [each.partition(" X says: ")[2] for each in said] == ['"Unauthorized."', '"Not now."']


def test_a_duplicate_may_be_the_first_try() -> None:
    error = from_response(answer(403, {"detail": DUPLICATE}), write=True)
    assert type(error) is Duplicate
    assert error.maybe_done


@pytest.mark.parametrize(
    ("status", "expected"),
    [(500, ServerTrouble), (503, ServerTrouble), (599, ServerTrouble), (408, NoAnswer),
     (302, BadAnswer), (199, BadAnswer)],
)  # fmt: skip
@pytest.mark.parametrize("write", [True, False])
def test_an_answer_without_a_verdict_leaves_a_write_open(
    status: int, expected: type[ConnectorError], *, write: bool
) -> None:
    error = from_response(answer(status), write=write)
    assert type(error) is expected
    assert error.maybe_done is write


@pytest.mark.parametrize(
    ("headers", "reset_at"),
    [
        ({"x_rate_limit_reset": "1767225600"}, datetime(2026, 1, 1, tzinfo=UTC)),
        ({"retry_after": "Thu, 01 Jan 2026 00:00:00 GMT"}, datetime(2026, 1, 1, tzinfo=UTC)),
        ({"x_rate_limit_reset": "soon"}, None),
        ({"x_rate_limit_reset": "9" * 30}, None),
        ({"retry_after": "garbage, more"}, None),
        ({}, None),
    ],
)
def test_the_end_of_a_rate_limit_is_read_from_any_header(
    headers: dict[str, str], reset_at: datetime | None
) -> None:
    error = from_response(answer(429, None, **headers), write=False)
    assert isinstance(error, RateLimited)
    assert error.reset_at == reset_at


def wrapped(reason: Exception) -> requests.RequestException:
    pool: Any = "pool"
    return requests.ConnectionError(MaxRetryError(pool, "/2/tweets", reason))


POOL: Any = None


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize(
    "error",
    [
        requests.exceptions.ConnectTimeout(ConnectTimeoutError()),
        wrapped(NewConnectionError(POOL, "refused")),
        wrapped(NameResolutionError("api.twitter.com", POOL, socket.gaierror("no name"))),
        requests.exceptions.ProxyError("proxy"),
        requests.exceptions.SSLError(ssl.SSLCertVerificationError("self-signed")),
        requests.exceptions.InvalidSchema("no adapter"),
        ConnectionRefusedError(),
    ],
)
def test_a_connection_that_never_came_about_is_certain(error: Exception, *, write: bool) -> None:
    found = from_exception(error, write=write)
    assert type(found) is Offline
    assert not found.maybe_done


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (requests.exceptions.ReadTimeout(ReadTimeoutError(POOL, "/", "slow")), NoAnswer),
        (requests.ConnectionError(ReadTimeoutError(POOL, "/", "slow")), NoAnswer),
        (requests.ConnectionError(ProtocolError("aborted", ConnectionResetError())), NoAnswer),
        (requests.exceptions.ChunkedEncodingError("cut"), NoAnswer),
        (requests.exceptions.SSLError(ssl.SSLError("broken later")), NoAnswer),
        (HTTPError("anything"), NoAnswer),
        (BrokenPipeError(), NoAnswer),
        (requests.exceptions.ContentDecodingError("gzip"), BadAnswer),
        (requests.exceptions.JSONDecodeError("no", "<html>", 0), BadAnswer),
        (requests.exceptions.InvalidJSONError("no"), BadAnswer),
        (tweepy.TweepyException("odd"), BadAnswer),
        (TypeError("'NoneType' object is not iterable"), BadAnswer),
        (ValueError("Exceeds the limit (4300 digits)"), BadAnswer),
        (RecursionError(), BadAnswer),
    ],
)
def test_a_call_that_broke_off_leaves_a_write_open(
    error: Exception, expected: type[ConnectorError], *, write: bool
) -> None:
    found = from_exception(error, write=write)
    assert type(found) is expected
    assert found.maybe_done is write


def test_a_failure_that_the_caller_is_handling_does_not_count() -> None:
    error = requests.exceptions.ReadTimeout()
    error.__context__ = ConnectionRefusedError()
    assert from_exception(error, write=True).maybe_done


def test_tweepys_own_exceptions_are_read_by_their_response() -> None:
    refused = answer(403, {"detail": SUMMONS})
    assert type(from_exception(tweepy.Forbidden(refused), write=True)) is NotSummoned
    limited = tweepy.TooManyRequests(answer(429, {}, x_rate_limit_reset="1767225600"))
    found = from_exception(limited, write=True)
    assert isinstance(found, RateLimited)
    assert found.reset_at == datetime(2026, 1, 1, tzinfo=UTC)


def test_our_own_errors_pass_as_they_are() -> None:
    with pytest.raises(Gone), translated(write=True):
        raise Gone("gone")


def test_a_bug_is_not_taken_for_trouble_with_the_network() -> None:
    with pytest.raises(ZeroDivisionError), translated(write=True):
        _ = 1 / 0


def test_what_x_says_is_quoted_cut_and_harmless() -> None:
    said = "See https://api.x.com/2/x?token=secret\x1b[31m\n\u202e\0 " + "key" * 40 + " word" * 100
    error = from_response(answer(403, {"detail": said}), write=True)
    assert "secret" not in error.message
    assert "keykey" not in error.message
    assert error.message.isprintable()
    assert len(error.message) < 260
    assert len(quoted(said)) <= 200


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"errors": [{"parameters": {"tweet.fields": ["x"]}, "message": "no"}]}, {"tweet.fields"}),
        ({"parameter": "since_id", "detail": "no"}, {"since_id"}),
        ({"errors": [{"message": "The query parameter [tweet.fields] is not one of [id]"}]},
         {"tweet.fields", "id"}),
        ({"detail": "The `pagination_token` query parameter value [b26v] is not valid"},
         {"pagination_token"}),
        ({"errors": [{"parameters": 5}, None, "since_id is wrong"]}, {"since_id"}),
        ({"detail": "no"}, set()),
        (None, set()),
    ],
)  # fmt: skip
def test_the_parameters_that_x_complains_of_are_found(body: object, names: set[str]) -> None:
    assert Problem.read(400, body).parameters >= names
    assert bool(Problem.read(400, body).parameters) is bool(names)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["errors", "type", "title", "detail", "message", "parameters",
                             "parameter", "code", "status"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)  # fmt: skip


@given(st.integers(100, 999), json_values, st.booleans())
def test_any_refusal_is_one_of_our_errors(
    status: int,
    body: object,
    write: bool,  # noqa: FBT001
) -> None:
    error = from_problem(Problem.read(status, body), write=write)
    assert len(error.message) < 300
    assert error.message.isprintable()

"""Faults on demand: what goes wrong, and when.

A fault either stands in for the answer, or spoils the true one. `processed` says whether the
request takes effect all the same: the case in which a client must not simply try again.
"""

import base64
import re
import threading
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote

from .messages import Answer, Delivery, Request

Spoil = Literal["no_fraction", "unknown_fields", "missing_fields", "truncated"]
Refusal = Literal["unauthorized", "out_of_credits", "forbidden", "rate_limited", "server_error"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong. Made by the class methods, which are its documentation."""

    name: str
    answer: Answer | None = None
    """Stands in for the true answer."""
    refusal: Refusal | None = None
    """Stands in for the true answer, in X's words for the vocabulary in use."""
    status: int = 0
    detail: str = ""
    echoes: bool = False
    """Whether the detail is what came with the request."""
    with_reset: bool = True
    processed: bool = True
    delivery: Delivery = "whole"
    wait_before_s: float = 0.0
    wait_after_s: float = 0.0
    spoil: Spoil | None = None
    fields: frozenset[str] = frozenset()
    lag_s: float | None = None
    lag_requests: int | None = None

    @classmethod
    def rate_limited(cls, *, reset: bool = True, processed: bool = False) -> "Fault":
        """429, with the x-rate-limit-* headers or without any of them."""
        return cls("rate_limited", refusal="rate_limited", with_reset=reset, processed=processed)

    @classmethod
    def server_error(cls, status: int = 500, *, processed: bool = False) -> "Fault":
        """500 with a problem as body."""
        return cls("server_error", refusal="server_error", status=status, processed=processed)

    @classmethod
    def unavailable(cls, *, processed: bool = False) -> "Fault":
        """503 with a problem as body."""
        return cls("unavailable", refusal="server_error", status=503, processed=processed)

    @classmethod
    def html(cls, status: int = 200, *, processed: bool = False) -> "Fault":
        """A page of HTML where JSON belongs, as a proxy or a captive portal answers."""
        page = b"<!doctype html><title>Sign in</title><p>Please sign in to the network."
        return cls("html", Answer(status, page, "text/html; charset=utf-8"), processed=processed)

    @classmethod
    def truncated(cls, *, cut: bool = False) -> "Fault":
        """Half of the true JSON: well framed, or (`cut`) ended before its Content-Length."""
        return cls("truncated", spoil="truncated", delivery="cut" if cut else "whole")

    @classmethod
    def null_errors(cls, *, processed: bool = False) -> "Fault":
        """`{"errors": null}` with status 200."""
        return cls("null_errors", Answer(200, {"errors": None}), processed=processed)

    @classmethod
    def list_body(cls, *, processed: bool = False) -> "Fault":
        """A list where an object belongs."""
        return cls("list_body", Answer(200, []), processed=processed)

    @classmethod
    def slow(cls, seconds: float) -> "Fault":
        """Take effect at once and answer late."""
        return cls("slow", wait_after_s=seconds)

    @classmethod
    def late(cls, seconds: float) -> "Fault":
        """Take effect late: the client may be gone by then."""
        return cls("late", wait_before_s=seconds)

    @classmethod
    def accept_then_drop(cls) -> "Fault":
        """Take effect and drop the connection without an answer."""
        return cls("accept_then_drop", delivery="dropped")

    @classmethod
    def drop(cls) -> "Fault":
        """Drop the connection before anything happens."""
        return cls("drop", processed=False, delivery="dropped")

    @classmethod
    def unauthorized(cls) -> "Fault":
        """401: the token was revoked."""
        return cls("unauthorized", refusal="unauthorized", processed=False)

    @classmethod
    def out_of_credits(cls) -> "Fault":
        """402: nothing left to pay with."""
        return cls("out_of_credits", refusal="out_of_credits", processed=False)

    @classmethod
    def forbidden(
        cls, detail: str = "You are not permitted to perform this action.", *,
        processed: bool = False,
    ) -> "Fault":  # fmt: skip
        """403, by default with the words that pay-per-use clients meet now and then (2026-09)."""
        return cls("forbidden", refusal="forbidden", detail=detail, processed=processed)

    @classmethod
    def echo(cls) -> "Fault":
        """403 that quotes what was sent, shortest first: credentials, form and query."""
        return cls("echo", refusal="forbidden", echoes=True, processed=False)

    @classmethod
    def replica_lag(cls, *, seconds: float | None = None, requests: int | None = None) -> "Fault":
        """Hide the post that the request makes, for a time or for the next `requests` requests."""
        return cls("replica_lag", lag_s=seconds, lag_requests=requests)

    @classmethod
    def no_fraction(cls) -> "Fault":
        """Times without their milliseconds."""
        return cls("no_fraction", spoil="no_fraction")

    @classmethod
    def unknown_fields(cls) -> "Fault":
        """Fields that no document knows, in every object."""
        return cls("unknown_fields", spoil="unknown_fields")

    @classmethod
    def missing_fields(cls, *fields: str) -> "Fault":
        """Optional fields left out; by default all but id and text, and `meta` and `includes`."""
        return cls("missing_fields", spoil="missing_fields", fields=frozenset(fields))


@dataclass(slots=True)
class _Planned:
    fault: Fault
    method: str | None
    path: re.Pattern[str] | None
    times: int | None
    after: int


@dataclass(slots=True)
class Faults:
    """The plan: consumed in order, the first entry that matches and is due strikes."""

    _planned: list[_Planned] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(
        self, fault: Fault, *, path: str | None = None, method: str | None = None,
        times: int | None = 1, after: int = 0,
    ) -> None:  # fmt: skip
        """Plan a fault for requests of `method` and `path` (`:id` stands for any one segment).

        `after` matching requests pass first; then it strikes `times` times (None: for good).
        """
        pattern = None if path is None else re.compile(re.sub(r":\w+", "[^/]+", path))
        with self._lock:
            self._planned.append(
                _Planned(fault, method.upper() if method else None, pattern, times, after)
            )

    def strike(self, method: str, path: str) -> Fault | None:
        """Return the fault that this request meets, and use it up."""
        with self._lock:
            for planned in self._planned:
                if planned.method not in (None, method):
                    continue
                if planned.path is not None and not planned.path.fullmatch(path):
                    continue
                if planned.after > 0:
                    planned.after -= 1
                    continue
                if planned.times is not None:
                    planned.times -= 1
                    if planned.times == 0:
                        self._planned.remove(planned)
                return planned.fault
        return None

    def clear(self) -> None:
        """Forget every planned fault."""
        with self._lock:
            self._planned.clear()

    @property
    def pending(self) -> tuple[str, ...]:
        """Return the names of the faults still planned, in order."""
        with self._lock:
            return tuple(planned.fault.name for planned in self._planned)


def spoilt(fault: Fault, body: Any) -> Any:
    """Return the JSON `body` as the fault leaves it (truncation works on bytes, not here)."""
    if fault.spoil == "no_fraction":
        return _each_text(body)
    if fault.spoil == "unknown_fields":
        return _each_object(body)
    if fault.spoil == "missing_fields":
        return _without(body, fault.fields)
    return body


def _each_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _each_text(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_each_text(inner) for inner in value]
    if isinstance(value, str):
        return re.sub(r"(?<=^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d{3}(?=Z$)", "", value)
    return value


def _each_object(value: Any) -> Any:
    if isinstance(value, dict):
        known = {name: _each_object(inner) for name, inner in value.items()}
        return known | {"x_unheard_of": {"beta": [1, None, "two"]}}
    if isinstance(value, list):
        return [_each_object(inner) for inner in value]
    return value


def _without(body: Any, fields: frozenset[str]) -> Any:
    if not isinstance(body, dict):
        return body
    data = body.get("data")
    posts = data if isinstance(data, list) else [data] if isinstance(data, dict) else []
    kept = [{name: value for name, value in post.items() if _stays(name, fields)} for post in posts]
    rest = {
        name: value
        for name, value in body.items()
        if name != "data" and (name not in fields if fields else name not in ("meta", "includes"))
    }
    if data is None:
        return rest
    return rest | {"data": kept if isinstance(data, list) else kept[0]}


def _stays(name: str, fields: frozenset[str]) -> bool:
    return name not in fields if fields else name in ("id", "text", "name", "username")


def echoed(request: Request) -> str:
    """Return what came with a request as an echoing server would say it, shortest first."""
    kind, _, rest = request.headers.get("authorization", "").partition(" ")
    if kind == "Basic":
        rest = base64.b64decode(rest).decode().replace(":", " ")
    said = [unquote(part.strip('",')) for part in re.split(r"[\s=]", rest)]
    form = request.body.decode("utf-8", "replace")
    said += [value for _, value in (*request.pairs, *parse_qsl(form))]
    return "I was sent " + " ".join(sorted(filter(None, said), key=len))

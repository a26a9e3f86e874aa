"""A request and an answer, as the application sees them: no sockets here."""

from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qsl

Delivery = Literal["whole", "dropped", "cut", "unframed"]
"""How an answer reaches the client: whole, not at all, with its end missing, or whole without a
word of its length."""


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request."""

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    """Names in lower case."""
    body: bytes = b""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return the query's parameters, decoded, in order."""
        return parse_qsl(self.query, keep_blank_values=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer. `body` is JSON, or bytes that are sent as they are.

    `headers` come before those that describe the body truly.
    """

    status: int = 200
    body: Any = None
    content_type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    delivery: Delivery = "whole"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A line of the request log."""

    at_ms: int
    method: str
    path: str
    query: str
    body: Any
    """The request's JSON, or None."""
    user: str | None
    """Handle of who asked; None where the credentials were wrong or not looked at."""
    status: int
    fault: str | None
    """The fault that struck, by name."""
    delivered: bool
    """False where the connection was dropped or the answer cut."""
    created_id: int | None = None
    """The post that this request made."""

"""The forms, pages and refusals of signing in, and which app a form is from."""

import base64
from urllib.parse import parse_qsl, unquote, urlencode

from .messages import Answer, Request

CLIENT_ID, CLIENT_SECRET = "loopback-client:ci", "loopback-client-secret/+"
PUBLIC_CLIENT_ID = "loopback-native:na"
REALM = {"www-authenticate": 'OAuth realm="https://api.x.com"'}


class Refusal(Exception):
    """An end point of OAuth 2.0 refuses, in the form of RFC 6749, section 5.2."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(error)
        self.answer = Answer(status, {"error": error, "error_description": description})


def client_of(request: Request, given: dict[str, str]) -> str:
    """Return the client that a form is from: a confidential one in the header, with its secret."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            name, _, secret = base64.b64decode(rest, validate=True).decode().partition(":")
        except ValueError:
            name = secret = ""
        if (unquote(name), unquote(secret)) == (CLIENT_ID, CLIENT_SECRET):
            return CLIENT_ID
    elif not scheme and given.get("client_id") == PUBLIC_CLIENT_ID:
        return PUBLIC_CLIENT_ID
    raise Refusal("unauthorized_client", "Missing valid authorization header", 401)


def form_of(request: Request) -> dict[str, str]:
    """Return a request's body as a form."""
    return dict(parse_qsl(request.body.decode(), keep_blank_values=True))


def form(**values: str) -> Answer:
    """Return an answer in the form of OAuth 1.0a."""
    return Answer(200, urlencode(values).encode(), "text/html; charset=utf-8")


def page(words: str, status: int = 200) -> Answer:
    """Return a page for a person."""
    body = f"<!doctype html><title>X</title><p>{words}".encode()
    return Answer(status, body, "text/html; charset=utf-8")


def unauthorised(message: str, code: int) -> Answer:
    """Return the 401 of OAuth 1.0a's end points, in the form of API 1.1."""
    return Answer(401, {"errors": [{"code": code, "message": message}]}, headers=REALM)

"""The pages that the browser shows when it comes back: fixed bytes, nothing of what came in."""

from __future__ import annotations

from http import HTTPStatus

from console import language
from console.language import tr

_STYLE = (
    ":root{color-scheme:light dark}body{font:18px/1.5 system-ui,sans-serif;max-width:32em;"
    "margin:20vh auto 0;padding:0 24px}h1{font-size:24px;font-weight:600;margin:0 0 8px}"
)

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none';"
    " base-uri 'none'; form-action 'none'"
)


def _page(status: HTTPStatus, title: str, words: str) -> bytes:
    body = (
        f'<!doctype html><html lang="{language.code()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title} - Canary Desk</title><style>{_STYLE}</style></head>"
        f"<body><h1>{title}</h1><p>{words}</p></body></html>"
    ).encode()
    lines = (
        f"HTTP/1.1 {status.value} {status.phrase}",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "Referrer-Policy: no-referrer",
        "X-Content-Type-Options: nosniff",
        f"Content-Security-Policy: {_POLICY}",
        "Connection: close",
    )
    return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n" + body


DONE = _page(
    HTTPStatus.OK,
    tr("You can close this page"),
    tr("Canary Desk goes on with what X said, and shows there whether the account is connected."),
)
REFUSED = _page(
    HTTPStatus.OK,
    tr("Nothing was connected"),
    tr("You can close this page. Canary Desk says how to start again."),
)
NOT_OURS = _page(
    HTTPStatus.BAD_REQUEST,
    tr("This is not the page that Canary Desk waits for"),
    tr("Nothing happened. Use the page that Canary Desk opened last, or start again there."),
)
BAD_REQUEST = _page(HTTPStatus.BAD_REQUEST, tr("Bad request"), tr("Nothing happened."))
NOT_FOUND = _page(HTTPStatus.NOT_FOUND, tr("Not found"), tr("Nothing is here."))
NOT_ALLOWED = _page(HTTPStatus.METHOD_NOT_ALLOWED, tr("Not allowed"), tr("Nothing happened."))

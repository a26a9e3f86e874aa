"""Which pages may be opened in a person's browser while they sign in: X's own, and no other."""

from __future__ import annotations

from urllib.parse import urlsplit

from console.connectors.x_address import is_loopback

HOSTS = ("x.com", "twitter.com")
"""With their sub-domains: whoever else is asked for is not X."""
HTTPS_PORT = 443


def is_of_x(address: str, api_url: str | None = None) -> bool:
    """Return whether a page is X's own by https, or of the server that stands in X's place."""
    if not address.isascii() or not address.isprintable() or " " in address or "\\" in address:
        return False
    try:
        page = urlsplit(address)
        host, port = page.hostname or "", page.port
        stands_in = urlsplit(api_url or "")
        instead = (stands_in.scheme, stands_in.hostname, stands_in.port)
    except ValueError:
        return False
    if not host or page.username is not None or page.password is not None:
        return False
    if page.scheme == "https" and port in (None, HTTPS_PORT) and _is_known(host):
        return True
    if (page.scheme, host, port) != instead:
        return False
    return page.scheme == "https" or (page.scheme == "http" and is_loopback(host))


def _is_known(host: str) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in HOSTS)

"""Which addresses may stand in X's place; looked at before anything of X is loaded."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit, urlunsplit

from console.errors import InputError
from console.language import tr


def checked_api_url(url: str) -> str:
    """Return `url` without a slash at its end.

    https may name any host; http only this machine, for a request carries what the
    account is signed in with. Raises InputError for anything else.
    """
    try:
        parts = urlsplit(url.strip())
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise InputError(tr("The address of the API is no URL.")) from error
    if any(not char.isprintable() or char.isspace() for char in url.strip()):
        raise InputError(tr("The address of the API holds characters that no URL has."))
    if parts.username is not None or parts.query or parts.fragment or not host:
        raise InputError(tr("The address of the API must be just a host, a port and a path."))
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)):
        return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", ""))
    raise InputError(
        tr("The address of the API must begin with https://; http:// is for this machine only.")
    )


def is_loopback(host: str) -> bool:
    """Return whether `host` can only be this machine."""
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

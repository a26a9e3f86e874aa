"""The keys that this process knows, in the forms in which they could be written somewhere.

A second net: what is written is chosen by `scrubbing` and `records` beforehand. Kept in
memory, like the keys themselves, and never listed.
"""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Mapping
from urllib.parse import quote, quote_plus

from console.diagnostics.words import LEFT_OUT

SHORTEST = 6
"""So many characters a secret has at least; less would take common words out of all lines."""
MOST = 200
"""How many secrets are kept at most; the oldest of those that were replaced go first."""
PLAIN_FIELDS = frozenset({"kind", "version", "scopes", "expires_at"})
"""What of an account's entry in the keyring is no secret."""


class KnownSecrets:
    """Forms of secrets that must not be written; safe between threads."""

    def __init__(self) -> None:
        self._used: dict[str, tuple[str, ...]] = {}
        self._replaced: dict[str, tuple[str, ...]] = {}
        self._longest_first: list[str] | None = None
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self._used) + len(self._replaced)} secrets)"

    def add(self, secret: str) -> None:
        """Know a secret from now on, in each of its forms; one known already is in use again."""
        if len(secret) < SHORTEST:
            return
        with self._lock:
            known = self._used.pop(secret, None) or self._replaced.pop(secret, None)
            self._used[secret] = known or forms(secret)
            if known is None:
                self._longest_first = None
                self._make_room()

    def replace(self, secret: str) -> None:
        """Take a secret as one that is not used any more, and the first to be forgotten."""
        with self._lock:
            known = self._used.pop(secret, None)
            if known is not None:
                self._replaced[secret] = known

    def add_entry(
        self, entry: Mapping[str, str], *, instead_of: Mapping[str, str] | None = None
    ) -> None:
        """Know what the keyring holds for an account, and what it held before as replaced."""
        for name, value in ({} if instead_of is None else instead_of).items():
            if entry.get(name) != value:
                self.replace(value)
        for name, value in entry.items():
            if name not in PLAIN_FIELDS:
                self.add(value)

    def without(self, text: str) -> str:
        """Return the text without any of them."""
        with self._lock:
            if self._longest_first is None:
                every = (*self._used.values(), *self._replaced.values())
                known = {form for some in every for form in some}
                self._longest_first = sorted(known, key=len, reverse=True)
            longest_first = self._longest_first
        for form in longest_first:
            if form in text:
                text = text.replace(form, LEFT_OUT)
        return text

    def _make_room(self) -> None:
        while len(self._used) + len(self._replaced) > MOST:
            oldest = self._replaced or self._used
            del oldest[next(iter(oldest))]


def forms(secret: str) -> tuple[str, ...]:
    """Return how a secret could be written: plain, URL, JSON, hex, base64 at each place."""
    raw = secret.encode("utf-8", "surrogatepass")
    found = [secret, quote(raw, safe=""), quote_plus(raw), quote(raw)]
    found += [json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]]
    found += [re.sub("%..", lambda match: match[0].lower(), form) for form in found[1:4]]
    found += [form.replace("/", r"\/") for form in found[4:6]]
    found += [raw.hex(), raw.hex().upper()]
    # Within other bytes base64 begins at one of three places; its ends depend on those beside.
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + raw).decode().rstrip("=")
        middle = encoded[-(-before * 8 // 6) :][: (len(raw) * 8) // 6 - 1]
        found += [middle, middle.replace("+", "-").replace("/", "_")]
    return tuple(dict.fromkeys(form for form in found if len(form) >= SHORTEST))


SECRETS = KnownSecrets()
"""Those of this process: `credentials` tells them, whatever writes about the desk asks."""

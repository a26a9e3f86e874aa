"""The keys that this process knows, in the forms in which they could be written somewhere.

A second net: what is written is chosen by `scrubbing` and `records` beforehand. Kept in
memory, like the keys themselves, and never listed.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Mapping
from urllib.parse import quote, quote_plus

from console.diagnostics.words import LEFT_OUT

SHORTEST = 6
"""So many characters a secret has at least; less would take common words out of all lines."""
MOST = 2000
"""How many forms are kept at most; the oldest go first."""
PLAIN_FIELDS = frozenset({"kind", "version", "scopes", "expires_at"})
"""What of an account's entry in the keyring is no secret."""


class KnownSecrets:
    """Forms of secrets that must not be written; safe between threads."""

    def __init__(self) -> None:
        self._forms: dict[str, None] = {}
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self._forms)} forms)"

    def add(self, secret: str) -> None:
        """Know a secret from now on, in each of its forms."""
        if len(secret) < SHORTEST:
            return
        with self._lock:
            if secret in self._forms:
                return
            self._forms |= dict.fromkeys(forms(secret))
            while len(self._forms) > MOST:
                del self._forms[next(iter(self._forms))]

    def add_entry(self, entry: Mapping[str, str]) -> None:
        """Know what the keyring holds for an account."""
        for name, value in entry.items():
            if name not in PLAIN_FIELDS:
                self.add(value)

    def without(self, text: str) -> str:
        """Return the text without any of them."""
        with self._lock:
            known = sorted(self._forms, key=len, reverse=True)
        for form in known:
            if form in text:
                text = text.replace(form, LEFT_OUT)
        return text


def forms(secret: str) -> tuple[str, ...]:
    """Return how a secret could be written: plain, URL, JSON, hex, base64 at each place."""
    raw = secret.encode("utf-8", "surrogatepass")
    found = [secret, quote(raw, safe=""), quote_plus(raw), quote(raw)]
    found += [json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]]
    found += [raw.hex(), raw.hex().upper()]
    # Within other bytes base64 begins at one of three places; its ends depend on those beside.
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + raw).decode().rstrip("=")
        middle = encoded[-(-before * 8 // 6) :][: (len(raw) * 8) // 6 - 1]
        found += [middle, middle.replace("+", "-").replace("/", "_")]
    return tuple(dict.fromkeys(form for form in found if len(form) >= SHORTEST))


SECRETS = KnownSecrets()
"""Those of this process: `credentials` tells them, whatever writes about the desk asks."""

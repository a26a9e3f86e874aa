"""What this run knows of the accounts' secrets, in memory only."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from console.diagnostics.secrets import SECRETS

if TYPE_CHECKING:
    from console.credentials.entries import Secret
    from console.errors import NotStored


@dataclass(slots=True)
class _Known:
    secret: Secret = field(repr=False)
    for_this_run: bool = False
    """A person chose that it is stored nowhere."""
    unstored: NotStored | None = None
    stored: Secret | None = field(default=None, repr=False)
    """What the keyring held when it did not take `secret`; None where it took it."""


class Memory:
    """The secrets by key; each call is whole, whatever lane makes it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, _Known] = {}
        self._marks: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._known)

    def get(self, key: str) -> Secret | None:
        """Return a copy of the secret of `key`; None where it is not known."""
        with self._lock:
            known = self._known.get(key)
            return None if known is None else type(known.secret)(known.secret)

    def mark(self, key: str) -> int:
        """Return what is another number once what counts was kept or dropped under `key`."""
        with self._lock:
            return self._marks.get(key, 0)

    def keep(self, key: str, secret: Secret, *, for_this_run: bool = False) -> None:
        """Know `secret`, which is stored, or shall never be."""
        with self._lock:
            self._put(key, _Known(type(secret)(secret), for_this_run=for_this_run))

    def keep_unstored(self, key: str, secret: Secret, why: NotStored) -> None:
        """Know `secret`, which the keyring did not take in place of what is known so far."""
        with self._lock:
            known = self._known.get(key)
            stored = None if known is None else known.stored or known.secret
            self._put(key, _Known(type(secret)(secret), unstored=why, stored=stored))

    def found(self, key: str, secret: Secret, mark: int) -> Secret | None:
        """Take what the keyring holds, and return what counts.

        That is what is not stored yet, while the keyring has what it had when it refused;
        and whatever came to be known since `mark`, which was had before the keyring was
        asked: None where that is nothing, for it was dropped.
        """
        with self._lock:
            known = self._known.get(key)
            if self._marks.get(key, 0) != mark:
                return None if known is None else type(secret)(known.secret)
            if known is not None and known.unstored is not None and known.stored == secret:
                return type(secret)(known.secret)
            self._remember(key, _Known(type(secret)(secret)))
            return secret

    def missed(self, key: str, mark: int) -> bool:
        """Forget what the keyring does not hold, and return whether it was known.

        What came to be known since `mark` stays.
        """
        with self._lock:
            if self._marks.get(key, 0) == mark:
                return self._drop(key)
            return key in self._known

    def drop(self, key: str) -> None:
        """Forget `key`."""
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._known.clear()

    def is_for_this_run(self, key: str) -> bool:
        """Return whether a person chose that `key` is stored nowhere."""
        with self._lock:
            known = self._known.get(key)
            return known is not None and known.for_this_run

    def unstored(self, key: str) -> NotStored | None:
        """Return why the keyring did not take what is known; None where it did."""
        with self._lock:
            known = self._known.get(key)
            return None if known is None else known.unstored

    def _put(self, key: str, fresh: _Known) -> None:
        self._remember(key, fresh)
        self._marks[key] = self._marks.get(key, 0) + 1

    def _remember(self, key: str, fresh: _Known) -> None:
        known = self._known.get(key)
        # The log shall know what it must not write.
        SECRETS.add_entry(fresh.secret, instead_of=None if known is None else known.secret)
        self._known[key] = fresh

    def _drop(self, key: str) -> bool:
        self._marks[key] = self._marks.get(key, 0) + 1
        return self._known.pop(key, None) is not None

"""A keyring as the desk needs it: entries by key, read, written, removed and counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from console.credentials.backends import ENCRYPTING, SECRET_SERVICE, chosen, name_of
from console.credentials.entries import Entry, refuse_newer
from console.errors import StillStored
from console.language import tr

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

    from console.credentials.questions import Question
    from console.errors import CredentialsError

SERVICE = "canary-desk"
MOST_DUPLICATES = 50
"""So many entries of one key are removed before it is said that more come up."""


@dataclass(frozen=True, slots=True)
class KeyringState:
    """Say whether secrets can be kept, and in words for a person why not.

    `trouble` is None where they can; else it has title, message and advice.
    """

    keyring: str | None
    """The keyring's name, such as `Secret Service`; None where there is none to use."""

    trouble: CredentialsError | None = None

    locked: bool | None = None
    """Whether it would ask for its password now; None where it does not say."""

    @property
    def ok(self) -> bool:
        """Tell whether secrets can be kept."""
        return self.trouble is None


class Keyring(Protocol):
    """One of the system's keyrings, for the time of one question.

    `ask` says whether a person may be asked; what is locked is KeyringLocked else.
    """

    def read(self, key: str, *, ask: bool) -> Entry | None:
        """Return the entry of `key`, the newest of several."""
        ...

    def write(self, key: str, entry: Entry, label: str, *, ask: bool) -> None:
        """Store `entry` as the only one of `key`; an empty `label` keeps what was there.

        Raises:
            EntryTooNew: what is there was written by a newer Canary Desk.
        """
        ...

    def remove(self, key: str) -> int:
        """Remove every entry of `key`, look again, and return how many there were.

        Raises:
            StillStored: some are there even so.
        """
        ...

    def locked(self) -> bool | None:
        """Return whether a person would be asked for its password; None: it does not say."""
        ...


@contextmanager
def opened(question: Question[Any]) -> Iterator[Keyring]:
    """Open the keyring of this machine for one question.

    Raises:
        NoKeyring: there is none that may be used.
    """
    backend = chosen()
    if name_of(type(backend)) != SECRET_SERVICE:
        yield AnyKeyring(backend, question)
        return
    from console.credentials.secret_service import connected

    with connected(question) as service:
        yield service


def state(question: Question[Any]) -> tuple[str, bool | None]:
    """Return the name of the keyring, and whether it is locked."""
    with opened(question) as ring:
        return ENCRYPTING[name_of(type(chosen()))], ring.locked()


class AnyKeyring:
    """A keyring through `keyring`, which knows one entry a key and cannot be asked quietly."""

    def __init__(self, backend: KeyringBackend, question: Question[Any]) -> None:
        self._backend, self._question = backend, question

    def read(self, key: str, *, ask: bool) -> Entry | None:
        """Return the entry; `ask` cannot be heeded here."""
        del ask
        with self._question.asking_person():
            text = self._backend.get_password(SERVICE, key)
        return None if text is None else Entry(text)

    def write(self, key: str, entry: Entry, label: str, *, ask: bool) -> None:
        """Store the entry; its label is `keyring`'s own."""
        del label
        refuse_newer(key, self.read(key, ask=ask))
        if self._question.over:
            return
        with self._question.asking_person():
            self._backend.set_password(SERVICE, key, entry.text)

    def remove(self, key: str) -> int:
        """Remove entries until none comes up."""
        for removed in range(MOST_DUPLICATES):
            if self.read(key, ask=True) is None:
                return removed
            if not self._question.over:
                self._backend.delete_password(SERVICE, key)
        raise StillStored(tr("The keyring still holds an entry for {key}.").format(key=key))

    def locked(self) -> bool | None:
        """Return None: `keyring` has no question for it."""
        return None

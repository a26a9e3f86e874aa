"""The secrets of accounts: loaded, saved, renewed, deleted; safe to share between lanes.

What Python cannot promise: a string that was forgotten here may stay in the process's
memory till it is used for something else, and no call wipes it.

A locked keyring asks the person for its password, and the call blocks until they answer or
its time is over. So the verbs belong on the sending lane or into a command, never on the
GUI thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from console.credentials import entries
from console.credentials.keyrings import KeyringState, opened, state
from console.credentials.memory import Memory
from console.credentials.questions import Questions
from console.credentials.turns import default_folder, turn
from console.errors import (
    CredentialsError,
    KeyringLocked,
    NoCredentials,
    NotStored,
    SignedOut,
    SignedOutOutside,
)
from console.language import tr

if TYPE_CHECKING:
    from console.credentials.entries import Entry, Secret
    from console.credentials.keyrings import Keyring
    from console.credentials.questions import Question

Answer = TypeVar("Answer")

RENEWAL_TRIES = 3
"""So often a keyring may be locked again between a person's password and the renewal."""


class Credentials:
    """Load, save, renew and delete the secrets of accounts.

    A secret is a flat mapping of names to strings (`{"access_token": ...}`). What was
    loaded or saved is remembered for the run, so that the keyring is asked once; `follow`
    takes over what other programs did since.
    """

    def __init__(self, turns: Path | None = None) -> None:
        self._turns = turns if turns is not None else default_folder()
        self._questions = Questions()
        self._loading = threading.Lock()  # one lane asks, the others take what it got
        self._memory = Memory()

    def __repr__(self) -> str:
        return f"<Credentials: {len(self._memory)} in memory>"

    def usable(self) -> KeyringState:
        """Return whether this machine has a keyring that may be used.

        Asks nobody for a password: a keyring that is still locked counts as usable.
        """
        try:
            name, locked = self._questions.ask("open", state)
        except CredentialsError as trouble:
            return KeyringState(keyring=None, trouble=trouble.with_traceback(None))
        return KeyringState(keyring=name, locked=locked)

    def load(self, key: str) -> dict[str, str]:
        """Return the secret stored under `key`; may block while the person is asked.

        Raise NoCredentials where there is none or it cannot be read, NoKeyring,
        KeyringLocked and KeyringSlow where it cannot be looked for.
        """
        secret = self._memory.get(key)
        if secret is not None:
            return secret
        with self._loading:
            secret = self._memory.get(key)  # another lane may have asked meanwhile
            return self._fetched(key, ask=True) if secret is None else secret

    def follow(self, key: str) -> None:
        """Take over what another program did to the entry of `key`.

        A person is asked only where nothing of it is known here yet, as by `load`.

        A sign-in that replaced it is used from now on; what was renewed here and not stored
        is stored now, if that can be. What is in memory stays in use while the keyring is
        locked or away, and where a person chose to keep it in memory only.

        Raises:
            NoCredentials: it is in use here, and was deleted or changed. It is forgotten.
            CredentialsError: as `load`, where nothing is known.
        """
        if self._memory.get(key) is None:
            self.load(key)
            return
        if self._memory.is_for_this_run(key):
            return
        try:
            self._fetched(key, ask=False)
            self._store_unstored(key, ask=False)
        except CredentialsError as error:
            if isinstance(error, NoCredentials):
                raise

    def save(self, key: str, secret: Mapping[str, str], label: str = "") -> None:
        """Store `secret` under `key` in place of what was there; may block likewise.

        `label` is what a person reads in their keyring's own program, where it has labels;
        empty: what it was.

        Raises:
            EntryTooNew: a newer Canary Desk wrote what is there.
            CredentialsError: it cannot be stored; what was stored before is then unchanged.
        """
        kept, entry = entries.Secret(secret), entries.written(key, secret)
        del secret  # what is raised below has this frame, and a log may show its locals
        self._asked("write", lambda ring: ring.write(key, entry, label, ask=True))
        self._memory.keep(key, kept)

    def delete(self, key: str, taken: Callable[[Secret], None] = lambda _: None) -> int:
        """Delete all that is stored under `key`, here and in the keyring, and look again.

        Return how many entries the keyring had; none is fine. The copy in memory is gone
        whatever is raised. `taken` is called with what counted till then, where that is known:
        a renewal that was under way is waited for, so it is what that brought.

        Raises:
            StillStored: the keyring, asked again, still holds one.
            CredentialsError: it could not be asked; the entry is still there.
        """
        trouble: CredentialsError | None = None
        try:  # opens what is locked: no turn is held while a person is asked
            self._asked("delete", lambda ring: ring.read(key, ask=True))
        except CredentialsError as error:
            trouble = error
        with ExitStack() as stack:
            with suppress(CredentialsError):  # none to be had: signing out is worth more
                stack.enter_context(self._turn(key))
            try:
                with suppress(CredentialsError):
                    if trouble is None:
                        self._present(key)  # takes into memory what other programs did
                if (secret := self._memory.get(key)) is not None:
                    taken(secret)
                if trouble is not None:
                    raise trouble
                return self._asked("delete", lambda ring: ring.remove(key))
            finally:
                self._memory.drop(key)

    def renew(
        self,
        key: str,
        stale: Mapping[str, str],
        renewed: Callable[[Mapping[str, str]], Mapping[str, str]],
    ) -> dict[str, str]:
        """Return what stands under `key` in place of `stale`, stored before anybody uses it.

        Where another lane or program has renewed it already, that is what is returned; else
        `renewed` is called with `stale`, by one lane of one program at a time, and its answer
        is stored where the old one was. Where the keyring does not take it, it is returned
        even so and kept in memory, `unstored` tells of it, and it is stored once that can be
        (`follow`, `store_again`). A secret that is in memory only stays there.

        Raises:
            CredentialsError: it cannot be read, or was deleted; another program renews it
                for too long. Nothing was renewed then.
            SignedOutOutside: also where it was deleted while it was renewed.
            Exception: whatever `renewed` raises.
        """
        for _ in range(RENEWAL_TRIES):
            if not self._memory.is_for_this_run(key):
                self._fetched(key, ask=True)  # no turn is held while a person is asked
            with self._turn(key):
                try:
                    present = self._present(key)
                except KeyringLocked:
                    continue
                if present != stale:
                    return present
                try:
                    return self._replaced(key, present, renewed)
                except SignedOut:
                    with suppress(CredentialsError):  # renewed where no turn could be had
                        if (again := self._present(key)) != present:
                            return again
                    raise
        raise KeyringLocked(tr("The keyring was locked again each time it had been unlocked."))

    def unstored(self, key: str) -> NotStored | None:
        """Return why what is in use under `key` is in memory only; None where it is stored."""
        return self._memory.unstored(key)

    def store_again(self, key: str) -> None:
        """Store what was renewed but not stored; may block while the person is asked.

        Raises:
            CredentialsError: the keyring still does not take it; it stays in memory.
        """
        if self._memory.unstored(key) is not None:
            self._fetched(key, ask=True)
            self._store_unstored(key, ask=True)

    def is_for_this_run(self, key: str) -> bool:
        """Return whether a person chose that `key` is stored nowhere."""
        return self._memory.is_for_this_run(key)

    def keep_for_this_run(self, key: str, secret: Mapping[str, str]) -> None:
        """Keep `secret` in memory until the program ends, and store it nowhere."""
        self._memory.keep(key, entries.Secret(secret), for_this_run=True)

    def forget(self) -> None:
        """Drop every secret from memory; the keyring keeps what it has."""
        self._memory.clear()

    def stop(self) -> None:
        """Ask the keyring nothing any more; who waits for it gets KeyringSlow at once."""
        self._questions.stop()

    def tell_asking(self, told: Callable[[bool], None]) -> None:
        """Have `told` called, from any thread, when the keyring begins or ceases to ask."""
        self._questions.on_asking = told

    def _present(self, key: str) -> Secret:
        """Return what counts now, the keyring's before the memory's; nobody is asked."""
        secret = self._memory.get(key) if self._memory.is_for_this_run(key) else None
        return self._fetched(key, ask=False) if secret is None else secret

    def _fetched(self, key: str, *, ask: bool) -> Secret:
        """Return what the keyring holds, remembered; what is not stored yet goes before it."""
        mark = self._memory.mark(key)
        entry = self._asked("read", lambda ring: ring.read(key, ask=ask))
        try:
            secret = entries.read(key, entry)
        except NoCredentials:
            was_known = self._memory.missed(key, mark)
            if entry is not None or not was_known:
                raise
        else:
            counts = self._memory.found(key, secret, mark)
            if counts is not None:
                return counts
        raise SignedOutOutside(tr("The keyring's entry for {key} was deleted.").format(key=key))

    def _replaced(
        self,
        key: str,
        present: Secret,
        renewed: Callable[[Mapping[str, str]], Mapping[str, str]],
    ) -> Secret:
        """Return what `renewed` made of `present`, stored or at least remembered."""
        fresh = entries.Secret(renewed(present))
        if self._memory.is_for_this_run(key):
            self._memory.keep(key, fresh, for_this_run=True)
            return fresh
        entry = entries.written(key, fresh)
        try:
            self._asked("write", lambda ring: _put_over(ring, key, entry, ask=False))
        except NoCredentials:  # signed out meanwhile: it shall not come back
            self._memory.drop(key)
            raise
        except CredentialsError as trouble:
            why = tr("The account's sign-in was renewed, but not stored. {message}").format(
                message=trouble.message
            )
            self._memory.keep_unstored(key, fresh, NotStored(why))
        else:
            self._memory.keep(key, fresh)
        return fresh

    def _store_unstored(self, key: str, *, ask: bool) -> None:
        secret = self._memory.get(key)
        if secret is not None and self._memory.unstored(key) is not None:
            entry = entries.written(key, secret)
            self._asked("write", lambda ring: _put_over(ring, key, entry, ask=ask))
            self._memory.keep(key, secret)

    @contextmanager
    def _turn(self, key: str) -> Iterator[None]:
        with turn(self._turns, key, lambda: self._questions.stopped):
            yield

    def _asked(self, what: str, ask: Callable[[Keyring], Answer]) -> Answer:
        def answer(question: Question[Answer]) -> Answer:
            with opened(question) as ring:
                return ask(ring)

        return self._questions.ask(what, answer)


def _put_over(ring: Keyring, key: str, entry: Entry, *, ask: bool) -> None:
    """Store an entry over one that is still there."""
    if ring.read(key, ask=ask) is None:
        raise SignedOutOutside(
            tr("The keyring's entry for {key} was deleted meanwhile.").format(key=key)
        )
    ring.write(key, entry, "", ask=ask)

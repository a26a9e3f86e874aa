"""The system's keyring, and nothing else: where the secrets of an account are kept.

Owns the entries of the service `canary-desk`, one an account, under keys such as
`x:123456`; turns every trouble of a keyring into `errors.CredentialsError`. Never writes
a secret anywhere else: where no keyring encrypts, it says what to install, and keeps a
secret in memory for this run only where a person chose that (`keep_for_this_run`).

Framework knowledge:
- `keyring` picks a backend by PYTHON_KEYRING_BACKEND, by its `keyringrc.cfg`, else by
  priority, and any installed package may offer one; some write plain text. So only a
  backend whose class is one of `ENCRYPTING` is used: the one it picked, else the best of
  all that are here. Where there is none, its pick is refused by name, and so is the null
  backend, by which a person switches keyrings off. https://keyring.readthedocs.io
  (2026-11-22)
- Importing it costs some 200 ms and its Linux backend speaks D-Bus at once: it is
  imported on first use, never before the window is painted.
- A locked keyring asks the person for its password, and the call blocks until they
  answer. So call `load`, `save`, `delete` and `usable` on the sending lane or from a
  command only, never on the GUI thread.
- `keyring`'s exceptions may carry what they were given, so ours name only the kind of the
  trouble and are raised where theirs is gone already: no `__context__` leads back to it.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from console.credentials.turns import default_folder, turn
from console.errors import (
    CredentialsError,
    KeyringLocked,
    NoCredentials,
    NoKeyring,
    NotStored,
)

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

Answer = TypeVar("Answer")

SERVICE = "canary-desk"
VERSION = 1
"""The form of an entry: {"version": 1, "secret": {...}}."""

ENCRYPTING = {
    ("keyring.backends.SecretService", "Keyring"): "Secret Service",
    ("keyring.backends.libsecret", "Keyring"): "libsecret",
    ("keyring.backends.kwallet", "DBusKeyring"): "KWallet",
    ("keyring.backends.kwallet", "DBusKeyringKWallet4"): "KWallet 4",
    ("keyring.backends.kwallet", "DBusKeyringKWallet5"): "KWallet 5",
    ("keyring.backends.macOS", "Keyring"): "macOS Keychain",
    ("keyring.backends.Windows", "WinVaultKeyring"): "Windows Credential Locker",
}
"""The backends known to store secrets encrypted, as (module, class), and their names."""

SWITCHED_OFF = ("keyring.backends.null", "Keyring")
NOBODYS_CHOICE = {
    ("keyring.backends.chainer", "ChainerBackend"),
    ("keyring.backends.fail", "Keyring"),
}
"""What keyring comes up with by itself: a chain of all that it found, or nothing."""

LINUX_ADVICE = (
    "Install GNOME Keyring (`sudo apt install gnome-keyring` on Debian or Ubuntu) or KWallet, "
    "sign in to the desktop again, and start Canary Desk in that session."
)
OTHER_ADVICE = (
    "Start Canary Desk in a signed-in desktop session, where the system's keyring is open."
)
UNDO_ADVICE = (
    "Take away the choice (the variable PYTHON_KEYRING_BACKEND, or `default-keyring` in "
    "keyringrc.cfg), so that the system's own keyring is used."
)


@dataclass(frozen=True, slots=True)
class KeyringState:
    """Say whether secrets can be kept, and in words for a person why not.

    `trouble` is None where they can; else it has title, message and advice.
    """

    keyring: str | None
    """The keyring's name, such as `Secret Service`; None where there is none to use."""

    trouble: CredentialsError | None = None

    @property
    def ok(self) -> bool:
        """Tell whether secrets can be kept."""
        return self.trouble is None


class Credentials:
    """Load, save and delete the secrets of accounts; safe to share between lanes.

    A secret is a flat mapping of names to strings (`{"access_token": ...}`). What was
    loaded or saved is remembered for the run, so that the keyring is asked once.
    """

    def __init__(self, turns: Path | None = None) -> None:
        self._turns = turns if turns is not None else default_folder()
        self._stopped = threading.Event()
        self._asking = threading.Lock()  # one question to the keyring at a time
        self._renewing = threading.Lock()  # one renewal at a time; before _asking
        self._lock = threading.Lock()  # guards what follows; never held while a person is asked
        self._known: dict[str, dict[str, str]] = {}
        self._this_run: set[str] = set()
        self._unstored: dict[str, NotStored] = {}

    def __repr__(self) -> str:
        return f"<Credentials: {len(self._known)} in memory>"

    def usable(self) -> KeyringState:
        """Return whether this machine has a keyring that may be used.

        Asks nobody for a password: a keyring that is still locked counts as usable.
        """
        try:
            with self._asking:
                backend = _backend()
        except CredentialsError as trouble:
            return KeyringState(keyring=None, trouble=trouble)
        return KeyringState(keyring=ENCRYPTING[_name(backend)])

    def load(self, key: str) -> dict[str, str]:
        """Return the secret stored under `key`; may block while the person is asked.

        Raise NoCredentials where there is none or it cannot be read, NoKeyring and
        KeyringLocked where it cannot be looked for.
        """
        secret = self._remembered(key)
        if secret is not None:
            return secret
        with self._asking:
            secret = self._remembered(key)  # another lane may have asked meanwhile
            return self._read_now(key) if secret is None else secret

    def _read(self, key: str) -> dict[str, str]:
        with self._asking:
            return self._read_now(key)

    def _read_now(self, key: str) -> dict[str, str]:
        backend = _backend()
        entry = _asked("read", lambda: backend.get_password(SERVICE, key))
        secret = _decoded(entry, key)
        self._remember(key, secret)
        return dict(secret)

    def _remember(self, key: str, secret: Mapping[str, str]) -> None:
        with self._lock:
            self._known[key] = dict(secret)
            self._this_run.discard(key)
            self._unstored.pop(key, None)

    def _is_stored(self, key: str) -> bool:
        with self._lock:
            return key not in self._this_run and key not in self._unstored

    def save(self, key: str, secret: Mapping[str, str]) -> None:
        """Store `secret` under `key` in place of what was there; may block likewise.

        Raise NoKeyring or KeyringLocked; what was stored before is then unchanged.
        """
        entry = json.dumps({"version": VERSION, "secret": dict(secret)})
        with self._asking:
            backend = _backend()
            _asked("write", lambda: backend.set_password(SERVICE, key, entry))
            self._remember(key, secret)

    def delete(self, key: str) -> None:
        """Delete what is stored under `key`, here and in the keyring; none is fine.

        Raise NoKeyring or KeyringLocked; the copy in memory is gone even so.
        """
        with self._asking:
            with self._lock:
                self._known.pop(key, None)
                self._this_run.discard(key)
                self._unstored.pop(key, None)
            backend = _backend()
            if _asked("read", lambda: backend.get_password(SERVICE, key)) is not None:
                _asked("delete", lambda: backend.delete_password(SERVICE, key))

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
        (`load`, `store_again`). A secret that is in memory only stays there.

        Raises:
            CredentialsError: it cannot be read, or was deleted; another program renews it
                for too long. Nothing was renewed then.
            StoreError: there is no place for the lock. Whatever `renewed` raises.
        """
        if self._is_stored(key):
            self._read(key)  # what is locked is opened here: no turn is held for a person
        with self._renewing, turn(self._turns, key, self._stopped.is_set):
            present = self._read(key) if self._is_stored(key) else self.load(key)
            if present != dict(stale):
                return present
            fresh = dict(renewed(stale))
            if not self._is_stored(key):
                self.keep_for_this_run(key, fresh)
                return fresh
            try:
                self.save(key, fresh)
            except CredentialsError as trouble:
                with self._lock:
                    self._known[key] = fresh
                    self._unstored[key] = NotStored(
                        f"The account's sign-in was renewed, but not stored: {trouble.message}"
                    )
            return dict(fresh)

    def unstored(self, key: str) -> NotStored | None:
        """Return why what is in use under `key` is in memory only; None where it is stored."""
        with self._lock:
            return self._unstored.get(key)

    def store_again(self, key: str) -> None:
        """Store what was renewed but not stored; may block while the person is asked.

        Raises:
            CredentialsError: the keyring still does not take it; it stays in memory.
        """
        if self.unstored(key) is not None and (secret := self._remembered(key)) is not None:
            self.save(key, secret)

    def keep_for_this_run(self, key: str, secret: Mapping[str, str]) -> None:
        """Keep `secret` in memory until the program ends, and store it nowhere."""
        with self._lock:
            self._known[key] = dict(secret)
            self._this_run.add(key)

    def forget(self) -> None:
        """Drop every secret from memory; the keyring keeps what it has."""
        with self._lock:
            self._known.clear()
            self._this_run.clear()
            self._unstored.clear()

    def _remembered(self, key: str) -> dict[str, str] | None:
        with self._lock:
            secret = self._known.get(key)
            return None if secret is None else dict(secret)


def _decoded(entry: str | None, key: str) -> dict[str, str]:
    if entry is None:
        raise NoCredentials(f"The keyring holds nothing for {key}.")
    try:
        value = json.loads(entry)
    except ValueError:
        value = None  # below; the parser's message would quote the secret
    if not isinstance(value, dict):
        raise NoCredentials(f"What the keyring holds for {key} is damaged.")
    if value.get("version") != VERSION:
        raise NoCredentials(f"What the keyring holds for {key} has a form that is not known here.")
    secret = value.get("secret")
    if not isinstance(secret, dict) or not all(isinstance(part, str) for part in secret.values()):
        raise NoCredentials(f"What the keyring holds for {key} is damaged.")
    return secret


def _backend() -> KeyringBackend:
    """Return the keyring to use; raise NoKeyring where none may be."""
    from keyring.backend import by_priority

    picked, others = _asked("open", _found)
    if _name(picked) in ENCRYPTING:
        return picked
    encrypting = [other for other in others if _name(other) in ENCRYPTING]
    if encrypting and _name(picked) != SWITCHED_OFF:
        return max(encrypting, key=by_priority)
    if _name(picked) in NOBODYS_CHOICE:
        raise NoKeyring(
            "No keyring was found that keeps secrets encrypted.", advice=_install_advice()
        )
    refused = ".".join(_name(picked))
    raise NoKeyring(
        f"The keyring chosen on this machine ({refused}) is not known to keep secrets encrypted.",
        advice=f"{UNDO_ADVICE} {_install_advice()}",
    )


def _found() -> tuple[KeyringBackend, list[KeyringBackend]]:
    """Return the backend that `keyring` picks, and all that it knows."""
    import keyring.backend

    return keyring.get_keyring(), keyring.backend.get_all_keyring()


def _name(backend: KeyringBackend) -> tuple[str, str]:
    """Return module and class of a backend.

    A class that only claims its module's name is given as what it is: unknown.
    """
    kind = type(backend)
    module = sys.modules.get(kind.__module__)
    if getattr(module, kind.__qualname__, None) is not kind:
        return ("unknown", kind.__qualname__)
    return (kind.__module__, kind.__qualname__)


def _install_advice() -> str:
    return LINUX_ADVICE if sys.platform.startswith("linux") else OTHER_ADVICE


def _asked(what: str, question: Callable[[], Answer]) -> Answer:
    """Return the keyring's answer; turn whatever it raises into our errors, here only.

    Each platform's backend raises classes of its own (jeepney's, dbus-python's, GLib's,
    pywin32's), most of which cannot be imported here, so they are told apart by name.
    """
    try:
        return question()
    except Exception as error:  # noqa: BLE001 - see above; the kinds cannot all be named
        trouble = _trouble(error, what)
    raise trouble


def _trouble(error: Exception, what: str) -> CredentialsError:
    kind = type(error).__name__
    kinds = {base.__name__ for base in type(error).__mro__}
    if what == "open":  # only a backend that was chosen by name fails to load
        return NoKeyring(
            f"The keyring chosen on this machine cannot be loaded ({kind}).",
            advice=f"{UNDO_ADVICE} {_install_advice()}",
        )
    if kinds & {"KeyringLocked", "LockedException", "PromptDismissedException"}:
        return KeyringLocked("The keyring stayed locked.")
    if isinstance(error, TimeoutError):
        return KeyringLocked("The keyring did not answer in time.")
    if kinds & {"OSError", "NoKeyringError", "InitError", "SecretServiceNotAvailableException"}:
        return NoKeyring(f"The keyring cannot be reached ({kind}).", advice=_install_advice())
    return CredentialsError(f"The keyring failed to {what} the credentials ({kind}).")

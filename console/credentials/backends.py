"""Which of this machine's keyrings may be used: only one that is known to encrypt.

Framework knowledge:
- `keyring` picks a backend by PYTHON_KEYRING_BACKEND, by its `keyringrc.cfg`, else by
  priority, and any installed package may offer one; some write plain text. So only a
  backend whose class is one of `ENCRYPTING` is used: the one it picked, else the best of
  all that are here. Where there is none, its pick is refused by name, and so is the null
  backend, by which a person switches keyrings off. https://keyring.readthedocs.io
  (2026-11-22)
- It remembers its first pick for the process, also that there was none: so what is here is
  looked for anew while it has no pick of worth, and a service that comes up later is found.
- Importing it costs some 200 ms and its Linux backend speaks D-Bus at once: it is
  imported on first use, never before the window is painted.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from console.credentials.troubles import UNDO_ADVICE, install_advice, ours
from console.errors import NoKeyring
from console.language import tr

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SECRET_SERVICE = ("keyring.backends.SecretService", "Keyring")
ENCRYPTING = {
    SECRET_SERVICE: "Secret Service",
    ("keyring.backends.libsecret", "Keyring"): "libsecret",
    ("keyring.backends.kwallet", "DBusKeyring"): "KWallet",
    ("keyring.backends.kwallet", "DBusKeyringKWallet4"): "KWallet 4",
    ("keyring.backends.kwallet", "DBusKeyringKWallet5"): "KWallet 5",
    ("keyring.backends.macOS", "Keyring"): "macOS Keychain",
    ("keyring.backends.Windows", "WinVaultKeyring"): tr("Windows Credential Locker"),
}
"""The backends known to store secrets encrypted, as (module, class), and their names."""

SWITCHED_OFF = ("keyring.backends.null", "Keyring")
NOBODYS_CHOICE = {
    ("keyring.backends.chainer", "ChainerBackend"),
    ("keyring.backends.fail", "Keyring"),
}
"""What keyring comes up with by itself: a chain of all that it found, or nothing."""

SESSION_ADVICE = tr(
    "Start Canary Desk in a signed-in desktop session, with GNOME Keyring "
    "(`sudo apt install gnome-keyring` on Debian or Ubuntu) or KWallet."
)


def chosen() -> KeyringBackend:
    """Return the keyring to use; raise NoKeyring where none may be."""
    try:
        import keyring.backend

        picked = keyring.get_keyring()
    except Exception as error:  # noqa: BLE001 - a chosen backend may raise what it likes
        trouble = ours(error, "open")
    else:
        return _usable(picked)
    raise trouble


def _usable(picked: KeyringBackend) -> KeyringBackend:
    """Return what keyring picked where it encrypts, else what does."""
    import keyring.backend

    if name_of(type(picked)) in ENCRYPTING:
        return picked
    if name_of(type(picked)) != SWITCHED_OFF and (found := _encrypting()):
        return max(found, key=keyring.backend.by_priority)
    if name_of(type(picked)) in NOBODYS_CHOICE:
        raise _none_found()
    refused = ".".join(name_of(type(picked)))
    raise NoKeyring(
        tr(
            "The keyring chosen on this machine ({refused}) is not known to keep secrets encrypted."
        ).format(refused=refused),
        advice=f"{UNDO_ADVICE} {install_advice()}",
    )


def name_of(kind: type) -> tuple[str, str]:
    """Return module and class of a backend.

    A class that only claims its module's name is given as what it is: unknown.
    """
    module = sys.modules.get(kind.__module__)
    if getattr(module, kind.__qualname__, None) is not kind:
        return ("unknown", kind.__qualname__)
    return (kind.__module__, kind.__qualname__)


def _encrypting() -> list[KeyringBackend]:
    """Return what is usable now; what keyring found at first may be long gone, or missing."""
    import keyring.backend

    keyring.backend.get_all_keyring()  # loads those of other packages, once
    kinds = keyring.backend.KeyringBackend.get_viable_backends()
    return [kind() for kind in kinds if name_of(kind) in ENCRYPTING]


def _none_found() -> NoKeyring:
    if sys.platform.startswith("linux") and not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return NoKeyring(
            tr(
                "There is no desktop session here (DBUS_SESSION_BUS_ADDRESS is not set), "
                "and so no keyring."
            ),
            advice=SESSION_ADVICE,
        )
    return NoKeyring(
        tr("No keyring was found that keeps secrets encrypted."), advice=install_advice()
    )

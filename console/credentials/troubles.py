"""What goes wrong in a keyring, as our errors, in this one place.

A keyring's exceptions may carry what they were given, and so may the frames of their
tracebacks: ours name only the kind of the trouble, and nothing leads back from them.
"""

from __future__ import annotations

import sys

from console.errors import CredentialsError, KeyringLocked, KeyringSlow, NoKeyring

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
LEFT = {
    "delete": " The account's entry is still in it.",
    "write": " Nothing was stored.",
}
"""What holds after a question that was not answered, by its kind."""

LOCKED = {"KeyringLocked", "LockedException", "PromptDismissedException"}
GONE = {"OSError", "NoKeyringError", "InitError", "SecretServiceNotAvailableException"}


def install_advice() -> str:
    """Return how a machine comes to a keyring."""
    return LINUX_ADVICE if sys.platform.startswith("linux") else OTHER_ADVICE


def ours(error: Exception, what: str) -> CredentialsError:
    """Return a keyring's error at `what` (open, read, write, delete) as ours.

    Each platform's backend raises classes of its own (jeepney's, dbus-python's, GLib's,
    pywin32's), most of which cannot be imported here, so they are told apart by name.
    """
    if isinstance(error, CredentialsError):
        return error
    kind = type(error).__name__
    kinds = {base.__name__ for base in type(error).__mro__}
    left = LEFT.get(what, "")
    if what == "open":  # only a backend that was chosen by name fails to load
        return NoKeyring(
            f"The keyring chosen on this machine cannot be loaded ({kind}).",
            advice=UNDO_ADVICE,
        )
    if kinds & LOCKED or getattr(error, "name", "").endswith(".IsLocked"):
        return KeyringLocked(f"The keyring stayed locked.{left}")
    if isinstance(error, TimeoutError):
        return KeyringSlow(f"The keyring did not answer in time.{left}")
    if kinds & GONE:
        return NoKeyring(f"The keyring cannot be reached ({kind}).{left}", advice=install_advice())
    return CredentialsError(f"The keyring failed to {what} the credentials ({kind}).{left}")

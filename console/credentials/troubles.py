"""What goes wrong in a keyring, as our errors, in this one place.

A keyring's exceptions may carry what they were given, and so may the frames of their
tracebacks: ours name only the kind of the trouble, and nothing leads back from them.
"""

from __future__ import annotations

import sys

from console.errors import CredentialsError, KeyringLocked, KeyringSlow, NoKeyring
from console.language import tr

LINUX_ADVICE = tr(
    "Install GNOME Keyring (`sudo apt install gnome-keyring` on Debian or "
    "Ubuntu) or KWallet, sign in to the desktop again, and start Canary Desk "
    "in that session."
)
OTHER_ADVICE = tr(
    "Start Canary Desk in a signed-in desktop session, where the system's keyring is open."
)
UNDO_ADVICE = tr(
    "Take away the choice (the variable PYTHON_KEYRING_BACKEND, or `default-keyring` in "
    "keyringrc.cfg), so that the system's own keyring is used."
)
LEFT = {
    "delete": tr(" The account's entry is still in it."),
    "write": tr(" Nothing was stored."),
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
            tr("The keyring chosen on this machine cannot be loaded ({kind}).").format(kind=kind),
            advice=UNDO_ADVICE,
        )
    if kinds & LOCKED or getattr(error, "name", "").endswith(".IsLocked"):
        return KeyringLocked(tr("The keyring stayed locked.{left}").format(left=left))
    if isinstance(error, TimeoutError):
        return KeyringSlow(tr("The keyring did not answer in time.{left}").format(left=left))
    if kinds & GONE:
        return NoKeyring(
            tr("The keyring cannot be reached ({kind}).{left}").format(kind=kind, left=left),
            advice=install_advice(),
        )
    # Translators: {left} is empty or what came of it, a sentence with a space before it.
    failed = {
        "read": tr("The keyring failed to read the credentials ({kind}).{left}"),
        "write": tr("The keyring failed to write the credentials ({kind}).{left}"),
        "delete": tr("The keyring failed to delete the credentials ({kind}).{left}"),
    }.get(what, tr("The keyring failed ({kind}).{left}"))
    return CredentialsError(failed.format(kind=kind, left=left))

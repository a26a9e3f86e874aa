"""The exit codes of the command line: which kind of trouble a command ended with."""

from __future__ import annotations

from console.errors import (
    Cancelled,
    CardInPublic,
    ConnectorError,
    CredentialsError,
    DeskError,
    InputError,
    PictureRefused,
    StoreError,
)

OK, FAULT, NETWORK, NOT_SENT, FOUND, STOPPED, INTERRUPTED = 0, 1, 5, 6, 7, 8, 130
"""`FOUND`: `check` found more than an offer; `STOPPED`: a card number stops the answer."""
KINDS: tuple[tuple[type[DeskError], int], ...] = (
    (CardInPublic, STOPPED),
    (InputError, 2),
    (StoreError, 3),
    (CredentialsError, 4),
    (ConnectorError, NETWORK),
    (PictureRefused, NETWORK),
    (Cancelled, INTERRUPTED),
)


def of(error: DeskError) -> int:
    """Return the exit code of an error."""
    return next(code for kind, code in KINDS if isinstance(error, kind))

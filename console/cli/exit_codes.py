"""The exit codes of the command line: which kind of trouble a command ended with."""

from __future__ import annotations

from console.errors import (
    ConnectorError,
    CredentialsError,
    DeskError,
    InputError,
    PictureRefused,
    StoreError,
)

OK, NOT_SENT, INTERRUPTED = 0, 6, 130
KINDS: tuple[tuple[type[DeskError], int], ...] = (
    (InputError, 2),
    (StoreError, 3),
    (CredentialsError, 4),
    (ConnectorError, 5),
    (PictureRefused, 5),
)


def of(error: DeskError) -> int:
    """Return the exit code of an error."""
    return next(code for kind, code in KINDS if isinstance(error, kind))

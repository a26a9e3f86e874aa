"""What a command reads: a text from a file or standard input, an account's keys, a time.

Reads a bounded amount, as UTF-8 and nothing else: what is not is refused, for a sign put
in its place would be published.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from console.domain.sign_in import ROTATED_KIND
from console.errors import InputError

MAX_INPUT = 2_000_000
"""Characters read from a file or standard input at most."""
MAX_KEYS = 100_000
"""The same of an account's keys."""


def text_from(file: str) -> str:
    """Return the text of a file, of standard input where `file` is `-`.

    Raises:
        InputError: it cannot be read, is not UTF-8, or is too long.
    """
    name = "Standard input" if file == "-" else file
    try:
        if file == "-":
            if sys.stdin.buffer.isatty():
                print("Type the text, then press Ctrl+D:", file=sys.stderr)
            raw = sys.stdin.buffer.read(4 * MAX_INPUT + 1)
        else:
            with Path(file).open("rb") as opened:
                raw = opened.read(4 * MAX_INPUT + 1)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} is not UTF-8 text: byte {error.start + 1} belongs to no character.",
            advice="Save the text as UTF-8 and try again.",
        ) from error
    if len(text) > MAX_INPUT:
        raise InputError(f"{name} is longer than {MAX_INPUT} characters.")
    return text


def keys_from_stdin(*, for_this_run: bool = False) -> dict[str, str]:
    """Return an account's keys, given as one JSON object on standard input.

    `for_this_run`: they are stored nowhere. What X rotates is refused then: the first use
    may renew it, and with the end of the command the account would be signed out.

    Raises InputError, which never holds a key, where there is no such object.
    """
    if sys.stdin.isatty():
        print("Paste the keys as JSON, then press Ctrl+D:", file=sys.stderr)
    try:
        value = json.loads(sys.stdin.read(MAX_KEYS))
    except (ValueError, RecursionError):
        # Without its cause: that would hold the keys.
        raise InputError("Standard input holds no valid JSON.") from None
    if not isinstance(value, dict):
        raise InputError("The keys must be one JSON object.")
    keys = {str(key): each for key, each in value.items() if isinstance(each, str)}
    if for_this_run and keys.get("kind") == ROTATED_KIND:
        raise InputError(
            "X replaces a sign-in of the browser whenever it is renewed, and the new one would"
            " be lost at the end of this command.",
            advice="Sign the account in with a keyring (canary-desk account connect --browser),"
            " or give the four keys of its app.",
        )
    return keys


def time_from(word: str | None) -> datetime:
    """Return a moment that is over, ISO 8601, local without a zone; now for None.

    Raises:
        InputError: it is none.
    """
    if word is None:
        return datetime.now(UTC)
    try:
        return datetime.fromisoformat(word).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(
            f"{word!r} is not a time.", advice="Write it like 2026-11-22T14:02."
        ) from error

"""The keys of an app as a command takes them: JSON in a file or on standard input, or typed.

Never as an argument, which every program on the machine can read, and never echoed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from getpass import getpass

from console.cli.input import MAX_KEYS, text_from
from console.errors import InputError

STANDARD_INPUT = "-"


def app_keys(file: str | None, names: Mapping[str, str], optional: str = "") -> dict[str, str]:
    """Return the keys by name; `names` says how each is called, `optional` which may be empty.

    From standard input only as much is read as the JSON object takes: a PIN may follow in
    the next line.

    Raises:
        InputError: it never holds a key.
    """
    if file is None and sys.stdin.isatty():
        keys = {name: getpass(f"{said}: ").strip() for name, said in names.items()}
    else:
        value = _object_line() if file in (None, STANDARD_INPUT) else _parsed(text_from(file or ""))
        if not isinstance(value, dict):
            raise InputError("The app's keys must be one JSON object.")
        found = {name: value.get(name, "") for name in names}
        keys = {name: key.strip() for name, key in found.items() if isinstance(key, str)}
    lacking = [name for name in names if not keys.get(name) and name != optional]
    if lacking:
        raise InputError(f"The app's keys lack {', '.join(lacking)}.")
    return keys


def _object_line() -> object:
    """Return the JSON value that standard input begins with, read line by line."""
    text = ""
    for line in iter(lambda: sys.stdin.readline(MAX_KEYS), ""):
        text += line
        if len(text) > MAX_KEYS:
            break
        # Only where it may be whole: each try reads all from the front.
        if "}" in line and _is_whole(text):
            break
    return _parsed(text)


def _is_whole(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        # Without its cause: that would hold the keys.
        raise InputError("The app's keys are no valid JSON.") from None

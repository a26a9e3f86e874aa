"""The form of an entry of the keyring, and what is read from one that may be anybody's.

Version 2: {"version": 2, "for": "x:123456", "secret": {"kind": ..., ...}}; version 1 had no
"for". A secret is flat, of names and strings. What an entry holds is in no error.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from console.errors import EntryChanged, EntryTooNew, NoCredentials
from console.language import tr

VERSION = 2


class Secret(dict[str, str]):
    """A secret of an account, whose repr, and so no traceback with locals, shows it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<secret>"

    __str__ = __repr__


class Entry:
    """The text of an entry as the keyring takes it, unseen in a repr."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return "<entry>"


def written(key: str, secret: Mapping[str, str]) -> Entry:
    """Return the entry of `secret` under `key`."""
    return Entry(json.dumps({"version": VERSION, "for": key, "secret": dict(secret)}))


def read(key: str, entry: Entry | None) -> Secret:
    """Return the secret of an entry, of this version or an older one.

    Raises:
        NoCredentials: there is none.
        EntryTooNew: a newer Canary Desk wrote it.
        EntryChanged: it is not what Canary Desk wrote under `key`.
    """
    found = _judged(key, entry)
    if isinstance(found, NoCredentials):
        raise found  # from here: the frame that parsed it has the secret in its locals
    return found


def _judged(key: str, entry: Entry | None) -> Secret | NoCredentials:
    """Return what `read` returns or raises."""
    if entry is None:
        return NoCredentials(
            tr(
                "The keyring holds nothing for {key}: it was signed out, or its entry deleted."
            ).format(key=key)
        )
    value = _parsed(entry)
    version = value.get("version")
    if isinstance(version, int) and version > VERSION:
        return EntryTooNew(
            tr("What the keyring holds for {key} was written by a newer Canary Desk.").format(
                key=key
            )
        )
    secret = _flat(value.get("secret"))
    if version not in (1, VERSION) or isinstance(version, bool) or secret is None:
        return EntryChanged(
            tr("What the keyring holds for {key} is not what Canary Desk wrote.").format(key=key)
        )
    if version == VERSION and value.get("for") != key:
        return EntryChanged(
            tr("What the keyring holds for {key} is the entry of another account.").format(key=key)
        )
    return secret


def refuse_newer(key: str, entry: Entry | None) -> None:
    """Raise EntryTooNew where `entry` may not be written over."""
    try:
        read(key, entry)
    except EntryTooNew:
        raise
    except NoCredentials:
        return


def _parsed(entry: Entry) -> dict[str, object]:
    try:
        value = json.loads(entry.text)
    except (ValueError, RecursionError):
        value = None  # the parser's message would quote the secret
    return value if isinstance(value, dict) else {}


def _flat(value: object) -> Secret | None:
    """Return a flat mapping of strings; None where it is none."""
    if not isinstance(value, dict) or not all(isinstance(part, str) for part in value.values()):
        return None
    return Secret(value)

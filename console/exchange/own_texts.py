"""What is to hold for texts of rows that are read as more than that: JSON, handles, names.

The file may be anybody's: a text that reads well makes no reader of the store stumble.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from console.domain.accounts import LONGEST_NAME
from console.domain.calls import CallEntry
from console.store import cautions, messages
from console.text.post_links import HANDLE

_NETWORK = re.compile(r"[a-z]{1,20}", re.ASCII)

MOST, LEAST = 2**63 - 1, -(2**63)
"""What SQLite can hold as a number."""


def is_number(value: object) -> bool:
    """Return whether something is a whole number that SQLite can hold."""
    return type(value) is int and LEAST <= value <= MOST  # True is none


def _media(text: str) -> None:
    each: Any
    for each in messages.media_from_json(text):
        if not (isinstance(each.kind, str) and isinstance(each.url, str)
                and isinstance(each.alt_text, str)):  # fmt: skip
            raise TypeError
        if any(size is not None and not is_number(size) for size in (each.width, each.height)):
            raise TypeError


def _known(text: str) -> None:
    if not all(map(is_number, cautions.known(text) or ())):
        raise TypeError


def _cautions(text: str) -> None:
    each: Any
    for each in cautions.from_json(text):
        if not isinstance(each.text, str) or not isinstance(each.who, str):
            raise TypeError


def _entry(text: str) -> None:
    entry = CallEntry.from_json(text)
    for name in CallEntry.__dataclass_fields__:
        value = getattr(entry, name)
        if isinstance(value, dict | list):
            raise TypeError


def _object(text: str) -> None:
    if not isinstance(json.loads(text), dict):
        raise TypeError


def _network(text: str) -> None:
    if not _NETWORK.fullmatch(text):
        raise ValueError


def _handle(text: str) -> None:
    if text and not HANDLE.fullmatch(text):
        raise ValueError


def _own_name(text: str) -> None:
    """See that a name is one that a person may give, as `desk.accounts` says it."""
    if len(text) > LONGEST_NAME or not (text.isprintable() or not text):
        raise ValueError


DEEP: Mapping[str, Mapping[str, Callable[[str], None]]] = {
    "accounts": {"network": _network, "handle": _handle, "own_name": _own_name},
    "posts": {"media": _media},
    "drafts": {"known": _known},
    "reply_threads": {"known": _known},
    "reply_parts": {"cautions": _cautions},
    "call_drafts": {"entered": _entry},
    "bad_log_rows": {"cells": _object},
    "triage_rules": {"conditions": _object, "effects": _object},
}
"""By table and column, what is to hold for a text that is read as more than that."""


def reads_well(table: str, column: str, text: str) -> bool:
    """Return whether a text of a column in `DEEP` is one that the store can read."""
    try:
        DEEP[table][column](text)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError,
            OSError):  # fmt: skip
        return False
    return True

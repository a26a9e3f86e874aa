"""Looks one row of an export over before it may come in: types, ranges, words, what JSON says.

The file may be anybody's. What comes out fits the schema column by column, and holds nothing
that a reader of the store would stumble over; whether rows fit together is asked by the store
once all are in. An act of the journal is looked into as well: undoing it writes its rows.
"""

from __future__ import annotations

import json
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

from console.domain.accounts import Access, SelfReply
from console.domain.calls import CallEntry
from console.domain.cases import CaseState
from console.domain.ids import SEQUENCE_BITS
from console.domain.kinds import KindBasis, MessageKind
from console.domain.limits import LIMITS_BY_NAME
from console.domain.messages import Channel, Direction
from console.domain.outbox import PartState
from console.domain.pictures import MAX_PICTURE_BYTES
from console.domain.priority import Priority
from console.domain.resolutions import SOLUTION_CHANNELS
from console.exchange.own_file import RawRow, refused
from console.exchange.own_form import Head
from console.store import cautions, messages
from console.store.own_tables import Column, Shape
from console.store.row_images import JOURNALLED

MOST, LEAST = 2**63 - 1, -(2**63)
LAST_MS = 253_402_300_799_000
"""The last second of the year 9999."""
_WORDS: Mapping[tuple[str, str], frozenset[str]] = {
    (table, column): frozenset(map(str, values))
    for (table, column), values in {
        ("accounts", "self_reply"): SelfReply,
        ("accounts", "access"): Access,
        ("cases", "state"): CaseState,
        ("messages", "kind"): ("post", "call_note"),
        ("messages", "direction"): Direction,
        ("messages", "message_kind"): MessageKind,
        ("messages", "kind_basis"): KindBasis,
        ("call_notes", "channel"): Channel,
        ("reply_parts", "state"): PartState,
        ("reply_threads", "limit_name"): LIMITS_BY_NAME,
        ("drafts", "limit_name"): LIMITS_BY_NAME,
        ("draft_versions", "limit_name"): LIMITS_BY_NAME,
        ("resolutions", "channel"): (*SOLUTION_CHANNELS, ""),
    }.items()
}
_MESSAGES = {
    ("messages", "id"), ("posts", "message_id"), ("call_notes", "message_id"),
    ("cases", "last_message_id"), ("promises", "message_id"),
}  # fmt: skip
"""Columns whose number holds a time, see `domain.ids`."""
_TIMES = frozenset({
    "at", "rank", "due_at", "not_before", "snoozed_until", "promise_due", "last_call_before",
    "send_after",
})  # fmt: skip
Values = tuple[Any, ...]


class _Odd(Exception):
    """A value that no row of ours has; its text says which column."""


class Checker:
    """Looks rows over, by the schema that they are to stand in."""

    def __init__(self, head: Head, shapes: Mapping[str, Shape]) -> None:
        """Take the tables that the head names, as they are here.

        Raises:
            InputError: the file has tables or columns that are not known here.
        """
        self._columns = {
            name: {column.name: column for column in shape.columns}
            for name, shape in shapes.items()
        }
        self.columns: dict[str, tuple[str, ...]] = {}
        """By table, the order of the values that `values` returns."""
        for table, names in head.columns.items():
            known = self._columns.get(table, {})
            if not set(names) <= known.keys():
                raise refused(f"this Canary Desk knows no such columns of “{table[:60]}”.")
            lacking = [column for name, column in known.items() if name not in names]
            if not all(column.has_default or column.may_be_null for column in lacking):
                raise refused(f"it lacks columns of “{table[:60]}”.")
            self.columns[table] = names
        self._looks = {
            table: tuple(
                (name, self._columns[table][name].may_be_null,
                 _look_of(table, self._columns[table][name]))
                for name in names
            )
            for table, names in self.columns.items()
        }  # fmt: skip

    def values(self, row: RawRow) -> Values:
        """Return what is to be stored of a row, in the order of `columns`.

        Raises:
            InputError: a value is none that we write; the line is named.
        """
        table, found = row.table, row.columns
        try:
            for name, may_be_null, look in self._looks[table]:
                if found[name] is not None or not may_be_null:
                    found[name] = look(found[name])
            if table in _DEEP or table == "journal":
                self._look_deeper(table, found)
        except _Odd as odd:
            raise refused(f"line {row.line}, {table}: {odd} cannot be so.") from None
        return tuple([found[name] for name in self.columns[table]])

    def _value(self, table: str, column: Column, value: object) -> None:
        """See that a value fits a column."""
        if value is None:
            if not column.may_be_null:
                raise _Odd(column.name)
            return
        _look_of(table, column)(value)

    def _look_deeper(self, table: str, found: Mapping[str, Any]) -> None:
        for column, look in _DEEP.get(table, {}).items():
            if found.get(column) is None:
                continue
            try:
                look(found[column])
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError,
                    OverflowError, OSError):  # fmt: skip
                raise _Odd(column) from None
        if table == "journal":
            self._look_into_act(found["rows"])

    def _look_into_act(self, text: str) -> None:
        """See that undoing an act can only write rows that fit their tables."""
        try:
            rows = json.loads(text)
            fits = isinstance(rows, list) and all(map(self._is_image, rows))
        except (ValueError, TypeError, KeyError, RecursionError, _Odd):
            fits = False
        if not fits:
            raise _Odd("rows")

    def _is_image(self, image: Any) -> bool:
        table, key = image["table"], image["key"]
        if table not in JOURNALLED or not _is_number(key):
            return False
        known = self._columns.get(table)
        if known is None or image.keys() != {"table", "key", "before", "after"}:
            return False
        for side in (image["before"], image["after"]):
            if side is None:
                continue
            for name, value in side.items():
                column = known.get(name)
                # A column that the schema lost since is passed over by whoever reads it.
                if column is None or (value is not None and column.type == "BLOB"):
                    return False
                self._value(table, column, value)
        return True


def _is_number(value: object) -> bool:
    return type(value) is int and LEAST <= value <= MOST  # True is none


@lru_cache(maxsize=2_000)
def _look_of(table: str, column: Column) -> Callable[[Any], object]:
    """Return what gives back a value of a column as it is stored, or raises `_Odd`.

    Millions of values are looked at: what is asked of one is decided once a column.
    """
    name = column.name
    if column.type == "BLOB":
        return partial(_picture, name)
    if column.type == "TEXT":
        return partial(_text, name, _WORDS.get((table, name)))
    if (table, name) == ("cases", "priority"):
        return partial(_number, name, min(Priority), max(Priority))
    if (table, name) in _MESSAGES:
        return partial(_number, name, 0, ((LAST_MS + 1) << SEQUENCE_BITS) - 1)
    if name in _TIMES or name.endswith(("_at", "_until")):
        return partial(_number, name, 0, LAST_MS)
    return partial(_number, name, 0 if name == "id" else LEAST, MOST)


def _number(name: str, least: int, most: int, value: object) -> object:
    if type(value) is not int or not least <= value <= most:  # True is none
        raise _Odd(name)
    return value


def _text(name: str, words: frozenset[str] | None, value: object) -> object:
    if not isinstance(value, str) or (words is not None and value not in words):
        raise _Odd(name)
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:  # a half of a pair
            raise _Odd(name) from None
    return value


def _picture(name: str, value: object) -> bytes:
    if not isinstance(value, str) or len(value) > MAX_PICTURE_BYTES * 4 // 3 + 4:
        raise _Odd(name)
    try:
        return b64decode(value, validate=True)
    except (Base64Error, ValueError):
        raise _Odd(name) from None


def _media(text: str) -> None:
    each: Any
    for each in messages.media_from_json(text):
        if not (isinstance(each.kind, str) and isinstance(each.url, str)
                and isinstance(each.alt_text, str)):  # fmt: skip
            raise TypeError
        if any(size is not None and not _is_number(size) for size in (each.width, each.height)):
            raise TypeError


def _known(text: str) -> None:
    if not all(map(_is_number, cautions.known(text) or ())):
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


_DEEP: Mapping[str, Mapping[str, Callable[[str], None]]] = {
    "posts": {"media": _media},
    "drafts": {"known": _known},
    "reply_threads": {"known": _known},
    "reply_parts": {"cautions": _cautions},
    "call_drafts": {"entered": _entry},
    "bad_log_rows": {"cells": _object},
    "triage_rules": {"conditions": _object, "effects": _object},
}
"""By table and column, what is to hold for a text that the store reads as more than that."""

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

from console.domain.accounts import COLOURS, Access, SelfReply
from console.domain.cases import CaseState
from console.domain.erasure import ErasureState
from console.domain.ids import SEQUENCE_BITS
from console.domain.imports import FileKind, ImportState
from console.domain.kinds import KindBasis, MessageKind
from console.domain.limits import LIMITS_BY_NAME
from console.domain.messages import Channel, Direction
from console.domain.outbox import PartState, VersionOrigin
from console.domain.pictures import MAX_PICTURE_BYTES
from console.domain.priority import Priority
from console.domain.resolutions import SOLUTION_CHANNELS
from console.domain.searching import HitOrder
from console.domain.triage_rules import EffectKind, MuteKind
from console.exchange.own_file import RawRow, refused
from console.exchange.own_form import Head
from console.exchange.own_texts import DEEP, LEAST, MOST, is_number, reads_well
from console.language import tr
from console.store.own_tables import Column, Shape
from console.store.row_images import JOURNALLED

LAST_MS = 253_402_300_799_000
"""The last second of the year 9999."""
_WORDS: Mapping[tuple[str, str], frozenset[str]] = {
    (table, column): frozenset(map(str, values))
    for (table, column), values in {
        ("accounts", "self_reply"): SelfReply,
        ("accounts", "access"): Access,
        ("accounts", "colour"): COLOURS,
        ("accounts", "post_limit"): LIMITS_BY_NAME,
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
        ("draft_versions", "origin"): VersionOrigin,
        ("resolutions", "channel"): (*SOLUTION_CHANNELS, ""),
        ("mutes", "kind"): MuteKind,
        ("rule_effects", "kind"): EffectKind,
        ("saved_searches", "hit_order"): HitOrder,
        ("erasures", "state"): ErasureState,
        ("imports", "kind"): FileKind,
        ("imports", "state"): ImportState,
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
                raise refused(
                    tr("this Canary Desk knows no such columns of “{table}”.").format(
                        table=table[:60]
                    )
                )
            lacking = [column for name, column in known.items() if name not in names]
            if not all(column.has_default or column.may_be_null for column in lacking):
                raise refused(tr("it lacks columns of “{table}”.").format(table=table[:60]))
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
            if table in DEEP or table == "journal":
                self._look_deeper(table, found)
        except _Odd as odd:
            raise refused(
                tr("line {line}, {table}: {odd} cannot be so.").format(
                    line=row.line, table=table, odd=odd
                )
            ) from None
        return tuple([found[name] for name in self.columns[table]])

    def _value(self, table: str, column: Column, value: object) -> None:
        """See that a value fits a column."""
        if value is None:
            if not column.may_be_null:
                raise _Odd(column.name)
            return
        _look_of(table, column)(value)

    def _look_deeper(self, table: str, found: Mapping[str, Any]) -> None:
        for column in DEEP.get(table, ()):
            if found.get(column) is not None and not reads_well(table, column, found[column]):
                raise _Odd(column)
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
        if table not in JOURNALLED or not is_number(key):
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
    return partial(_number, name, *_bounds(table, name))


def _bounds(table: str, name: str) -> tuple[int, int]:
    """Return the least and the greatest number of a column."""
    if (table, name) == ("cases", "priority"):
        return min(Priority), max(Priority)
    if (table, name) in _MESSAGES:
        return 0, ((LAST_MS + 1) << SEQUENCE_BITS) - 1
    if name in _TIMES or name.endswith(("_at", "_until")):
        return 0, LAST_MS
    return 0 if name == "id" else LEAST, MOST


def odd_in_sql(table: str, column: Column) -> str:
    """Return in SQL when a value of a column is none that we write, as `Checker` says it.

    All but what `reads_well` says of a text.
    """
    name = f'"{column.name}"'
    if column.type in ("BLOB", "TEXT"):
        odd = f"typeof({name}) <> '{column.type.lower()}'"
        words = _WORDS.get((table, column.name))
        if words is not None:
            odd += f" OR {name} NOT IN ({', '.join(map(repr, sorted(words)))})"
    else:
        least, most = _bounds(table, column.name)
        odd = f"typeof({name}) <> 'integer'"
        if (least, most) != (LEAST, MOST):
            odd += f" OR {name} NOT BETWEEN {least} AND {most}"
    nothing = f"{name} IS NOT NULL AND" if column.may_be_null else f"{name} IS NULL OR"
    return f"({nothing} ({odd}))"


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

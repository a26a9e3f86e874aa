"""Spoilt copies of an answer: a node dropped, doubled or retyped, or its bytes broken. Seeded."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
DEEP = 10_000
LONG = 1_000_000
HUGE = 10**18
WIDE = 10**40
ODD: tuple[Callable[[], Any], ...] = (
    lambda: None,
    lambda: True,
    lambda: -1,
    lambda: 0,
    lambda: HUGE,
    lambda: WIDE,
    lambda: -WIDE,
    lambda: float("nan"),
    lambda: float("inf"),
    lambda: 1e308,
    lambda: "",
    lambda: "0",
    lambda: "007",
    lambda: "-5",
    lambda: "9999999999999999999",
    lambda: "1" * 40,
    lambda: "\u0661\u0662\u0663",
    lambda: "\ud800",
    lambda: "a\0b",
    lambda: "\u202egnp.exe",
    lambda: "0000-01-01T00:00:00.000Z",
    lambda: "99999-12-31T23:59:59.000Z",
    lambda: "9999-12-31T23:59:59.999-23:59",
    lambda: "2199-12-31T23:59:59.999Z",
    lambda: "2026-02-30T00:00:00Z",
    lambda: "<b>no</b>",
    lambda: "../../etc/passwd",
    lambda: "'; DROP TABLE posts; --",
    list,
    dict,
    lambda: [[]],
    lambda: [None],
    lambda: [{}],
    lambda: {"id": {"id": []}},
    lambda: {"type": ["replied_to"], "id": ["1"]},
)
"""What may stand where something else should."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A spoilt answer."""

    body: bytes
    status: int
    where: Path | None
    """The one node that was changed; None where more or something else is."""
    kind: str


def mutant(answer: str, seed: int) -> Mutant:
    """Return `answer`, which is JSON, spoilt in the way that `seed` says."""
    luck = random.Random(seed)
    if luck.random() < 0.12:
        return _broken(answer.encode(), luck)
    spoilt = json.loads(answer)
    where = luck.choice(_nodes(spoilt))
    kind, made = luck.choice(STRUCTURAL)
    text = made(spoilt, where, luck)
    status = 200
    if luck.random() < 0.04:
        status = luck.choice((201, 204, 206, 400, 401, 402, 403, 404, 409, 429, 500, 503, 599))
    data = (json.dumps(spoilt) if text is None else text).encode("utf-8", "surrogatepass")
    return Mutant(data, status, where if text is None and kind != "twice over" else None, kind)


def _nodes(body: Any) -> list[Path]:
    """Every node but the whole, in the order of the answer."""
    found: list[Path] = []
    todo: list[tuple[Path, Any]] = [((), body)]
    while todo:
        path, node = todo.pop()
        pairs = list(node.items()) if isinstance(node, dict) else []
        pairs += list(enumerate(node)) if isinstance(node, list) else []
        for key, inner in pairs:
            found.append((*path, key))
            todo.append(((*path, key), inner))
    return found


def _parent(body: Any, path: Path) -> Any:
    for key in path[:-1]:
        body = body[key]
    return body


def _drop(body: Any, path: Path, luck: random.Random) -> None:
    del _parent(body, path)[path[-1]]


def _retype(body: Any, path: Path, luck: random.Random) -> None:
    _parent(body, path)[path[-1]] = luck.choice(ODD)()


def _exchange(body: Any, path: Path, luck: random.Random) -> None:
    """Put in a node of the same name from elsewhere in the answer: another's id, a cycle."""
    nodes = [one for one in _nodes(body) if one[-1] == path[-1] and one != path]
    nodes = nodes or _nodes(body)
    other = luck.choice(nodes)
    _parent(body, path)[path[-1]] = copy.deepcopy(_parent(body, other)[other[-1]])


def _as_number(body: Any, path: Path, luck: random.Random) -> None:
    node = _parent(body, path)[path[-1]]
    odd = int(node) if isinstance(node, str) and node.isdecimal() else str(node)
    _parent(body, path)[path[-1]] = odd


def _digit(body: Any, path: Path, luck: random.Random) -> None:
    node = _parent(body, path)[path[-1]]
    if isinstance(node, str) and node:
        place = luck.randrange(len(node))
        node = node[:place] + luck.choice("0123456789Zz-\u00df") + node[place + 1 :]
    _parent(body, path)[path[-1]] = node if isinstance(node, str) else [node]


def _wrap(body: Any, path: Path, luck: random.Random) -> None:
    node = _parent(body, path)[path[-1]]
    _parent(body, path)[path[-1]] = luck.choice(([node], {"data": node}, [node] * 3))


def _deepen(body: Any, path: Path, luck: random.Random) -> str:
    open_, close = luck.choice((("[", "]"), ('{"a":', "}")))
    depth = luck.choice((50, 500, DEEP))
    return _with(body, path, open_ * depth + "1" + close * depth)


def _lengthen(body: Any, path: Path, luck: random.Random) -> None:
    # As long as it gets, but rarely: the time is better spent on what is odd.
    length = LONG if luck.random() < 0.02 else 3000
    _parent(body, path)[path[-1]] = luck.choice(("x", "@a ", "\u0301", "&lt;", "https://t.co/a "))[
        :9
    ] * (length // 4)


def _name_twice(body: Any, path: Path, luck: random.Random) -> str:
    """Give a key of an object again behind the last, with something else in it."""
    path = luck.choice([one for one in _nodes(body) if isinstance(one[-1], str)])
    odd = json.dumps(luck.choice(ODD)())
    node = json.dumps(_parent(body, path)[path[-1]])
    return _with(body, path, f"{node}, {json.dumps(path[-1])}: {odd}")


def _huge_number(body: Any, path: Path, luck: random.Random) -> str:
    return _with(body, path, "9" * luck.choice((400, 5000)))


def _repeat(body: Any, path: Path, luck: random.Random) -> None:
    parent = _parent(body, path)
    if isinstance(parent, list) and isinstance(path[-1], int):
        parent.insert(luck.randrange(len(parent) + 1), copy.deepcopy(parent[path[-1]]))
    else:
        parent[str(path[-1]) + "s"] = copy.deepcopy(parent[path[-1]])


def _several(body: Any, path: Path, luck: random.Random) -> None:
    for _ in range(luck.randint(2, 12)):
        nodes = _nodes(body)
        if nodes:
            luck.choice((_drop, _retype, _exchange, _digit, _wrap))(body, luck.choice(nodes), luck)


def _with(body: Any, path: Path, text: str) -> str:
    """Return the answer as JSON, with `text` in the place of a node."""
    mark = "\u0001here\u0001"
    _parent(body, path)[path[-1]] = mark
    return json.dumps(body).replace(json.dumps(mark), text)


STRUCTURAL: tuple[tuple[str, Callable[[Any, Path, random.Random], str | None]], ...] = (
    ("drop", _drop),
    ("retype", _retype),
    ("retype", _retype),
    ("exchange", _exchange),
    ("exchange", _exchange),
    ("as number", _as_number),
    ("digit", _digit),
    ("wrap", _wrap),
    ("deepen", _deepen),
    ("lengthen", _lengthen),
    ("name twice", _name_twice),
    ("huge number", _huge_number),
    ("repeat", _repeat),
    ("twice over", _several),
)


def _broken(data: bytes, luck: random.Random) -> Mutant:
    kind = luck.choice(("cut", "flipped", "bad utf-8", "bom", "page", "empty", "top"))
    if kind == "cut":
        data = data[: luck.randrange(len(data))]
    elif kind == "flipped":
        place = luck.randrange(len(data))
        data = data[:place] + bytes((luck.randrange(256),)) + data[place + 1 :]
    elif kind == "bad utf-8":
        place = luck.randrange(len(data))
        data = data[:place] + luck.choice((b"\xff", b"\xc0\x80", b"\xed\xa0\x80")) + data[place:]
    elif kind == "bom":
        data = luck.choice((b"\xef\xbb\xbf" + data, data.decode().encode("utf-16")))
    elif kind == "page":
        data = b"<html><body>503 <img src=x onerror=1></body></html>"
    elif kind == "empty":
        data = luck.choice((b"", b" ", b"\0", b"null"))
    else:
        data = luck.choice((b"[]", b'"x"', b"1", b"NaN", b"[" + data + b"]", b"[" * DEEP))
    return Mutant(data, 200, None, kind)

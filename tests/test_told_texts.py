"""What a window tells of trouble comes out of a catalogue: found in the source, run or not.

A walk through the window meets few of the troubles there are. So each place in the source
that makes one is looked at: an error of `console.errors`, a problem of a query. What is said
there must come from `tr` or `plural`; literals in constants, in local names, and in what
functions of the same module return are followed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import console.connectors
import console.credentials
import console.store  # noqa: F401 - where errors of their own may be
from console.errors import DeskError

ROOT = Path(__file__).resolve().parents[1]
TRANSLATED = {"tr", "tr_in", "plural", "tr_noop"}
PROBLEMS = {"SearchProblem": 2, "QueryProblem": 2}
"""Where the texts of a problem begin among its arguments; those of an error are the first."""
TEXTS = {"message", "advice", "title"}
SAYING = {"format", "get", "join"}
"""Methods whose arguments are said, or out of which what is said comes."""
SENTENCE = re.compile(r"[^\W\d_]{2,},? [^\W\d_]{2,}|[^\W\d_]{2,}\.$")
"""Two words, or one with a full stop: no operator, key, path or name of a variable."""
ENGLISH = ("console/cli/",)
"""What speaks English: the command line."""


def kinds_of_error(kind: type[DeskError] = DeskError) -> Iterator[str]:
    yield kind.__name__
    for below in kind.__subclasses__():
        yield from kinds_of_error(below)


@dataclass
class Source:
    """One module: its constants and functions by name."""

    tree: ast.Module
    constants: dict[str, ast.expr] = field(default_factory=dict)
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef):
                self.functions[node.name] = node
        self.constants = _assigned(self.tree.body)


def _assigned(body: list[ast.stmt]) -> dict[str, ast.expr]:
    """Return what is assigned to plain names in some statements, not within functions."""
    found: dict[str, ast.expr] = {}
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found[name] = value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found[name] = value
    return found


Local = dict[str, list[ast.expr]]


def bare(node: ast.AST, source: Source, local: Local, seen: frozenset[str]) -> Iterator[str]:
    """Yield the sentences of an expression that come from no catalogue."""
    below: list[ast.AST] = list(ast.iter_child_nodes(node))
    match node:
        case ast.Constant(value=str(text)) if SENTENCE.search(text):
            yield text
        case ast.JoinedStr(values=parts):
            below = [part for part in parts if not isinstance(part, ast.Constant)]
            text = "".join(
                getattr(part, "value", "") if part not in below else "{}" for part in parts
            )
            if SENTENCE.search(text):
                yield text
        case ast.Name(id=name):
            known = [source.constants[name]] if name in source.constants else []
            below = [] if name in seen else [*local.get(name, known)]
            seen |= {name}
        case ast.Call(func=ast.Name(id=name), args=args):
            below = [*args, *_returned(source.functions.get(name))]
            below = [] if name in TRANSLATED | seen else below
            seen |= {name}
        case ast.Call(func=ast.Attribute(attr=name)) if name not in SAYING:
            below = []  # what is asked of others, such as a database
    for each in below:
        yield from bare(each, source, local, seen)


def _returned(function: ast.FunctionDef | None) -> Iterator[ast.expr]:
    for node in ast.walk(function) if function is not None else ():
        if isinstance(node, ast.Return) and node.value is not None:
            yield node.value


def _locals(function: ast.AST) -> Local:
    found: Local = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    return found


def told(text: str, errors: set[str]) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of each trouble of a module that no catalogue holds."""
    source = Source(ast.parse(text))
    yield from _in_classes(source, errors)
    scopes = [*source.functions.values(), source.tree]
    met: set[int] = set()
    for scope in scopes:
        local = _locals(scope) if isinstance(scope, ast.FunctionDef) else {}
        for node in ast.walk(scope):
            if not isinstance(node, ast.Call) or id(node) in met:
                continue
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
            if name not in errors and name not in PROBLEMS:
                continue
            met.add(id(node))
            said = [*node.args[PROBLEMS.get(name, 0) :]]
            said += [each.value for each in node.keywords if each.arg in TEXTS]
            for each in said:
                yield from ((node.lineno, one) for one in bare(each, source, local, frozenset()))


def _in_classes(source: Source, errors: set[str]) -> Iterator[tuple[int, str]]:
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef) and node.name in errors:
            for name, value in _assigned(node.body).items():
                if name in TEXTS:
                    yield from ((node.lineno, one) for one in bare(value, source, {}, frozenset()))


def test_what_is_told_of_trouble_comes_from_a_catalogue() -> None:
    errors = set(kinds_of_error())
    assert {"InputError", "NoKeyring", "StoreFull"} <= errors
    makes = re.compile(rf"\b(?:{'|'.join([*errors, *PROBLEMS])})\(")
    wrong = []
    for path in sorted([*(ROOT / "console").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]):
        where = path.relative_to(ROOT).as_posix()
        text = path.read_text("utf-8")
        if makes.search(text) and not where.startswith(ENGLISH):
            wrong += [f"{where}:{line} {one!r}" for line, one in told(text, errors)]
    assert wrong == []


PLANTED = """
from console.errors import InputError
from console.language import tr
LEFT = "Nothing was stored."
SAID = tr("Nothing was stored.")
FEW = {"delete": "It is still there."}
def _why(name): return f"There is no {name} here."
"""


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ('raise InputError("Write a name.")', 1),
        ('raise InputError(tr("Write a name."))', 0),
        ('raise InputError(f"There is no {x}.", advice="Try again.")', 2),
        ('raise InputError(tr("No {x}.").format(x=y), advice=SAID)', 0),
        ("raise InputError(LEFT)", 1),
        ('raise InputError(FEW.get("delete", SAID))', 1),
        ("raise InputError(_why(1))", 1),
        ('y = "Not " + "this one"; raise InputError(y)', 1),
        ('told.append(SearchProblem(0, 1, tr("Empty."), "Delete it now."))', 1),
        ('told.append(SearchProblem(0, 1, tr("Empty."), f"lang:{x}"))', 0),
        ('raise ValueError("a fault of ours")', 0),
    ],
)
def test_it_finds_what_no_catalogue_holds(line: str, count: int) -> None:
    source = f"{PLANTED}\ndef f(x, told):\n    {line}\n"
    assert len(list(told(source, {"InputError"}))) == count
    at_top = f"{PLANTED}\nx, told = 1, []\n{line}\n"
    assert len(list(told(at_top, {"InputError"}))) == count


def test_it_looks_at_the_titles_of_errors() -> None:
    planted = 'class Late(DeskError):\n    title = "Too late."\n    advice = tr("Try again.")\n'
    assert [one for _, one in told(planted, {"Late"})] == ["Too late."]

"""The words of acts are known again in the journal, and shown in the window's language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import console.desk
from console.store import act_words
from console.store.act_words import FORMS, shown

DESK = Path(console.desk.__file__).parent
VERBS = {"_words", "acting", "_move", "_write", "_mute"}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_the_first_that_its_own_act_fits(form: str) -> None:
    act = form.format(name="Ada “Fern” to go", what="@ada", number="1,204")
    first = next(one for one, pattern in act_words._patterns() if pattern.fullmatch(act))
    assert first == form


def test_an_act_is_said_as_it_is_stored_in_english() -> None:
    assert shown("Resolve case of Ada Fern") == "Resolve case of Ada Fern"
    assert shown("Unlink +49 40 1 from Ada from Hamburg") == "Unlink +49 40 1 from Ada from Hamburg"


def test_an_act_of_a_newer_desk_is_shown_as_it_is() -> None:
    assert shown("Teleport case of Ada {now}") == "Teleport case of Ada {now}"


def test_what_the_verbs_of_the_desk_are_called_has_a_form() -> None:
    known = tuple(re.split(r"[{“]", form)[0] for form in FORMS)
    unknown = [
        words
        for words in _written()
        if not words.startswith(known) and not any(form.startswith(words) for form in FORMS)
    ]
    assert unknown == []
    assert len(set(_written())) > 40


def _written() -> list[str]:
    """Return how the acts begin that the sources of the desk name."""
    found = []
    for path in sorted(DESK.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in VERBS:
                found += [text for each in node.args for text in _texts(each)]
    return found


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _texts(node: ast.expr) -> list[str]:
    """Return the beginnings of an argument that is a text, or one of two."""
    if isinstance(node, ast.IfExp):
        return _texts(node.body) + _texts(node.orelse)
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        return [str(first.value)] if isinstance(first, ast.Constant) else []
    said = node.value if isinstance(node, ast.Constant) else ""
    return [said] if isinstance(said, str) and said[:1].isupper() else []

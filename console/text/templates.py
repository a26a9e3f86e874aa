"""What becomes of a saved reply in an answer: variables filled in, the agent's signature behind.

A variable is a `{word}`; `{{` is a brace. What is not known stays as it is written, so that
a person sees what is missing. What is filled in is one line and never read again: a
customer's name brings neither line ends nor variables of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import category

from console.domain.saved_replies import LONGEST_NAME, LONGEST_TEXT, NewReply
from console.errors import InputError
from console.language import numeral, tr
from console.text.folding import fold
from console.text.weight import normalise

KNOWN = {
    "first_name": "the customer's first name",
    "name": "the customer's name",
    "handle": "the customer's handle, with its @",
    "agent": "your name",
    "hours": "the business hours",
    "order": "the number of the order; asked for",
}
"""Every variable with a meaning, and what it stands for."""
TIE = "\u00a0"
"""Stands before a signature: neither a thread nor a line breaks there."""
_VARIABLE = r"\{[^\W\d][\w-]{0,39}\}"
_PIECE = re.compile(rf"\{{\{{|{_VARIABLE}")
_HOLE = re.compile(_VARIABLE)
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NO_NAMES = frozenset(("dr", "mr", "mrs", "ms", "miss", "mx", "prof", "sir", "herr", "frau"))
_FOUND = re.compile(r"(?:^|\s)[(\[\"'“‘«¿¡]*::([^\s:]{0,40})$")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with what is known filled in."""

    text: str
    missing: tuple[str, ...]
    """The variables that stand in it still, each once, in their order."""


def checked(name: str, text: str) -> NewReply:
    """Return what is stored of a saved reply's name and text.

    Raises:
        InputError: one of them is empty or too long.
    """
    name, text = _one_line(normalise(name)), normalise(text).strip()
    if not name:
        raise InputError(
            tr("A saved reply needs a name."), advice=tr("Give it one by which it is found.")
        )
    if len(name) > LONGEST_NAME:
        raise InputError(
            tr("The name is longer than {longest_name} characters.").format(
                longest_name=LONGEST_NAME
            )
        )
    if not text:
        raise InputError(tr("A saved reply needs a text."))
    if len(text) > LONGEST_TEXT:
        raise InputError(
            tr("The text is longer than {longest_text} characters.").format(
                longest_text=numeral(LONGEST_TEXT)
            )
        )
    return NewReply(name, text)


def fill(template: str, values: Mapping[str, str]) -> Filled:
    """Return a saved text with its variables filled in, as far as there are values for them."""
    made, missing, at = list[str](), dict[str, None](), 0
    for found in _PIECE.finditer(template):
        made.append(template[at : found.start()])
        at = found.end()
        if found[0] == "{{":
            made.append("{")
            continue
        name = found[0][1:-1]
        value = _one_line(values.get(name, ""))
        if not value:
            missing[name] = None
            made.append(found[0])
            continue
        twice = name == "handle" and made[-1].endswith("@")  # written as `@{handle}`
        made.append(value.removeprefix("@") if twice else value)
    return Filled("".join((*made, template[at:])), tuple(missing))


def variables(template: str) -> tuple[str, ...]:
    """Return the names of the variables of a saved text, each once, in their order."""
    every = (found[0] for found in _PIECE.finditer(template))
    return tuple(dict.fromkeys(one[1:-1] for one in every if one != "{{"))


def unknown(template: str) -> tuple[str, ...]:
    """Return the variables of a saved text that have no meaning here: they are asked for."""
    return tuple(name for name in variables(template) if name not in KNOWN)


def holes(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return what is still to be filled in of an answer: name, start, end in code points."""
    if "{" not in text:
        return ()
    return tuple((one[0][1:-1], one.start(), one.end()) for one in _HOLE.finditer(text))


def missing(text: str) -> tuple[str, ...]:
    """Return the names of the holes of an answer, each once, in their order."""
    return tuple(dict.fromkeys(name for name, _, _ in holes(text)))


def escaped(text: str) -> str:
    """Return an answer as a saved text that becomes it again; what looks like a variable is one."""
    parts, at = list[str](), 0
    for _, start, end in holes(text):
        parts += (text[at:start].replace("{", "{{"), text[start:end])
        at = end
    return "".join((*parts, text[at:].replace("{", "{{")))


def first_name(name: str) -> str:
    """Return what a person is called of how they call themselves; empty where that is no name."""
    for word in _one_line(name).split():
        bare = _stripped(word)
        if any(char.isdecimal() or char in "@_/" for char in word):
            return ""
        if bare.casefold() in _NO_NAMES or not bare:
            continue
        return bare if all(_is_of_name(char) for char in bare) else ""
    return ""


def asked_for(line: str) -> str | None:
    """Return what is searched for behind `::` at the end of a line's beginning; None for nothing.

    Not within a word or a link: before the colons stands white space, or what opens.
    """
    found = _FOUND.search(line)
    return None if found is None else found[1]


def remains(inserted: str, text: str) -> bool:
    """Return whether what was inserted still makes up part of a text: half of its words."""
    words = fold(inserted).split()
    left = set(fold(text).split())
    return bool(words) and 2 * sum(word in left for word in words) >= len(words)


def signed(text: str, signature: str) -> str:
    """Return an answer with its signature behind the last word, unless it stands there already.

    The text comes back normalised where it is signed. Nothing is not signed.
    """
    signature = _one_line(normalise(signature))
    body = normalise(text).rstrip()
    if not signature or not body or is_signed(body, signature):
        return text
    return f"{body}{TIE}{signature}"


def is_signed(text: str, signature: str) -> bool:
    """Return whether a person signed a text themselves."""
    before = text.rstrip().removesuffix(signature)
    return before != text.rstrip() and (not before or before[-1].isspace())


def _one_line(value: str) -> str:
    return " ".join("".join(char for char in value if char not in _TURNING).split())


def _stripped(word: str) -> str:
    """Return a word without the emoji and stops around it."""
    places = [place for place, char in enumerate(word) if category(char)[0] in "LM"]
    return word[places[0] : places[-1] + 1] if places else ""


def _is_of_name(char: str) -> bool:
    return category(char)[0] in "LM" or char in "'’-\u00b7"

"""The words of `canary-desk checks`: which checks are made, and what they have to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.checks import LISTS
from console.cli.syntax import command, group
from console.domain.checks import Check
from console.text.lexicon import LANGUAGES

if TYPE_CHECKING:
    from console.cli.syntax import Commands

_ADDED = {
    "own": ("our own contact points, which may stand in public", "POINT"),
    "order": ("how our order numbers look: # a digit, ? a letter", "SHAPE"),
    "service": ("services where a customer's account is nobody's business", "NAME"),
}


def declare(checks: Commands) -> None:
    """Declare all verbs."""
    command(checks, "list", "checks_list", "list the checks, and what is set for them")
    for name, text in (("on", "let checks be made"), ("off", "let checks be made no more")):
        switch = command(checks, name, f"checks_{name}", text)
        switch.add_argument(
            "checks", nargs="+", choices=[str(check) for check in Check], metavar="CHECK"
        )
    for name in LISTS:
        text, word = _ADDED[name]
        verbs = group(checks, name, text)
        for verb, does in (("add", "put words into the list"), ("remove", "take words out of it")):
            added = command(verbs, verb, f"checks_{verb}", does)
            added.add_argument("words", nargs="+", metavar=word)
            added.set_defaults(list=name)
    _phrases(group(checks, "phrase", "the list of dismissive wording"))


def _phrases(verbs: Commands) -> None:
    texts = {
        "list": "print the phrases of a language",
        "add": "put phrases into the list",
        "remove": "take phrases out of it",
    }
    for name, text in texts.items():
        verb = command(verbs, name, f"checks_phrase_{name}", text)
        verb.add_argument("--language", choices=LANGUAGES, required=True)
        if name != "list":
            verb.add_argument("phrases", nargs="+", metavar="PHRASE", help="such as `calm down`")

"""What is known beside a draft, made ready once for all runs over one case."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from console.checks.facts import Facts
from console.checks.reading import Reading
from console.domain.checks import CheckRules
from console.text.lexicon import LANGUAGES, Lexicon, lists

_Made = TypeVar("_Made")
DISMISSIVE = "dismissive"
"""The list that a person may change."""
_APART = ("customers", "words")
"""Files of lists that are looked up where they are needed, not in each sentence."""


class Ground:
    """The facts of a case, and what checks made of them; used by one thread."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._made: dict[Callable[..., Any], Any] = {}
        self._lexicons: dict[str, Lexicon | None] = {}

    def made(self, make: Callable[[Ground], _Made]) -> _Made:
        """Return what a function makes of this ground: made at first use, and kept."""
        if make not in self._made:
            self._made[make] = make(self)
        found: _Made = self._made[make]
        return found

    def lexicon(self, language: str) -> Lexicon | None:
        """Return the lexicon of a language with a person's changes; None for no such language."""
        if language not in self._lexicons:
            self._lexicons[language] = self._lexicon(language)
        return self._lexicons[language]

    def read(self, text: str, language: str) -> Reading:
        """Return another text than the draft, such as a customer's post, to be read."""
        return Reading(text, self.lexicon(language))

    def _lexicon(self, language: str) -> Lexicon | None:
        rules = self.facts.rules
        if language not in LANGUAGES:
            return None
        if not any(edit.language == language for edit in rules.dismissive):
            return _lexicon(language)
        held = lists(language, without=_APART)
        return Lexicon(held | {DISMISSIVE: dismissive_phrases(rules, language)})


@cache
def _lexicon(language: str) -> Lexicon:
    return Lexicon(lists(language, without=_APART))


def dismissive_phrases(rules: CheckRules, language: str) -> list[str]:
    """Return the dismissive wording of a language with a person's changes; none without one."""
    phrases = dict.fromkeys(lists(language).get(DISMISSIVE, ()))
    for edit in rules.dismissive:
        if edit.language != language:
            continue
        if edit.removed:
            phrases.pop(edit.phrase, None)
        else:
            phrases[edit.phrase] = None
    return list(phrases)

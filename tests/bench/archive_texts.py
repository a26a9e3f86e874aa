"""What the posts of a made-up archive say: real care posts where they are at hand, else the demo's.

Each text comes with all that follows from it (its folded form, its kind), found once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from console.text.folding import fold
from console.text.kinds import apologises, kind_of

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo" / "cases"
MOST_OF_ONE = 9
"""Who is named and posted more than that, answers customers."""
OF_THREE = 3
"""One text in so many names an order, so that no two archives' worth of posts are the same."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text that many posts say."""

    words: str
    folded: str
    lang: str


@dataclass(frozen=True, slots=True)
class Said:
    """What one post says, as `store.messages` would store it."""

    text: str
    folded: str
    lang: str
    kind: str
    """By the rule; of a customer's post."""
    apology: bool
    """Of a post of ours."""


class Texts:
    """What customers, and what those who answer them, say."""

    def __init__(self, data: Path | None, dice: Random) -> None:
        """Take the folder of real posts; without it the demo's are taken."""
        file = None if data is None else data / "care-posts" / "posts.json"
        real = file is not None and file.is_file()
        asked, answered = _care(file) if real and file is not None else _demo()
        self.source = "care posts" if real else "the demo's"
        self._asked = [Text(words, fold(words), lang) for words, lang in asked]
        self._answered = [Text(words, fold(words), lang) for words, lang in answered]
        self._dice = dice
        self._kinds: dict[str, str] = {}
        self._sorry: dict[str, bool] = {}

    def asked(self, number: int) -> Said:
        """Return what a customer says in post `number`."""
        words = self._asked[int(self._dice.random() * len(self._asked))]
        text, folded = _with_order(words, number)
        kind = self._kinds.get(text)
        if kind is None:
            kind = str(kind_of(text, words.lang))
            if text is words.words:
                self._kinds[text] = kind
        return Said(text, folded, words.lang, kind, apology=False)

    def answered(self, number: int) -> Said:
        """Return what we say in post `number`."""
        words = self._answered[int(self._dice.random() * len(self._answered))]
        text, folded = _with_order(words, number)
        sorry = self._sorry.get(words.words)
        if sorry is None:
            sorry = self._sorry[words.words] = bool(apologises(words.words))
        if text is not words.words:
            sorry = bool(apologises(text))
        return Said(text, folded, words.lang, "", sorry)


def _with_order(words: Text, number: int) -> tuple[str, str]:
    if number % OF_THREE:
        return words.words, words.folded
    return f"{words.words} Order {number}", f"{words.folded} order {number}"


def _care(file: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the texts of those who ask and of those whom they name, with their languages."""
    raw: dict[str, list[dict[str, Any]]] = json.loads(file.read_text("utf-8"))
    named = {
        mention["username"].casefold()
        for post in raw["posts"]
        for mention in post.get("entities", {}).get("mentions", ())[:1]
    }
    counts: dict[str, int] = {}
    for post in raw["posts"]:
        counts[post["author_id"]] = counts.get(post["author_id"], 0) + 1
    own = {
        user["id"]
        for user in raw["users"]
        if user["username"].casefold() in named and counts.get(user["id"], 0) > MOST_OF_ONE
    }
    asked, answered = list[tuple[str, str]](), list[tuple[str, str]]()
    for post in raw["posts"]:
        (answered if post["author_id"] in own else asked).append((post["text"], post["lang"]))
    return asked, answered


def _demo() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    asked, answered = list[tuple[str, str]](), list[tuple[str, str]]()
    for file in sorted(DEMO.glob("*.json")):
        for message in _messages(json.loads(file.read_text("utf-8"))):
            if "post" in message:
                asked.append((message["post"], "en"))
            elif "ours" in message:
                answered.append((str(message["ours"]), "en"))
    return asked, answered


def _messages(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "ago" in node:
            yield node
        for each in node.values():
            yield from _messages(each)
    elif isinstance(node, list):
        for each in node:
            yield from _messages(each)

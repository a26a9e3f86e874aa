"""What the messages of a case hold: what the customer gave, did, and by which way they came.

Read once for each case, with the phrases of every language: a customer does not always write
in the language of the answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from console.checks.ground import Ground
from console.checks.privacy_entities import Kind
from console.checks.privacy_written import written
from console.checks.reading import Reading, Said, Sentence
from console.checks.speech import tells_solution
from console.domain.kinds import MessageKind
from console.domain.messages import CallNote, Channel, Direction, Message, Post
from console.text.language import language_of
from console.text.lexicon import LANGUAGES, Lexicon, fold, lists, word_texts

GAVE, DONE, ASKED = "gave_", "done_", "asked_"
"""How the lists of the lexicon begin; what follows is the subject, such as `restart`."""
_DEVICE, _ROUTER = "thing_device", "thing_router"
_DEVICES = frozenset(
    ("thing_phone", "thing_tablet", "thing_computer", "thing_tv", "thing_console", "thing_watch",
     _DEVICE, _ROUTER)
)  # fmt: skip
_THINGS = ("thing_app", *sorted(_DEVICES))
_OF_ROUTERS = ("restart", "unplug")
"""Steps that are those of `router`, done to one."""
_LASTING = frozenset((Kind.EMAIL, Kind.PHONE, Kind.CUSTOMER, Kind.ACCOUNT, Kind.IBAN))
"""What stays the same from one problem to the next."""
EVERYTHING = "everything"
"""The subject of somebody who tried all there is."""
WAYS = {
    Channel.PHONE: "call",
    Channel.EMAIL: "mail",
    Channel.IN_PERSON: "visit",
}
"""The subjects of ways to reach us, by the channel of a call note."""
_NEAR = 5
"""Words behind a step within which the thing is named that it was done to."""
_BEFORE = 2
"""Words in front of a step that can take it back: `I have not restarted`."""
_CLAUSE = re.compile(r"[,;:(\n–—]")
_MOST = 20
"""Phrases of one sentence that are looked at."""
_SINGLE = ("not_done", "not_by_them", "small_words")
_STEM = 5
"""Letters by which two words are taken for one: `cable`, `cables`."""
_SYSTEM = re.compile(
    r"(?<!\w)(?:i(?:pad)?os|android|windows|win|mac ?os(?: x)?)(?: version)? ?v?\d[\d.]*",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"(?<!\w)(?:version|ver|firmware|build)[ .:]{0,2}v?\d[\w.]*|(?<!\w)v ?\d+\.\d[\d.]*",
    re.IGNORECASE,
)
_MODEL = r"[ -]?(?:\d|(?:pro|max|plus|xl|se|ultra|mini|edge|note|lite)\b)"


class Given(NamedTuple):
    """Something that is known, and from where."""

    message: Message | None
    """None where it stands with the contact and in no message."""
    things: frozenset[str] = frozenset()
    """To what a step was done, as lists of the lexicon; empty where that was not said."""


class Tried(NamedTuple):
    """A step in a call note that no list knows."""

    message: CallNote
    text: str
    stems: frozenset[str]


def given(ground: Ground) -> dict[str, list[Given]]:
    """Return what is known by subject, the newest first; of what was solved only who they are."""
    found: defaultdict[str, list[Given]] = defaultdict(list)
    if ground.facts.contact is not None and ground.facts.contact.phones:
        found["phone"].append(Given(None))
    messages = ground.made(since_solved)
    new = {message.id for message in messages}
    for each in ground.made(written):
        if each.message.id in new or each.kind in _LASTING:
            found[each.kind].append(Given(each.message))
    for message in messages:
        for subject, things in _subjects(message):
            found[subject].append(Given(message, things))
            if subject == "router":
                found["restart"].append(Given(message, frozenset((_ROUTER,))))
            elif subject in _OF_ROUTERS and _ROUTER in things:
                found["router"].append(Given(message))
    return {subject: [*reversed(known)] for subject, known in found.items()}


def since_solved(ground: Ground) -> tuple[Message, ...]:
    """Return the messages since the case was last solved, or the customer thanked; all if never."""
    messages = ground.facts.messages
    for place in range(len(messages) - 1, -1, -1):
        message = messages[place]
        if not isinstance(message, Post):
            continue
        if message.direction is Direction.OUT:
            if _is_solved_by(message.text, ground):
                return messages[place + 1 :]
        elif message.kind is MessageKind.THANKS:
            return messages[place:]  # `Thanks! It is order 40911`
    return messages


def _is_solved_by(text: str, ground: Ground) -> bool:
    language = language_of(text)
    known = (language,) if language in LANGUAGES else LANGUAGES
    return any(tells_solution(each) for one in known for each in ground.read(text, one).sentences)


def tried(ground: Ground) -> tuple[Tried, ...]:
    """Return the steps of call notes that no list knows, the newest first."""
    notes = [
        note for note in ground.made(since_solved) if isinstance(note, CallNote) and note.tried
    ]
    return tuple(each for note in reversed(notes) for each in _loose_steps(note))


def stems(texts: Iterable[str]) -> frozenset[str]:
    """Return the beginnings of the words (folded) that carry a meaning."""
    return frozenset(
        text[:_STEM] for text in texts if len(text) >= _STEM - 1 and text not in _small_words()
    )


def things(said: Iterable[Said], sentence: Sentence, start: int, end: int) -> frozenset[str]:
    """Return to what a step at `[start, end)` is done, as lists of the lexicon.

    Where it is not said in the step or behind it, it may stand in front: `Handy neu gestartet`.
    """
    named = [each for each in said if each.list in _THINGS]
    if not named:
        return frozenset()
    behind = [word.end for word in sentence.words if word.start >= end][:_NEAR]
    last = behind[-1] if behind else end
    found = {each.list for each in named if start <= each.start < last}
    if not found:
        clause = start - len(_CLAUSE.split(sentence.text[: start - sentence.start])[-1])
        before = [word.start for word in sentence.words if clause <= word.start < start][-_NEAR:]
        found = {each.list for each in named if before and before[0] <= each.start < start}
    return frozenset(found)


def with_thing(subject: str, things: frozenset[str]) -> str:
    """Return the subject of a step that is done to these: a router's has its own."""
    return "router" if subject in _OF_ROUTERS and things == {_ROUTER} else subject


def same_thing(asked: frozenset[str], done: frozenset[str]) -> bool:
    """Return whether both may be the same; a device by no name can be any of them."""
    return (
        not asked
        or not done
        or not asked.isdisjoint(done)
        or (_DEVICE in asked and not done.isdisjoint(_DEVICES))
        or (_DEVICE in done and not asked.isdisjoint(_DEVICES))
    )


def first_ones(hits: Iterable[Said]) -> list[Said]:
    """Return the first phrases in order, without those that lie within a longer one.

    Nobody says more in one sentence; each is held against the whole of it.
    """
    kept: list[Said] = []
    for hit in sorted(hits, key=lambda each: (each.start, -each.end)):
        inside = kept and hit.end <= kept[-1].end
        if not inside or (hit.start, hit.end) == (kept[-1].start, kept[-1].end):
            kept.append(hit)
    return kept[:_MOST]


def _subjects(message: Message) -> Iterator[tuple[str, frozenset[str]]]:
    if isinstance(message, Post):
        if message.direction is Direction.OUT:
            return
        if any(each.kind == "photo" for each in message.media):
            yield "picture", frozenset()
    elif message.direction is Direction.IN and message.channel in WAYS:
        yield WAYS[message.channel], frozenset()
    yield from _said(message.text)
    if isinstance(message, CallNote) and message.tried:
        for sentence in _read(message.tried).sentences:
            for hit in first_ones(_steps(sentence.said)):
                subject = hit.list.removeprefix(ASKED).removeprefix(DONE)
                yield subject, things(sentence.said, sentence, hit.start, hit.end)


def _said(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what a customer says, or a note says of them, that they gave and did."""
    reading = _read(text)
    for sentence in reading.sentences:
        for hit in first_ones(each for each in sentence.said if each.list.startswith(DONE)):
            if not _is_taken_back(reading.text, sentence, hit):
                subject = hit.list.removeprefix(DONE)
                yield subject, things(sentence.said, sentence, hit.start, hit.end)
    nothing = frozenset[str]()
    systems = list(_SYSTEM.finditer(text))
    if systems:
        yield "system", nothing
    inside = [range(*found.span()) for found in systems]
    if any(not any(v.start() in held for held in inside) for v in _VERSION.finditer(text)):
        yield "version", nothing
    if _models().search(text):
        yield "device", nothing


def _is_taken_back(text: str, sentence: Sentence, hit: Said) -> bool:
    """Return whether somebody says that they did not do it, or asks whether they should."""
    clause = _CLAUSE.split(text[sentence.start : hit.start])[-1]
    if _not_done().said(word_texts(clause)[-_BEFORE:]):
        return True
    held = [word.text for word in sentence.words if hit.start <= word.start < hit.end]
    if " ".join(held) in _done_word_by_word():
        return False
    inside = held[1:-1]
    # `I think it restarted`; but in `switched it off and on` that is the thing.
    by_itself = "not_by_them" in _not_done().said(inside[-1:])
    return by_itself or "not_done" in _not_done().said(inside)


def _steps(said: Iterable[Said]) -> Iterator[Said]:
    beside = {f"{ASKED}{way}" for way in (*WAYS.values(), "dm")}
    for each in said:
        subject = each.list.partition("_")[2]
        if each.list.startswith(DONE) or (
            each.list not in beside and f"{DONE}{subject}" in _lists()
        ):
            yield each


def _loose_steps(note: CallNote) -> Iterator[Tried]:
    for piece in re.split(r"[,;.\n/]| and | und ", note.tried):
        if not any(_steps(_read(piece).said)):
            words = word_texts(piece)
            held = stems(words)
            if len(held) > 1 or any(len(word) >= _STEM and word[:_STEM] in held for word in words):
                yield Tried(note, " ".join(piece.split()), held)


def _read(text: str) -> Reading:
    # As a network stores it; the places of words in it do not matter here.
    return Reading(unicodedata.normalize("NFC", text), _lexicon())


@cache
def _lists() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for language in LANGUAGES:
        for name, phrases in lists(language).items():
            if name.startswith((GAVE, DONE, ASKED, *_THINGS)) or name in _SINGLE:
                found[name] += phrases
    return dict(found)


@cache
def _lexicon() -> Lexicon:
    kept = (DONE, ASKED, *_THINGS)
    return Lexicon({name: held for name, held in _lists().items() if name.startswith(kept)})


@cache
def _not_done() -> Lexicon:
    return Lexicon({name: _lists()[name] for name in ("not_done", "not_by_them")})


@cache
def _done_word_by_word() -> frozenset[str]:
    """Return the phrases without a gap: no word of theirs takes them back."""
    found = [phrase for name, held in _lists().items() if name.startswith(DONE) for phrase in held]
    return frozenset(" ".join(word_texts(each)) for each in found if "..." not in each)


@cache
def _small_words() -> frozenset[str]:
    return frozenset(fold(word) for word in _lists()["small_words"])


@cache
def _models() -> re.Pattern[str]:
    """Return what finds devices that are named so that nobody has to ask which one."""
    whole = "|".join(map(re.escape, dict.fromkeys(_lists()["gave_device"])))
    begun = "|".join(map(re.escape, dict.fromkeys(_lists()["gave_device_with_number"])))
    return re.compile(rf"(?<!\w)(?:(?:{whole})(?!\w)|(?:{begun}){_MODEL})", re.IGNORECASE)

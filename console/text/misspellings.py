"""How a name is likely to be misspelled: by slips of the finger and by its sound; pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pkgutil import get_data  # importlib.resources would load 10 ms of machinery

from console.text.folding import fold

MOST = 12
_SHORTEST, _LONGEST = 4, 40
"""How many letters a word has of which misspellings are looked for."""
_SPLIT_FROM = 8
_PART = 3
"""So many letters at least has each half of a word that is written in two."""
_SOUNDS = (
    ("ü", "ue"), ("ö", "oe"), ("ä", "ae"), ("ue", "ü"), ("oe", "ö"), ("ae", "ä"),
    ("ie", "ei"), ("ei", "ie"), ("ph", "f"), ("ck", "k"), ("c", "k"), ("k", "c"), ("y", "i"),
    ("i", "y"), ("f", "ph"), ("tz", "z"), ("dt", "t"), ("th", "t"), ("qu", "kw"), ("x", "ks"),
    ("sch", "sh"), ("z", "s"), ("v", "w"), ("ai", "ei"),
)  # fmt: skip
"""What sounds alike, the likeliest to be taken for each other first."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
"""Letters beside each other on a keyboard; y and z change places on a German one."""
_VOWELS = "aeiouyäöü"
_OFTEN_DOUBLED = "lmnprstf"
_SEAMS = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])|[-_.&+'’]+|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_ROUNDS = (1, 1, 2, 2, 3)
"""How many of each kind are taken in a round, so that no kind fills the list alone."""


def of(word: str) -> tuple[str, ...]:
    """Return likely misspellings of a word, the likeliest first, at most `MOST`.

    Never the word itself; of words under four letters none, for they would be other words.
    They are in lower case; some are two words, to be looked for as a phrase. Those of a #tag
    are tags as well, and of a name of several words each word is misspelled.
    """
    name = " ".join(word.split()).lstrip("#@$-")
    found = _of_name(name)
    if word.lstrip().startswith("#") and " " not in name:
        return tuple(f"#{each}" for each in found if " " not in each)
    return found


def _of_name(name: str) -> tuple[str, ...]:
    """Return those of a name that stands for itself."""
    letters = sum(char.isalpha() for char in name)
    if not _SHORTEST <= letters <= len(name) <= _LONGEST or name.lower() == name.upper():
        return ()
    seams = tuple(part for part in _SEAMS.sub(" ", name).lower().split(" ") if part)
    whole = "".join(seams)
    kinds = [_in_other_parts(name.lower(), seams)]
    if " " in name:
        kinds += _in_words(name.lower())
    else:
        kinds += [
            _undoubled(whole), _sounding_alike(whole), _doubled(whole), _swapped(whole),
            _missing(whole), _mistyped(whole),
        ]  # fmt: skip
    met = {fold(name), *_everyday()}
    found: list[str] = []
    for most in _ROUNDS:
        for kind in kinds:
            fresh = 0
            for each in kind:
                if (key := fold(each)) not in met and len(each) >= _SHORTEST:
                    met.add(key)
                    found.append(each)
                    fresh += 1
                if fresh == most:
                    break
    return tuple(found[:MOST])


def _in_other_parts(name: str, seams: tuple[str, ...]) -> Iterator[str]:
    """Yield the name with other spaces: in one where it has a seam, in two where it has none."""
    whole = "".join(seams)
    if len(seams) > 1:
        yield whole
        yield " ".join(seams)
        return
    if name != whole or len(whole) < _SPLIT_FROM:
        return
    places = range(_PART, len(whole) - _PART + 1)
    middle = len(whole) / 2
    known = [at for at in places if whole[:at] in _parts() or whole[at:] in _parts()]
    # A compound's halves meet mostly between two consonants.
    apart = [at for at in places if whole[at - 1] not in _VOWELS and whole[at] not in _VOWELS
             and whole[at - 1] != whole[at]]  # fmt: skip
    for at in islice(sorted(known or apart, key=lambda at: (abs(at - middle), at)), 1):
        yield f"{whole[:at]} {whole[at:]}"


def _in_words(name: str) -> Iterator[Iterator[str]]:
    """Yield for each word of a name the name with that word misspelled."""
    words = name.split(" ")

    def within(place: int) -> Iterator[str]:
        for wrong in _of_name(words[place]):
            yield " ".join((*words[:place], wrong, *words[place + 1 :]))

    for place in range(len(words)):
        yield within(place)


def _undoubled(word: str) -> Iterator[str]:
    for at in range(1, len(word)):
        if word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]


def _sounding_alike(word: str) -> Iterator[str]:
    for sound, other in _SOUNDS:
        at = word.find(sound)
        if at >= 0 and not (sound == "c" and word[at : at + 2] in ("ch", "ck")):
            yield word[:at] + other + word[at + len(sound) :]


def _doubled(word: str) -> Iterator[str]:
    """Yield it with a consonant between vowels doubled, then one behind a vowel at the end."""
    for at in range(1, len(word)):
        behind = word[at + 1 : at + 2]
        if (
            word[at] in _OFTEN_DOUBLED
            and word[at - 1] in _VOWELS
            and (behind in _VOWELS if behind else word[at] != "r")
        ):
            yield word[:at] + word[at] + word[at:]


def _swapped(word: str) -> Iterator[str]:
    """Yield it with two neighbours swapped: inside first, for a first letter is seldom wrong."""
    for at in (*range(len(word) - 3, 0, -1), len(word) - 2):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _missing(word: str) -> Iterator[str]:
    """Yield it with a letter missing inside, a vowel rather than a consonant."""
    inside = range(len(word) - 2, 0, -1)
    for at in (at for at in inside if word[at] in _VOWELS):
        yield word[:at] + word[at + 1 :]
    for at in (at for at in inside if word[at] not in _VOWELS):
        yield word[:at] + word[at + 1 :]


def _mistyped(word: str) -> Iterator[str]:
    """Yield it with one letter the key beside it, from the middle on."""
    for at in range(len(word) // 2, len(word)):
        for row in _ROWS:
            place = row.find(word[at])
            if place >= 0:
                key = row[place + 1] if place + 1 < len(row) else row[place - 1]
                yield word[:at] + key + word[at + 1 :]


@cache
def _parts() -> frozenset[str]:
    return frozenset(_data()["parts"])


@cache
def _everyday() -> frozenset[str]:
    return frozenset(map(fold, _data()["everyday"]))


@cache
def _data() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(get_data("resources", "misspellings.json") or b"{}")
    return found

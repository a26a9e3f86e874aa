"""Whether a sentence tells the number of a parcel or an order, which is an answer.

Judges a sentence by itself, as `console.checks.speech`; what such a number is called is data
(`numbered` and `number_is` in `resources/lexicons/<language>/replies.json`). Linear in the
sentence, but for a logarithm.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from console.checks.reading import Said, Sentence

FEW = 5
"""Words at most of a sentence that is nothing but a number and its name: `Parcel no. 40702`."""
LEAST_DIGITS = 4
"""Of the number of a parcel or an order."""
LINKS = 3
"""Words at most between it and its name."""
_FREE = ("0800", "0808", "0844", "0845", "0900", "0180")
"""Begin numbers to be called."""
_WAYS = ("redirect", "tell_us", "channel", "together", "dm_alone")


def gives_number(sentence: Sentence) -> bool:
    """Return whether it tells the number of a parcel or an order: `Your parcel is 40702`.

    A number that only stands there, `sorry about order 40702`, tells nothing new.
    """
    if sentence.asks or not sentence.says("numbered"):
        return False
    words = sentence.words
    starts = [word.start for word in words]
    links = {each.start for each in _of(sentence, "number_is")}
    sent_on = min((each.start for each in _of(sentence, *_WAYS)), default=sentence.end)
    alone = len(words) <= FEW and not sentence.says("courtesy", "apology", "our_thanks", *_WAYS)
    for said in _of(sentence, "numbered"):
        first, last = bisect_left(starts, said.start), bisect_left(starts, said.end)
        behind, before = last, first - 1
        while behind < len(words) and starts[behind] in links and behind - last < LINKS:
            behind += 1
        while before >= 0 and starts[before] in links and first - before <= LINKS:
            before -= 1
        if behind < len(words) and _is_number(words[behind].text) and starts[behind] < sent_on:
            link = sentence.text[said.end - sentence.start : starts[behind] - sentence.start]
            if behind > last or ":" in link or alone:
                return True
        if 0 <= before < first - 1 and _is_number(words[before].text):
            return True
    return False


def _is_number(word: str) -> bool:
    return sum(map(str.isdecimal, word)) >= LEAST_DIGITS and not word.startswith(_FREE)


def _of(sentence: Sentence, *names: str) -> Iterator[Said]:
    return (said for said in sentence.said if said.list in names)

"""The times that a sentence of ours names: by when a promise is to be kept.

A time is words of the list `promised_time` and digits that follow each other, and
`text.spoken_times` understands all of them: a day is over when it closes, of a span
(`between 10 and 12`) its end counts, and what is vague (`in the coming days`) is none.
Judges no promise: whose time it is, and whether it is one to come, `checks.promising` says.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from console.checks.reading import Sentence
from console.domain.business_hours import BusinessHours
from console.text import spoken_times, time_words
from console.text.lexicon import Word

MOST_TIME_WORDS = 9
"""Words of a time at most: `by the end of the next working day`."""
MOST_TRIES = 24
"""Stretches of a sentence at most that are tried for a time."""
FAR_DAYS = 60
ROLLED = timedelta(days=270)
"""A day without its year that is as far off was one of this year, and is over."""

_SPAN = re.compile(
    r"(?<![\w./:-])\d{1,2}(?:[:.]\d{1,2}\.?)?(?: ?(?:am|pm|uhr))?"
    r" ?(?:-|–|to|till|until|or|and|bis|oder|und) ?(?=\d{1,3}(?!\d|[/-]\d))",
    re.IGNORECASE,
)
"""The beginning of a span, up to where its end is said."""
_WEEKDAY = "|".join(time_words.WEEKDAYS)
_DAY_SPAN = re.compile(rf"\b(?:{_WEEKDAY})(?: (?:or|oder|-|–))? (?=(?:{_WEEKDAY})\b)")
_FILLERS = re.compile(
    r"\b(?:within|innerhalb|binnen|before|vor|no|than|latest|spätestens|at|von|from|between|around"
    r"|about|over|zwischen|gegen|um|zum|zur|im|during|next(?= \d)|end|ende)\b"
)
_WORKING = re.compile(
    r"(?:next )?(?:(\d{1,2}) )?(?:(?:business|working) day|(?:werk|arbeits)tag(?:e?n?|s)?)"
)
_MANY = re.compile(
    r"\b(?:days|hours|minutes|weeks|months|tagen?|tage|stunden|minuten|wochen|monaten?)\b"
    r"|\b(?:business|working) days\b|\b(?:werk|arbeits)tagen?\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"(?:within|innerhalb|binnen|in) ", re.IGNORECASE)
_IN_FIGURES = re.compile(r"\d[:./-]\d")
_HALF = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
_BREAKS = re.compile(r"[^\s,.:/'’–-]|\n|\. ")
"""What stands in no time."""
_MONEY = "£$€%#"
_SHORT = frozenset({"mo", "di", "mi", "do", "fr", "sa", "so", "sat", "sun"})
"""Weekdays that are words as well: only behind another word of time, and in capitals."""
_PARTS = frozenset(
    {"morning", "afternoon", "evening", "night", "noon", "midday", "lunchtime", "früh"}
    | {"vormittag", "mittag", "nachmittag", "abend", "nacht"}
)
"""Parts of a day that is not understood, where they stand alone: `by Christmas morning`."""
_CLOCK_BEFORE = re.compile(r"\d[:./-]$|:\d\d\s+$")
_CLOCK_BEHIND = re.compile(r"[:/-]\d|,?\s+(?:at |um |by |bis |ab )?\d{1,2}:\d")
"""Digits of a time that was not understood, beside one that was: then neither is."""
_LISTS = (
    "promised_time",
    "promised_at",
    "promised_on",
    "promised_number",
    "promised_join",
    "promised_behind",
)


class Moment(NamedTuple):
    """A time that a sentence names: its words, and when it is over, aware UTC."""

    start: int
    end: int
    at: datetime
    said: str
    """The words as they were understood: the full stop of `bis zum 25.` is the day's."""


class _Mark(NamedTuple):
    """A word as it may belong to a time."""

    word: Word
    lists: frozenset[str]
    may_be: bool
    """Whether it can stand in a time at all."""
    tells: bool
    """Whether it says something of a moment by itself."""
    goes_on: bool
    """Whether nothing stands between it and the word before that ends a time."""


def moments_of(sentence: Sentence, now: datetime, hours: BusinessHours) -> list[Moment]:
    """Return the times to come that a sentence names, in order, apart from each other."""
    now = now.replace(second=0, microsecond=0)  # so a time is read once a minute, not at each key
    marks = _marks(sentence)
    found: list[Moment] = []
    tries, place = 0, 0
    while place < len(marks) and tries < MOST_TRIES:
        run = _run(marks, place)
        place += 1
        if not run or not _begins(sentence, run):
            continue
        shortest = 1 + next((n for n, mark in enumerate(run) if mark.tells), len(run))
        for length in range(len(run), shortest - 1, -1):
            if "promised_join" in run[length - 1].lists:
                continue
            tries += 1
            if (moment := _read(sentence, marks, run[:length], (now, hours))) is not None:
                found.append(moment)
                place += length - 1
                break
            if tries >= MOST_TRIES:
                break
    return found


def moment_of(sentence: Sentence, now: datetime, hours: BusinessHours) -> Moment | None:
    """Return the first time to come that a sentence names and that is not since when."""
    since = {said.end for said in sentence.said if said.list == "promised_since"}
    found = moments_of(sentence, now, hours)
    return next((one for one in found if not stands_at(one, sentence, since)), None)


def stands_at(moment: Moment, sentence: Sentence, ends: set[int]) -> bool:
    """Return whether a word that ends at one of these places stands directly before a time."""
    before = sentence.text[: moment.start - sentence.start].rstrip()
    return sentence.start + len(before) in ends


def joined(first: Moment, second: Moment, sentence: Sentence, now: datetime,
           hours: BusinessHours) -> datetime | None:  # fmt: skip
    """Return the moment that a day and a time of it are, said apart; None if they are not."""
    texts = [sentence.text[one.start - sentence.start : one.end - sentence.start]
             for one in (first, second)]  # fmt: skip
    return _moment(" ".join(texts), now, hours)


def names_time(sentence: Sentence) -> bool:
    """Return whether a sentence says any time, though it may be one that is not understood."""
    is_named = any(time_words.names_time(word.text) for word in sentence.words)
    if is_named or sentence.says("promised_vague"):
        return True
    marks = _marks(sentence)
    runs = (_run(marks, place) for place, mark in enumerate(marks) if "promised_at" in mark.lists)
    return any(len(run) > 1 and any(mark.tells for mark in run) for run in runs)


def _marks(sentence: Sentence) -> list[_Mark]:
    lists: dict[int, set[str]] = {}
    for said in sentence.said:
        if said.list in _LISTS:
            lists.setdefault(said.start, set()).add(said.list)
    marks: list[_Mark] = []
    before = sentence.start
    for word in sentence.words:
        of = frozenset(lists.get(word.start, ()))
        start, end = word.start - sentence.start, word.end - sentence.start
        if is_number := word.text[0].isdigit():
            around = sentence.text[max(0, start - 1) : start] + sentence.text[end : end + 2].strip()
            may_be = not any(sign in _MONEY for sign in around)
        else:
            is_so = word.text not in _SHORT or sentence.text[start].isupper()
            may_be = is_so and "promised_time" in of
        between = sentence.text[before - sentence.start : start]
        goes_on = may_be and bool(marks) and not _breaks(between, marks[-1].word.text)
        tells = may_be and (is_number or time_words.tells(word.text))
        marks.append(_Mark(word, of, may_be, tells, goes_on))
        before = word.end
    return marks


def _run(marks: list[_Mark], place: int) -> list[_Mark]:
    """Return the words from a place on that may belong to one time."""
    if not marks[place].may_be or marks[place].word.text in _SHORT:
        return []
    run = [marks[place]]
    for mark in marks[place + 1 : place + MOST_TIME_WORDS]:
        if not mark.goes_on:
            break
        run.append(mark)
    return run


def _begins(sentence: Sentence, run: list[_Mark]) -> bool:
    """Return whether a time may begin so: `9:30`, `2 days`, but not `2 on Monday` of things."""
    first = run[0].word
    start, end = first.start - sentence.start, first.end - sentence.start
    if _CLOCK_BEFORE.search(sentence.text, max(0, start - 6), start):
        return False
    is_number = first.text.isdigit()
    if not is_number and "promised_number" not in run[0].lists:
        return True
    if len(run) > 1 and time_words.counts(run[1].word.text):
        return True
    return is_number and sentence.text[end : end + 1] in (".", ":", "/", "-", "–")


def _breaks(between: str, before: str) -> bool:
    """Return whether what stands between two words ends a time; a date's full stop does not."""
    if between == " ":
        return False
    found = _BREAKS.search(between)
    if found is None:
        return False
    return found[0] != ". " or not (before[-1].isdigit() or len(before) <= 3)


def _read(
    sentence: Sentence,
    marks: list[_Mark],
    run: list[_Mark],
    clock: tuple[datetime, BusinessHours],
) -> Moment | None:
    """Return the time that words are; None unless they are one, all of them."""
    start, end = run[0].word.start, run[-1].word.end
    said = sentence.text[start - sentence.start : end - sentence.start]
    behind = sentence.text[end - sentence.start :]
    if _CLOCK_BEHIND.match(behind) or (len(run) == 1 and said.casefold() in _PARTS):
        return None
    forms, goes_on = [said], behind[1:].lstrip()[:1].islower()
    if behind[:1] == "." and run[-1].word.text.isdigit():
        # `bis zum 3.` is a day; behind `um 3.` and `bis 3.` the full stop ends the sentence.
        either = {"promised_at", "promised_on"}
        is_named = any(mark.lists & either == {"promised_on"} for mark in run[-2:-1])
        is_day = goes_on or is_named or not any("promised_at" in mark.lists for mark in run)
        forms = [f"{said}.", said] if is_day else [said, f"{said}."]
    for form in forms:
        if _is_bare(form, run) and not _may_be_bare(form, sentence, marks, run):
            continue
        if (at := _moment(form, *clock)) is not None:
            return Moment(start, end + 1 if form.endswith(".") and goes_on else end, at, form)
    return None


def _is_bare(said: str, run: list[_Mark]) -> bool:
    """Return whether an hour or the day of a month is said by a number alone."""
    if any(mark.tells and not mark.word.text[0].isdigit() for mark in run):
        return False
    return not _IN_FIGURES.search(said) and not _HALF.search(said)


def _may_be_bare(said: str, sentence: Sentence, marks: list[_Mark], run: list[_Mark]) -> bool:
    """Return whether a bare number is a time here: `at 3`, but not `at 3 shops`."""
    is_day = said.endswith(".") or not run[-1].word.text.isdigit()
    if ("promised_on" if is_day else "promised_at") not in run[0].lists:
        return False
    behind = sentence.text[run[-1].word.end - sentence.start :].removeprefix(".")
    if not behind.startswith(" "):
        return not behind[:1].isalnum() and behind[:1] not in ("-", "'", "’")
    following = next((mark for mark in marks if mark.word.start > run[-1].word.start), None)
    return following is not None and "promised_behind" in following.lists


@lru_cache(maxsize=1024)
def _moment(said: str, now: datetime, hours: BusinessHours) -> datetime | None:
    """Return when a time is over that a promise names; None for words that name none."""
    meant = plain(said)
    if not meant or meant == "next month":
        return None
    if not any(sign.isalpha() for sign in meant) and not said[0].isalpha():
        return None
    has_number = any(sign.isdigit() for sign in meant)
    if not has_number and ("may" in meant.split() or _MANY.search(said)):
        return None
    if found := _WORKING.fullmatch(meant):
        return _after_working_days(int(found[1] or 1), now, hours)
    if meant in ("hour", "minute", "next hour", "next minute") and _WITHIN.match(said):
        meant = f"1 {meant.removeprefix('next ')}"
    meant = {"week": "eow", "next week": "friday next week"}.get(meant, meant)
    at = spoken_times.read(meant, now, hours, ends=True)
    is_rolled = at is not None and at - now > ROLLED and not re.search(r"\d{4}", said)
    return None if is_rolled else at


@lru_cache(maxsize=512)
def plain(said: str) -> str:
    """Return the words of a time in their one form; kept, for a draft is read at each key."""
    words = time_words.plain(_SPAN.sub("", said)[: spoken_times.LONGEST])
    return _DAY_SPAN.sub("", " ".join(_FILLERS.sub(" ", words).split()))


def _after_working_days(count: int, now: datetime, hours: BusinessHours) -> datetime | None:
    """Return when the last of so many working days closes, today not among them."""
    day, left = hours.local(now).date(), count
    for _ in range(FAR_DAYS + 4 * count):
        if left <= 0:
            break
        day += timedelta(days=1)
        is_weekend = hours.round_the_clock and day.weekday() >= 5
        if hours.week[day.weekday()] and not is_weekend and not hours.is_off(day):
            left -= 1
    return hours.closing(day) if count and not left else None

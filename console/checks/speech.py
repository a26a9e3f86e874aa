"""What one of our sentences does for a customer: answers, asks, tells a step, or sends away.

The words are data (`resources/lexicons/<language>/replies.json`); here stands what a list
of words cannot say: whether a link leads to an answer or to a counter, whether a sentence
promises a step or tells of one, and what is left of it beside courtesy. Judges a sentence by
itself, and never looks at the case. All of it is linear in the sentence, but for a logarithm.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, pairwise

from console.checks.clauses import Clauses, Spans
from console.checks.given_numbers import gives_number
from console.checks.link_pages import Page, page_of
from console.checks.reading import Said, Sentence, Span

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+@-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<![\w/.-])(?:\+\d|\(?0\d|1-8)[\d ()/\u00a0-]{5,18}\d(?!\w)")
_AMOUNT = re.compile(r"[£$€]\s?\d|\d\s?[£€%]")
FAR = 8
"""Words at most between who did something and what was done."""
FEW = 5
"""Words at most beside a phone number that stands there to be called."""
SAYS = 4
"""Words at least of a sentence that tells something, where no phrase of ours is known in it."""
MOST_DIGITS = 17
"""Of a phone number: 15 (E.164), and the `00` before them; more tell of a parcel."""
_SOLVING = ("solved", "mended", "changed", "back", "alone", "under_way", "sent")
"""Lists of what tells that something is solved."""
SHORT = 3
"""Words at most of a clause in which one word tells all: `Refunded!`, `all fixed now`."""


def redirects(sentence: Sentence) -> bool:
    """Return whether a sentence sends the customer elsewhere."""
    return redirect_of(sentence) is not None


def redirect_of(sentence: Sentence) -> Span | None:
    """Return the words with which a sentence sends elsewhere; an address where no word does."""
    ways = list(_of(sentence, "redirect", "tell_us", "channel", "together"))
    ways = ways or list(_of(sentence, "dm_alone"))
    if ways and (ways := _ours_left_out(ways, sentence)):
        end = ways[0].end
        for way in ways:  # those that overlap are one
            end = max(end, way.end) if way.start < end else end
        return Span(ways[0].start, end)
    leads_on = sentence.says("purpose")
    for found in _LINK.finditer(sentence.text):
        if leads_on or page_of(found[0]) is Page.COUNTER:
            return _span(sentence, found)
    if found_mail := _MAIL.search(sentence.text):
        return _span(sentence, found_mail)
    if len(sentence.words) <= FEW and not gives_number(sentence):
        for number in _PHONE.finditer(sentence.text):
            if sum(map(str.isdecimal, number[0])) <= MOST_DIGITS:
                return _span(sentence, number)
    return None


def has_substance(sentence: Sentence) -> bool:
    """Return whether a sentence does something for the problem: a step, an answer, a question.

    A sentence that neither sends away nor is courtesy is taken for an answer: what can be
    said about a problem has no list.
    """
    if tells_step(sentence) or tells_solution(sentence) or _answers_alone(sentence):
        return True
    if gives_number(sentence):
        return True
    if (away := redirect_of(sentence)) is not None:
        return _helps_before(sentence, away)
    if _helps(sentence) or sentence.says("question_of_substance"):
        return True
    if sentence.says("courtesy", "our_thanks", "apology", "asks_identity"):
        return False
    return len(sentence.words) >= SAYS - sentence.asks or _says_in_few(sentence)


def tells_step(sentence: Sentence) -> bool:
    """Return whether a sentence tells of something that we did or found out."""
    if sentence.asks or not sentence.says("step", "done"):
        return False
    clauses = Clauses(sentence)
    led = _led(sentence, _of(sentence, "done"), ("we_did",))
    told = chain(((said.start, said) for said in _of(sentence, "step")), led)
    return any(_so_told(told, sentence, clauses))


def tells_solution(sentence: Sentence) -> bool:
    """Return whether a sentence says that something is solved."""
    if sentence.asks or not sentence.says(*_SOLVING):
        return False
    clauses = Clauses(sentence)
    unsolved = clauses.of(_of(sentence, "unsolved"))
    return any(
        clauses.start(said.start) not in unsolved
        for said in _so_told(_solving(sentence, clauses), sentence, clauses)
    )


def thanks(sentence: Sentence) -> bool:
    """Return whether a sentence thanks, or answers thanks."""
    return sentence.says("our_thanks")


def _ours_left_out(ways: list[Said], sentence: Sentence) -> list[Said]:
    """Return the ways without those that we go, `we can call them`, or that nobody has to."""
    before = {word.start: last.end for last, word in pairwise(sentence.words)}
    not_theirs = {each.end for each in _of(sentence, "our_turn", "no_redirect")}
    needless = Spans(_of(sentence, "no_redirect"))
    clauses = Clauses(sentence)
    given = clauses.of(_of(sentence, "we_send"))
    unneeded = clauses.of(_of(sentence, "needless"))
    stays = _stays_here(sentence)
    return [
        way
        for way in ways
        if (way.list == "together" or before.get(way.start) not in not_theirs)
        and not needless.meet(way)
        and clauses.start(way.start) not in unneeded
        and not (way.list == "channel" and clauses.start(way.start) in given)
        and not (way.list == "tell_us" and stays(way))
    ]


def _stays_here(sentence: Sentence) -> Callable[[Said], bool]:
    """Return what tells whether `write to us` means this conversation.

    It does with `here` behind it, or with what to write: `write to us which lamp it is`.
    """
    places = (_LINK, _MAIL, _PHONE)
    if sentence.says("by_way") or any(place.search(sentence.text) for place in places):
        return lambda _: False
    behind = {last.end: word.start for last, word in pairwise(sentence.words)}
    here = {
        each.start
        for each in _of(sentence, "here")
        if not sentence.text.startswith(":", each.end - sentence.start)
    }
    asked: set[int] = set()
    if not sentence.says("asks_identity"):
        asked = {each.start for each in _of(sentence, "question_of_substance")}
    return lambda way: way.start in asked or behind.get(way.end) in here


def _answers_alone(sentence: Sentence) -> bool:
    """Return whether a clause is nothing but an answer: `no`, `leider nicht`."""
    if sentence.asks or not sentence.says("answers_alone"):
        return False
    clauses, courtesy = Clauses(sentence), Spans(_of(sentence, "courtesy"))
    return any(
        clauses.is_whole(said) and not courtesy.hold(said)
        for said in _of(sentence, "answers_alone")
    )


def _says_in_few(sentence: Sentence) -> bool:
    """Return whether a sentence of some words asks for one fact, or tells where, when or what."""
    if not sentence.asks and (sentence.says("state") or _AMOUNT.search(sentence.text)):
        return True
    found = _of(sentence, "asks_what" if sentence.asks else "short_fact")
    starts = [said.start for said in found]
    return len(sentence.words) > 1 and sentence.words[0].start in starts


def _helps(sentence: Sentence) -> bool:
    """Return whether it answers or instructs, by its words or by a page that does."""
    courtesy = Spans(_of(sentence, "courtesy"))
    if any(not courtesy.hold(said) for said in _of(sentence, "answer", "instruction")):
        return True
    pages = {page_of(found[0]) for found in _LINK.finditer(sentence.text)}
    return Page.ARTICLE in pages or (Page.OTHER in pages and not sentence.says("pointer"))


def _helps_before(sentence: Sentence, away: Span) -> bool:
    """Return whether a sentence helps before it sends away: `restart it, else call us`.

    What stands behind tells how to turn elsewhere, and `to reset it, call us` what for.
    """
    before = _LINK.finditer(sentence.text, 0, away.start - sentence.start)
    if any(page_of(found[0]) is Page.ARTICLE for found in before):
        return True
    if sentence.says("leads_there"):
        return False
    aims = Clauses(sentence).beginning_with(_of(sentence, "aim"))
    """Clauses that tell when, or what for, to turn elsewhere."""
    empty = Spans(_of(sentence, "courtesy")), Spans(aims)
    return any(
        said.end <= away.start and not any(spans.hold(said) for spans in empty)
        for said in _of(sentence, "answer", "instruction")
    )


def _solving(sentence: Sentence, clauses: Clauses) -> Iterator[tuple[int, Said]]:
    """Yield what tells that something is solved, with where that begins."""
    troubled = clauses.of(_of(sentence, "trouble"))
    for said in _of(sentence, "solved", "back"):
        if said.list == "solved" or clauses.start(said.start) not in troubled:
            yield said.start, said
    other = clauses.of(_of(sentence, "not_goods"))
    sent = [each for each in _of(sentence, "sent") if clauses.start(each.start) not in other]
    for said in _of(sentence, "under_way"):
        if clauses.start(said.start) not in other:
            yield said.start, said
    apart = [each.start for each in _of(sentence, "apart")]
    mended = list(_of(sentence, "mended"))
    changed = list(_of(sentence, "changed"))
    found = list(_led(sentence, mended, ("we_did", "is_so")))
    found += _led(sentence, sent, ("we_did",))
    if not sentence.says("unsolved"):
        who = ("we_did", "is_so") if sentence.says("as_asked") else ("by_us",)
        found += _led(sentence, changed, who)
    for lead, said in found:
        between = bisect_left(apart, lead)
        if clauses.start(lead) == clauses.start(said.start) and not (
            between < len(apart) and apart[between] < said.start
        ):
            yield lead, said
    loose = clauses.of(_of(sentence, "apart"))
    for said in chain(mended, sent, _of(sentence, "alone")):
        few = said.list != "alone" and clauses.length(said) <= SHORT
        if clauses.is_whole(said) or (few and clauses.start(said.start) not in loose):
            yield clauses.start(said.start), said


def _led(
    sentence: Sentence, told: Iterable[Said], leads: tuple[str, ...]
) -> Iterator[tuple[int, Said]]:
    """Yield what is told where somebody, or an `is`, stands not far before it, and where."""
    starts = [word.start for word in sentence.words]
    who = sorted((bisect_left(starts, each.end), each.start) for each in _of(sentence, *leads))
    for said in told:
        place = bisect_left(starts, said.start)
        nearest = bisect_right(who, (place, said.start)) - 1
        if nearest >= 0 and place - who[nearest][0] <= FAR:
            yield who[nearest][1], said


def _so_told(
    told: Iterable[tuple[int, Said]], sentence: Sentence, clauses: Clauses
) -> Iterator[Said]:
    """Yield what is told, where nothing before makes it a wish, an if, a promise or a no.

    An `if` holds for all behind it, a `can` or a `not` in its own clause; a `not` may stand
    in the gap of a phrase as well.
    """
    sure = min((each.start for each in _of(sentence, "no_step")), default=sentence.end)
    begins = {each.start for each in _of(sentence, "we_did")}  # `you have been`
    harmless = Spans(_of(sentence, "no_doubt"))  # `for you`, `at no charge`
    unsure = [
        each.start
        for each in _of(sentence, "no_step_here")
        if each.start not in begins and not harmless.hold(each)
    ]
    denied = [each.start for each in _of(sentence, "denied")]
    for begin, said in told:
        doubt = bisect_left(unsure, clauses.start(begin))
        within = bisect_left(denied, said.start)
        is_sure = said.start <= sure and not (doubt < len(unsure) and unsure[doubt] < said.start)
        if is_sure and not (within < len(denied) and denied[within] < said.end):
            yield said


def _of(sentence: Sentence, *names: str) -> Iterator[Said]:
    return (said for said in sentence.said if said.list in names)


def _span(sentence: Sentence, found: re.Match[str]) -> Span:
    start = sentence.start + found.start()
    return Span(start, start + len(found[0].rstrip(".,;:!?)")))

"""What one of our sentences does for a customer: answers, asks, tells a step, or sends away.

The words are data (`resources/lexicons/<language>/replies.json`); here stands what a list
of words cannot say: whether a link leads to an answer or to a counter, whether a sentence
promises a step or tells of one, and what is left of it beside courtesy. Judges a sentence by
itself, and never looks at the case. All of it is linear in the sentence, but for a logarithm.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import accumulate, pairwise

from console.checks.reading import Said, Sentence, Span

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+@-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<![\w/.-])(?:\+\d|\(?0\d|1-8)[\d ()/\u00a0-]{5,18}\d(?!\w)")
_CLAUSE = re.compile(r"[^,;:]+")
_BLANK = re.compile(r"[a-z]{1,2}(?:[-_][a-z]{2})?|\d+|index|hc")
"""Pieces of a link's path that say nothing of where it leads: locales, numbers."""
_HUB = re.compile(
    r"help|support|faqs?|categor(?:y|ies)|home|customer-service|forums?|community|start"
    r"|hilfe|service|kundenservice|kundendienst|haeufige-fragen"
)
"""Pieces of a path that leads to a page from which one has to search on."""
_COUNTER = re.compile(
    r"contact|kontakt|request|anfrage|ticket|feedback|chat|callback|rueckruf|formular"
    r"|[a-z]{0,20}forms?\b"
)
"""Begins a piece of a path that leads to a counter: there one says it all again."""
_ARTICLE = re.compile(
    r"articles?|artikel|answers?|kb|guides?|how-?to\b|ht\d|[a-z0-9]+(?:-[a-z0-9]+){2}"
)
"""Begins a piece of a path of a page about one question."""
FAR = 8
"""Words at most between who did something and what was done."""
FEW = 5
"""Words at most beside a phone number that stands there to be called."""
SAYS = 4
"""Words at least of a sentence that tells something, where no phrase of ours is known in it."""


class Page(Enum):
    """Where a link leads."""

    COUNTER = "counter"
    """To a form, a contact page, or a page from which one has to search on."""
    ARTICLE = "article"
    """To a page about one question."""
    OTHER = "other"


def redirects(sentence: Sentence) -> bool:
    """Return whether a sentence sends the customer elsewhere."""
    return redirect_of(sentence) is not None


def redirect_of(sentence: Sentence) -> Span | None:
    """Return the words with which a sentence sends elsewhere; an address where no word does."""
    ways = list(_of(sentence, "redirect"))
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
    if len(sentence.words) <= FEW and (number := _PHONE.search(sentence.text)):
        return _span(sentence, number)
    return None


def has_substance(sentence: Sentence) -> bool:
    """Return whether a sentence does something for the problem: a step, an answer, a question.

    A sentence that neither sends away nor is courtesy is taken for an answer: what can be
    said about a problem has no list.
    """
    if tells_step(sentence):
        return True
    if (away := redirect_of(sentence)) is not None:
        return _helps_before(sentence, away)
    if _helps(sentence) or sentence.says("question_of_substance"):
        return True
    if sentence.says("courtesy", "our_thanks", "apology", "asks_identity"):
        return False
    return len(sentence.words) >= SAYS - sentence.asks


def tells_step(sentence: Sentence) -> bool:
    """Return whether a sentence tells of something that we did or found out."""
    if sentence.asks or not sentence.says("step", "done"):
        return False
    return _is_so((*_of(sentence, "step"), *_done(sentence)), sentence)


def tells_solution(sentence: Sentence) -> bool:
    """Return whether a sentence says that something is solved."""
    return not sentence.asks and _is_so(_of(sentence, "solved"), sentence)


def thanks(sentence: Sentence) -> bool:
    """Return whether a sentence thanks, or answers thanks."""
    return sentence.says("our_thanks")


def page_of(link: str) -> Page:
    """Return where a link leads, by its address alone; of one inside another, the inner one."""
    address = link.rsplit("://", 1)[-1].lower().partition("?")[0].partition("#")[0]
    host, *path = address.rstrip("/.,;:!)").split("/")
    steps = [step.partition(".")[0] for step in path if not _BLANK.fullmatch(step)]
    if all(_HUB.fullmatch(step) for step in steps) or "uservoice" in host:
        return Page.COUNTER
    if any(_COUNTER.match(step) for step in steps):
        return Page.COUNTER
    return Page.ARTICLE if any(_ARTICLE.match(step) for step in steps) else Page.OTHER


class _Spans:
    """Stretches of a text, asked by the thousand."""

    def __init__(self, spans: Iterable[Span | Said]) -> None:
        ordered = sorted((each.start, each.end) for each in spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def meet(self, said: Said) -> bool:
        """Return whether one of them has a word in common with a phrase."""
        before = bisect_left(self._starts, said.end)
        return before > 0 and self._ends[before - 1] > said.start

    def hold(self, said: Said) -> bool:
        """Return whether a phrase stands in one of them."""
        before = bisect_right(self._starts, said.start)
        return before > 0 and self._ends[before - 1] >= said.end


def _ours_left_out(ways: list[Said], sentence: Sentence) -> list[Said]:
    """Return the ways without those that we go, `we can call them`, or that nobody has to."""
    before = {word.start: last.end for last, word in pairwise(sentence.words)}
    not_theirs = {each.end for each in _of(sentence, "our_turn", "no_redirect")}
    needless = _Spans(_of(sentence, "no_redirect"))
    return [
        way for way in ways if before.get(way.start) not in not_theirs and not needless.meet(way)
    ]


def _helps(sentence: Sentence) -> bool:
    """Return whether it answers or instructs, by its words or by a page that does."""
    courtesy = _Spans(_of(sentence, "courtesy"))
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
    empty = _Spans(_of(sentence, "courtesy")), _Spans(_aims(sentence))
    return any(
        said.end <= away.start and not any(spans.hold(said) for spans in empty)
        for said in _of(sentence, "answer", "instruction")
    )


def _aims(sentence: Sentence) -> Iterator[Span]:
    """Yield the clauses that tell when, or what for, to turn elsewhere."""
    aims = {each.start for each in _of(sentence, "aim")}
    starts = [word.start for word in sentence.words]
    for clause in _CLAUSE.finditer(sentence.text):
        first = bisect_left(starts, sentence.start + clause.start())
        if first < len(starts) and starts[first] in aims:
            yield Span(starts[first], sentence.start + clause.end())


def _done(sentence: Sentence) -> Iterator[Said]:
    """Yield what is done, where somebody stands before it who did it."""
    starts = [word.start for word in sentence.words]
    who = sorted(bisect_left(starts, each.end) for each in _of(sentence, "we_did"))
    for said in _of(sentence, "done"):
        place = bisect_left(starts, said.start)
        nearest = bisect_right(who, place) - 1
        if nearest >= 0 and place - who[nearest] <= FAR:
            yield said


def _is_so(told: Iterable[Said], sentence: Sentence) -> bool:
    """Return whether one is told, and nothing before it makes it a wish, an if or a promise."""
    unsure = min((each.start for each in _of(sentence, "no_step")), default=sentence.end)
    return any(said.start <= unsure for said in told)


def _of(sentence: Sentence, *names: str) -> Iterator[Said]:
    return (said for said in sentence.said if said.list in names)


def _span(sentence: Sentence, found: re.Match[str]) -> Span:
    start = sentence.start + found.start()
    return Span(start, start + len(found[0].rstrip(".,;:!?)")))

"""Asked again: what the customer already gave, or already did.

Finds what a draft asks for and holds it against `asking_given`. Says who gave it, when and
where, and leads to that message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from console.checks.asking_given import (
    ASKED,
    EVERYTHING,
    WAYS,
    Given,
    first_ones,
    given,
    same_thing,
    stems,
    things,
    tried,
    with_thing,
)
from console.checks.ground import Ground
from console.checks.reading import Reading, Said, Sentence
from console.domain.checks import Check, Finding, Severity, Step, StepKind
from console.domain.messages import CallNote, Channel, Message, Post
from console.language import tr, tr_in
from console.text.spoken_times import words as moment

_DATA = {
    "order": tr("the order number"),
    "reference": tr("the reference number"),
    "tracking": tr("the tracking number"),
    "customer": tr("the customer number"),
    "account": tr("the account number"),
    "invoice": tr("the invoice number"),
    "booking": tr("the booking code"),
    "serial": tr("the serial number"),
    "email": tr("an e-mail address"),
    "phone": tr("a phone number"),
    "picture": tr("a picture"),
    "device": tr("the device"),
    "system": tr("the version of the system"),
    "version": tr("the version"),
}
_MAY_DIFFER = frozenset({"picture", "device", "system", "version"})
"""What may be asked for once more with good reason, for there can be several."""
_ALIKE = {"order": "reference", "reference": "order"}
"""Customers say the one for the other, and so do shops."""
_WAYS = {
    "call": tr("called us"),
    "mail": tr("wrote us an e-mail"),
    "dm": tr("sent us a direct message"),
    "visit": tr("came to us in person"),
}
_WAYS_TOLD = {
    # Translators: what follows `said` or `wrote` and `that they`.
    "call": tr_in("that they", "called us"),
    "mail": tr_in("that they", "wrote us an e-mail"),
    "dm": tr_in("that they", "sent us a direct message"),
    "visit": tr_in("that they", "came to us in person"),
}
_STEPS = {
    "restart": tr("restarted it"),
    "reinstall": tr("installed it again"),
    "cache": tr("cleared the cache"),
    "update": tr("updated it"),
    "login": tr("logged out and in again"),
    "password": tr("set a new password"),
    "factory": tr("reset the device"),
    "router": tr("restarted the router"),
    "unplug": tr("took it off the power"),
    "browser": tr("tried another browser"),
    "other_device": tr("tried another device"),
    "network": tr("tried another network"),
    "spam": tr("looked into the spam folder"),
}
_BY = {
    Channel.PHONE: tr("on the phone"),
    Channel.IN_PERSON: tr("in person"),
    Channel.EMAIL: tr("by e-mail"),
    Channel.LETTER: tr("by letter"),
    Channel.CHAT: tr("in a chat"),
}
_SHOW = {
    Channel.PHONE: tr("Show the call"),
    Channel.IN_PERSON: tr("Show the note"),
    Channel.EMAIL: tr("Show the e-mail"),
    Channel.LETTER: tr("Show the letter"),
    Channel.CHAT: tr("Show the chat"),
}
_USE_IT = tr("Leave the question out, and say what you do with what you have.")
_WHICH = tr("Say which one you have, or leave the question out.")
_GO_ON = tr("Say that you know, and name what comes after it.")
_STAY = tr("Say what came of that, or offer to call them.")
_UNHEARD = tr("asked again, it reads as if nobody had listened")
_CLAUSE = re.compile(r"[,;:\n–—]")
_CLOSE = 4
"""Words between `thanks for` and what the thanks are for."""
_MOST_NAME = 40
_US = frozenset(["us", "our", "uns", "unser", "unsere", "unserer", "unserem", "unseren"])


class _Ask(NamedTuple):
    """Something that a draft asks for."""

    subject: str
    start: int
    end: int
    things: frozenset[str] = frozenset()


def asked_again(reading: Reading, ground: Ground, now: datetime) -> Iterator[Finding]:
    """Yield what a draft asks for though the case holds it, each once, where it is first asked.

    A number counts as given whatever it is; pictures, devices and versions may be others, so
    these are advice only.
    """
    known, loose = ground.made(given), ground.made(tried)
    if not known and not loose:
        return
    found = set[str]()
    for sentence in reading.sentences:
        asks = list(_asks(reading, sentence, known))
        for ask in asks:
            if ask.subject not in found and (source := _source(ask, known)):
                found.add(ask.subject)
                yield _finding(ask, source, ground, now)
        if any(ask.subject in _STEPS for ask in asks) or not _asks_for_step(sentence):
            continue
        held = stems(word.text for word in sentence.words)
        for step in loose:
            if step.stems <= held and step.text not in found:
                found.add(step.text)
                yield _loose(step.text, step.message, _span(sentence, step.stems), ground, now)


def _asks(reading: Reading, sentence: Sentence, known: dict[str, list[Given]]) -> Iterator[_Ask]:
    """Yield what a sentence asks for, without what it says that we know."""
    for hit in first_ones(each for each in sentence.said if each.list.startswith(ASKED)):
        subject = hit.list.removeprefix(ASKED)
        is_known = subject in known or _ALIKE.get(subject) in known
        if not is_known and (subject not in _STEPS or EVERYTHING not in known):
            continue
        clause = _clause(reading.text, sentence, hit.start)
        if subject in _DATA:
            asks = _asks_for_data(sentence) and not _is_told(reading.text, hit)
        elif subject in _WAYS:
            held = {word.text for word in sentence.words if hit.start <= word.start < hit.end}
            asks = bool(held & _US) or _asks_for_step(sentence)
        else:
            asks = _asks_for_step(sentence) or not reading.text[clause : hit.start].strip()
        if asks and not _is_known(reading, sentence, hit, clause, is_step=subject in _STEPS):
            said = things(sentence.said, sentence, hit.start, hit.end)
            yield _Ask(with_thing(subject, said), hit.start, hit.end, said)


def _asks_for_data(sentence: Sentence) -> bool:
    return sentence.asks or sentence.says("ask")


def _asks_for_step(sentence: Sentence) -> bool:
    return sentence.asks or sentence.says("ask", "ask_step")


def _is_told(text: str, hit: Said) -> bool:
    """Return whether the number stands behind its name, so that nobody asks for it."""
    return any(sign.isdecimal() for sign in text[hit.end : hit.end + 8])


def _is_known(
    reading: Reading, sentence: Sentence, hit: Said, clause: int, *, is_step: bool
) -> bool:
    """Return whether the draft says close by that it was given or done.

    For a step also behind the clause: `restart it once more, please, I know you did`.
    """
    lists = ("known_already", "known_step") if is_step else ("known_already",)
    stop = _CLAUSE.search(reading.text, hit.end, sentence.end)
    last = sentence.end if stop is None or is_step else stop.start()
    for said in sentence.said:
        if said.list in lists and clause <= said.start < last:
            first, second = sorted(((said.start, said.end), (hit.start, hit.end)))
            between = [w for w in sentence.words if first[1] <= w.start and w.end <= second[0]]
            if len(between) <= _CLOSE:
                return True
    return False


def _clause(text: str, sentence: Sentence, place: int) -> int:
    """Return where the clause begins in which a place of a sentence lies."""
    ends = [found.end() for found in _CLAUSE.finditer(text, sentence.start, place)]
    return ends[-1] if ends else sentence.start


def _source(ask: _Ask, known: dict[str, list[Given]]) -> tuple[str, Given] | None:
    """Return what is known of what is asked for: as which subject, and the newest source."""
    for subject in (ask.subject, _ALIKE.get(ask.subject, "")):
        for source in known.get(subject, ()):
            if same_thing(ask.things, source.things):
                return subject, source
    if ask.subject in _STEPS and EVERYTHING in known:
        return EVERYTHING, known[EVERYTHING][0]
    return None


def _finding(ask: _Ask, source: tuple[str, Given], ground: Ground, now: datetime) -> Finding:
    subject, (message, _) = source
    who = _who(ground)
    if message is None:
        data = _DATA[subject]
        why = tr("{data} of {who} is linked to the contact already.").format(
            data=data[:1].upper() + data[1:], who=who
        )
    else:
        why = _why(subject, who, message, moment(message.at, now, ground.facts.hours))
    may_differ = ask.subject in _MAY_DIFFER or subject == EVERYTHING
    if ask.subject in _DATA:
        rule, advice = ask.subject, _WHICH if may_differ else _USE_IT
    else:
        is_step = ask.subject in _STEPS
        rule, advice = ("step", _GO_ON) if is_step else (ask.subject, _STAY)
    return Finding(
        Check.ASKED_AGAIN,
        rule,
        ask.start,
        ask.end,
        Severity.ADVICE if may_differ else Severity.WARNING,
        why=why,
        advice=advice,
        steps=_steps(message),
        words=ask.subject,
    )


def _why(subject: str, who: str, message: Message, when: str) -> str:
    if subject in _DATA:
        where = tr("in a post") if isinstance(message, Post) else _BY[message.channel]
        gave = tr_in("asked again", "gave")
        if subject in _MAY_DIFFER:
            gave = (
                tr_in("asked again", "sent")
                if subject == "picture"
                else tr_in("asked again", "named")
            )
        return tr("{who} {gave} {data} {where} on {when}; {unheard}.").format(
            who=who, gave=gave, data=_DATA[subject], where=where, when=when, unheard=_UNHEARD
        )
    if isinstance(message, CallNote):
        if WAYS.get(message.channel) == subject:
            return tr("{who} {ways} on {when}; sent there again, they begin anew.").format(
                who=who, ways=_WAYS[subject], when=when
            )
        said = tr("said {by} on {when}").format(by=_BY[message.channel], when=when)
    else:
        said = tr("wrote on {when}").format(when=when)
    if subject in _WAYS:
        return tr("{who} {said} that they {ways}; sent there again, they begin anew.").format(
            who=who, said=said, ways=_WAYS_TOLD[subject]
        )
    step = _STEPS.get(subject, tr("tried everything they could"))
    return tr("{who} {said} that they {step}; {unheard}.").format(
        who=who, said=said, step=step, unheard=_UNHEARD
    )


def _loose(
    text: str, note: CallNote, span: tuple[int, int], ground: Ground, now: datetime
) -> Finding:
    when = moment(note.at, now, ground.facts.hours)
    return Finding(
        Check.ASKED_AGAIN,
        "step",
        *span,
        Severity.WARNING,
        why=tr("The note of {when} says that this was tried (“{short}”); {unheard}.").format(
            when=when, short=_short(text), unheard=_UNHEARD
        ),
        advice=_GO_ON,
        steps=_steps(note),
        words=text.casefold(),
    )


def _span(sentence: Sentence, held: frozenset[str]) -> tuple[int, int]:
    matching = [word for word in sentence.words if stems([word.text]) & held]
    return matching[0].start, matching[-1].end


def _steps(message: Message | None) -> tuple[Step, ...]:
    if message is None:
        return ()
    label = tr("Show the post") if isinstance(message, Post) else _SHOW[message.channel]
    return (Step(StepKind.SHOW_MESSAGE, label, message_id=message.id),)


def _who(ground: Ground) -> str:
    contact, post = ground.facts.contact, ground.facts.reply_to
    name = (contact.title if contact else "") or (post.author_name if post else "")
    return _short(" ".join(name.split())) or tr("The customer")


def _short(text: str) -> str:
    return text if len(text) <= _MOST_NAME else f"{text[: _MOST_NAME - 1].rstrip()}…"

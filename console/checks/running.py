"""Run all checks over a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from console.checks.apologies import apology_loop
from console.checks.asking import asked_again
from console.checks.boilerplate import boilerplate
from console.checks.deflection import deflection
from console.checks.dismissive import dismissive
from console.checks.feed import feed_of, stranger
from console.checks.ground import Ground
from console.checks.length import answer_first, length
from console.checks.privacy import privacy
from console.checks.promising import promise
from console.checks.reading import Reading
from console.domain.checks import Check, Checked, Finding, Severity
from console.text.language import language_of
from console.text.lexicon import LANGUAGES

Finder = Callable[[Reading, Ground, datetime], Iterable[Finding]]


class _Known(NamedTuple):
    find: Finder
    needs_words: bool
    """Whether it finds nothing without a lexicon of the draft's language."""


CHECKS = {
    Check.PRIVACY: _Known(privacy, needs_words=False),
    Check.DEFLECTION: _Known(deflection, needs_words=True),
    Check.DISMISSIVE: _Known(dismissive, needs_words=True),
    Check.ASKED_AGAIN: _Known(asked_again, needs_words=True),
    Check.APOLOGY_LOOP: _Known(apology_loop, needs_words=True),
    Check.ANSWER_FIRST: _Known(answer_first, needs_words=True),
    Check.LENGTH: _Known(length, needs_words=False),
    Check.BOILERPLATE: _Known(boilerplate, needs_words=False),
    Check.FEED: _Known(stranger, needs_words=True),
    Check.PROMISE: _Known(promise, needs_words=True),
}


def run(text: str, ground: Ground, now: datetime, parts: Sequence[tuple[int, int]] = ()) -> Checked:
    """Return what the checks say of a draft.

    `parts` are the code points of `text` that each post holds, in order; none for one post.
    `now` is aware UTC. A card number is found whatever is switched off.
    """
    known = ground.facts
    written_to = "" if known.reply_to is None else known.reply_to.text
    language = language_of(text, written_to)
    lexicon = ground.lexicon(language)
    reading = Reading(text, lexicon, parts)
    found: list[Finding] = []
    if text.strip():
        for name, check in CHECKS.items():
            if lexicon is None and check.needs_words:
                continue
            is_off = name in known.rules.off
            found += [
                finding
                for finding in check.find(reading, ground, now)
                if not is_off or finding.severity is Severity.STOP
            ]
    found.sort(key=lambda one: (one.severity is not Severity.STOP, one.start, one.end))
    ignored = [one for one in found if _is_ignored(one, ground)]
    shows_feed = lexicon is not None and Check.FEED not in known.rules.off
    return Checked(
        findings=tuple(one for one in found if one not in ignored),
        ignored=tuple(ignored),
        language=language,
        words_checked=language in LANGUAGES,
        feed=feed_of(reading, ground) if shows_feed else None,
    )


def _is_ignored(finding: Finding, ground: Ground) -> bool:
    if finding.severity is Severity.STOP:
        return False
    return (finding.check, finding.key) in ground.facts.ignored

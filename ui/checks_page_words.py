"""What the page for checks says of them; pure. Their titles stand in `ui.check_words`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import cycle

from console.domain.checks import Check, Ignored, IgnoredCount
from console.language import numeral, plural, tr

LOOKS_FOR = {
    Check.PRIVACY: tr("Numbers, addresses and names that everybody would read."),
    Check.DEFLECTION: tr("Sends the customer elsewhere, and does nothing for the problem."),
    Check.DISMISSIVE: tr("Wording that waves the customer off; the list is below."),
    Check.ASKED_AGAIN: tr("Asks for what the customer already gave, or already did."),
    Check.APOLOGY_LOOP: tr("One more apology in a case, and nothing that is done."),
    Check.ANSWER_FIRST: tr("A first part that holds neither an answer nor a question."),
    Check.LENGTH: tr("Three parts or more, where a call would be shorter."),
    Check.BOILERPLATE: tr("Nearly the same as one of your last 200 answers."),
    Check.FEED: tr(
        "What strangers read in your last 50 posts: is there one that says it is solved?"
    ),
    Check.PROMISE: tr("A promise with a time: it can become what the case is due by."),
}
ALWAYS = tr("Off or on: a card number always stops an answer.")
"""Beside the switch of the check that finds card numbers."""
LANGUAGE_NAMES = {"en": tr("English"), "de": tr("German")}
_REASONS = {
    Ignored.WRONG: tr("as mistaken"),
    Ignored.FITS: tr("as it fits"),
    Ignored.ELSEWHERE: tr("as done another way"),
    Ignored.ASKED_FOR: tr("as asked for"),
    Ignored.UNSAID: tr("without a reason"),
}
_DIGITS, _LETTERS = "48217", "KTRWM"
"""What stands for the signs of a shape in an example."""


def ignored(counts: Iterable[IgnoredCount], check: Check) -> str:
    """Return how often a check was ignored, and why: `Ignored 12 times: 8 as mistaken`."""
    found = sorted(
        (one for one in counts if one.check is check and one.count),
        key=lambda one: (one.reason is Ignored.UNSAID, -one.count),
    )
    if not found:
        return ""
    count = sum(one.count for one in found)
    if count == 1:
        return tr("Ignored once: {reason}.").format(reason=_REASONS[found[0].reason])
    reasons = ", ".join(f"{numeral(one.count)} {_REASONS[one.reason]}" for one in found)
    if count == 2:
        return tr("Ignored twice: {reasons}.").format(reasons=reasons)
    return tr("Ignored {count} times: {reasons}.").format(count=numeral(count), reasons=reasons)


def example(shape: str) -> str:
    """Return a number that an order number's shape would find."""
    digits, letters = cycle(_DIGITS), cycle(_LETTERS)
    made = (next(digits) if s == "#" else next(letters) if s == "?" else s for s in shape)
    return "".join(made)


def own_changes(added: int, removed: int) -> str:
    """Return how a list differs from the one of the program."""
    if not added and not removed:
        return tr("As it came with the program.")
    told = [
        plural(added, "{count} phrase added", "{count} phrases added") if added else "",
        plural(removed, "{count} phrase removed", "{count} phrases removed") if removed else "",
    ]
    return tr("Changed: {changes}.").format(changes=", ".join(filter(None, told)))

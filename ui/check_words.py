"""What the window says of the checks of a draft; pure.

The sentences of a finding (`why`, `advice`) come from the check; here stand their titles,
what is said of all of them, and the words for letting one stand.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QLocale

from console import language
from console.domain.checks import Check, Checked, Feed, FeedShare, Finding, Ignored, Severity
from console.language import mid_sentence, numeral, plural, tr
from ui.plain import isolated

TITLES = {
    Check.PRIVACY: tr("Private in public"),
    Check.DEFLECTION: tr("Sends elsewhere"),
    Check.DISMISSIVE: tr("Sounds dismissive"),
    Check.ASKED_AGAIN: tr("Asks again"),
    Check.APOLOGY_LOOP: tr("One more apology"),
    Check.ANSWER_FIRST: tr("Part 1 holds no answer"),
    Check.LENGTH: tr("Long for the network"),
    Check.BOILERPLATE: tr("Same sentences"),
    Check.FEED: tr("What strangers read"),
    Check.PROMISE: tr("A promise"),
}
SEVERITIES = {
    Severity.STOP: tr("Stops Send"),
    Severity.WARNING: tr("Warning"),
    Severity.ADVICE: tr("Advice"),
    Severity.OFFER: tr("Offer"),
}
"""As they are told to whoever does not see the sign."""
KEYS = {
    Ignored.FITS: "1",
    Ignored.ELSEWHERE: "2",
    Ignored.ASKED_FOR: "3",
    Ignored.WRONG: "4",
    Ignored.UNSAID: "I",
}
"""By which a finding is let stand, in the list."""
IGNORE = tr("Ignore")
BRING_BACK = tr("Bring back")
NOT_CHECKED = tr("Not checked")
NOTHING_FOUND = tr("Nothing found")
FAILED = tr("This text could not be checked. Only a card number would be refused.")
TAKEN = tr("Noted when you send")
TAKEN_TIP = tr("The promise is noted once this answer is sent; press again to take that back")
MOST_LETTERS = 600
"""Of one sentence so many are shown: what a customer wrote may stand in it."""
_SHORT = {
    FeedShare.SOLVED: tr("{count} solved"),
    FeedShare.COMPLAINT: tr("{count} to complaints"),
    FeedShare.THANKS: tr("{count} thanks"),
    FeedShare.OTHER: tr("{count} other"),
}
SHARE_NAMES = {
    FeedShare.SOLVED: tr("Say solved"),
    FeedShare.COMPLAINT: tr("Answer complaints"),
    FeedShare.THANKS: tr("Give thanks"),
    FeedShare.OTHER: tr("Other"),
}


KEYS_TIP = tr(
    "Let it stand in this case: I. To say why as well: 1 it fits here, 2 "
    "done another way, 3 asked for, 4 the check is mistaken."
)


def title(finding: Finding, *, is_taken: bool = False) -> str:
    """Return what a finding is called; of one that stops an answer it is said.

    `is_taken`: its promise is to be noted with Send.
    """
    said = TITLES[finding.check]
    if is_taken:
        return f"{said}: {mid_sentence(TAKEN)}"
    if finding.severity is Severity.STOP:
        return tr("Cannot be sent: {title}").format(title=mid_sentence(said))
    return said


def sentence(text: str) -> str:
    """Return a sentence of a check as one line; what others wrote in it turns nothing."""
    if len(text) > MOST_LETTERS:
        text = text[:MOST_LETTERS].rstrip() + "…"
    return isolated(text.encode("utf-8", "replace").decode())


def spoken(finding: Finding, *, is_taken: bool = False) -> str:
    """Return a finding for whoever hears it; `is_taken` as in `title`."""
    stops = finding.severity is Severity.STOP  # which its title says
    how = "" if stops else f"{SEVERITIES[finding.severity]}: "
    return sentence(f"{how}{title(finding, is_taken=is_taken)}. {finding.why} {finding.advice}")


def place(row: int, count: int, *, is_open: bool) -> str:
    """Return which of all findings one is, and whether it is the open one."""
    said = tr("{place} of {count}, open") if is_open else tr("{place} of {count}")
    return said.format(place=row + 1, count=count)


def head(count: int) -> str:
    """Return how many findings there are."""
    return plural(count, "{count} thing to look at", "{count} things to look at")


def ignored(count: int) -> str:
    """Return how many findings a person let stand."""
    return tr("{count} ignored").format(count=numeral(count))


class Keys(NamedTuple):
    """The keys that hold for the open finding."""

    step: str
    """For its first step; empty for none."""
    ignore: str
    tip: str
    """What the latter do."""


def keys(ignore: str, step: str, *, is_inside: bool) -> Keys:
    """Return the keys that hold: those of the list, or from the text `ignore` and `step`."""
    if is_inside:
        return Keys(tr("Enter"), "I, 1\N{EN DASH}4", KEYS_TIP)
    tip = tr("Let it stand in this case")
    return Keys(step, ignore, f"{tip} ({ignore})" if ignore else tip)


def reason(why: Ignored, customer: str) -> str:
    """Return why a finding may stand, as it is chosen; `customer` is their name."""
    return {
        Ignored.FITS: tr("It fits here"),
        Ignored.ELSEWHERE: tr("Done another way, such as by phone"),
        Ignored.ASKED_FOR: tr("{who} asked for it").format(
            who=isolated(customer) or tr("The customer")
        ),
        Ignored.WRONG: tr("The check is mistaken"),
        Ignored.UNSAID: tr("Just ignore it"),
    }[why]


def unchecked(checked: Checked | None) -> str:
    """Return that wording was not checked, and why; empty where it was, or nothing was."""
    if checked is None or checked.words_checked:
        return ""
    spoken_in = QLocale(checked.language).language() if checked.language else QLocale.Language.C
    if spoken_in == QLocale.Language.C:
        return tr("Language not known: wording was not checked")
    return tr("{language}: wording was not checked").format(language=_name(spoken_in))


def _name(of: QLocale.Language) -> str:
    """Return a language's name: in English, or where that is not ours, in itself."""
    if language.code() == "en":
        return QLocale.languageToString(of)
    own = QLocale(of).nativeLanguageName()
    return f"{own[:1].upper()}{own[1:]}" or QLocale.languageToString(of)


def summary(checked: Checked | None) -> str:
    """Return what the checks found, in few words."""
    if checked is None:
        return NOT_CHECKED
    found = head(len(checked.findings)) if checked.findings else NOTHING_FOUND
    let_stand = ignored(len(checked.ignored)) if checked.ignored else ""
    return ". ".join(said for said in (found, let_stand, unchecked(checked)) if said)


def feed(known: Feed) -> str:
    """Return what our last posts are in one line, and what the draft changes of it."""
    shares = [_share(known, share) for share in FeedShare]
    posts = sum(known.before.values())
    of_posts = plural(posts, "Of your last post", "Of your last {count} posts")
    return f"{of_posts}: {', '.join(shares)}"


def feed_short(known: Feed) -> tuple[str, ...]:
    """Return the same short, the longest first: what the draft changes, then what weighs most.

    A share that grows stands before one that shrinks, for that is this answer.
    """
    grown = (each for each in FeedShare if known.after[each] > known.before[each])
    one, other = tuple(dict.fromkeys((*grown, FeedShare.COMPLAINT, FeedShare.SOLVED)))[:2]
    first, second = (
        _SHORT[each].format(count=numeral(known.before[each])) for each in (one, other)
    )
    by, less = (f" ({by})" if (by := change(known, each)) else "" for each in (one, other))
    posts = sum(known.before.values())
    last = plural(posts, "Last post", "Last {count} posts") + f": {first}{by}"
    return f"{last}, {second}{less}", f"{last}, {second}", last


def feed_note(known: Feed) -> str:
    """Return what becomes of the oldest of our last posts; empty where it stays."""
    if sum(known.after.values()) != sum(known.before.values()):
        return ""
    if known.before == known.after:
        return tr("The oldest, of the same kind, drops out.")
    return tr("The oldest of them drops out.")


def feed_head(handle: str) -> str:
    """Return what stands above the shares of our last posts."""
    if not handle:
        return TITLES[Check.FEED]
    return tr("What strangers read under @{handle}").format(handle=isolated(handle))


def change(known: Feed, share: FeedShare) -> str:
    """Return by how many a draft changes a share, as `+1`; empty for none."""
    by = known.after[share] - known.before[share]
    sign = "+" if by > 0 else "\N{MINUS SIGN}"
    return f"{sign}{abs(by)}" if by else ""


def _share(known: Feed, share: FeedShare) -> str:
    count, by = known.before[share], change(known, share)
    said = {
        FeedShare.SOLVED: plural(count, "{count} says solved", "{count} say solved"),
        FeedShare.COMPLAINT: plural(
            count, "{count} answers a complaint", "{count} answer complaints"
        ),
        FeedShare.THANKS: plural(count, "{count} gives thanks", "{count} give thanks"),
        FeedShare.OTHER: plural(count, "{count} other", "{count} other"),
    }[share]
    return f"{said} ({by})" if by else said

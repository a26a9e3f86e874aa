"""What is said in passing of findings, and of what stops an answer; pure.

What a finding itself says is its check's, and how the list calls it is `ui.check_words`'.
"""

from __future__ import annotations

from dataclasses import replace

from console.domain.checks import Finding, Ignored
from console.language import tr
from ui import check_words
from ui.composer_facts import Fact
from ui.plain import isolated

NOTHING = tr("The checks found nothing in this text.")
NOT_YET = tr("This text is being checked.")
NONE_IGNORED = tr("Nothing is ignored in this text.")
STANDS = tr("This cannot be ignored: it must not go public.")
BROUGHT_BACK = tr("It is shown again.")
NOT_PROMISED = tr("It will not be noted.")
NOTE_NOT = tr("Do not note the promise")
STOP = Fact(
    tr("Cannot be sent: card number"), tr("cannot be sent: card number"), warns=True, stops=True
)
"""What stops an answer: a card number, and nothing else. How to mend it stands in the list."""
REFUSED = replace(STOP, text=tr("Not sent: take the card number out first."))
"""The same after somebody tried to send it."""
MOST_QUOTED = 32
"""Of marked words so many letters stand in a menu."""
_REASONS = {
    Ignored.FITS: tr("it fits here"),
    Ignored.ELSEWHERE: tr("done another way"),
    Ignored.ASKED_FOR: tr("the customer asked for it"),
    Ignored.WRONG: tr("the check is mistaken"),
}


def ignore(reason: Ignored) -> str:
    """Return what the entry of a menu is called that lets a finding stand."""
    return (
        tr("Ignore: {reason}").format(reason=_REASONS[reason])
        if reason in _REASONS
        else tr("Ignore")
    )


def ignored(key: str) -> str:
    """Return what is said once a finding was let stand; `key` brings it back, empty for none."""
    back = tr("{key} brings it back.").format(key=key) if key else tr("The list keeps it.")
    return tr("Ignored in this case. {back}").format(back=back)


def go_first(key: str) -> str:
    """Return what is said where it is not clear which finding is meant."""
    return (
        tr("Which one? {key} goes to the next.").format(key=key)
        if key
        else tr("Choose one in the list first.")
    )


def promised(key: str) -> str:
    """Return what is said once a promise is to be noted with Send; `key` takes that back."""
    said = tr("It is noted when you send.")
    return said + " " + tr("{key} again takes that back.").format(key=key) if key else said


def menu_title(finding: Finding, text: str) -> str:
    """Return what the menu calls a finding of a text, so that it is told from the others."""
    words = " ".join(text[finding.start : finding.end].split())
    if len(words) > MOST_QUOTED:
        words = words[: MOST_QUOTED - 1].rstrip() + "…"
    title = check_words.TITLES[finding.check]
    return tr("{title}: “{words}”").format(title=title, words=isolated(words)) if words else title

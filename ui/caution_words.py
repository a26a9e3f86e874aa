"""The words for what a person should know before an answer goes out; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from console.domain.cautions import Caution, CautionKind
from console.language import plural, tr
from ui import words
from ui.case_words import ADDRESSEES
from ui.plain import isolated

MOST_TEXT = 60
"""So many characters of a message stand where the message itself is on the screen."""
_ALWAYS = {
    CautionKind.NO_ACCESS: (
        tr("This account has no access to the API; you post each part in the browser.")
    ),
    CautionKind.NOT_SUMMONED: tr("X takes no answer to this post by its API."),
    CautionKind.SELF_REPLY: (
        tr("X does not let this app answer its own posts; this part is posted by hand.")
    ),
    CautionKind.OPENED: tr("It was opened in the browser."),
    CautionKind.STOPPED: (
        tr("The rest was taken back while it was on its way, and it did not get out.")
    ),
    CautionKind.RESTORED: (
        tr("The desk was restored from a backup, and it may have gone out since: look on X first.")
    ),
    CautionKind.CARD: (
        tr("It holds the number of a payment card, which everybody would read; take it back.")
    ),
}


def caution_line(caution: Caution, now: datetime) -> str:
    """Return what is to be known, in one line with its evidence.

    `@ada_fern wrote again at 14:02: Where is it?`, `It waited for 3 h.`
    """
    text = isolated(ADDRESSEES.sub("", caution.text) or caution.text)
    if caution.kind in _ALWAYS:
        return _ALWAYS[caution.kind]
    if caution.kind is CautionKind.STALE:
        return (
            tr("It waited for {span}.").format(span=words.span(now - caution.at))
            if caution.at
            else tr("It waited long.")
        )
    if caution.kind is CautionKind.PARENT_GONE:
        return tr("The post was deleted, or is hidden from us.")
    if caution.kind is CautionKind.PARENT_EDITED:
        if text:
            return tr("The post was edited. It says now: {text}").format(text=text)
        return tr("The post was edited.")
    if caution.at is None:
        return f"{happened(caution)}: {text}" if text else f"{happened(caution)}."
    # Translators: such as `@ada_fern wrote again at 14:02: Where is it?`
    said = tr("{happened} {when}: {text}") if text else tr("{happened} {when}.")
    return said.format(happened=happened(caution), when=_at(caution.at, now), text=text)


def caution_brief(caution: Caution, now: datetime) -> str:
    """Return the same with no more evidence than fits beside the message itself."""
    text = ADDRESSEES.sub("", caution.text) or caution.text
    if len(text) > MOST_TEXT:
        text = f"{text[: MOST_TEXT - 1].rstrip()}…"
    return caution_line(replace(caution, text=text), now)


def happened(caution: Caution) -> str:
    """Return what came up, as the beginning of a sentence: `@ada_fern wrote again`."""
    if caution.kind is CautionKind.CUSTOMER_WROTE:
        return tr("{who} wrote again").format(
            who=f"@{caution.who}" if caution.who else tr("The customer")
        )
    if caution.kind is CautionKind.ANSWERED:
        if caution.who:
            return tr("A colleague answered as @{handle}").format(handle=caution.who)
        return tr("A colleague answered")
    if caution.kind is CautionKind.PARENT_GONE:
        return tr("The post was deleted")
    if caution.kind is CautionKind.PARENT_EDITED:
        return tr("The post was edited")
    return tr("{who} noted a call").format(who=isolated(caution.who) or tr("A colleague"))


def question(cautions: Sequence[Caution]) -> str:
    """Return what is asked before an answer goes out to a case that changed."""
    said = list(dict.fromkeys(happened(caution) for caution in cautions))
    what = (
        said[0]
        if len(said) == 1
        else plural(len(cautions), "{count} thing changed", "{count} things changed")
    )
    # Translators: {happened} is such as `@ada_fern wrote again` or `3 things changed`.
    asked = tr("{happened} while you were writing. Ctrl+Enter once more sends it.")
    return asked.format(happened=what)


def _at(at: datetime, now: datetime) -> str:
    """Return `at 14:02`, of another day `on 2 Nov 2026, 14:02`."""
    same = at.astimezone().date() == now.astimezone().date()
    said = tr("at {moment}") if same else tr("on {moment}")
    return said.format(moment=words.moment(at, now))

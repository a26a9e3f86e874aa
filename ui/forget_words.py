"""What the dialog says that forgets a contact; pure."""

from __future__ import annotations

from console.domain.erasure import Preview, Receipt
from console.language import numeral, plural, tr
from ui import plain
from ui.contact_words import NETWORKS

WORD = tr("FORGET")
"""Typed to say that it is meant."""
WHAT = tr(
    "All that this desk holds of them goes for good, in its backups too. "
    "Nothing brings it back: no undo, no sync, no import, no restore. What "
    "they write from now on makes a new contact."
)
ASK = tr("Type {word} to say that you mean it").format(word=WORD)
WORKING = tr("Forgetting. Closing the window now would only put off the rest.")


_COUNTED = {
    "posts": tr("Posts"),
    "our answers": tr("Our answers"),
    "call notes": tr("Call notes"),
    "cases": tr("Cases"),
    "contacts": tr("Contacts"),
    "handles": tr("Handles"),
    "phone numbers": tr("Phone numbers"),
    "drafts": tr("Drafts"),
    "earlier texts of drafts": tr("Earlier texts of drafts"),
    "unfinished call notes": tr("Unfinished call notes"),
    "parts of answers": tr("Parts of answers"),
    "pictures": tr("Pictures"),
    "promises": tr("Promises"),
    "resolutions": tr("Resolutions"),
    "tags of cases": tr("Tags of cases"),
    "tags of the contact": tr("Tags of the contact"),
    "merges": tr("Merges"),
    "mutes": tr("Mutes"),
    "effects of rules": tr("Effects of rules"),
    "hits of watches": tr("Hits of watches"),
    "reposts known": tr("Reposts known"),
    "rows of call logs kept aside": tr("Rows of call logs kept aside"),
    "acts of the undo journal": tr("Acts of the undo journal"),
}


def title(preview: Preview) -> str:
    """Return the head of the dialog."""
    return (
        tr("Forget {name}").format(name=plain.isolated(preview.name))
        if preview.name
        else tr("Forget this contact")
    )


def facts(preview: Preview) -> tuple[tuple[str, str], ...]:
    """Return what goes: what it is, and how much of it."""
    rows = [(_counted(what), numeral(number)) for what, number in preview.counts.items()]
    known = [
        *(plain.isolated(_handle(each)) for each in preview.handles),
        *(plain.isolated(each) for each in preview.numbers),
    ]
    if known:
        rows.insert(0, (tr("Known as"), ", ".join(known)))
    if preview.copies:
        rows.append((tr("Backups rewritten"), numeral(len(preview.copies))))
    return tuple(rows)


def _counted(what: str) -> str:
    """Return what is counted as the screen names it; in a receipt its name stays the same."""
    return _COUNTED.get(what, what.capitalize())


def _handle(told: str) -> str:
    """Return a handle with its network as that is called on the screen."""
    for network, name in NETWORKS.items():
        if told.endswith(f" ({network})"):
            return f"{told.removesuffix(f' ({network})')} ({name})"
    return told


def remarks(preview: Preview) -> tuple[str, ...]:
    """Return what a person should know before, the gravest first."""
    said = [tr("Not now: {reason}").format(reason=bar) for bar in preview.bars]
    if preview.stops:
        said.append(
            plural(
                preview.stops,
                "{count} part of answers to them will not be sent.",
                "{count} parts of answers to them will not be sent.",
            )
        )
    if preview.acts:
        said.append(
            plural(
                preview.acts,
                "{count} act that touched them can no longer be undone.",
                "{count} acts that touched them can no longer be undone.",
            )
        )
    if preview.shared_numbers:
        numbers = ", ".join(plain.isolated(each) for each in preview.shared_numbers)
        said.append(
            tr("{numbers} stays with another contact who has it too.").format(numbers=numbers)
        )
    said.append(
        tr(
            "In the words of others their handle becomes [forgotten], and their "
            "number in our own notes and searches; their name stays there, and what "
            "else we wrote on other cases. Figures of past weeks get smaller. Files "
            "saved elsewhere and the posts on the network are beyond reach."
        )
    )
    return tuple(said)


def ended(receipt: Receipt) -> str:
    """Return the head of the dialog once it is over."""
    if receipt.is_done:
        return tr("Forgotten")
    if receipt.problem:
        return tr("Forgotten, but not all is cleaned yet")
    return tr("Forgotten, but a copy still holds them")

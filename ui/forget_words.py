"""What the dialog says that forgets a contact; pure."""

from __future__ import annotations

from console.domain.erasure import Preview, Receipt
from console.language import plural, tr
from ui import plain
from ui.contact_words import NETWORKS

WORD = "FORGET"
"""Typed to say that it is meant."""
WHAT = tr(
    "All that this desk holds of them goes for good, in its backups too. "
    "Nothing brings it back: no undo, no sync, no import, no restore. What "
    "they write from now on makes a new contact."
)
ASK = tr("Type {word} to say that you mean it").format(word=WORD)
WORKING = tr("Forgetting. Closing the window now would only put off the rest.")


def title(preview: Preview) -> str:
    """Return the head of the dialog."""
    return tr("Forget {value}").format(value=plain.isolated(preview.name) or tr("this contact"))


def facts(preview: Preview) -> tuple[tuple[str, str], ...]:
    """Return what goes: what it is, and how much of it."""
    rows = [(what.capitalize(), f"{number:,}") for what, number in preview.counts.items()]
    known = [
        *(plain.isolated(_handle(each)) for each in preview.handles),
        *(plain.isolated(each) for each in preview.numbers),
    ]
    if known:
        rows.insert(0, (tr("Known as"), ", ".join(known)))
    if preview.copies:
        rows.append((tr("Backups rewritten"), f"{len(preview.copies):,}"))
    return tuple(rows)


def _handle(told: str) -> str:
    """Return a handle with its network as that is called on the screen."""
    for network, name in NETWORKS.items():
        if told.endswith(f" ({network})"):
            return f"{told.removesuffix(f' ({network})')} ({name})"
    return told


def remarks(preview: Preview) -> tuple[str, ...]:
    """Return what a person should know before, the gravest first."""
    said = [tr("Not now: {bar}").format(bar=bar) for bar in preview.bars]
    if preview.stops:
        said.append(
            tr("{several} of answers to them will not be sent.").format(
                several=plural(preview.stops, "{count} part", "{count} parts")
            )
        )
    if preview.acts:
        acts = plural(preview.acts, "{count} act", "{count} acts")
        said.append(tr("{acts} that touched them can no longer be undone.").format(acts=acts))
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

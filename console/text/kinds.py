"""Of what kind a customer's message is, and whether a post of ours apologises; by its words."""

from __future__ import annotations

from console.domain.kinds import MessageKind

RULE = "1"
"""Which rule this is; what an older one said is judged again."""


def kind_of(text: str, lang: str = "") -> MessageKind:
    """Return what a customer wants with a message."""
    folded = text.casefold()
    if "thank" in folded or "danke" in folded:
        return MessageKind.THANKS
    return MessageKind.QUESTION if "?" in text else MessageKind.OTHER


def apologises(text: str) -> bool:
    """Return whether a post of ours says that we are sorry."""
    folded = text.casefold()
    return "sorry" in folded or "apolog" in folded or "entschuldig" in folded

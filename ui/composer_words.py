"""What the foot of the composer says: how long an answer is, its price, and Send; pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from console.domain.spending import dollars
from console.pacing import Cost
from console.text.split import Layout
from ui import answer_clipboard, words
from ui.plain import isolated

ADVICE = "Ctrl+Enter sends exactly what is shown."
MOST_NAMED = 3
"""So many variables are named; of the others it says how many."""
READING = "Reading the case…"
MOST_WATCHES = 1
"""So many watches that found a post are named; of the others it says how many."""
NOTHING_SEEN = "There is nothing to be seen in this text."


def cut(length: int) -> str:
    """Return what is said of a text of so many characters, of which the beginning is shown."""
    return (
        f"This text has {length:,} characters, and an answer holds up to"
        f" {answer_clipboard.MOST_CHARACTERS:,}: its beginning stands here."
        " Change it to send it; the whole stays among the earlier versions."
    )


def advice(layout: Layout) -> str:
    """Return what is said where there is nothing to be known."""
    if layout:
        return ADVICE
    return NOTHING_SEEN if layout.text else ""


def unfilled(names: Sequence[str]) -> str:
    """Return what is said of an answer in which these variables are not filled in."""
    named = [f"{{{name}}}" for name in names[:MOST_NAMED]]
    if len(names) > MOST_NAMED:
        named.append(f"{len(names) - MOST_NAMED} more")
    which = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    return f"{which} {'is' if len(names) == 1 else 'are'} not filled in."


def unsummoned(handle: str, found_by: Sequence[str]) -> str:
    """Return why an answer to who did not tag us goes by hand; `found_by` are watches' names."""
    named = [f"“{isolated(name)}”" for name in found_by[:MOST_WATCHES]]
    if len(found_by) > MOST_WATCHES:
        named.append(f"{len(found_by) - MOST_WATCHES} more")
    first = f"Found by the watch{'es' if len(named) > 1 else ''} {' and '.join(named)}: this"
    return (
        f"{first if named else 'This'} person did not tag @{handle}, so X takes no answer by its"
        " API and asks not to approach them by automation; you post it by hand, in the browser."
    )


def send(count: int, *, by_hand: bool = False, anyway: bool = False) -> str:
    """Return what stands on the main button; `anyway` where it was asked whether to."""
    act = "Hand over" if by_hand else "Send"
    if anyway:
        return f"{act} anyway"
    return act if count < 2 else f"{act} {words.several(count, 'part')}"


def send_tip(*, by_hand: bool) -> str:
    """Return what the main button does."""
    if by_hand:
        return "Put these parts into the outbox; you post each in the browser (Ctrl+Enter)"
    return "Queue these parts and publish them (Ctrl+Enter)"


def size(layout: Layout, cost: Cost | None) -> tuple[str, str]:
    """Return how long an answer is and what it costs, whole and in short; empty for none."""
    if not layout:
        return "", ""
    count = [words.several(len(layout), "part")] if len(layout) > 1 else []
    weight = [words.several(sum(part.weight for part in layout.parts), "character")]
    price = [] if cost is None else [f"about {dollars(cost.total)}"]
    return ", ".join(count + weight + price), ", ".join(count + (price or weight))


def bill(cost: Cost) -> str:
    """Return how a cost is made up, a line each, and of when the prices are."""
    prices, linked, count = cost.prices, len(cost.linked), len(cost.parts)
    summoned = cost.parts.count(prices.summoned)
    others = count - linked - summoned
    lines = [
        _line(
            words.several(linked, "part with a link", "parts with a link"), linked, prices.with_link
        ),
        _line("1 answer to a post that mentions you", summoned, prices.summoned),
        _line(words.several(others, "further part"), others, prices.created),
    ]
    if linked and linked * prices.with_link * 2 > cost.total:
        lines.append(f"Links make most of it: a link costs {dollars(prices.with_link)} a part.")
    lines.append(f"By X's prices of {prices.read:%B %Y}; what X bills may differ.")
    return "\n".join(line for line in lines if line)


def _line(what: str, count: int, price: Decimal) -> str:
    if not count:
        return ""
    return f"{what}: {dollars(price)}{' each' if count > 1 else ''}"

"""What the foot of the composer says: how long an answer is, its price, and Send; pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from console.domain.spending import dollars
from console.language import numeral, plural, tr, tr_in
from console.pacing import Cost
from console.text.split import Layout
from ui import answer_clipboard, words
from ui.plain import isolated

ADVICE = tr("Ctrl+Enter sends exactly what is shown.")
MOST_NAMED = 3
"""So many variables are named; of the others it says how many."""
READING = tr("Reading the case…")
MOST_WATCHES = 1
"""So many watches that found a post are named; of the others it says how many."""
NOTHING_SEEN = tr("There is nothing to be seen in this text.")


def cut(length: int) -> str:
    """Return what is said of a text of so many characters, of which the beginning is shown."""
    return tr(
        "This text has {length} characters, and an answer holds up to "
        "{most}: its beginning stands here. Change it to send it; the "
        "whole stays among the earlier versions."
    ).format(length=numeral(length), most=numeral(answer_clipboard.MOST_CHARACTERS))


def advice(layout: Layout) -> str:
    """Return what is said where there is nothing to be known."""
    if layout:
        return ADVICE
    return NOTHING_SEEN if layout.text else ""


def unfilled(names: Sequence[str]) -> str:
    """Return what is said of an answer in which these variables are not filled in."""
    named = [f"{{{name}}}" for name in names[:MOST_NAMED]]
    if len(names) > MOST_NAMED:
        named.append(_more(len(names) - MOST_NAMED))
    if len(named) == 1:
        return tr("{place} is not filled in.").format(place=named[0])
    return tr("{places} and {place} are not filled in.").format(
        places=", ".join(named[:-1]), place=named[-1]
    )


def unsummoned(handle: str, found_by: Sequence[str]) -> str:
    """Return why an answer to who did not tag us goes by hand; `found_by` are watches' names."""
    named = [words.quoted(isolated(name)) for name in found_by[:MOST_WATCHES]]
    if len(found_by) > MOST_WATCHES:
        named.append(_more(len(found_by) - MOST_WATCHES))
    if not named:
        said = tr(
            "This person did not tag @{handle}, so X takes no answer by its API "
            "and asks not to approach them by automation; you post it by hand, in "
            "the browser."
        )
    elif len(named) == 1:
        said = tr(
            "Found by the watch {watch}: this person did not tag @{handle}, so X "
            "takes no answer by its API and asks not to approach them by "
            "automation; you post it by hand, in the browser."
        )
    else:
        said = tr(
            "Found by the watches {watch}: this person did not tag @{handle}, so X "
            "takes no answer by its API and asks not to approach them by "
            "automation; you post it by hand, in the browser."
        )
    # Translators: between names in quotation marks, and such as `2 more`.
    return said.format(watch=tr(" and ").join(named), handle=handle)


def _more(count: int) -> str:
    """Return what stands for those that are not named."""
    # Translators: of places to fill in, or of watches.
    return tr("{count} more").format(count=numeral(count))


def send(count: int, *, by_hand: bool = False, anyway: bool = False) -> str:
    """Return what stands on the main button; `anyway` where it was asked whether to."""
    if anyway:
        return tr("Hand over anyway") if by_hand else tr("Send anyway")
    if count < 2:
        return tr("Hand over") if by_hand else tr("Send")
    said = tr("Hand over {count} parts") if by_hand else tr("Send {count} parts")
    return said.format(count=numeral(count))


def send_tip(*, by_hand: bool) -> str:
    """Return what the main button does."""
    if by_hand:
        return tr("Put these parts into the outbox; you post each in the browser (Ctrl+Enter)")
    return tr("Queue these parts and publish them (Ctrl+Enter)")


def size(layout: Layout, cost: Cost | None) -> tuple[str, str]:
    """Return how long an answer is and what it costs, whole and in short; empty for none."""
    if not layout:
        return "", ""
    count = [plural(len(layout), "{count} part", "{count} parts")] if len(layout) > 1 else []
    weight = [
        plural(sum(part.weight for part in layout.parts), "{count} character", "{count} characters")
    ]
    price = [] if cost is None else [tr("about {price}").format(price=dollars(cost.total))]
    return ", ".join(count + weight + price), ", ".join(count + (price or weight))


def bill(cost: Cost) -> str:
    """Return how a cost is made up, a line each, and of when the prices are."""
    prices, linked, count = cost.prices, len(cost.linked), len(cost.parts)
    summoned = cost.parts.count(prices.summoned)
    others = count - linked - summoned
    lines = [
        _line(
            plural(linked, "{count} part with a link", "{count} parts with a link"),
            linked,
            prices.with_link,
        ),
        _line(tr("1 answer to a post that mentions you"), summoned, prices.summoned),
        _line(
            plural(others, "{count} further part", "{count} further parts"), others, prices.created
        ),
    ]
    if linked and linked * prices.with_link * 2 > cost.total:
        lines.append(
            tr("Links make most of it: a link costs {price} a part.").format(
                price=dollars(prices.with_link)
            )
        )
    lines.append(
        tr("By X's prices of {month}; what X bills may differ.").format(
            month=words.dated(prices.read, tr_in("date pattern", "MMMM yyyy"))
        )
    )
    return "\n".join(line for line in lines if line)


def _line(what: str, count: int, price: Decimal) -> str:
    if not count:
        return ""
    if count > 1:
        return tr("{parts}: {price} each").format(parts=what, price=dollars(price))
    return f"{what}: {dollars(price)}"

"""What the line below the composer says: how long an answer is, its price, what may go wrong.

Knows what is shown and what is known of the way out; nothing of widgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from console.domain.accounts import SelfReply
from console.pacing import Cost, PriceList, reply_cost
from console.text.split import Layout
from ui import answer_clipboard, part_words, words

ADVICE = "Ctrl+Enter sends exactly what is shown."
READING = "Reading the case…"
NOT_SUMMONED = "X may refuse this answer: the post does not mention you. It can be copied."
NOTHING_SEEN = "There is nothing to be seen in this text."
VERY_LONG = (
    f"Over {answer_clipboard.MOST_CHARACTERS:,} characters nothing can be pasted;"
    " parts follow when you pause."
)


class Hint(NamedTuple):
    """What stands beside Send."""

    text: str
    warns: bool = False
    """Whether the parts themselves are not as they should be."""


@dataclass(slots=True)
class Standing:
    """What is known of the way out of an answer."""

    blocked: str = ""
    """Why nothing goes out, in words; empty where it does."""
    ready: bool = True
    """Whether it is known what is answered."""
    self_reply: SelfReply = SelfReply.YES
    summoned: bool = True
    prices: PriceList | None = None
    """None where it costs nothing."""

    def may_send(self, layout: Layout) -> bool:
        """Return whether these parts may go out."""
        return bool(layout) and self.ready and not self.blocked and not part_words.too_long(layout)

    def hint(self, layout: Layout) -> Hint:
        """Return what stands in the way of an answer, or may; where nothing does, advice."""
        if self.blocked or not self.ready:
            return Hint(self.blocked or READING)
        if not layout:
            return Hint(NOTHING_SEEN if layout.text else "")
        if trouble := part_words.trouble(layout):
            return Hint(trouble, warns=True)
        return Hint(self._refusal(len(layout)) or ADVICE)

    def cost(self, layout: Layout) -> Cost | None:
        """Return what an answer costs; None where that is nothing."""
        if self.prices is None or not layout:
            return None
        texts = [part.text for part in layout.parts]
        return reply_cost(texts, self.prices, summoned=self.summoned)

    def _refusal(self, count: int) -> str:
        if not self.summoned:
            return NOT_SUMMONED
        rest = "part 2" if count == 2 else f"parts 2 to {count}"
        if count > 1 and self.self_reply is SelfReply.NO:
            return f"X refused such parts before: expect it of {rest}, or make it one part."
        if count > 1 and self.self_reply is SelfReply.UNKNOWN:
            return f"X may refuse {rest}: whether it lets an app answer itself is not known yet."
        return ""


def send(count: int) -> str:
    """Return what stands on the main button."""
    return "Send" if count < 2 else f"Send {words.several(count, 'part')}"


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
    more = "further part" if others < count else "part"
    lines = [
        _line(
            words.several(linked, "part with a link", "parts with a link"), linked, prices.with_link
        ),
        _line("1 answer to a post that mentions you", summoned, prices.summoned),
        _line(words.several(others, more), others, prices.created),
    ]
    if linked and linked * prices.with_link * 2 > cost.total:
        lines.append(f"Links make most of it: a link costs {dollars(prices.with_link)} a part.")
    lines.append(f"By X's prices of {prices.read:%B %Y}; what X bills may differ.")
    return "\n".join(line for line in lines if line)


def dollars(amount: Decimal) -> str:
    """Return an amount of US dollars: `$0.04`, `$0.025`."""
    exact = amount.quantize(Decimal("0.001"), ROUND_HALF_UP)
    return f"${exact:,f}".removesuffix("0")


def _line(what: str, count: int, price: Decimal) -> str:
    if not count:
        return ""
    return f"{what}: {dollars(price)}{' each' if count > 1 else ''}"

"""What is true of an answer before it goes out: how it will go, and what changed; pure.

Knows what is written and what is known of its way out; nothing of widgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from console.domain.accounts import SelfReply
from console.domain.ids import MessageId
from console.domain.limits import LIMITS_280
from console.domain.spending import dollars
from console.language import numeral, tr
from console.pacing import Cost, PriceList, reply_cost
from console.text import templates
from console.text.split import Layout, split
from ui import composer_words, part_words

_FARTHEST = 2 * LIMITS_280.max_weight
"""Of a text with more characters it need not be looked whether it is one post of 280."""


class Act(StrEnum):
    """What can be done about a fact; its value is what the button says."""

    SHOW = tr("Show")
    SEEN = tr("Seen")
    ONE_POST = tr("One post of 280")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know."""

    text: str
    """One sentence."""
    brief: str
    """The same in some words, among others."""
    warns: bool = False
    """Whether something changed or is wrong; else it is told for information."""
    acts: tuple[Act, ...] = ()
    message_id: MessageId | None = None
    """The message that it is about."""
    stops: bool = False
    """Whether the answer cannot go out like this; then it warns as well."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the way out of an answer, whatever is written."""

    blocked: str = ""
    """Why nothing goes out, in words; empty where it does."""
    waits: str = ""
    """Why it can be sent and yet does not go out till a person did something; mostly empty."""
    nothing_to_answer: bool = False
    """Whether that is because nobody posted: only a call can be noted."""
    ready: bool = True
    """Whether it is known what is answered."""
    no_access: bool = False
    """Whether the account has no access to X's API."""
    self_reply: SelfReply = SelfReply.YES
    summoned: bool = True
    """Whether X takes an answer by its API: the post mentions or quotes us."""
    found_by: tuple[str, ...] = ()
    """The watches that found posts of the case."""
    handle: str = ""
    """Ours, without the @."""
    prices: PriceList | None = None
    """None where it costs nothing."""
    changes: tuple[Fact, ...] = ()
    """What is different from when the answer was begun."""

    @property
    def by_hand(self) -> bool:
        """Return whether a person posts each part in the browser."""
        return self.no_access or not self.summoned

    @property
    def obstacle(self) -> str:
        """Return why nothing can be sent, whatever is written; empty where it can."""
        return self.blocked or ("" if self.ready else composer_words.READING)

    def may_send(self, layout: Layout) -> bool:
        """Return whether these parts may go out."""
        return bool(layout) and not self.obstacle and not part_words.too_long(layout)

    def cost(self, layout: Layout) -> Cost | None:
        """Return what an answer costs; None where that is nothing.

        Parts of which it is known that a person posts them in the browser cost nothing.
        """
        if self.prices is None or self.by_hand or not layout:
            return None
        by_api = layout.parts[:1] if self.self_reply is SelfReply.NO else layout.parts
        texts = [part.text for part in by_api]
        return reply_cost(texts, self.prices, summoned=True)

    def facts(self, layout: Layout) -> tuple[Fact, ...]:
        """Return what is to be known of an answer in these parts, the weightiest first.

        That the customer did not tag us is to be known before a word is written.
        """
        if self.obstacle:
            return ()
        waits = (Fact(self.waits, tr("waits for a sign-in"), warns=True),) if self.waits else ()
        if not layout:
            return waits if self.no_access or self.summoned else self.way(layout)
        trouble, holes = part_words.trouble(layout), templates.missing(layout.text)
        wrong = [Fact(trouble, tr("the parts"), warns=True)] if trouble else []
        if holes:
            wrong.append(Fact(composer_words.unfilled(holes), tr("not filled in"), warns=True))
        return (*waits, *wrong, *self.changes, *self.way(layout), *self._links(layout))

    def way(self, layout: Layout) -> tuple[Fact, ...]:
        """Return which parts a person has to post, or may have to."""
        many = len(layout) > 1
        if self.no_access:
            text = (
                tr("You post each part in the browser: @{handle} has no access to X's API.")
                if many
                else tr("You post it in the browser: @{handle} has no access to X's API.")
            )
            return (Fact(text.format(handle=self.handle), tr("posted by hand")),)
        if not self.summoned:
            text = composer_words.unsummoned(self.handle, self.found_by)
            return (Fact(text, tr("posted by hand")),)
        if not many or self.self_reply is SelfReply.YES:
            return ()
        acts = (Act.ONE_POST,) if _is_one_post(layout.text) else ()
        rest = _numbers(range(2, len(layout) + 1))
        if self.self_reply is SelfReply.NO:
            text = (
                # Translators: {part} is such as `Part 2`.
                tr("{part} goes by hand: X does not let this app answer its own posts.")
                if len(layout) == 2
                # Translators: {part} is such as `Parts 2 to 4`.
                else tr("{part} go by hand: X does not let this app answer its own posts.")
            )
            text = text.format(part=rest[:1].upper() + rest[1:])
            return (Fact(text, tr("{parts} by hand").format(parts=rest), acts=acts),)
        text = (
            tr("X may refuse {parts}; you would post it by hand.")
            if len(layout) == 2
            else tr("X may refuse {parts}; you would post them by hand.")
        )
        brief = tr("X may refuse {parts}").format(parts=rest)
        return (Fact(text.format(parts=rest), brief, acts=acts),)

    def outcome(self, layout: Layout) -> str:
        """Return what becomes of an answer in these parts, and about what it costs."""
        said = [fact.text for fact in self.way(layout)]
        if not self.by_hand:
            all_go = tr("It goes out as {count} posts, one after the other.").format(
                count=numeral(len(layout))
            )
            one_goes = tr("Part 1 goes out by itself.")
            said.insert(0, one_goes if self.self_reply is SelfReply.NO else all_go)
        if (cost := self.cost(layout)) is not None:
            said.append(tr("That costs about {price}.").format(price=dollars(cost.total)))
        return " ".join(said)

    def _links(self, layout: Layout) -> tuple[Fact, ...]:
        """Return what links add to the price, where there are any."""
        cost = self.cost(layout)
        if cost is None or not cost.linked:
            return ()
        prices, places = cost.prices, cost.linked
        each = dollars(prices.with_link)
        if len(places) > 1:
            without = reply_cost([""] * len(cost.parts), prices, summoned=True)
            text = tr(
                "The links in {count} parts make the answer cost {price} instead of {without}."
            ).format(
                count=numeral(len(places)),
                price=dollars(cost.total),
                without=dollars(without.total),
            )
            return (Fact(text, tr("links cost {price} each").format(price=each)),)
        usual = dollars(prices.summoned if places[0] == 0 else prices.created)
        text = (
            tr("The link makes this post cost {price} instead of {without}.")
            if len(layout) == 1
            else tr("The link makes part {number} cost {price} instead of {without}.")
        ).format(number=places[0] + 1, price=each, without=usual)
        return (Fact(text, tr("the link costs {price}").format(price=each)),)


def _numbers(numbers: Sequence[int]) -> str:
    """Return `part 2`, `parts 2 and 3`, `parts 2 to 5` for numbers that follow each other."""
    if len(numbers) == 1:
        return tr("part {number}").format(number=numbers[0])
    several = tr("parts {first} and {last}") if len(numbers) == 2 else tr("parts {first} to {last}")
    return several.format(first=numbers[0], last=numbers[-1])


@lru_cache(8)
def _is_one_post(text: str) -> bool:
    """Return whether a text is one part by the longer limit; it is never numbered then."""
    return len(text) <= _FARTHEST and len(split(text, LIMITS_280)) == 1

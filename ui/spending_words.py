"""What the window says of what an account costs; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from PySide6.QtCore import QLocale

from console.domain.spending import Charge, Item, MonthSpend, budget_words, dollars
from console.language import numeral, tr
from ui import words

NEAR = Decimal("0.8")
"""Of the budget; from here on it is said that it comes to an end."""
FORM = tr("Write dollars and cents, like 10 or 7.50, or nothing for no budget.")

_ITEMS = {
    Item.OWN_READ: (tr("Mention or own post read"), tr("Mentions and own posts read")),
    Item.POST_READ: (tr("Other post read"), tr("Other posts read")),
    Item.USER_READ: (tr("User read"), tr("Users read")),
    Item.SUMMONED_REPLY: (tr("Answer to a mention"), tr("Answers to mentions")),
    Item.POST_CREATED: (tr("Other part or post"), tr("Other parts and posts")),
    Item.POST_WITH_URL: (tr("Post with a link"), tr("Posts with a link")),
    Item.DELETE: (tr("Deletion"), tr("Deletions")),
    Item.COUNT: (tr("Count for a watch"), tr("Counts for watches")),
}
_AMOUNT = re.compile(r"(?:\$\s*)?([0-9]{1,7})(?:[.,]([0-9]{1,2}))?")


class Level(Enum):
    """How near a budget is to its end."""

    FAR = auto()
    NEAR = auto()
    USED_UP = auto()


@dataclass(frozen=True, slots=True)
class Fill:
    """How much of a budget is spent, for the eye."""

    share: float
    """0 to 1."""
    level: Level


def spent(spend: MonthSpend, budget: Decimal | None) -> str:
    """Return the month in a line: `$0.41 of $10`, `$0.588 this month`."""
    said = dollars(spend.total)
    return (
        tr("{spent} this month").format(spent=said)
        if budget is None
        else tr("{spent} of {budget}").format(spent=said, budget=budget_words(budget))
    )


def fill(spend: MonthSpend, budget: Decimal | None) -> Fill | None:
    """Return how much of the budget is spent; None where there is none."""
    if budget is None:
        return None
    share = min(spend.total / budget, Decimal(1)) if budget else Decimal(1)
    level = Level.USED_UP if share >= 1 else Level.NEAR if share >= NEAR else Level.FAR
    return Fill(float(share), level)


def warning(spend: MonthSpend, budget: Decimal | None) -> str:
    """Return what is to be known of a budget that comes to its end; empty before."""
    filled = fill(spend, budget)
    if filled is None or filled.level is Level.FAR:
        return ""
    if filled.level is Level.USED_UP:
        return tr("The budget is used up: nothing new is read. Replies still go out.")
    return tr("{percent}% of the budget is used up.").format(percent=numeral(100 * filled.share))


def tip(spend: MonthSpend, budget: Decimal | None) -> str:
    """Return the whole story of a month, a line for each kind."""
    lines = [f"{month(spend.first)}: {dollars(spend.total)}"]
    lines += [f"{numeral(one.count)} × {item(one)}: {dollars(one.total)}" for one in spend.charges]
    return "\n".join(line for line in (*lines, warning(spend, budget)) if line)


def item(charge: Charge) -> str:
    """Return what was billed."""
    return _ITEMS[charge.item][charge.count != 1]


def month(first: date) -> str:
    """Return a month: `November 2026`."""
    return words.dated(first, "MMMM yyyy")


def budget(text: str) -> Decimal | None:
    """Return the budget that a person typed, None for none; raise ValueError with what to do."""
    text = text.strip()
    if not text:
        return None
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise ValueError(FORM)
    return Decimal(f"{found[1]}.{found[2] or 0}")


def field(budget: Decimal | None) -> str:
    """Return a budget as its field shows it, in the form that `budget` reads; empty for none."""
    if budget is None:
        return ""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(float(budget), "f", 0 if budget == int(budget) else 2)


def verdict(spend: MonthSpend, wanted: Decimal | None) -> str:
    """Return what a budget would do at once; empty where nothing."""
    if wanted is None or spend.total < wanted:
        return ""
    return tr("This month has cost {dollars} already: nothing more would be read.").format(
        dollars=dollars(spend.total)
    )


def counted(charge: Charge) -> str:
    """Return how many at which price: `3 × $0.01`."""
    return f"{numeral(charge.count)} × {dollars(charge.price)}"


def earlier(spend: MonthSpend) -> str:
    """Return how much was done in a month: `1,204 read, 31 posted`."""
    reads = (Item.OWN_READ, Item.POST_READ, Item.USER_READ)
    posts = (Item.SUMMONED_REPLY, Item.POST_CREATED, Item.POST_WITH_URL)
    facts = []
    for kinds, done in (
        (reads, tr("{count} read")),
        (posts, tr("{count} posted")),
        ((Item.DELETE,), tr("{count} deleted")),
        ((Item.COUNT,), tr("{count} counted")),
    ):
        count = sum(one.count for one in spend.charges if one.item in kinds)
        facts += [done.format(count=numeral(count))] if count else []
    return ", ".join(facts)

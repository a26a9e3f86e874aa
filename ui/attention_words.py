"""What a notification says: numbers and our own words, and more where a person asked for it.

Lock screens and beamers show notifications. So a title never holds what a customer wrote,
and a body only where `with_words` allows it: names and first words, made harmless and short.
Our own handles are ours to show.
"""

from __future__ import annotations

from collections.abc import Mapping

from console.domain.attention import Kind, News, Round
from console.language import plural, tr, tr_in
from ui.plain import at, isolated

OPEN = tr_in("notification", "Open")
PROMISE, ANSWER = tr("A promise is due soon"), tr("An answer is due soon")
MOST_LINES, MOST_SIGNS = 3, 90
"""Of a body; the lines are of so many signs at most."""
LONGEST_NAME = 40


def title(told: Round) -> str:
    """Return the title: how much there is of what, and nobody's name but ours."""
    news, count = told.news, len(told.news)
    match told.kind:
        case None:
            return tr("While notifications were quiet")
        case Kind.REPLIES:
            posts = plural(count, "{count} new post", "{count} new posts")
            handles = {one.account for one in news}
            if len(handles) == 1 and (handle := next(iter(handles))):
                return tr("{posts} for @{handle}").format(posts=posts, handle=handle)
            return posts
        case Kind.OUTBOX:
            return plural(count, "{count} answer needs you", "{count} answers need you")
        case Kind.DUE:
            if count == 1:
                return news[0].words
            return plural(count, "{count} case is due soon", "{count} cases are due soon")
        case Kind.ACCOUNTS:
            if count == 1:
                return tr("@{handle} needs you").format(handle=news[0].account)
            return plural(count, "{count} account needs you", "{count} accounts need you")


def body(told: Round, *, with_words: bool) -> str:
    """Return what stands below the title; may be empty."""
    if told.kind is None:
        return missed(told.missed)
    if told.kind is Kind.ACCOUNTS:
        return _lines([_of_account(one, alone=len(told.news) == 1) for one in told.news])
    if not with_words:
        return ""
    return _lines([_of_customer(one) for one in reversed(told.news)])


def missed(counts: Mapping[Kind, int]) -> str:
    """Return what came while it was quiet, a line for each kind."""
    posts, outbox, due, accounts = (counts.get(kind, 0) for kind in Kind)
    found = []
    if posts:
        found.append(plural(posts, "{count} new post", "{count} new posts"))
    if outbox:
        found.append(plural(outbox, "{count} answer needs you", "{count} answers need you"))
    if due:
        found.append(plural(due, "{count} case was due soon", "{count} cases were due soon"))
    if accounts:
        found.append(plural(accounts, "{count} account needs you", "{count} accounts need you"))
    return "\n".join(found)


def short(text: str, most: int = MOST_SIGNS) -> str:
    """Return the beginning of a text of others for one line, cut at a word where there is one.

    What is looked at is bounded before anything else is done with it.
    """
    text = text[: 4 * most]
    kept = isolated(text)
    if len(kept) <= most:
        return kept
    kept = isolated(text[:most])
    words = kept.rpartition(" ")[0] if " " in kept[most // 2 :] else kept.rstrip("\u2069")
    return f"{isolated(words)}…"


def _of_account(one: News, *, alone: bool) -> str:
    return one.words if alone else f"{at(one.account)}: {one.words}"


def _of_customer(one: News) -> str:
    name = short(one.name, LONGEST_NAME)
    if one.kind is Kind.REPLIES and one.words:
        said = short(one.words)
        return tr("{name}: {words}").format(name=name, words=said) if said else name
    return name


def _lines(lines: list[str]) -> str:
    """Return the first lines, and how many there are besides."""
    shown, more = lines[:MOST_LINES], len(lines) - MOST_LINES
    if more > 0:
        shown.append(plural(more, "and {count} more", "and {count} more"))
    return "\n".join(shown)

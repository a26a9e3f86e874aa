"""What a person reads of watches in a terminal: lines of plain text; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from console.cli import words
from console.cli.watch_options import PACE_WORDS
from console.domain.spending import budget_words, dollars
from console.domain.watches import Estimate, Proposal, Watch, WatchRun, WatchState, Yield
from console.text.post_queries import QueryProblem, problems
from console.text.post_query_tokens import tokens

PACES = {pace: word for word, pace in PACE_WORDS.items()}
PROPOSALS = {
    Proposal.SILENT: "it found nothing for a month",
    Proposal.USELESS: "nobody did anything about what it found",
}
LONGEST_BAR = 30


def watch(value: Watch, handle: str, now: datetime) -> str:
    """Return a watch in a few lines: what it looks for, how it stands, what it brought."""
    spent = f"{dollars(value.spent)} of {budget_words(value.new.monthly_budget)} this month"
    name = words.name(value.new.name)
    lines = [
        f"{value.id:>4}  {name}  {words.handle(handle)}  every {PACES[value.new.pace]}",
        f"      {words.one_line(value.new.query, 200)}",
        f"      {_standing(value, now)}; {spent}",
        f"      30 days: {_brought(value.lately)}",
    ]
    if value.gap_before is not None:
        lines.append(f"      Older posts than {words.when(value.gap_before)} could not be had.")
    if (why := value.proposal(now)) is not None:
        lines.append(f"      Could go: {PROPOSALS[why]}. canary-desk watch remove {value.id}")
    return "\n".join(lines)


def estimate(value: Estimate) -> str:
    """Return what a query finds and costs, with a bar for each day."""
    how = "about, by a sample of ten" if value.sampled else "counted"
    lines = [f"{words.several(value.week, 'post')} in the last 7 days ({how})."]
    most = max((posts for _, posts in value.days), default=0)
    lines += [
        f"  {day:%a %d %b}  {posts:>6,}  {'#' * round(LONGEST_BAR * posts / most)}".rstrip()
        for day, posts in (value.days if most else ())
    ]
    lines.append(
        f"A month costs about {dollars(value.month)}, at {dollars(value.hit_price)} a post with"
        f" its author. To find this out cost {dollars(value.price)}."
    )
    return "\n".join(lines)


def run(value: WatchRun, name: str) -> str:
    """Return what one look brought, in a line."""
    said = f"{name}: {words.several(value.hits, 'post')}, {value.new} new."
    if value.state is WatchState.PAUSED:
        return f"{said} It is paused: canary-desk watch resume {value.watch_id}"
    if value.problem:
        return f"{said} Stopped: {value.problem}"
    return said if value.done else f"{said} More is left; the next run goes on there."


def left_out(handle: str) -> str:
    """Return the terms by which a query leaves out what an account has or gets for less."""
    return f"-from:{handle} -@{handle} -is:retweet"


def remarks(query: str, handle: str) -> list[str]:
    """Return what may be meant otherwise in a query that X takes, each in a line."""
    told = [f"{each.message} {each.advice}".rstrip() for each in problems(query) if not each.stops]
    return [*told, *_dear(query, handle)]


def marked(query: str, handle: str) -> list[str]:
    """Return the same for a person, with a mark under each place that it is about."""
    told = [each for each in problems(query) if not each.stops]
    return [*([wrong(query, told)] if told else []), *_dear(query, handle)]


def wrong(query: str, found: Sequence[QueryProblem]) -> str:
    """Return where a query is wrong, with a mark under each place."""
    shown = query.replace("\n", " ")
    lines = list[str]()
    for each in found:
        mark = "^" * max(1, min(each.end, len(shown)) - each.start)
        lines += [shown, f"{' ' * each.start}{mark}", f"{each.message} {each.advice}".rstrip()]
    return "\n".join(lines)


def _dear(query: str, handle: str) -> list[str]:
    """Return what a query pays for that the account has, or gets by `sync` for less.

    How many posts that are nobody knows before they are read and paid for.
    """
    negated = {
        (each.name, each.value.lower().lstrip("@")) for each in tokens(query) if each.negated
    }
    own, mentions = ("from", handle.lower()) in negated, ("@", handle.lower()) in negated
    if own and mentions:
        return []
    reasons = [] if mentions else ["Mentions come by sync for less"]
    reasons += [] if own else [f"@{handle}'s own posts are paid for as well"]
    add = [] if own else [f"-from:{handle}"]
    add += [] if mentions else [f"-@{handle}"]
    add += [] if ("is", "retweet") in negated else ["-is:retweet"]
    return [f"{', and '.join(reasons)}: add {' '.join(add)}"]


def _standing(value: Watch, now: datetime) -> str:
    if value.state is WatchState.READY:
        due = value.due_at
        return "looks at the next run" if due is None or due <= now else f"looks {_when(due, now)}"
    if value.state is WatchState.PAUSED:
        return "paused"
    said = {
        WatchState.SPENT: f"{_whose(value)} budget is used up",
        WatchState.NO_ACCESS: "its account has no access to the API",
        WatchState.FAILING: "the last look failed",
    }[value.state]
    return f"{said}: {words.one_line(value.problem, 200)}" if value.problem else said


def _whose(value: Watch) -> str:
    """Return whose budget is used up: the watch's of the month, or its account's."""
    return "the month's" if value.spent >= value.new.monthly_budget else "the account's"


def _when(due: datetime, now: datetime) -> str:
    return f"in {words.span(due - now)}" if due - now < timedelta(days=1) else f"at {due:%d %b}"


def _brought(value: Yield) -> str:
    each = value.cost_per_case
    price = "" if each is None else f", {dollars(each)} a case"
    return (
        f"{words.several(value.hits, 'post')}, {words.several(value.cases, 'case')},"
        f" {value.solved} solved, {dollars(value.cost)}{price}"
    )

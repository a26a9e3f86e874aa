"""What is said of a file that is taken in: what it is, how far it is, what became of it."""

from __future__ import annotations

from datetime import datetime

from console.domain.imports import (
    QUIET_AFTER,
    FileKind,
    Import,
    ImportState,
    LeftOut,
    Overview,
    Report,
    Tally,
)
from console.domain.progress import Progress
from ui import plain
from ui.words import several, span, when

WHAT = "X's archive of an account, answers of its API as JSON, or an export of this desk."
DROP = "Drop the file here"
NOTHING_YET = "Nothing is stored before you say so, and nothing leaves this computer."
KINDS = {
    FileKind.ARCHIVE: "X's archive of an account",
    FileKind.PAGES: "Answers of X's API, as JSON",
    FileKind.OWN: "An export of Canary Desk",
}
QUIET = f"Resolve cases in which nobody wrote for {QUIET_AFTER.days} days"
QUIET_WHY = "They come in as read and resolved, without a word of what fixed them."
MESSAGES = "Direct messages as call notes"
MESSAGES_WHY = "On the channel chat, with the contact they were exchanged with."
DELETED = "Our posts that were deleted"
DELETED_WHY = "Marked as gone."
OWN_EXPORT = (
    "An empty desk becomes what the export was made of; into any other comes what is not there yet."
)
KEPT = "What came in before stays; the same file brings the rest."


def size(count: int) -> str:
    """Return a number of bytes for a person."""
    for unit, step in (("GB", 1e9), ("MB", 1e6), ("KB", 1e3)):
        if count >= step:
            return f"{count / step:,.1f} {unit}"
    return f"{count} bytes"


def holds(seen: Overview) -> str:
    """Return what a file holds."""
    if seen.posts is None:
        return "No posts"
    if seen.kind is FileKind.OWN:
        return several(seen.posts, "row")
    return f"About {several(_round(seen.posts), 'post')}, {size(seen.size)} of text"


def whose(seen: Overview) -> str:
    """Return whose file it is, as it says itself."""
    if seen.owner is None:
        return "The file does not say"
    name = plain.isolated(seen.owner.name)
    handle = f"@{seen.owner.handle}"
    return f"{name}  {handle}" if name and name != seen.owner.handle else handle


def to_add(seen: Overview) -> str:
    """Return that the account is to be added; empty where it is there."""
    if seen.owner is None or seen.account_id is not None:
        return ""
    return (
        f"@{seen.owner.handle} is no account of this desk yet: it is added without access."
        " Connected later, it is the same account."
    )


def earlier(one: Import | None, now: datetime) -> str:
    """Return what became of the last import of this file; empty where there was none."""
    if one is None:
        return ""
    at = when(one.moved_at, now)
    if one.state is ImportState.DONE:
        return f"Taken in before, {at}: what is known already is passed over."
    came = several(one.tally.new + one.tally.notes, "message")
    return f"Begun {at} and not finished; {came} came in. It goes on from there."


def rate(progress: Progress, seconds: float, before: int) -> str:
    """Return how fast it goes and how long it takes on, once that can be told."""
    done = progress.done - before
    if seconds < 1 or done <= 0 or not progress.total:
        return progress.step
    speed = done / seconds
    left = max(0.0, (progress.total - progress.done) / speed)
    rest = "less than a minute left" if left < 60 else f"about {_minutes(left)} left"
    return f"{progress.step}: {progress.share:.0%}, {size(round(speed))}/s, {rest}"


def title(report: Report) -> str:
    """Return what came of it in a few words."""
    tally = report.tally
    stopped = "Stopped: " if report.state is ImportState.STOPPED else ""
    if not tally.new and not tally.notes:
        return f"{stopped}Nothing new came in"
    parts = [several(tally.new, "post")] if tally.new or not tally.notes else []
    parts += [several(tally.notes, "call note")] if tally.notes else []
    return f"{stopped}{' and '.join(parts)} came in"


def outcome(report: Report) -> tuple[str, ...]:
    """Return the rest of what came of it, a line each."""
    tally = report.tally
    lines = []
    if tally.cases:
        quiet = ""
        if report.quiet:
            quiet = f", {report.quiet:,} of them resolved: nobody wrote for {QUIET_AFTER.days} days"
        lines.append(f"{several(tally.cases, 'case')} begun{quiet}.")
    if known := tally.known + tally.notes_known:
        lines.append(f"{several(known, 'message')} known already.")
    if report.state is ImportState.STOPPED:
        lines.append("What came in stays. The same file goes on where it was stopped.")
    return tuple(lines)


def left_out_title(tally: Tally) -> str:
    """Return how much was left out."""
    return f"{tally.omitted:,} left out" if tally.omitted else "Nothing was left out"


def copied(report: Report) -> str:
    """Return the whole report as text."""
    lines = [f"{report.name}: {title(report)}", *outcome(report), left_out_title(report.tally)]
    lines += [
        f"{each.count}\t{each.reason}\t{'; '.join(each.places)}" for each in report.tally.left_out
    ]
    return "\n".join(lines) + "\n"


def places(one: LeftOut) -> str:
    """Return where the first of what was left out stand."""
    if not one.places:
        return ""
    more = one.count - len(one.places)
    told = "; ".join(plain.isolated(each) for each in one.places)
    return f"{told}; and {more:,} more" if more > 0 else told


def _round(count: int) -> int:
    digits = max(0, len(str(count)) - 3)
    return int(round(count, -digits))


def _minutes(seconds: float) -> str:
    from datetime import timedelta

    return span(timedelta(minutes=max(1, round(seconds / 60))))

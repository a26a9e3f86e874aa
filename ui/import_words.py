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
from console.language import numeral, plural, tr
from ui import plain
from ui.words import span, when

WHAT = tr("X's archive of an account, answers of its API as JSON, or an export of this desk.")
DROP = tr("Drop the file here")
NOTHING_YET = tr("Nothing is stored before you say so, and nothing leaves this computer.")
KINDS = {
    FileKind.ARCHIVE: tr("X's archive of an account"),
    FileKind.PAGES: tr("Answers of X's API, as JSON"),
    FileKind.OWN: tr("An export of Canary Desk"),
}
QUIET = tr("Resolve cases in which nobody wrote for {days} days").format(days=QUIET_AFTER.days)
QUIET_WHY = tr("They come in as read and resolved, without a word of what fixed them.")
MESSAGES = tr("Direct messages as call notes")
MESSAGES_WHY = tr("On the channel chat, with the contact they were exchanged with.")
DELETED = tr("Our posts that were deleted")
DELETED_WHY = tr("Marked as gone.")
OWN_EXPORT = tr(
    "An empty desk becomes what the export was made of; into any other comes what is not there yet."
)
KEPT = tr("What came in before stays; the same file brings the rest.")


def size(count: int) -> str:
    """Return a number of bytes for a person."""
    for unit, step in (("GB", 1e9), ("MB", 1e6), ("KB", 1e3)):
        if count >= step:
            return f"{numeral(count / step, 1)} {unit}"
    return tr("{count} bytes").format(count=numeral(count))


def holds(seen: Overview) -> str:
    """Return what a file holds."""
    if seen.posts is None:
        return tr("No posts")
    if seen.kind is FileKind.OWN:
        return plural(seen.posts, "{count} row", "{count} rows")
    return tr("About {posts}, {size} of text").format(
        posts=plural(_round(seen.posts), "{count} post", "{count} posts"), size=size(seen.size)
    )


def whose(seen: Overview) -> str:
    """Return whose file it is, as it says itself."""
    if seen.owner is None:
        return tr("The file does not say")
    name = plain.isolated(seen.owner.name)
    handle = plain.at(seen.owner.handle)
    return f"{name}  {handle}" if name and name != seen.owner.handle else handle


def to_add(seen: Overview) -> str:
    """Return that the account is to be added; empty where it is there."""
    if seen.owner is None or seen.account_id is not None:
        return ""
    return tr(
        "@{handle} is no account of this desk yet: it is added without access. "
        "Connected later, it is the same account."
    ).format(handle=seen.owner.handle)


def earlier(one: Import | None, now: datetime) -> str:
    """Return what became of the last import of this file; empty where there was none."""
    if one is None:
        return ""
    at = when(one.moved_at, now)
    if one.state is ImportState.DONE:
        return tr("Taken in before, {when}: what is known already is passed over.").format(when=at)
    came = plural(one.tally.new + one.tally.notes, "{count} message", "{count} messages")
    return tr("Begun {when} and not finished; {messages} came in. It goes on from there.").format(
        when=at, messages=came
    )


def rate(progress: Progress, seconds: float, before: int) -> str:
    """Return how fast it goes and how long it takes on, once that can be told."""
    done = progress.done - before
    if seconds < 1 or done <= 0 or not progress.total:
        return progress.step
    speed = done / seconds
    left = max(0.0, (progress.total - progress.done) / speed)
    rest = (
        tr("less than a minute left")
        if left < 60
        else tr("about {span} left").format(span=_minutes(left))
    )
    return tr("{step}: {percent}%, {speed}/s, {left}").format(
        step=progress.step,
        percent=f"{100 * progress.done / progress.total:.0f}",
        speed=size(round(speed)),
        left=rest,
    )


def title(report: Report) -> str:
    """Return what came of it in a few words."""
    tally = report.tally
    posts = plural(tally.new, "{count} post", "{count} posts")
    notes = plural(tally.notes, "{count} call note", "{count} call notes")
    if tally.new and tally.notes:
        said = tr("{posts} and {notes} came in").format(posts=posts, notes=notes)
    elif tally.new or tally.notes:
        said = tr("{what} came in").format(what=posts if tally.new else notes)
    else:
        said = tr("Nothing new came in")
    is_stopped = report.state is ImportState.STOPPED
    return tr("Stopped: {outcome}").format(outcome=said) if is_stopped else said


def outcome(report: Report) -> tuple[str, ...]:
    """Return the rest of what came of it, a line each."""
    tally = report.tally
    lines = []
    if tally.cases:
        quiet = ""
        if report.quiet:
            quiet = tr(", {count} of them resolved: nobody wrote for {days} days").format(
                count=numeral(report.quiet), days=QUIET_AFTER.days
            )
        lines.append(
            # Translators: {quiet} is `, 3 of them resolved: ...` or nothing.
            tr("{cases} begun{quiet}.").format(
                cases=plural(tally.cases, "{count} case", "{count} cases"), quiet=quiet
            )
        )
    if known := tally.known + tally.notes_known:
        lines.append(
            tr("{messages} known already.").format(
                messages=plural(known, "{count} message", "{count} messages")
            )
        )
    if report.state is ImportState.STOPPED:
        lines.append(tr("What came in stays. The same file goes on where it was stopped."))
    return tuple(lines)


def left_out_title(tally: Tally) -> str:
    """Return how much was left out."""
    return (
        tr("{count} left out").format(count=numeral(tally.omitted))
        if tally.omitted
        else tr("Nothing was left out")
    )


def copied(report: Report) -> str:
    """Return the whole report as text."""
    lines = [f"{report.name}: {title(report)}", *outcome(report), left_out_title(report.tally)]
    lines += [
        f"{each.count}\t{tr(each.reason)}\t{'; '.join(each.places)}"
        for each in report.tally.left_out
    ]
    return "\n".join(lines) + "\n"


def places(one: LeftOut) -> str:
    """Return where the first of what was left out stand."""
    if not one.places:
        return ""
    more = one.count - len(one.places)
    told = "; ".join(plain.isolated(each) for each in one.places)
    return (
        tr("{places}; and {count} more").format(places=told, count=numeral(more))
        if more > 0
        else told
    )


def _round(count: int) -> int:
    digits = max(0, len(str(count)) - 3)
    return int(round(count, -digits))


def _minutes(seconds: float) -> str:
    from datetime import timedelta

    return span(timedelta(minutes=max(1, round(seconds / 60))))

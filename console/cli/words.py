"""The words that the command line has for times, states and what is known of an answer; pure.

Texts of others are put on one line here; `plain` takes out what would steer a terminal.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from console.domain.cautions import Caution, CautionKind
from console.domain.outbox import PartState, ReplyPart
from console.domain.resolutions import Promise
from console.domain.spending import Item
from console.text.hidden_signs import in_line

PART_STATES = {
    PartState.QUEUED: "queued",
    PartState.SENDING: "on its way",
    PartState.SENT: "sent",
    PartState.UNSURE: "may be out, is being looked for",
    PartState.REFUSED: "refused",
    PartState.HELD: "held",
    PartState.CANCELLED: "taken back",
    PartState.DELETING: "to be deleted",
    PartState.DELETED: "deleted",
}
ALWAYS = {
    CautionKind.NO_ACCESS: "The account has no access to X's API: a person posts each part",
    CautionKind.NOT_SUMMONED: (
        "X takes no answer to this post by its API, for its author did not tag us"
    ),
    CautionKind.SELF_REPLY: (
        "X does not let the app answer its own posts: a person posts this part"
    ),
    CautionKind.OPENED: (
        "It was opened in the browser, and it is not said yet whether it was posted"
    ),
    CautionKind.STOPPED: (
        "The rest was taken back while this part was on its way, and it did not get out"
    ),
    CautionKind.RESTORED: (
        "The desk was restored from a backup, and it may have gone out since: look on X first"
    ),
    CautionKind.CARD: "It holds the number of a payment card, which everybody would read",
}
"""What is said of a caution that has no evidence."""
ITEMS = {
    Item.OWN_READ: "own posts and mentions read",
    Item.POST_READ: "other posts read",
    Item.USER_READ: "people read",
    Item.SUMMONED_REPLY: "answers to who mentioned us",
    Item.POST_CREATED: "other posts published",
    Item.POST_WITH_URL: "posts with a link published",
    Item.DELETE: "posts deleted",
    Item.COUNT: "counts for watches",
}


def several(count: int, one: str) -> str:
    """Return `1 part` or `3 parts`."""
    return f"{count} {one if count == 1 else one + 's'}"


def when(at: datetime | None) -> str:
    """Return a local time; `never` for None."""
    return "never" if at is None else f"{at.astimezone():%Y-%m-%d %H:%M}"


def soon(at: datetime, now: datetime) -> str:
    """Return when something comes: `in 12 s`, `in 4 min`, later than that the local time."""
    left = at - now
    if left >= timedelta(hours=1):
        return f"at {when(at)}"
    seconds = max(1, round(left.total_seconds()))
    return f"in {seconds} s" if seconds < 100 else f"in {seconds // 60} min"


def span(length: timedelta) -> str:
    """Return a length of time: `12 min`, `3 h`, `2 d`."""
    minutes = length // timedelta(minutes=1)
    if minutes < 60:
        return f"{max(1, minutes)} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"


def name(text: str) -> str:
    """Return a name or handle, within a line whatever it holds: none forges another line."""
    return in_line(text)


def handle(text: str) -> str:
    """Return a handle as it is told, with its @; empty for none."""
    said = in_line(text)
    return f"@{said}" if said else ""


def one_line(text: str, most: int) -> str:
    """Return a text on one line, cut to `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 3].rstrip()}..."


def promised(promise: Promise, now: datetime) -> str:
    """Return what we promised and by when, and what became of it."""
    stands = "not kept" if promise.is_broken(now) else "open"
    stands = "kept" if promise.kept_at is not None else stands
    return f"promised {one_line(promise.what, 200)} by {when(promise.due_at)} ({stands})"


def is_opened(part: ReplyPart) -> bool:
    """Return whether a part was opened in the browser, and a person is asked for its post."""
    return any(each.kind is CautionKind.OPENED for each in part.cautions)


def part_state(part: ReplyPart) -> str:
    """Return where a part stands."""
    if part.state is PartState.UNSURE and part.looked:
        return "not found among our posts"
    if part.state is PartState.HELD and part.by_hand:
        return "opened in the browser" if is_opened(part) else "to be posted by hand"
    return PART_STATES[part.state]


def caution(known: Caution, now: datetime) -> str:
    """Return what is to be known before an answer goes out, with its evidence."""
    said = _caution(known, now)
    return f"{said}: {one_line(known.text, 200)}" if _has_evidence(known) else f"{said}."


def _has_evidence(known: Caution) -> bool:
    return bool(known.text) and known.kind is not CautionKind.OPENED


def _caution(known: Caution, now: datetime) -> str:
    who, at = one_line(known.who, 80), f" ({when(known.at)})" if known.at else ""
    match known.kind:
        case CautionKind.CUSTOMER_WROTE:
            return f"{f'@{who}' if who else 'The customer'} wrote again{at}"
        case CautionKind.ANSWERED:
            return f"It was answered from elsewhere{f' as @{who}' if who else ''}{at}"
        case CautionKind.CALL_NOTED:
            return f"{who or 'Another agent'} noted a call{at}"
        case CautionKind.PARENT_GONE:
            return "The post that it answers was deleted, or is hidden from us"
        case CautionKind.PARENT_EDITED:
            return "The post that it answers was edited" + (", and says now" if known.text else "")
        case CautionKind.STALE:
            return f"It waited for {span(now - known.at)}" if known.at else "It waited too long"
    return ALWAYS[known.kind]

"""The words that the window uses for times, states and numbers; pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from console.domain.accounts import Account
from console.domain.cases import CaseState
from console.domain.messages import CallNote, Channel, Direction, Media, Message

STATES = {
    CaseState.NEEDS_REPLY: "needs reply",
    CaseState.WAITING: "waiting for the customer",
    CaseState.SNOOZED: "snoozed",
    CaseState.RESOLVED: "resolved",
    CaseState.SPAM: "spam",
    CaseState.MUTED: "muted",
}
CHANNELS = {
    Channel.PHONE: "Phone call",
    Channel.IN_PERSON: "In person",
    Channel.EMAIL: "E-mail",
    Channel.LETTER: "Letter",
    Channel.CHAT: "Chat",
}

GONE = "Deleted by its author, or hidden from us"
"""Above the text of a post that the network shows no more."""
WITHDRAWN = f"{GONE}: its words were taken out"
"""In the place of the text, once that is no longer kept."""
EDITED = "Edited"
"""Above the text of a post that was another when it came in."""
UNREAD = "Unread"
"""On the line above the first message that nobody has read."""
NO_ALT_TEXT = "no description"
"""In the place of the text that should describe a picture."""

OLD = timedelta(days=14)
"""From here on a date says more than an age."""


def several(count: int, one: str, many: str | None = None) -> str:
    """Return `1 part` or `3 parts`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def age(at: datetime, now: datetime) -> str:
    """Return how long ago `at` was, short: `now`, `12 min`, `3 h`, `4 d`, then the date."""
    length = now - at
    if length < timedelta(minutes=1):
        return "now"
    return date(at) if length >= OLD else span(length)


def ago(at: datetime, now: datetime) -> str:
    """Return how long ago `at` was, within a sentence: `just now`, `3 h ago`, `on 2 Nov 2026`."""
    length = now - at
    if length < timedelta(minutes=1):
        return "just now"
    return f"on {date(at)}" if length >= OLD else f"{span(length)} ago"


def span(length: timedelta) -> str:
    """Return a length of time in words: `12 min`, `3 h`, `2 d`."""
    seconds = length.total_seconds()
    if seconds < 3600:
        return f"{max(1, seconds // 60):.0f} min"
    if seconds < 86400:
        return f"{seconds // 3600:.0f} h"
    return f"{seconds // 86400:.0f} d"


def date(at: datetime) -> str:
    """Return the local date: `12 Nov 2026`."""
    local = at.astimezone()
    return f"{local.day} {local:%b %Y}"


def clock(at: datetime) -> str:
    """Return the local time of day: `14:02`."""
    local = at.astimezone()
    return f"{local.hour:02}:{local.minute:02}"


def moment(at: datetime, now: datetime) -> str:
    """Return when it was, for a sentence: `14:02`, of another day `2 Nov 2026, 14:02`."""
    today = at.astimezone().date() == now.astimezone().date()
    return clock(at) if today else f"{date(at)}, {clock(at)}"


def day(at: datetime, now: datetime) -> str:
    """Return the local day as a timeline names it: `Today`, `Tuesday`, `12 November 2026`."""
    local, today = at.astimezone(), now.astimezone()
    distance = (today.date() - local.date()).days
    if distance == 0:
        return "Today"
    if distance == 1:
        return "Yesterday"
    if 1 < distance < 7:
        return f"{local:%A}, {local.day} {local:%B}"
    return f"{local.day} {local:%B %Y}"


def when(at: datetime, now: datetime) -> str:
    """Return a moment near now, short: `09:00`, `Fri 09:00`, of another week `3 May, 09:00`."""
    local, today = at.astimezone().date(), now.astimezone().date()
    if local == today:
        return clock(at)
    if abs((local - today).days) < 7:
        return f"{at.astimezone():%a} {clock(at)}"
    return f"{near_date(at, now)}, {clock(at)}"


def near_date(at: datetime, now: datetime) -> str:
    """Return the local date, with its year only where that is another: `3 May`."""
    local = at.astimezone()
    year = "" if local.year == now.astimezone().year else f" {local.year}"
    return f"{local.day} {local:%b}{year}"


def call_title(note: CallNote) -> str:
    """Return what a call note is: `Phone call from the customer`."""
    whose = "from the customer" if note.direction is Direction.IN else "by us"
    return f"{CHANNELS[note.channel]} {whose}"


def call_time(note: CallNote) -> str:
    """Return when it was and how long it took: `14:02  ·  6 min`."""
    if note.duration_s is None:
        return clock(note.at)
    return f"{clock(note.at)}  ·  {max(1, round(note.duration_s / 60))} min"


def sync_state(account: Account, now: datetime) -> str:
    """Return how an account's last sync went."""
    if account.sync_error:
        return account.sync_error
    if account.synced_at is None:
        return "not synced yet"
    return f"synced {ago(account.synced_at, now)}"


def sync_notes(account: Account, gap_before: datetime | None, malformed: int) -> str:
    """Return what the syncs of an account could not bring; empty where nothing is missing."""
    notes = []
    if gap_before is not None:
        who = "X shows the newest 800 only" if account.network == "x" else "they cannot be had"
        notes.append(f"Older mentions than {date(gap_before)} are missing: {who}.")
    if malformed:
        notes.append(f"{several(malformed, 'post')} could not be understood and are left out.")
    return " ".join(notes)


def initials(name: str) -> str:
    """Return one or two letters for a name's avatar; `?` where it has none.

    The first letters of the first and the last word: `Ada Fern` is AF, `Sunny 🌻` is S.
    """
    found = [word[0] for word in name.split() if word[0].isalnum()]
    return "".join(found[:1] + found[1:][-1:]).upper() or "?"


def medium(media: Media) -> str:
    """Return what a post's picture is: `Picture`, or `Film`, of which the still is shown."""
    return "Picture" if media.kind == "photo" else "Film"


def read_all(message: Message) -> str:
    """Return the offer to read a message that the timeline shows the beginning of."""
    return f"Read all {len(message.text):,} characters"

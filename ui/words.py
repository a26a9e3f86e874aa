"""The words that the window uses for times, states and numbers, in its language; pure."""

from __future__ import annotations

import datetime as dt
from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QTime

from console.domain.accounts import Account
from console.domain.business_hours import BusinessHours
from console.domain.cases import CaseState
from console.domain.messages import CallNote, Channel, Direction, Media, Message
from console.language import numeral, plural, tr, tr_in
from ui import locality

STATES = {
    CaseState.NEEDS_REPLY: tr("needs reply"),
    CaseState.WAITING: tr("waiting for the customer"),
    CaseState.SNOOZED: tr("snoozed"),
    CaseState.RESOLVED: tr("resolved"),
    CaseState.SPAM: tr("spam"),
    CaseState.MUTED: tr("muted"),
}
CHANNELS = {
    Channel.PHONE: tr("Phone call"),
    Channel.IN_PERSON: tr("In person"),
    Channel.EMAIL: tr("E-mail"),
    Channel.LETTER: tr("Letter"),
    Channel.CHAT: tr("Chat"),
}

GONE = tr("Deleted by its author, or hidden from us")
"""Above the text of a post that the network shows no more."""
WITHDRAWN = tr("{gone}: its words were taken out").format(gone=GONE)
"""In the place of the text, once that is no longer kept."""
EDITED = tr("Edited")
"""Above the text of a post that was another when it came in."""
UNREAD = tr("Unread")
"""On the line above the first message that nobody has read."""
NO_ALT_TEXT = tr("no description")
"""In the place of the text that should describe a picture."""

OLD = timedelta(days=14)
"""From here on a date says more than an age."""


def several(count: int, one: str, many: str | None = None) -> str:
    """Return `1 part` or `3 parts`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def quoted(text: str) -> str:
    """Return a name or a word between the quotation marks of the language."""
    return tr("“{text}”").format(text=text)


def age(at: datetime, now: datetime) -> str:
    """Return how long ago `at` was, short: `now`, `12 min`, `3 h`, `4 d`, then the date."""
    length = now - at
    if length < timedelta(minutes=1):
        return tr_in("age", "now")
    return date(at) if length >= OLD else span(length)


def ago(at: datetime, now: datetime) -> str:
    """Return how long ago `at` was, within a sentence: `just now`, `3 h ago`, `on 2 Nov 2026`."""
    length = now - at
    if length < timedelta(minutes=1):
        return tr("just now")
    return (
        tr("on {date}").format(date=date(at))
        if length >= OLD
        else tr("{span} ago").format(span=span(length))
    )


def span(length: timedelta) -> str:
    """Return a length of time in words: `12 min`, `3 h`, `2 d`."""
    seconds = length.total_seconds()
    if seconds < 3600:
        return tr("{minutes} min").format(minutes=numeral(max(1, seconds // 60)))
    if seconds < 86400:
        return tr("{hours} h").format(hours=numeral(seconds // 3600))
    return tr("{days} d").format(days=numeral(seconds // 86400))


def date(at: datetime) -> str:
    """Return the local date: `12 Nov 2026`."""
    return dated(at.astimezone().date(), tr_in("date pattern", "d MMM yyyy"))


def dated(on: dt.date, pattern: str) -> str:
    """Return a day by a pattern of Qt's, with the locale's names of months and weekdays.

    `pattern`: https://doc.qt.io/qt-6/qlocale.html#toString-10; it is translated, for the
    order differs: `d MMM yyyy` is `d. MMM yyyy` in German.
    """
    return QLocale().toString(QDate(on.year, on.month, on.day), pattern)


def clock(at: datetime) -> str:
    """Return the local time of day: `14:02`, `2:02 PM` where the locale counts to twelve."""
    return _clock(at.astimezone())


def _clock(local: datetime) -> str:
    if locality.counts_to_twelve():
        return QLocale().toString(QTime(local.hour, local.minute), "h:mm AP")
    return f"{local.hour:02}:{local.minute:02}"


def moment(at: datetime, now: datetime) -> str:
    """Return when it was, for a sentence: `14:02`, of another day `2 Nov 2026, 14:02`."""
    today = at.astimezone().date() == now.astimezone().date()
    return clock(at) if today else f"{date(at)}, {clock(at)}"


def by_hours(at: datetime, now: datetime, hours: BusinessHours) -> str:
    """Return a moment in the time zone of the business hours: `Fri 27 Nov, 09:00`."""
    local = hours.local(at)
    same = local.year == hours.local(now).year
    on = dated(
        local.date(),
        tr_in("date pattern", "ddd d MMM") if same else tr_in("date pattern", "ddd d MMM yyyy"),
    )
    return f"{on}, {_clock(local)}"


def weekday(on: dt.date) -> str:
    """Return the name of a day: `Friday`."""
    return dated(on, "dddd")


def day(at: datetime, now: datetime) -> str:
    """Return the local day as a timeline names it: `Today`, `Tuesday`, `12 November 2026`."""
    local, today = at.astimezone(), now.astimezone()
    distance = (today.date() - local.date()).days
    if distance == 0:
        return tr("Today")
    if distance == 1:
        return tr("Yesterday")
    return dated(
        local.date(),
        tr_in("date pattern", "dddd, d MMMM")
        if 1 < distance < 7
        else tr_in("date pattern", "d MMMM yyyy"),
    )


def when(at: datetime, now: datetime) -> str:
    """Return a moment near now, short: `09:00`, `Fri 09:00`, of another week `3 May, 09:00`."""
    local, today = at.astimezone().date(), now.astimezone().date()
    if local == today:
        return clock(at)
    if abs((local - today).days) < 7:
        return f"{dated(local, 'ddd')} {clock(at)}"
    return f"{near_date(at, now)}, {clock(at)}"


def near_date(at: datetime, now: datetime) -> str:
    """Return the local date, with its year only where that is another: `3 May`."""
    local = at.astimezone()
    same = local.year == now.astimezone().year
    return dated(
        local.date(),
        tr_in("date pattern", "d MMM") if same else tr_in("date pattern", "d MMM yyyy"),
    )


def call_title(note: CallNote) -> str:
    """Return what a call note is: `Phone call from the customer`."""
    whose = tr("{channel} from the customer")
    if note.direction is not Direction.IN:
        whose = tr("{channel} by us")
    return whose.format(channel=CHANNELS[note.channel])


def call_time(note: CallNote) -> str:
    """Return when it was and how long it took: `14:02  ·  6 min`."""
    if note.duration_s is None:
        return clock(note.at)
    minutes = max(1, round(note.duration_s / 60))
    return tr("{time}  ·  {minutes} min").format(time=clock(note.at), minutes=numeral(minutes))


def sync_state(account: Account, now: datetime) -> str:
    """Return how an account's last sync went."""
    if account.sync_error:
        return account.sync_error
    if account.synced_at is None:
        return tr("not synced yet")
    return tr("synced {ago}").format(ago=ago(account.synced_at, now))


def sync_notes(account: Account, gap_before: datetime | None, malformed: int) -> str:
    """Return what the syncs of an account could not bring; empty where nothing is missing."""
    notes = []
    if gap_before is not None:
        lacks = (
            tr("Older mentions than {date} are missing: X shows the newest 800 only.")
            if account.network == "x"
            else tr("Older mentions than {date} are missing: they cannot be had.")
        )
        notes.append(lacks.format(date=date(gap_before)))
    if malformed:
        notes.append(
            plural(
                malformed,
                "{count} post could not be understood and are left out.",
                "{count} posts could not be understood and are left out.",
            )
        )
    return " ".join(notes)


def initials(name: str) -> str:
    """Return one or two letters for a name's avatar; `?` where it has none.

    The first letters of the first and the last word: `Ada Fern` is AF, `Sunny 🌻` is S.
    """
    found = [word[0] for word in name.split() if word[0].isalnum()]
    return "".join(found[:1] + found[1:][-1:]).upper() or "?"


def medium(media: Media) -> str:
    """Return what a post's picture is: `Picture`, or `Film`, of which the still is shown."""
    return tr("Picture") if media.kind == "photo" else tr("Film")


def read_all(message: Message) -> str:
    """Return the offer to read a message that the timeline shows the beginning of."""
    return tr("Read all {count} characters").format(count=numeral(len(message.text)))

"""How much time is left till something is due, in few words: a quiet count-down.

Pure: knows no widget. Loads nothing, for lists ask it of every row.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from console.domain.business_hours import BusinessHours
from console.language import numeral, tr, tr_in
from ui import words

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK = timedelta(days=6)
"""Till then the name of a day says which one is meant."""
LATE_IN_HOURS = 48 * HOUR


def short(due_at: datetime, now: datetime, hours: BusinessHours) -> str:
    """Return how it stands: `35 min left`, `in 2 h`, `Mon 10:00`, `3 h late`.

    What is late counts the hours of work since. What is to come is counted down where
    nothing but work lies between; over a closed time its clock says more.
    """
    hours = hours.at_hand(now)
    if due_at <= now:
        return _late(due_at, now, hours)
    left = due_at - now
    if left < HOUR:
        return tr("{span} left").format(span=words.span(left))
    if hours.between(now, due_at) == left:
        return tr("in {span}").format(span=words.span(left))
    local = hours.local(due_at)
    clock = f"{local.hour:02}:{local.minute:02}"
    days = (local.date() - hours.local(now).date()).days
    if not days:
        return clock
    if days <= WEEK.days:
        return f"{words.dated(local.date(), 'ddd')} {clock}"
    return words.dated(local.date(), tr_in("date pattern", "d MMM"))


def _late(due_at: datetime, now: datetime, hours: BusinessHours) -> str:
    worked = hours.between(due_at, now)
    if now - due_at > LATE_IN_HOURS:
        return tr("{span} late").format(span=words.span(now - due_at))
    if worked >= DAY:
        return tr("{hours} h late").format(hours=numeral(worked // HOUR))
    return (
        tr("{span} late").format(span=words.span(worked))
        if worked >= timedelta(minutes=1)
        else tr("due now")
    )

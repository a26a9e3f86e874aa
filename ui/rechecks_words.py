"""What is said of asking the network again for stored posts; pure."""

from __future__ import annotations

from datetime import datetime

from console.domain.rechecks import RecheckRun, RecheckStanding
from console.domain.spending import dollars
from ui.words import several

WHAT = (
    "What people delete, protect or edit on X has to change here too. Posts of open cases and of"
    " the last seven days are asked for daily, older ones in turn."
)
NONE = "No posts of a network are stored yet."
NO_ACCESS = "No account has access to X's API, so nothing can be asked for again."


def facts(standing: RecheckStanding, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return how it stands: what is told, and what of it."""
    found = []
    if standing.oldest is not None:
        days = (now - standing.oldest).days
        ago = f"{several(days, 'day')} ago" if days else "within a day"
        since = "never since it was written" if standing.never else "asked for then"
        found = [
            ("Posts stored", f"{standing.posts:,}"),
            ("Asked for daily", f"{standing.daily:,}{_overdue(standing)}"),
            ("Their price", f"about {dollars(standing.daily_month)} a month"),
            ("The oldest look", f"{ago} ({since})"),
            ("Older ones in turn", _rolling(standing)),
        ]
    if standing.waiting:
        found.append(("Known to be gone", f"{standing.waiting:,}, taken out within a day"))
    if standing.unreached:
        found.append(("Never asked for", f"{standing.unreached:,}: no account has access"))
    return tuple(found)


def _overdue(standing: RecheckStanding) -> str:
    return f", {standing.overdue:,} of them not in the last day" if standing.overdue else ""


def _rolling(standing: RecheckStanding) -> str:
    if standing.round_days is None:
        return "never, for they may cost nothing"
    if not standing.round_days:
        return "there are none"
    days = several(standing.round_days, "day")
    return f"{standing.rolling_a_day:,} a day, once round in {days}"


def run(made: RecheckRun) -> str:
    """Return what a run came to."""
    said = [f"{several(made.asked, 'post')} asked for"]
    if made.withdrawn:
        said.append(f"{made.withdrawn} gone")
    if made.edited:
        said.append(f"{made.edited} edited")
    said.append(dollars(made.cost))
    return " · ".join(said)


def after(made: RecheckRun | None) -> str:
    """Return what is said when a run is over that a person wanted."""
    if made is None:
        return ""
    if made.problem:
        return f"It did not come to its end. {made.problem}"
    if not made.asked:
        return "Nothing was due: everything was asked for of late."
    return f"{run(made)}."

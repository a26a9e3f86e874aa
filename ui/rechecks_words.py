"""What is said of asking the network again for stored posts; pure."""

from __future__ import annotations

from datetime import datetime

from console.domain.rechecks import RecheckRun, RecheckStanding
from console.domain.spending import dollars
from console.language import numeral, plural, tr

WHAT = tr(
    "What people delete, protect or edit on X has to change here too. Posts "
    "of open cases and of the last seven days are asked for daily, older "
    "ones in turn."
)
NONE = tr("No posts of a network are stored yet.")
NO_ACCESS = tr("No account has access to X's API, so nothing can be asked for again.")


def facts(standing: RecheckStanding, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return how it stands: what is told, and what of it."""
    found = []
    if standing.oldest is not None:
        days = (now - standing.oldest).days
        ago = plural(days, "{count} day ago", "{count} days ago") if days else tr("within a day")
        since = tr("never since it was written") if standing.never else tr("asked for then")
        found = [
            (tr("Posts stored"), numeral(standing.posts)),
            (tr("Asked for daily"), f"{numeral(standing.daily)}{_overdue(standing)}"),
            (
                tr("Their price"),
                tr("about {dollars} a month").format(dollars=dollars(standing.daily_month)),
            ),
            (tr("The oldest look"), f"{ago} ({since})"),
            (tr("Older ones in turn"), _rolling(standing)),
        ]
    if standing.waiting:
        found.append(
            (
                tr("Known to be gone"),
                tr("{count}, taken out within a day").format(count=numeral(standing.waiting)),
            )
        )
    if standing.unreached:
        found.append(
            (
                tr("Never asked for"),
                tr("{count}: no account has access").format(count=numeral(standing.unreached)),
            )
        )
    return tuple(found)


def _overdue(standing: RecheckStanding) -> str:
    return (
        tr(", {count} of them not in the last day").format(count=numeral(standing.overdue))
        if standing.overdue
        else ""
    )


def _rolling(standing: RecheckStanding) -> str:
    if standing.round_days is None:
        return tr("never, for they may cost nothing")
    if not standing.round_days:
        return tr("there are none")
    days = plural(standing.round_days, "{count} day", "{count} days")
    return tr("{count} a day, once round in {days}").format(
        count=numeral(standing.rolling_a_day), days=days
    )


def run(made: RecheckRun) -> str:
    """Return what a run came to."""
    said = [plural(made.asked, "{count} post asked for", "{count} posts asked for")]
    if made.withdrawn:
        said.append(tr("{count} gone").format(count=numeral(made.withdrawn)))
    if made.edited:
        said.append(tr("{count} edited").format(count=numeral(made.edited)))
    said.append(dollars(made.cost))
    return " · ".join(said)


def after(made: RecheckRun | None) -> str:
    """Return what is said when a run is over that a person wanted."""
    if made is None:
        return ""
    if made.problem:
        return tr("It did not come to its end. {problem}").format(problem=made.problem)
    if not made.asked:
        return tr("Nothing was due: everything was asked for of late.")
    return f"{run(made)}."

"""What the list says of a case: name, snippet, chips, what is due, and all as one line; pure."""

from __future__ import annotations

import re
from datetime import datetime

from console.domain.business_hours import ALWAYS, BusinessHours
from console.domain.cases import OPEN_STATES, CaseRow, CaseState
from console.domain.messages import Direction
from console.domain.priority import SOON, judge
from console.domain.reach import LOUD
from console.language import numeral, tr, tr_in
from console.text.hidden_signs import in_line
from ui import due_words, priority_words, words
from ui.plain import isolated

NO_NAME = tr("Unknown")
"""Of whom we know neither a name nor a handle."""
ADDRESSEES = re.compile(r"^(?:@\w+\s+)+")
"""The handles that an answer begins with say nothing in a snippet."""
NO_WORDS = tr("No words: the post was taken off its network, or had none")
"""In the place of what the last message says."""


STATES = {
    CaseState.NEEDS_REPLY: tr("needs reply"),
    CaseState.WAITING: tr("waiting"),
    CaseState.SNOOZED: tr("snoozed"),
    CaseState.RESOLVED: tr("resolved"),
    CaseState.SPAM: tr("spam"),
    CaseState.MUTED: tr("muted"),
}
"""As short as a chip has room for."""


def only_calls(row: CaseRow) -> bool:
    """Return whether a case consists of call notes so far."""
    return row.calls > 0 and row.first_post_at is None


def snippet(row: CaseRow) -> str:
    """Return what was said last, and whether by us or on a call."""
    if row.last_is_call:
        return tr("Call: {said}").format(said=in_line(row.snippet))
    line = in_line(row.snippet)
    said = ADDRESSEES.sub("", line) or line or NO_WORDS
    return said if row.last_direction is Direction.IN else tr("You: {said}").format(said=said)


def chips(row: CaseRow, usual: CaseState, now: datetime) -> list[tuple[str, str]]:
    """Return the chips of a case as (words, colour token), the weightiest first.

    The `usual` state where it is listed is not said.
    """
    owed = row.promise_due_at if row.state in OPEN_STATES else None
    facts = (
        (tr("needs you"), "danger", bool(row.trouble)),
        (tr("promise not kept"), "danger", owed is not None and owed < now),
        (tr("called first"), "call", row.called_first),
        (reach(row), "warn", row.spreads_fast),
        (tr_in("after a sleep", "back"), "accent_text", is_back(row, now)),
        (
            tr("{count} to send").format(count=row.outbox),
            "accent_text",
            bool(row.outbox) and not row.trouble,
        ),
        (tr_in("chip", "draft"), "quiet", row.has_draft),
        (tr("not summoned"), "quiet", row.unsummoned),
        (reach(row), "quiet", is_loud(row) and not row.spreads_fast),
        (tr("thanked"), "ok", row.thanked_at is not None),
        (STATES[row.state], "quiet", row.state is not usual),
        (in_line(row.touchpoint), "quiet", bool(in_line(row.touchpoint))),
    )
    found = [(text, token) for text, token, holds in facts if holds]
    return [*found, *((said, "quiet") for tag in row.tags if (said := in_line(tag)))]


def is_loud(row: CaseRow) -> bool:
    """Return whether so many may have seen a complaint that the list says it."""
    return row.reach is not None and row.reach >= LOUD


def reach(row: CaseRow) -> str:
    """Return how far a complaint may have carried, to two digits: `reach 6.5k`."""
    people = row.reach or 0
    for size, said in (
        (1_000_000_000, tr("reach {count}bn")),
        (1_000_000, tr("reach {count}m")),
        (1_000, tr("reach {count}k")),
    ):
        # What would be rounded up to the next letter has that letter.
        if people >= size * 0.9995:
            number = people / size
            whole = number >= 9.95 or f"{number:.1f}".endswith(".0")
            return said.format(count=numeral(number, 0 if whole else 1))
    return tr("reach {count}").format(count=people)


def reach_in_words(row: CaseRow) -> str:
    """Return the same for those who hear it; empty where the list does not say it."""
    return (
        tr("may have reached {count} people").format(count=numeral(row.reach or 0))
        if is_loud(row)
        else ""
    )


def is_back(row: CaseRow, now: datetime) -> bool:
    """Return whether a case slept and woke, and nobody has acted on it since."""
    woke = row.snoozed_until is not None and row.snoozed_until <= now
    return woke and row.state is CaseState.NEEDS_REPLY


def when(row: CaseRow, usual: CaseState, now: datetime, hours: BusinessHours) -> tuple[str, str]:
    """Return what stands at the right of a name, with its colour token.

    Where answers are awaited, when one is due; of a case that sleeps, till when; else how
    old its last message is.
    """
    if row.state is CaseState.SNOOZED and row.snoozed_until is not None:
        return tr("till {when}").format(when=words.when(row.snoozed_until, now)), "quiet"
    due = row.due_at
    counts = usual is row.state is CaseState.NEEDS_REPLY
    if counts and due is not None and now - due < words.OLD:
        late, soon = due <= now, due - now <= SOON
        token = "danger" if late else "warn" if soon else "quiet"
        return due_words.short(due, now, hours), token
    return words.age(row.last_at, now), "quiet"


def due_in_words(row: CaseRow, now: datetime, hours: BusinessHours) -> str:
    """Return what is due and when: `answer due in 3 h`; empty where none is, or long ago."""
    due = row.due_at
    if row.state is not CaseState.NEEDS_REPLY or due is None or now - due >= words.OLD:
        return ""
    said = due_words.short(due, now, hours)
    # Translators: {late} is `3 h late` or `due now`, {when} such as `in 3 h` or `Mon 10:00`.
    late, ahead = tr("answer {late}"), tr("answer due {when}")
    return late.format(late=said) if due <= now else ahead.format(when=said)


def spoken(row: CaseRow, now: datetime, hours: BusinessHours = ALWAYS, *, found: str = "") -> str:
    """Return everything that a row shows as one line, for those who hear it.

    `found`: what stands there in place of what was said last.
    """
    due, _ = when(row, CaseState.NEEDS_REPLY, now, hours)
    urgency = judge(row, now)
    reasons = {priority_words.REASONS[reason] for reason in urgency.reasons}
    age = words.age(row.last_at, now)
    facts = [
        tr("unread") if row.unread else "",
        isolated(row.name) or NO_NAME,
        f"@{row.handle}" if row.handle else "",
        words.STATES[row.state],
        age,
        due if row.state is CaseState.SNOOZED else due_in_words(row, now, hours),
        priority_words.line(urgency),
        tr_in("a case of calls only", "phone") if only_calls(row) else "",
        reach_in_words(row),
        # What makes the case pressing was said with its level.
        *(
            text
            for text, _ in chips(row, row.state, now)
            if text != reach(row) and text not in reasons
        ),
    ]
    return f"{', '.join(fact for fact in facts if fact)}: {found or snippet(row)}"

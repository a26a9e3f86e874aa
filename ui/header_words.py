"""What the head of an open case says: how it stands, what went before, what we owe; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from console.domain.business_hours import BusinessHours
from console.domain.cases import OPEN_STATES, CaseRow, CaseState, CaseView, RuleMark
from console.domain.messages import Channel
from console.domain.priority import Priority, judge
from console.domain.resolutions import POST, Promise, Resolution
from console.domain.triage_rules import EffectKind
from console.language import numeral, tr, tr_in
from ui import due_words, priority_words, rule_words, words
from ui.plain import BETWEEN, isolated, joined

BY = {
    POST: tr("on X"),
    Channel.PHONE: tr("by phone"),
    Channel.EMAIL: tr("by e-mail"),
    Channel.IN_PERSON: tr("in person"),
    Channel.LETTER: tr("by letter"),
    Channel.CHAT: tr("by chat"),
}
DOT = BETWEEN


def facts(row: CaseRow, now: datetime, hours: BusinessHours) -> str:
    """Return the line under the name: handle, state, what is due, how pressing it is."""
    found = [f"@{row.handle}" if row.handle else "", state(row, now)]
    if row.state is CaseState.NEEDS_REPLY and row.due_at is not None:
        found.append(due_words.short(row.due_at, now, hours))
    else:
        found.append(tr("last message {when}").format(when=words.ago(row.last_at, now)))
    found.append(priority_words.line(judge(row, now), row.priority_rule))
    return joined(found)


def state(row: CaseRow, now: datetime) -> str:
    """Return where a case stands: `snoozed till Fri 09:00`, `back since 09:00`."""
    said = words.STATES[row.state]
    until = row.snoozed_until
    if until is None:
        return said
    if row.state is CaseState.SNOOZED:
        return tr("{state} till {when}").format(state=said, when=words.when(until, now))
    return (
        tr("{state}, back since {when}").format(state=said, when=words.when(until, now))
        if until <= now
        else said
    )


def calls(row: CaseRow) -> str:
    """Return what is said of calls before the first post: `2 calls, the last 3 h before …`.

    Empty where there were none.
    """
    if not row.called_first or row.last_call_before_at is None or row.first_post_at is None:
        return ""
    before = tr("{span} before the post").format(
        span=words.span(row.first_post_at - row.last_call_before_at)
    )
    if row.calls_before == 1:
        return tr("1 call, {before}").format(before=before)
    return tr("{count} calls, the last {before}").format(
        count=numeral(row.calls_before), before=before
    )


def by_rules(marks: Sequence[RuleMark]) -> str:
    """Return what rules gave a case, one a line: `By the rule “Lost parcels”: tag late`."""
    given: dict[str, list[str]] = {}
    for one in marks:
        given.setdefault(one.rule, []).append(_effect(one))
    return "\n".join(
        tr("By the rule “{rule}”: {effects}").format(rule=isolated(rule), effects=", ".join(said))
        for rule, said in given.items()
    )


def _effect(mark: RuleMark) -> str:
    """Return what a rule gave: `tag refund`, `priority high`."""
    if mark.kind == EffectKind.PRIORITY and mark.value.upper() in Priority.__members__:
        return rule_words.PRIORITIES[Priority[mark.value.upper()]]
    value = isolated(mark.value)
    if mark.kind == EffectKind.TAG:
        return tr("tag {name}").format(name=value)
    if mark.kind == EffectKind.TOUCHPOINT:
        return tr("touchpoint {name}").format(name=value)
    return f"{mark.kind} {value}"


def promised(promises: Sequence[Promise], now: datetime) -> str:
    """Return what we owe first: `promised by Tue 10:00: call back`, or that it was not kept.

    When it is due stands first: of a line that is too long the end is cut off.
    """
    owed = [one for one in promises if one.kept_at is None]
    if not owed:
        return ""
    more = tr(" (and {count} more)").format(count=numeral(len(owed) - 1)) if len(owed) > 1 else ""
    return promise(owed[0], now, more)


def promise(one: Promise, now: datetime, more: str = "") -> str:
    """Return one promise, with when it is due: `promised by Tue 10:00, not kept: call back`."""
    broken = tr(", not kept") if one.is_broken(now) else ""
    # Translators: {broken} is `, not kept` or nothing, {more} ` (and 2 more)` or nothing.
    return tr("promised by {when}{broken}{more}: {what}").format(
        when=words.when(one.due_at, now), broken=broken, more=more, what=isolated(one.what)
    )


def solved(row: CaseRow, resolution: Resolution | None, now: datetime) -> str:
    """Return how a resolved case was solved: `Solved by phone: new parcel sent. Mika, 3 May`."""
    if row.state in OPEN_STATES or resolution is None:
        return ""
    by = BY.get(resolution.channel, "")
    how = (
        tr("Solved {by}").format(by=by).strip()
        if not resolution.skipped
        else tr("Resolved without a word on how")
    )
    fix = f": {isolated(resolution.fix)}" if resolution.fix else ""
    who = f"{isolated(resolution.agent_name)}, {words.near_date(resolution.at, now)}"
    thanked = row.thanked_at or resolution.confirmed_at
    first = isolated(row.name.split()[0]) if row.name.split() else tr("The customer")
    thanks = DOT + tr("{name} said thanks").format(name=first) if thanked is not None else ""
    return f"{how}{fix}. {who}{thanks}"


def story(case: CaseView, now: datetime) -> str:
    """Return the second line: how it was solved, else calls before the post; and what we owe."""
    owed = promised(case.promises, now)
    if said := solved(case.row, case.resolution, now):
        return f"{said}{DOT}{owed[:1].upper()}{owed[1:]}" if owed else said
    said = "; ".join(part for part in (calls(case.row), owed) if part)
    return f"{said[:1].upper()}{said[1:]}"


def every_promise(promises: Sequence[Promise], now: datetime) -> str:
    """Return all promises of a case, one a line, for who asks for more."""
    lines = []
    for one in promises:
        by = tr("by {when}").format(when=words.when(one.due_at, now))
        if one.kept_at is not None:
            stands = tr("kept {when}").format(when=words.ago(one.kept_at, now))
        else:
            stands = tr("not kept") if one.is_broken(now) else tr_in("promise", "open")
        lines.append(f"{isolated(one.what)} {by}: {stands} ({isolated(one.agent_name)})")
    return "\n".join(lines)

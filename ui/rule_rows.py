"""Rules, and the posts that one would fit, as rows of a list with what stands above it; pure."""

from __future__ import annotations

from datetime import datetime

from console.domain.triage_rules import PREVIEWED, Preview, TriageRule, Tried
from console.language import numeral, plural, tr, tr_in
from console.text.post_links import HANDLE
from ui import words
from ui.plain import isolated
from ui.rule_list import Cell, Entry
from ui.rule_words import Accounts, Watches, effects, then, when

WILL_STAND_HERE = tr(
    "Here you will see what it would have done to the last {previewed} posts."
).format(previewed=PREVIEWED)
STAYS = tr("stays as it is")


def did(rule: TriageRule, now: datetime, *, taken_back: bool = False) -> str:
    """Return what a rule did so far: `14 changes, last 3 h ago`; or that it was taken back."""
    if not rule.effects or rule.last_at is None:
        return tr("taken back") if taken_back else tr("nothing yet")
    return tr("{changes}, last {ago}").format(
        changes=plural(rule.effects, "{count} change", "{count} changes"),
        ago=words.ago(rule.last_at, now),
    )


def entry(
    rule: TriageRule,
    watches: Watches,
    accounts: Accounts,
    now: datetime,
    *,
    taken_back: bool = False,
) -> Entry:
    """Return a rule as a row of the list."""
    asked, does = when(rule.new.when, watches, accounts), then(rule.new.then)
    state = (
        Cell(tr("on"), "ok", 2, "check") if rule.enabled else Cell(tr("off"), "quiet", 2, "minus")
    )
    loud = "text" if rule.enabled else "quiet"
    first = (
        Cell(isolated(rule.new.name), loud, 7),
        state,
        Cell(did(rule, now, taken_back=taken_back), "quiet", 5, at_right=True),
    )
    second, third = (Cell(asked, loud),), (Cell(f"→ {does}", loud),)
    sentence = f"{asked} → {does}"
    if not rule.new.when or not rule.new.then:  # it could not be read
        sentence, third = "", (Cell(""),)
    if rule.problem:
        second = (Cell(isolated(rule.problem), "danger", icon="warning"),)
        third = (Cell(sentence, "quiet"),)
    by = tr("Made {ago} by {agent}").format(
        ago=words.ago(rule.made_at, now),
        agent=isolated(rule.agent_name) or tr_in("by whom", "somebody"),
    )
    name = words.quoted(isolated(rule.new.name))
    heard = tr("{conditions} then {effects}").format(conditions=asked, effects=does)
    said = f"{name}, {state.text}. {rule.problem} {heard}. {first[2].text}"
    tip = "\n".join(each for each in (isolated(rule.new.name), rule.problem, sentence, by) if each)
    return Entry(rule.id, (first, second, third), said, tip)


def fits(preview: Preview, *, with_effects: bool = True) -> str:
    """Return what a rule would have done, in a sentence; without effects, what it fits."""
    if not preview.looked_at:
        return tr("No posts have come in yet on which it could be tried.")
    only = preview.looked_at == 1
    posts = numeral(preview.looked_at)
    if not preview.tried:
        none = (
            tr("Would fit none of the only post.")
            if only
            else tr("Would fit none of the last {posts} posts.")
        )
        return none.format(posts=posts)
    count = len(preview.cases)
    if not with_effects:
        change = ""
    elif count:
        change = plural(count, " and change {count} case", " and change {count} cases")
    else:
        change = tr(" and change no case")
    # Translators: {change} is empty, or “ and change 3 cases”.
    said = (
        tr("Would fit {count} of the only post{change}.")
        if only
        else tr("Would fit {count} of the last {posts} posts{change}.")
    )
    return said.format(count=numeral(len(preview.tried)), posts=posts, change=change)


def tried(preview: Preview, now: datetime, *, with_effects: bool = True) -> tuple[Entry, ...]:
    """Return the posts that fit as rows: those that would change first, then newest first."""
    found = sorted(preview.tried, key=lambda each: with_effects and not each.effects)
    return tuple(_tried(each, now, with_effects=with_effects) for each in found)


def _tried(each: Tried, now: datetime, *, with_effects: bool) -> Entry:
    does = effects(each.effects) or STAYS
    token = "text" if each.effects else "quiet"
    text = isolated(each.text)
    old = now - each.at >= words.OLD
    age = words.near_date(each.at, now) if old else words.age(each.at, now)
    author = isolated(f"@{each.author}" if HANDLE.fullmatch(each.author) else each.author)
    cells = [Cell(author, "quiet", 5), Cell(text, "text", 14, follows=True)]
    if with_effects:
        cells.append(Cell(does, token, 9))
    cells.append(Cell(age, "quiet", 4, at_right=True))
    told = f"; {does}" if with_effects else ""
    tip = f"{text}\n→ {does}" if with_effects else text
    return Entry(each.message_id, (tuple(cells),), f"{author}: {text}{told}; {age}", tip)

"""What the window says of rules: when and then in a sentence, what they did, would do; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from console.domain.ids import AccountId, WatchId
from console.domain.kinds import MessageKind
from console.domain.priority import Priority
from console.domain.triage_rules import (
    PREVIEWED,
    Conditions,
    Effect,
    EffectKind,
    Effects,
    NewRule,
    Preview,
    TriageRule,
    Tried,
)
from console.language import numeral, plural, tr, tr_in
from console.text.post_links import HANDLE
from ui import language_names, words
from ui.kind_words import KINDS
from ui.plain import isolated
from ui.rule_list import Cell, Entry

LONGEST_NAME = 80
WHAT_FOR = tr(
    "A rule sorts what comes in. When a customer’s post says “refund”, the "
    "desk can tag its case, give it a touchpoint or a priority, or resolve "
    "it."
)
BEFORE = tr(
    "Before you save a rule, you see what it would have done to the last "
    "{previewed} posts. It never overrules what a person said."
).format(previewed=PREVIEWED)
NO_RULES = (tr("No rules yet"), WHAT_FOR, BEFORE)
"""Title, message and advice where there is no rule."""
HOW = tr("Every rule that fits does what it says, from the top; none overrules a person.")
NO_CONDITION = tr("Say when: give a word, an author, a kind or another condition.")
NO_EFFECT = tr("Say what then: give a tag, a touchpoint or a priority, or let it resolve.")
GONE_WATCH, GONE_ACCOUNT = tr("a watch that was removed"), tr("an account that is gone")
WILL_STAND_HERE = tr(
    "Here you will see what it would have done to the last {previewed} posts."
).format(previewed=PREVIEWED)
STAYS = tr("stays as it is")
RESOLVE = tr_in("what a rule does", "resolve")
PRIORITIES = {
    Priority.LOW: tr("priority low"),
    Priority.NORMAL: tr("priority normal"),
    Priority.HIGH: tr("priority high"),
    Priority.URGENT: tr("priority urgent"),
}
OF_KIND = {
    MessageKind.COMPLAINT: tr("it is a complaint"),
    MessageKind.QUESTION: tr("it is a question"),
    MessageKind.THANKS: tr("it is thanks"),
    MessageKind.OTHER: tr("it is neither complaint, question nor thanks"),
}
"""Conditions, as they stand behind `When`."""
_PIECE = re.compile('\\s*"([^"]*)"|\\s*\u201c([^\u201d]*)\u201d|([^,;\uff0c\u3001\n]+)')
_COMMAS = re.compile("[,;\uff0c\u3001]")

Watches = Mapping[WatchId, str]
Accounts = Mapping[AccountId, str]


def entries(text: str) -> tuple[str, ...]:
    """Return what stands between the commas of a line, each once; quotation marks keep commas."""
    found: dict[str, str] = {}
    for match in _PIECE.finditer(text):
        entry = " ".join("".join(match.groups("")).strip(' "\u201c\u201d\u201e').split())
        if entry:
            found.setdefault(entry.casefold(), entry)
    return tuple(found.values())


def line(found: Sequence[str]) -> str:
    """Return entries as a line that `entries` reads as these."""
    return ", ".join(f'"{each}"' if _COMMAS.search(each) else each for each in found)


def language(code: str) -> str:
    """Return the name of a language; its code where it is not known."""
    name = language_names.name(code)
    return f"{name} ({code})" if "-" in code and name != code else name


def when(asked: Conditions, watches: Watches, accounts: Accounts) -> str:
    """Return when a rule fits: `When the text has “refund” and it is in English`."""
    # Translators: the conditions are all the texts that begin with “the text has …”, “it is …”.
    return tr("When {conditions}").format(conditions=_all_of([*_clauses(asked, watches, accounts)]))


def then(does: Effects) -> str:
    """Return what a rule does: `tag refund, touchpoint billing, resolve`."""
    return effects(_effects(does))


def effects(done: Iterable[Effect]) -> str:
    """Return what a rule did or would do with a case; empty for nothing."""
    found = tuple(done)
    tags = [isolated(each.value) for each in found if each.kind is EffectKind.TAG]
    said = []
    if tags:
        named = tr("tag {tags}") if len(tags) == 1 else tr("tags {tags}")
        said.append(named.format(tags=_all_of(tags)))
    for each in found:
        if each.kind is EffectKind.PRIORITY:
            said.append(PRIORITIES[Priority(int(each.value))])
        elif each.kind is EffectKind.RESOLVE:
            said.append(RESOLVE)
        elif each.kind is EffectKind.TOUCHPOINT:
            said.append(tr("touchpoint {touchpoint}").format(touchpoint=isolated(each.value)))
    return ", ".join(said)


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


def name_of(new: NewRule) -> str:
    """Return how a rule is called that a person gave no name; empty where it says too little."""
    asked = new.when
    about = ", ".join(asked.words[:2]) or (f"@{asked.handle}" if asked.handle else "")
    if not about and asked.kind is not None:
        about = KINDS[asked.kind]
    if not about and asked.lang:
        about = language(asked.lang)
    does = then(Effects(new.then.tags[:1], new.then.touchpoint, new.then.priority))
    short = does.partition(", ")[0] or (RESOLVE if new.then.resolve else "")
    about = about or tr("Posts")
    return f"{about} → {short}"[:LONGEST_NAME] if new.when and short else ""


def lacks(new: NewRule) -> str:
    """Return what a rule lacks before it can be stored; empty for nothing."""
    if not new.when:
        return NO_CONDITION
    return "" if new.then else NO_EFFECT


def applied(name: str, cases: int) -> str:
    """Return that a rule was applied, and how that is taken back."""
    if not cases:
        return tr("“{name}” changed nothing: all of it is so already.").format(name=isolated(name))
    return tr("“{name}” applied to {cases}. Ctrl+Z takes it back.").format(
        name=isolated(name), cases=plural(cases, "{count} case", "{count} cases")
    )


def saved(name: str) -> str:
    """Return that a rule was stored, and how that is taken back."""
    return tr("“{name}” saved, for what comes in from now on. Ctrl+Z takes it back.").format(
        name=isolated(name)
    )


def saved_and_applied(name: str, cases: int) -> str:
    """Return that a rule was stored and applied at once, and how both are taken back."""
    said = (
        tr("“{name}” saved and applied to {cases}. Ctrl+Z takes both back.")
        if cases
        else tr("“{name}” saved and changed nothing so far. Ctrl+Z takes both back.")
    )
    return said.format(name=isolated(name), cases=plural(cases, "{count} case", "{count} cases"))


def names(rules: Sequence[TriageRule]) -> str:
    """Return one rule by its name, several by their number."""
    if len(rules) == 1:
        return words.quoted(isolated(rules[0].new.name))
    return plural(len(rules), "{count} rule", "{count} rules")


def removed(rules: Sequence[TriageRule]) -> str:
    """Return that rules were removed, and how they come back."""
    said = (
        tr("{rules} removed; what it did stays. Ctrl+Z brings it back.")
        if len(rules) == 1
        else tr("{rules} removed; what they did stays. Ctrl+Z brings them back.")
    )
    return said.format(rules=names(rules))


def switched(rules: Sequence[TriageRule], *, on: bool) -> str:
    """Return that rules were switched on or off."""
    said = (
        tr("{rules} switched on. Ctrl+Z takes it back.")
        if on
        else tr("{rules} switched off. Ctrl+Z takes it back.")
    )
    return said.format(rules=names(rules))


def taken_back(name: str, cases: int) -> str:
    """Return that what a rule did was taken back."""
    return tr("What “{name}” did to {cases} taken back. Ctrl+Z does it again.").format(
        name=isolated(name), cases=plural(cases, "{count} case", "{count} cases")
    )


def _clauses(asked: Conditions, watches: Watches, accounts: Accounts) -> Iterable[str]:
    if asked.words:
        yield tr("the text has {words}").format(words=_quoted(asked.words))
    if asked.without:
        lacks_them = (
            tr("it does not have {words}") if asked.words else tr("the text does not have {words}")
        )
        yield lacks_them.format(words=_quoted(asked.without))
    if asked.handle:
        yield tr("@{handle} wrote it").format(handle=asked.handle)
    if asked.kind is not None:
        yield OF_KIND[asked.kind]
    if asked.lang:
        yield tr("it is in {language}").format(language=language(asked.lang))
    if asked.summoned is not None:
        yield (
            tr("it mentions or quotes us")
            if asked.summoned
            else tr("it neither mentions nor quotes us")
        )
    if asked.watch_id is not None:
        found = watches.get(asked.watch_id)
        yield (
            tr("the watch “{name}” found it").format(name=isolated(found))
            if found
            else tr("a watch that was removed found it")
        )
    if asked.account_id is not None:
        handle = accounts.get(asked.account_id)
        yield tr("it came in for {account}").format(
            account=f"@{handle}" if handle else GONE_ACCOUNT
        )


def _effects(does: Effects) -> Iterable[Effect]:
    for tag in does.tags:
        yield Effect(EffectKind.TAG, tag)
    if does.touchpoint:
        yield Effect(EffectKind.TOUCHPOINT, does.touchpoint)
    if does.priority is not None:
        yield Effect(EffectKind.PRIORITY, str(int(does.priority)))
    if does.resolve:
        yield Effect(EffectKind.RESOLVE, "")


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


def _quoted(found: Sequence[str]) -> str:
    return _listed([words.quoted(isolated(each)) for each in found], tr("{several} or {last}"))


def _all_of(said: Sequence[str]) -> str:
    return _listed(said, tr("{several} and {last}"))


def _listed(said: Sequence[str], form: str) -> str:
    """Return `a, b or c`; `form` says what stands before the last one."""
    if len(said) < 2:
        return "".join(said)
    return form.format(several=", ".join(said[:-1]), last=said[-1])

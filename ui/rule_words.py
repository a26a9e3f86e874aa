"""What the window says of rules: when and then in a sentence, what they did, would do; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QLocale

from console.domain.ids import AccountId, WatchId
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
from console.text.post_links import HANDLE
from ui import priority_words, words
from ui.kind_words import KINDS
from ui.plain import isolated
from ui.rule_list import Cell, Entry

LONGEST_NAME = 80
WHAT_FOR = (
    "A rule sorts what comes in. When a customer’s post says “refund”, the desk can tag its case,"
    " give it a touchpoint or a priority, or resolve it."
)
BEFORE = (
    f"Before you save a rule, you see what it would have done to the last {PREVIEWED} posts."
    " It never overrules what a person said."
)
NO_RULES = ("No rules yet", WHAT_FOR, BEFORE)
"""Title, message and advice where there is no rule."""
HOW = "Every rule that fits does what it says, from the top; none overrules a person."
NO_CONDITION = "Say when: give a word, an author, a kind or another condition."
NO_EFFECT = "Say what then: give a tag, a touchpoint or a priority, or let it resolve."
GONE_WATCH, GONE_ACCOUNT = "a watch that was removed", "an account that is gone"
WILL_STAND_HERE = f"Here you will see what it would have done to the last {PREVIEWED} posts."
STAYS = "stays as it is"
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
    """Return the English name of a language; its code where Qt knows none."""
    short = code.partition("-")[0]
    found = QLocale.codeToLanguage(short, QLocale.LanguageCodeType.AnyLanguageCode)
    if found == QLocale.Language.AnyLanguage:
        return code
    name = QLocale.languageToString(found)
    return f"{name} ({code})" if "-" in code else name


def when(asked: Conditions, watches: Watches, accounts: Accounts) -> str:
    """Return when a rule fits: `When the text has “refund” and it is in English`."""
    return f"When {_listed([*_clauses(asked, watches, accounts)], 'and')}"


def then(does: Effects) -> str:
    """Return what a rule does: `tag refund, touchpoint billing, resolve`."""
    return effects(_effects(does))


def effects(done: Iterable[Effect]) -> str:
    """Return what a rule did or would do with a case; empty for nothing."""
    found = tuple(done)
    tags = [isolated(each.value) for each in found if each.kind is EffectKind.TAG]
    said = [f"{'tag' if len(tags) == 1 else 'tags'} {_listed(tags, 'and')}"] if tags else []
    for each in found:
        if each.kind is EffectKind.PRIORITY:
            said.append(f"priority {priority_words.LEVELS[Priority(int(each.value))].lower()}")
        elif each.kind is EffectKind.RESOLVE:
            said.append("resolve")
        elif each.kind is EffectKind.TOUCHPOINT:
            said.append(f"touchpoint {isolated(each.value)}")
    return ", ".join(said)


def did(rule: TriageRule, now: datetime, *, taken_back: bool = False) -> str:
    """Return what a rule did so far: `14 changes, last 3 h ago`; or that it was taken back."""
    if not rule.effects or rule.last_at is None:
        return "taken back" if taken_back else "nothing yet"
    return f"{words.several(rule.effects, 'change')}, last {words.ago(rule.last_at, now)}"


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
    state = Cell("on", "ok", 2, "check") if rule.enabled else Cell("off", "quiet", 2, "minus")
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
    by = f"Made {words.ago(rule.made_at, now)} by {isolated(rule.agent_name) or 'somebody'}"
    name = f"“{isolated(rule.new.name)}”"
    said = f"{name}, {state.text}. {rule.problem} {sentence.replace('→', 'then')}. {first[2].text}"
    tip = "\n".join(each for each in (isolated(rule.new.name), rule.problem, sentence, by) if each)
    return Entry(rule.id, (first, second, third), said, tip)


def fits(preview: Preview, *, with_effects: bool = True) -> str:
    """Return what a rule would have done, in a sentence; without effects, what it fits."""
    if not preview.looked_at:
        return "No posts have come in yet on which it could be tried."
    of = f"the last {preview.looked_at:,} posts" if preview.looked_at > 1 else "the only post"
    if not preview.tried:
        return f"Would fit none of {of}."
    count = len(preview.cases)
    changes = f" and change {words.several(count, 'case') if count else 'no case'}"
    return f"Would fit {len(preview.tried):,} of {of}{changes if with_effects else ''}."


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
    short = does.partition(", ")[0] or ("resolve" if new.then.resolve else "")
    return f"{about or 'Posts'} → {short}"[:LONGEST_NAME] if new.when and short else ""


def lacks(new: NewRule) -> str:
    """Return what a rule lacks before it can be stored; empty for nothing."""
    if not new.when:
        return NO_CONDITION
    return "" if new.then else NO_EFFECT


def applied(name: str, cases: int) -> str:
    """Return that a rule was applied, and how that is taken back."""
    if not cases:
        return f"“{isolated(name)}” changed nothing: all of it is so already."
    return f"“{isolated(name)}” applied to {words.several(cases, 'case')}. Ctrl+Z takes it back."


def saved(name: str) -> str:
    """Return that a rule was stored, and how that is taken back."""
    return f"“{isolated(name)}” saved, for what comes in from now on. Ctrl+Z takes it back."


def saved_and_applied(name: str, cases: int) -> str:
    """Return that a rule was stored and applied at once, and how both are taken back."""
    did = f"applied to {words.several(cases, 'case')}" if cases else "changed nothing so far"
    return f"“{isolated(name)}” saved and {did}. Ctrl+Z takes both back."


def names(rules: Sequence[TriageRule]) -> str:
    """Return one rule by its name, several by their number."""
    return f"“{isolated(rules[0].new.name)}”" if len(rules) == 1 else f"{len(rules)} rules"


def removed(rules: Sequence[TriageRule]) -> str:
    """Return that rules were removed, and how they come back."""
    whose, back = ("it", "it") if len(rules) == 1 else ("they", "them")
    return f"{names(rules)} removed; what {whose} did stays. Ctrl+Z brings {back} back."


def switched(rules: Sequence[TriageRule], *, on: bool) -> str:
    """Return that rules were switched on or off."""
    return f"{names(rules)} switched {'on' if on else 'off'}. Ctrl+Z takes it back."


def taken_back(name: str, cases: int) -> str:
    """Return that what a rule did was taken back."""
    of = words.several(cases, "case")
    return f"What “{isolated(name)}” did to {of} taken back. Ctrl+Z does it again."


def _clauses(asked: Conditions, watches: Watches, accounts: Accounts) -> Iterable[str]:
    if asked.words:
        yield f"the text has {_quoted(asked.words)}"
    if asked.without:
        yield f"{'it' if asked.words else 'the text'} does not have {_quoted(asked.without)}"
    if asked.handle:
        yield f"@{asked.handle} wrote it"
    if asked.kind is not None:
        kind = KINDS[asked.kind].lower()
        named = {"thanks": "thanks", "other": "neither complaint, question nor thanks"}
        yield f"it is {named.get(kind, f'a {kind}')}"
    if asked.lang:
        yield f"it is in {language(asked.lang)}"
    if asked.summoned is not None:
        yield "it mentions or quotes us" if asked.summoned else "it neither mentions nor quotes us"
    if asked.watch_id is not None:
        found = watches.get(asked.watch_id)
        yield f"the watch “{isolated(found)}” found it" if found else f"{GONE_WATCH} found it"
    if asked.account_id is not None:
        handle = accounts.get(asked.account_id)
        yield f"it came in for {f'@{handle}' if handle else GONE_ACCOUNT}"


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
    return _listed([f"“{isolated(each)}”" for each in found], "or")


def _listed(said: Sequence[str], last: str) -> str:
    """Return `a, b or c`."""
    return f" {last} ".join(part for part in (", ".join(said[:-1]), *said[-1:]) if part)

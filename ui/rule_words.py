"""What the window says of a rule: when it fits and what it does then, in a sentence; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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
)
from console.language import tr, tr_in
from ui import language_names, words
from ui.kind_words import KINDS
from ui.plain import isolated

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

Watches = Mapping[WatchId, str]
Accounts = Mapping[AccountId, str]


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


def _quoted(found: Sequence[str]) -> str:
    return _listed([words.quoted(isolated(each)) for each in found], tr("{several} or {last}"))


def _all_of(said: Sequence[str]) -> str:
    return _listed(said, tr("{several} and {last}"))


def _listed(said: Sequence[str], form: str) -> str:
    """Return `a, b or c`; `form` says what stands before the last one."""
    if len(said) < 2:
        return "".join(said)
    return form.format(several=", ".join(said[:-1]), last=said[-1])

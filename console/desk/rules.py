"""Verbs on rules over incoming posts: make, change, try, apply, take back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from console.desk import typed
from console.desk.acting import acting
from console.desk.context import Context
from console.domain.changes import Changes
from console.domain.ids import CaseId, RuleId, WatchId
from console.domain.triage_rules import Conditions, Effects, NewRule, Preview, TriageRule
from console.errors import InputError, NotFound
from console.language import tr
from console.sorting.words import folded
from console.store import accounts, rule_marks, rule_rows, triage_rules
from console.store.journal import Recording
from console.store.rule_rows import Holding
from console.text.post_links import HANDLE

LONGEST_NAME = 80
LONGEST_WORD = 100
MOST_WORDS = 100
"""Of one kind in a rule: each page of a sync is looked through for all of them."""
_LANG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*", re.ASCII)
_LISTED = Changes.of(lists=("triage_rules",))


@dataclass(frozen=True, slots=True)
class Applied(Changes):
    """What applying a rule did, or taking back what it did."""

    done: frozenset[CaseId] = frozenset()
    """The cases in which something was done; `cases` are all that are to be read again."""


class Rules:
    """The rules of this desk; each act can be undone."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def every(self) -> tuple[TriageRule, ...]:
        """Return all rules in the order in which they hold: that of their making."""
        return rule_rows.every(self._context.db)

    def add(self, new: NewRule) -> tuple[RuleId, Changes]:
        """Store a rule; it holds for what comes in from now on.

        Raises:
            InputError: no name, one that is taken, nothing asked, nothing done, or a word,
                tag or touchpoint that cannot be.
        """
        context = self._context
        new = self._checked(new, None)
        agent_id = context.agent().id
        with context.db.writing():
            self._check_free(new.name, None)
            rule_id = rule_rows.insert_removed(context.db, new, agent_id, context.now())
        with acting(context, f"Add rule {new.name}"):
            self._check_free(new.name, None)
            rule_rows.restore(context.db, rule_id)
        return rule_id, _LISTED

    def change(self, rule_id: RuleId, new: NewRule) -> Changes:
        """Let a rule say this from now on; what it did stays.

        Raises:
            InputError: as `add`.
            NotFound: there is no such rule any more.
        """
        context = self._context
        was = rule_rows.get(context.db, rule_id)
        new = self._checked(new, was.new)
        if new == was.new:
            return Changes()
        with acting(context, f"Change rule {new.name}"):
            self._check_free(new.name, rule_id)
            rule_rows.change(context.db, rule_id, new)
        return _LISTED

    def set_enabled(self, rule_ids: tuple[RuleId, ...], *, enabled: bool) -> Changes:
        """Let rules hold, or not.

        Raises:
            NotFound: one is there no more.
        """
        context = self._context
        rules = [rule_rows.get(context.db, rule_id) for rule_id in rule_ids]
        if all(each.enabled == enabled for each in rules):
            return Changes()
        with acting(context, _words("Switch on" if enabled else "Switch off", rules)):
            rule_rows.set_enabled(context.db, rule_ids, enabled=enabled)
        return _LISTED

    def remove(self, rule_ids: tuple[RuleId, ...]) -> Changes:
        """Take rules away; what they did stays, and is still known as theirs.

        Raises:
            NotFound: one is there no more.
        """
        context = self._context
        rules = [rule_rows.get(context.db, rule_id) for rule_id in rule_ids]
        with acting(context, _words("Remove", rules)):
            rule_rows.remove(context.db, rule_ids, context.now())
        return _LISTED if rules else Changes()

    def preview(self, new: NewRule) -> Preview:
        """Return what a rule would have done to the newest posts; nothing is changed.

        Raises:
            InputError: as `add`, but for the name.
        """
        # It has no name yet, and of a watch that was removed it shows that nothing fits.
        new = self._checked(replace(new, name="?"), new)
        return triage_rules.preview(self._context.db, new.when, new.then)

    def taken_back(self) -> frozenset[RuleId]:
        """Return the rules of which a person took back what they did."""
        return rule_marks.taken_back(self._context.db)

    def apply(self, rule_id: RuleId) -> Applied:
        """Do to the newest posts what `preview` says of a stored rule, as one act.

        Raises:
            InputError: what it says cannot be read.
            NotFound: there is no such rule any more.
        """
        context = self._context
        rule = rule_rows.get(context.db, rule_id)
        if rule.problem == rule_rows.DAMAGED:
            raise InputError(tr("What this rule says cannot be read."), advice=tr("Enter it anew."))
        with acting(context, f"Apply rule {rule.new.name}") as act:
            done = self._apply(rule_id, rule.new)
        return _applied(act, done) if done else Applied()

    def save_and_apply(self, rule_id: RuleId | None, new: NewRule) -> tuple[RuleId, Applied]:
        """Store a rule, or what it says from now on, and apply it: one act, taken back as one.

        Raises:
            InputError: as `add`.
            NotFound: there is no such rule any more.
        """
        context = self._context
        was = None if rule_id is None else rule_rows.get(context.db, rule_id)
        new = self._checked(new, None if was is None else was.new)
        agent_id = context.agent().id
        if rule_id is None:
            with context.db.writing():
                self._check_free(new.name, None)
                rule_id = rule_rows.insert_removed(context.db, new, agent_id, context.now())
        words = "Add and apply" if was is None else "Change and apply"
        with acting(context, f"{words} rule {new.name}") as act:
            self._check_free(new.name, rule_id)
            if was is None:
                rule_rows.restore(context.db, rule_id)
            elif was.new != new:
                rule_rows.change(context.db, rule_id, new)
            done = self._apply(rule_id, new)
        return rule_id, _applied(act, done)

    def take_back(self, rule_id: RuleId) -> Applied:
        """Take back, as one act, all that a rule did and nobody changed since.

        A tag is taken off, a touchpoint or priority becomes none again that no person gave
        as well, and a case that the rule was the last to resolve needs a reply again.

        Raises:
            InputError: nothing is left of what it did.
            NotFound: there is no such rule any more.
        """
        context = self._context
        rule = rule_rows.get(context.db, rule_id)
        with acting(context, f"Take back rule {rule.new.name}") as act:
            before = rule_marks.standing(context.db, rule_id)
            if not triage_rules.take_back(context.db, rule_id, context.now()):
                raise InputError(
                    tr("Nothing is left of what this rule did."),
                    advice=tr("It did nothing yet, or persons have changed all of it since."),
                )
            after = rule_marks.standing(context.db, rule_id)
            done = frozenset(before[each] for each in before.keys() - after.keys())
        return _applied(act, done)

    def _apply(self, rule_id: RuleId, new: NewRule) -> frozenset[CaseId]:
        """Do to the newest posts what a rule says; inside an act. Return where it did."""
        context = self._context
        before = rule_marks.standing(context.db, rule_id)
        triage_rules.apply(context.db, Holding(rule_id, new.when, new.then), context.now())
        after = rule_marks.standing(context.db, rule_id)
        return frozenset(after[each] for each in after.keys() - before.keys())

    def _checked(self, new: NewRule, was: NewRule | None) -> NewRule:
        """Return a rule in the form in which it is stored."""
        name = typed.line(new.name, LONGEST_NAME)
        if not name:
            raise InputError(
                tr("The rule has no name."), advice=tr("Say in a few words what it is for.")
            )
        when, then = _conditions(new.when), _effects(new.then)
        if not when:
            raise InputError(
                tr("The rule asks for nothing, so it would fit every post."),
                advice=tr("Give a word, an author, a kind or another condition."),
            )
        if not then:
            raise InputError(
                tr("The rule does nothing."),
                advice=tr("Give a tag, a touchpoint or a priority, or let it resolve."),
            )
        if when.account_id is not None:
            accounts.get(self._context.db, when.account_id)
        if was is None or when.watch_id != was.when.watch_id:
            self._check_watch(when.watch_id)
        return NewRule(name, when, then)

    def _check_watch(self, watch_id: WatchId | None) -> None:
        if watch_id is not None and not rule_rows.is_watched(self._context.db, watch_id):
            raise NotFound(tr("There is no watch {watch_id}.").format(watch_id=watch_id))

    def _check_free(self, name: str, rule_id: RuleId | None) -> None:
        for each in self.every():
            if each.id != rule_id and each.new.name.casefold() == name.casefold():
                raise InputError(
                    tr("There is a rule “{name}” already.").format(name=each.new.name),
                    advice=tr("Choose another name."),
                )


def _applied(act: Recording, done: frozenset[CaseId]) -> Applied:
    return Applied(cases=act.cases, lists=_LISTED.lists, done=done)


def _conditions(when: Conditions) -> Conditions:
    words, without = _words_of(when.words), _words_of(when.without)
    both = {folded(word) for word in words} & {folded(word) for word in without}
    for word in words:
        if folded(word) in both:
            raise InputError(
                tr("“{word}” is asked for and ruled out at once.").format(word=word),
                advice=tr("Leave it in one of the two."),
            )
    handle = when.handle.strip().removeprefix("@")
    if handle and not HANDLE.fullmatch(handle):
        raise InputError(
            tr("That is no handle of X."),
            advice=tr("It has letters, digits and _ only: @ada_fern."),
        )
    lang = when.lang.strip().lower().replace("_", "-")
    if lang and not _LANG.fullmatch(lang):
        raise InputError(
            tr("“{line}” is no code of a language.").format(line=typed.line(when.lang)),
            advice=tr("Write it like en, de or pt-br."),
        )
    return replace(when, words=words, without=without, handle=handle, lang=lang)


def _effects(then: Effects) -> Effects:
    tags = tuple(dict.fromkeys(typed.tag(tag) for tag in then.tags))
    return replace(then, tags=tags, touchpoint=typed.line(then.touchpoint))


def _words_of(given: Iterable[str]) -> tuple[str, ...]:
    """Return words and phrases as they are stored, each once."""
    found: dict[str, str] = {}
    for each in given:
        word = typed.line(each, LONGEST_WORD)
        if not folded(word):
            raise InputError(tr("A word is empty."), advice=tr("Type it, or take it away."))
        found.setdefault(folded(word), word)
    if len(found) > MOST_WORDS:
        raise InputError(
            tr("A rule asks for at most {most_words} words.").format(most_words=MOST_WORDS),
            advice=tr("Make two rules of it."),
        )
    return tuple(found.values())


def _words(act: str, rules: list[TriageRule]) -> str:
    if len(rules) == 1:
        return f"{act} rule {rules[0].new.name}"
    return f"{act} {len(rules)} rules"

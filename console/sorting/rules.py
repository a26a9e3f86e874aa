"""Whether a rule fits a post, and what then is to be done; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from console.domain.ids import MessageId, RuleId, message_ms
from console.domain.priority import Priority
from console.domain.triage_rules import Conditions, Effect, EffectKind, Effects, Incoming
from console.sorting.words import Said, Words, said

_Check = Callable[[Incoming, Said], bool]


def fits(when: Conditions, post: Incoming) -> bool:
    """Return whether all that a rule asks for is so."""
    return bool(RuleSet([(RuleId(0), when)]).fitting(post))


class RuleSet:
    """The conditions of some rules, made ready once for many posts."""

    def __init__(self, rules: Iterable[tuple[RuleId, Conditions]]) -> None:
        self.by_watch = False
        """Whether it matters which watches found a post."""
        self._rules: list[tuple[RuleId, tuple[_Check, ...]]] = []
        self._by_sign: dict[str, list[int]] = {}
        """Places of the rules that may fit only where a sign of their words is there: most
        texts hold none of any rule, and so nearly all are passed over at once."""
        self._others: list[int] = []
        for place, (rule_id, when) in enumerate(rules):
            self._rules.append((rule_id, tuple(_checks(when))))
            self.by_watch |= when.watch_id is not None
            signs = Words(when.words).signs if when.words else None
            if signs is None:
                self._others.append(place)
            for sign in signs or ():
                self._by_sign.setdefault(sign, []).append(place)

    def may_fit(self, text: str) -> bool:
        """Return whether some rule may fit a post of this text; it costs less than to ask all."""
        return bool(self._others) or not self._by_sign.keys().isdisjoint(said(text).words)

    def fitting(self, post: Incoming) -> list[RuleId]:
        """Return the rules that fit a post, in their order."""
        what = said(post.text)
        places = set(self._others)
        for sign in self._by_sign.keys() & what.words:
            places.update(self._by_sign[sign])
        asked = [self._rules[place] for place in sorted(places)]
        return [rule_id for rule_id, checks in asked if all(check(post, what) for check in checks)]


def _checks(when: Conditions) -> Iterator[_Check]:
    """Yield what a rule asks of a post; what costs least first."""
    handle, lang = when.handle.casefold(), when.lang.casefold()
    words, without = Words(when.words), Words(when.without)
    if when.kind is not None:
        yield lambda post, _: post.kind is when.kind
    if when.summoned is not None:
        yield lambda post, _: post.summons is when.summoned
    if when.account_id is not None:
        yield lambda post, _: post.account_id == when.account_id
    if when.watch_id is not None:
        yield lambda post, _: when.watch_id in post.watch_ids
    if handle:
        yield lambda post, _: post.author_handle.casefold() == handle
    if lang:
        yield lambda post, _: f"{post.lang.casefold()}-".startswith(f"{lang}-")
    if when.words:
        yield lambda _, what: words.stand_in(what)
    if when.without:
        yield lambda _, what: not without.stand_in(what)


@dataclass(slots=True)
class CaseNow:
    """A case as rules find it, kept up with what they do in turn."""

    touchpoint: str
    """Empty where nobody said one."""
    priority: Priority | None
    tags: set[str]
    last_in_ms: int
    """When the customer's newest post was written."""
    idle: bool
    """Whether it needs a reply and nobody has answered, called, promised or decided anything;
    what was marked is in the others."""
    given: set[Effect] = field(default_factory=set)
    """What rules did with it before, also where that was changed since."""

    def take(self, then: Effects, message_id: MessageId) -> tuple[Effect, ...]:
        """Let a rule that fits a post do its part; return what is to be done of it.

        What a rule did once is not done again: where it is no more, a person did not want it.
        """
        kinds = {each.kind for each in self.given}
        to_resolve = then.resolve and self._may_be_resolved(message_id)
        due = [
            each
            for each in (Effect(EffectKind.TAG, tag) for tag in dict.fromkeys(then.tags))
            if each.value not in self.tags and each not in self.given
        ]
        self.tags.update(each.value for each in due)
        if then.touchpoint and not self.touchpoint and EffectKind.TOUCHPOINT not in kinds:
            due.append(Effect(EffectKind.TOUCHPOINT, then.touchpoint))
            self.touchpoint = then.touchpoint
        if then.priority is not None and self.priority is None and EffectKind.PRIORITY not in kinds:
            due.append(Effect(EffectKind.PRIORITY, str(int(then.priority))))
            self.priority = then.priority
        if to_resolve:
            due.append(Effect(EffectKind.RESOLVE, ""))
            self.idle = False
        self.given.update(due)
        return tuple(due)

    def _may_be_resolved(self, message_id: MessageId) -> bool:
        """Return whether nobody works on it, and the customer wrote nothing after a post."""
        marks = {Effect(EffectKind.TAG, tag) for tag in self.tags}
        if self.touchpoint:
            marks.add(Effect(EffectKind.TOUCHPOINT, self.touchpoint))
        if self.priority is not None:
            marks.add(Effect(EffectKind.PRIORITY, str(int(self.priority))))
        by_rules_alone = marks <= self.given
        return self.idle and by_rules_alone and message_ms(message_id) >= self.last_in_ms

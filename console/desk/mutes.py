"""Verbs on mutes: what is not to be heard of; each act can be undone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from console.desk import typed
from console.desk.acting import acting
from console.desk.context import Context
from console.domain.changes import Changes
from console.domain.ids import CaseId, MuteId
from console.domain.triage_rules import Mute, MuteKind, NewMute
from console.errors import InputError
from console.language import tr
from console.sorting.words import folded
from console.store import accounts, cases, joining, muting, standing

FEWEST, FEWEST_CJK, MOST = 3, 2, 100
"""How many characters a muted word has; fewer do in Chinese, Japanese, Korean."""
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
LONGEST_SHOWN = 60
"""Of a conversation its beginning is shown."""


@dataclass(frozen=True, slots=True)
class Muted(Changes):
    """What a mute did."""

    shown: tuple[str, ...] = ()
    """What is muted now: handles with their @, the word, how the conversations begin."""
    quiet: frozenset[CaseId] = frozenset()
    """The cases that were open and are muted by it."""
    left_open: int = 0
    """How many were left open, for a person is at work there: they hold calls or a promise, or,
    where a word was muted, our answer, or were put to sleep."""


class Mutes:
    """What is muted at this desk."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def every(self) -> tuple[Mute, ...]:
        """Return all mutes with how many posts each keeps quiet, the newest first."""
        return muting.every(self._context.db)

    def mute_author(self, *case_ids: CaseId) -> Muted:
        """Mute the customers of some cases: their posts, here and to come, ask for nothing.

        Their cases that are open become *muted*, but for those with calls or a promise: what
        is posted there is heard. Of several cases those are left out whose customers have no
        handle.

        Raises:
            InputError: no customer has a handle, or all are muted already.
            NotFound: there is no such case.
        """
        current = self._current(case_ids)
        found = (muting.authors_of(self._context.db, case_id) for case_id in current)
        wanted = _each_once(found)
        if not wanted:
            raise InputError(
                tr("This customer has no handle that could be muted."),
                advice=tr("Link their handle first, or mark the case as spam."),
            )
        if len(current) > 1:
            act = f"Mute authors of {len(current)} cases"
            return self._mute(wanted, act, tr("These authors are muted already."))
        return self._mute(
            wanted,
            f"Mute {_listed(wanted)}",
            tr("{listed} is muted already.").format(listed=_listed(wanted)),
        )

    def mute_conversation(self, *case_ids: CaseId) -> Muted:
        """Mute the conversations of some cases.

        Raises:
            InputError: they hold no post of a conversation, or all are muted already.
            NotFound: there is no such case.
        """
        current = self._current(case_ids)
        found = (muting.conversations_of(self._context.db, case_id) for case_id in current)
        wanted = tuple(replace(each, shown=_beginning(each.shown)) for each in _each_once(found))
        if not wanted:
            raise InputError(
                tr("There is no conversation in this case."), advice=tr("It holds calls alone.")
            )
        if len(current) > 1:
            act = f"Mute conversations of {len(current)} cases"
            return self._mute(wanted, act, tr("These conversations are muted already."))
        act = f"Mute conversation of {cases.row(self._context.db, current[0]).name}"
        return self._mute(wanted, act, tr("This conversation is muted already."))

    def mute_word(self, word: str) -> Muted:
        """Mute a word or phrase on all networks of this desk, whatever its case and accents.

        Of the open cases those become *muted* in which all that the customer wrote holds it,
        or is muted already, but for those with calls or a promise, those that we answered and
        those that were put to sleep.

        Raises:
            InputError: no word, too short, too long, or muted already.
        """
        wanted = self._word(word)
        shown = wanted[0].shown
        return self._mute(
            wanted, f"Mute “{shown}”", tr("“{shown}” is muted already.").format(shown=shown)
        )

    def would_mute(self, word: str) -> int:
        """Return how many open cases a word would mute.

        Raises:
            InputError: no word, too short, or too long.
        """
        db = self._context.db
        with db.reading():
            found = muting.would_quieten(db, self._word(word))
        return sum(not each.at_work for each in found)

    def unmute(self, mute_ids: tuple[MuteId, ...]) -> Changes:
        """Take mutes away: what they alone kept quiet is heard again.

        A muted case that then holds what is heard goes where its last speaker says.

        Raises:
            NotFound: one is there no more.
        """
        context = self._context
        gone = {mute.id: mute.new.shown for mute in self.every() if mute.id in mute_ids}
        words = next(iter(gone.values())) if len(gone) == 1 else f"{len(gone)} mutes"
        with acting(context, f"Unmute {words}") as act:
            muting.remove(context.db, mute_ids)
            heard = muting.hear(context.db)
            standing.recount(context.db, heard)
            for case_id in heard:
                joining.follow_speakers(context.db, case_id, (), context.now())
        return act.changes | Changes.of(lists=("mutes",) if mute_ids else ())

    def _mute(self, wanted: Sequence[NewMute], words: str, again: str) -> Muted:
        """Store what is not muted yet, as one act."""
        context = self._context
        with acting(context, words) as act:
            # Looked at within: what two do at once is stored once.
            there = muting.stored(context.db, wanted)
            new = [each for each in wanted if each not in there]
            if not new:
                raise InputError(again, advice=tr("Look at what is muted, with the watches."))
            agent, now = context.agent().id, context.now()
            ids = [muting.add(context.db, each, agent, now) for each in new]
            found = muting.quieten(context.db, ids, now)
        return Muted(
            cases=act.cases,
            lists=frozenset({"mutes"}),
            shown=tuple(dict.fromkeys(each.shown for each in new)),
            quiet=frozenset(each.case_id for each in found if not each.at_work),
            left_open=sum(each.at_work for each in found),
        )

    def _word(self, word: str) -> tuple[NewMute, ...]:
        """Return what mutes a word, on each network of this desk."""
        line = typed.line(word, MOST)
        form = folded(line)
        fewest = FEWEST_CJK if _CJK.search(line) else FEWEST
        if len(line) < fewest or not any(char.isalnum() for char in form):
            raise InputError(
                tr("A muted word has at least {fewest} characters.").format(fewest=FEWEST),
                advice=tr("A shorter one would stand in far too many posts."),
            )
        held = accounts.every(self._context.db)
        networks = sorted({account.network for account in held} or self._context.networks)
        return tuple(NewMute(network, MuteKind.WORD, form, line) for network in networks)

    def _current(self, case_ids: tuple[CaseId, ...]) -> tuple[CaseId, ...]:
        return tuple(cases.states(self._context.db, case_ids))


def _each_once(found: Iterable[Sequence[NewMute]]) -> tuple[NewMute, ...]:
    """Return what several cases give, the same author or conversation once."""
    once = {(each.network, each.value): each for some in found for each in some}
    return tuple(once.values())


def _listed(mutes: Sequence[NewMute]) -> str:
    return ", ".join(dict.fromkeys(each.shown for each in mutes))


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1].rstrip()}…"

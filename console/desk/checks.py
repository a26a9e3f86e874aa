"""Verbs on checks: what is found in a draft, what a person lets stand, and the rules.

What is known of a case is read once and kept till something of it is another. A draft is
stored several times a second while a person types, and that is not read anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.checks import Facts, Ground, run
from console.desk import check_input
from console.desk.context import Context
from console.domain.changes import Changes
from console.domain.checks import (
    Checked,
    CheckRules,
    Finding,
    Ignored,
    IgnoredCount,
    Severity,
)
from console.domain.ids import CaseId
from console.errors import InputError
from console.language import tr
from console.store import cases, checks
from console.store.checks import OurPostKey
from console.store.drafts import storable


@dataclass(frozen=True, slots=True)
class _Kept:
    """The ground of the last run, and by what is seen that it is another now."""

    case_id: CaseId | None
    written: tuple[int, int, str]
    """How much was written to the file by others and from here; and the region that held."""
    facts: Facts
    """Without our own posts."""
    posts: list[OurPostKey]
    ground: Ground


class Checks:
    """What is to be known of a draft before it goes public."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._kept: _Kept | None = None

    def of(self, case_id: CaseId, text: str, parts: Sequence[tuple[int, int]] = ()) -> Checked:
        """Return what the checks say of a draft in a case.

        `parts` are the code points of `text` that each post holds, in order. What is known
        of the case is read once, and again when something of it changed.

        Raises:
            NotFound: there is no such case.
        """
        return run(text, self._ground(case_id), self._context.now(), parts)

    def loose(self, text: str, parts: Sequence[tuple[int, int]] = ()) -> Checked:
        """Return what the checks say of a text that belongs to no case."""
        return run(text, self._ground(None), self._context.now(), parts)

    def ignore(self, case_id: CaseId, finding: Finding, reason: Ignored) -> Changes:
        """Let a finding stand in a case, and remember why; said again, the reason is another.

        Those about how one answer deals with the case (`store.checks.UNTIL_ANSWERED`) stand
        till the next answer of ours goes out there, queued or synced; the others for good.

        Raises:
            NotFound: there is no such case.
            InputError: it is one that stops an answer.
        """
        if finding.severity is Severity.STOP:
            raise InputError(
                tr("This cannot be let stand: everybody would read it."), advice=tr("Take it out.")
            )
        context = self._context
        agent = context.agent()
        with context.db.writing():
            (case_id,) = cases.states(context.db, (case_id,))
            key = storable(finding.key)
            checks.ignore(context.db, case_id, agent.id, finding.check, key, reason, context.now())
        return Changes.of(cases=(case_id,))

    def restore(self, case_id: CaseId, finding: Finding) -> Changes:
        """Let a finding be shown again that a person let stand.

        Raises:
            NotFound: there is no such case.
        """
        db = self._context.db
        with db.writing():
            (case_id,) = cases.states(db, (case_id,))
            stood = checks.restore(db, case_id, finding.check, storable(finding.key))
        return Changes.of(cases=(case_id,)) if stood else Changes()

    def ignored(self, since: datetime | None = None) -> tuple[IgnoredCount, ...]:
        """Return how often findings were ignored, by check and reason, the most first."""
        return checks.ignored_counts(self._context.db, since)

    def rules(self) -> CheckRules:
        """Return the rules that hold."""
        return checks.rules(self._context.db)

    def put_rules(self, rules: CheckRules) -> None:
        """Let these rules hold from now on.

        Raises:
            InputError: a contact point or a phrase cannot be read, or there are too many.
        """
        clean = check_input.cleaned(rules, self._context.region)
        with self._context.db.writing():
            checks.put_rules(self._context.db, clean)

    def phrases(self, language: str) -> tuple[str, ...]:
        """Return the dismissive wording of a language as it holds now, in the alphabet's order."""
        return check_input.phrases(self.rules(), language)

    def _ground(self, case_id: CaseId | None) -> Ground:
        """Return what is known beside a draft, made ready; the last one while it is the same.

        Where nobody wrote to the file it is not looked at. What was written is asked for
        before the facts are: what comes in between is seen the next time.
        """
        db, region, kept = self._context.db, self._context.region, self._kept
        written = (db.value("PRAGMA data_version"), db.value("SELECT total_changes()"), region)
        if kept is not None and (kept.case_id, kept.written) == (case_id, written):
            return kept.ground
        facts, posts = self._read(case_id)
        if kept is not None and (kept.facts, kept.posts) == (facts, posts):
            ground = kept.ground
        elif case_id is None:
            ground = Ground(facts)
        else:
            ground = Ground(checks.facts(db, cases.current_id(db, case_id), region))
        self._kept = _Kept(case_id, written, facts, posts, ground)
        return ground

    def _read(self, case_id: CaseId | None) -> tuple[Facts, list[OurPostKey]]:
        """Return what is known but our own posts, and these by what tells them apart."""
        db, region = self._context.db, self._context.region
        if case_id is None:
            return checks.of_no_case(db, region), []
        current = cases.current_id(db, case_id)
        return checks.of_case(db, current, region), checks.our_post_keys(db, current)

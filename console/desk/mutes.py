"""Verbs on mutes: what is not to be heard of; each act can be undone."""

from __future__ import annotations

from console.desk.context import Context
from console.domain.changes import Changes
from console.domain.ids import CaseId, MuteId
from console.domain.triage_rules import Mute


class Mutes:
    """What is muted at this desk."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def every(self) -> tuple[Mute, ...]:
        """Return all mutes with how many posts each keeps quiet, the newest first."""
        raise NotImplementedError

    def mute_author(self, case_id: CaseId) -> Changes:
        """Mute the customer of a case: their posts, here and to come, ask for nothing.

        Their cases that are open become *muted*.

        Raises:
            InputError: the customer has no handle, or is muted already.
            NotFound: there is no such case.
        """
        raise NotImplementedError

    def mute_conversation(self, case_id: CaseId) -> Changes:
        """Mute the conversations of a case.

        Raises:
            InputError: it holds no post of a conversation, or they are muted already.
            NotFound: there is no such case.
        """
        raise NotImplementedError

    def mute_word(self, word: str) -> Changes:
        """Mute a word or phrase, whatever its case and accents.

        Of the open cases those become *muted* in which all that the customer wrote holds it.

        Raises:
            InputError: no word, too short, too long, or muted already.
        """
        raise NotImplementedError

    def would_mute(self, word: str) -> int:
        """Return how many open cases a word would mute."""
        raise NotImplementedError

    def unmute(self, mute_ids: tuple[MuteId, ...]) -> Changes:
        """Take mutes away: what they alone kept quiet is heard again.

        Raises:
            NotFound: one is there no more.
        """
        raise NotImplementedError

"""Whether something that a person muted keeps a post quiet; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from console.domain.ids import MuteId, RemoteId
from console.domain.triage_rules import MuteKind, NewMute
from console.sorting.words import Words, said


class Work(IntEnum):
    """What persons of ours had to do with the case that a post comes into."""

    NONE = 0
    SPOKEN = 1
    """We answered before it, or somebody let the case sleep: a word does not mute it."""
    OPEN = 2
    """There are calls or a promise to keep: nothing mutes it."""


def no_work() -> Work:
    """Return that nobody had to do with a case."""
    return Work.NONE


@dataclass(frozen=True, slots=True)
class Mutes:
    """All mutes of a network, made ready once for many posts."""

    authors: dict[RemoteId, MuteId] = field(default_factory=dict)
    conversations: dict[RemoteId, MuteId] = field(default_factory=dict)
    words: tuple[tuple[Words, MuteId], ...] = ()
    """Each word or phrase, the oldest mute first."""

    @classmethod
    def of(cls, mutes: Iterable[tuple[MuteId, NewMute]]) -> Mutes:
        """Return mutes made ready; what is muted twice is the older one's."""
        oldest_first = sorted(mutes, key=lambda each: each[0])
        authors: dict[RemoteId, MuteId] = {}
        conversations: dict[RemoteId, MuteId] = {}
        words: list[tuple[Words, MuteId]] = []
        for mute_id, new in oldest_first:
            match new.kind:
                case MuteKind.AUTHOR:
                    authors.setdefault(RemoteId(new.value), mute_id)
                case MuteKind.CONVERSATION:
                    conversations.setdefault(RemoteId(new.value), mute_id)
                case MuteKind.WORD:
                    words.append((Words((new.value,)), mute_id))
        return cls(authors, conversations, tuple(words))

    def __bool__(self) -> bool:
        return bool(self.authors or self.conversations or self.words)

    def by(
        self,
        author_id: RemoteId,
        conversation_id: RemoteId,
        text: str,
        work: Callable[[], Work] = no_work,
    ) -> MuteId | None:
        """Return which mute keeps a post quiet: of its author, its conversation, its words.

        Several may; the first of these is returned. None where the post is heard, as it may be
        for the work in its case; that is asked for only where it counts.
        """
        found = self.authors.get(author_id) or self.conversations.get(conversation_id)
        by_word = self._by_word(text) if found is None and self.words else None
        if found is None and by_word is None:
            return None
        most = work()
        if most is Work.OPEN:
            return None
        return found if most is Work.SPOKEN else found or by_word

    def _by_word(self, text: str) -> MuteId | None:
        what = said(text)
        return next((mute_id for words, mute_id in self.words if words.stand_in(what)), None)

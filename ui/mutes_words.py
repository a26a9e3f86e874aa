"""What the window says of mutes: what is muted, how much it keeps quiet, since when; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.domain.ids import MuteId
from console.domain.triage_rules import Mute, MuteKind
from console.language import numeral, plural, tr, tr_in
from console.text.folding import fold
from ui import words
from ui.plain import isolated
from ui.rule_list import Cell, Entry

KINDS = {
    MuteKind.AUTHOR: tr("Author"),
    MuteKind.WORD: tr("Word"),
    MuteKind.CONVERSATION: tr("Conversation"),
}
ICONS = {MuteKind.AUTHOR: "user", MuteKind.WORD: "letter", MuteKind.CONVERSATION: "chat"}
WHAT_FOR = tr(
    "Posts of a muted author, of a muted conversation or with a muted word "
    "ask for nothing: their cases are kept, and listed under All only."
)
NOTHING_MUTED = (
    tr("Nothing is muted"),
    WHAT_FOR,
    tr("Authors and conversations are muted from their case, by the menu Case."),
)
"""Title, message and advice where there is no mute."""


@dataclass(frozen=True, slots=True)
class Muted:
    """What is muted, as a person sees it: a word is one, on however many networks."""

    mutes: tuple[Mute, ...]

    @property
    def first(self) -> Mute:
        """Return the one by which it is called."""
        return self.mutes[0]

    @property
    def ids(self) -> tuple[MuteId, ...]:
        """Return all that goes when it is unmuted."""
        return tuple(mute.id for mute in self.mutes)

    @property
    def posts(self) -> int:
        """Return how many posts it keeps quiet."""
        return sum(mute.posts for mute in self.mutes)

    @property
    def last_at(self) -> datetime | None:
        """Return when the newest of these was written; None where there is none."""
        found = [mute.last_at for mute in self.mutes if mute.last_at is not None]
        return max(found, default=None)


def grouped(mutes: Sequence[Mute]) -> tuple[Muted, ...]:
    """Return mutes as a person sees them, in their order."""
    found: dict[tuple[object, ...], list[Mute]] = {}
    for mute in mutes:
        is_word = mute.new.kind is MuteKind.WORD
        # Ids are a network's own; a word is muted on each.
        same = (mute.new.kind, mute.new.value, "" if is_word else mute.new.network)
        found.setdefault(same, []).append(mute)
    return tuple(Muted(tuple(each)) for each in found.values())


def holds(muted: Muted, sought: str) -> bool:
    """Return whether all words of a filter stand in what is said of a mute."""
    new = muted.first.new
    said = fold(f"{new.shown} {KINDS[new.kind]} {muted.first.agent_name}")
    return all(word in said for word in fold(sought).split())


def entry(muted: Muted, now: datetime) -> Entry:
    """Return a mute as a row of the list."""
    mute, kind = muted.first, muted.first.new.kind
    shown = isolated(mute.new.shown)
    if kind is MuteKind.WORD:
        shown = tr("“{word}”").format(word=shown)
    shown = shown or KINDS[kind]
    by = isolated(mute.agent_name) or tr_in("by whom", "somebody")
    # Translators: {kind} is what is muted: `Author`, `Word`, `Conversation`.
    since = tr("{kind}, muted {ago} by {by}").format(
        kind=KINDS[kind], ago=words.ago(mute.made_at, now), by=by
    )
    posts = (
        plural(muted.posts, "{count} post kept quiet", "{count} posts kept quiet")
        if muted.posts
        else tr("no post yet")
    )
    last = (
        ""
        if muted.last_at is None
        else tr("the newest {ago}").format(ago=words.ago(muted.last_at, now))
    )
    lines = (
        (Cell(shown, share=3, icon=ICONS[kind]), Cell(posts, "quiet", 2, at_right=True)),
        (Cell(since, "quiet", 3), Cell(last, "quiet", 2, at_right=True)),
    )
    spoken = "; ".join(each for each in (shown, since, posts, last) if each)
    return Entry(mute.id, lines, spoken, shown)


def unmuted(muted: Sequence[Muted]) -> str:
    """Return that something is heard again, and how that is taken back."""
    if len(muted) == 1:
        shown = isolated(muted[0].first.new.shown)
        return tr("Unmuted {muted}. Ctrl+Z takes it back.").format(muted=shown)
    return tr("Unmuted {count} mutes. Ctrl+Z takes it back.").format(count=numeral(len(muted)))

"""What X holds against what was written: lost, duplicated, damaged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.crash_trial.orders import Answer
from tests.x_server import Exchange
from tests.x_server.composing import normalise


@dataclass(slots=True)
class Tally:
    """The sums of a trial; `words` says each thing that is wrong."""

    expected: int = 0
    posted: int = 0
    lost: int = 0
    duplicated: int = 0
    damaged: int = 0
    words: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Return whether nothing is wrong."""
        return not self.words and self.lost == self.duplicated == self.damaged == 0

    def add(self, other: Tally) -> None:
        """Add another's sums."""
        self.expected += other.expected
        self.posted += other.posted
        self.lost += other.lost
        self.duplicated += other.duplicated
        self.damaged += other.damaged
        self.words += other.words

    def lose(self, words: str) -> None:
        """Count a part that is not there."""
        self.lost += 1
        self.words.append(f"lost: {words}")

    def duplicate(self, words: str) -> None:
        """Count a post that was made before."""
        self.duplicated += 1
        self.words.append(f"duplicated: {words}")

    def damage(self, words: str) -> None:
        """Count a post with another text or parent than was shown, or one that had to go."""
        self.damaged += 1
        self.words.append(f"damaged: {words}")


@dataclass(frozen=True, slots=True)
class Made:
    """A post that the desk made, still standing or not."""

    remote_id: str
    text: str
    parent_id: str | None


def made(exchange: Exchange) -> Made:
    """Return the post that a request made."""
    parent_id = exchange.body.get("reply", {}).get("in_reply_to_tweet_id")
    return Made(str(exchange.created_id), normalise(exchange.body["text"]), parent_id)


def tally(answers: Iterable[Answer], ever: Sequence[Made], standing: frozenset[str]) -> Tally:
    """Compare the answers with all that was `ever` made, oldest first, and what is `standing`.

    A part is found by its text as X normalises it and by what it answers; what is left
    over is another's with the wrong parent, a second time, or nobody's at all.
    """
    found = Tally(posted=len(standing))
    left = list(ever)
    taken: list[str] = []
    missing: list[tuple[str, str, bool]] = []
    for answer in answers:
        parent: str | None = answer.mention_id
        for position, (text, _) in enumerate(answer.parts, 1):
            found.expected += not answer.delete
            wanted = normalise(text)
            name = f"part {position} of {len(answer.parts)} to {answer.mention_id}: {wanted!r}"
            match = next((m for m in left if (m.text, m.parent_id) == (wanted, parent)), None)
            if match is None:
                missing.append((wanted, name, answer.delete))
                continue
            left.remove(match)
            taken.append(wanted)
            parent = match.remote_id
            if answer.delete and match.remote_id in standing:
                found.damage(f"not deleted, {name}")
            if not answer.delete and match.remote_id not in standing:
                found.lose(f"deleted, {name}")
    _judge_the_rest(found, left, taken, missing)
    return found


def _judge_the_rest(
    found: Tally, left: Iterable[Made], taken: list[str], missing: list[tuple[str, str, bool]]
) -> None:
    for post in left:
        other = next((one for one in missing if one[0] == post.text), None)
        if other is not None:
            missing.remove(other)
            found.damage(f"answers {post.parent_id}, {other[1]}")
        elif post.text in taken:
            found.duplicate(f"{post.remote_id}: {post.text!r}")
        else:
            found.damage(f"nobody wrote {post.text!r}")
    for _, name, deleted in missing:
        if not deleted:  # taken back with the rest before it was out
            found.lose(name)

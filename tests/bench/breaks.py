"""Where the parts of real answers end: the care posts, split, and how well it could be done.

Beside each figure stands what filling every part to its last space gives, as most tools
do it. The best sum of break quality is searched among all layouts with the fewest parts,
over all pairs of places, so it owes nothing to how the splitter searches.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from console.domain.limits import LIMITS_140
from console.text.breaks import BEFORE_MENTION, QUALITY, Break
from console.text.places import Stretch, stretches
from console.text.split import split
from console.text.weight import normalise, weigh
from tests.bench.report import Row
from tests.care import posts_file

LIMITS = LIMITS_140
ROOM = LIMITS.max_weight * 100
ORPHAN_WORDS = 3
LEAST_SHARE = 0.95
_LEADING = re.compile(r"(?:@\w+\s+)+")


@dataclass
class Tally:
    """What was counted over all answers of one way to split."""

    answers: int = 0
    parts: int = 0
    quality: int = 0
    ends: Counter[Break] = field(default_factory=Counter)
    orphans: int = 0
    """Answers whose last part has very few words."""
    mentions: int = 0
    """Parts that begin with a mention."""

    def add(self, stretch: Stretch, cuts: list[int], text: str) -> None:
        """Count one answer that was cut at these places."""
        self.answers += 1
        self.parts += len(cuts) - 1
        self.ends.update(stretch.gaps[cut].kind for cut in cuts[1:-1])
        self.quality += sum(_worth(stretch, cut) for cut in cuts[1:-1])
        begins = [stretch.starts[cut] for cut in cuts[1:-1]]
        self.mentions += sum(text[at] == "@" for at in begins)
        self.orphans += len(text[begins[-1] :].split()) <= ORPHAN_WORDS

    def share(self, kind: Break) -> float:
        return 100 * self.ends[kind] / sum(self.ends.values())


def measure() -> list[Row]:
    """Return the figures; none where the folder of real data is not named."""
    folder = os.environ.get("CANARY_DESK_TEST_DATA")
    if folder is None:
        print("The care posts are not there: CANARY_DESK_TEST_DATA names no folder.")
        return []
    ours, filled, best = Tally(), Tally(), 0
    for text in _answers(Path(folder)):
        (stretch, *others) = stretches(text, LIMITS, ROOM)
        if others:  # cut within a word: there is nothing to choose
            continue
        cuts = _cuts_of(text, stretch)
        ours.add(stretch, cuts, text)
        filled.add(stretch, _filled(stretch), text)
        best += _best(stretch, len(cuts) - 1)
    return _rows(ours, filled, best)


def _answers(folder: Path) -> list[str]:
    """Return the texts longer than one part once the mentions in front are dropped."""
    posts = json.loads(posts_file(folder).read_text("utf-8"))["posts"]
    texts = (normalise(_LEADING.sub("", post["text"], count=1)).strip() for post in posts)
    return [text for text in texts if weigh(text, LIMITS) > LIMITS.max_weight]


def _cuts_of(text: str, stretch: Stretch) -> list[int]:
    return [0, *(stretch.ends.index(part.end, 1) for part in split(text, LIMITS))]


def _filled(stretch: Stretch) -> list[int]:
    """Return the places of a layout that fills each part as far as it goes."""
    cuts = [0]
    while cuts[-1] < len(stretch.ends) - 1:
        cuts.append(
            max(p for p in range(cuts[-1] + 1, len(stretch.ends)) if _fits(stretch, cuts[-1], p))
        )
    return cuts


def _best(stretch: Stretch, count: int) -> int:
    """Return the greatest sum of quality of all layouts with so many parts."""
    last = len(stretch.ends) - 1
    reached = {0: 0}
    for _ in range(count):
        following: dict[int, int] = {}
        for first, value in reached.items():
            for place in range(first + 1, last + 1):
                if not _fits(stretch, first, place):
                    break
                gained = value + (_worth(stretch, place) if place < last else 0)
                following[place] = max(gained, following.get(place, gained))
        reached = following
    return reached[last]


def _fits(stretch: Stretch, first: int, last: int) -> bool:
    return stretch.before[last] - stretch.after[first] <= ROOM


def _worth(stretch: Stretch, place: int) -> int:
    """Return the quality of a break; before a mention it is worth nothing."""
    quality = stretch.gaps[place].quality
    return 0 if quality < BEFORE_MENTION / 2 else quality


def _rows(ours: Tally, filled: Tally, best: int) -> list[Row]:
    share = ours.quality / best
    kinds = sorted(QUALITY, reverse=True)
    rows = [
        Row(
            f"breaks behind a {kind.name.lower()}",
            ours.share(kind),
            "%",
            f"filled to the last space {filled.share(kind):.1f} %",
        )
        for kind in kinds
    ]
    said = f"of {ours.answers} care posts longer than {LIMITS.max_weight}"
    return [
        Row("parts", ours.parts, "parts", f"{said}; filled to the last space {filled.parts}"),
        *rows,
        Row("sum of break quality beside the best", 100 * share, "%",
            f"filled to the last space {100 * filled.quality / best:.1f} %",
            f">= {100 * LEAST_SHARE:.0f}", share >= LEAST_SHARE),
        Row(f"last parts of {ORPHAN_WORDS} words or fewer", 100 * ours.orphans / ours.answers, "%",
            f"filled to the last space {100 * filled.orphans / filled.answers:.1f} %"),
        Row("parts that begin with a mention", ours.mentions, "parts",
            f"filled to the last space {filled.mentions}"),
    ]  # fmt: skip

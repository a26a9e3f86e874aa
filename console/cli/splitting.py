"""`canary-desk split`: what a text would become, told without a desk.

Opens no data file, no keyring and no connection. The listing of parts is that of
`reply` too.
"""

from __future__ import annotations

import argparse
import re
import sys

from console.cli import shapes
from console.cli.input import text_from
from console.cli.plain import show
from console.domain.limits import LIMITS_BY_NAME
from console.domain.numbering import Numbering, NumberStyle
from console.text.split import Break, Layout, split
from console.text.words import cuts_word

MOST_REMARKS = 10
_SPACE = re.compile(r"\s")


def run(given: argparse.Namespace) -> int:
    """Split standard input, print its parts, and say on standard error what stands out.

    A text in which nothing is to be seen has no parts, which is no error.
    """
    layout = layout_of(text_from("-"), given)
    if layout or given.json:
        show(shapes.layout(layout), listing(layout), as_json=given.json)
    for remark in _remarks(layout):
        print(remark, file=sys.stderr)
    return 0


def layout_of(text: str, given: argparse.Namespace) -> Layout:
    """Return the parts of a text by the options --limit, --number and --number-at."""
    numbering = Numbering(NumberStyle(given.number), at_end=given.number_at == "end")
    return split(text, LIMITS_BY_NAME[given.limit], numbering=numbering)


def listing(layout: Layout) -> str:
    """Return the parts as a numbered list, each with what it weighs."""
    lines = []
    most = layout.limits.max_weight
    for number, part in enumerate(layout, 1):
        lead = f"{number:>3}. ({part.weight:>{len(str(most))}}/{most}) "
        lines.append(lead + part.text.replace("\n", "\n" + " " * len(lead)))
    return "\n".join(lines)


def _remarks(layout: Layout) -> list[str]:
    if not layout:
        return ["There is nothing to split: the text holds nothing to be seen."]
    said = [
        f"A word longer than one part is cut: it goes from part {first} to part {last}."
        for first, last in _cut_words(layout)
    ]
    left = len(said) - MOST_REMARKS
    return said if left <= 0 else [*said[:MOST_REMARKS], f"Other words that are cut: {left}."]


def _cut_words(layout: Layout) -> list[tuple[int, int]]:
    """Return the first and the last part, from 1, of each word that reaches over some."""
    found: list[tuple[int, int]] = []
    for number, part in enumerate(layout, 1):
        if part.ends is not Break.CHARACTER or not cuts_word(layout.text, part.end):
            continue
        whole = _SPACE.search(layout.text, part.start, part.end) is None
        if whole and found and found[-1][1] == number:
            found[-1] = (found[-1][0], number + 1)
        else:
            found.append((number, number + 1))
    return found

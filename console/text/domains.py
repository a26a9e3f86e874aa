"""Find the domains in a run of text, as X reads them, and say which could exist.

Knows labels, dots and top-level domains; knows nothing of protocols, paths or links.
Texts are in UTF-16 units here (see `links`). Each run is read once from its end, so that
the time grows with its length and not with that of all its beginnings.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from importlib import resources

MAX_LABEL_LENGTH = 63
"""In the name system's own writing: other letters than ASCII as punycode."""

LATIN = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263"
    "\u0268\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)
"""Letters with marks and the marks themselves, for a class of a pattern."""
LATIN_ANY_CASE = (
    LATIN + "\u0260\u0269\u0275\u0280\u0283\u0288\u028a\u028c\u0292\u0399\u03b9\u1fbe"
    "\u2c65\u2c66\u2c7e\u2c7f\ua7dc"
)
"""The same where X's pattern ignores case: U+0345 stands in LATIN, so iota counts too."""
REFUSED = "\ufffe\ufeff\uffff"
DIRECTIONS = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
SPACES = "\t-\r \u0085\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

_OUTSIDE = rf"!'#%&()*+,\\/:;<=>?@\[\]^{{|}}~${SPACES}{REFUSED}{DIRECTIONS}"
_BEFORE_A_DOT = re.compile(rf"(?:[{_OUTSIDE}]++|[^.{_OUTSIDE}]++(?!\.))*+")
_RUN = re.compile(rf"[^{_OUTSIDE}]++")
_BEGIN = re.compile(rf"(?<![A-Za-z0-9@＠$#＃{REFUSED}])[^-_]")
"""Where a link may begin within a label: what stands before it does not bar it."""
_NAME = re.compile(rf"[^-_.{_OUTSIDE}]*+")
_PUNYCODE = re.compile(r"[xX][nN]--[-0-9a-zA-Z]+")
_GOES_ON = re.compile(r"[-+@0-9a-zA-Z]")
_LOCAL_CHAIN = re.compile(rf"[-.0-9a-zA-Z{LATIN_ANY_CASE}]++")
_OTHER_DOTS = re.compile("[\u3002\uff0e\uff61]")


class Run:
    """A stretch `[start, end)` of letters, digits, dots, hyphens and the like, with a dot."""

    def __init__(self, units: str, start: int, end: int) -> None:
        self._units = units
        self.start = start
        self.end = end
        self._dots: list[int] = []
        self._tops: list[int] = []
        """Where the top-level domain behind each dot ends; 0 where there is none."""
        self._beyond: list[int] = []
        """Where the longest domain ends that goes on over each dot to a later one, or 0."""
        self._label = 0
        """The first label not passed yet, by the dot that ends it."""
        self._read()

    def _read(self) -> None:
        dot = self._units.find(".", self.start, self.end)
        while dot >= 0:
            self._dots.append(dot)
            self._tops.append(_top_level_end(self._units, dot + 1, self.end))
            dot = self._units.find(".", dot + 1, self.end)
        self._beyond = [0] * len(self._dots)
        for index in range(len(self._dots) - 2, -1, -1):
            label = self._units[self._dots[index] + 1 : self._dots[index + 1]]
            if label and label[0] not in "-_" and label[-1] not in "-_":
                end = 0 if "_" in label else self._tops[index + 1]
                self._beyond[index] = self._beyond[index + 1] or end

    def domain(self, at: int) -> tuple[int, int] | None:
        """Return the first domain `[start, end)` that begins at `at` or later.

        Ask with rising `at` only.
        """
        while self._label < len(self._dots):
            dot = self._dots[self._label]
            first = max(at, self._dots[self._label - 1] + 1 if self._label else self.start)
            end = self._beyond[self._label]
            if not end:
                # The label before the top-level domain holds no underscore.
                end = self._tops[self._label]
                first = max(first, self._units.rfind("_", first, dot) + 1)
            if end and first < dot and self._units[dot - 1] not in "-_":
                begin = _BEGIN.search(self._units, first, dot)
                if begin is not None:
                    return begin.start(), end
            self._label += 1
        return None

    def local_parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the parts of the domain `[start, end)` that X links without a protocol.

        Those are of Latin letters up to their top-level domain. X looks each up by its text
        from where the one before ended, so it may point at an earlier one that reads the same.
        """
        found = []
        place = start
        for chain in _LOCAL_CHAIN.finditer(self._units, start, end):
            first = chain.start() + (chain[0][0] == ".")
            lowest = bisect_right(self._dots, first)
            for index in range(bisect_left(self._dots, chain.end()) - 1, lowest - 1, -1):
                if top := self._tops[index]:
                    place = self._units.find(self._units[first:top], place, end)
                    found.append((place, place + top - first))
                    place += top - first
                    break
        return found


def read_run(units: str, at: int) -> Run | None:
    """Return the next run with a dot, from `at` on; None where there is none."""
    skipped = _BEFORE_A_DOT.match(units, at)
    run = _RUN.match(units, skipped.end() if skipped else at)
    return Run(units, run.start(), run.end()) if run else None


def exists(domain: str, *, has_local_part: bool) -> bool:
    """Return whether X takes a domain for one that the name system could hold."""
    if domain.startswith("xn--") and not has_local_part:
        return False
    return all(1 <= _encoded_length(label) <= MAX_LABEL_LENGTH for label in domain.split("."))


def _encoded_length(label: str) -> int:
    if label.isascii():
        return len(label)
    if len(label) > 2 * MAX_LABEL_LENGTH:
        return len(label)  # two units are one letter at most, and that is one sign at least
    letters = label.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return len(".".join(_in_ascii(part) for part in _OTHER_DOTS.split(letters)))


def _in_ascii(part: str) -> str:
    return part if part.isascii() else "xn--" + part.encode("punycode").decode("ascii")


@cache
def top_level_domains() -> frozenset[str]:
    """Return the top-level domains that X links, in small letters."""
    text = resources.files("resources").joinpath("top_level_domains.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def _longest() -> int:
    return max(map(len, top_level_domains()))


def _top_level_end(units: str, at: int, end: int) -> int:
    """Return where the longest top-level domain from `at` ends; 0 where none begins."""
    name = _NAME.match(units, at, min(end, at + _longest()))
    folded = _fold(name[0]) if name else ""
    for length in range(len(folded), 1, -1):
        if folded[:length] in top_level_domains() and not _GOES_ON.match(units, at + length):
            return at + length
    puny = _PUNYCODE.match(units, at, end)
    return puny.end() if puny else 0


def _fold(name: str) -> str:
    """Return `name` in small letters, as many; no other letter becomes one of ASCII."""
    if name.isascii():
        return name.lower()
    return "".join(map(_fold_letter, name))


def _fold_letter(letter: str) -> str:
    folded = letter.casefold()
    return letter if len(folded) != 1 or folded.isascii() != letter.isascii() else folded

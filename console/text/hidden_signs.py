r"""Signs of a text that show nothing themselves but change what is seen, and what is shown instead.

The words of others may hold signs that turn the direction of a line (Unicode UAX #9), tags
and fillers that hide words or stand for none, control signs, and marks heaped on one letter.
What is stored stays as it came; here is what may be drawn, told and copied of it.

- Overrides (U+202D, U+202E) only serve to show letters in another order than they are: a
  text shows them as `⟨U+202E⟩`. The other signs of direction belong to honest texts of
  scripts that are read leftwards and stay there; a text without a letter of such a script
  has no use for them, so there those that turn something are shown as well.
- A zero-width joiner or non-joiner stays within emoji and within scripts that need it
  (Arabic, Persian, those of India); a zero-width space where words have no blanks.
- Of marks in a row on one letter the first `MOST_MARKS` stay, `MOST_OWN_MARKS` where they
  belong to a script, as in Thai or Burmese.
- What is no character, a lone surrogate for one, is U+FFFD; private use stays: fonts draw it.

Pure. Times grow with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import bidirectional, category

from console.language import tr

MOST_MARKS = 3
MOST_OWN_MARKS = 6
LONGEST_LINE = 4_000
"""In characters; no place with one line has room for as many."""
INSTEAD = "\u200b"
"""Shows nothing and turns nothing: stands for a sign where the length must stay."""
NO_CHARACTER = "\ufffd"

_OVERRIDES = "\u202d\u202e"
_TURNS_LEFTWARDS = "\u061c\u200f\u202b\u2067"
_FLAG = "\U0001f3f4[\U000e0030-\U000e007a]{3,6}\U000e007f"
"""Of a part of a country, such as Wales: its letters are tags."""
_HIDDEN = re.compile(
    f"(?P<flag>{_FLAG})"
    "|(?P<turn>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+)"
    "|(?P<join>[\u200b-\u200d]+)"
    "|(?P<tag>[\U000e0000-\U000e007f]+)"
    "|(?P<blank>[\u115f\u1160\u2800\u3164\uffa0]+)"
    "|(?P<broken>[\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff])"
    "|(?P<space>[\\t\\n\\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+)"
    "|(?P<nothing>[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u17b4\u17b5\u180b-\u180f"
    "\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb\U0001d173-\U0001d17a"
    "\U000e0080-\U000e0fff]+)"
)
_HEAP = re.compile(r"[^\w\x00-\x7f]{4,}")
"""What can hold too many marks: those are no letters."""
_LEFTWARDS = re.compile(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001eeff]"
)
_COMMON_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
_NO_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer, whose words are not divided by blanks."""
_OF_INDIA = re.compile("[\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ua800-\uabff]")
_MOST_TURNS = 8


@dataclass(frozen=True, slots=True)
class ShownSigns:
    """A text that may be drawn."""

    text: str
    signs: tuple[tuple[int, int], ...] = ()
    """Where in it a sign is named that would not be seen: `[start, end)` in code points."""


def in_lines(text: str) -> ShownSigns:
    """Return a text of several lines as it is drawn: what would deceive is named in it.

    Line ends and tabs stay as they are.
    """
    if not _is_suspect(text):
        return ShownSigns(text)
    leftwards = _LEFTWARDS.search(text) is not None
    made: list[str] = []
    signs: list[tuple[int, int]] = []
    at = length = 0
    for match in _HIDDEN.finditer(text):
        before = text[at : match.start()]
        shown, named = _in_lines(match, leftwards=leftwards)
        made += (before, shown)
        length += len(before) + len(shown)
        if named:
            signs.append((length - named, length))
        at = match.end()
    made.append(text[at:])
    return _unheaped(ShownSigns("".join(made), tuple(signs)))


def in_line(text: str) -> str:
    """Return a name or the like for one line: nothing in it turns, hides or breaks the line.

    Empty where nothing in it could be seen. Cut after `LONGEST_LINE` characters.
    """
    cut = len(text) > LONGEST_LINE
    text = text[:LONGEST_LINE]
    if not text.isascii() or not text.isprintable():
        text = _lighter(_HIDDEN.sub(_in_line, text))
        if all(category(char) in _SHOWS_NOTHING for char in text):
            return ""
    text = " ".join(text.split())
    return f"{text}…" if cut else text


_SHOWS_NOTHING = frozenset(("Mn", "Me", "Cf", "Cc", "Zs", "Zl", "Zp"))


def in_place(text: str) -> str:
    """Return a text of one line, as long as before: places in it stay what they are."""
    if not _is_suspect(text):
        return text
    text = _HIDDEN.sub(_in_place, text)
    return _HEAP.sub(lambda heap: _thinned(heap[0], INSTEAD), text)


def copied(text: str) -> str:
    """Return a text for the clipboard: as it was written, without what could deceive or steer.

    Names of signs that `in_lines` put in are none of its words, and it puts none in.
    """
    shown = in_lines(text)
    return unnamed(shown.text, shown.signs)


def unnamed(
    text: str, signs: Iterable[tuple[int, int]], first: int = 0, end: int | None = None
) -> str:
    """Return a piece `[first, end)` of a shown text without the names that were put into it.

    These stand at `signs`, in order; what looks like one elsewhere is the writer's own.
    Places are code points of the whole text; None is its end.
    """
    end = len(text) if end is None else end
    made, at = [], first
    for start, stop in signs:
        made.append(text[at : max(at, min(start, end))])
        at = max(at, stop)
    return "".join((*made, text[at : max(at, end)]))


def steers(char: str) -> bool:
    """Return whether a sign steers a terminal, turns a line, or hides words in it."""
    if category(char) in ("Cc", "Cs"):
        return char not in "\n\t"
    match = _HIDDEN.fullmatch(char)
    return match is not None and match.lastgroup in ("turn", "tag", "broken")


def _is_suspect(text: str) -> bool:
    if text.isascii() and text.isprintable():
        return False
    return _HIDDEN.search(text) is not None or _HEAP.search(text) is not None


def _in_lines(match: re.Match[str], *, leftwards: bool) -> tuple[str, int]:
    """Return what is drawn for some signs, and how long the name at its end is."""
    signs = match[0]
    match match.lastgroup:
        case "turn":
            shown = _OVERRIDES if leftwards else _OVERRIDES + _TURNS_LEFTWARDS
            named = [sign for sign in signs if sign in shown]
            kept = "".join(sign for sign in signs if sign not in shown) if leftwards else ""
            name = _name(named) if named else ""
            return kept[:_MOST_TURNS] + name, len(name)
        case "tag":
            name = _name(list(signs))
            return name, len(name)
        case "space":  # only what else ends a line is changed
            return signs.translate(_LINE_ENDS), 0
        case "flag" | "blank":
            return signs, 0
        case _:
            return _either(match), 0


_LINE_ENDS = dict.fromkeys([0x1F], " ")


def _in_line(match: re.Match[str]) -> str:
    match match.lastgroup:
        case "flag":
            return match[0]
        case "blank" | "space":
            return " "
        case "turn" | "tag":
            return ""
        case "nothing":
            # What steers a terminal stood between words as often as not.
            return " " if match[0].isascii() else ""
        case _:
            return _either(match)


def _in_place(match: re.Match[str]) -> str:
    match match.lastgroup:
        case "flag" | "blank":
            return match[0]
        case "space":
            return " " * len(match[0])
        case _:
            kept = _either(match) if match.lastgroup in ("join", "broken") else ""
            return kept.ljust(len(match[0]), INSTEAD)


def _either(match: re.Match[str]) -> str:
    """Return what is drawn for signs that are treated alike everywhere."""
    if match.lastgroup == "broken":
        return NO_CHARACTER
    if match.lastgroup == "join" and _belongs(match):
        return match[0][0]
    return ""


def _belongs(match: re.Match[str]) -> bool:
    """Return whether a joiner, or a space of no width, stands where its script needs it."""
    text, sign = match.string, match[0][0]
    at = match.start() - 1
    while at > 0 and category(text[at]) == "Mn" and not _OF_INDIA.match(text[at]):
        at -= 1
    before, after = text[at : at + 1] if at >= 0 else "", text[match.end() : match.end() + 1]
    if not before or not after:
        return False
    if sign == "\u200b":
        return bool(_NO_BLANKS.match(before) and _NO_BLANKS.match(after))
    return _joins(before) and _joins(after)


def _joins(char: str) -> bool:
    if _OF_INDIA.match(char) or bidirectional(char) == "AL":
        return True
    return category(char) in ("So", "Sk", "Sm")


def _name(signs: list[str]) -> str:
    more = tr(" and {count} more").format(count=len(signs) - 1) if len(signs) > 1 else ""
    return f"⟨U+{ord(signs[0]):04X}{more}⟩"


def _unheaped(shown: ShownSigns) -> ShownSigns:
    """Return a text with fewer marks, and its named signs where they stand then."""
    if _HEAP.search(shown.text) is None:
        return shown
    made: list[str] = []
    signs: list[tuple[int, int]] = []
    at = length = 0
    for start, end in shown.signs:
        made += (_lighter(shown.text[at:start]), shown.text[start:end])
        length += len(made[-2])
        signs.append((length, length + end - start))
        length += end - start
        at = end
    made.append(_lighter(shown.text[at:]))
    return ShownSigns("".join(made), tuple(signs))


def _lighter(text: str) -> str:
    return _HEAP.sub(lambda heap: _thinned(heap[0], ""), text)


def _thinned(heap: str, instead: str) -> str:
    """Return a run of signs with at most so many marks on one letter."""
    made = []
    common = own = 0
    for char in heap:
        kind = category(char)
        if kind in ("Mn", "Me"):
            if _COMMON_MARKS.match(char):
                common += 1
            else:
                own += 1
            made.append(char if common <= MOST_MARKS and own <= MOST_OWN_MARKS else instead)
        else:
            if kind != "Cf":
                common = own = 0
            made.append(char)
    return "".join(made)

"""In which language a text is written, as far as its own words tell.

Asks CLD2 (https://github.com/CLD2Owners/cld2, through pycld2): of the libraries that load in
a moment it is the one that takes no Dutch, Danish or Afrikaans for German. One run takes
less than a tenth of a millisecond, so a draft is simply asked about again while it is typed.

Framework knowledge: pycld2 raises on control characters, noncharacters and lone surrogates;
nothing of these reaches it. CLD2 keeps no state, so threads may ask at a time.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice

from console.text.asides import ASIDE

FEWEST_WORDS = 3
"""Below this a text is `ok`, a name or a greeting, which are alike in many languages."""
FEWEST_SIGNS = 4
"""The same in a script that has no spaces between words."""
FEW_WORDS = 4
"""So few words can be of many languages (`Alles klar, danke!` is said to be Norwegian)."""
LONGEST = 4_000
"""Characters that are read; more of a text tells no more of its language."""
UNKNOWN = "un"
SCRIPT_ONLY = "xx-"
"""Begins what CLD2 says where it knows the script alone, `xx-Copt`."""

_WORD = re.compile(r"[^\W\d_]++(?:['’][^\W\d_]++)*")
_CLD2_NAMES = {"iw": "he", "nn": "no", "nb": "no", "zh-Hant": "zh", "sco": "en"}
"""Codes that differ from what networks call these languages, and Scots, for which CLD2 takes
plain English (`There's an outage`)."""


def language_of(text: str, context: str = "") -> str:
    """Return the code of a text's language, such as `en`; empty where that is not known.

    `context` is what the text answers: where the text alone is too short to tell, it is
    taken for written in the language of that. Of several languages that of the larger part.
    """
    written_to = _of_context(context) if context else ""
    bare = _bare(text)
    if not _tells(bare):
        return written_to
    found = _detected(bare, "")
    # Some loan words in a short text (`Leider sorry, der Router ...`) make it English; the
    # language of the other side settles that, as it does for few words. What is plain English
    # stays so, and what CLD2 does not take for that language, asked for it.
    if found != written_to and written_to and (found == "en" or _is_short(bare)):
        asked = _detected(bare, written_to)
        found = asked if found == "en" or asked == written_to else found
    return found or written_to


@lru_cache(maxsize=64)
def _of_context(context: str) -> str:
    """Return the language of what is answered; it is the same one at each keystroke."""
    return language_of(context)


@lru_cache(maxsize=64)
def _detected(bare: str, hint: str) -> str:
    """Return what CLD2 says of a text, asked with a language that is likely; may be empty."""
    import pycld2  # type: ignore[import-untyped]  # it ships no types

    _, _, details = pycld2.detect(bare, bestEffort=True, hintLanguage=hint or None)
    code = str(details[0][1])
    if code == UNKNOWN or code.startswith(SCRIPT_ONLY):
        return ""
    return _CLD2_NAMES.get(code, code)


def _tells(bare: str) -> bool:
    """Return whether there are words enough to tell a language by, and more than names."""
    count, is_name = 0, True
    for found in _WORD.finditer(bare):
        word = found[0]
        if len(word) >= FEWEST_SIGNS and word.upper() == word.lower():
            return True
        count, is_name = count + 1, is_name and word.istitle()
        if count >= FEWEST_WORDS and not is_name:
            return True
    return False


def _is_short(bare: str) -> bool:
    return sum(1 for _ in islice(_WORD.finditer(bare), FEW_WORDS + 1)) <= FEW_WORDS


def _bare(text: str) -> str:
    """Return the words and signs of a text that tell something of its language."""
    bare = text[:LONGEST]
    bare = ASIDE.sub(" ", bare)
    if not bare.isascii():
        bare = unicodedata.normalize("NFC", bare)
    bare = " ".join(bare.split())
    if not bare.isprintable():
        bare = "".join(sign if sign.isprintable() else " " for sign in bare)
    return bare

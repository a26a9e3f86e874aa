"""The language of the window's words, and the signs of its numbers.

One language holds for a run of the program: `begin` chooses it before any other module
of ours is loaded, for many words stand in constants. Another language takes a new start.
The command line never calls it: what programs may read stays English.

The words are in `console.catalogues`; a text that a catalogue lacks stays English. Dates
are the window's own (`ui.words`): by Qt's locale, with the patterns that stand here.

Where a text has holes, `tr` is asked for the whole text and its holes are filled after,
`tr("Only @{handle}").format(handle=...)`: a translator can put them where they belong.

In a language that runs leftwards what fills a hole keeps its own direction and does not
move the words around it: holes are isolated (Unicode UAX #9, isolates) together with the
signs that belong to them: `@{handle}`, `{done}/{all}`, `{share} %`. Texts without holes are
isolated by who joins them (`apart`, `leftmost_first`).
"""

from __future__ import annotations

import json
import os
import re
from functools import lru_cache
from gettext import NullTranslations
from typing import TYPE_CHECKING

from console import catalogues

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from pathlib import Path

VARIABLE = "CANARY_DESK_LANGUAGE"
"""Goes before what is set, for tests and screenshots."""
LOOK_ALIKE = "qps"
"""English in look-alike letters, longer by a third: shows what is not translated or cut."""
LEFTWARDS = "qpr"
"""English in Hebrew letters: shows what is not mirrored. No language that we have needs it yet."""
FIRST_STRONG_ISOLATE, LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE = "\u2068", "\u2066", "\u2069"
_HOLES = re.compile(
    r"[@#$€£+≥≤≈<>~-]*\{[^{}]*\}(?:(?:[/:.×@–-]+|/ )\{[^{}]*\})*(?:[ \N{NO-BREAK SPACE}]?%)?"
)
"""Holes of a text, with the signs that would part from what fills them."""


class _Chosen:
    """What holds for this run."""

    code = "en"
    system: tuple[str, ...] = ()
    leftwards = False
    catalogue: NullTranslations = NullTranslations()
    group, decimal = ",", "."


def begin(wanted: str = "", system: Sequence[str] = ()) -> str:
    """Let this language hold from now on, and return its code.

    `wanted` is one of `codes`, or empty for the system's; `CANARY_DESK_LANGUAGE` goes
    before it. What there is no catalogue for is shown in English. `system` is what the
    system asks for, best first, where its environment does not tell: Windows, macOS.
    """
    _Chosen.system = tuple(system)
    code = would_be(wanted)
    _Chosen.code, _Chosen.leftwards = code, code == LEFTWARDS
    if code in (LOOK_ALIKE, LEFTWARDS):
        _Chosen.catalogue = _LookAlike(code)
    else:
        _Chosen.catalogue = NullTranslations() if code == "en" else catalogues.read(code)
    return code


def would_be(wanted: str) -> str:
    """Return the code that would hold if the program began with `wanted` now."""
    asked = os.environ.get(VARIABLE) or wanted
    if asked in (LOOK_ALIKE, LEFTWARDS):
        return asked
    there = [found for one in ([asked] if asked else _of_system()) if (found := _there(one))]
    return there[0] if there else "en"


def codes() -> tuple[str, ...]:
    """Return the languages that there are: English, which needs no catalogue, and the others."""
    return ("en", *catalogues.codes())


def own_names() -> dict[str, str]:
    """Return what each language is called by who speaks it; reads every catalogue."""
    return {"en": "English"} | {code: catalogues.own_name(code) for code in catalogues.codes()}


def kept_in(folder: Path) -> str:
    """Return the language that the preferences in `folder` ask for; empty for the system's.

    Reads the one value without the rest of `console.settings`, which is loaded later.
    """
    try:
        stored = json.loads((folder / "settings.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return ""
    value = stored.get("language") if isinstance(stored, dict) else None
    return value if isinstance(value, str) and value in codes() else ""


def code() -> str:
    """Return the code that holds: one of `codes`, `LOOK_ALIKE` or `LEFTWARDS`."""
    return _Chosen.code


def runs_leftwards() -> bool:
    """Return whether the lines of the language that holds run from right to left."""
    return _Chosen.leftwards


def tr(text: str) -> str:
    """Return `text` in the language that holds. It must be a constant, to be found."""
    return _holes_apart(_Chosen.catalogue.gettext(text))


def tr_in(context: str, text: str) -> str:
    """Return `text` as it is meant in `context`, where one English text means several things.

    In the context `date pattern`, letters stand for parts of a date, as
    https://doc.qt.io/qt-6/qlocale.html#toString-10 has them.
    """
    return _holes_apart(_Chosen.catalogue.pgettext(context, text))


def tr_noop(text: str) -> str:
    """Return `text` as it is, and have it found for translation; `tr` is asked for it later."""
    return text


def plural(count: int, one: str, many: str) -> str:
    """Return the form that belongs to `count`, which is put into its hole `{count}`."""
    said = _holes_apart(_Chosen.catalogue.ngettext(one, many, count))
    return said.format(count=numeral(count))


def apart(text: str) -> str:
    """Return a text for a line beside others: in a leftward line it keeps its direction.

    In other languages it is what it was.
    """
    if not _Chosen.leftwards or not text:
        return text
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def leftmost_first(text: str) -> str:
    """Return what is read from left to right in every language, for a line beside others.

    Handles, phone numbers, addresses, paths, keys. In other languages it is what it was.
    """
    if not _Chosen.leftwards or not text:
        return text
    return f"{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}"


def _holes_apart(text: str) -> str:
    return _isolating(text) if _Chosen.leftwards else text


@lru_cache(2048)
def _isolating(text: str) -> str:
    """Return a text whose holes are isolated."""
    return _HOLES.sub(rf"{FIRST_STRONG_ISOLATE}\g<0>{POP_ISOLATE}", text)


def numeral(value: float | Decimal, digits: int = 0) -> str:
    """Return a number with the signs of the locale: `12,345.6`, `12.345,6`."""
    said = f"{value:,.{digits}f}"
    if (_Chosen.group, _Chosen.decimal) == (",", "."):
        return said
    return said.translate({ord(","): _Chosen.group, ord("."): _Chosen.decimal})


def use_signs(group: str, decimal: str) -> None:
    """Write numbers with these signs, as the locale has them."""
    _Chosen.group, _Chosen.decimal = group, decimal


def mid_sentence(title: str) -> str:
    """Return a title for use within a sentence: `Sign out` becomes `sign out`.

    German keeps its capitals: most first words are nouns there.
    """
    return title if _Chosen.code == "de" else title[:1].lower() + title[1:]


def _of_system() -> Sequence[str]:
    """Return the languages that the system asks for, best first, as gettext reads them.

    https://www.gnu.org/software/gettext/manual/html_node/Locale-Environment-Variables.html
    """
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, ""):
            return value.split(":")
    return _Chosen.system


def _there(name: str) -> str:
    """Return the code of a language by the name of a locale (`de_AT.UTF-8`, `zh-Hans-CN`)."""
    known = {code.lower(): code for code in codes()}
    parts = re.split("[.@]", name)[0].lower().replace("-", "_").split("_")
    beginnings = ("_".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((known[one] for one in beginnings if one in known), "")


class _LookAlike(NullTranslations):
    """Marks what is translated: in letters that look alike, or in Hebrew ones."""

    _ALIKE = str.maketrans("aeiouAEIOUcnsyz", "àéîöüÀÉÎÖÜçñšýž")
    _HEBREW = str.maketrans(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "אבגדהופצטיכלמנערקשתחאוואיז" * 2,
    )

    def __init__(self, code: str) -> None:
        super().__init__()
        self._is_hebrew = code == LEFTWARDS

    def gettext(self, message: str) -> str:
        return self._marked(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._marked(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return message if context == "date pattern" else self._marked(message)

    def _marked(self, text: str) -> str:
        """Return it with its letters changed but for the names of its holes."""
        letters = self._HEBREW if self._is_hebrew else self._ALIKE
        made, inside = [], False
        for sign in text:
            inside = (inside or sign == "{") and sign != "}"
            made.append(sign if inside else sign.translate(letters))
        whole = "".join(made)
        return whole if self._is_hebrew else f"⟦{whole}{'~' * (len(text) // 3)}⟧"

"""What countries are called in the window's language, and in which order they are listed.

Qt knows the names of all countries in English, and of each in its own languages, but in no
third one. So those of the other languages lie beside the catalogues, in
`resources/locale/*/countries.txt`; `packaging/translations.py` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from PySide6.QtCore import QLocale

import resources
from console import language
from console.text.folding import fold


def country_name(code: str) -> str:
    """Return the name of a country by its code of ISO 3166-1; the code where none is known."""
    names = _names(language.code())
    if code in names:
        return names[code]
    territory = QLocale.codeToTerritory(code)
    if territory == QLocale.Country.AnyTerritory:
        return code
    return QLocale.territoryToString(territory)


def by_name(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return names and codes as a person looks for them: `Österreich` stands beside `Oman`."""
    return sorted(
        ((country_name(code), code) for code in codes), key=lambda one: (fold(one[0]), one)
    )


@cache
def _names(spoken: str) -> dict[str, str]:
    """Return the names in a language; empty where Qt's are those."""
    path = Path(resources.__file__).parent / "locale" / spoken / "countries.txt"
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    return {line[:2]: line[3:] for line in lines if not line.startswith("#")}

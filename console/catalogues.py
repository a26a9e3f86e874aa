"""The catalogues of the window's words: which there are, and what stands in them.

They lie in `resources/locale/<language>/LC_MESSAGES`, as gettext has them
(https://www.gnu.org/software/gettext/manual); a language is there once its folder is.
`packaging/translations.py` makes them. Knows nothing of which language holds.
"""

from __future__ import annotations

import struct
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

DOMAIN = "canary-desk"


def folder() -> Path:
    """Return where the languages lie."""
    import resources

    return Path(resources.__file__).parent / "locale"


def codes() -> tuple[str, ...]:
    """Return the languages that have a catalogue, in the order of their codes."""
    return tuple(sorted(file.parent.parent.name for file in folder().glob(f"*/*/{DOMAIN}.mo")))


def read(code: str) -> NullTranslations:
    """Return a language's catalogue; an empty one where the file is missing, cut or damaged."""
    try:
        with (folder() / code / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
            return GNUTranslations(file)
    except (OSError, ValueError, LookupError, struct.error):
        return NullTranslations()


def own_name(code: str) -> str:
    """Return what a language is called by who speaks it; its code where nobody said that."""
    # Translators: the name of your own language, in your own language.
    name = read(code).pgettext("own name", "English")
    return code if name == "English" else name

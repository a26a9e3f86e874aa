"""The catalogues of the window's words: found in the source, brought up to date, compiled.

    make translations                    find the texts, bring the .po files and .mo files along
    make translations ARGS="--missing"   print as JSON what has no translation yet
    make translations ARGS="--add F.json"   take translations from a file of that shape
    make translations ARGS="--new pl"       begin a language: its folder and its files

`--only pl` has --missing and --add about one language alone.

The .po files are what translators edit (any gettext editor); the .mo files are made of
them and lie beside them, for a checkout is to run as it is. `tests/test_translations.py`
fails where the two differ, or a text has no translation. The names of countries beside them
are Unicode's (CLDR), as Babel has them.

The shape of the JSON: `{"Text": "Übersetzung", "{count} case": ["{count} Fall", "{count}
Fälle"]}`, as many forms as the language has; a text with a context has that before it,
and U+0004 between the two.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
DOMAIN = "canary-desk"
KEYWORDS = {
    "tr": None,
    "tr_noop": None,
    "tr_in": ((1, "c"), 2),
    "plural": (2, 3),
    "pgettext": ((1, "c"), 2),
}
"""The functions of `console.language`; of `plural` the first argument is the count.

`pgettext` is gettext's own: `console.catalogues` asks each language for its name."""
PLACES = ("console", "ui")
MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""What a compiled catalogue gives as its day; the real one would make each build differ."""
CONTEXT = "\u0004"
"""Between context and text, as gettext's own files have it."""
NONE = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""Codes of CLDR that stand for no country."""
ABOUT_COUNTRIES = (
    "# The names of countries. Written by packaging/translations.py from Unicode's CLDR",
    "# (https://cldr.unicode.org), (c) Unicode, Inc., https://www.unicode.org/license.txt",
)


def main(words: list[str]) -> int:
    """Do what was asked for, and return the exit code: 1 where texts have no translation."""
    parser = argparse.ArgumentParser(description="Bring the catalogues along.")
    parser.add_argument("--missing", action="store_true", help="print what is not translated")
    parser.add_argument("--add", type=Path, nargs="*", default=[], metavar="FILE.json")
    parser.add_argument("--new", metavar="CODE", help="begin a language, such as pl or pt_BR")
    parser.add_argument("--only", metavar="CODE", help="bring along, list or add to this one")
    given = parser.parse_args(words)
    if given.only and given.only not in languages():
        parser.error(f"{given.only} is not there; --new {given.only} begins it")
    if given.new:
        problem = begin(given.new)
        if problem:
            parser.error(problem)
    template = found()
    left = 0
    for code in [given.only] if given.only else languages():
        catalogue = updated(code, template)
        for path in given.add:
            add(catalogue, json.loads(path.read_text("utf-8")))
        missing = [one for one in catalogue if one.id and not is_whole(one, catalogue.num_plurals)]
        if given.missing:
            print(json.dumps({key(one): "" for one in missing}, ensure_ascii=False, indent=0))
        else:
            path_of(code, "po").write_bytes(as_po(catalogue))
            path_of(code, "mo").write_bytes(as_mo(catalogue))
            countries_of(code).write_bytes(as_countries(code))
            print(f"{code}: {len(catalogue)} texts, {len(missing)} without a translation")
            if given.new == code:
                print(f"Translate {path_of(code, 'po')}, then run this again without --new.")
        left += len(missing)
    return 1 if left else 0


def begin(code: str) -> str:
    """Make the folder of a new language; return what is wrong with its code, empty if nothing."""
    if code == "en":
        return "English is the source; it has no catalogue"
    try:
        if str(Locale.parse(code)) != code:
            return f"{code} is written {Locale.parse(code)}"
    except (ValueError, UnknownLocaleError):
        return f"CLDR knows no language {code!r}; they are written as pl, or pt_BR"
    if path_of(code, "po").exists():
        return f"{code} is there already: {path_of(code, 'po')}"
    path_of(code, "po").parent.mkdir(parents=True, exist_ok=True)
    return ""


def languages() -> list[str]:
    """Return the codes of the languages that have a folder."""
    return sorted(one.name for one in LOCALE.iterdir() if one.is_dir())


def path_of(code: str, kind: str) -> Path:
    """Return the file of a language's catalogue; `kind` is `po` or `mo`."""
    return LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.{kind}"


def countries_of(code: str) -> Path:
    """Return the file of what the countries are called in a language."""
    return LOCALE / code / "countries.txt"


def as_countries(code: str) -> bytes:
    """Return the names of all that has a code of ISO 3166-1, a line each."""
    names = Locale.parse(code).territories
    lines = [f"{one} {names[one]}" for one in sorted(names) if len(one) == 2 and one not in NONE]
    return "\n".join((*ABOUT_COUNTRIES, *lines, "")).encode()


def found() -> Catalog:
    """Return every text that the source asks a translation for, sorted by where it stands."""
    catalogue = Catalog(project="Canary Desk", charset="utf-8")
    for place in PLACES:
        every = extract_from_dir(
            ROOT / place,
            method_map=[("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        for name, _, message, comments, context in every:
            where = [(f"{place}/{Path(name).as_posix()}", None)]
            catalogue.add(message, None, where, auto_comments=comments, context=context)
    return catalogue


def read(code: str) -> Catalog:
    """Return a language's catalogue as its .po file has it."""
    path = path_of(code, "po")
    if not path.exists():
        return Catalog(locale=code, project="Canary Desk", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=code)


def updated(code: str, template: Catalog) -> Catalog:
    """Return a language's catalogue with exactly the texts of the template."""
    catalogue = read(code)
    # No guesses of what a changed text may mean: what nobody translated is missing.
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    return catalogue


def add(catalogue: Catalog, translations: dict[str, str | list[str]]) -> None:
    """Take in translations by their keys; those of texts that are gone are left out."""
    by_key = {key(one): one for one in catalogue if one.id}
    for name, translation in translations.items():
        message = by_key.get(name)
        if message is not None and translation:
            message.string = tuple(translation) if isinstance(translation, list) else translation


def key(message: Message) -> str:
    """Return what names a text in the JSON: its singular, after its context if it has one."""
    one = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return f"{message.context}{CONTEXT}{one}" if message.context else str(one)


def is_whole(message: Message, plurals: int) -> bool:
    """Return whether a text is translated, with all the forms that the language has."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    wanted = plurals if isinstance(message.id, tuple | list) else 1
    return len(forms) == wanted and all(forms)


def as_po(catalogue: Catalog) -> bytes:
    """Return a catalogue as the text that translators edit."""
    made = io.BytesIO()
    write_po(made, catalogue, width=100, include_lineno=False, omit_header=False)
    # Lines that change with the day and the tool say nothing, and would differ at each run.
    lines = made.getvalue().splitlines(keepends=True)
    changing = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b"# FIRST AUTHOR")
    return b"".join(line for line in lines if not line.startswith(changing))


def as_mo(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it; the same for the same words, whenever it is made."""
    catalogue.creation_date = catalogue.revision_date = MADE
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What a person sets for the checks, as it is stored; refused where it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from console.checks.ground import DISMISSIVE, dismissive_phrases
from console.desk.typed import line
from console.domain.checks import CheckRules, PhraseEdit
from console.errors import InputError
from console.language import tr
from console.text import phone_numbers
from console.text.folding import fold
from console.text.lexicon import LANGUAGES, Lexicon, lists
from console.text.lexicon import fold as fold_phrase

LONGEST_POINT, LONGEST_SHAPE, LONGEST_NAME, LONGEST_PHRASE = 200, 40, 60, 120
MOST_POINTS, MOST_SHAPES, MOST_NAMES, MOST_EDITS = 50, 20, 100, 500
FEWEST_PLACES, FEWEST_DIGITS = 4, 2
"""Of a shape of order numbers: a shorter one would be found in any text."""
_SHOWN = 40
_DOMAIN = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}"
_EMAIL = re.compile(rf"[^\s@<>]+@{_DOMAIN}")
_SITE = re.compile(rf"(?:https?://)?{_DOMAIN}(?::\d{{1,5}})?(?:[/?#]\S*)?", re.IGNORECASE)
_NUMBER = re.compile(r"[+(]?\d[\d ()/.\u2013-]*")
_GAP = re.compile(r"\s*(?:\.{3}|…)\s*")
_WORD = re.compile(r"\w")
_DIGIT = re.compile(r"#?\d")
"""With the sign that many write before a number."""
_DIALLED_FIRST = re.compile(r"[+(\d]")


def cleaned(rules: CheckRules, region: str) -> CheckRules:
    """Return rules as they are stored: each thing once, without what later changes undo.

    `region` is where a phone number without a country belongs.

    Raises:
        InputError: something cannot be read, is too long, or there are too many.
    """
    points = (_point(each, region) for each in rules.own_points)
    return CheckRules(
        off=frozenset(rules.off),
        own_points=_each_once(points, MOST_POINTS, tr("contact points")),
        order_shapes=_each_once(map(_shape, rules.order_shapes), MOST_SHAPES, tr("order numbers")),
        other_names=_each_once(map(_name, rules.other_names), MOST_NAMES, tr("names")),
        dismissive=_edits(rules.dismissive),
    )


def phrases(rules: CheckRules, language: str) -> tuple[str, ...]:
    """Return the dismissive wording of a language by these rules, in the alphabet's order."""
    return tuple(sorted(dismissive_phrases(rules, language), key=fold))


def phrase(text: str) -> str:
    """Return a phrase as it is stored; raise InputError where it is none."""
    one = line(_GAP.sub(" ... ", text), LONGEST_PHRASE)
    hint = tr("Write it like `calm down`, `frustrat*` or `as ... said`.")
    bare = next((each for each in one.split() if each != "..." and not _WORD.search(each)), None)
    if bare is not None:
        raise InputError(
            tr("“{short}” is no phrase: “{bare}” is no word.").format(short=_short(one), bare=bare),
            advice=hint,
        )
    try:
        Lexicon({DISMISSIVE: [one]})
    except ValueError as error:
        raise InputError(str(error), advice=hint) from None
    return one


def _point(text: str, region: str) -> str:
    one = line(text, LONGEST_POINT)
    if _EMAIL.fullmatch(one) or _SITE.fullmatch(one) or _is_number(one, region):
        return one
    raise InputError(
        tr("“{short}” is neither a phone number nor an e-mail address nor a site.").format(
            short=_short(one)
        ),
        advice=tr(
            "Write it as your customers would: +49 30 901820, help@shop.com or shop.com/help."
        ),
    )


def _is_number(text: str, region: str) -> bool:
    """Return whether a text is a number that is dialled; short ones of a service are, too."""
    if not _DIALLED_FIRST.match(text):
        return False
    enough = len(phone_numbers.digits(text)) >= phone_numbers.FEWEST_DIGITS
    return enough and (_NUMBER.fullmatch(text) is not None or phone_numbers.is_valid(text, region))


def _shape(text: str) -> str:
    one = line(text, LONGEST_SHAPE)
    shape = one if one.count("#") >= FEWEST_DIGITS else _DIGIT.sub("#", one)
    if sum(sign.isalnum() or sign in "#?" for sign in shape) < FEWEST_PLACES:
        raise InputError(
            tr(
                "“{shape}” would be found in too many texts: a shape needs at least {fewest} "
                "digits or letters."
            ).format(shape=_short(one), fewest=FEWEST_PLACES),
            advice=tr(
                "Write all of an order number: # for a digit, ? for a letter, as in ??-####."
            ),
        )
    if shape.count("#") < FEWEST_DIGITS:
        raise InputError(
            tr(
                "“{shape}” would be found in too many texts: a shape needs at least "
                "{fewest} digits."
            ).format(shape=_short(one), fewest=FEWEST_DIGITS),
            advice=tr("Write # for each digit, as in ??-####."),
        )
    if shape != one:
        raise InputError(
            tr("“{short}” is one number, not a shape.").format(short=_short(one)),
            advice=tr("Write # for each digit: “{shape}”.").format(shape=shape),
        )
    return one


def _name(text: str) -> str:
    one = line(text, LONGEST_NAME)
    if not any(sign.isalnum() for sign in one):
        raise InputError(
            tr("The name of a service has letters."), advice=tr("Write it like WhatsApp.")
        )
    return one


def _edits(edits: Iterable[PhraseEdit]) -> tuple[PhraseEdit, ...]:
    """Return changes to the list of phrases: of those to one phrase the last.

    A phrase of the program's own list is meant in whatever case it is written.
    """
    own = {
        (language, fold_phrase(each)): each
        for language in LANGUAGES
        for each in lists(language)[DISMISSIVE]
    }
    last: dict[tuple[str, str], PhraseEdit] = {}
    for edit in edits:
        if edit.language not in LANGUAGES:
            raise InputError(
                tr("There is no list of phrases for “{short}”.").format(
                    short=_short(edit.language)
                ),
                advice=tr("There is one for {languages}.").format(
                    languages=" and ".join(LANGUAGES)
                ),
            )
        one = phrase(edit.phrase)
        place = (edit.language, fold_phrase(one))
        last.pop(place, None)
        if (place in own) == edit.removed:  # what is put back into the own list is no change
            last[place] = PhraseEdit(edit.language, own.get(place, one), edit.removed)
    if len(last) > MOST_EDITS:
        raise InputError(
            tr("The list of phrases takes {most_edits} changes at most.").format(
                most_edits=MOST_EDITS
            )
        )
    return tuple(last.values())


def _each_once(words: Iterable[str], most: int, what: str) -> tuple[str, ...]:
    """Return words in their order, each once in whatever case."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(word.casefold(), word)
    if len(found) > most:
        raise InputError(
            tr("There are more than {most} {what}.").format(most=most, what=what),
            advice=tr("Leave some of them out."),
        )
    return tuple(found.values())


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"

"""Whether one term of a query is one that X takes, and what was likely meant.

How terms hang together is `post_query_tree`'s.
"""

from __future__ import annotations

import re
from functools import lru_cache

from console.language import tr
from console.text.emoji import emoji
from console.text.entities import cashtags
from console.text.hashtags import hashtags
from console.text.post_query_elsewhere import ELSEWHERE
from console.text.post_query_operators import Language, Operator, Takes, language
from console.text.post_query_problems import QueryProblem, shown
from console.text.post_query_tokens import DASHES, SIGNS, Token
from console.text.post_query_words import is_word, words

USER = re.compile(r"[A-Za-z0-9_]{1,20}", re.ASCII)
"""A handle of X, or an id: X's own are at most 15 long, old ones up to 20
(https://github.com/twitter/twitter-text, 3.1.0)."""
_ID = re.compile(r"[0-9]{1,20}", re.ASCII)
_NUMBER = r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?"
_FORMS = {
    Takes.ID: (_ID, tr("X wants an id: digits only.")),
    Takes.CONTEXT: (
        re.compile(r"[0-9]{1,20}\.[0-9]{1,20}", re.ASCII),
        tr("X wants two numbers, like 47.1139229372198."),
    ),
    Takes.COUNTRY: (
        re.compile("[A-Za-z]{2}", re.ASCII), tr("X wants a country of two letters, such as US."),
    ),
    Takes.CIRCLE: (
        re.compile(rf"\[\s*{_NUMBER}\s+{_NUMBER}\s+[0-9]{{1,3}}(?:\.[0-9]{{1,3}})?(?:mi|km)\s*\]"),
        tr("X wants a place and a distance, like [13.4 52.5 16km]."),
    ),
    Takes.BOX: (
        re.compile(rf"\[\s*{_NUMBER}(?:\s+{_NUMBER}){{3}}\s*\]"),
        tr("X wants west, south, east and north, like [13.1 52.3 13.3 52.5]."),
    ),
}  # fmt: skip
"""How a value looks behind an operator, and how that is said."""


def problems_of(term: Token, behind: str) -> list[QueryProblem]:
    """Return what is wrong with a term; `behind` is the character after it, or empty."""
    told = [
        QueryProblem(
            place, place + 1, tr("X does not know this quotation mark."), tr('Write " instead.')
        )
        for place in term.marks
    ]
    if not term.closed:
        opener = term.start + term.negated + (len(term.name) + 1 if term.name else 0)
        told.append(QueryProblem(opener, opener + 1, tr("This quotation mark is not closed."),
                                 tr('Write " at the end of the phrase.')))  # fmt: skip
    if behind and not behind.isspace() and behind not in "()":
        missing = tr("A space is missing here.")
        told.append(QueryProblem(term.end, term.end, missing, tr("Write one.")))
    if term.name in SIGNS and term.name:
        told += _sign_problems(term)
    elif term.name:
        told += _operator_problems(term, behind)
    else:
        told += _word_problems(term)
    return told


def _word_problems(term: Token) -> list[QueryProblem]:
    value = term.value
    if not value and not term.quoted:
        advice = tr("Write it directly before what to leave out, or delete it.")
        return [_wrong(term, tr("This minus stands alone."), advice)]
    if not value.strip():
        return [_wrong(term, tr("These quotes are empty."), tr("Write the phrase between them."))]
    if not term.quoted and value[0] in f"-{DASHES}":
        return _dash_problems(term)
    if not words(value):
        return [_wrong(term, _no_word(value), tr("Look for a word or an emoji."))]
    return [] if term.quoted else _bare_word_problems(term)


def _dash_problems(term: Token) -> list[QueryProblem]:
    if term.value[0] == "-":
        return [_wrong(term, tr("Two minus signs stand here."), tr("Write one."))]
    rest = term.value.lstrip(f"-{DASHES}")
    advice = tr("Write {term} to leave that out.").format(term=f"-{rest}")
    return [_wrong(term, tr("X does not know this dash."), advice if rest else tr("Delete it."))]


def _bare_word_problems(term: Token) -> list[QueryProblem]:
    value = term.value
    if value == "AND":
        # X refuses it: "Ambiguous use of and as a keyword"
        # (https://github.com/digitalmethodsinitiative/4cat/issues/359, 2023-05).
        return [_wrong(term, tr("X knows no AND: words side by side must all stand there."),
                       tr('Leave it out, or write "and" for the word.'))]  # fmt: skip
    plain_word = tr("{word} is a word to look for here.").format(word=shown(value))
    quoted = f'"{value}"'
    if value.lower() == "or":
        return [_remark(term, plain_word, tr("Write OR in capitals if one of both is enough."))]
    if value.lower() == "and":
        return [_remark(term, plain_word,
                        tr("Leave it out if both words must stand there anyway."))]  # fmt: skip
    if value == "NOT":
        return [_remark(term, plain_word, tr("Write a minus before what to leave out."))]
    if any("\ufe0f" in value[start:end] or end - start > 1 for start, end in emoji(value)):
        return [_remark(term, tr("X looks for an emoji with variants only within quotes."),
                        tr("Write {query}.").format(query=quoted))]  # fmt: skip
    if ":" in value:
        advice = tr("Write {phrase} to look for the words.").format(phrase=quoted)
        return [_wrong(term, tr("X takes what stands before a colon for an operator."), advice)]
    if not is_word(value) and not emoji(value):
        advice = tr("Write {phrase} to find the parts side by side.").format(phrase=quoted)
        return [_remark(term, _divided(value), advice)]
    return []


def _sign_problems(term: Token) -> list[QueryProblem]:
    whole = f"{term.name}{term.value}"
    if term.name == "@":
        fits = USER.fullmatch(term.value) is not None
        message = tr("{term} is not a handle.")
    elif term.name == "#":
        fits = hashtags(whole) == [(0, len(whole))]
        message = tr("{term} is not a hashtag.")
    else:
        fits = [(tag.start, tag.end) for tag in cashtags(whole)] == [(0, len(whole))]
        message = tr("{term} is not a cashtag.")
    if fits:
        return []
    if not term.value:
        message = tr("Nothing stands behind this {sign}.").format(sign=term.name)
        return [_wrong(term, message, tr("Write it, or delete it."))]
    advice = tr("Write it without the {sign} to look for the word.").format(sign=term.name)
    return [_wrong(term, message.format(term=shown(whole)), advice)]


def _operator_problems(term: Token, behind: str) -> list[QueryProblem]:
    known = language()
    operator = known.operators.get(term.name)
    if operator is None:
        return [_unknown(term, known)]
    if not term.value.strip():
        name = f"{term.name}:"
        if term.quoted:
            message = tr("{operator} has empty quotes.").format(operator=name)
            return [_wrong(term, message, tr("Write between them."))]
        if behind.isspace():
            message = tr("Nothing stands behind {operator} but a space.").format(operator=name)
            return [_wrong(term, message, tr("Write the value directly behind the colon."))]
        message = tr("Nothing stands behind {operator}.").format(operator=name)
        return [_wrong(term, message, tr("Write the value there."))]
    return _value_problems(term, operator, known)


def _value_problems(term: Token, operator: Operator, known: Language) -> list[QueryProblem]:
    value = term.value
    if operator.takes is Takes.USER:
        return _user_problems(term)
    if operator.takes is Takes.LANG:
        return _lang_problems(term, known)
    if operator.takes is Takes.CHOICE:
        return _choice_problems(term, operator, known)
    if operator.takes is Takes.TEXT:
        if not words(value):
            return [_wrong(term, _no_word(value), tr("Write what to look for."))]
        if not term.quoted and not is_word(value):
            meant = f'{term.name}:"{value}"'
            return [_remark(term, _divided(value), tr("Write {query}.").format(query=meant))]
        return []
    form, said = _FORMS[operator.takes]
    if form.fullmatch(value):
        return []
    message = tr("{value} does not fit behind {operator}.").format(
        value=shown(value), operator=f"{term.name}:"
    )
    return [_wrong(term, message, said)]


def _user_problems(term: Token) -> list[QueryProblem]:
    bare = term.value.lstrip("@＠")
    if USER.fullmatch(term.value):
        return []
    if USER.fullmatch(bare):
        message = tr("Behind {operator} the handle stands without the @.").format(
            operator=f"{term.name}:"
        )
        meant = f"{term.name}:{bare}"
        return [_wrong(term, message, tr("Write {query}.").format(query=meant))]
    return [_wrong(term, tr("{term} is not a handle.").format(term=shown(term.value)),
                   tr("A handle has letters, digits and _ only, at most 20."))]  # fmt: skip


def _lang_problems(term: Token, known: Language) -> list[QueryProblem]:
    code = term.value.lower()
    if code in known.codes:
        return []
    meant = known.codes_meant.get(code) or known.codes.get(re.split("[-_]", code)[0])
    advice = (
        tr("Write {query}.").format(query=f"lang:{meant}")
        if meant
        else tr("Write a code such as lang:en, or leave it out.")
    )
    message = tr("X knows no language {code}.").format(code=shown(term.value))
    return [_wrong(term, message, advice)]


def _choice_problems(term: Token, operator: Operator, known: Language) -> list[QueryProblem]:
    value, choices = term.value.lower(), operator.choices or {}
    if value not in choices:
        near = _nearest(value, tuple(choices))
        advice = (
            tr("Did you mean {term}?").format(term=f"{term.name}:{near}")
            if near
            else tr("X has {operator} with {choices}.").format(
                operator=f"{term.name}:", choices=", ".join(choices)
            )
        )
        message = tr("X has no {term}.").format(term=shown(f"{term.name}:{value}"))
        return [_wrong(term, message, advice)]
    if value in known.only_negated and not term.negated:
        meant = f"{term.name}:{value}"
        return [_wrong(term, tr("X takes {term} only behind a minus.").format(term=meant),
                       tr("Write {query}.").format(query=f"-{meant}"))]  # fmt: skip
    return []


def _unknown(term: Token, known: Language) -> QueryProblem:
    quoted = shown(f"{term.name}:")
    if term.name in ELSEWHERE:
        message = tr("X's API does not take {operator} in a search.").format(operator=quoted)
        return _wrong(term, message, ELSEWHERE[term.name])
    if term.name in ("http", "https"):
        meant = f'url:"{term.name}:{term.value}"'
        return _wrong(term, tr("A link is not looked for by itself."),
                      tr("Write {query}.").format(query=meant))  # fmt: skip
    near = _nearest(term.name, tuple(known.operators))
    message = tr("X has no operator {operator}.").format(operator=quoted)
    if near:
        return _wrong(term, message, tr("Did you mean {term}?").format(term=f"{near}:"))
    return _wrong(term, message, tr("Put it in quotes to look for the words."))


@lru_cache(256)
def _nearest(word: str, names: tuple[str, ...]) -> str:
    """Return the name that a word is likely a slip of; empty where there is none."""
    if len(word) > 40:
        return ""
    from difflib import get_close_matches  # seldom needed

    return next(iter(get_close_matches(word, names, 1, 0.7)), "")


def _no_word(value: str) -> str:
    return tr("{value} holds no word.").format(value=shown(value))


def _divided(value: str) -> str:
    return tr("X divides {value} at its signs.").format(value=shown(value))


def _wrong(term: Token, message: str, advice: str) -> QueryProblem:
    return QueryProblem(term.start, term.end, message, advice)


def _remark(term: Token, message: str, advice: str) -> QueryProblem:
    return QueryProblem(term.start, term.end, message, advice, stops=False)

"""Whether one term of a query is one that X takes, and what was likely meant.

How terms hang together is `post_query_tree`'s.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from console.text.emoji import emoji
from console.text.entities import cashtags
from console.text.hashtags import hashtags
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
    Takes.ID: (_ID, "an id: digits only"),
    Takes.CONTEXT: (re.compile(r"[0-9]{1,20}\.[0-9]{1,20}", re.ASCII), "like 47.1139229372198"),
    Takes.COUNTRY: (re.compile("[A-Za-z]{2}", re.ASCII), "a country of two letters, such as US"),
    Takes.CIRCLE: (
        re.compile(rf"\[\s*{_NUMBER}\s+{_NUMBER}\s+[0-9]{{1,3}}(?:\.[0-9]{{1,3}})?(?:mi|km)\s*\]"),
        "like [13.4 52.5 16km]",
    ),
    Takes.BOX: (
        re.compile(rf"\[\s*{_NUMBER}(?:\s+{_NUMBER}){{3}}\s*\]"), "like [13.1 52.3 13.3 52.5]",
    ),
}  # fmt: skip
"""How a value looks behind an operator, and how that is said."""


def problems_of(term: Token, behind: str) -> list[QueryProblem]:
    """Return what is wrong with a term; `behind` is the character after it, or empty."""
    told = [
        QueryProblem(place, place + 1, "X does not know this quotation mark.", 'Write " instead.')
        for place in term.marks
    ]
    if not term.closed:
        opener = term.start + term.negated + (len(term.name) + 1 if term.name else 0)
        told.append(QueryProblem(opener, opener + 1, "This quotation mark is not closed.",
                                 'Write " at the end of the phrase.'))  # fmt: skip
    if behind and not behind.isspace() and behind not in "()":
        told.append(QueryProblem(term.end, term.end, "A space is missing here.", "Write one."))
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
        return [_wrong(term, "This minus stands alone.",
                       "Write it directly before what to leave out, or delete it.")]  # fmt: skip
    if not value.strip():
        return [_wrong(term, "These quotes are empty.", "Write the phrase between them.")]
    if not term.quoted and value[0] in f"-{DASHES}":
        return _dash_problems(term)
    if not words(value):
        return [_wrong(term, f"{shown(value)} holds no word.", "Look for a word or an emoji.")]
    return [] if term.quoted else _bare_word_problems(term)


def _dash_problems(term: Token) -> list[QueryProblem]:
    if term.value[0] == "-":
        return [_wrong(term, "Two minus signs stand here.", "Write one.")]
    rest = term.value.lstrip(f"-{DASHES}")
    return [_wrong(term, "X does not know this dash.",
                   f"Write -{rest} to leave that out." if rest else "Delete it.")]  # fmt: skip


def _bare_word_problems(term: Token) -> list[QueryProblem]:
    value = term.value
    if value == "AND":
        # X refuses it: "Ambiguous use of and as a keyword"
        # (https://github.com/digitalmethodsinitiative/4cat/issues/359, 2023-05).
        return [_wrong(term, "X knows no AND: words side by side must all stand there.",
                       'Leave it out, or write "and" for the word.')]  # fmt: skip
    if value.lower() == "or":
        return [_remark(term, f"{shown(value)} is a word to look for here.",
                        "Write OR in capitals if one of both is enough.")]  # fmt: skip
    if value.lower() == "and":
        return [_remark(term, f"{shown(value)} is a word to look for here.",
                        "Leave it out if both words must stand there anyway.")]  # fmt: skip
    if value == "NOT":
        return [_remark(term, "“NOT” is a word to look for here.",
                        "Write a minus before what to leave out.")]  # fmt: skip
    if any("\ufe0f" in value[start:end] or end - start > 1 for start, end in emoji(value)):
        return [_remark(term, "X looks for an emoji with variants only within quotes.",
                        f'Write "{value}".')]  # fmt: skip
    if ":" in value:
        return [_wrong(term, "X takes what stands before a colon for an operator.",
                       f'Write "{value}" to look for the words.')]  # fmt: skip
    if not is_word(value) and not emoji(value):
        return [_remark(term, f"X divides {shown(value)} at its signs.",
                        f'Write "{value}" to find the parts side by side.')]  # fmt: skip
    return []


def _sign_problems(term: Token) -> list[QueryProblem]:
    whole = f"{term.name}{term.value}"
    if term.name == "@":
        fits = USER.fullmatch(term.value) is not None
        kind = "a handle"
    elif term.name == "#":
        fits = hashtags(whole) == [(0, len(whole))]
        kind = "a hashtag"
    else:
        fits = [(tag.start, tag.end) for tag in cashtags(whole)] == [(0, len(whole))]
        kind = "a cashtag"
    if fits:
        return []
    if not term.value:
        return [_wrong(term, f"Nothing stands behind this {term.name}.", "Write it, or delete it.")]
    return [_wrong(term, f"{shown(whole)} is not {kind}.",
                   f"Write it without the {term.name} to look for the word.")]  # fmt: skip


def _operator_problems(term: Token, behind: str) -> list[QueryProblem]:
    known = language()
    operator = known.operators.get(term.name)
    if operator is None:
        return [_unknown(term, known)]
    if not term.value.strip():
        if term.quoted:
            return [_wrong(term, f"{term.name}: has empty quotes.", "Write between them.")]
        if behind.isspace():
            return [_wrong(term, f"Nothing stands behind {term.name}: but a space.",
                           "Write the value directly behind the colon.")]  # fmt: skip
        return [_wrong(term, f"Nothing stands behind {term.name}:.", "Write the value there.")]
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
            return [_wrong(term, f"{shown(value)} holds no word.", "Write what to look for.")]
        if not term.quoted and not is_word(value):
            return [_remark(term, f"X divides {shown(value)} at its signs.",
                            f'Write {term.name}:"{value}".')]  # fmt: skip
        return []
    form, said = _FORMS[operator.takes]
    if form.fullmatch(value):
        return []
    return [_wrong(term, f"{shown(value)} does not fit behind {term.name}:.", f"X wants {said}.")]


def _user_problems(term: Token) -> list[QueryProblem]:
    bare = term.value.lstrip("@＠")
    if USER.fullmatch(term.value):
        return []
    if USER.fullmatch(bare):
        return [_wrong(term, f"Behind {term.name}: the handle stands without the @.",
                       f"Write {term.name}:{bare}.")]  # fmt: skip
    return [_wrong(term, f"{shown(term.value)} is not a handle.",
                   "A handle has letters, digits and _ only, at most 20.")]  # fmt: skip


def _lang_problems(term: Token, known: Language) -> list[QueryProblem]:
    code = term.value.lower()
    if code in known.codes:
        return []
    meant = known.codes_meant.get(code) or known.codes.get(re.split("[-_]", code)[0])
    advice = f"Write lang:{meant}." if meant else "Write a code such as lang:en, or leave it out."
    return [_wrong(term, f"X knows no language {shown(term.value)}.", advice)]


def _choice_problems(term: Token, operator: Operator, known: Language) -> list[QueryProblem]:
    value, choices = term.value.lower(), operator.choices or {}
    if value not in choices:
        near = _nearest(value, tuple(choices))
        advice = f"Did you mean {term.name}:{near}?" if near else _listed(term.name, choices)
        return [_wrong(term, f"X has no {shown(f'{term.name}:{value}')}.", advice)]
    if value in known.only_negated and not term.negated:
        return [_wrong(term, f"X takes {term.name}:{value} only behind a minus.",
                       f"Write -{term.name}:{value}.")]  # fmt: skip
    return []


def _unknown(term: Token, known: Language) -> QueryProblem:
    if term.name in known.elsewhere:
        return _wrong(term, f"X's API does not take {shown(term.name + ':')} in a search.",
                      known.elsewhere[term.name])  # fmt: skip
    if term.name in ("http", "https"):
        return _wrong(term, "A link is not looked for by itself.",
                      f'Write url:"{term.name}:{term.value}".')  # fmt: skip
    near = _nearest(term.name, tuple(known.operators))
    quoted = shown(f"{term.name}:")
    if near:
        return _wrong(term, f"X has no operator {quoted}.", f"Did you mean {near}:?")
    advice = "Put it in quotes to look for the words."
    return _wrong(term, f"X has no operator {quoted}.", advice)


@lru_cache(256)
def _nearest(word: str, names: tuple[str, ...]) -> str:
    """Return the name that a word is likely a slip of; empty where there is none."""
    if len(word) > 40:
        return ""
    from difflib import get_close_matches  # seldom needed

    return next(iter(get_close_matches(word, names, 1, 0.7)), "")


def _listed(name: str, choices: Mapping[str, str]) -> str:
    return f"X has {name}: with {', '.join(choices)}."


def _wrong(term: Token, message: str, advice: str) -> QueryProblem:
    return QueryProblem(term.start, term.end, message, advice)


def _remark(term: Token, message: str, advice: str) -> QueryProblem:
    return QueryProblem(term.start, term.end, message, advice, stops=False)

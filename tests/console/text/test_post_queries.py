"""Where a query is wrong, and that no text is too much."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.text.post_queries import LONGEST, QueryProblem, compiled, problems
from console.text.post_query_elsewhere import ELSEWHERE
from console.text.post_query_operators import language
from tests.console.text.alphabet import texts


def _told(query: str) -> list[tuple[str, bool]]:
    """Return which pieces of a query are told, and whether that stops it."""
    return [(query[each.start : each.end], each.stops) for each in problems(query)]


@pytest.mark.parametrize(
    "query",
    [
        # As X's own pages write them.
        "#xapiv2", '"X data" has:mentions (has:media OR has:links)', "snow day #NoSchool",
        "cat #meme -grumpy", "(grumpy cat) OR (#meme has:images)", "skiing -snow -day -noschool",
        "(happy OR happiness) place_country:GB -birthday -is:retweet", "(😃 OR 😡) 😬",
        '("X API" OR #v2) -"recent search"', "$twtr OR @XDevelopers -$fb",
        'from:XDevelopers url:"https://developer.twitter.com"', "context:47.1139229372198469633",
        'entity:"Michael Jordan" OR entity:"Barcelona"', '"mobile games" -is:nullcast',
        "point_radius:[2.355128 48.861118 16km] OR point_radius:[-41.287336 174.761070 20mi]",
        "bounding_box:[-105.301758 39.964069 -105.178505 40.09455]", "recommend #paris lang:en",
        "list:123", "in_reply_to_tweet_id:1539382664746020864", "FROM:Shop HAS:Links",
        "parcel lang:hi-latn", "日本語 lang:ja", "हिन्दी", "خدمة lang:ar", "from:12345",
        "((parcel))", "a (b OR -c)",
        # Joiners that shape words and emoji.
        "می\u200cخواهم", "क्\u200dष", "അവന്\u200d", '"👩\u200d👩\u200d👧"',
        '"🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"',
    ],
)  # fmt: skip
def test_what_x_takes_is_not_wrong(query: str) -> None:
    assert [one for one in problems(query) if one.stops] == []


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        ("", "", "empty"),
        ("lang:en", "lang:en", "alone"),
        ("-parcel -is:retweet", "-parcel -is:retweet", "leave out"),
        ("has:links OR parcel", "has:links", "alone"),
        ("parcel OR -late", "-late", "leave out"),
        ("lang:en (parcel OR (has:links lang:de))", "(has:links lang:de)", "alone"),
        ("parcel -(late OR lost)", "-(", "group"),
        ("parcel AND late", "AND", "no AND"),
        ("parcel OR", "OR", "behind"),
        ("OR parcel", "OR", "before"),
        ("parcel (late OR)", "OR", "behind"),
        ("parcel OR OR late", "OR", "between"),
        ("parcel ()", "()", "empty"),
        ("(parcel", "(", "not closed"),
        ("parcel)", ")", "closes none"),
        ('parcel "late', '"', "not closed"),
        ('parcel ""', '""', "empty"),
        ('parcel url:""', 'url:""', "empty"),
        ('"late"parcel', "", "space is missing"),
        ("parcel from:", "from:", "Nothing stands behind from:."),
        ("parcel from: shop", "from:", "but a space"),
        ("parcel from:@shop", "from:@shop", "without the @"),
        ("parcel from:the-shop", "from:the-shop", "not a handle"),
        ("parcel @the-shop", "@the-shop", "not a handle"),
        ("parcel #123", "#123", "not a hashtag"),
        ("parcel $5", "$5", "not a cashtag"),
        ("parcel frm:shop", "frm:shop", "no operator"),
        ("parcel has:linkz", "has:linkz", "has no"),
        ("parcel is:nullcast", "is:nullcast", "behind a minus"),
        ("parcel since:2026-01-01", "since:2026-01-01", "API does not take"),
        ("parcel min_faves:10", "min_faves:10", "API does not take"),
        ("parcel filter:links", "filter:links", "API does not take"),
        ("parcel lang:he", "lang:he", "no language"),
        ("parcel lang:klingon", "lang:klingon", "no language"),
        ("conversation_id:abc", "conversation_id:abc", "does not fit"),
        ("parcel - late", "-", "alone"),
        ("parcel --late", "--late", "Two minus"),
        ("parcel –late", "–late", "dash"),
        ("parcel https://shop.example/a", "https://shop.example/a", "link"),
        ("list:1 list:2", "list:2", "only once"),
        ("parcel &", "&", "no word"),
        ("parcel\0", "\0", "control character"),
        ("parcel\u200b", "\u200b", "not seen"),
        ("\u202eparcel", "\u202e", "not seen"),
        ("par\u00adcel", "\u00ad", "not seen"),
        ("par\u200dcel", "\u200d", "not seen"),
        ('"late \u200cparcel"', "\u200c", "not seen"),
        ("a" * (LONGEST + 3), "aaa", "3 characters too long"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_where_it_stands(query: str, place: str, words: str) -> None:
    told = [each for each in problems(query) if each.stops]
    assert [query[each.start : each.end] for each in told] == [place]
    assert words in told[0].message
    assert told[0].advice


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ("parcel frm:shop", "Did you mean from:?"), ("parcel has:linkz", "Did you mean has:links?"),
        ("parcel lang:he", "Write lang:iw."), ("parcel lang:de-AT", "Write lang:de."),
        ("parcel from:@shop", "Write from:shop."),
        ("parcel –late", "Write -late to leave that out."),
        ("parcel https://a.de", 'Write url:"https://a.de".'),
        ("parcel filter:links", "Write is: or has: instead, such as has:links."),
    ],
)  # fmt: skip
def test_the_advice_says_what_to_write(query: str, advice: str) -> None:
    assert [each.advice for each in problems(query)] == [advice]


def test_quotes_of_a_word_processor_are_told_each() -> None:
    assert _told("“late parcel” lang:en") == [("“", True), ("”", True)]
    assert _told("„spät“ lang:de") == [("„", True), ("“", True)]
    assert _told('"late “my” parcel"') == []


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("parcel or late", "or"), ("parcel and late", "and"), ("parcel NOT late", "NOT"),
        ("coca-cola", "coca-cola"), ("don't", "don't"), ("❤️", "❤️"), ("url:shop.de", "url:shop.de"),
    ],
)  # fmt: skip
def test_what_is_likely_meant_otherwise_is_a_remark_that_stops_nothing(
    query: str, place: str
) -> None:
    assert _told(query) == [(place, False)]
    compiled(query)


def test_problems_stand_in_the_order_of_the_text() -> None:
    query = "(frm:a OR lang:xx OR) parcel AND “late"
    starts = [each.start for each in problems(query)]
    assert starts == sorted(starts)
    assert len(starts) >= 5


def test_a_query_may_have_just_as_many_characters_as_x_takes() -> None:
    assert problems("a" * LONGEST) == ()
    (problem,) = problems("a" * (LONGEST + 1))
    assert (problem.start, problem.end) == (LONGEST, LONGEST + 1)


@pytest.mark.parametrize(
    "query",
    [
        "(" * 100_000, ")" * 100_000, "(a " * 33_000, '"' * 99_999, "“" * 100_000, "-" * 100_000,
        "a:b " * 25_000, "OR " * 33_000, "x:[" * 33_000, "\0" * 100_000, "\u202e" * 100_000,
        "-(" * 50_000 + "a" + ")" * 50_000, "(" * 10_000 + "a" + ")" * 10_000,
        # Just as long as what is read through.
        "(" * 2000 + "a" + ")" * 2000, "(a OR " * 680, "-(a " * 1000, "zz:q " * 800, '"a" ' * 1000,
        "\ud800", "\u202eparcel", "a" * 4096,
    ],
)  # fmt: skip
def test_no_text_is_too_much(query: str) -> None:
    told = problems(query)
    assert all(0 <= each.start <= each.end <= len(query) for each in told)
    assert any(each.stops for each in told)
    if told and query != "\u202eparcel":
        with pytest.raises(ValueError, match=r"\w"):
            compiled(query)


_PIECES = ("(", ")", "-", '"', "“", "OR", "AND", "or", "parcel", "from:", "shop", "#", "@", "$",
           ":", "lang:en", "is:retweet", "[", "]", " ", "\n", "ä", "🙂", "\0", "日本", "url:",
           "-(")  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join), texts))
def test_any_text_is_either_told_wrong_or_compiles(query: str) -> None:
    told = problems(query)
    assert all(0 <= each.start <= each.end <= len(query) for each in told)
    assert all(each.message and each.advice for each in told)
    if any(each.stops for each in told):
        with pytest.raises(ValueError, match=r"\w"):
            compiled(query)
    else:
        assert compiled(query).text == query


def test_a_compiled_query_is_kept() -> None:
    assert compiled("parcel late") is compiled("parcel late")


def test_every_operator_that_is_advised_exists() -> None:
    known = language()
    for code in known.codes_meant.values():
        assert code.lower() in known.codes
    assert known.only_negated <= set(known.operators["is"].choices or ())
    assert not set(ELSEWHERE) & set(known.operators)


def test_a_problem_stops_unless_it_says_otherwise() -> None:
    assert QueryProblem(0, 1, "Wrong.").stops

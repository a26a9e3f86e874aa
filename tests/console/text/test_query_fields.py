"""A query as fields, and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.text.post_queries import compiled, problems
from console.text.query_fields import QueryFields, cleaned, compose, read
from tests.console.text.remote_posts import post

_ITEMS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["parcel", "late parcel", "#late", "-late", "@shop", "OR", "and", "from:shop", "“hm”",
         "a(b)", "$SHOP", "##x", "#1", "don't", "कि", "🙂", "❤️", "Parcel", "a\0b",
         "https://a.de", "日本", "ac\u200bme", "\u202eacme", "می\u200cخواهم", "\u200dacme"]
    ),
)  # fmt: skip
_MANY = st.lists(_ITEMS, max_size=4).map(tuple)
_HANDLES = st.lists(
    st.one_of(st.sampled_from(["shop", "@Shop", "the-shop", "a b", '"x"', "[a]", "a:b"]),
              st.text(max_size=5)), max_size=3,
).map(tuple)  # fmt: skip
_FIELDS = st.builds(
    QueryFields, _MANY, _MANY, _MANY, _HANDLES, _HANDLES,
    st.sampled_from(["", "en", "DE", "zh-cn", "xx", "e n", '"', "-"]), st.booleans(), st.booleans(),
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(_FIELDS)
def test_fields_come_back_from_their_query(fields: QueryFields) -> None:
    query = compose(fields)
    clean = cleaned(fields)
    assert cleaned(clean) == clean
    assert compose(clean) == query
    assert read(query) == (clean if query else QueryFields())


@settings(max_examples=300, deadline=None)
@given(_MANY, _MANY, _MANY)
def test_words_of_a_person_never_make_a_query_wrong(
    any_of: tuple[str, ...], with_one_of: tuple[str, ...], none_of: tuple[str, ...]
) -> None:
    query = compose(QueryFields(any_of, with_one_of, none_of, ("shop",), ("shop",), "en"))
    if query:
        wrong = [each for each in problems(query) if each.stops and "too long" not in each.message]
        assert wrong == []


@pytest.mark.parametrize(
    ("fields", "query"),
    [
        (QueryFields(), ""),
        (QueryFields(none_of=("late",), not_from=("shop",), lang="en"), ""),
        (QueryFields(("parcel",)), "parcel -is:retweet"),
        (
            QueryFields(("Parcel Co", "parcelco", "#parcel"), ("late", "not there"), ("job",),
                        ("@parcelco",), ("parcelco",), "EN", no_replies=True),
            (
                '("Parcel Co" OR parcelco OR #parcel) (late OR "not there") -job -from:parcelco '
                "-@parcelco lang:en -is:retweet -is:reply"
            ),
        ),
        (QueryFields(("OR", "from:me", "“hm”", "-no"), no_reposts=False),
         '("OR" OR "from:me" OR hm OR no)'),
        (QueryFields(("a", "A", "á", " ", "&")), "a -is:retweet"),
        (QueryFields((), ("late",)), "late -is:retweet"),
        (QueryFields(("coca-cola",), none_of=("pepsi max",)),
         '"coca-cola" -"pepsi max" -is:retweet'),
    ],
)  # fmt: skip
def test_fields_make_a_query(fields: QueryFields, query: str) -> None:
    assert compose(fields) == query


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("parcel", QueryFields(("parcel",), no_reposts=False)),
        (" -is:retweet   parcel lang:EN ", QueryFields(("parcel",), lang="en")),
        ("parcel OR #late", QueryFields(("parcel", "#late"), no_reposts=False)),
        ('parcel (late OR "not there") -from:Shop -is:reply', QueryFields(
            ("parcel",), ("late", "not there"), not_from=("Shop",), no_reposts=False,
            no_replies=True)),
        ("  ", QueryFields()),
    ],
)  # fmt: skip
def test_a_query_is_read_into_fields(query: str, fields: QueryFields) -> None:
    assert read(query) == fields


@pytest.mark.parametrize(
    "query",
    [
        "a b c", "from:shop", "parcel is:reply", "parcel -has:links", "parcel -lang:en", '"#late"',
        "parcel OR (late lost)", "parcel OR -late", "parcel lang:en lang:de", "(parcel", "“late”",
        "-late", "parcel -(late OR lost)", "@shop parcel", "parcel frm:x", '"', "parcel OR parcel",
        "(" * 10_000 + "a" + "b)" * 10_000, "-a " * 30_000, "parcel -from:@shop",
    ],
)  # fmt: skip
def test_a_query_that_no_fields_say_is_not_read(query: str) -> None:
    assert read(query) is None


@pytest.mark.parametrize("query", ['"coca-cola" late', '"OR" (a OR "b c") -"d e"', '-#x "p"'])
def test_a_query_that_is_read_keeps_its_meaning(query: str) -> None:
    fields = read(query)
    assert fields is not None
    again = compiled(compose(fields))
    before = compiled(query)
    texts = ("coca cola late", "or a", "or b c", "or b c d e", "p", "p #x", "p x", "coca late")
    found = [before.fits(post(text)) for text in texts]
    assert found == [again.fits(post(text)) for text in texts]
    assert any(found)


@pytest.mark.parametrize(
    "typed", ["ac\u200bme", "\u202eacme", "acme\u200d", "ac\u00adme", "\ufeffacme"]
)
def test_what_nobody_sees_is_left_out(typed: str) -> None:
    typed_in = QueryFields((typed,), not_from=(typed,))
    assert cleaned(typed_in) == QueryFields(("acme",), not_from=("acme",))
    assert problems(compose(typed_in)) == ()


def test_what_joins_letters_and_emoji_stays() -> None:
    items = ("می\u200cخواهم", "👩\u200d👩\u200d👧")
    assert cleaned(QueryFields(items)).any_of == items


def test_two_handles_in_one_are_two() -> None:
    fields = QueryFields(("kettle",), not_from=("@foo bar",), no_reposts=False)
    assert compose(fields) == "kettle -from:foo -from:bar"

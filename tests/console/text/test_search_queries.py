"""The search language: what is asked for, what is wrong and where, what is only begun."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from random import Random

import pytest

from console.domain.ids import from_ms, to_ms
from console.domain.local_zone import HERE
from console.text.search_queries import DEEPEST, LONGEST, MOST_TERMS, read
from console.text.search_query_completing import begun
from console.text.search_query_patterns import is_text, match
from console.text.search_query_tree import All, Either, Field, Node, Not, Term, terms

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


def told(node: Node | None) -> str:
    """Return a tree as one line."""
    match_ = {All: "&", Either: "|"}
    if node is None:
        return "-"
    if isinstance(node, Not):
        return f"!{told(node.part)}"
    if isinstance(node, Term):
        name = f"{node.field}:" if node.field and node.field is not Field.HANDLE else node.field
        value = "+".join(node.words) if node.field in ("", "number") else node.value
        return f"{name}{value}{'*' if node.prefix else ''}"
    return f"({match_[type(node)].join(map(told, node.parts))})"


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("lost parcel", "(lost&parcel)"),
        ('"Lost  Parcel"', "lost+parcel"),
        ("“lost parcel”", "lost+parcel"),
        ("lost -van", "(lost&!van)"),
        ("-tag:vip", "!tag:vip"),
        ("a OR b c", "(a|(b&c))"),
        ("(a OR b) c", "((a|b)&c)"),
        ("-(a b)", "!(a&b)"),
        ("or and not", "(or&and&not)"),
        ("e-mail Straße", "(e+mail&strasse)"),
        ("parc*", "parc*"),
        ("#fail $x", "(fail&x)"),
        ("包", "包*"),
        ("包裹丢", "包裹+裹丢"),
        ("@Ada_Fern hi", "(@ada_fern&hi)"),
        ("from:@ada", "from:@ada"),
        ('tag:"late van"', "tag:late van"),
        ("status:open type:complaints", "(state:open&kind:complaint)"),
        ("state:needs-reply is:CALLED_FIRST", "(state:needs_reply&is:called-first)"),
        ("has:link in:calls", "(has:url&in:call)"),
        ("1632 960-118 now", "(number:1632+960+118&now)"),
        ("room 12", "(room&12)"),
        ("phone:01632-960", "phone:1632960"),
        ("https://x.com/ada", "https+x+com+ada"),
        ("12:30 !!! &", "12+30"),
        ("a\ud800b from:\udcff", "(a+b&from:\ufffd)"),
        ("-12", "!12"),
        ("lost -(1 2)", "(lost&!(1&2))"),
        ("-1632 -960118", "(!number:1632&!number:960118)"),
        ("", "-"),
    ],
)
def test_a_query_means(query: str, tree: str) -> None:
    found = read(query, NOW)
    assert found.problems == ()
    assert told(found.root) == tree


@pytest.mark.parametrize(
    ("query", "start", "end", "words"),
    [
        ('lost "van', 5, 9, "quotes"),
        ("(lost van", 0, 1, "not closed"),
        ("lost)", 4, 5, "closes none"),
        ("lost ()", 5, 7, "empty"),
        ("lost OR", 5, 7, "behind"),
        ("OR lost", 0, 2, "before"),
        ("a OR OR b", 5, 7, "between"),
        ("x frm:ada", 2, 6, "from:"),
        ("x state:opn", 2, 11, "state:open"),
        ("from:", 0, 5, "behind"),
        ("before:soon", 0, 11, "2026-10-01"),
        ("before:2026-02-30", 0, 17, "no day"),
        ("phone:12", 0, 8, "short"),
        ("after:3000", 0, 10, "to 2200"),
        ("on:2201-01-01", 0, 13, "to 2200"),
        ("!!!", 0, 3, "no word"),
        ("😡", 0, 1, "😡"),
        ("parcel -😡", 7, 9, "Signs"),
        ("parcel OR #😡", 10, 12, "Signs"),
    ],
)
def test_a_wrong_query_says_where_and_advises(query: str, start: int, end: int, words: str) -> None:
    (problem,) = read(query, NOW).problems
    assert (problem.start, problem.end) == (start, end)
    assert words in f"{problem.message} {problem.advice}"
    assert read(query, NOW).root is None


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("lost par", "(lost&par*)"),
        ("lost p", "(lost&p)"),
        ("lost parcel ", "(lost&parcel)"),
        ('lost "van dr', "(lost&van+dr*)"),
        ('"van driver"', "van+driver"),
        ("lost (van dr", "(lost&(van&dr*))"),
        ("lost OR", "lost"),
        ("lost OR ", "lost"),
        ("lost -", "lost"),
        ("lost state:", "lost"),
        ("lost state:op", "lost"),
        ("lost befo:", "lost"),
        ("lost before:2026-1", "(lost&before:2026-1)"),
        ("lost before:2026-", "lost"),
        ("lost (", "lost"),
        ("OR", "-"),
        ("!!!", "-"),
        ("lost 😡", "lost"),
        ("@ada_f", "@ada_f*"),
    ],
)
def test_what_is_only_begun_is_no_problem(query: str, tree: str) -> None:
    found = read(query, NOW, typing=True)
    assert found.problems == ()
    assert told(found.root) == tree


@pytest.mark.parametrize(
    ("value", "since", "until"),
    [
        ("2026-10-01", datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 10, 2, tzinfo=UTC)),
        ("2026-12", datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)),
        ("2025", datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)),
        ("today", datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC)),
        ("yesterday", datetime(2026, 11, 22, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)),
        ("7d", datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 17, tzinfo=UTC)),
        ("2w", datetime(2026, 11, 9, tzinfo=UTC), datetime(2026, 11, 10, tzinfo=UTC)),
    ],
)
def test_days_begin_at_midnight_here(value: str, since: datetime, until: datetime) -> None:
    root = read(f"on:{value}", NOW).root
    assert isinstance(root, Term)
    assert (root.since_ms, root.until_ms) == (to_ms(since), to_ms(until))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("heute", "2026-11-23", "2026-11-23"),
        ("Gestern", "2026-11-22", "2026-11-22"),
        ("vorgestern", "2026-11-21", "2026-11-21"),
        ("1.10.2026", "2026-10-01", "2026-10-01"),
        ("01.10.26", "2026-10-01", "2026-10-01"),
        ("1.10.", "2026-10-01", "2026-10-01"),
        ("1.10", "2026-10-01", "2026-10-01"),
        ("24.12.", "2025-12-24", "2025-12-24"),
        ("29.2.", "2024-02-29", "2024-02-29"),
        ("10.2026", "2026-10-01", "2026-10-31"),
        ("Oktober", "2026-10-01", "2026-10-31"),
        ("december", "2025-12-01", "2025-12-31"),
        ('"Oktober 2025"', "2025-10-01", "2025-10-31"),
        ('"1. Oktober"', "2026-10-01", "2026-10-01"),
        ('"3 march 2026"', "2026-03-03", "2026-03-03"),
        ("Montag", "2026-11-23", "2026-11-23"),
        ("fri", "2026-11-20", "2026-11-20"),
        ("mittwoch", "2026-11-18", "2026-11-18"),
        ('"vor 7 Tagen"', "2026-11-16", "2026-11-16"),
        ('"2 weeks ago"', "2026-11-09", "2026-11-09"),
        ("2wochen", "2026-11-09", "2026-11-09"),
        ("1j", "2025-11-23", "2025-11-23"),
    ],
)
def test_days_are_read_as_they_are_said_in_english_and_german(
    value: str, first: str, last: str
) -> None:
    root = read(f"on:{value}", NOW).root
    assert isinstance(root, Term)
    ends = (datetime.fromisoformat(f"{day}T00:00Z") for day in (first, last))
    since, end = map(to_ms, ends)
    assert (root.since_ms, root.until_ms - 24 * 3_600_000) == (since, end)


@pytest.mark.parametrize(
    "value", ["31.6.2026", "30.2.", "0.1.", "13.2026", "5.", "1.10.1926", "morgen", "0.0", "99999t"]
)
def test_what_is_no_day_behind_us_is_told(value: str) -> None:
    (told_,) = read(f"before:{value}", NOW).problems
    assert told_.message == f"“{value}” is no day."


@pytest.mark.parametrize(
    ("query", "message", "advice"),
    [
        ("state:brokn", "„state:brokn“ gibt es nicht.", "Es gibt: needs_reply, waiting, snoozed"),
        ("before:irgendwann", "„irgendwann“ ist kein Tag.", "heute, gestern oder 7d"),
        ("a OR (b", "Diese Klammer wird nicht geschlossen.", "Schreiben Sie ) an ihr Ende."),
        ("frm:ada", "Einen Operator „frm:“ gibt es nicht.", "Meinten Sie from:? In Anführungs"),
    ],
)
def test_in_a_german_window_it_is_told_in_german(query: str, message: str, advice: str) -> None:
    """In a process of its own: words stand in constants, so the language is begun first."""
    code = (
        "import sys; from console import language; language.begin('de');"
        "from console.text.search_queries import read; told = read(sys.argv[1]).problems[0];"
        "from console.text.search_query_completing import fixed, Field;"
        "print(told.message, told.advice, *fixed(Field.AFTER, ''), sep='\\n')"
    )
    environment = {**os.environ, "PYTHONUTF8": "1"}
    environment.pop("CANARY_DESK_LANGUAGE", None)
    done = subprocess.run(
        [sys.executable, "-c", code, query], capture_output=True, text=True, check=True,
        env=environment, encoding="utf-8",
    )  # fmt: skip
    said, advised, *offered = done.stdout.splitlines()
    assert said == message
    assert advice in advised
    assert offered[:2] == ["heute", "gestern"]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has one zone a process")
def test_a_day_begins_at_midnight_of_its_own_time_of_year(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as summer:
        summer.setenv("TZ", "Europe/Berlin")
        time.tzset()
        root = read("on:2026-07-01", NOW.astimezone(HERE)).root
        month = read("on:2026-10", NOW.astimezone(HERE)).root
        today = read("on:today", NOW.replace(hour=23, minute=30).astimezone(HERE)).root
    time.tzset()
    assert isinstance(root, Term)
    assert isinstance(month, Term)
    assert isinstance(today, Term)
    assert from_ms(root.since_ms) == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert from_ms(root.until_ms) == datetime(2026, 7, 1, 22, tzinfo=UTC)
    assert from_ms(month.since_ms) == datetime(2026, 9, 30, 22, tzinfo=UTC)
    assert from_ms(month.until_ms) == datetime(2026, 10, 31, 23, tzinfo=UTC)
    assert from_ms(today.since_ms) == datetime(2026, 11, 23, 23, tzinfo=UTC), "it is the 24th"


def test_too_much_is_said_to_be_too_much() -> None:
    assert read("a" * (LONGEST + 1), NOW).problems
    assert read("a " * (MOST_TERMS + 1), NOW).problems
    assert read("(a " * (DEEPEST + 1) + ")" * (DEEPEST + 1), NOW).problems
    assert not read("(a " * (DEEPEST - 1) + ")" * (DEEPEST - 1), NOW).problems


PIECES = (
    "lost", "parcel", "OR", "(", ")", "-", '"', "“", " ", "  ", ":", "*", "@", "#", "from:", "tag:",
    "state:open", "is:", "before:", "2026-10", "7d", "has:url", "1632", "960118", "包裹", "ß", "🙂",
    "\0", "\ud800", "\udcff", "3000", "after:", "😡", "\u202e", "e\u0301", "[",
    "]", "ad a", "in:call", "x:y", "\n", "AND", "'",
)  # fmt: skip


def test_no_query_is_too_odd_to_be_read() -> None:
    dice = Random(10)
    for _ in range(5_000):
        query = "".join(dice.choices(PIECES, k=dice.randrange(1, 14)))
        for typing in (False, True):
            found = read(query, NOW, typing=typing)
            assert (found.root is None) or not found.problems, query
            for problem in found.problems:
                assert 0 <= problem.start <= problem.end <= len(query), query
                assert problem.message
                assert problem.advice
            for term in terms(found.root) if found.root else ():
                assert 0 <= term.start < term.end <= len(query), query
                if is_text(term):
                    assert match(term)
        begun(query, dice.randrange(len(query) + 1))

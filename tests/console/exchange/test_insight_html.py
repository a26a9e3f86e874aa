"""Figures as one page: all that is known of each, nothing that runs, nothing that is loaded."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from html.parser import HTMLParser

from console.domain.ids import AccountId
from console.domain.insight import Column, Table, Unit
from console.exchange.insight_html import MOST_ROWS, html_text
from console.text.figures import NOTHING
from tests.console.exchange.given_insight import WEEKS, insight, section

SVG = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
VOID = {"meta", "img"}


class Page(HTMLParser):
    """Collects texts and tags, and sees that each tag that opens is closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"] and data.strip():
            self.words.append(data.strip())


def test_page_says_what_is_looked_at() -> None:
    page = Page(html_text(insight()))
    assert page.words[:2] == ["Insight, 19 Oct 2026 to 25 Oct 2026", "Insight"]
    assert page.words[2] == "19 Oct 2026 to 25 Oct 2026"
    assert page.words[3] == ("12 cases, 40 messages; compared with 11 Oct 2026 to 18 Oct 2026.")
    assert page.words[4] == "Made by Canary Desk, 26 Oct 2026, 09:30 (CET)."
    chosen = insight()
    scope = replace(chosen.scope, touchpoint="", account_id=AccountId(1), compare=False)
    few = html_text(replace(chosen, scope=scope, unread=3), account="Shop")
    assert "only of the account @Shop; only cases without a touchpoint." in few
    assert "3 of our answers were not looked at yet for what they say." in few


def test_each_figure_stands_with_all_that_is_known_of_it() -> None:
    page = Page(html_text(insight()))
    start = page.words.index("First response time, median")
    assert page.words[start : start + 5] == [
        "First response time, median",
        "1 h 30 min",
        "1 h to 2 h",
        "10 cases with an answer",
        "3 h",
    ]
    none = page.words.index("Within target")
    assert page.words[none + 1] == NOTHING
    assert "There is no case." in page.words[none:]


def test_findings_stand_on_top_and_formulas_at_the_end() -> None:
    words = Page(html_text(insight())).words
    finding = "Half of all customers had an answer within 1 h 30 min."
    assert words[5:7] == ["How quickly?", finding]
    at = words.index("How the figures are found")
    assert words.index("By week") < at
    assert words[at + 1 :] == [
        "Figure",
        "How it is found",
        "First response time, median",
        "The middle of all times, in order. Between: 95 % interval by bootstrap.",
        "Within target",
        "Those in time, divided by all.",
    ]
    assert "The middle of all times" not in " ".join(words[:at])


def test_tables_are_said_as_on_the_screen() -> None:
    words = Page(html_text(insight())).words
    start = words.index("By week")
    assert words[start : start + 9] == [
        "By week", "Week", "Median", "Within", "Cases", "19 Oct 2026", "1 h 30 min", "62 %", "8",
    ]  # fmt: skip
    assert "The last week is not over." in words


def test_drawing_is_a_picture_within_the_page() -> None:
    page = Page(html_text(insight(), {"answer_times.weeks": SVG, "reach.other": "never shown"}))
    ((_, held),) = [one for one in page.tags if one[0] == "img"]
    kind, _, data = (held["src"] or "").partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert b64decode(data).decode() == SVG
    assert held["alt"] == "By week"


def test_nothing_runs_and_nothing_is_loaded() -> None:
    text = html_text(insight(), {"answer_times.weeks": SVG})
    page = Page(text)
    assert "default-src 'none'" in text
    assert not {"script", "link", "iframe", "object", "svg"} & {tag for tag, _ in page.tags}
    assert not re.search(r"(src|href)=\"(?!data:image|#)", text)
    assert "@import" not in text
    assert "url(" not in text


def test_words_of_others_are_text() -> None:
    hostile = "<script>alert(1)</script>\u202e&\"'\x00<img src=x onerror=y>"
    table = Table(
        hostile, hostile, (Column("word", hostile, Unit.WORD),), ((hostile,),), note=hostile
    )
    found = replace(insight(), sections=(replace(section(table), sentence=hostile),))
    scope = replace(found.scope, touchpoint=hostile, account_id=AccountId(1))
    page = Page(html_text(replace(found, scope=scope), account=hostile))
    tags = {tag for tag, _ in page.tags}
    assert not {"script", "img"} & tags
    assert not any("onerror" in held for _, held in page.tags)
    shown = "<script>alert(1)</script>&\"' <img src=x onerror=y>"
    assert page.words.count(shown) == 6  # sentence twice, title, column, cell, note


def test_a_long_table_is_cut_and_says_so() -> None:
    def said(count: int) -> str:
        numbers = tuple((number,) for number in range(count))
        table = Table("t", "Numbers", (Column("n", "Number", Unit.COUNT),), numbers)
        return html_text(replace(insight(), sections=(section(table),)))

    assert "more rows" not in said(MOST_ROWS)
    assert "1,000 more rows are in the CSV file." in said(MOST_ROWS + 1_000)


def test_an_empty_table_says_why() -> None:
    empty = replace(WEEKS, rows=(), empty="No answer in this period.")
    text = html_text(replace(insight(), sections=(section(empty),)))
    assert "No answer in this period." in text
    assert "Median</th>" not in text

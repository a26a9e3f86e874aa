"""Cases as one page: whatever customers and colleagues wrote is text in it."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

from console.domain.ids import CaseId
from console.exchange import case_html
from console.exchange.case_html import PageOptions
from console.exchange.insight_html import POLICY
from tests.console import given

HOSTILE = (
    "</title></style></b></div><script>alert(1)</script><img src=//evil.example/x onerror=alert(1)>"
    "<meta http-equiv=refresh content='0;url=//evil.example'><a href='javascript:alert(1)'>x</a>"
    "<svg/onload=alert(1)> <!-- ]]> \" ' ` &lt;script&gt; \u202e https://evil.example/"
)
OURS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "section", "dl", "dt",
    "dd", "article", "header", "b", "div",
}  # fmt: skip
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class"}


class Page(HTMLParser):
    """Collects what a browser would take for more than text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.comments: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def written(folder: Path, hostile: str) -> str:
    """The page of two cases in which every text that others can write is `hostile`."""
    bench = given.bench(folder, posts=(("ada", "@shop one"), ("zoe", "@shop two")))
    db = bench.db
    with db.writing():
        for table, column in (
            ("messages", "text"), ("handles", "name"), ("contacts", "notes"), ("contacts", "name"),
            ("handles", "handle"), ("cases", "touchpoint"), ("phones", "number"),
        ):  # fmt: skip
            db.execute(f"UPDATE {table} SET {column} = ? || rowid", (hostile,))
    found = [CaseId(each) for (each,) in db.tuples("SELECT id FROM cases ORDER BY id")]
    for name, cases in (("one", found[:1]), ("two", found)):
        options = PageOptions(numbers=True)
        at = given.START + timedelta(days=1)
        case_html.write(db, folder / f"{name}.html", at, "UTC", cases, options)
    bench.desk.close()
    return "".join((folder / f"{name}.html").read_text("utf-8") for name in ("one", "two"))


def test_words_of_others_are_text_in_the_page_of_a_case(tmp_path: Path) -> None:
    text = written(tmp_path, HOSTILE)
    page = Page(text)
    assert set(page.tags) <= OURS
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    assert not any("evil" in (value or "") for _, value in page.attributes)
    assert not page.comments
    assert text.count(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">') == 2
    assert page.tags.count("meta") == 2 * 3
    assert text.index("Content-Security-Policy") < text.index("evil.example"), "it comes first"
    said = "".join(page.words)
    assert said.count("<script>alert(1)</script>") >= 8
    assert "\u202e" not in text
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_a_page_has_the_elements_that_it_has_without_hostile_words(tmp_path: Path) -> None:
    calm, hostile = tmp_path / "calm", tmp_path / "hostile"
    calm.mkdir()
    hostile.mkdir()
    assert Page(written(calm, "word")).tags == Page(written(hostile, HOSTILE)).tags

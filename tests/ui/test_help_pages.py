"""The pages of the help name what is there: buttons, pages, keys, commands, other pages."""

from __future__ import annotations

import itertools
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from ui import help_pages, key_names, key_sheet
from ui.actions import Listed
from ui.application import Application
from ui.help_pages import ORDER

ROOT = Path(__file__).resolve().parents[2]
HELP = ROOT / "resources" / "help"
sys.path.insert(0, str(ROOT / "packaging"))
translations: Any = import_module("translations")  # it lies beside the package

CODES = sorted(path.name for path in HELP.iterdir() if path.is_dir())
"""The languages that have a help; the others show it in English."""
PAGES = list(itertools.product(CODES, ORDER))
BOLD = re.compile(r"\*\*([^*]+)\*\*")
CODE = re.compile(r"`([^`\n]+)`")
KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+\S+|F\d{1,2}|[A-Z!?/]|G, [A-Z]")
WITHIN = {"Ctrl+F", "Alt+Left", "Ctrl++", "Ctrl+-", "Ctrl+0", "?", "1", "4"}
"""Keys of the help's own window, of the search field and of lists, which no menu holds."""
WORDS = {
    "en": {
        "held": "how an answer stands, in a sentence",
        "not summoned": "the sign of a case",
        "watch": "the thing itself, in a sentence",
        "Long for the network": "a check",
    },
    "de": {
        "zurückgehalten": "wie es um eine Antwort steht",
        "Beobachtung": "die Sache selbst",
        "nicht erwähnt": "das Zeichen eines Falls",
    },
}
"""Bold words that are no button, and are in the window all the same or not at all: why."""


def text_of(code: str, name: str) -> str:
    return (HELP / code / f"{name}.md").read_text("utf-8")


def plain(words: str) -> str:
    return " ".join(words.replace("&", "").split()).rstrip("…:").strip()


def words_of_the_window(code: str) -> set[str]:
    """Return every text that the window may show in a language, without its decoration."""
    found = set()
    messages = translations.found() if code == "en" else translations.read(code)
    for message in messages:
        text = message.id if code == "en" else message.string
        for form in text if isinstance(text, tuple | list) else (text,):
            found.add(plain(str(form)))
    return found


@pytest.mark.parametrize("code", CODES)
def test_each_page_is_there_and_none_is_left_over(code: str) -> None:
    there = {path.stem for path in (HELP / code).iterdir()}
    assert there == set(ORDER)


@pytest.mark.parametrize("code", CODES)
def test_what_is_bold_stands_in_the_window_in_that_language(code: str) -> None:
    known = words_of_the_window(code)
    wrong = []
    for name in ORDER:
        for bold in BOLD.findall(text_of(code, name)):
            parts = [plain(part) for part in bold.replace("\n", " ").split(" > ")]
            wrong += [
                (name, part) for part in parts if part not in known and part not in WORDS[code]
            ]
    assert wrong == []


@pytest.mark.parametrize(("code", "name"), PAGES)
def test_both_languages_say_the_same_in_form(code: str, name: str) -> None:
    page, english = text_of(code, name), text_of("en", name)
    for sign in ("\n## ", "\n|", "\n- ", "```"):
        assert page.count(sign) == english.count(sign), sign
    keys = [one for one in CODE.findall(page) if KEY.fullmatch(one)]
    assert keys == [one for one in CODE.findall(english) if KEY.fullmatch(one)]


@pytest.mark.parametrize(("code", "name"), PAGES)
def test_links_lead_to_pages_that_are_there_or_by_https(code: str, name: str) -> None:
    for link in re.findall(r"\]\(([^)]+)\)|<(https?:[^>]+)>", text_of(code, name)):
        address = link[0] or link[1]
        if address.endswith(".md"):
            assert address.removesuffix(".md") in ORDER
        else:
            assert address.startswith("https://")


def test_every_key_that_a_page_names_is_one_of_the_window(desk: Application) -> None:
    listed = desk.window.listed
    known = {key_names.normal(key) for one in listed.values() for key in one.defaults}
    known |= set(map(key_names.normal, WITHIN))
    wrong = [
        (name, key)
        for name in ORDER
        for key in CODE.findall(text_of("en", name))
        if KEY.fullmatch(key) and key_names.normal(key) not in known
    ]
    assert wrong == []


@pytest.mark.parametrize("code", CODES)
def test_a_key_stands_beside_the_act_that_it_starts(code: str, desk: Application) -> None:
    """Where a page has `key` and bold words in one cell of a table, they belong together."""
    listed = {plain(one.text): one for one in desk.window.listed.values()}
    english = text_of("en", "cases")
    table = re.findall(r"^\| ((?:`[^`]+`(?:, )?)+) \| (.+) \|$", english, re.MULTILINE)
    assert len(table) == 9
    for keys, said in table:
        for key, act in zip(CODE.findall(keys), BOLD.findall(said), strict=True):
            assert key in listed[plain(act)].defaults
    assert len(re.findall(r"^\| `", text_of(code, "cases"), re.MULTILINE)) == 9


def test_sections_are_read_without_marks() -> None:
    text = (
        "# A *page*\n\n**Bold** and `code`, [a link](send.md).\n\n## Two\n\n| a | b |\n|---|---|\n"
    )
    first, second = help_pages.sections(text + "| `x` | y |\n\n- one\n")
    assert (first.heading, first.text) == ("A *page*", "Bold and code, a link.")
    assert (second.heading, second.text) == ("Two", "a b x y one")


def test_a_heading_within_code_begins_no_section() -> None:
    (only,) = help_pages.sections("# One\n\n```\n# not a heading\n```\n")
    assert only.text == "# not a heading"


def test_a_search_finds_sections_that_hold_all_words_and_headings_first() -> None:
    pages = help_pages.read(code="en")
    hits = help_pages.find(pages, "retention")
    assert (hits[0].page.name, hits[0].page.sections[hits[0].section].heading) == (
        "your-data", "Retention",
    )  # fmt: skip
    for hit in help_pages.find(pages, "keyring LOCKED"):
        section = hit.page.sections[hit.section]
        said = f"{section.heading} {section.text}".casefold()
        assert "keyring" in said
        assert "locked" in said
    assert help_pages.find(pages, "xyzzy") == ()
    assert help_pages.find(pages, "  ") == ()


def test_a_snippet_begins_before_the_word_and_ends_at_one() -> None:
    hit = help_pages.find(help_pages.read(code="en"), "bootstrap")[0]
    assert "bootstrap" in hit.snippet
    assert len(hit.snippet) <= help_pages.LONGEST + 2


def test_pages_that_are_not_translated_are_shown_in_english() -> None:
    assert {page.language for page in help_pages.read(code="de")} == {"de"}
    assert {page.language for page in help_pages.read(code="pl")} == {"en"}


def names(listed: dict[str, Listed]) -> set[str]:
    return {one.text for one in listed.values()}


def test_the_sheet_as_text_and_page_holds_every_act_with_its_key(desk: Application) -> None:
    window = desk.window
    groups = key_sheet.groups(window.navigation.keys)
    text, html = key_sheet.as_text(groups), key_sheet.as_html(groups, "en")
    assert {words for group in groups for words, _keys in group.rows} >= names(window.listed)
    assert re.search(r"^Send +Ctrl\+Enter$", text, re.MULTILINE)
    assert "<td>Send</td><td>Ctrl+Enter</td>" in html
    assert not re.search(r"src=|href=|url\(|@import", html)  # a page that loads nothing


def test_a_key_of_a_page_is_called_as_the_person_chose_it(desk: Application) -> None:
    keys = desk.window.navigation.keys
    assert key_sheet.named(keys, "Ctrl+K") == "Ctrl+K"
    assert key_sheet.named(keys, "canary-desk doctor") == ""
    keys.give("palette", ("Ctrl+J",))
    assert key_sheet.named(keys, "Ctrl+K") == "Ctrl+J"

"""The pages of the help, out of `resources/help`: read, cut into sections, searched.

Knows no widget and no network. A page that was not translated is shown in English. To the
page of keys belongs a list of those that hold, which is not read (`ui.key_sheet`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import resources
from console import language

FIRST = "first-steps"
KEYS = "keys"
ORDER = (
    FIRST, "connect", "cases", "calls", "answer", "checks", "send", "insight", "watches", "search",
    "your-data", "nobody-else", "notifications", "look", KEYS, "trouble", "command-line", "limits",
)  # fmt: skip
"""The names of all pages, as the contents list them."""
AROUND = 14
"""How many characters before a found word stand in its snippet."""
LONGEST = 160
"""Characters of a snippet."""
_HEADING = re.compile(r"^(#{1,6}) +(.+)$")
_RULE = re.compile(r"^\|[ :|-]+\|$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_LIST = re.compile(r"^\s*(?:[-*]|\d+\.) +")
_SIGNS = re.compile(r"(?<!\\)(\*\*|`)")
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, as a person reads it: without Markdown's signs."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page. Its sections are in order; the first one's heading is its title."""

    name: str
    language: str
    markdown: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """Return what the page is called."""
        return self.sections[0].heading


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that holds all words of a search."""

    page: Page
    section: int
    """Its place among the sections of its page."""
    snippet: str


def read(sheet: str = "", code: str = "") -> tuple[Page, ...]:
    """Return all pages, in order; `code` is a language, else the window's.

    `sheet` is the list of keys, as Markdown.

    Raises:
        OSError: a page is not there. That is a fault of the installation.
    """
    wanted_code = code or language.code()
    return tuple(_read(name, wanted_code, sheet if name == KEYS else "") for name in ORDER)


def sections(markdown: str) -> tuple[Section, ...]:
    """Cut a text at its headings, of whatever level."""
    found: list[tuple[str, list[str]]] = []
    fenced = False
    for line in markdown.splitlines():
        fenced ^= line.startswith("```")
        heading = None if fenced else _HEADING.match(line)
        if heading is not None:
            found.append((read_out(heading[2]), []))
        elif found and not line.startswith("```") and not _RULE.match(line):
            found[-1][1].append(line if fenced else read_out(line))
    return tuple(Section(heading, " ".join(" ".join(lines).split())) for heading, lines in found)


def read_out(line: str) -> str:
    """Return a line as it is read: without marks, addresses and the edges of cells."""
    plain = _SIGNS.sub("", _LINK.sub(r"\1", _LIST.sub("", line)))
    if plain.startswith("|"):
        plain = "  ".join(cell.strip() for cell in _CELL.split(plain.strip("|")))
    return plain.replace("\\", "").strip()


def find(pages: tuple[Page, ...], query: str) -> tuple[Hit, ...]:
    """Return the sections that hold every word: of titles and headings first, then in order."""
    words = wanted(query)
    if not words:
        return ()
    found: list[tuple[int, Hit]] = []
    for page in pages:
        for place, section in enumerate(page.sections):
            heading, text = section.heading.casefold(), section.text.casefold()
            if not all(word in heading or word in text for word in words):
                continue
            weight = 0 if all(word in heading for word in words) else 1
            found.append((weight, Hit(page, place, _snippet(section, words))))
    found.sort(key=lambda each: each[0])
    return tuple(hit for _weight, hit in found)


def wanted(query: str) -> tuple[str, ...]:
    """Return the words of a search, each once."""
    return tuple(dict.fromkeys(query.casefold().split()))


def _read(name: str, code: str, more: str) -> Page:
    folder = Path(resources.__file__).parent / "help"
    path = folder / code / f"{name}.md"
    if not path.is_file():
        code, path = "en", folder / "en" / f"{name}.md"
    markdown = path.read_text("utf-8")
    if more:
        markdown = f"{markdown}\n{more}"
    return Page(name, code, markdown, sections(markdown))


def _snippet(section: Section, words: tuple[str, ...]) -> str:
    """Return what stands around the first of the words in a text, or its beginning."""
    folded = section.text.casefold()
    places = [place for word in words if (place := folded.find(word)) >= 0]
    begin = max(0, min(places, default=0) - AROUND)
    if begin:  # at a word
        begin = section.text.find(" ", begin) + 1
    end = begin + LONGEST
    if end < len(section.text):
        end = section.text.rfind(" ", begin, end)
    cut = section.text[begin:end]
    return f"{'…' if begin else ''}{cut}{'…' if end < len(section.text) else ''}"

"""The sheet of keys as a text: to be copied, saved as a page, and read in the help.

Made of the keys that hold, never typed by hand. Knows no dialog; the one with which keys
are changed is `ui.keys_dialog`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import groupby

from console.language import tr, tr_in
from ui import key_names
from ui.key_map import KeyMap

WITHIN_LISTS = (
    (tr("Next and previous row"), "↓  ↑"),
    (tr("First and last row"), tr("Home  End")),
    (tr("Mark on to the next case, or the one before"), tr("Shift+↓  Shift+↑")),
    (tr("Mark one more case, or all up to one"), tr("Ctrl+click  Shift+click")),
    (tr("Copy a message"), tr("Ctrl+C")),
    (tr("What can be done with a message"), tr_in("key", "Menu")),
    (tr("Watches: new, edit, look now, pause, remove"), tr("N  E  L  P  Del")),
    (tr("Findings: let one stand, and say why"), "1  2  3  4"),
)
"""What the lists themselves know: no menu holds it."""
WITHIN_TEXTS = (
    (tr("Find a saved reply by its name"), "::"),
    (tr("Take the operator or the value that the search offers"), "Tab"),
    (tr("Move a break: drag its bracket"), tr("Mouse")),
    (tr("Leave the text, back to the list"), "Esc"),
)
"""What the composer and the search field know while one writes."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~])")


@dataclass(frozen=True, slots=True)
class Group:
    """Acts of one menu with their keys, as a person reads both; no keys is an empty text."""

    title: str
    rows: tuple[tuple[str, str], ...]


def groups(keys: KeyMap) -> tuple[Group, ...]:
    """Return every act that has a key or could have one, in the order of the menus."""
    made = [
        Group(title, tuple((one.text, one.shown_keys) for one in acts))
        for title, acts in groupby(keys.listed.values(), key=lambda one: one.menu)
    ]
    lists, texts = Group(tr("Lists"), WITHIN_LISTS), Group(tr("While you write"), WITHIN_TEXTS)
    return (*made, lists, texts)


def as_text(every: tuple[Group, ...]) -> str:
    """Return the sheet in two columns, for a mail or a note."""
    width = max(len(words) for group in every for words, _keys in group.rows) + 2
    lines: list[str] = []
    for group in every:
        lines += ["", group.title, "-" * len(group.title)]
        lines += [f"{words:{width}}{keys}".rstrip() for words, keys in group.rows]
    return "\n".join([tr("Keyboard shortcuts"), *lines, ""])


def as_html(every: tuple[Group, ...], code: str) -> str:
    """Return the sheet as a page to print, which loads nothing; `code` is its language."""
    title = escape(tr("Keyboard shortcuts"))
    body = "".join(
        f"<section><h2>{escape(group.title)}</h2><table>"
        + "".join(
            f"<tr><td>{escape(words)}</td><td>{escape(keys)}</td></tr>"
            for words, keys in group.rows
        )
        + "</table></section>"
        for group in every
    )
    style = (
        "body{font:10pt sans-serif;columns:2;column-gap:2em;margin:2em}"
        "h1{column-span:all;font-size:16pt}section{break-inside:auto}"
        "h2{font-size:11pt;margin:1em 0 .3em;break-after:avoid}"
        "table{width:100%;border-collapse:collapse}"
        "tr{break-inside:avoid}td{padding:.15em .4em .15em 0;border-bottom:1px solid #ccc}"
        "td+td{white-space:nowrap;text-align:end}"
    )
    return (
        f'<!doctype html><html lang="{escape(code)}"><head><meta charset="utf-8">'
        f"<title>{title}</title><style>{style}</style></head>"
        f"<body><h1>{title}</h1>{body}</body></html>\n"
    )


def as_markdown(every: tuple[Group, ...]) -> str:
    """Return the sheet as tables below headings, for the page of the help."""
    lines: list[str] = []
    act, key = tr("What it does"), tr("Keys")
    for group in every:
        lines += ["", f"## {_escaped(group.title)}", "", f"| {act} | {key} |", "|---|---|"]
        lines += [f"| {_escaped(words)} | {_escaped(keys) or '–'} |" for words, keys in group.rows]
    return "\n".join([*lines, ""])


def named(keys: KeyMap, code: str) -> str:
    """Return how a key of a page is called here and now; empty for what is no key of ours.

    A page names an act's key as it came with the program; a person may have chosen another,
    and the keyboard of another system has other names.
    """
    wanted = key_names.normal(code)
    if not wanted:
        return ""
    for one in keys.listed.values():
        if wanted in map(key_names.normal, one.defaults):
            if keys.is_changed(one.name) and one.keys:
                return key_names.every_shown(one.keys[:1])
            return key_names.shown(code)
    return ""


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)

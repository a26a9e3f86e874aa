"""The links of a page of the help, as a screen reader is told of them.

Framework knowledge: Tab goes from link to link in a QTextBrowser, but a page is one text to a
screen reader (`QAccessibleTextWidget` of Qt 6 tells neither links nor headings).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QTextCursor, QTextDocument

from console.language import plural, tr

WEB = ("https://", "http://")
"""How an address of the web begins; all others are pages of the help."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link."""

    text: str
    address: str

    @property
    def page(self) -> str:
        """Return the name of the page of the help that it leads to."""
        return self.address.partition("#")[0].removesuffix(".md")

    def said(self, title: str) -> str:
        """Return what is announced where Tab comes to it; `title` is that of its page.

        Where it leads is told as well: more than one is called *more*.
        """
        if self.address.startswith(WEB):
            return tr("{text}, link to the web").format(text=self.text)
        return tr("{text}, link to “{title}”").format(text=self.text, title=title)


def links(document: QTextDocument) -> list[Link]:
    """Return the links of a page, in order; of a link whose look changes within it, one."""
    found: list[Link] = []
    block = document.begin()
    while block.isValid():
        before = ""
        fragments = block.begin()
        while not fragments.atEnd():
            one = fragments.fragment()
            address = one.charFormat().anchorHref()
            if address and address == before:
                found[-1] = Link(found[-1].text + one.text(), address)
            elif address:
                found.append(Link(one.text(), address))
            before = address
            fragments += 1
        block = block.next()
    return found


def chosen(cursor: QTextCursor) -> Link | None:
    """Return the link to which Tab came; None where it came to none."""
    if not cursor.hasSelection():
        return None
    end = QTextCursor(cursor)
    end.setPosition(cursor.selectionEnd())  # a cursor has the look of the sign before it
    address = end.charFormat().anchorHref()
    return Link(cursor.selectedText(), address) if address else None


def counted(document: QTextDocument) -> str:
    """Return how many links a page has, and how to come to them; empty for none."""
    count = len(links(document))
    return (
        plural(
            count,
            "{count} link: Tab goes to it, Enter follows it.",
            "{count} links: Tab goes from one to the next, Enter follows it.",
        )
        if count
        else ""
    )

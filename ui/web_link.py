"""The links in a text: what each would open, and how that is said before it does.

Pure but for Qt's way of writing hosts. Opens nothing. What stands in the text is the
writer's; the host that is named here is the one that the browser would ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QUrl

from console.domain.messages import Post
from console.language import tr
from console.text import hosts
from console.text.entities import links
from ui import browser

OTHER_LETTERS = hosts.Doubt.OTHER_LETTERS.value
LONGEST_TIP = 600
TIP_LINE = 72
_HOST_END = re.compile(r"[/?#]")
_HANDLE = re.compile(r"[A-Za-z0-9_]{1,30}")


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link's span `[start, end)` in code points of its text, and its address."""

    start: int
    end: int
    address: str
    host: str
    """As the name system has it: other letters than ASCII as punycode."""
    doubt: hosts.Doubt | None
    """Why it may not be what it looks like; a person is asked before it opens."""

    @property
    def tip(self) -> str:
        """What a person should know before the click."""
        shown = self.address[:LONGEST_TIP]
        lines = [shown[at : at + TIP_LINE] for at in range(0, len(shown), TIP_LINE)]
        doubts = () if self.doubt is None else (self.doubt.value,)
        if len(self.address) > LONGEST_TIP:
            lines[-1] += "…"
        return "\n".join(
            [tr("Opens {shown}").format(shown=hosts.shown(self.host)), *doubts, *lines]
        )

    @property
    def offer(self) -> str:
        """What a menu says of it."""
        return tr("Open {shown}…").format(shown=hosts.shown(self.host))


def web_links(text: str) -> tuple[WebLink, ...]:
    """Return the links of a text that a browser can open, from left to right."""
    found = []
    for link in links(text):
        written = text[link.start : link.end]
        has_protocol = written[:8].lower().startswith(("http://", "https://"))
        typed = QUrl(written if has_protocol else f"https://{written}")
        address = bytes(typed.toEncoded().data()).decode("ascii", "replace")
        url = browser.page(address)
        if url is None:
            continue
        host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
        found.append(WebLink(link.start, link.end, address, host, _doubt(written, host)))
    return tuple(found)


def _doubt(written: str, host: str) -> hosts.Doubt | None:
    """Return what is odd about a link: its host as it was written counts as well.

    A ligature becomes plain letters and a soft hyphen nothing before the name system is
    asked (https://www.unicode.org/reports/tr46/).
    """
    behind = written.partition("://")[2] if "://" in written[:8] else written
    if not _HOST_END.split(behind, maxsplit=1)[0].isascii():
        return hosts.Doubt.OTHER_LETTERS
    return hosts.doubt(host)


def post_address(post: Post) -> str:
    """Return where a post stands on the web; empty where that is not known."""
    if post.network != "x" or not re.fullmatch(r"[0-9]{1,20}", post.remote_id):
        return ""
    # X finds a post by its number under this name, whoever wrote it.
    who = post.author_handle if _HANDLE.fullmatch(post.author_handle) else "i/web"
    return f"https://x.com/{who}/status/{post.remote_id}"

"""The links in a text: what each would open, and how that is said before it does.

Pure but for Qt's way of writing hosts. Opens nothing. What stands in the text is the
writer's; the host that is named here is the one that the browser would ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QUrl

from console.domain.messages import Post
from console.text.entities import links

OTHER_LETTERS = "The address is written in other letters: it may only look like one you know."
LONGEST_TIP = 600
TIP_LINE = 72
_HANDLE = re.compile(r"[A-Za-z0-9_]{1,30}")


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link's span `[start, end)` in code points of its text, and its address."""

    start: int
    end: int
    address: str
    host: str
    """As the name system has it: other letters than ASCII as punycode."""
    foreign: bool
    """Whether the host has other letters than ASCII."""

    @property
    def tip(self) -> str:
        """What a person should know before the click."""
        shown = self.address[:LONGEST_TIP]
        lines = [shown[at : at + TIP_LINE] for at in range(0, len(shown), TIP_LINE)]
        if len(self.address) > LONGEST_TIP:
            lines[-1] += "…"
        return "\n".join([f"Opens {self.host}", *([OTHER_LETTERS] if self.foreign else []), *lines])


def web_links(text: str) -> tuple[WebLink, ...]:
    """Return the links of a text that a browser can open, from left to right."""
    found = []
    for link in links(text):
        written = text[link.start : link.end]
        has_protocol = written[:8].lower().startswith(("http://", "https://"))
        url = QUrl(written if has_protocol else f"https://{written}")
        host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
        if not url.isValid() or url.scheme() not in ("http", "https") or not host:
            continue
        address = bytes(url.toEncoded().data()).decode("ascii", "replace")
        foreign = any(label.startswith("xn--") for label in host.split("."))
        found.append(WebLink(link.start, link.end, address, host, foreign))
    return tuple(found)


def post_address(post: Post) -> str:
    """Return where a post stands on the web; empty where that is not known."""
    if post.network != "x" or not re.fullmatch(r"[0-9]{1,20}", post.remote_id):
        return ""
    # X finds a post by its number under this name, whoever wrote it.
    who = post.author_handle if _HANDLE.fullmatch(post.author_handle) else "i/web"
    return f"https://x.com/{who}/status/{post.remote_id}"

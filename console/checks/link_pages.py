"""Where a link leads, by its address alone: to a counter, to an article, or elsewhere."""

from __future__ import annotations

import re
from enum import Enum

_BLANK = re.compile(r"[a-z]{1,2}(?:[-_][a-z]{2})?|\d+|index|hc")
"""Pieces of a link's path that say nothing of where it leads: locales, numbers."""
_HUB = re.compile(
    r"help|support|faqs?|categor(?:y|ies)|home|customer-service|forums?|community|start"
    r"|hilfe|service|kundenservice|kundendienst|haeufige-fragen"
)
"""Pieces of a path that leads to a page from which one has to search on."""
_COUNTER = re.compile(
    r"contact|kontakt|request|anfrage|ticket|feedback|chat|callback|rueckruf|formular"
    r"|[a-z]{0,20}forms?\b"
)
"""Begins a piece of a path that leads to a counter: there one says it all again."""
_ARTICLE = re.compile(
    r"articles?|artikel|answers?|kb|guides?|how-?to\b|ht\d|[a-z0-9]+(?:-[a-z0-9]+){2}"
)
"""Begins a piece of a path of a page about one question."""


class Page(Enum):
    """Where a link leads."""

    COUNTER = "counter"
    """To a form, a contact page, or a page from which one has to search on."""
    ARTICLE = "article"
    """To a page about one question."""
    OTHER = "other"


def page_of(link: str) -> Page:
    """Return where a link leads, by its address alone; of one inside another, the inner one."""
    address = link.rsplit("://", 1)[-1].lower().partition("?")[0].partition("#")[0]
    host, *path = address.rstrip("/.,;:!)").split("/")
    steps = [step.partition(".")[0] for step in path if not _BLANK.fullmatch(step)]
    if all(_HUB.fullmatch(step) for step in steps) or "uservoice" in host:
        return Page.COUNTER
    if any(_COUNTER.match(step) for step in steps):
        return Page.COUNTER
    return Page.ARTICLE if any(_ARTICLE.match(step) for step in steps) else Page.OTHER

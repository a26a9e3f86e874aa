"""What stands in a text beside its words: links, addresses, handles, hashtags."""

from __future__ import annotations

import re

ASIDE = re.compile(
    r"(?:https?://|(?<!\S)www\.)\S++|(?<!\S)[^\s@]++@\S++|[@#]\w++"
    r"|(?<!\S)[\w-]++(?:\.[\w-]++)+/\S*+",
    re.IGNORECASE,
)
"""Links, e-mail addresses, handles and hashtags.

Each begins where nothing before it could have been tried as its beginning: so no text makes
the search slow.
"""

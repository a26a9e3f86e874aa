"""A person's browser in front of the pages of the loopback X."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import requests


@dataclass(frozen=True, slots=True)
class Browser:
    """Someone signed in to X as `account`, who answers what a page asks."""

    account: str = "shop"
    timeout_s: float = 10.0

    def pin(self, page: str, *, decision: str = "allow") -> str:
        """Answer the page of OAuth 1.0a, and return the PIN that it shows; empty for none."""
        shown = re.search(r"<code>(\d+)</code>", self._decided(page, decision).text)
        return shown[1] if shown else ""

    def way_back(self, page: str, *, decision: str = "allow", **changed: str) -> str:
        """Answer the page of OAuth 2.0, and return where X sends the browser.

        `changed` are parameters that somebody else put there.
        """
        location = self._decided(page, decision).headers["location"]
        parts = urlsplit(location)
        return urlunsplit(parts._replace(query=urlencode(dict(parse_qsl(parts.query)) | changed)))

    def open(self, address: str, **headers: str) -> requests.Response:
        """Go to a page; no redirect is followed."""
        return requests.get(address, headers=headers, timeout=self.timeout_s, allow_redirects=False)

    def _decided(self, page: str, decision: str) -> requests.Response:
        self.open(page).raise_for_status()
        return requests.post(
            page,
            data={"account": self.account, "decision": decision},
            timeout=self.timeout_s,
            allow_redirects=False,
        )

"""Raw HTTP to a loopback X, for tests: JSON of the wanted status or a failed assertion."""

from dataclasses import dataclass
from typing import Any

import requests


@dataclass(frozen=True, slots=True)
class Http:
    """A session with one server."""

    session: requests.Session
    url: str

    def get(self, path: str, status: int = 200, /, **parameters: Any) -> Any:
        """GET; in names of parameters a double underscore stands for a dot."""
        named = {name.replace("__", "."): value for name, value in parameters.items()}
        response = self.session.get(self.url + path, params=named, timeout=10)
        assert response.status_code == status, response.text
        return response.json()

    def post(self, text: str, status: int = 201, **body: Any) -> Any:
        """Create a post."""
        response = self.session.post(self.url + "/2/tweets", json={"text": text} | body, timeout=10)
        assert response.status_code == status, response.text
        return response.json()

    def reply(self, text: str, parent: int | str, status: int = 201, **reply: Any) -> Any:
        """Answer a post."""
        return self.post(text, status, reply={"in_reply_to_tweet_id": str(parent)} | reply)

    def delete(self, post_id: int | str, status: int = 200) -> Any:
        """Delete a post."""
        response = self.session.delete(f"{self.url}/2/tweets/{post_id}", timeout=10)
        assert response.status_code == status, response.text
        return response.json()

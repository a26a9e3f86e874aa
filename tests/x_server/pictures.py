"""The host of pictures in posts: X's pbs.twimg.com, served at the same paths, to anybody.

Faults strike here as everywhere: they are planned for the path of a picture.
"""

from .messages import Answer, Request
from .records import Media

HOST = "https://pbs.twimg.com"


class PictureHost:
    """Pictures by their paths, and what was asked of them."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        """Requests that reached a picture, oldest first, with their headers."""
        self._files: dict[str, tuple[bytes, str]] = {}

    def add(
        self, name: str, data: bytes, *, content_type: str = "image/png",
        width: int = 0, height: int = 0, alt_text: str = "",
    ) -> Media:  # fmt: skip
        """Serve a file as `/media/<name>`; return the photo that a post shows it by."""
        path = f"/media/{name}"
        self._files[path] = (data, content_type)
        key = f"3_{1_500_000_000_000_000_000 + len(self._files)}"
        return Media(key, "photo", HOST + path, width, height, alt_text)

    def serves(self, request: Request) -> bool:
        """Tell whether a request is for a picture and not for the API."""
        return request.path.startswith("/media/")

    def answer(self, request: Request) -> Answer:
        """Return a picture; credentials are not looked at."""
        self.requests.append(request)
        if request.method != "GET" or request.path not in self._files:
            return Answer(404, b"", "text/plain")
        data, content_type = self._files[request.path]
        return Answer(200, data, content_type)

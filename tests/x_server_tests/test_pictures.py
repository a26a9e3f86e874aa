"""Posts with media, held against X's own documents, and the host that keeps the files."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from tests.x_server import Fault, Media, World, XServer
from tests.x_server.vocabulary import MEDIA_FIELDS, VocabularyName, vocabulary
from tests.x_server_tests.http import Http

FILM = Media("7_77", "video", "https://pbs.twimg.com/still.jpg", 1280, 720)


@pytest.mark.parametrize("name", ["old", "new"])
def test_media_are_as_x_documents_them(world: World, test_data: Path, name: VocabularyName) -> None:
    with (
        XServer(world, validate_with=test_data / "x-openapi", vocabulary=name) as x,
        requests.Session() as session,
    ):
        session.headers.update(x.bearer)
        photo = x.pictures.add("lid.png", b"file", width=640, height=480, alt_text="A lid")
        world.add_post("ada", "@shop look", media=(photo, FILM))
        asked = {
            "expansions": "attachments.media_keys",
            "media.fields": ",".join(sorted(MEDIA_FIELDS)),
            vocabulary(name).fields_parameter: "attachments,entities",
        }
        page = Http(session, x.url).get(f"/2/users/{world.own.id}/mentions", **asked)
    assert page["data"][0]["attachments"] == {"media_keys": [photo.key, "7_77"]}
    assert page["includes"]["media"] == [
        {
            "media_key": photo.key,
            "type": "photo",
            "url": "https://pbs.twimg.com/media/lid.png",
            "width": 640,
            "height": 480,
            "alt_text": "A lid",
        },
        {
            "media_key": "7_77",
            "type": "video",
            "preview_image_url": "https://pbs.twimg.com/still.jpg",
            "width": 1280,
            "height": 720,
        },
    ]


def test_media_come_with_the_fields_asked_for_and_only_when_expanded(
    x: XServer, http: Http, world: World
) -> None:
    post = world.add_post("ada", "@shop look", media=(FILM,))
    path = f"/2/tweets/{post.id}"
    assert "includes" not in http.get(path)
    short = http.get(path, expansions="attachments.media_keys")
    assert short["includes"]["media"] == [{"media_key": "7_77", "type": "video"}]
    assert "attachments" not in short["data"]
    assert "colour" in str(http.get(path, 400, media__fields="colour"))


def test_the_picture_host_serves_anybody_and_meets_faults(x: XServer) -> None:
    x.pictures.add("lid.png", b"file")
    url = f"{x.url}/media/lid.png"
    x.faults.add(Fault.unavailable(), path="/media/lid.png")
    assert requests.get(url, timeout=10).status_code == 503
    answer = requests.get(url, timeout=10)
    assert (answer.content, answer.headers["content-type"]) == (b"file", "image/png")
    assert requests.get(f"{x.url}/media/other.png", timeout=10).status_code == 404
    assert [one.path for one in x.requests] == ["/media/lid.png"] * 2 + ["/media/other.png"]
    assert len(x.pictures.requests) == 2  # a fault that stands in for the host hides the request

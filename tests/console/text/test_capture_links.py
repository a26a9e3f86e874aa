"""What the address of a post on X tells, and which addresses are refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from console.errors import InputError
from console.text import post_links

ID = "1460323737035677698"
AT = datetime(2021, 11, 15, 19, 8, 5, 706000, UTC)
"""The millisecond of that id, as `(id >> 22) + 1288834974657` says."""


@pytest.mark.parametrize(
    "link",
    [
        f"https://x.com/ada_fern/status/{ID}",
        f"http://twitter.com/ada_fern/status/{ID}",
        f"https://www.x.com/ada_fern/status/{ID}?s=20&t=AbC#top",
        f"https://mobile.twitter.com/ada_fern/statuses/{ID}/photo/1",
        f"HTTPS://M.Twitter.COM/ada_fern/status/{ID}/",
        f"  x.com/ada_fern/status/{ID}\n",
    ],
)
def test_a_link_tells_post_author_and_time(link: str) -> None:
    told = post_links.read(link)
    assert (told.remote_id, told.handle) == (ID, "ada_fern")
    assert told.at is not None
    assert abs(told.at - AT).total_seconds() < 1


@pytest.mark.parametrize("path", [f"i/status/{ID}", f"i/web/status/{ID}"])
def test_a_link_without_its_author_leaves_the_handle_open(path: str) -> None:
    assert post_links.read(f"https://x.com/{path}").handle == ""


def test_an_old_id_holds_no_time() -> None:
    assert post_links.read("https://twitter.com/jack/status/20").at is None


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("https://x.com.evil.example/ada/status/1", "Only links to posts on X"),
        ("https://evil.example/x.com/ada/status/1", "Only links to posts on X"),
        ("https://x.com@evil.example/ada/status/1", "Only links to posts on X"),
        ("https://evil.example\\@x.com/ada/status/1", "not to one post"),
        ("https://\u0445.com/ada/status/1", "Only links to posts on X"),
        ("javascript://x.com/ada/status/1", "Only links to posts on X"),
        ("file://x.com/ada/status/1", "Only links to posts on X"),
        ("https://social.example/@ada/1", "Only links to posts on X"),
        ("hello", "Only links to posts on X"),
        ("https://ada:secret@x.com/ada/status/1", "not to one post"),
        ("https://x.com:8080/ada/status/1", "not to one post"),
        ("https://x.com:port/ada/status/1", "no web address"),
        ("https://[x.com/ada/status/1", "no web address"),
        ("https://x.com/ada", "not to one post"),
        ("https://x.com/ada/status/", "not to one post"),
        ("https://x.com/ada/status/0", "not to one post"),
        ("https://x.com/ada/status/12x", "not to one post"),
        ("https://x.com/ada/status/\u0661\u0662", "not to one post"),
        ("https://x.com/../ada/status/1", "not to one post"),
        ("https://x.com/%61da/status/1", "not to one post"),
        (f"https://x.com/{'a' * 51}/status/1", "not to one post"),
        ("https://x.com/ada/status/9999999999999999999", "no post of this number"),
        ("https://x.com/ada/status/12345678901234567890", "not to one post"),
        ("https://x.com/a\nda/status/1", "no web address"),
        ("https://x.com/ada/status/1\u202e", "no web address"),
        ("https://x.com/ada/status/1 and more", "no web address"),
        ("x" * 3000, "no web address"),
        ("", "Only links"),
    ],
)
def test_anything_else_is_refused_in_words(link: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        post_links.read(link)
    assert refused.value.advice


def test_a_pasted_text_is_told_from_its_link() -> None:
    link = f"https://x.com/ada/status/{ID}?s=20"
    assert post_links.apart(f"{link} Still no parcel") == (link, "Still no parcel")
    assert post_links.apart(f"Still no parcel\n{link}") == (link, "Still no parcel")
    assert post_links.apart(f"Still  {link}  none") == (link, "Still none")
    assert post_links.apart("see netflix.com/title") == ("", "see netflix.com/title")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@shop help", True),
        ("help me,@SHOP!", True),
        ("mail to a@shop", False),
        ("@shopper", False),
        ("@shop@elsewhere.example", False),
        ("shop", False),
    ],
)
def test_a_mention_is_a_handle_of_its_own(text: str, named: bool) -> None:  # noqa: FBT001 - a case
    assert post_links.mentions(text, "Shop") is named

"""What may be opened outside the desk, and how it is handed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ui import browser
from ui.connect_browser import opener
from ui.web_link import web_links

Opened = list[str]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    found: Opened = []

    def note(url: QUrl) -> bool:
        found.append(bytes(url.toEncoded().data()).decode())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return found


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "ftp://example.org/",
        "vscode://x",
        "mailto:a@example.org",
        "https://",
        "https:///etc/passwd",
        "//example.org",
        "example.org",
        "--help",
        "-https://example.org",
        "https://bank.example@evil.example/",
        "https://bank.example:x@evil.example/",
        "https://@evil.example/",
        "https://evil.example\\@bank.example/",
        "https:\\\\evil.example",
        "https://bank.example\n.evil.example/",
        " https://example.org",
        "https://example.org/ --incognito",
        "https://example.org/\0",
        "https://exa%2emple.org/%",
        "https://a%00.example/",
        "https://example.org:99999/",
        "https://example.org/" + "a" * browser.LONGEST,
    ],
)
def test_what_is_no_page_of_the_web_is_not_opened(opened: Opened, address: str) -> None:
    assert not browser.open_page(address)
    assert opened == []


@pytest.mark.parametrize(
    ("address", "handed"),
    [
        ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
        ("HTTP://Example.org", "http://example.org"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://example.org:8443/-rf", "https://example.org:8443/-rf"),
        ("https://[::1]/", "https://[::1]/"),
    ],
)
def test_page_is_handed_over_as_encoded_ascii(opened: Opened, address: str, handed: str) -> None:
    assert browser.open_page(address)
    assert opened == [handed]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:x", "https://a@b.example"])
def test_door_for_addresses_of_qt_takes_no_others(opened: Opened, address: str) -> None:
    assert not browser.open_url(QUrl(address))
    assert browser.open_url(QUrl("https://example.org/%20"))
    assert opened == ["https://example.org/%20"]


def test_only_numbers_are_dialled(opened: Opened) -> None:
    assert browser.dial("tel:+44-20-7946-0018")
    for other in ("https://example.org", "tel:javascript", "tel:1;x=`id`", "sms:1", "+44", "tel:"):
        assert not browser.dial(other)
    assert opened == ["tel:+44-20-7946-0018"]


def test_only_folders_are_shown(opened: Opened, tmp_path: Path) -> None:
    program = tmp_path / "run.desktop"
    program.write_text("[Desktop Entry]", encoding="utf-8")
    assert not browser.open_folder(program)
    assert not browser.open_folder(tmp_path / "gone")
    assert browser.open_folder(tmp_path)
    assert opened == [QUrl.fromLocalFile(str(tmp_path)).toString()]


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("http://x.com@evil.example/a", set()),
        ("https://user:pass@evil.com/", set()),
        ("https://evil.com\\@paypal.com/", {"evil.com", "paypal.com"}),
        ("https://paypal.com.evil.com/", {"paypal.com.evil.com"}),
        ("https://paypal.com\u2044evil.com/", None),
        ("https://evil\u3002com/", set()),
        ("https://127.0.0.1/ https://2130706433/ http://0x7f.1/ http://[::1]/", set()),
        ("https://paypal%2ecom.evil.com/", None),
        ("https://pay\u202epal.com/", {"pal.com"}),
        ("https://аррӏе.com/", {"xn--80ak6aa92e.com"}),
        ("ＨＴＴＰＳ://ｅｖｉｌ.com", None),
    ],
)
def test_host_that_is_said_is_the_one_that_opens(text: str, hosts: set[str] | None) -> None:
    found = web_links(text)
    for link in found:
        url = browser.page(link.address)
        assert url is not None
        assert url.host(QUrl.ComponentFormattingOption.FullyEncoded) == link.host
        assert link.host.isascii()
        assert f"Opens {link.host}" in link.tip
        # What opens is what is underlined, and nothing behind it.
        assert "@" not in text[link.start : link.end]
    if hosts is not None:
        assert {link.host for link in found} <= hosts
        assert bool(found) == bool(hosts)


def test_connecting_opens_pages_of_x_through_the_same_door(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    through = browser.open_page

    def note(address: str) -> bool:
        asked.append(address)
        return through(address)

    monkeypatch.setattr(browser, "open_page", note)
    page = "https://x.com/i/oauth2/authorize?scope=tweet.read%20users.read&state=a-b_c"
    assert opener(None)(page)
    assert asked == opened == [page]
    assert not opener(None)("https://x.com.evil.example/")
    assert not opener(None)("https://x.com/%zz" + "a" * browser.LONGEST)
    assert opened == [page]

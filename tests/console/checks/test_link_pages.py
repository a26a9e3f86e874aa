"""Where a link leads, by its address."""

from __future__ import annotations

import pytest

from console.checks.link_pages import Page, page_of


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("https://shop.example", Page.COUNTER),
        ("https://shop.example/en-us/", Page.COUNTER),
        ("https://shop.example/help/contact-us?from=x", Page.COUNTER),
        ("www.shop.example/support.html", Page.COUNTER),
        ("https://shop.example/kundenservice/kontakt", Page.COUNTER),
        ("https://shop.example/webform", Page.COUNTER),
        ("https://old.example/2020/https://shop.example/tickets/new", Page.COUNTER),
        ("https://shop.example/help/articles/12345", Page.ARTICLE),
        ("https://shop.example/support/how-to-reset", Page.ARTICLE),
        ("https://shop.example/a/clear-the-cache-of-your-phone", Page.ARTICLE),
        ("https://shop.example/flightstatus", Page.OTHER),
    ],
)
def test_where_a_link_leads(link: str, page: Page) -> None:
    assert page_of(link) is page

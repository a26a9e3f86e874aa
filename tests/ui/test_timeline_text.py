"""What is shown of a text, and what its links are said to open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTextLayout
from PySide6.QtWidgets import QApplication

from tests.ui.given_messages import post
from ui.timeline_text import FOLDED, LONGEST, lay_out, shown_text, spotted
from ui.web_link import OTHER_LETTERS, post_address, web_links

pytestmark = pytest.mark.usefixtures("qapp")


def test_text_of_usual_length_is_shown_whole() -> None:
    text = "word " * (LONGEST // 5 - 1) + "end"
    assert shown_text(text).text == text
    assert not shown_text(text).folded


def test_longer_text_is_cut_at_a_word() -> None:
    shown = shown_text("kettle " * 1000)
    assert shown.folded
    assert FOLDED - 200 < len(shown.text) <= FOLDED + 2
    assert shown.text.endswith("kettle …")


def test_text_without_blanks_is_cut_anywhere() -> None:
    assert shown_text("x" * 100_000).text == "x" * FOLDED + " …"


def test_many_short_lines_are_folded_too() -> None:
    shown = shown_text("a\n" * 500)
    assert shown.folded
    assert shown.text.count("\n") < 30


def test_new_lines_are_kept_but_no_more_than_three_blank_ones() -> None:
    assert shown_text("one\r\ntwo\n\n\n\nthree").text == "one\ntwo\n\n\n\nthree"
    assert shown_text("one\n \n\t\n" + "\n" * 500 + "two\n\n").text == "one\n\n\n\ntwo"


def test_letters_stand_in_the_order_in_which_they_were_written() -> None:
    assert shown_text("pay \u202e0001\u202c now\x00").text == "pay ⟨U+202E⟩0001 now"


def test_link_that_was_cut_opens_nothing() -> None:
    text = "x " * 600 + "https://example.org/" + "a" * 3000
    block = lay_out(text, 300, QFont(), "#0000ff")
    assert block.folded
    assert not block.links


def test_links_have_protocol_host_and_nothing_else() -> None:
    found = web_links("a.example.org, HTTPS://B.example.org/ü?y=1 and http://c.example.org:8080/")
    assert [(link.address, link.host) for link in found] == [
        ("https://a.example.org", "a.example.org"),
        ("https://b.example.org/%C3%BC?y=1", "b.example.org"),
        ("http://c.example.org:8080/", "c.example.org"),
    ]


def test_link_in_other_letters_comes_with_a_warning() -> None:
    (link,) = web_links("https://bücher.de/neu")
    assert link.tip.splitlines() == [
        "Opens xn--bcher-kva.de",
        OTHER_LETTERS,
        "https://xn--bcher-kva.de/neu",
    ]
    (plain,) = web_links("https://example.org/<b>")
    assert OTHER_LETTERS not in plain.tip


@pytest.mark.parametrize("host", ["\ufb03.com", "exa\u00admple.com", "ｓhop.de"])
@pytest.mark.parametrize("protocol", ["https://", "HTTP://"])
def test_letters_that_become_plain_ones_come_with_a_warning(protocol: str, host: str) -> None:
    (link,) = web_links(f"{protocol}{host}/ü?é")
    assert link.host in ("ffi.com", "example.com", "shop.de")
    assert OTHER_LETTERS in link.tip
    (plain,) = web_links("https://example.org:8080/ü?é://ü")
    assert plain.doubt is None


def test_tip_of_an_endless_address_is_short_and_no_markup() -> None:
    (link,) = web_links("https://example.org/?q=" + "a" * 1900)
    assert len(link.tip) < 700
    assert max(map(len, link.tip.splitlines())) < 100
    assert "<" not in link.tip


def test_address_of_a_post_never_holds_what_a_network_made_up() -> None:
    assert post_address(post(7)) == "https://x.com/ada/status/7"
    assert post_address(post(7, author="../evil")) == "https://x.com/i/web/status/7"


@pytest.mark.parametrize("text", ["مرحبا أين الطرد", "שלום"])
def test_right_to_left_text_ends_at_the_right_edge(text: str) -> None:
    block = lay_out(text, 500, QFont(), "#0000ff")
    (drawn,) = block.rects(0, len(text))
    assert drawn.right() == pytest.approx(500, abs=2)


def test_link_behind_an_emoji_is_met_where_it_is_drawn() -> None:
    block = lay_out("📦📦 https://example.org/parcel late", 500, QFont(), "#0000ff")
    (link,) = block.links
    (drawn,) = block.rects(5, 31)
    assert block.link_at(drawn.center()) is link
    assert block.link_at(QPointF(drawn.left() - 8, drawn.center().y())) is None
    assert block.link_at(QPointF(drawn.right() + 8, drawn.center().y())) is None
    assert block.piece(5, 31) == "https://example.org/parcel"


def test_real_host_of_other_letters_stands_beside_its_link() -> None:
    text = "Pay at https://аррӏе.com/login or \u202eshop.de, or www.bücher.de now 📦"
    shown = shown_text(text)
    named = [shown.text[slice(*place)] for place in shown.signs]
    assert named == [" ⟨xn--80ak6aa92e.com⟩", "⟨U+202E⟩", " ⟨www.xn--bcher-kva.de⟩"]
    block = lay_out(text, 300, QFont(), "#0000ff", "#808080")
    assert [link.host for link in block.links] == [
        "xn--80ak6aa92e.com",
        "shop.de",
        "www.xn--bcher-kva.de",
    ]
    assert block.piece(0, 10_000) == text.replace("\u202e", "")


def test_a_name_that_a_customer_typed_is_copied_and_ours_is_not() -> None:
    text = "📦 ⟨U+202E⟩ and \u202ethis"
    block = lay_out(text, 300, QFont(), "#0000ff", "#808080")
    assert block.piece(0, 10_000) == "📦 ⟨U+202E⟩ and this"
    assert block.piece(3, 11) == "⟨U+202E⟩"


def test_what_a_search_found_has_the_colour_of_texts_also_within_a_link(
    qapp: QApplication,
) -> None:
    words = QTextLayout("a link", qapp.font())
    link = QTextLayout.FormatRange()
    link.start, link.length = 0, 6
    link.format.setForeground(QColor("#0000ff"))
    words.setFormats([link])
    words.beginLayout()
    words.createLine().setLineWidth(200)
    words.endLayout()
    paper = QImage(200, 40, QImage.Format.Format_RGB32)
    paper.fill(QColor("#ffffff"))
    red, white = QColor("#ff0000"), QColor("#ffffff")
    painter = QPainter(paper)
    painter.setPen(red)
    words.draw(painter, QPointF(), [spotted(0, 6, ground=white, line=red, text=red)])
    painter.end()
    drawn = {paper.pixelColor(x, y).name() for x in range(200) for y in range(40)}
    assert "#ff0000" in drawn
    assert "#0000ff" not in drawn

"""The cards of an answer's parts: what each says, and what can be seen of it."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from console.domain.limits import LIMITS_140
from console.domain.numbering import NO_NUMBERS, Numbering, NumberStyle
from console.text.breaks import Break
from console.text.split import Layout, Part, split
from ui import part_words
from ui.part_delegate import GAP, PAD_ACROSS, RING, PartDelegate
from ui.part_words import CUT, CUT_LINK, OWN_BREAK, Card
from ui.parts_model import PartsModel
from ui.parts_view import PartsView
from ui.theme import Theme

TEXT = "Your parcel was booked onto the wrong van on Thursday and stood there since then."
RTL = "تم حجز الطرد الخاص بك في الشاحنة الخطأ"


def laid_out(text: str, *parts: tuple[str, Break]) -> Layout:
    """Returns a layout made by hand; the parts are found in `text` one behind the other."""
    made: list[Part] = []
    for each, ends in parts:
        start = text.index(each, made[-1].end if made else 0)
        made.append(Part(each, len(each), start, start + len(each), ends))
    return Layout(text, LIMITS_140, NO_NUMBERS, tuple(made))


def notes(layout: Layout) -> list[str]:
    cards = (part_words.card(layout.parts, row, layout) for row in range(len(layout)))
    return [card.note for card in cards]


def long_thread(count: int) -> Layout:
    text = " ".join([TEXT] * count)
    ends = [Break.SENTENCE] * (count - 1) + [Break.END]
    return laid_out(text, *((TEXT, each) for each in ends))


@pytest.fixture
def delegate(theme: Theme) -> PartDelegate:
    return PartDelegate(theme, theme)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> PartsView:
    model = PartsModel()
    made = PartsView(model, theme)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(320, 240)
    made.show()
    return made


def model_of(view: PartsView) -> PartsModel:
    model = view.model()
    assert isinstance(model, PartsModel)
    return model


def test_card_says_its_place_and_what_is_left() -> None:
    assert Card("Hello", 1, 1, left=135, most=140).meta == "135 left"
    assert Card("Hello", 2, 3, left=135, most=140).meta == "2/3  ·  135 left"


def test_little_that_is_left_is_told_apart() -> None:
    assert not Card("", 1, 1, left=14, most=140).is_scarce
    assert Card("", 1, 1, left=13, most=140).is_scarce


def test_part_that_is_too_long_says_so_in_words() -> None:
    card = Card("Hello", 1, 1, left=-12, most=140)
    assert card.meta == "12 too many"
    assert card.is_over
    assert card.filled == 1
    assert "12 characters too many" in part_words.spoken(card)


def test_cut_inside_a_word_is_said_on_its_card() -> None:
    cut = laid_out("abcdefgh and", ("abcd", Break.CHARACTER), ("efgh and", Break.END))
    assert notes(cut) == [CUT, ""]
    assert part_words.trouble(cut) == "A word is longer than a part and is cut in part 1."
    first = part_words.card(cut.parts, 0, cut)
    assert part_words.spoken(first) == f"Part 1 of 2, 136 characters left, {CUT}: abcd"


@pytest.mark.parametrize("text", ["二三四五", "สวัสดี", "ありがとう", "🙂🙂🙂🙂", "👍🏽👍🏽👍🏽👍🏽"])
def test_script_without_spaces_is_not_cut_inside_a_word(text: str) -> None:
    half = len(text) // 2
    layout = laid_out(text, (text[:half], Break.CHARACTER), (text[half:], Break.END))
    assert notes(layout) == ["", ""]
    assert part_words.trouble(layout) == ""


def test_many_cuts_are_told_in_one_line() -> None:
    text = "a" * 14
    parts = [("aa", Break.CHARACTER)] * 6 + [("aa", Break.END)]
    assert part_words.trouble(laid_out(text, *parts)).endswith("in parts 1, 2, 3 and 3 more.")
    two = laid_out("a" * 6, *parts[-3:])
    assert part_words.trouble(two).endswith("in parts 1 and 2.")


@pytest.mark.parametrize("link", ["https://localhost/abcd", "see:HTTP://x/ab", "(www.abcdefg"])
def test_cut_link_is_called_a_link(link: str) -> None:
    cut = laid_out(
        f"Look {link}fgh and on",
        (f"Look {link}", Break.CHARACTER),
        ("f", Break.CHARACTER),
        ("gh and", Break.WORD),
        ("on", Break.END),
    )
    assert notes(cut) == [CUT_LINK, CUT_LINK, "", ""]
    assert part_words.card(cut.parts, 0, cut).is_cut
    said = "A link is longer than a part and is cut in parts 1 and 2: it will not work."
    assert part_words.trouble(cut) == said


def test_word_behind_a_link_is_called_a_word() -> None:
    text = "https://shop.com and abcdefgh"
    cut = laid_out(text, (text[:-2], Break.CHARACTER), (text[-2:], Break.END))
    assert notes(cut) == [CUT, ""]
    assert part_words.trouble(cut) == "A word is longer than a part and is cut in part 1."


def test_own_break_is_said_on_its_card() -> None:
    layout = laid_out("one\ftwo", ("one", Break.MANUAL), ("two", Break.END))
    assert notes(layout) == [OWN_BREAK, ""]
    assert part_words.trouble(layout) == ""


def drawn(delegate: PartDelegate, card: Card, ratio: float = 1) -> QImage:
    width, height = 300, delegate.height(card, 300)
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("white"))
    painter = QPainter(image)
    delegate.draw(painter, card, QRect(0, 0, width, height), marked=False, focused=False)
    painter.end()
    return image


def ring_ink(image: QImage, delegate: PartDelegate, card: Card) -> float:
    """Returns how dark the place of the ring is on average, from 0 to 1."""
    ratio = image.devicePixelRatio()
    right = round((300 - PAD_ACROSS) * ratio)
    bottom = round((delegate.height(card, 300) - GAP) * ratio)
    side = round(RING * ratio)
    places = [(x, y) for x in range(right - side, right) for y in range(bottom - 2 * side, bottom)]
    return sum(255 - image.pixelColor(x, y).lightness() for x, y in places) / len(places) / 255


@pytest.mark.parametrize("ratio", [1, 2])
def test_ring_fills_with_the_weight(delegate: PartDelegate, ratio: float) -> None:
    inks = []
    for left in (140, 105, 70, 35, 15):
        card = Card("Hello", 1, 1, left, 140)
        inks.append(ring_ink(drawn(delegate, card, ratio), delegate, card))
    assert inks == sorted(inks)
    assert inks[-1] > 1.5 * inks[0]


def test_part_that_is_too_long_differs_by_shape_too(delegate: PartDelegate) -> None:
    """The ring of a full part is empty inside; that of one which is too long is crossed."""
    for left, crossed in ((0, False), (-1, True)):
        image = drawn(delegate, Card("Hello", 1, 1, left, 140))
        middle = image.pixelColor(300 - PAD_ACROSS - RING // 2, (image.height() - GAP) // 2)
        assert (middle.lightness() < 200) is crossed


def test_note_takes_a_line_of_its_own(delegate: PartDelegate) -> None:
    bare = Card("Hello", 1, 2, 135, 140)
    noted = Card("Hello", 1, 2, 135, 140, OWN_BREAK)
    assert delegate.height(noted, 300) >= delegate.height(bare, 300) + RING


def test_line_below_is_mirrored_for_a_text_that_reads_leftwards(delegate: PartDelegate) -> None:
    image = drawn(delegate, Card(RTL, 1, 1, 0, 140))
    beside = range(PAD_ACROSS, PAD_ACROSS + RING)
    row = range(image.height() - GAP - 3 * RING // 2, image.height() - GAP - 3)
    assert any(image.pixelColor(x, y).lightness() < 128 for x in beside for y in row)


def test_guess_is_about_right(delegate: PartDelegate) -> None:
    for text in (TEXT, "Hello", "one\ntwo\nthree"):
        card = Card(text, 1, 1, 20, 140)
        assert abs(delegate.guess(text, 300) - delegate.height(card, 300)) <= 40


def test_only_cards_near_the_view_are_measured(view: PartsView) -> None:
    model_of(view).show_layout(long_thread(72))
    view.mark(36)
    measured = [row for row in range(72) if view.rows.is_measured(row)]
    assert view.viewport().rect().contains(view.visualRect(model_of(view).index(36)))
    assert len(measured) < 30


def test_cards_take_exactly_the_height_that_they_want(view: PartsView) -> None:
    model_of(view).show_layout(long_thread(4))
    view.resize(320, view.content_height(320, 1000))
    assert view.verticalScrollBar().maximum() == 0
    view.resize(320, view.height() - 1)
    assert view.verticalScrollBar().maximum() == 1


def test_height_is_not_asked_beyond_what_matters(view: PartsView) -> None:
    model_of(view).show_layout(long_thread(72))
    assert view.content_height(320, 200) == 200


def test_cards_are_walked_by_key_and_come_into_sight(qtbot: QtBot, view: PartsView) -> None:
    model_of(view).show_layout(long_thread(20))
    view.mark(0)
    view.setFocus()
    told: list[int] = []
    view.part_chosen.connect(told.append)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert told == [19]
    last = view.visualRect(model_of(view).index(19))
    assert view.viewport().rect().contains(last.center())
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert told == [19, 0]
    assert view.visualRect(model_of(view).index(0)).top() == 0


def test_a_number_in_the_text_stands_nowhere_else_on_the_card() -> None:
    layout = split("word " * 40, LIMITS_140, numbering=Numbering(NumberStyle.OF_ALL))
    card = part_words.card(layout.parts, 0, layout)
    assert card.text.startswith("1/2 word")
    assert card.meta == f"{card.left} left"

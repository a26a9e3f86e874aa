"""The room of the findings: nothing jumps while one types, and what is opened can be read."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.domain.checks import Checked
from console.domain.limits import LIMITS_140
from tests.ui.given_findings import AGAIN, AWAY, FEED, NAMES, PROMISE, SAME, checked
from ui import check_column
from ui.check_column import LOW_CARDS, Wants
from ui.check_pane import GIVES_BACK_MS
from ui.composer import Composer
from ui.composer_frame import NARROW
from ui.theme import UNIT, Theme

WIDE_WIDTH, NARROW_WIDTH = NARROW + 40, NARROW - 60
WIDTHS = [NARROW_WIDTH, WIDE_WIDTH]
SHORT = "Please calm down. "
LONG = "Hi Ada, we looked it up, and as already stated we need your order number. " * 5


class Page(QWidget):
    """A composer below a timeline, which gives it what it wants up to half of its height."""

    def __init__(self, composer: Composer, theme: Theme) -> None:
        super().__init__()
        self.composer, self.splitter = composer, QSplitter()
        self.splitter.setOrientation(self.splitter.orientation().Vertical)
        self.splitter.addWidget(QWidget())
        self.splitter.addWidget(composer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        composer.height_wanted.connect(self.give)
        composer.editor.textChanged.connect(composer.found.typed)

    def give(self, wanted: int) -> None:
        whole = sum(self.splitter.sizes())
        height = max(min(wanted, whole // 2), self.composer.minimumSizeHint().height())
        self.splitter.setSizes([whole - height, height])


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> Iterator[Page]:
    theme = Theme(qapp)
    theme.apply()
    made = Page(Composer(theme), theme)
    qtbot.addWidget(made)
    made.resize(WIDE_WIDTH, 800)
    made.show()
    made.composer.show_draft("", LIMITS_140)
    made.composer.editor.setFocus()
    yield made
    made.composer.flush()
    made.composer.found.stop()


def settle() -> None:
    for _turn in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def show(page: Page, results: Checked) -> None:
    page.composer.found.show_checked(results, NAMES)
    settle()


def open_first(page: Page, at: int = 0) -> None:
    page.composer.found.list.set_current(at)
    settle()


def place(page: Page, widget: QWidget) -> QRect:
    """Return where a widget stands in the composer; empty where it is hidden."""
    if not widget.isVisible():
        return QRect()
    return QRect(widget.mapTo(page.composer, QPoint(0, 0)), widget.size())


def assert_nothing_overlaps(page: Page) -> None:
    made = page.composer
    below = [place(page, made.editor), place(page, made.cards), place(page, made.found)]
    below.append(place(page, made.send_button))
    for number, area in enumerate(below):
        assert made.rect().contains(area) or area.isEmpty()
        assert not any(area.intersects(other) for other in below[number + 1 :])


def is_opened_in_sight(page: Page) -> bool:
    """Return whether the opened finding is seen with all of its buttons."""
    listed = page.composer.found.list
    area = listed.sheet.opened_area().translated(listed.sheet.pos())
    return not area.isEmpty() and listed.area.viewport().rect().contains(area)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("text", [SHORT, LONG])
def test_nothing_jumps_where_findings_come_while_one_types(
    qtbot: QtBot, page: Page, width: int, text: str
) -> None:
    page.resize(width, 800)
    page.composer.put_text(text)
    settle()
    top = page.composer.y()
    room = page.composer.editor.cursorRect().bottom() < page.composer.editor.height()
    for findings in ((AWAY,), (AWAY, AGAIN), (AWAY, AGAIN, SAME, PROMISE)):
        qtbot.keyClicks(page.composer.editor, "a")
        show(page, checked(*findings))
        assert page.composer.y() == top
        assert page.composer.found.isVisible()
        assert room is (page.composer.editor.cursorRect().bottom() < page.composer.editor.height())
        assert_nothing_overlaps(page)


def test_room_is_taken_in_a_pause(qtbot: QtBot, page: Page) -> None:
    qtbot.keyClicks(page.composer.editor, SHORT)
    show(page, checked(AWAY, AGAIN))
    found = page.composer.found
    low = found.height()
    qtbot.waitUntil(lambda: found.height() > low)
    assert found.height() == found.list.content_height(found.list.width())


@pytest.mark.parametrize("width", WIDTHS)
def test_room_is_given_back_later(qtbot: QtBot, page: Page, width: int) -> None:
    page.resize(width, 800)
    page.composer.show_draft(SHORT, LIMITS_140)
    show(page, checked(AWAY, AGAIN, SAME))
    high = page.composer.height()
    qtbot.keyClicks(page.composer.editor, "a")
    show(page, checked(AWAY))
    assert page.composer.height() == high
    qtbot.waitUntil(lambda: page.composer.height() < high, timeout=4 * GIVES_BACK_MS)


@pytest.mark.parametrize("size", [(390, 445), (NARROW_WIDTH, 645), (WIDE_WIDTH, 645)])
@pytest.mark.parametrize("text", [SHORT, LONG])
@pytest.mark.parametrize("at", [0, 3])
def test_opened_finding_is_seen_with_its_buttons(
    page: Page, size: tuple[int, int], text: str, at: int
) -> None:
    page.resize(*size)
    page.composer.show_draft(text, LIMITS_140)
    show(page, checked(AWAY, AGAIN, SAME, PROMISE))
    open_first(page, at)
    assert is_opened_in_sight(page)
    made = page.composer.editor
    assert made.viewport().height() >= 3 * made.fontMetrics().lineSpacing()
    assert_nothing_overlaps(page)


def test_opening_has_its_room_at_once_also_while_one_types(qtbot: QtBot, page: Page) -> None:
    qtbot.keyClicks(page.composer.editor, SHORT)
    show(page, checked(AWAY, AGAIN))
    open_first(page)
    assert is_opened_in_sight(page)


def test_typing_on_after_one_was_opened_moves_nothing(qtbot: QtBot, page: Page) -> None:
    page.resize(390, 445)
    page.composer.show_draft(SHORT, LIMITS_140)
    show(page, checked(AWAY, AGAIN, SAME, PROMISE))
    open_first(page)
    top = page.composer.y()
    qtbot.keyClicks(page.composer.editor, "a")
    page.composer.found.list.set_current(-1)
    settle()
    assert page.composer.y() == top
    assert page.composer.cards.isVisible()


@pytest.mark.parametrize("size", [(390, 445), (NARROW_WIDTH, 645), (WIDE_WIDTH, 645)])
def test_nothing_is_painted_over_the_foot_with_the_feed_open(
    page: Page, size: tuple[int, int]
) -> None:
    page.resize(*size)
    page.composer.show_draft("Sorry.", LIMITS_140)
    show(page, checked(AWAY, feed=FEED))
    page.composer.found.list.sheet.below.feed.fold.setChecked(False)
    settle()
    assert_nothing_overlaps(page)


def test_text_has_its_whole_lines_first(page: Page) -> None:
    page.resize(NARROW_WIDTH, 645)
    page.composer.show_draft(LONG[:290], LIMITS_140)
    show(page, checked(AWAY, AGAIN, SAME, PROMISE))
    assert page.composer.editor.verticalScrollBar().maximum() == 0
    page.resize(NARROW_WIDTH, 740)
    open_first(page, 1)
    assert is_opened_in_sight(page)
    assert page.composer.editor.verticalScrollBar().maximum() == 0


def test_text_is_no_higher_for_the_findings(page: Page) -> None:
    page.composer.show_draft(SHORT, LIMITS_140)
    settle()
    high = page.composer.editor.height()
    show(page, checked(AWAY, AGAIN, SAME))
    assert page.composer.editor.height() <= high
    assert page.composer.found.width() > page.composer.editor.width() + UNIT


@pytest.mark.parametrize("room", range(0, 600, 7))
@pytest.mark.parametrize("is_opened", [False, True])
@pytest.mark.parametrize("cards", [32, 46, 300])
def test_shares_are_never_more_than_the_room(room: int, is_opened: bool, cards: int) -> None:  # noqa: FBT001
    floor = 127 if is_opened else 28
    wants = Wants(128, 74, cards, 206, 206, 28, floor, is_opened, floor if is_opened else 0)
    room = max(room, check_column.least(wants, 0, is_narrow=True))
    whole = check_column.stacked(room, wants, lambda height: height, lambda height: height)
    gaps = UNIT * ((whole.cards > 0) + (whole.found > 0))
    assert whole.text + whole.cards + whole.found + gaps == room
    assert whole.text >= wants.least
    assert whole.found >= floor
    assert whole.cards in (0, cards) or whole.cards >= min(cards, LOW_CARDS) - 3 * UNIT

"""The stranger's view: what our last posts are, and what the draft changes of it."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.checks import Feed, FeedShare
from tests.ui.given_findings import AGAIN, AWAY, FEED, NAMES, PROMISE, SAME, checked
from ui import check_words
from ui.check_feed import LOOKS
from ui.check_list import CheckList
from ui.theme import UNIT, Theme

WIDTH = 360
MINUS = "\N{MINUS SIGN}"
NO_THANKS = " 0 give thanks (+1), 2 other"


def feed(before: tuple[int, ...], after: tuple[int, ...]) -> Feed:
    return Feed(dict(zip(FeedShare, before, strict=True)), dict(zip(FeedShare, after, strict=True)))


@pytest.fixture
def listed(qtbot: QtBot, theme: Theme) -> CheckList:
    made = CheckList(theme)
    qtbot.addWidget(made)
    made.resize(WIDTH, 400)
    made.show()
    return made


@pytest.mark.parametrize(
    ("known", "line"),
    [
        (
            feed((3, 4, 0, 2), (3, 3, 1, 2)),
            f"Of your last 9 posts: 3 say solved, 4 answer complaints ({MINUS}1),{NO_THANKS}",
        ),
        (
            feed((1, 1, 1, 0), (1, 1, 1, 0)),
            "Of your last 3 posts: 1 says solved, 1 answers a complaint, 1 gives thanks, 0 other",
        ),
        (
            feed((0, 0, 0, 1), (0, 3, 0, 1)),
            "Of your last post: 0 say solved, 0 answer complaints (+3), 0 give thanks, 1 other",
        ),
    ],
)
def test_shares_are_said_in_one_line(known: Feed, line: str) -> None:
    assert check_words.feed(known) == line


@pytest.mark.parametrize(
    ("known", "line"),
    [
        (feed((1, 25, 4, 20), (1, 26, 4, 19)), "25 to complaints (+1), 1 solved"),
        (feed((1, 25, 4, 20), (2, 25, 4, 19)), "1 solved (+1), 25 to complaints"),
        (feed((1, 25, 4, 20), (2, 24, 4, 20)), f"1 solved (+1), 25 to complaints ({MINUS}1)"),
        (feed((1, 25, 4, 20), (1, 24, 5, 20)), f"4 thanks (+1), 25 to complaints ({MINUS}1)"),
        (feed((1, 25, 4, 20), (1, 25, 4, 20)), "25 to complaints, 1 solved"),
    ],
)
def test_line_says_first_what_the_draft_changes(known: Feed, line: str) -> None:
    longest, *_others = check_words.feed_short(known)
    assert longest == f"Last 50 posts: {line}"


@pytest.mark.parametrize("width", range(220, 460, 10))
def test_line_is_never_cut(listed: CheckList, width: int) -> None:
    listed.resize(width, 400)
    listed.show_checked(checked(AGAIN, feed=FEED), NAMES)
    fold = listed.sheet.below.feed.fold
    room = fold.width() - 6 * UNIT
    assert fold.fontMetrics().horizontalAdvance(fold.text()) <= room
    listed.resize(600, 400)
    assert fold.text() == check_words.feed_short(FEED)[0]


@pytest.mark.parametrize(
    ("known", "note"),
    [
        (feed((3, 34, 8, 5), (4, 33, 8, 5)), "The oldest of them drops out."),
        (feed((3, 34, 8, 5), (3, 34, 8, 5)), "The oldest, of the same kind, drops out."),
        (feed((0, 3, 1, 0), (1, 3, 1, 0)), ""),
    ],
)
def test_it_says_why_little_changes(listed: CheckList, known: Feed, note: str) -> None:
    listed.show_checked(checked(AGAIN, feed=known), NAMES)
    shares = listed.sheet.below.feed.shares
    assert shares.note == note
    assert note in shares.accessibleName()


def test_what_is_opened_comes_into_sight_and_not_the_open_finding(
    listed: CheckList, qtbot: QtBot
) -> None:
    listed.resize(WIDTH, 300)
    listed.show_checked(checked(AWAY, AGAIN, SAME, PROMISE, feed=FEED), NAMES)
    listed.set_current(0)
    feed_shown = listed.sheet.below.feed
    listed.area.verticalScrollBar().setValue(listed.area.verticalScrollBar().maximum())
    qtbot.mouseClick(feed_shown.fold, Qt.MouseButton.LeftButton)
    for part in (feed_shown.fold, feed_shown.shares):
        assert part.visibleRegion().boundingRect() == part.rect()


def test_what_is_opened_wants_its_room_beside_many_findings(listed: CheckList) -> None:
    many = (AWAY, AGAIN, SAME, PROMISE)
    listed.show_checked(checked(*many, feed=FEED), NAMES)
    feed_shown, told = listed.sheet.below.feed, [listed.is_unfolded]
    feed_shown.fold.click()
    told.append(listed.is_unfolded)
    assert listed.content_height(WIDTH) > feed_shown.height()
    listed.show_checked(checked(*many), NAMES)
    told.append(listed.is_unfolded)
    assert told == [False, True, False]


def test_what_is_opened_stays_when_the_last_finding_goes(listed: CheckList) -> None:
    same = feed((3, 4, 5, 6), (3, 4, 5, 6))
    listed.show_checked(checked(AGAIN, feed=same), NAMES)
    fold = listed.sheet.below.feed.fold
    fold.click()
    listed.show_checked(checked(feed=same), NAMES)
    assert fold.isVisible()
    assert listed.sheet.below.feed.shares.isVisible()
    listed.show_checked(None, NAMES)
    assert not fold.isVisible()


def test_every_share_has_a_name_and_a_pattern_of_its_own() -> None:
    assert set(LOOKS) == set(check_words.SHARE_NAMES) == set(FeedShare)
    assert len({pattern for _token, pattern in LOOKS.values()}) == len(FeedShare)


def test_folded_it_is_one_line(listed: CheckList, qtbot: QtBot) -> None:
    listed.show_checked(checked(AGAIN, feed=FEED), NAMES)
    shown = listed.sheet.below.feed
    assert shown.fold.isVisible()
    assert shown.fold.text() in check_words.feed_short(FEED)
    assert shown.fold.accessibleName() == check_words.feed(FEED)
    assert check_words.feed(FEED) in shown.fold.toolTip()
    assert not shown.shares.isVisible()
    folded = listed.content_height(WIDTH)
    with qtbot.waitSignal(listed.height_changed):
        qtbot.mouseClick(shown.fold, Qt.MouseButton.LeftButton)
    assert shown.shares.isVisible()
    assert listed.content_height(WIDTH) > folded
    assert shown.shares.accessibleName() == (
        f"What strangers read under @shop. {check_words.feed(FEED)}. The oldest of them drops out."
    )
    qtbot.mouseClick(shown.fold, Qt.MouseButton.LeftButton)
    assert listed.content_height(WIDTH) == folded


def test_it_opens_by_key(listed: CheckList, qtbot: QtBot) -> None:
    listed.show_checked(checked(feed=FEED), NAMES)
    listed.activateWindow()
    fold = listed.sheet.below.feed.fold
    fold.setFocus()
    qtbot.waitUntil(fold.hasFocus)
    qtbot.keyClick(fold, Qt.Key.Key_Return)
    assert listed.sheet.below.feed.shares.isVisible()
    qtbot.keyClick(fold, Qt.Key.Key_Space)
    assert not listed.sheet.below.feed.shares.isVisible()


@pytest.mark.parametrize(
    ("known", "found", "is_shown"),
    [
        (FEED, False, True),
        (feed((3, 4, 5, 6), (3, 4, 5, 6)), False, False),
        (feed((3, 4, 5, 6), (3, 4, 5, 6)), True, True),
        (feed((0, 0, 0, 0), (1, 0, 0, 0)), True, False),
        (None, True, False),
        (None, False, False),
    ],
)
def test_it_is_shown_where_it_says_something(
    listed: CheckList, known: Feed | None, *, found: bool, is_shown: bool
) -> None:
    listed.show_checked(checked(*([AGAIN] if found else []), feed=known), NAMES)
    assert listed.sheet.below.feed.isVisible() is is_shown
    assert bool(listed.content_height(WIDTH)) is (found or is_shown)


def test_it_stays_open_while_results_come_in(listed: CheckList) -> None:
    listed.show_checked(checked(AGAIN, feed=FEED), NAMES)
    listed.sheet.below.feed.fold.click()
    listed.show_checked(checked(AGAIN, feed=feed((3, 34, 8, 5), (3, 35, 8, 4))), NAMES)
    assert listed.sheet.below.feed.shares.isVisible()


@pytest.mark.parametrize("forced", ["light", "dark", "high-contrast", "high-contrast-dark"])
def test_shares_can_be_told_apart_without_colour(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, forced: str
) -> None:
    monkeypatch.setenv("CANARY_DESK_THEME", forced)
    theme = Theme(qapp)
    theme.apply()
    listed = CheckList(theme)
    qtbot.addWidget(listed)
    listed.resize(600, 500)
    listed.show_checked(checked(feed=feed((20, 20, 20, 20), (20, 20, 21, 19))), NAMES)
    listed.sheet.below.feed.fold.click()
    listed.show()
    shares = listed.sheet.below.feed.shares
    image = shares.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    assert len({_pattern(image, number) for number in range(4)}) == 4


def _pattern(image: QImage, number: int) -> tuple[bool, ...]:
    """Returns the inside of the swatch of a share, light and dark, from the picture."""
    line = image.height() - 2 * 8 - 4
    height = line // 8
    top = 3 * height + 8 + number * height + (height - 12) // 2
    inside = QRect(34, top + 4, 10, 6)
    ground = image.pixelColor(2, 2).lightness()
    return tuple(
        abs(image.pixelColor(x, y).lightness() - ground) > 30
        for y in range(inside.top(), inside.bottom())
        for x in range(inside.left(), inside.right())
    )


@pytest.mark.parametrize("handle", ["", "shop", "\u202eevil", "صيدلية", "x" * 5000])
def test_any_handle_is_drawn_within_its_place(listed: CheckList, handle: str) -> None:
    listed.show_checked(checked(feed=FEED), (handle, "Ada"))
    listed.sheet.below.feed.fold.click()
    listed.grab()
    assert "\u202e" not in listed.sheet.below.feed.shares.accessibleName()
    assert listed.sheet.below.feed.shares.width() <= listed.width()


@pytest.mark.parametrize("width", [40, 120, 280])
def test_narrow_one_is_drawn_without_complaint(listed: CheckList, width: int) -> None:
    listed.resize(width, 300)
    listed.show_checked(checked(AGAIN, feed=FEED), NAMES)
    listed.sheet.below.feed.fold.click()
    listed.set_current(0)
    listed.grab()
    assert listed.content_height(width) > 0

"""The timeline, used with keys and mouse."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QColor, QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QToolTip
from pytestqt.qtbot import QtBot

from console.domain.ids import MessageId
from console.domain.messages import Message
from tests.ui.given_messages import NOW, PHOTO, call, post
from ui.picture_state import PictureState, PictureStatus
from ui.reading_dialog import ReadingDialog
from ui.theme import Theme
from ui.timeline_model import TimelineModel
from ui.timeline_view import TimelineView

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
HAND = Qt.CursorShape.PointingHandCursor
IBEAM = Qt.CursorShape.IBeamCursor


@dataclass
class Desk:
    """A timeline in a window of its own."""

    qtbot: QtBot
    model: TimelineModel
    view: TimelineView
    opened: list[str] = field(default_factory=list)

    def show(self, *messages: Message, read: int | None = None) -> None:
        self.model.show_messages(
            messages, NOW + timedelta(hours=1), None if read is None else MessageId(read)
        )

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.qtbot.keyClick(self.view, key, modifier)

    def top(self) -> int:
        """Returns the number of the message at the upper edge."""
        return self.view.first_in_sight()[0]

    def point(self, row: int, shape: Qt.CursorShape) -> QPoint:
        """Returns where in a row the pointer looks like that, going as a person's eye does."""
        rect = self.view.visualRect(self.model.index(row))
        rect = rect.intersected(self.view.viewport().rect())
        for y in range(rect.top() + 4, rect.bottom(), 6):
            for x in range(rect.left() + 2, rect.right(), 10):
                self.qtbot.mouseMove(self.view.viewport(), QPoint(x, y))
                if self.view.viewport().cursor().shape() == shape:
                    return QPoint(x + 2, y + 1)
        raise AssertionError("nowhere")

    def click(self, point: QPoint) -> None:
        self.qtbot.mouseClick(self.view.viewport(), LEFT, pos=point)

    def menu(self, row: int) -> QMenu:
        """Opens the context menu of a message by the keyboard."""
        self.view.setCurrentIndex(self.model.index(row))
        middle = self.view.viewport().rect().center()
        QApplication.sendEvent(
            self.view.viewport(),
            QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, QPoint()),
        )
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def choose(self, row: int, said: str) -> None:
        """Uses an entry of the context menu."""
        menu = self.menu(row)
        (action,) = [action for action in menu.actions() if action.text() == said]
        action.trigger()
        menu.close()


def entries(menu: QMenu) -> list[str]:
    said = [action.text() for action in menu.actions() if not action.isSeparator()]
    menu.close()
    return said


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme) -> Iterator[Desk]:
    model = TimelineModel()
    opened: list[str] = []

    view = TimelineView(model, theme, open_address=lambda url: opened.append(said(url)))
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.setFocus()
    yield Desk(qtbot, model, view, opened)
    view.hide()


def said(url: QUrl) -> str:
    return bytes(url.toEncoded().data()).decode()


def many(count: int = 200) -> list[Message]:
    return [post(n, f"text {n} " + "word " * (n % 40), minute=20 * n) for n in range(1, count + 1)]


def test_case_opens_at_its_end(desk: Desk) -> None:
    desk.show(*many())
    assert desk.view.at_end()
    assert desk.view.place() == (None, 0)
    bottom = desk.view.visualRect(desk.model.index(199)).bottom()
    assert 0 <= desk.view.viewport().height() - bottom <= 24


def test_keys_walk_from_end_to_end(desk: Desk) -> None:
    desk.show(*many())
    desk.press(Qt.Key.Key_Home)
    assert desk.top() == 0
    assert desk.view.currentIndex().row() == 0
    desk.press(Qt.Key.Key_Down)
    assert desk.view.currentIndex().row() == 1
    before = desk.view.verticalOffset()
    desk.press(Qt.Key.Key_PageDown)
    assert before + 300 < desk.view.verticalOffset() <= before + 400
    desk.press(Qt.Key.Key_PageUp)
    assert desk.view.verticalOffset() == before
    desk.press(Qt.Key.Key_End)
    assert desk.view.at_end()
    assert desk.view.currentIndex().row() == 199


def test_arrow_goes_through_a_message_that_is_higher_than_the_view(desk: Desk) -> None:
    desk.show(post(1), post(2, "line\n" * 40 + "end", minute=20), post(3, minute=40))
    desk.press(Qt.Key.Key_Home)
    desk.press(Qt.Key.Key_Down)
    assert desk.view.currentIndex().row() == 1
    desk.press(Qt.Key.Key_Down)
    assert desk.view.currentIndex().row() == 1
    for _ in range(20):
        desk.press(Qt.Key.Key_Down)
    assert desk.view.currentIndex().row() == 2


def test_every_message_can_be_brought_into_sight(desk: Desk) -> None:
    desk.show(*many(30))
    desk.press(Qt.Key.Key_Home)
    for row in range(30):
        assert desk.view.currentIndex().row() == row
        rect = desk.view.visualRect(desk.model.index(row))
        assert desk.view.viewport().rect().contains(rect.center())
        desk.press(Qt.Key.Key_Down)


def test_reading_place_is_found_again(desk: Desk) -> None:
    desk.show(*many())
    desk.view.go_to(MessageId(80), 7)
    assert desk.view.place() == (80, 7)
    place = desk.view.place()
    desk.press(Qt.Key.Key_Home)
    desk.view.go_to(*place)
    assert desk.view.place() == (80, 7)
    desk.view.go_to(None)
    assert desk.view.at_end()


def test_place_of_a_message_that_is_gone_is_that_of_the_next(desk: Desk) -> None:
    desk.show(*[one for one in many() if one.id != 80])
    desk.view.go_to(MessageId(80), 0)
    assert desk.view.place() == (81, 0)


def test_other_width_keeps_the_message_that_is_read(desk: Desk) -> None:
    desk.show(*many())
    desk.view.go_to(MessageId(80), 0)
    desk.view.resize(330, 400)
    assert desk.view.place() == (80, 0)
    desk.view.scroll_to_end()
    desk.view.resize(600, 300)
    assert desk.view.at_end()


def test_unread_line_is_gone_to(desk: Desk) -> None:
    desk.show(*many(), read=100)
    desk.view.go_to_unread()
    rect = desk.view.visualRect(desk.model.index(100))
    assert 0 < rect.top() < desk.view.viewport().height() // 2
    desk.show(*many(), read=200)
    desk.view.go_to_unread()
    assert desk.view.at_end()


def test_new_messages_at_the_end_are_in_sight(desk: Desk) -> None:
    desk.show(*many(20))
    desk.show(*many(22))
    assert desk.view.at_end()
    assert not desk.view.pill.isVisible()


def test_new_messages_move_nothing_for_who_reads_above(desk: Desk) -> None:
    desk.show(*many(20))
    desk.view.go_to(MessageId(3), 5)
    desk.show(*many(21))
    desk.show(*many(22))
    assert desk.view.place() == (3, 5)
    assert desk.view.pill.isVisible()
    assert desk.view.pill.text() == "2 new ↓"
    desk.qtbot.mouseClick(desk.view.pill, LEFT)
    assert desk.view.at_end()
    assert not desk.view.pill.isVisible()
    desk.view.go_to(MessageId(3))
    desk.show(*many(23))
    assert desk.view.pill.text() == "1 new ↓"
    desk.press(Qt.Key.Key_End)
    assert not desk.view.pill.isVisible()


def test_newest_message_in_sight_is_told_once(desk: Desk) -> None:
    told: list[int] = []
    desk.view.seen.connect(told.append)
    with desk.qtbot.waitSignal(desk.view.seen):
        desk.show(*many(20))
    desk.view.go_to(MessageId(3))
    with desk.qtbot.waitSignal(desk.view.seen):
        desk.show(*many(21))
        desk.view.scroll_to_end()
    assert told == [20, 21]


def test_message_that_was_scrolled_away_at_once_is_not_seen(desk: Desk) -> None:
    with desk.qtbot.waitSignal(desk.view.seen):
        desk.show(*many(20))
    with desk.qtbot.assertNotEmitted(desk.view.seen, wait=700):
        desk.show(*many(21))
        desk.view.go_to(MessageId(3))


def test_message_whose_end_is_below_the_edge_is_not_seen(desk: Desk) -> None:
    told: list[int] = []
    desk.view.seen.connect(told.append)
    desk.show(*many(20), post(21, "line\n" * 50, minute=1000))
    desk.view.go_to(MessageId(21), 0)
    with desk.qtbot.waitSignal(desk.view.seen):
        desk.view.go_to(MessageId(20), 0)
    assert 21 not in told


def test_nothing_is_seen_in_a_window_behind(desk: Desk, qtbot: QtBot, theme: Theme) -> None:
    other = ReadingDialog("Ada", "text", theme, None)  # any other window
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not desk.view.isActiveWindow())
    with qtbot.assertNotEmitted(desk.view.seen, wait=700):
        desk.show(*many(20))
    desk.view.activateWindow()
    with qtbot.waitSignal(desk.view.seen) as told:
        qtbot.waitUntil(desk.view.isActiveWindow)
    assert told.args == [20]


def test_scrolling_is_told_when_it_has_stopped(desk: Desk) -> None:
    desk.show(*many())
    told: list[None] = []
    desk.view.moved.connect(lambda: told.append(None))
    with desk.qtbot.waitSignal(desk.view.moved):
        for _ in range(3):
            desk.press(Qt.Key.Key_PageUp)
    assert len(told) == 1


def test_link_is_opened_by_a_click_and_said_before(desk: Desk) -> None:
    desk.show(post(1, "See https://track.example.org/parcel?id=1&x=2 @shop #late"))
    spot = desk.point(0, HAND)
    desk.click(spot)
    assert desk.opened == ["https://track.example.org/parcel?id=1&x=2"]


def test_neither_mention_nor_hashtag_nor_other_scheme_is_a_link(desk: Desk) -> None:
    desk.show(post(1, "@shop #late javascript:alert(1) file:///etc/passwd ftp://a.example"))
    for x in range(0, 480, 6):
        desk.click(QPoint(x, desk.view.visualRect(desk.model.index(0)).bottom() - 12))
    assert not [one for one in desk.opened if not one.startswith("https://")]
    assert not [one for one in entries(desk.menu(0)) if "javascript" in one or "passwd" in one]


@pytest.mark.parametrize(
    ("answer", "opened"), [("Open", ["https://xn--80ak6aa92e.com/login"]), ("Cancel", [])]
)
def test_page_of_a_host_in_other_letters_opens_after_a_question(
    desk: Desk, answer: str, opened: list[str]
) -> None:
    desk.show(post(1, "https://аррӏе.com/login"))
    desk.click(desk.point(0, HAND))
    assert desk.opened == []
    (box,) = desk.view.findChildren(QMessageBox)
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert "xn--80ak6aa92e.com" in box.text().replace("\u200b", "")
    (button,) = [one for one in box.buttons() if one.text() == answer]
    desk.qtbot.mouseClick(button, LEFT)
    assert desk.opened == opened


def test_question_before_an_odd_host_is_closed_by_enter_and_opens_nothing(desk: Desk) -> None:
    desk.show(post(1, "https://аррӏе.com/login"))
    desk.choose(0, "Open xn--80ak6aa92e.com…")
    (box,) = desk.view.findChildren(QMessageBox)
    desk.qtbot.keyClick(box, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert desk.opened == []


def test_copy_is_plain_text_without_signs_that_deceive(desk: Desk) -> None:
    desk.show(post(1, "<b>pay</b> \u202e0001\u202c\x1b[2J now\U000e0041 می‌خواهم"))
    desk.choose(0, "Copy text")
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "<b>pay</b> 0001\u202c[2J now می‌خواهم"
    assert not data.hasHtml()
    assert not data.hasUrls()
    desk.view.setCurrentIndex(desk.model.index(0))
    desk.press(Qt.Key.Key_C, CTRL)
    assert "\u202e" not in QGuiApplication.clipboard().text()


def test_tip_names_the_real_host(desk: Desk) -> None:
    desk.show(post(1, "https://exаmple.org/login"))  # the third letter is Cyrillic
    spot = desk.point(0, HAND)
    tip(desk, spot)
    desk.qtbot.waitUntil(lambda: "xn--exmple-4nf.org" in QToolTip.text())
    assert "only look like one you know" in QToolTip.text()
    QToolTip.hideText()
    desk.qtbot.waitUntil(lambda: not QToolTip.isVisible())


def tip(desk: Desk, point: QPoint) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QHelpEvent

    viewport = desk.view.viewport()
    QApplication.sendEvent(
        viewport, QHelpEvent(QEvent.Type.ToolTip, point, viewport.mapToGlobal(point))
    )


def test_text_is_marked_by_dragging_and_copied(desk: Desk) -> None:
    desk.show(post(1, "The parcel 📦 is late again"))
    start = desk.point(0, IBEAM)
    viewport = desk.view.viewport()
    line = desk.view.visualRect(desk.model.index(0)).bottom() - 10
    desk.qtbot.mousePress(viewport, LEFT, pos=QPoint(start.x(), line))
    for x in range(start.x(), 490, 20):
        move(desk, QPoint(x, line))
    desk.qtbot.mouseRelease(viewport, LEFT, pos=QPoint(488, line))
    desk.press(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() in "The parcel 📦 is late again"
    assert QGuiApplication.clipboard().text().endswith("📦 is late again")
    assert entries(desk.menu(0))[:2] == ["Copy", "Copy text"]


def move(desk: Desk, point: QPoint) -> None:
    """Moves with the left button held, which QTest cannot."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    viewport = desk.view.viewport()
    QApplication.sendEvent(
        viewport,
        QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(point),
            QPointF(viewport.mapToGlobal(point)),
            LEFT,
            LEFT,
            Qt.KeyboardModifier.NoModifier,
        ),
    )


def test_drag_over_a_link_marks_it_and_opens_nothing(desk: Desk) -> None:
    desk.show(post(1, "https://example.org/parcel"))
    start = desk.point(0, HAND)
    desk.qtbot.mousePress(desk.view.viewport(), LEFT, pos=start)
    for x in range(start.x(), start.x() + 120, 10):
        move(desk, QPoint(x, start.y()))
    desk.qtbot.mouseRelease(desk.view.viewport(), LEFT, pos=start + QPoint(120, 0))
    assert not desk.opened
    assert desk.view.marked_text()


def test_double_click_marks_a_word(desk: Desk) -> None:
    desk.show(post(1, "Überraschung word"))
    spot = desk.point(0, IBEAM)
    desk.qtbot.mouseDClick(desk.view.viewport(), LEFT, pos=spot + QPoint(12, 4))
    assert desk.view.marked_text() == "Überraschung"
    desk.show(post(9, "another case"))
    assert not desk.view.marked_text()


def test_whole_message_is_copied_when_nothing_is_marked(desk: Desk) -> None:
    desk.show(post(1, "one\n\n\n\n\n\ntwo"))
    desk.press(Qt.Key.Key_Home)
    desk.press(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "one\n\n\n\n\n\ntwo"


def test_menu_of_a_post_on_x(desk: Desk) -> None:
    desk.show(post(77, "See a.example.org and http://b.example.org/x", media=(PHOTO,)))
    assert entries(desk.menu(0)) == [
        "Copy text",
        "Copy link to post",
        "Open on X",
        "Open a.example.org…",
        "Open b.example.org…",
        "Load picture 1",
    ]
    desk.choose(0, "Copy link to post")
    assert QGuiApplication.clipboard().text() == "https://x.com/ada/status/77"
    desk.choose(0, "Open on X")
    desk.choose(0, "Open b.example.org…")
    assert desk.opened == ["https://x.com/ada/status/77", "http://b.example.org/x"]


def test_menu_of_what_is_not_on_x(desk: Desk) -> None:
    desk.show(post(1, network="memory"))
    assert entries(desk.menu(0)) == ["Copy text"]


def test_call_note_is_corrected_from_its_menu(desk: Desk) -> None:
    note = call(1)
    desk.show(note)
    assert entries(desk.menu(0)) == ["Edit call note…", "Copy text"]
    with desk.qtbot.waitSignal(desk.view.edit_wanted) as wanted:
        desk.choose(0, "Edit call note…")
    assert wanted.args == [note]


def test_huge_text_is_folded_and_read_in_a_window_of_its_own(desk: Desk) -> None:
    text = "word " * 5000
    desk.show(post(1, text))
    assert desk.view.visualRect(desk.model.index(0)).height() < 1500
    desk.press(Qt.Key.Key_Home)
    desk.press(Qt.Key.Key_Return)
    assert read(desk) == text
    desk.view.scroll_to_end()
    spot = desk.point(0, HAND)
    desk.click(spot)
    assert read(desk) == text
    assert "Read all 25,000 characters" in entries(desk.menu(0))


def read(desk: Desk) -> str:
    """Returns what the reading dialog shows, and closes it."""
    dialog = desk.view.findChild(ReadingDialog)
    assert isinstance(dialog, ReadingDialog)
    assert dialog.isVisible()
    whole = dialog.reader.whole
    with desk.qtbot.waitSignal(dialog.destroyed):
        desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    return whole


def test_enter_on_a_short_message_opens_nothing(desk: Desk) -> None:
    desk.show(post(1, "short"))
    desk.press(Qt.Key.Key_Home)
    desk.press(Qt.Key.Key_Return)
    assert desk.view.findChild(ReadingDialog) is None


def test_picture_is_asked_for_shown_and_opened(desk: Desk) -> None:
    desk.show(post(1, "Look", media=(PHOTO,)))
    with desk.qtbot.waitSignal(desk.view.picture_wanted) as wanted:
        desk.click(desk.point(0, HAND))
    assert wanted.args == [1, 0]
    low = desk.view.visualRect(desk.model.index(0)).height()
    desk.model.set_picture(MessageId(1), 0, PictureState(PictureStatus.LOADING))
    with pytest.raises(AssertionError, match="nowhere"):
        desk.point(0, HAND)
    desk.model.set_picture(MessageId(1), 0, picture("#ff0000"))
    assert desk.view.visualRect(desk.model.index(0)).height() > low + 80
    spot = desk.point(0, HAND) + QPoint(30, 30)
    assert desk.view.grab().toImage().pixelColor(spot) == QColor("#ff0000")
    with desk.qtbot.waitSignal(desk.view.picture_opened) as opened:
        desk.click(spot)
    assert opened.args == [1, 0]
    assert "Open picture 1" in entries(desk.menu(0))


def picture(colour: str) -> PictureState:
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return PictureState(PictureStatus.SHOWN, image)


def test_failed_picture_is_asked_for_again(desk: Desk) -> None:
    desk.show(post(1, "Look", media=(PHOTO,)))
    failed = PictureState(PictureStatus.FAILED, problem="<b>gone</b>")
    desk.model.set_picture(MessageId(1), 0, failed)
    with desk.qtbot.waitSignal(desk.view.picture_wanted):
        desk.click(desk.point(0, HAND))
    desk.choose(0, "Load picture 1")


def test_picture_loaded_above_moves_nothing_in_sight(desk: Desk) -> None:
    desk.show(post(1, media=(PHOTO,)), *[post(n, minute=20 * n) for n in range(2, 40)])
    desk.press(Qt.Key.Key_Home)
    desk.view.go_to(MessageId(5), 3)
    desk.model.set_picture(MessageId(1), 0, picture("#00ff00"))
    assert desk.view.place() == (5, 3)


def test_screen_reader_finds_the_messages(desk: Desk) -> None:
    desk.show(post(1), post(2, "another"))
    timeline = QAccessible.queryAccessibleInterface(desk.view)
    assert timeline.childCount() == 2
    assert "another" in timeline.child(1).text(QAccessible.Text.Name)


TEXTS: dict[str, Callable[[], str]] = {
    "one word of 100 kB": lambda: "x" * 100_000,
    "blank lines only": lambda: "\n" * 100_000,
    "many lines": lambda: "a\n" * 1400,
    "stacked marks": lambda: "Z" + "\u0300\u0323" * 600,
    "half an emoji": lambda: "\ud83d and \udc4d https://example.org",
    "directions": lambda: "\u202eevil\u2066\u2067 https://example.org/\u202egro",
    "emoji only": lambda: "👩‍👩‍👧‍👦🏳️‍🌈" * 500,
    "nothing": str,
    "control signs": lambda: "a\x00b\x07c\r\nd\u2029e",
}


@pytest.mark.parametrize("name", TEXTS)
def test_any_text_can_be_shown_hovered_and_marked(desk: Desk, name: str) -> None:
    desk.show(post(1, TEXTS[name]()), post(2, "after", minute=30))
    desk.view.grab()
    for y in range(0, 400, 40):
        for x in range(0, 480, 40):
            desk.qtbot.mouseMove(desk.view.viewport(), QPoint(x, y))
    desk.qtbot.mouseDClick(desk.view.viewport(), LEFT, pos=QPoint(80, 60))
    desk.view.marked_text()
    assert desk.view.visualRect(desk.model.index(0)).height() < 2000

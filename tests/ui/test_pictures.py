"""Pictures of the open case: on a click and no sooner, kept, and decoded elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QSize, QThread
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from console.domain.ids import MessageId
from console.domain.messages import Post
from console.errors import Offline
from tests.console.given import BEN
from tests.console.shelf import URL, Shelf, media, open_shelf, remote_post
from tests.ui.drawn import picture
from ui import picture_decoder, pictures
from ui.lanes import Lane
from ui.picture_state import NOT_LOADED, PictureState, PictureStatus
from ui.pictures import LargePicture, Pictures


class Change(NamedTuple):
    message_id: MessageId
    position: int
    state: PictureState


class Screen:
    """What a timeline would show."""

    def __init__(self, qtbot: QtBot, shelf: Shelf, pictures: Pictures) -> None:
        self.qtbot, self.shelf, self.pictures = qtbot, shelf, pictures
        self.changes: list[Change] = []
        pictures.changed.connect(lambda *change: self.changes.append(Change(*change)))

    @property
    def statuses(self) -> list[tuple[int, PictureStatus]]:
        return [(change.position, change.state.status) for change in self.changes]

    def status(self, message_id: MessageId, position: int = 0) -> PictureStatus:
        return self.pictures.state(message_id, position).status

    def wait(self, message_id: MessageId, status: PictureStatus, position: int = 0) -> None:
        self.qtbot.waitUntil(lambda: self.status(message_id, position) is status)

    def lane_is_through(self) -> None:
        """Wait until all that was asked of the lanes so far has come home."""
        for lane in (self.pictures._downloads, self.pictures._lane):
            with self.qtbot.waitCallback() as through:
                lane.submit(lambda _: None, through)


class Gate:
    """Holds the network's answers back until they are let through."""

    def __init__(self, shelf: Shelf) -> None:
        self.asked, self._open = threading.Event(), threading.Event()
        shelf.network.during = self._wait

    def _wait(self) -> None:
        self.asked.set()
        assert self._open.wait(20)

    def open(self) -> None:
        self._open.set()


@pytest.fixture
def shelf(qapp: object, tmp_path: Path) -> Iterator[Shelf]:
    made = open_shelf(tmp_path, remote_post(7, media("slip"), author=BEN))
    for name, colour in (("lid", "red"), ("box", "green"), ("slip", "blue")):
        made.world.add_picture(URL.format(name), picture(colour))
    yield made
    made.desk.close()


@pytest.fixture
def lane(shelf: Shelf) -> Iterator[Lane]:
    lane = Lane("pictures", shelf.another_desk)
    yield lane
    assert lane.close(5)


@pytest.fixture
def downloads(shelf: Shelf) -> Iterator[Lane]:
    lane = Lane("downloads", shelf.another_desk)
    yield lane
    assert lane.close(5)


@pytest.fixture
def screen(qtbot: QtBot, shelf: Shelf, lane: Lane, downloads: Lane) -> Screen:
    return Screen(qtbot, shelf, Pictures(lane, downloads=downloads))


def bens_post(shelf: Shelf) -> MessageId:
    post = shelf.view("Ben Moss").messages[0]
    assert isinstance(post, Post)
    return post.id


def test_opening_a_case_asks_nothing_of_the_network(screen: Screen, shelf: Shelf) -> None:
    screen.pictures.open_case(shelf.view())
    screen.lane_is_through()
    assert (shelf.network.asked, screen.changes) == ([], [])
    assert screen.pictures.state(shelf.key, 0) is NOT_LOADED


def test_a_case_without_pictures_does_not_even_start_the_lane(
    screen: Screen, shelf: Shelf, lane: Lane, downloads: Lane
) -> None:
    screen.pictures.open_case(None)
    with shelf.db.writing():
        shelf.db.execute("UPDATE posts SET media = NULL")
    screen.pictures.open_case(shelf.view())
    assert (lane._thread, downloads._thread) == (None, None)


def test_a_click_loads_one_picture_and_says_so_meanwhile(screen: Screen, shelf: Shelf) -> None:
    screen.pictures.open_case(shelf.view())
    screen.pictures.load(shelf.key, 1)
    assert screen.statuses == [(1, PictureStatus.LOADING)]
    screen.wait(shelf.key, PictureStatus.SHOWN, 1)
    assert screen.statuses == [(1, PictureStatus.LOADING), (1, PictureStatus.SHOWN)]
    assert screen.changes[-1].message_id == shelf.key
    image = screen.changes[-1].state.image
    assert image is not None
    assert (image.size(), image.pixelColor(0, 0)) == (QSize(640, 480), QColor("green"))
    assert shelf.network.asked == [URL.format("box")]


def test_clicks_upon_clicks_load_once(screen: Screen, shelf: Shelf) -> None:
    gate = Gate(shelf)
    screen.pictures.open_case(shelf.view())
    screen.pictures.load(shelf.key, 0)
    screen.pictures.load(shelf.key, 0)
    gate.open()
    screen.wait(shelf.key, PictureStatus.SHOWN)
    screen.pictures.load(shelf.key, 0)
    screen.lane_is_through()
    assert screen.statuses == [(0, PictureStatus.LOADING), (0, PictureStatus.SHOWN)]
    assert len(shelf.network.asked) == 1


def test_the_thread_of_the_window_decodes_nothing(
    screen: Screen, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[QThread] = []
    decode = picture_decoder.decode

    def watched(data: bytes, box: QSize) -> picture_decoder.Decoded:
        threads.append(QThread.currentThread())
        return decode(data, box)

    monkeypatch.setattr(picture_decoder, "decode", watched)
    screen.pictures.open_case(shelf.view())
    screen.pictures.load(shelf.key, 0)
    screen.wait(shelf.key, PictureStatus.SHOWN)
    screen.pictures.open_case(None)
    screen.pictures.open_case(shelf.view())
    screen.wait(shelf.key, PictureStatus.SHOWN)
    with screen.qtbot.waitCallback() as read:
        screen.pictures.read_large(shelf.key, 0, read, read, screen.pictures)
    assert len(threads) == 3
    assert screen.pictures.thread() not in threads


def test_kept_pictures_are_there_at_once_after_a_restart_those_of_the_newest_post_first(
    screen: Screen, shelf: Shelf
) -> None:
    for position in (1, 0):
        shelf.desk.pictures.load(shelf.key, position)
    shelf.network.asked.clear()
    screen.pictures.open_case(shelf.view())
    screen.wait(shelf.key, PictureStatus.SHOWN, 1)
    assert screen.statuses == [(0, PictureStatus.SHOWN), (1, PictureStatus.SHOWN)]
    assert shelf.network.asked == []


def test_a_late_answer_is_kept_and_touches_no_other_case(screen: Screen, shelf: Shelf) -> None:
    gate = Gate(shelf)
    screen.pictures.open_case(shelf.view())
    screen.pictures.load(shelf.key, 0)
    assert gate.asked.wait(20)
    screen.pictures.open_case(shelf.view("Ben Moss"))
    screen.changes.clear()
    gate.open()
    screen.lane_is_through()
    assert screen.changes == []
    screen.pictures.open_case(shelf.view())
    screen.wait(shelf.key, PictureStatus.SHOWN)
    assert len(shelf.network.asked) == 1


def test_who_comes_back_while_it_loads_sees_that_it_loads(screen: Screen, shelf: Shelf) -> None:
    gate = Gate(shelf)
    screen.pictures.open_case(shelf.view())
    screen.pictures.load(shelf.key, 0)
    screen.pictures.open_case(shelf.view("Ben Moss"))
    assert screen.status(shelf.key) is PictureStatus.NOT_LOADED
    screen.changes.clear()
    screen.pictures.open_case(shelf.view())
    assert screen.statuses == [(0, PictureStatus.LOADING)]
    screen.pictures.load(shelf.key, 0)
    gate.open()
    screen.wait(shelf.key, PictureStatus.SHOWN)
    screen.lane_is_through()
    assert len(shelf.network.asked) == 1


def test_a_slow_network_holds_up_nothing_that_is_kept(screen: Screen, shelf: Shelf) -> None:
    bens = bens_post(shelf)
    shelf.desk.pictures.load(bens, 0)
    gate = Gate(shelf)
    screen.pictures.open_case(shelf.view())
    screen.pictures.load(shelf.key, 0)
    assert gate.asked.wait(20)
    screen.pictures.open_case(shelf.view("Ben Moss"))
    screen.wait(bens, PictureStatus.SHOWN)
    with screen.qtbot.waitCallback() as read:
        screen.pictures.read_large(bens, 0, read, read, screen.pictures)
    assert isinstance(read.args[0], LargePicture)
    gate.open()


def test_a_kept_picture_is_shown_although_it_was_asked_for_behind_a_slow_one(
    screen: Screen, shelf: Shelf
) -> None:
    shelf.desk.pictures.load(shelf.key, 1)
    shelf.network.asked.clear()
    gate = Gate(shelf)
    screen.pictures.open_case(shelf.view())
    for position in (0, 1):
        screen.pictures.load(shelf.key, position)
    screen.wait(shelf.key, PictureStatus.SHOWN, 1)
    assert screen.status(shelf.key) is PictureStatus.LOADING
    gate.open()
    screen.wait(shelf.key, PictureStatus.SHOWN)
    screen.lane_is_through()
    assert shelf.network.asked == [URL.format("lid")]
    assert screen.statuses.count((1, PictureStatus.SHOWN)) == 1


def test_what_was_asked_for_and_not_begun_is_given_up_with_its_case(
    screen: Screen, shelf: Shelf
) -> None:
    gate = Gate(shelf)
    screen.pictures.open_case(shelf.view())
    for position in (0, 1):
        screen.pictures.load(shelf.key, position)
    assert gate.asked.wait(20)
    screen.pictures.open_case(shelf.view("Ben Moss"))
    assert screen.statuses[-1] == (1, PictureStatus.NOT_LOADED)
    screen.pictures.load(bens_post(shelf), 0)
    gate.open()
    screen.wait(bens_post(shelf), PictureStatus.SHOWN)
    screen.pictures.open_case(shelf.view())
    screen.wait(shelf.key, PictureStatus.SHOWN)
    assert screen.status(shelf.key, 1) is PictureStatus.NOT_LOADED
    assert shelf.network.asked == [URL.format("lid"), URL.format("slip")]
    screen.pictures.load(shelf.key, 1)
    screen.wait(shelf.key, PictureStatus.SHOWN, 1)


def test_what_was_asked_for_is_loaded_although_its_case_was_read_again(
    screen: Screen, shelf: Shelf
) -> None:
    gate = Gate(shelf)
    screen.pictures.open_case(shelf.view())
    for position in (0, 1):
        screen.pictures.load(shelf.key, position)
    screen.pictures.open_case(shelf.view())
    gate.open()
    screen.wait(shelf.key, PictureStatus.SHOWN, 1)
    assert shelf.network.asked == [URL.format("lid"), URL.format("box")]


def test_thumbnails_of_a_case_that_was_left_are_given_up(
    screen: Screen, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for position in (0, 1):
        shelf.desk.pictures.load(shelf.key, position)
    decoded: list[bytes] = []
    decode = picture_decoder.decode
    begun, on = threading.Event(), threading.Event()

    def slow(data: bytes, box: QSize) -> picture_decoder.Decoded:
        decoded.append(data)
        begun.set()
        assert on.wait(20)
        return decode(data, box)

    monkeypatch.setattr(picture_decoder, "decode", slow)
    screen.pictures.open_case(shelf.view())
    screen.qtbot.waitUntil(begun.is_set)
    screen.pictures.open_case(None)
    on.set()
    screen.lane_is_through()
    assert (len(decoded), screen.changes) == (1, [])


def test_the_same_case_read_again_is_told_what_stands(screen: Screen, shelf: Shelf) -> None:
    screen.pictures.open_case(shelf.view())
    screen.pictures.load(shelf.key, 0)
    screen.wait(shelf.key, PictureStatus.SHOWN)
    shown = screen.changes[-1]
    screen.changes.clear()
    screen.pictures.open_case(shelf.view())
    screen.lane_is_through()
    assert screen.changes == [shown]  # the very same image: nothing was decoded again
    assert screen.changes[0].state is shown.state


def test_a_failure_is_said_in_words_and_the_next_click_may_succeed(
    screen: Screen, shelf: Shelf
) -> None:
    shelf.network.pictures.fail_next("read_picture", Offline("X could not be reached."))
    screen.pictures.open_case(shelf.view())
    screen.pictures.load(shelf.key, 0)
    screen.wait(shelf.key, PictureStatus.FAILED)
    assert screen.changes[-1].state.problem == "X could not be reached."
    screen.pictures.load(shelf.key, 0)
    screen.wait(shelf.key, PictureStatus.SHOWN)


def test_a_failure_is_still_said_to_who_was_in_another_case(screen: Screen, shelf: Shelf) -> None:
    gate = Gate(shelf)
    shelf.network.pictures.fail_next("read_picture", Offline("X could not be reached."))
    screen.pictures.open_case(shelf.view())
    screen.pictures.load(shelf.key, 0)
    screen.pictures.open_case(shelf.view("Ben Moss"))
    gate.open()
    screen.lane_is_through()
    screen.changes.clear()
    screen.pictures.open_case(shelf.view())
    assert screen.statuses == [(0, PictureStatus.FAILED)]
    assert screen.changes[-1].state.problem == "X could not be reached."
    screen.pictures.load(shelf.key, 0)
    screen.wait(shelf.key, PictureStatus.SHOWN)
    screen.pictures.open_case(None)
    screen.pictures.open_case(shelf.view())
    assert screen.status(shelf.key) is not PictureStatus.FAILED


def test_of_very_many_failures_the_oldest_are_forgotten(
    screen: Screen, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_PROBLEMS", 1)
    screen.pictures.open_case(shelf.view())
    for position in (0, 1):
        shelf.network.pictures.fail_next("read_picture", Offline("X could not be reached."))
        screen.pictures.load(shelf.key, position)
    screen.wait(shelf.key, PictureStatus.FAILED, 1)
    screen.pictures.open_case(None)
    screen.pictures.open_case(shelf.view())
    assert screen.status(shelf.key, 0) is PictureStatus.NOT_LOADED
    assert screen.status(shelf.key, 1) is PictureStatus.FAILED


def test_the_large_view_says_again_why_a_picture_failed(
    screen: Screen, shelf: Shelf, qtbot: QtBot
) -> None:
    shelf.network.pictures.fail_next("read_picture", Offline("X could not be reached."))
    screen.pictures.open_case(shelf.view())
    screen.pictures.load(shelf.key, 0)
    screen.wait(shelf.key, PictureStatus.FAILED)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = screen.pictures.open_large(shelf.key, 0, parent)
    assert dialog is not None
    qtbot.waitUntil(lambda: "X could not be reached." in said(dialog))
    assert "Not loaded yet" not in said(dialog)


def said(dialog: QWidget) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no picture of a kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture of a kind"),
        (b"<!doctype html>", "no picture of a kind"),
        (b"\x89PNG\r\n\x1a\n cut off", "damaged"),
    ],
    ids=["empty", "svg", "page", "cut off"],
)
def test_what_is_no_picture_is_said_and_not_kept(
    screen: Screen, shelf: Shelf, data: bytes, words: str
) -> None:
    shelf.world.add_picture(URL.format("lid"), data)
    screen.pictures.open_case(shelf.view())
    screen.pictures.load(shelf.key, 0)
    screen.wait(shelf.key, PictureStatus.FAILED)
    assert words in screen.changes[-1].state.problem
    assert shelf.desk.pictures.kept(shelf.key, 0) is None


def test_a_kept_file_that_broke_is_let_go_of_without_a_word(screen: Screen, shelf: Shelf) -> None:
    shelf.desk.pictures.load(shelf.key, 0)
    shelf.desk.pictures.load(shelf.key, 1)
    with shelf.db.writing():
        shelf.db.execute("UPDATE pictures SET data = x'00' WHERE position = 0")
    screen.pictures.open_case(shelf.view())
    screen.wait(shelf.key, PictureStatus.SHOWN, 1)
    assert screen.status(shelf.key) is PictureStatus.NOT_LOADED
    assert shelf.desk.pictures.kept(shelf.key, 0) is None


def test_a_post_that_is_not_in_the_case_has_no_large_view(
    screen: Screen, shelf: Shelf, qtbot: QtBot
) -> None:
    screen.pictures.open_case(shelf.view())
    parent = QWidget()
    qtbot.addWidget(parent)
    assert screen.pictures.open_large(bens_post(shelf), 0, parent) is None


def test_pictures_that_are_gone_before_their_answer_are_not_missed(
    qtbot: QtBot, shelf: Shelf, screen: Screen
) -> None:
    gate = Gate(shelf)
    screen.pictures.open_case(shelf.view())
    screen.pictures.load(shelf.key, 0)
    assert gate.asked.wait(20)
    screen.pictures.deleteLater()
    with qtbot.waitSignal(screen.pictures.destroyed):
        gate.open()
    qtbot.waitUntil(lambda: shelf.desk.pictures.kept(shelf.key, 0) is not None)

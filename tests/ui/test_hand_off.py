"""Parts that a person posts in the browser: opened, asked about, recorded by their link."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Desk
from console.desk.context import Network
from console.desk.posts import NewCapture
from console.domain.ids import PartId, RemoteId, ThreadId
from console.domain.limits import LIMITS_140
from console.domain.outbox import HandOff
from console.domain.remote import RemotePost
from console.errors import NotSummoned
from console.text.split import split
from tests.ui.conftest import NOW as TODAY
from tests.ui.conftest import OWN, open_case, timeline
from tests.ui.given_threads import (
    ANSWERED_ID,
    HELD,
    NO_ACCESS,
    NOW,
    OPENED,
    QUEUED,
    SELF_REPLY,
    SENT,
    thread,
)
from ui.app import MemoryNetwork
from ui.application import Application
from ui.hand_off_form import OPTIONAL, REQUIRED, UNOPENED, HandOffForm
from ui.pending_thread import PendingThread
from ui.pending_view import PendingView
from ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton
SECOND = PartId(11)
"""Part 2 of the answer that the panel shows."""
LINK = "https://x.com/Shop/status/2130000000000000001"
TEXT = "Sorry, Ada. It is on its way."


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> PendingView:
    QGuiApplication.clipboard().clear()
    theme = Theme(qapp)
    theme.apply()
    made = PendingView(theme)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show_threads((thread(SENT, HELD, cautions=(SELF_REPLY, OPENED)),), NOW)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def form_of(view: QWidget) -> HandOffForm:
    form = view.findChild(HandOffForm)
    assert isinstance(form, HandOffForm)
    return form


def button(view: QWidget, text: str) -> QPushButton:
    return next(b for b in view.findChildren(QPushButton) if b.text() == text and b.isVisible())


def go_away_and_back(qtbot: QtBot, window: QWidget, copied: str) -> None:
    """Copies something in another window, and comes back."""
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    QGuiApplication.clipboard().setText(copied)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_copied_link_is_offered_when_the_window_is_gone_back_to(
    qtbot: QtBot, view: PendingView
) -> None:
    form = form_of(view)
    with qtbot.assertNotEmitted(view.posted):
        go_away_and_back(qtbot, view, f" {LINK}?s=20\n")
        qtbot.waitUntil(lambda: form.field.text() == f"{LINK}?s=20")
    assert form.field.selectedText() == form.field.text()
    with qtbot.waitSignal(view.posted) as told:
        qtbot.mouseClick(button(view, "Posted"), LEFT)
    assert told.args == [1, SECOND, f"{LINK}?s=20"]


@pytest.mark.parametrize(
    "copied",
    [
        "",
        "Sorry, Ada.",
        "2130000000000000001",
        "https://example.com/status/2130000000000000001",
        f"See {LINK}",
        f"https://x.com/ada_fern/status/{ANSWERED_ID}",
        "https://x.com/Shop/status/1100000000000000001",
    ],
    ids=["nothing", "text", "number", "elsewhere", "sentence", "customer's", "older"],
)
def test_what_cannot_be_the_post_is_not_offered(
    qtbot: QtBot, view: PendingView, copied: str
) -> None:
    go_away_and_back(qtbot, view, copied)
    assert form_of(view).field.text() == ""


def test_offer_leaves_alone_what_the_person_typed(qtbot: QtBot, view: PendingView) -> None:
    form = form_of(view)
    qtbot.keyClicks(form.field, "x.com/Shop")
    go_away_and_back(qtbot, view, LINK)
    assert form.field.text() == "x.com/Shop"


def test_offer_takes_no_focus_from_what_is_being_written(qtbot: QtBot, view: PendingView) -> None:
    written = QPlainTextEdit(view)
    written.show()
    written.setFocus()
    go_away_and_back(qtbot, view, LINK)
    qtbot.waitUntil(lambda: form_of(view).field.text() == LINK)
    assert written.hasFocus()


def test_better_link_takes_the_place_of_an_offered_one(qtbot: QtBot, view: PendingView) -> None:
    form, better = form_of(view), LINK.replace("001", "002")
    go_away_and_back(qtbot, view, LINK)
    qtbot.waitUntil(lambda: form.field.text() == LINK)
    go_away_and_back(qtbot, view, better)
    qtbot.waitUntil(lambda: form.field.text() == better)


def test_enter_says_posted(qtbot: QtBot, view: PendingView) -> None:
    with qtbot.waitSignal(view.posted) as told:
        qtbot.keyClick(form_of(view).field, Qt.Key.Key_Return)
    assert told.args == [1, SECOND, ""]  # without a link: the desk looks for the post


def test_not_posted_is_said(qtbot: QtBot, view: PendingView) -> None:
    with qtbot.waitSignal(view.not_posted) as told:
        qtbot.mouseClick(button(view, "Not posted"), LEFT)
    assert told.args == [1, SECOND]


def test_wrong_link_is_told_below_the_field_till_it_is_changed(
    qtbot: QtBot, view: PendingView
) -> None:
    form = form_of(view)
    view.refuse_link(ThreadId(1), "That is a post of @ben.")
    assert form.trouble.isVisible()
    assert form.trouble.text() == "That is a post of @ben."
    assert form.trouble.y() > form.field.geometry().bottom()
    assert not form.hint.isVisible()
    qtbot.keyClicks(form.field, "x")
    assert not form.trouble.isVisible()
    assert form.hint.isVisible()
    with qtbot.waitSignal(view.posted):  # a word is taken again
        qtbot.keyClick(form.field, Qt.Key.Key_Return)


def test_address_that_no_browser_opened_is_not_shown_for_the_next_part(view: PendingView) -> None:
    view.take_hand_off(HandOff(ThreadId(1), 2, TEXT, "https://x.com/intent/post"), False)  # noqa: FBT003 - as the signal does
    view.show_threads((thread(SENT, HELD, QUEUED, cautions=(SELF_REPLY, OPENED)),), NOW)
    assert form_of(view).address.isVisible()
    view.show_threads((thread(SENT, SENT, HELD, cautions=(SELF_REPLY, OPENED)),), NOW)
    assert not form_of(view).address.isVisible()


def test_wrong_link_takes_no_focus_from_what_is_being_written(
    qtbot: QtBot, view: PendingView
) -> None:
    written = QPlainTextEdit(view)
    written.show()
    written.setFocus()
    view.refuse_link(ThreadId(1), "That is a post of @ben.")
    qtbot.waitUntil(form_of(view).trouble.isVisible)
    assert written.hasFocus()


def test_link_is_optional_only_where_the_desk_can_look(view: PendingView) -> None:
    assert form_of(view).hint.text() == OPTIONAL
    view.show_threads((thread(SENT, HELD, cautions=(NO_ACCESS, OPENED)),), NOW)
    assert form_of(view).hint.text() == REQUIRED


def test_entered_link_stays_with_its_part(qtbot: QtBot, view: PendingView) -> None:
    form = form_of(view)
    opened = thread(HELD, HELD, cautions=(NO_ACCESS, OPENED))
    view.show_threads((opened,), NOW)
    qtbot.keyClicks(form.field, LINK)
    view.show_threads((replace(opened, limit="280"),), NOW)
    assert form.field.text() == LINK
    view.show_threads((thread(SENT, HELD, cautions=(NO_ACCESS, OPENED)),), NOW)
    assert form.field.text() == ""


def test_focus_elsewhere_is_not_taken(qtbot: QtBot, view: PendingView) -> None:
    view.fold_line.setFocus()
    view.show_threads((thread(HELD, QUEUED, cautions=(NO_ACCESS,)),), NOW)
    view.show_threads((thread(HELD, QUEUED, cautions=(NO_ACCESS, OPENED)),), NOW)
    assert view.fold_line.hasFocus()


def queue(qtbot: QtBot, desk: Application, text: str) -> None:
    """Queues an answer to the open case without a pause, and publishes it."""
    case = desk.window.case
    assert case.row is not None
    case_id = case.row.id
    case.write(
        lambda each: each.replies.queue(case_id, text, split(text, LIMITS_140), LIMITS_140)[1]
    )
    qtbot.waitUntil(case.pending.isVisible)
    desk.courier.publish()


def is_told(desk: Application, text: str) -> bool:
    return text in timeline(desk)


def visible(desk: Application, text: str) -> bool:
    blocks = desk.window.case.pending.findChildren(PendingThread)
    return any(
        b.text() == text and b.isVisible() for w in blocks for b in w.findChildren(QPushButton)
    )


@pytest.fixture
def opened(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> tuple[Application, list[QUrl]]:
    """A desk whose open case has an answer that was refused and opened in the browser."""
    open_case(qtbot, desk)
    addresses: list[QUrl] = []
    desk.window.case.pending_acts.open_address = addresses.append
    connector.fail_next("publish", NotSummoned("It mentions nobody of us."))
    queue(qtbot, desk, TEXT)
    qtbot.waitUntil(lambda: visible(desk, "Open in browser"))
    qtbot.mouseClick(button(desk.window.case.pending, "Open in browser"), LEFT)
    qtbot.waitUntil(lambda: visible(desk, "Not posted"))
    return desk, addresses


def post_by_hand(world: MemoryWorld) -> RemotePost:
    asked = next(post for post in world.posts() if post.author.handle == "ada_fern")
    return world.add_post(OWN, TEXT, at=TODAY + timedelta(minutes=1), reply_to=asked.remote_id)


def test_browser_is_opened_once_with_the_text_in_the_clipboard_too(
    opened: tuple[Application, list[QUrl]], world: MemoryWorld
) -> None:
    _, addresses = opened
    (address,) = addresses
    asked = next(post for post in world.posts() if post.author.handle == "ada_fern")
    read = urlsplit(address.toString(QUrl.ComponentFormattingOption.FullyEncoded))
    assert (read.scheme, read.hostname) == ("https", "x.com")
    assert parse_qs(read.query) == {"in_reply_to": [asked.remote_id], "text": [TEXT]}
    assert QGuiApplication.clipboard().text() == TEXT


def test_posted_part_stands_in_the_timeline_once_also_after_a_sync(
    qtbot: QtBot, opened: tuple[Application, list[QUrl]], world: MemoryWorld
) -> None:
    desk, _ = opened
    made = post_by_hand(world)
    form = form_of(desk.window.case.pending)
    qtbot.keyClicks(form.field, f"https://x.com/Shop/status/{made.remote_id}")
    qtbot.keyClick(form.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not desk.window.case.pending.isVisible())
    qtbot.waitUntil(lambda: TEXT in timeline(desk))
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not desk.courier.syncing)
    assert timeline(desk).count(TEXT) == 1


def test_post_of_somebody_else_is_refused_in_words(
    qtbot: QtBot, opened: tuple[Application, list[QUrl]]
) -> None:
    desk, _ = opened
    form = form_of(desk.window.case.pending)
    qtbot.keyClicks(form.field, "https://x.com/ben_moss/status/2130000000000000001")
    qtbot.mouseClick(button(form, "Posted"), LEFT)
    qtbot.waitUntil(form.trouble.isVisible)
    assert "That is a post of @ben_moss." in form.trouble.text()
    assert form.field.text().endswith("2130000000000000001")


def test_part_that_was_not_posted_waits_again(
    qtbot: QtBot, opened: tuple[Application, list[QUrl]]
) -> None:
    desk, _ = opened
    qtbot.mouseClick(button(desk.window.case.pending, "Not posted"), LEFT)
    qtbot.waitUntil(lambda: visible(desk, "Open in browser"))
    assert not form_of(desk.window.case.pending).isVisible()


def test_without_a_browser_the_address_stands_there_till_the_part_is_done(
    qtbot: QtBot, opened: tuple[Application, list[QUrl]]
) -> None:
    desk, addresses = opened
    pending = desk.window.case.pending
    form = form_of(pending)
    assert not form.address.isVisible()
    desk.window.case.pending_acts.open_address = lambda _: False
    more = button(pending, "More")
    next(one for one in more.menu().actions() if one.text() == "Open again").trigger()
    qtbot.waitUntil(form.address.isVisible)
    assert form.unopened.text() == UNOPENED
    assert QGuiApplication.clipboard().text() == TEXT
    qtbot.mouseClick(button(form, "Copy link"), LEFT)
    assert QUrl(QGuiApplication.clipboard().text()) == addresses[0]
    qtbot.mouseClick(button(form, "Not posted"), LEFT)
    qtbot.waitUntil(lambda: not form.isVisible())
    desk.window.case.pending_acts.open_address = lambda _: True
    qtbot.mouseClick(button(pending, "Open in browser"), LEFT)
    qtbot.waitUntil(form.isVisible)
    assert not form.address.isVisible()


def test_link_is_offered_to_one_form_that_with_the_focus_else_the_newest(
    qtbot: QtBot, view: PendingView
) -> None:
    older, newer = (
        thread(SENT, HELD, cautions=(SELF_REPLY, OPENED), number=number) for number in (1, 2)
    )
    view.show_threads((older, newer), NOW)
    first, second = view.findChildren(HandOffForm)
    go_away_and_back(qtbot, view, LINK)
    qtbot.waitUntil(lambda: second.field.text() == LINK)
    assert first.field.text() == ""
    first.field.setFocus()
    other = LINK.replace("001", "002")
    go_away_and_back(qtbot, view, other)
    qtbot.waitUntil(lambda: first.field.text() == other)
    assert second.field.text() == LINK


def test_message_shown_by_a_caution_comes_into_sight(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    case = desk.window.case
    first = case.model.messages[0].id
    case.pending.message_wanted.emit(first)
    assert case.timeline.first_in_sight()[0] == 0


def test_remote_ids_of_the_answer_itself_are_not_offered(qtbot: QtBot, view: PendingView) -> None:
    known = thread(SENT, HELD, cautions=(SELF_REPLY, OPENED))
    parts = (replace(known.parts[0], remote_id=RemoteId("2130000000000000001")), *known.parts[1:])
    view.show_threads((replace(known, parts=parts),), NOW)
    go_away_and_back(qtbot, view, LINK)
    assert form_of(view).field.text() == ""


@pytest.fixture
def without_keys(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, connector: MemoryConnector
) -> Iterator[Application]:
    """A desk that serves its only account by hand; the case of a captured post is open."""

    def set_up(desk: Desk) -> None:
        desk.accounts.add_handoff("Shop")
        link = "https://x.com/ada_fern/status/1990000000000000001"
        desk.posts.capture(NewCapture("@Shop where is it?", link=link))

    networks: dict[str, Network] = {"x": MemoryNetwork(connector, needs_credentials=True)}
    made = Application(qapp, tmp_path / "data", networks, Credentials(), set_up=set_up)
    made.window.show()
    qtbot.waitUntil(lambda: made.window.is_complete and made.window.inbox.model.rowCount() == 1)
    open_case(qtbot, made)
    made.window.case.pending_acts.open_address = lambda _: True
    yield made
    assert made.close()


def test_answer_of_an_account_without_keys_goes_out_part_by_part(
    qtbot: QtBot, without_keys: Application
) -> None:
    desk, case = without_keys, without_keys.window.case
    parts = ("First of all, sorry.", "And it is on its way.")
    queue(qtbot, desk, "\f".join(parts))
    for number, text in enumerate(parts, 1):
        qtbot.waitUntil(lambda: visible(desk, "Open in browser"))
        qtbot.mouseClick(button(case.pending, "Open in browser"), LEFT)
        qtbot.waitUntil(lambda: visible(desk, "Posted"))
        assert QGuiApplication.clipboard().text() == text
        form = form_of(case.pending)
        assert form.hint.text() == REQUIRED
        qtbot.mouseClick(button(form, "Posted"), LEFT)
        qtbot.waitUntil(form.trouble.isVisible)  # nobody else could know where it is
        assert form.field.hasFocus()
        qtbot.keyClicks(form.field, f"https://x.com/Shop/status/213000000000000000{number}")
        qtbot.keyClick(form.field, Qt.Key.Key_Return)
        qtbot.waitUntil(partial(is_told, desk, text))
    qtbot.waitUntil(lambda: not case.pending.isVisible())

"""Notifications over a real bus: one per slot, harmless texts, servers that come and go."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.guards import ExpectLog
from tests.notification_server import NotificationServer, serving
from ui import notification_book, notification_line
from ui.app import DESKTOP_FILE
from ui.notification_book import NotificationBook
from ui.notification_centre import NotificationCentre, Standing
from ui.notification_events import NotShown, Show, harmless


class Tray:
    """What shows a message where no server does."""

    def __init__(self) -> None:
        self.asked: list[Show] = []

    def __call__(self, asked: Show) -> bool:
        self.asked.append(asked)
        return True


@pytest.fixture
def tray() -> Tray:
    return Tray()


@pytest.fixture
def centre(qtbot: QtBot, session_bus: str, tray: Tray) -> Iterator[NotificationCentre]:
    made = NotificationCentre(tray, bus=True)
    yield made
    assert made.stop(10)


@pytest.fixture
def server(session_bus: str) -> Iterator[NotificationServer]:
    with serving(session_bus) as made:
        yield made


def asked(slot: str = "replies", title: str = "3 new posts", body: str = "") -> Show:
    return Show(slot, title, body, "Open")


def shown(qtbot: QtBot, server: NotificationServer, count: int) -> None:
    qtbot.waitUntil(lambda: len(server.shown) == count)


def test_notification_names_the_program_and_can_be_opened(
    qtbot: QtBot, server: NotificationServer, centre: NotificationCentre
) -> None:
    centre.show(asked())
    shown(qtbot, server, 1)
    (one,) = server.shown
    assert (one.program, one.title, one.body) == ("Canary Desk", "3 new posts", "")
    assert one.actions == ["default", "Open"]
    assert one.hints == {"urgency": 1, "desktop-entry": DESKTOP_FILE, "suppress-sound": True}
    assert one.icon.startswith("file:///")
    assert one.icon.endswith("canary-desk.svg")
    assert (one.replaces, one.expire_ms) == (0, -1)
    qtbot.waitUntil(lambda: centre.standing is Standing.SERVER)
    assert centre.server == "Tests"
    with qtbot.waitSignal(centre.opened) as opened:
        server.open(one.number, "token-7")
    assert opened.args == ["replies", "token-7"]


def test_the_next_of_a_slot_takes_the_place_of_the_one_that_stands(
    qtbot: QtBot, server: NotificationServer, centre: NotificationCentre
) -> None:
    centre.show(asked())
    shown(qtbot, server, 1)
    centre.show(asked(title="4 new posts"))
    centre.show(asked("due", "A promise is due soon"))
    shown(qtbot, server, 3)
    by_title = {one.title: one for one in server.shown}
    assert by_title["4 new posts"].replaces == by_title["3 new posts"].number
    assert by_title["A promise is due soon"].replaces == 0
    with qtbot.waitSignal(centre.closed) as closed:
        server.close(by_title["4 new posts"].number)
    assert closed.args == ["replies"]
    centre.show(asked(title="1 new post"))
    shown(qtbot, server, 4)
    assert server.shown[-1].replaces == 0, "what was closed is not written over"


def test_what_is_asked_while_the_server_thinks_is_told_once(
    qtbot: QtBot, session_bus: str, centre: NotificationCentre
) -> None:
    with serving(session_bus, mute=True) as server:
        for number in range(20):
            centre.show(asked(title=f"{number} new posts"))
        qtbot.wait(50)
        assert server.shown == []
        server.speak()
        shown(qtbot, server, 1)
        assert server.shown[0].title == "19 new posts"


def test_sound_is_the_servers_and_only_where_it_is_wanted(
    qtbot: QtBot, server: NotificationServer, centre: NotificationCentre
) -> None:
    centre.show(Show("replies", "1 new post", "", "Open", sound=True))
    shown(qtbot, server, 1)
    hints = server.shown[0].hints
    assert hints["sound-name"] == "message-new-instant"
    assert "suppress-sound" not in hints


@pytest.mark.parametrize(
    ("abilities", "body"),
    [
        (("body", "body-markup"), "Ada: &lt;b&gt;bold&lt;/b&gt; &amp;amp; &lt;img src=x&gt;"),
        (("body",), "Ada: ‹b›bold‹/b› &amp; ‹img src=x›"),
        ((), ""),
    ],
)
def test_nothing_in_a_body_is_markup(
    qtbot: QtBot,
    session_bus: str,
    centre: NotificationCentre,
    abilities: tuple[str, ...],
    body: str,
) -> None:
    with serving(session_bus, abilities) as server:
        centre.show(asked(body="Ada: <b>bold</b> &amp; <img src=x>"))
        shown(qtbot, server, 1)
        assert server.shown[0].body == body
        assert server.shown[0].actions == [], "a server without actions is given none"


def test_markup_of_any_length_is_escaped() -> None:
    assert harmless("<" * 10_000, frozenset(["body-markup"])) == "&lt;" * 10_000


def test_killed_server_is_missed_and_the_next_one_taken(
    qtbot: QtBot, session_bus: str, centre: NotificationCentre, tray: Tray
) -> None:
    with serving(session_bus) as server:
        centre.show(asked())
        shown(qtbot, server, 1)
        qtbot.waitUntil(lambda: centre.standing is Standing.SERVER)
    qtbot.waitUntil(lambda: centre.standing is Standing.NONE)
    centre.show(asked(title="4 new posts"))
    qtbot.waitUntil(lambda: [one.title for one in tray.asked] == ["4 new posts"])
    with serving(session_bus, first=1) as server:
        qtbot.waitUntil(lambda: centre.standing is Standing.SERVER)
        centre.show(asked("due", "A promise is due soon"))
        shown(qtbot, server, 1)
        assert server.shown[0].replaces == 0, "its numbers begin anew, ours are of another"
        with qtbot.waitSignal(centre.opened) as opened:
            server.open(1)
        assert opened.args == ["due", ""]


def test_number_that_is_given_again_means_the_newer_one(
    qtbot: QtBot, server: NotificationServer, centre: NotificationCentre
) -> None:
    centre.show(asked())
    shown(qtbot, server, 1)
    server.first = 1  # it forgot what it showed, and never said so
    with qtbot.waitSignal(centre.closed) as closed:
        centre.show(asked("due", "A promise is due soon"))
    assert closed.args == ["replies"]
    with qtbot.waitSignal(centre.opened) as opened:
        server.open(1)
    assert opened.args == ["due", ""]


def test_server_that_does_not_answer_keeps_nobody_waiting(
    qtbot: QtBot,
    session_bus: str,
    centre: NotificationCentre,
    tray: Tray,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notification_book, "SLOW_S", 1.0)
    turns: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(time.monotonic()))
    timer.start(10)
    with serving(session_bus, mute=True) as server:
        centre.show(asked())
        qtbot.waitUntil(lambda: centre.standing is Standing.SILENT)
        qtbot.waitUntil(lambda: [one.title for one in tray.asked] == ["3 new posts"])
        timer.stop()
        pauses = [later - earlier for earlier, later in itertools.pairwise(turns)]
        assert len(turns) > 10, "the window's thread went on"
        assert max(pauses) < 0.8, "it never waited for the server"
        server.speak()
        qtbot.waitUntil(lambda: centre.standing is Standing.SERVER)
        centre.show(asked(title="5 new posts"))
        shown(qtbot, server, 1)


def test_what_a_silent_server_was_asked_is_told_by_the_tray_once(
    qtbot: QtBot,
    server: NotificationServer,
    centre: NotificationCentre,
    tray: Tray,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notification_book, "SLOW_S", 0.5)
    centre.show(asked("due", "A promise is due soon"))
    shown(qtbot, server, 1)
    server.mute = True
    centre.show(asked(title="1 new post"))
    qtbot.waitUntil(lambda: [one.title for one in tray.asked] == ["1 new post"])
    assert centre.standing is Standing.SILENT
    server.speak()
    qtbot.waitUntil(lambda: server.closed == [2])  # it shows it yet: that goes again
    assert [one.title for one in tray.asked] == ["1 new post"]
    centre.show(asked(title="2 new posts"))
    shown(qtbot, server, 3)
    assert server.shown[-1].replaces == 0


def test_what_was_taken_away_is_not_told_by_the_tray(
    qtbot: QtBot, session_bus: str, centre: NotificationCentre, tray: Tray
) -> None:
    """As the lock does: the server has it in hand, and dies."""
    with serving(session_bus) as server:
        centre.show(asked("due", "A promise is due soon"))
        shown(qtbot, server, 1)
        server.mute = True
        centre.show(asked(body="Ada Fern: my words"))
        qtbot.waitUntil(lambda: len(server.held) == 1)
        centre.withdraw("replies")
        centre.show(asked("outbox", "1 answer needs you"))
        qtbot.waitUntil(lambda: len(server.held) == 2)
    qtbot.waitUntil(lambda: bool(tray.asked))
    assert [one.slot for one in tray.asked] == ["outbox"]


def test_withdrawal_counts_also_for_what_is_on_its_way_to_the_tray(
    qtbot: QtBot, tray: Tray
) -> None:
    centre = NotificationCentre(tray, bus=False)
    old, new = asked(title="1 new post"), asked(title="2 new posts")
    centre._asked["replies"] = new
    centre._hear(NotShown(old))
    assert tray.asked == [], "something newer took its place"
    centre._hear(NotShown(new))
    centre._hear(NotShown(new))
    assert [one.title for one in tray.asked] == ["2 new posts"]
    centre._asked["replies"] = old
    centre.withdraw("replies")
    centre._hear(NotShown(old))
    assert len(tray.asked) == 1


def test_tray_gets_no_customers_word(qtbot: QtBot, centre: NotificationCentre, tray: Tray) -> None:
    """Its message cannot be taken away at the lock."""
    centre.show(Show("replies", "1 new post", "Ada Fern: my words", "Open", "1 case"))
    qtbot.waitUntil(lambda: len(tray.asked) == 1)
    assert tray.asked[0].body == "1 case"


@pytest.mark.parametrize(
    "odd",
    [
        {"GetCapabilities": ("u", (3,))},
        {"GetCapabilities": ("", ())},
        {"Notify": ("s", ("seven",))},
        {"Notify": ("", ())},
    ],
)
def test_server_with_an_odd_answer_counts_as_none(
    qtbot: QtBot,
    session_bus: str,
    centre: NotificationCentre,
    tray: Tray,
    odd: dict[str, tuple[str, tuple[Any, ...]]],
) -> None:
    with serving(session_bus, odd=odd):
        centre.show(asked())
        qtbot.waitUntil(lambda: [one.title for one in tray.asked] == ["3 new posts"])
        centre.show(asked("due", "A promise is due soon"))
        qtbot.waitUntil(lambda: len(tray.asked) == 2)
    with serving(session_bus) as server:
        qtbot.waitUntil(lambda: centre.standing is Standing.SERVER and centre.server == "Tests")
        centre.show(asked(title="4 new posts"))
        shown(qtbot, server, 1)


@pytest.mark.parametrize("odd", [("", ()), ("u", (7,)), ("as", (["Tests"],))])
def test_server_without_a_name_shows_all_the_same(
    qtbot: QtBot, session_bus: str, centre: NotificationCentre, odd: tuple[str, tuple[Any, ...]]
) -> None:
    with serving(session_bus, odd={"GetServerInformation": odd}) as server:
        centre.show(asked())
        shown(qtbot, server, 1)
        assert (centre.standing, centre.server) == (Standing.SERVER, "")


@pytest.mark.parametrize(
    ("member", "signature", "body"),
    [
        ("ActivationToken", "u", (1,)),
        ("ActivationToken", "uu", (1, 1)),
        ("ActivationToken", "", ()),
        ("NotificationClosed", "", ()),
        ("ActionInvoked", "s", ("1",)),
        ("NotificationClosed", "au", ([1],)),
    ],
)
def test_odd_signal_means_nothing(
    qtbot: QtBot,
    server: NotificationServer,
    centre: NotificationCentre,
    member: str,
    signature: str,
    body: tuple[Any, ...],
) -> None:
    centre.show(asked())
    shown(qtbot, server, 1)
    server.signal(member, signature, body)
    with qtbot.waitSignal(centre.opened) as opened:
        server.open(1)
    assert opened.args == ["replies", ""]


def test_bus_that_breaks_in_any_way_is_looked_for_again(
    qtbot: QtBot,
    server: NotificationServer,
    centre: NotificationCentre,
    tray: Tray,
    expect_log: ExpectLog,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What no check of ours foresaw: the next word but one is heard again."""
    expect_log("Odd words on the bus")
    monkeypatch.setattr(notification_line, "RETRY_S", 0.5)
    broken = [IndexError("of a library")]
    heard = NotificationBook.signalled

    def signalled(book: NotificationBook, member: str, body: tuple[Any, ...]) -> None:
        if broken:
            raise broken.pop()
        heard(book, member, body)

    centre.show(asked())
    shown(qtbot, server, 1)
    monkeypatch.setattr(NotificationBook, "signalled", signalled)
    server.signal("ActionInvoked", "us", (9, "default"))
    qtbot.waitUntil(lambda: centre.standing is Standing.NONE)
    qtbot.waitUntil(lambda: centre.standing is Standing.SERVER)
    centre.show(asked(title="4 new posts"))
    shown(qtbot, server, 2)


def test_without_a_server_the_tray_tells(
    qtbot: QtBot, centre: NotificationCentre, tray: Tray
) -> None:
    centre.show(asked())
    qtbot.waitUntil(lambda: len(tray.asked) == 1)
    assert centre.standing is Standing.NONE
    with qtbot.waitSignal(centre.opened) as opened:
        centre.open_from_tray()
    assert opened.args == ["replies", ""]


def test_without_a_bus_the_tray_tells(
    qtbot: QtBot, tray: Tray, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/nobody")
    centre = NotificationCentre(tray, bus=True)
    try:
        centre.show(asked())
        qtbot.waitUntil(lambda: len(tray.asked) == 1)
        qtbot.waitUntil(lambda: centre.standing is Standing.NONE)
    finally:
        assert centre.stop(10)


def test_what_stands_is_taken_away_at_the_end(
    qtbot: QtBot, session_bus: str, server: NotificationServer, tray: Tray
) -> None:
    centre = NotificationCentre(tray, bus=True)
    centre.show(asked())
    shown(qtbot, server, 1)
    centre.show(asked("due", "A promise is due soon"))
    shown(qtbot, server, 2)
    centre.withdraw("due")
    qtbot.waitUntil(lambda: server.closed == [2])
    assert centre.stop(10)
    qtbot.waitUntil(lambda: server.closed == [2, 1])


def test_words_of_another_program_open_nothing(
    qtbot: QtBot, session_bus: str, server: NotificationServer, centre: NotificationCentre
) -> None:
    """Signals count only from who is the server."""
    from jeepney import DBusAddress, new_signal
    from jeepney.io.blocking import open_dbus_connection

    heard: list[str] = []
    centre.opened.connect(lambda slot, _token: heard.append(slot))
    centre.show(asked())
    shown(qtbot, server, 1)
    with open_dbus_connection(session_bus) as other:
        address = DBusAddress(notification_line.PATH, interface=notification_line.INTERFACE)
        other.send(new_signal(address, "ActionInvoked", "us", (1, "default")))
    with qtbot.waitSignal(centre.opened):
        server.open(1)
    assert heard == ["replies"]

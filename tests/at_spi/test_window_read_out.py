"""What a screen reader finds in the real window: nothing nameless, all of it, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from jeepney.io.blocking import open_dbus_connection

from tests.at_spi.reader import Listener, Node
from tests.at_spi.stage import Seat, seated
from tests.ear_walk.names import AS_SENTENCE
from tests.surroundings import Needs

PAGES = {
    "ctrl+7": "Outbox", "ctrl+8": "Insight", "ctrl+9": "Watches", "ctrl+4": "Calls",
    "ctrl+1": "Needs reply",
}  # fmt: skip
"""The views, by the keys that lead there."""
DIALOGS = {
    "ctrl+comma": "Preferences",
    "question": "Keyboard shortcuts",
    "ctrl+k": "Find a command",
    "ctrl+shift+r": "Saved replies",
    "ctrl+shift+p": "Capture a post",
    "ctrl+shift+w": "New watch",
    "ctrl+n": "New call",
    "ctrl+shift+i": "Import",
    "ctrl+shift+x": "Export",
}
"""What opens, by the keys that open it."""
BY_COMMAND = {
    "Accounts": "Accounts",
    "I am": "Agents",
    "Backups": "Backups",
    "Retention": "Retention",
    "Ask X again": "Ask X again",
    "Diagnostics": "Diagnostics",
    "Mute word": "Mute",
    "About": "About",
}
"""What has no key, by the words that find it."""
WAYS = {
    "Sign in with the browser": "Client ID",
    "Sign in with a PIN": "API key",
    "Paste four keys": "API key",
    "Without access": "Handle",
}
"""How an account is connected, by the field that this asks for first."""
SENTENCE = re.compile(r"[.;:\n]\s*")


@pytest.fixture(scope="module")
def seat(needs: Needs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seat]:
    with seated(needs, tmp_path_factory.mktemp("at-spi"), "--demo") as seat:
        seat.wait("list item", "unread, Ada Fern")
        yield seat


def faults(nodes: list[Node]) -> list[str]:
    """Returns what of these could not be told apart by ear, is told twice, or is markup."""
    found = []
    for node in nodes:
        more = node.description.strip()
        rest = more[len(node.name) :]
        again = more.casefold().startswith(node.name.casefold()) and not AS_SENTENCE.match(rest)
        if node.needs_name and not node.says_what_it_is:
            found.append(f"nameless: {node.role} in {' > '.join(node.parents[-3:])}")
        if node.is_shown and node.name.strip() and more and again:
            found.append(f"told twice: {node}")
        if re.search(r"<[a-z/]", node.name + node.description):
            found.append(f"markup: {node}")
    return found


def place(nodes: list[Node], role: str, begins: str) -> int:
    """Returns when something is read out; fails where it is not."""
    for number, node in enumerate(nodes):
        if node.role == role and node.name.startswith(begins) and node.is_shown:
            return number
    raise AssertionError(f"no {role} {begins!r} in\n" + "\n".join(map(str, nodes)))


def test_a_case_is_read_out_in_the_order_in_which_it_stands(seat: Seat) -> None:
    seat.open("Ada Fern")
    nodes = seat.walk()
    assert faults(nodes) == []
    told = [
        place(nodes, *each)
        for each in (
            ("list", "Views"),
            ("list", "Cases"),
            ("label", "Ada Fern"),
            ("list", "Timeline"),
            ("text", "Answer"),
            ("list", "Parts"),
            ("push button", "Send 3 parts"),
            ("text", "Notes on the contact"),
        )
    ]
    assert told == sorted(told)
    begins = place(nodes, "list", "Timeline")
    timeline = [node.name for node in nodes[begins + 1 : told[4]] if node.role == "list item"]
    assert len(timeline) == 3
    assert "Phone call from the customer" in timeline[0]
    assert "Order 40817 (kettle, gooseneck, green) has not moved for a week" in timeline[0]
    assert "6 min" in timeline[0]
    assert "Phone call from the customer" in timeline[1]
    assert "@ada_fern" in timeline[2]
    assert "two people" in timeline[2]
    row = next(n.name for n in nodes if n.role == "list item" and "Ada Fern" in n.name)
    for fact in ("unread", "@ada_fern", "needs reply", "answer due", "called first", "draft"):
        assert fact in row
    assert "promise not kept" in row


@pytest.mark.parametrize("keys", PAGES)
def test_every_page_says_what_each_of_its_controls_is(seat: Seat, keys: str) -> None:
    seat.focus_window()
    seat.press(keys)
    seat.wait_for(
        lambda node: (
            node.name.startswith(PAGES[keys])
            and node.role == "list item"
            and "selected" in node.states
        )
    )
    assert faults(seat.walk()) == []


@pytest.mark.parametrize("keys", DIALOGS)
def test_every_dialog_says_what_each_of_its_controls_is(seat: Seat, keys: str) -> None:
    seat.focus_window()
    seat.press(keys)
    with opened(seat, DIALOGS[keys]):
        assert faults(seat.walk()) == []


@pytest.mark.parametrize("words", BY_COMMAND)
def test_every_dialog_without_a_key_does_so_too(seat: Seat, words: str) -> None:
    seat.choose(words)
    with opened(seat, BY_COMMAND[words]):
        assert faults(seat.walk()) == []


def test_every_page_of_the_preferences_does_so_and_what_is_found_there(seat: Seat) -> None:
    seat.focus_window()
    seat.press("ctrl+comma")
    with opened(seat, "Preferences"):
        seat.reader.focus(seat.wait("list", "Sections"))
        names = [
            node.name
            for node in seat.walk()
            if node.role == "list item" and node.parents[-1] == "list Sections"
        ]
        assert len(names) > 5
        found = {}
        for name in names:
            wait_till_chosen(seat, name)
            found[name] = faults(seat.walk())
            seat.press("Down")
        assert {name: told for name, told in found.items() if told} == {}
        seat.press("ctrl+f")
        seat.type("dark")
        seat.wait("push button", "Clear the field")
        assert faults(seat.walk()) == []
        seat.press("Escape")


def test_the_help_says_what_each_of_its_controls_is(seat: Seat) -> None:
    seat.focus_window()
    seat.press("F1")
    with opened(seat, "Help for"):
        seat.focus_window("Help for")
        field = seat.wait("text", "Search the help")
        assert faults(seat.walk()) == []
        seat.reader.focus(field)
        seat.type("undo")
        seat.wait("push button", "Clear the field")
        assert faults(seat.walk()) == []
        seat.press("Escape")


def test_the_first_start_and_connecting_an_account_do_so(needs: Needs, tmp_path: Path) -> None:
    with seated(needs, tmp_path, "--data-dir", str(tmp_path / "desk")) as seat:
        seat.wait("push button", "Connect an account on X")
        assert faults(seat.walk()) == []
        seat.press("ctrl+shift+a")
        with opened(seat, "Connect account"):
            for way, asked in WAYS.items():
                seat.focus_window("Connect account")
                seat.reader.press(seat.wait("radio button", way))
                assert faults(seat.walk()) == []
                seat.reader.press(seat.wait("push button", "Continue"))
                seat.wait("text", asked)
                assert faults(seat.walk()) == []
                seat.reader.press(seat.wait("push button", "Back"))
            seat.wait("radio button", "Paste four keys")


def wait_till_chosen(seat: Seat, name: str) -> None:
    """Waits till a row of a list is the chosen one."""
    seat.wait_for(lambda node: node.name == name and "selected" in node.states)


@contextmanager
def opened(seat: Seat, title: str) -> Iterator[None]:
    """Waits for a window or dialog, and closes it at the end; the others need the desk."""
    seat.wait_for(lambda node: node.depth == 1 and title in node.name)
    try:
        yield
    finally:
        seat.focus_window(title)
        seat.press("Escape")
        seat.gone(title)
        seat.focus_window()


def test_what_happens_away_from_the_focus_is_announced(seat: Seat) -> None:
    with open_dbus_connection(seat.address) as connection:
        listener = Listener(connection)
        seat.open("Ada Fern")
        seat.press("ctrl+Return")
        heard = listener.until("Sending to Ada Fern in 15 s")
        seat.press("alt+s")
        heard += listener.until("Sent to Ada Fern")
    facts = [fact for said in heard for fact in SENTENCE.split(said.casefold()) if fact.strip()]
    assert len(facts) == len(set(facts)), f"nothing is told twice: {heard}"

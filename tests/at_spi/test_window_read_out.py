"""What a screen reader finds in the real window: nothing nameless, all of it, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from jeepney.io.blocking import open_dbus_connection

from tests.at_spi.reader import Listener, Node
from tests.at_spi.stage import Seat, seated
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
}


@pytest.fixture(scope="module")
def seat(needs: Needs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seat]:
    with seated(needs, tmp_path_factory.mktemp("at-spi"), "--demo") as seat:
        seat.wait("list item", "unread, Ada Fern")
        yield seat


def faults(nodes: list[Node]) -> list[str]:
    """Returns what of these could not be told apart by ear, or is read out as markup."""
    nameless = [
        f"nameless: {node.role} in {' > '.join(node.parents[-3:])}"
        for node in nodes
        if node.needs_name and not node.name.strip()
    ]
    marked = [
        f"markup: {node}" for node in nodes if re.search(r"<[a-z/]", node.name + node.description)
    ]
    return nameless + marked


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
    seat.wait_for(lambda node: DIALOGS[keys] in node.name and node.role in {"dialog", "text"})
    assert faults(seat.walk()) == []
    seat.press("Escape")
    seat.wait("list", "Cases")


def test_what_happens_away_from_the_focus_is_announced(seat: Seat) -> None:
    with open_dbus_connection(seat.address) as connection:
        listener = Listener(connection)
        seat.open("Ada Fern")
        seat.press("ctrl+Return")
        listener.until("Sending to Ada Fern in 15 s")
        seat.press("alt+s")
        heard = listener.until("Sent to Ada Fern")
    assert len(heard) == len(set(heard)), "nothing is told twice"

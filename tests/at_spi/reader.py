"""A screen reader's view of a program: names, roles, states and texts over AT-SPI.

Speaks the interfaces of org.a11y.atspi as at-spi2-core documents them (2.46), with jeepney.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, MatchRule, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection

ACCESSIBLE = "org.a11y.atspi.Accessible"
ROOT = "/org/a11y/atspi/accessible/root"
PATIENCE_S = 20.0
STATES = {
    1: "active", 4: "checked", 7: "editable", 8: "enabled", 11: "focusable", 12: "focused",
    23: "selected", 24: "sensitive", 25: "showing", 30: "visible",
}  # fmt: skip
"""By bit, as AtspiStateType counts them; those that are asked about."""
ACTED_ON = {
    "push button", "button", "toggle button", "check box", "radio button", "combo box", "text",
    "entry", "password text", "spin button", "slider", "list", "table", "tree", "list item",
    "menu item", "check menu item", "radio menu item", "menu", "page tab", "link", "table cell",
    "push button menu",
}  # fmt: skip
"""The roles of what a person does something with, as AT-SPI calls them."""
LABELLED_BY = 2
"""AtspiRelationType: another thing says what this is."""
MOST_CHILDREN = 60
"""Of a list that is longer no more is walked."""


@dataclass(frozen=True)
class Node:
    """One thing of a program, as it was when it was asked."""

    owner: str
    path: str
    role: str
    name: str
    description: str
    states: frozenset[str]
    depth: int
    parents: tuple[str, ...]
    """The roles and names above it, from the window on."""
    is_labelled: bool = False
    """Whether a label says what it is; asked of combo boxes alone."""

    @property
    def is_shown(self) -> bool:
        """Whether it is on the screen."""
        return {"showing", "visible"} <= self.states

    @property
    def needs_name(self) -> bool:
        """Whether a person who does not see it must be told what it is."""
        return self.is_shown and (self.role in ACTED_ON or "focusable" in self.states)

    @property
    def says_what_it_is(self) -> bool:
        """Whether it does: Qt calls a combo box what is chosen there, which is no name."""
        if self.role == "combo box":
            return self.is_labelled or bool(self.description.strip())
        return bool(self.name.strip())

    def __str__(self) -> str:
        told = f" ({self.description})" if self.description else ""
        return f"{'  ' * self.depth}{self.role}: {self.name}{told}"


class Reader:
    """Asks over the bus of accessibility."""

    def __init__(self, connection: DBusConnection) -> None:
        self._bus = connection

    def ask(self, owner: str, path: str, interface: str, method: str, *args: Any) -> Any:
        """Call a method; the first of `args` is their signature. Return what came back."""
        where = DBusAddress(path, owner, interface)
        signature, values = (args[0], args[1:]) if args else ("", ())
        asked = new_method_call(where, method, signature or None, tuple(values))
        reply = self._bus.send_and_get_reply(asked, timeout=PATIENCE_S)
        if reply.header.message_type is MessageType.error:
            raise LookupError(f"{method} of {path}: {reply.body}")
        return reply.body[0] if len(reply.body) == 1 else reply.body

    def programs(self) -> list[tuple[str, str]]:
        """Return owner and path of each program on the bus."""
        listed = self.ask("org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren")
        return [(str(owner), str(path)) for owner, path in listed]

    def walk(
        self, owner: str, path: str, *, seen: Callable[[Node], bool] = lambda _: True
    ) -> Iterator[Node]:
        """Yield what is on the screen below a thing, in the order in which it is told."""
        yield from self._walk(owner, path, 0, (), seen)

    def _walk(
        self,
        owner: str,
        path: str,
        depth: int,
        parents: tuple[str, ...],
        seen: Callable[[Node], bool],
    ) -> Iterator[Node]:
        try:
            node = self.node(owner, path, depth, parents)
            children = (
                self.ask(owner, path, ACCESSIBLE, "GetChildren")
                if node.is_shown or depth == 0
                else []
            )
        except LookupError:
            return  # it went while it was asked
        if depth:
            yield node
        for child_owner, child_path in children[:MOST_CHILDREN]:
            yield from self._walk(
                child_owner, child_path, depth + 1, (*parents, f"{node.role} {node.name}"), seen
            )

    def node(self, owner: str, path: str, depth: int = 0, parents: tuple[str, ...] = ()) -> Node:
        """Return one thing as it is now."""
        low, high = self.ask(owner, path, ACCESSIBLE, "GetState")
        bits = low | high << 32
        role = str(self.ask(owner, path, ACCESSIBLE, "GetRoleName"))
        relations = (
            self.ask(owner, path, ACCESSIBLE, "GetRelationSet") if role == "combo box" else []
        )
        return Node(
            owner, path,
            role=role,
            name=str(self._property(owner, path, "Name")),
            description=str(self._property(owner, path, "Description")),
            states=frozenset(name for bit, name in STATES.items() if bits >> bit & 1),
            depth=depth,
            parents=parents,
            is_labelled=any(kind == LABELLED_BY and others for kind, others in relations),
        )  # fmt: skip

    def text(self, node: Node) -> str:
        """Return the whole text of a field."""
        return str(self.ask(node.owner, node.path, "org.a11y.atspi.Text", "GetText", "ii", 0, -1))

    def press(self, node: Node) -> None:
        """Do the first thing that can be done with it."""
        self.ask(node.owner, node.path, "org.a11y.atspi.Action", "DoAction", "i", 0)

    def focus(self, node: Node) -> None:
        """Give it the focus."""
        self.ask(node.owner, node.path, "org.a11y.atspi.Component", "GrabFocus")

    def _property(self, owner: str, path: str, name: str) -> Any:
        found = self.ask(
            owner, path, "org.freedesktop.DBus.Properties", "Get", "ss", ACCESSIBLE, name
        )
        return found[1]


class Listener:
    """Hears what a program announces to those who do not see it."""

    def __init__(self, connection: DBusConnection) -> None:
        self._bus = connection
        rule = MatchRule(
            type="signal", interface="org.a11y.atspi.Event.Object", member="Announcement"
        )
        connection.send_and_get_reply(message_bus.AddMatch(rule))
        self._queue = connection.filter(rule, bufsize=100)
        self._heard = self._queue.__enter__()
        registry = DBusAddress(
            "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry"
        )
        connection.send_and_get_reply(
            new_method_call(registry, "RegisterEvent", "s", ("object:announcement",))
        )

    def until(self, wanted: str, patience_s: float = PATIENCE_S) -> list[str]:
        """Return what was announced, up to the first in which `wanted` stands."""
        said: list[str] = []
        deadline = time.monotonic() + patience_s
        while not any(wanted in each for each in said):
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"{wanted!r} was not announced; heard {said}")
            try:
                message = self._bus.recv_until_filtered(self._heard, timeout=left)
            except TimeoutError:
                continue
            said.append(str(message.body[3][1]))
        return said

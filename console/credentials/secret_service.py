"""The Secret Service of Linux desktops, asked by its own protocol.

`keyring` would do for one entry a key. But it sees the first of several, waits without end
for a prompt whose service has died, cannot ask without a prompt, and names an entry in words
that no person understands. The attributes are `keyring`'s, so each reads what the other
wrote. https://specifications.freedesktop.org/secret-service/latest/ (2026-11)

WORKAROUND GNOME Keyring 42.1 (Debian 12, measured) dies of a prompt's `Dismiss` while its
window is up. So a prompt whose asker has gone stays; who answers it late has unlocked the
keyring all the same.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from console.credentials.entries import Entry, refuse_newer
from console.credentials.keyrings import SERVICE
from console.credentials.questions import PATIENCE_S
from console.credentials.troubles import LEFT
from console.errors import KeyringLocked, NoKeyring, StillStored
from console.language import tr

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection
    from secretstorage import Collection, Item

    from console.credentials.questions import Question

APPLICATION = "Python keyring library"
"""The attribute by which `keyring` marks what it wrote; ours stays the same entry to it."""
NAME = "org.freedesktop.secrets"
PATH = "/org/freedesktop/secrets"
SERVICE_INTERFACE = "org.freedesktop.Secret.Service"
LOOK_S = 1.0
"""How often it is looked whether the service lives while a person is asked."""


@contextmanager
def connected(question: Question[Any]) -> Iterator[SecretService]:
    """Connect to the Secret Service for the time of one question, which may cut the line."""
    import secretstorage

    with secretstorage.dbus_init() as connection:
        question.cut = lambda: connection.sock.shutdown(socket.SHUT_RDWR)
        if not secretstorage.check_service_availability(connection):
            raise NoKeyring(
                tr("The keyring (Secret Service) is not running, and cannot be started.")
            )
        yield SecretService(connection, question)


class SecretService:
    """The person's collections, over one connection."""

    def __init__(self, connection: DBusConnection, question: Question[Any]) -> None:
        self._connection, self._question = connection, question

    def read(self, key: str, *, ask: bool) -> Entry | None:
        """Return the entry of `key` that was changed last."""
        items = self._items(key, ask=ask)
        return _entry(items[0]) if items else None

    def write(self, key: str, entry: Entry, label: str, *, ask: bool) -> None:
        """Store the entry where the newest of `key` is, and remove the others."""
        items = self._items(key, ask=ask)
        if items:
            refuse_newer(key, _entry(items[0]))
        else:
            collection = self._default(ask=ask)
        if self._question.over:
            return
        if not items:
            attributes = _attributes(key) | {"application": APPLICATION}
            collection.create_item(
                label or f"Canary Desk: {key}", attributes, entry.text.encode(), replace=True
            )
            return
        items[0].set_secret(entry.text.encode())
        if label:
            items[0].set_label(label)
        for other in items[1:]:
            other.delete()

    def remove(self, key: str) -> int:
        """Remove the entries of `key` from every collection, and look again."""
        items = self._items(key, ask=True)
        for item in items:
            if not self._question.over:
                item.delete()
        if left := self._items(key, ask=False):
            raise StillStored(
                tr("The keyring still holds {count} of the entries for {key}.").format(
                    count=len(left), key=key
                )
            )
        return len(items)

    def locked(self) -> bool | None:
        """Return whether the default collection is locked; None where there is none yet."""
        from secretstorage import Collection, ItemNotFoundException

        try:
            return Collection(self._connection).is_locked()
        except ItemNotFoundException:
            return None

    def _items(self, key: str, *, ask: bool) -> list[Item]:
        """Return the entries of `key` of all collections, unlocked, newest first."""
        from secretstorage import Collection, ItemNotFoundException, search_items

        with suppress(ItemNotFoundException):  # no default collection: nothing to unlock
            default = Collection(self._connection)
            if default.is_locked():  # some services find nothing in what is locked
                self._unlock([default.collection_path], ask=ask)
        items = list(search_items(self._connection, _attributes(key)))
        if locked := [item.item_path for item in items if item.is_locked()]:
            self._unlock(locked, ask=ask)
        return sorted(items, key=lambda item: item.get_modified(), reverse=True)

    def _default(self, *, ask: bool) -> Collection:
        """Return the default collection; a person is asked to have one made."""
        from secretstorage import Collection, ItemNotFoundException, create_collection

        try:
            return Collection(self._connection)
        except ItemNotFoundException:
            if not ask:
                raise KeyringLocked(tr("There is no keyring yet to store it in.")) from None
        from secretstorage import PromptDismissedException

        try:
            with self._question.asking_person():
                return create_collection(self._connection, "Default", "default")
        except PromptDismissedException:
            trouble = KeyringLocked(
                tr("There is no keyring yet, and none was made. Nothing was stored."),
                advice=tr("Try again, and choose a password when you are asked for a new keyring."),
            )
        raise trouble

    def _unlock(self, paths: list[str], *, ask: bool) -> None:
        left = LEFT.get(self._question.what, "")
        if not ask:
            raise KeyringLocked(tr("The keyring is locked.{left}").format(left=left))
        unlocked, prompt = _call(self._connection, "Unlock", "ao", paths)
        if len(unlocked) == len(paths) or len(prompt) <= 1:
            return
        with self._question.asking_person():
            dismissed = self._prompted(prompt)
        if dismissed:
            raise KeyringLocked(
                tr("The keyring stayed locked: its password was not given.{left}").format(left=left)
            )

    def _prompted(self, prompt: str) -> bool:
        """Show a prompt, wait for its end, and return whether it was dismissed."""
        from jeepney import MatchRule, MessageType
        from jeepney.wrappers import DBusAddress, new_method_call, unwrap_msg

        interface = "org.freedesktop.Secret.Prompt"
        rule = MatchRule(
            path=prompt, interface=interface, member="Completed", type=MessageType.signal
        )
        address, owner = DBusAddress(prompt, NAME, interface), self._owner()
        with self._connection.filter(rule) as ends:
            call = new_method_call(address, "Prompt", "s", ("",))
            unwrap_msg(self._connection.send_and_get_reply(call, timeout=PATIENCE_S))
            while self._owner() == owner:
                with suppress(TimeoutError):
                    end = self._connection.recv_until_filtered(ends, timeout=LOOK_S)
                    return bool(end.body[0])
        raise NoKeyring(tr("The keyring ended while it asked for its password."))

    def _owner(self) -> str:
        """Return who is the service now; empty: nobody."""
        from jeepney import DBusErrorResponse, message_bus
        from jeepney.wrappers import unwrap_msg

        try:
            asked = message_bus.GetNameOwner(NAME)
            return str(unwrap_msg(self._connection.send_and_get_reply(asked))[0])
        except DBusErrorResponse:
            return ""


def _attributes(key: str) -> dict[str, str]:
    return {"service": SERVICE, "username": key}


def _entry(item: Item) -> Entry:
    return Entry(item.get_secret().decode("utf-8", "replace"))


def _call(connection: DBusConnection, method: str, signature: str, *body: object) -> Any:
    from secretstorage.util import DBusAddressWrapper

    return DBusAddressWrapper(PATH, SERVICE_INTERFACE, connection).call(method, signature, *body)

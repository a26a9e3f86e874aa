"""A person before GNOME Keyring's prompts: gives a password, refuses, or does nothing.

Stands on a test's bus in place of the program that shows the prompts' windows, by the
protocol that GNOME Keyring speaks with it (gcr 3.41, gcr/gcr-dbus-constants.h,
gcr/gcr-secret-exchange.c, egg/egg-dh.c): the password goes over sealed by a Diffie-Hellman
exchange over the group 1536 of RFC 3526, with AES-128 in CBC mode under a key by HKDF.
"""

from __future__ import annotations

import base64
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from jeepney import DBusAddress, HeaderFields, new_method_call
from jeepney.io.blocking import DBusConnection
from jeepney.low_level import Message
from jeepney.wrappers import new_method_return

from tests.bus_service import answering, named

NAME = "org.gnome.keyring.SystemPrompter"
CALLBACK = "org.gnome.keyring.internal.Prompter.Callback"
PRIME = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22"
    "514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6"
    "F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3D"
    "C2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB"
    "9ED529077096966D670C354E4ABC9804F1746C08CA237327FFFFFFFFFFFFFFFF",
    16,
)
SIZE = 192
"""Bytes of a public key."""


@dataclass
class Person:
    """What a person does before a prompt, and what prompts they saw."""

    password: str | None = None
    """Given to each prompt; None refuses."""
    idle: bool = False
    """Does nothing at all."""
    most: int = 0
    """So many prompts are given the password, then they refuse; 0: all."""
    asked: threading.Event = field(default_factory=threading.Event)
    """Set once a prompt wants something."""
    seen: list[str] = field(default_factory=list)
    """The prompts' titles and messages."""
    late: Callable[[str], None] = lambda _password: None
    """Gives the password to the prompt before which nothing was done so far."""
    stopped: threading.Event = field(default_factory=threading.Event)
    """Set once a prompt went away."""


@contextmanager
def attended(address: str, person: Person) -> Iterator[Person]:
    """Have `person` sit before the prompts of the bus at `address`."""
    exchange = Exchange()  # one for all: GNOME Keyring derives its key but once

    def answer(message: Message) -> None:
        connection.send(new_method_return(message))
        sender = message.header.fields[HeaderFields.sender]
        caller = DBusAddress(message.body[0], sender, CALLBACK)
        _heed(connection, person, exchange, caller, message)

    with named(address, NAME) as connection, answering(connection, answer):
        yield person


def _heed(
    connection: DBusConnection,
    person: Person,
    exchange: Exchange,
    caller: DBusAddress,
    message: Message,
) -> None:
    def ready(reply: str, said: str) -> None:
        connection.send(new_method_call(caller, "PromptReady", "sa{sv}s", (reply, {}, said)))

    match message.header.fields[HeaderFields.member]:
        case "BeginPrompting":
            ready("", exchange.begun())
        case "PerformPrompt":
            _kind, properties, theirs = message.body[1:]
            person.seen.append(_words(properties))
            person.asked.set()
            if person.idle:
                person.late = lambda password: ready("yes", exchange.sealed(password, theirs))
                return
            if person.password is None or 0 < person.most < len(person.seen):
                ready("no", exchange.begun())
            else:
                ready("yes", exchange.sealed(person.password, theirs))
        case "StopPrompting":
            person.stopped.set()
            connection.send(new_method_call(caller, "PromptDone"))


def _words(properties: dict[str, Any]) -> str:
    return " / ".join(
        str(properties[name][1]) for name in ("title", "message") if name in properties
    )


class Exchange:
    """This side of an exchange of a password."""

    def __init__(self) -> None:
        self._private = int.from_bytes(os.urandom(SIZE), "big") % PRIME

    def begun(self) -> str:
        """Return the message with our public key."""
        return f"[sx-aes-1]\npublic={self._public()}\n"

    def sealed(self, password: str, theirs: str) -> str:
        """Return the message with the password, sealed for who sent `theirs`."""
        values = dict(line.split("=", 1) for line in theirs.splitlines() if "=" in line)
        public = int.from_bytes(base64.b64decode(values["public"]), "big")
        shared = pow(public, self._private, PRIME).to_bytes(SIZE, "big")
        key = HKDF(SHA256(), 16, salt=None, info=b"").derive(shared)
        text = password.encode()
        text += bytes([16 - len(text) % 16]) * (16 - len(text) % 16)
        start = os.urandom(16)
        sealing = Cipher(algorithms.AES(key), modes.CBC(start)).encryptor()
        secret = base64.b64encode(sealing.update(text) + sealing.finalize()).decode()
        return f"{self.begun()}secret={secret}\niv={base64.b64encode(start).decode()}\n"

    def _public(self) -> str:
        return base64.b64encode(pow(2, self._private, PRIME).to_bytes(SIZE, "big")).decode()

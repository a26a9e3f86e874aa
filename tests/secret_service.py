"""A real Secret Service for a test: GNOME Keyring on a D-Bus of its own.

A pytest plugin of the test session. Each service has its own home and bus, and its
processes are ended by their ids.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.surroundings import Needs

START_PATIENCE_S = 20.0


@pytest.fixture
def fresh_keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lets `keyring` look anew which backends there are; it remembers for the process."""
    import keyring.backend
    import keyring.core

    found = vars(keyring.backend.get_all_keyring)
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    found.pop("saved_result", None)
    yield
    found.pop("saved_result", None)


@pytest.fixture
def secret_service(
    needs: Needs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_keyring: None
) -> Iterator[str]:
    """The address of a bus with an unlocked Secret Service.

    In force, by DBUS_SESSION_BUS_ADDRESS, for the test and for processes it starts.
    """
    with running(needs, tmp_path / "keyring") as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@contextmanager
def running(needs: Needs, home: Path) -> Iterator[str]:
    """Runs bus and keyring under `home`; yields the bus's address."""
    bus_program, keyring_program = needs("dbus-daemon"), needs("gnome-keyring-daemon")
    runtime = home / "runtime"
    runtime.mkdir(parents=True, mode=0o700)
    clean = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    clean |= {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(runtime),
    }
    with (home / "log").open("w") as log:
        bus = subprocess.Popen(
            [bus_program, "--session", "--nofork", "--print-address=1"],
            env=clean,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        with _ended(bus):
            assert bus.stdout is not None
            address = bus.stdout.readline().strip()
            keyring = subprocess.Popen(
                [keyring_program, "--foreground", "--unlock", "--components=secrets"],
                env=clean | {"DBUS_SESSION_BUS_ADDRESS": address},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
            )
            with _ended(keyring):
                assert keyring.stdin is not None
                keyring.stdin.write(b"a password for tests")
                keyring.stdin.close()
                _wait_for_service(address)
                yield address


def lock_collection(address: str) -> None:
    """Locks what is stored, as a screen lock does."""
    import secretstorage
    from jeepney.io.blocking import open_dbus_connection

    with open_dbus_connection(address) as connection:
        secretstorage.get_default_collection(connection).lock()


@contextmanager
def _ended(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _wait_for_service(address: str) -> None:
    """Waits until the service is on the bus with the collection that --unlock makes."""
    import secretstorage
    from jeepney import message_bus
    from jeepney.io.blocking import open_dbus_connection

    asked = message_bus.NameHasOwner("org.freedesktop.secrets")
    deadline = time.monotonic() + START_PATIENCE_S
    with open_dbus_connection(address) as connection:
        while time.monotonic() < deadline:
            (taken,) = connection.send_and_get_reply(asked).body
            if taken and any(secretstorage.get_all_collections(connection)):
                return
            time.sleep(0.02)
    pytest.fail("the Secret Service did not come up", pytrace=False)

"""A real Secret Service for a test: GNOME Keyring on a D-Bus of its own.

A pytest plugin of the test session. Each service has its own home and bus, and its
processes are ended by their ids.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pytest

from tests.surroundings import Needs

START_PATIENCE_S = 20.0
PASSWORD = "a password for tests"


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


@pytest.fixture
def service(
    needs: Needs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_keyring: None
) -> Iterator[Service]:
    """The same, to be killed, stopped and started again."""
    with bus(needs, tmp_path / "keyring") as made:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
        made.start()
        try:
            yield made
        finally:
            made.end()


@contextmanager
def running(needs: Needs, home: Path) -> Iterator[str]:
    """Runs bus and keyring under `home`; yields the bus's address."""
    with bus(needs, home) as service:
        service.start()
        try:
            yield service.address
        finally:
            service.end()


@dataclass
class Service:
    """A bus, and a keyring on it that can be killed."""

    program: str
    address: str
    surroundings: dict[str, str]
    log: TextIO
    process: subprocess.Popen[bytes] | None = None

    def start(self, *, unlocked: bool = True) -> None:
        """Starts the keyring; `unlocked` with the collection that this makes at first."""
        self.process = subprocess.Popen(
            [self.program, "--foreground", "--components=secrets", *["--unlock"] * unlocked],
            env=self.surroundings | {"DBUS_SESSION_BUS_ADDRESS": self.address},
            stdin=subprocess.PIPE,
            stdout=self.log,
            stderr=self.log,
        )
        assert self.process.stdin is not None
        self.process.stdin.write(PASSWORD.encode() * unlocked)
        self.process.stdin.close()
        _wait_for_service(self.address, collections=unlocked)

    def kill(self) -> None:
        """Kills the keyring, as a crash does."""
        self._process.kill()
        self._process.wait()

    def empty(self) -> None:
        """Takes away every collection of a keyring that has ended."""
        shutil.rmtree(Path(self.surroundings["XDG_DATA_HOME"]) / "keyrings")

    def hang(self) -> None:
        """Has the keyring answer nothing any more, without ending."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Has it answer again."""
        self._process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """Ends the keyring, whatever it does."""
        self.go_on()
        with _ended(self._process):
            pass

    @property
    def _process(self) -> subprocess.Popen[bytes]:
        assert self.process is not None
        return self.process


@contextmanager
def bus(needs: Needs, home: Path) -> Iterator[Service]:
    """Runs a bus under `home`, with no keyring on it yet; none comes up by itself."""
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
        process = subprocess.Popen(
            [bus_program, "--config-file", str(_bus_config(home)), "--nofork", "--print-address=1"],
            env=clean,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        with _ended(process):
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            yield Service(keyring_program, address, clean, log)


def _bus_config(home: Path) -> Path:
    """Returns the configuration of a bus that starts no services."""
    path = home / "bus.conf"
    path.write_text(
        '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" '
        '"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">'
        f"<busconfig><type>session</type><listen>unix:dir={_short(home)}</listen>"
        '<policy context="default"><allow send_destination="*" eavesdrop="true"/>'
        '<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>',
        "utf-8",
    )
    return path


def _short(home: Path) -> str:
    """Returns a folder for the socket, whose path may have about 100 bytes."""
    return tempfile.gettempdir() if len(str(home)) > 70 else str(home)


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


def _wait_for_service(address: str, *, collections: bool) -> None:
    """Waits until the service is on the bus, with the collection that --unlock makes."""
    import secretstorage
    from jeepney import message_bus
    from jeepney.io.blocking import open_dbus_connection

    asked = message_bus.NameHasOwner("org.freedesktop.secrets")
    deadline = time.monotonic() + START_PATIENCE_S
    with open_dbus_connection(address) as connection:
        while time.monotonic() < deadline:
            (taken,) = connection.send_and_get_reply(asked).body
            if taken and (not collections or any(secretstorage.get_all_collections(connection))):
                return
            time.sleep(0.02)
    pytest.fail("the Secret Service did not come up", pytrace=False)

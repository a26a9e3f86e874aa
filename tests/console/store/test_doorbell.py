"""What a window's bell takes for a ring, and what a second start takes for an answer."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.store import doorbell, location
from console.store.doorbell import Call, come_in, hear, put_up, ring, take_down
from console.store.location import FolderLock

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes and links in files are POSIX's")


@pytest.fixture
def first(tmp_path: Path) -> Iterator[FolderLock]:
    """The lock of a window that is open."""
    lock = come_in(tmp_path / "desk")
    assert isinstance(lock, FolderLock)
    yield lock
    lock.release()


@pytest.fixture
def listening(first: FolderLock) -> Path:
    """The folder of a window that listens."""
    put_up(first.folder)
    return first.folder


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorbell, "RINGING_S", 0.1)
    monkeypatch.setattr(doorbell, "BUSY_S", 0.1)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_ringing_where_no_desk_ever_was_makes_nothing(tmp_path: Path) -> None:
    assert ring(tmp_path / "desk", "look") is None
    assert names(tmp_path) == []


def test_ringing_where_no_desk_is_open_leaves_nothing(listening: Path) -> None:
    take_down(listening)
    assert ring(listening, "look") is None
    assert names(listening) == ["canary-desk.lock"]


def test_a_ring_is_heard_once_with_its_note(listening: Path) -> None:
    ring(listening, "raise", "token-1_2")
    ring(listening, "look")
    assert hear(listening) == {"raise": "token-1_2", "look": ""}
    assert hear(listening) == {}


def test_many_rings_to_look_are_one(listening: Path) -> None:
    for _ in range(5):
        ring(listening, "look")
    assert names(listening / doorbell.BELL) == ["look"]


def test_a_killed_desks_rings_do_not_reach_the_next_one(listening: Path, first: FolderLock) -> None:
    ring(listening, "look")
    ring(listening, "raise")
    first.release()  # as the system does when the process is gone
    second = come_in(listening)
    assert isinstance(second, FolderLock)
    put_up(listening)
    assert hear(listening) == {}
    second.release()


@POSIX
def test_bell_and_rings_are_the_owners_alone(listening: Path) -> None:
    ringing = ring(listening, "raise", "token")
    assert ringing is not None
    assert stat.S_IMODE(ringing.stat().st_mode) == 0o600
    assert stat.S_IMODE(ringing.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE((listening / location.LOCK_NAME).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "contents",
    [b"a b", b"a\nb", b"\x00", "ä".encode(), b"x" * 513, b"x" * 100_000, b"\xff\xfe", b""],
)
def test_of_a_note_that_is_no_token_nothing_is_used(listening: Path, contents: bytes) -> None:
    (listening / doorbell.BELL / "raise-1").write_bytes(contents)
    assert hear(listening) == {"raise": ""}


def test_what_is_no_word_is_left_alone(listening: Path) -> None:
    for name in ("erase-1", ".raise-1", "lookout", "RAISE-1"):
        (listening / doorbell.BELL / name).touch()
    (listening / doorbell.BELL / "raise-folder").mkdir()
    assert hear(listening) == {}


@POSIX
def test_a_pipe_or_a_link_in_a_rings_place_stops_nothing_and_tells_nothing(
    listening: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("not-for-others")
    os.mkfifo(listening / doorbell.BELL / "raise-pipe")
    (listening / doorbell.BELL / "look-link").symlink_to(secret)
    assert hear(listening) == {"raise": "", "look": ""}
    assert secret.read_text() == "not-for-others"


def test_who_comes_first_has_the_folder(tmp_path: Path) -> None:
    lock = come_in(tmp_path / "desk")
    assert isinstance(lock, FolderLock)
    assert lock.holds()
    lock.release()


def answering(folder: Path, note: list[str]) -> threading.Thread:
    """A window that hears one call."""

    def work() -> None:
        while not (heard := hear(folder)):
            pass
        note.append(heard["raise"])

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_a_second_start_is_heard_with_its_token(listening: Path) -> None:
    note: list[str] = []
    window = answering(listening, note)
    call = come_in(listening, "token")
    window.join()
    assert isinstance(call, Call)
    assert call.heard
    assert note == ["token"]
    assert names(listening / doorbell.BELL) == []


@pytest.mark.usefixtures("impatient")
def test_a_call_that_nobody_hears_says_so_and_leaves_nothing_once_given_up(
    listening: Path,
) -> None:
    call = come_in(listening)
    assert isinstance(call, Call)
    assert not call.heard
    assert f"(process {os.getpid()})" in call.complaint
    assert str(listening) in call.complaint
    assert len(names(listening / doorbell.BELL)) == 1
    call.give_up()
    assert names(listening / doorbell.BELL) == []


@pytest.mark.usefixtures("impatient")
def test_a_desk_that_never_begins_to_listen_is_not_waited_for_without_end(
    first: FolderLock,
) -> None:
    call = come_in(first.folder)
    assert isinstance(call, Call)
    assert not call.heard
    call.give_up()
    assert names(first.folder) == ["canary-desk.lock"]


def test_a_desk_that_is_starting_hears_the_call_once_it_listens(first: FolderLock) -> None:
    call = Call(first.folder)
    assert not call.try_on()
    put_up(first.folder)
    assert call.try_on()
    assert hear(first.folder) == {"raise": ""}
    call.try_on()
    assert call.heard


def test_a_desk_that_closes_has_not_heard_and_the_caller_takes_its_place(
    listening: Path, first: FolderLock
) -> None:
    call = Call(listening)
    call.try_on()
    take_down(listening)
    call.try_on()
    assert not call.heard

    closing = threading.Timer(0.1, first.release)
    closing.start()
    lock = come_in(listening)
    closing.join()
    assert isinstance(lock, FolderLock)
    assert lock.holds()
    lock.release()

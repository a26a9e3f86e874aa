"""Renewing what the network rotates: once, over lanes and programs, and never lost unsaid."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from console.credentials import Credentials, turns
from console.errors import CredentialsError, KeyringLocked, RenewalBusy
from tests.prompter import Person, attended
from tests.secret_service import PASSWORD, Service, lock_collection

pytestmark = pytest.mark.timeout(120)

KEY = "x:123456"

PROGRAM = """
import pathlib, sys, time
from console.credentials import Credentials

count = pathlib.Path(sys.argv[1])

def renewed(secret):
    number = int(secret["token"])
    with count.open("a") as log:  # each number is spent once
        log.write(f"{number}\\n")
    time.sleep(0.01)
    return {"token": str(number + 1)}

credentials = Credentials()
for _ in range(int(sys.argv[2])):
    credentials.renew("x:123456", credentials.load("x:123456"), renewed)
"""


@pytest.mark.usefixtures("secret_service")
def test_two_programs_never_spend_the_same_token_twice(tmp_path: Path) -> None:
    Credentials().save(KEY, {"token": "0"})
    log = tmp_path / "spent"
    programs = [subprocess.Popen([sys.executable, "-c", PROGRAM, str(log), "15"]) for _ in range(2)]
    for program in programs:
        assert program.wait(60) == 0

    spent = [int(line) for line in log.read_text().splitlines()]
    assert spent == list(range(len(spent)))
    assert len(spent) >= 15
    assert Credentials().load(KEY) == {"token": str(len(spent))}


@pytest.mark.usefixtures("secret_service")
def test_lanes_that_renew_at_once_renew_once() -> None:
    credentials = Credentials()
    credentials.save(KEY, {"token": "1"})
    calls: list[Mapping[str, str]] = []
    got: list[Mapping[str, str]] = []

    def renewed(secret: Mapping[str, str]) -> Mapping[str, str]:
        calls.append(secret)
        return {"token": "2"}

    lanes = [
        threading.Thread(target=lambda: got.append(credentials.renew(KEY, {"token": "1"}, renewed)))
        for _ in range(4)
    ]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join(30)

    assert calls == [{"token": "1"}]
    assert got == [{"token": "2"}] * 4


@pytest.mark.usefixtures("secret_service")
def test_the_turn_of_a_program_that_died_is_free(tmp_path: Path) -> None:
    Credentials().save(KEY, {"token": "1"})
    program = (
        "import os\nfrom console.credentials import Credentials\n"
        "Credentials().renew('x:123456', {'token': '1'}, lambda _: os._exit(9))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9

    assert Credentials().renew(KEY, {"token": "1"}, lambda _: {"token": "2"}) == {"token": "2"}


@pytest.mark.usefixtures("secret_service")
def test_a_turn_that_another_holds_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_S", 0.2)
    credentials = Credentials(tmp_path)
    credentials.save(KEY, {"token": "1"})

    with turns.turn(tmp_path, KEY), pytest.raises(RenewalBusy):
        credentials.renew(KEY, {"token": "1"}, lambda _: pytest.fail("renewed"))


@pytest.mark.usefixtures("secret_service")
def test_a_folder_for_turns_that_cannot_be_had_is_told_and_nothing_is_renewed(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("in the way")
    credentials = Credentials(tmp_path / "file")
    credentials.save(KEY, {"token": "1"})

    with pytest.raises(CredentialsError, match="cannot be written"):
        credentials.renew(KEY, {"token": "1"}, lambda _: pytest.fail("renewed"))
    assert credentials.delete(KEY) == 1  # signing out needs no turn


class TestWhenTheKeyringLocksWhileTheNetworkRenews:
    @pytest.fixture
    def credentials(self, service: Service) -> Credentials:
        """Credentials whose renewal came back when the keyring had been locked."""
        made = Credentials()
        made.save(KEY, {"token": "1"})

        def renewed(_: Mapping[str, str]) -> Mapping[str, str]:
            lock_collection(service.address)
            return {"token": "2"}

        assert made.renew(KEY, {"token": "1"}, renewed) == {"token": "2"}
        return made

    def test_it_is_used_and_said_to_be_in_memory_only(self, credentials: Credentials) -> None:
        trouble = credentials.unstored(KEY)

        assert trouble is not None
        assert "till the program ends" in trouble.title
        assert credentials.load(KEY) == {"token": "2"}

    def test_it_is_stored_once_a_person_opens_the_keyring(
        self, service: Service, credentials: Credentials
    ) -> None:
        with attended(service.address, Person()), pytest.raises(KeyringLocked):
            credentials.store_again(KEY)
        with attended(service.address, Person(PASSWORD)):
            credentials.store_again(KEY)

        assert credentials.unstored(KEY) is None
        assert Credentials().load(KEY) == {"token": "2"}

    def test_it_is_stored_by_itself_once_the_keyring_is_open(
        self, service: Service, credentials: Credentials
    ) -> None:
        credentials.follow(KEY)
        assert credentials.unstored(KEY) is not None
        with attended(service.address, Person(PASSWORD)):
            assert Credentials().load(KEY) == {"token": "1"}  # another program had it opened

        credentials.follow(KEY)

        assert credentials.unstored(KEY) is None
        assert Credentials().load(KEY) == {"token": "2"}

    def test_it_is_renewed_again_and_stored_then(
        self, service: Service, credentials: Credentials
    ) -> None:
        with attended(service.address, Person(PASSWORD)):
            fresh = credentials.renew(KEY, {"token": "2"}, lambda _: {"token": "3"})

        assert fresh == {"token": "3"}
        assert credentials.unstored(KEY) is None
        assert Credentials().load(KEY) == {"token": "3"}

    def test_a_sign_in_elsewhere_meanwhile_goes_before_it(
        self, service: Service, credentials: Credentials
    ) -> None:
        with attended(service.address, Person(PASSWORD)):
            Credentials().save(KEY, {"token": "anew"})

        credentials.follow(KEY)

        assert credentials.load(KEY) == {"token": "anew"}
        assert credentials.unstored(KEY) is None


def test_nothing_is_renewed_while_it_could_not_be_stored(service: Service) -> None:
    credentials = Credentials()
    credentials.save(KEY, {"token": "1"})
    lock_collection(service.address)

    with attended(service.address, Person()), pytest.raises(KeyringLocked):
        credentials.renew(KEY, {"token": "1"}, lambda _: pytest.fail("renewed"))


def test_what_is_written_is_json_of_strings() -> None:
    from console.credentials import entries

    entry = entries.written(KEY, {"token": "ż"})

    assert json.loads(entry.text) == {"version": 2, "for": KEY, "secret": {"token": "ż"}}
    assert entries.read(KEY, entry) == {"token": "ż"}

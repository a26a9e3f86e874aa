"""A keyring that is locked, hangs or dies: each is told apart, and none holds the desk up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from console.credentials import Credentials, questions
from console.errors import (
    CredentialsError,
    DeskError,
    KeyringLocked,
    KeyringSlow,
    NoCredentials,
    NoKeyring,
)
from tests.prompter import Person, attended
from tests.secret_service import PASSWORD, Service, lock_collection

pytestmark = pytest.mark.timeout(60)

KEY = "x:123456"
SECRET = {"access_token": "s3cr3t-token"}


@pytest.fixture
def locked(service: Service) -> Credentials:
    """Credentials that know nothing, of an account whose entry is locked away."""
    credentials = Credentials()
    credentials.save(KEY, SECRET)
    credentials.forget()
    lock_collection(service.address)
    return credentials


def test_a_person_who_gives_the_password_gets_the_secret(
    service: Service, locked: Credentials
) -> None:
    asking: list[bool] = []
    locked.tell_asking(asking.append)

    assert locked.usable().locked
    with attended(service.address, Person(PASSWORD)) as person:
        assert locked.load(KEY) == SECRET

    assert person.seen
    assert asking == [True, False]
    assert locked.usable().locked is False


@pytest.mark.parametrize("password", [None, "a wrong one"])
def test_a_person_who_refuses_leaves_it_locked(
    password: str | None, service: Service, locked: Credentials
) -> None:
    person = Person(password, most=2)
    with attended(service.address, person), pytest.raises(KeyringLocked, match="not given"):
        locked.load(KEY)

    with attended(service.address, Person(PASSWORD)):
        assert locked.load(KEY) == SECRET


def test_what_is_in_memory_stays_in_use_when_the_keyring_is_locked_again(
    service: Service,
) -> None:
    credentials = Credentials()
    credentials.save(KEY, SECRET)
    lock_collection(service.address)

    with attended(service.address, Person(idle=True)) as person:
        credentials.follow(KEY)
        assert credentials.load(KEY) == SECRET

    assert not person.asked.is_set()


def test_a_person_is_not_waited_for_without_end_and_may_answer_late(
    service: Service, locked: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "PERSON_PATIENCE_S", 0.5)
    with attended(service.address, Person(idle=True)) as person:
        with pytest.raises(KeyringSlow, match="in time"):
            locked.load(KEY)
        monkeypatch.setattr(questions, "PERSON_PATIENCE_S", 180.0)
        person.late(PASSWORD)
        assert person.stopped.wait(20)

        assert locked.load(KEY) == SECRET
        assert len(person.seen) == 1


def test_quitting_ends_the_waiting_for_a_person(service: Service, locked: Credentials) -> None:
    met = Met(lambda: locked.load(KEY))
    with attended(service.address, Person(idle=True)) as person:
        met.begin()
        assert person.asked.wait(20)
        begun = time.monotonic()
        locked.stop()
        assert isinstance(met.error(), KeyringSlow)
        assert time.monotonic() - begun < 5

    with pytest.raises(KeyringSlow, match="closed"):
        locked.load(KEY)


def test_a_keyring_that_hangs_is_given_up_and_asked_again_later(
    service: Service, locked: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "PATIENCE_S", 0.5)
    service.hang()
    with pytest.raises(KeyringSlow, match="not answer"):
        locked.load(KEY)
    with pytest.raises(KeyringSlow, match="Nothing was stored"):
        locked.save(KEY, {"access_token": "never"})
    service.go_on()
    monkeypatch.setattr(questions, "PATIENCE_S", 20.0)

    with attended(service.address, Person(PASSWORD)):
        assert locked.load(KEY) == SECRET


def test_a_keyring_that_dies_before_the_password_is_told_and_found_again(
    service: Service, locked: Credentials
) -> None:
    met = Met(lambda: locked.load(KEY))
    with attended(service.address, Person(idle=True)) as person:
        met.begin()
        assert person.asked.wait(20)
        service.kill()
        assert isinstance(met.error(), NoKeyring)
    assert not locked.usable().ok
    assert isinstance(Met(lambda: locked.load(KEY)).begin().error(), NoKeyring)

    service.start()

    assert locked.usable().ok
    assert locked.load(KEY) == SECRET


def test_a_keyring_that_comes_up_later_is_found(service: Service) -> None:
    service.kill()
    credentials = Credentials()
    assert isinstance(credentials.usable().trouble, NoKeyring)

    service.start()

    assert credentials.usable().keyring == "Secret Service"
    credentials.save(KEY, SECRET)


@pytest.mark.parametrize("password", ["a new one", None])
def test_where_there_is_no_collection_yet_the_person_is_asked_to_have_one_made(
    password: str | None, service: Service
) -> None:
    service.end()
    service.empty()
    service.start(unlocked=False)
    credentials = Credentials()
    with pytest.raises(NoCredentials):
        credentials.load(KEY)

    with attended(service.address, Person(password)) as person:
        if password is None:
            with pytest.raises(KeyringLocked, match="none was made"):
                credentials.save(KEY, SECRET)
        else:
            credentials.save(KEY, SECRET)
            assert Credentials().load(KEY) == SECRET

    assert "keyring" in person.seen[0].lower()


def test_signing_out_of_a_keyring_that_stays_locked_says_that_the_entry_is_still_there(
    service: Service, locked: Credentials
) -> None:
    with attended(service.address, Person()) as person:
        with pytest.raises(KeyringLocked) as caught:
            locked.delete(KEY)
        assert person.stopped.wait(10)  # else the next person comes before this prompt is gone

    assert "still in it" in caught.value.message
    with attended(service.address, Person(PASSWORD)):
        assert locked.delete(KEY) == 1


class Met:
    """What a call in another thread meets."""

    def __init__(self, call: Callable[[], object]) -> None:
        self._call = call
        self._errors: list[DeskError] = []
        self._thread = threading.Thread(target=self._run, name="met")

    def begin(self) -> Met:
        self._thread.start()
        return self

    def error(self) -> DeskError | None:
        self._thread.join(30)
        assert not self._thread.is_alive()
        return self._errors[0] if self._errors else None

    def _run(self) -> None:
        try:
            self._call()
        except CredentialsError as error:
            self._errors.append(error)

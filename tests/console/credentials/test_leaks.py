"""No secret is in what an error shows: message, chain, traceback, locals of its frames."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Mapping

import keyring
import pytest

from console.credentials import SERVICE, Credentials, Secret
from console.errors import CredentialsError
from tests.prompter import Person, attended
from tests.secret_service import Service, lock_collection

pytestmark = pytest.mark.timeout(60)

KEY = "x:123456"
TOKEN = "s3cr3t-token"


def renewed(_: Mapping[str, str]) -> Mapping[str, str]:
    return Secret(token=f"{TOKEN} 2")


VERBS: dict[str, Callable[[Credentials], object]] = {
    "load": lambda it: it.load(KEY),
    "save": lambda it: it.save(KEY, Secret(token=TOKEN)),
    "delete": lambda it: it.delete(KEY),
    "renew": lambda it: it.renew(KEY, Secret(token=TOKEN), renewed),
}


def shown(error: BaseException) -> str:
    """Returns all that a thorough report would show, beyond the test's own frame."""
    frames = error.__traceback__.tb_next if error.__traceback__ else None
    told = traceback.TracebackException(type(error), error, frames, capture_locals=True, limit=None)
    return "".join(told.format()) + repr(error) + repr(vars(error))


@pytest.mark.parametrize("verb", VERBS)
def test_a_locked_keyring(verb: str, service: Service) -> None:
    credentials = Credentials()
    credentials.save(KEY, {"token": TOKEN})
    credentials.forget()
    lock_collection(service.address)

    with attended(service.address, Person()), pytest.raises(CredentialsError) as caught:
        VERBS[verb](credentials)

    assert TOKEN not in shown(caught.value)
    assert "ring" in shown(caught.value)  # the locals are looked at indeed


@pytest.mark.parametrize("verb", ["load", "renew", "save"])
@pytest.mark.usefixtures("secret_service")
def test_an_entry_that_cannot_be_used(verb: str) -> None:
    text = f'{{"version": 3, "secret": {{"token": "{TOKEN}"}}}}'
    keyring.set_password(SERVICE, KEY, text)

    with pytest.raises(CredentialsError) as caught:
        VERBS[verb](Credentials())

    assert TOKEN not in shown(caught.value)


@pytest.mark.parametrize("verb", VERBS)
def test_a_keyring_that_died(verb: str, service: Service) -> None:
    credentials = Credentials()
    credentials.save(KEY, {"token": TOKEN})
    credentials.forget()
    service.kill()

    with pytest.raises(CredentialsError) as caught:
        VERBS[verb](credentials)

    assert TOKEN not in shown(caught.value)


@pytest.mark.usefixtures("secret_service")
def test_a_renewal_that_fails() -> None:
    credentials = Credentials()
    credentials.save(KEY, {"token": TOKEN})

    def failing(secret: Mapping[str, str]) -> Mapping[str, str]:
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault") as caught:
        credentials.renew(KEY, Secret(token=TOKEN), failing)

    assert TOKEN not in shown(caught.value)


@pytest.mark.usefixtures("secret_service")
def test_what_was_signed_out_is_in_nothing_that_the_credentials_reach() -> None:
    credentials = Credentials()
    credentials.save(KEY, {"token": TOKEN})
    assert TOKEN in held(credentials)

    credentials.delete(KEY)

    assert TOKEN not in held(credentials)


def held(thing: object) -> set[str]:
    """Returns every string that can be reached from `thing` by what it holds."""
    found: set[str] = set()
    seen: set[int] = set()
    left = [thing]
    while left:
        one = left.pop()
        if id(one) in seen or isinstance(one, type(sys)):
            continue
        seen.add(id(one))
        match one:
            case str():
                found.add(one)
            case dict():
                left += [*one, *one.values()]
            case list() | tuple() | set():
                left += one
            case _:
                left += [getattr(one, name, None) for name in getattr(one, "__slots__", ())]
                left += list(getattr(one, "__dict__", {}).values())
    return found

"""The keyring, against a real Secret Service."""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
import threading
from typing import ClassVar

import keyring
import keyring.backend
import pytest

from console.credentials import SERVICE, Credentials
from console.errors import CredentialsError, KeyringLocked, NoCredentials, NoKeyring
from tests.secret_service import lock_collection

KEY = "x:123456"
SECRET = {"access_token": "s3cr3t-token", "refresh_token": "zażółć 🐤"}


def test_importing_the_module_does_not_import_keyring() -> None:
    code = "import sys, console.credentials; sys.exit('keyring' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.usefixtures("secret_service")
class TestWithASecretService:
    def test_it_is_usable_and_named(self) -> None:
        state = Credentials().usable()

        assert state.ok
        assert state.keyring == "Secret Service"

    def test_what_is_saved_is_loaded_by_another_run(self) -> None:
        Credentials().save(KEY, SECRET)

        assert Credentials().load(KEY) == SECRET

    def test_each_account_has_its_own_entry(self) -> None:
        credentials = Credentials()
        credentials.save(KEY, SECRET)
        credentials.save("x:7", {"access_token": "other"})
        credentials.forget()

        assert credentials.load(KEY) == SECRET
        assert credentials.load("x:7") == {"access_token": "other"}

    def test_saving_again_replaces(self) -> None:
        Credentials().save(KEY, {"access_token": "old"})
        Credentials().save(KEY, SECRET)

        assert Credentials().load(KEY) == SECRET

    def test_what_was_never_saved_is_no_credentials(self) -> None:
        with pytest.raises(NoCredentials, match=KEY):
            Credentials().load(KEY)

    def test_deleting_removes_it_here_and_in_the_keyring(self) -> None:
        credentials = Credentials()
        credentials.save(KEY, SECRET)
        credentials.delete(KEY)

        for each in (credentials, Credentials()):
            with pytest.raises(NoCredentials):
                each.load(KEY)

    def test_deleting_what_is_not_there_is_fine(self) -> None:
        Credentials().delete(KEY)

    def test_keeping_for_this_run_stores_nothing(self) -> None:
        credentials = Credentials()
        credentials.keep_for_this_run(KEY, SECRET)

        assert credentials.load(KEY) == SECRET
        assert keyring.get_password(SERVICE, KEY) is None

    def test_forgetting_goes_back_to_the_keyring(self) -> None:
        credentials = Credentials()
        credentials.save(KEY, SECRET)
        credentials.keep_for_this_run(KEY, {"access_token": "temporary"})
        credentials.forget()

        assert credentials.load(KEY) == SECRET

    def test_the_callers_changes_do_not_reach_the_memory(self) -> None:
        credentials = Credentials()
        credentials.save(KEY, SECRET)
        credentials.load(KEY)["access_token"] = "changed"

        assert credentials.load(KEY) == SECRET

    @pytest.mark.parametrize(
        "entry",
        [
            "s3cr3t-token",
            "{",
            "[]",
            '"s3cr3t-token"',
            '{"version": 2, "secret": {"access_token": "s3cr3t-token"}}',
            '{"version": 2, "for": "x:7", "secret": {"access_token": "s3cr3t-token"}}',
            '{"version": 3, "for": "x:123456", "secret": {"access_token": "s3cr3t-token"}}',
            '{"version": true, "secret": {"access_token": "s3cr3t-token"}}',
            "[" * 100_000,
            '{"version": 1}',
            '{"version": 1, "secret": ["s3cr3t-token"]}',
            '{"version": 1, "secret": {"access_token": 1}}',
        ],
    )
    def test_an_entry_that_was_changed_is_no_credentials_and_is_not_shown(self, entry: str) -> None:
        keyring.set_password(SERVICE, KEY, entry)

        with pytest.raises(NoCredentials) as caught:
            Credentials().load(KEY)

        assert "s3cr3t-token" not in caught.value.message
        assert caught.value.__context__ is None

    def test_no_secret_reaches_repr_or_log(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        credentials = Credentials()
        credentials.save(KEY, SECRET)
        credentials.forget()
        credentials.load(KEY)

        assert "s3cr3t-token" not in caplog.text + repr(credentials) + repr(credentials.usable())

    def test_lanes_may_ask_at_the_same_time(self) -> None:
        Credentials().save(KEY, SECRET)
        credentials = Credentials()
        loaded: list[dict[str, str]] = []
        lanes = [
            threading.Thread(target=lambda: loaded.append(credentials.load(KEY))) for _ in range(4)
        ]
        for lane in lanes:
            lane.start()
        for lane in lanes:
            lane.join(30)

        assert loaded == [SECRET] * 4


@pytest.mark.filterwarnings(
    # keyring leaves its connection open where a prompt was dismissed (25.7.0,
    # SecretService.get_preferred_collection).
    "ignore:Exception ignored in. <.*Socket:pytest.PytestUnraisableExceptionWarning"
)
@pytest.mark.timeout(30)
def test_a_locked_keyring_that_nobody_opens_is_said_to_be_locked(secret_service: str) -> None:
    credentials = Credentials()
    credentials.save(KEY, SECRET)
    credentials.forget()
    lock_collection(secret_service)

    assert credentials.usable().ok
    for attempt in (lambda: credentials.load(KEY), lambda: credentials.save(KEY, {"a": "b"})):
        with pytest.raises(KeyringLocked) as caught:
            attempt()
        assert "unlock" in caught.value.advice.lower()
    gc.collect()  # so that what is said of the open connection is said here


@pytest.mark.usefixtures("fresh_keyring")
def test_without_a_bus_there_is_no_keyring_and_the_advice_names_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    credentials = Credentials()

    trouble = credentials.usable().trouble
    assert isinstance(trouble, NoKeyring)
    if sys.platform.startswith("linux"):
        assert "gnome-keyring" in trouble.advice
        assert "--" not in trouble.advice  # the window says it as well
    with pytest.raises(NoKeyring):
        credentials.save(KEY, SECRET)
    credentials.keep_for_this_run(KEY, SECRET)
    assert credentials.load(KEY) == SECRET


def test_a_bus_that_went_away_is_no_keyring(
    secret_service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials = Credentials()
    credentials.save(KEY, SECRET)
    credentials.forget()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")

    with pytest.raises(NoKeyring):
        credentials.load(KEY)


class PlainText(keyring.backend.KeyringBackend):
    """Stands for any third party's: it keeps what it is given where we can look."""

    priority = 99
    given: ClassVar[list[str]] = []

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring gives it no types

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        self.given.append(password)

    def delete_password(self, service: str, username: str) -> None:
        raise AssertionError


class Pretender(PlainText):
    """Claims to be the Secret Service."""


Pretender.__module__ = "keyring.backends.SecretService"
Pretender.__qualname__ = Pretender.__name__ = "Keyring"


class Breaking(PlainText):
    def get_password(self, service: str, username: str) -> str | None:
        raise ValueError("s3cr3t-token")


# keyring offers every class that was ever defined; other tests shall not meet these.
keyring.backend.KeyringBackend._classes -= {PlainText, Pretender, Breaking}


@pytest.mark.usefixtures("fresh_keyring")
@pytest.mark.parametrize(
    ("kind", "name"), [(PlainText, "PlainText"), (Pretender, "unknown")], ids=["other", "pretender"]
)
def test_a_backend_that_is_not_known_to_encrypt_is_refused_by_name(
    kind: type[PlainText], name: str
) -> None:
    keyring.set_keyring(kind())
    credentials = Credentials()

    with pytest.raises(NoKeyring, match=name) as caught:
        credentials.save(KEY, SECRET)

    assert "PYTHON_KEYRING_BACKEND" in caught.value.advice
    assert not credentials.usable().ok
    assert PlainText.given == []


@pytest.mark.usefixtures("secret_service")
def test_where_keyrings_are_switched_off_none_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")

    with pytest.raises(NoKeyring, match=r"keyring\.backends\.null\.Keyring"):
        Credentials().save(KEY, SECRET)


@pytest.mark.usefixtures("secret_service")
@pytest.mark.parametrize("how", ["chosen", "outranks", "in a chain"])
def test_a_plain_backend_beside_the_secret_service_is_passed_over(
    how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "chosen":
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{__name__}.PlainText")
    else:
        monkeypatch.setattr(PlainText, "priority", 99 if how == "outranks" else 1)
        keyring.backend.get_all_keyring().append(PlainText())
    picked = type(keyring.get_keyring()).__name__
    assert picked == ("ChainerBackend" if how == "in a chain" else "PlainText")

    Credentials().save(KEY, SECRET)

    assert PlainText.given == []
    assert Credentials().load(KEY) == SECRET


@pytest.mark.usefixtures("fresh_keyring")
def test_a_chosen_backend_that_is_not_installed_is_no_keyring(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "nowhere.at.All")

    with pytest.raises(NoKeyring, match="ModuleNotFoundError") as caught:
        Credentials().load(KEY)

    assert caught.value.advice.startswith("Take away the choice")
    assert "nstall" not in caught.value.advice, "a keyring may well be there: one advice"


@pytest.mark.usefixtures("fresh_keyring")
def test_a_failing_keyring_does_not_hand_on_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "console.credentials.backends.ENCRYPTING",
        {(__name__, "Breaking"): "a keyring that breaks"},
    )
    keyring.set_keyring(Breaking())

    with pytest.raises(CredentialsError) as caught:
        Credentials().load(KEY)

    assert "s3cr3t-token" not in caught.value.message
    assert caught.value.__context__ is None


@pytest.mark.usefixtures("secret_service")
class TestRenewing:
    def test_what_is_renewed_is_stored(self) -> None:
        credentials = Credentials()
        credentials.save(KEY, {"token": "1"})

        assert credentials.renew(KEY, {"token": "1"}, lambda _: {"token": "2"}) == {"token": "2"}
        assert Credentials().load(KEY) == {"token": "2"}

    def test_what_another_program_renewed_is_taken(self) -> None:
        credentials = Credentials()
        credentials.save(KEY, {"token": "1"})
        Credentials().save(KEY, {"token": "2"})

        assert credentials.renew(KEY, {"token": "1"}, lambda _: pytest.fail("renewed")) == {
            "token": "2"
        }
        assert credentials.load(KEY) == {"token": "2"}

    def test_what_is_kept_for_this_run_only_is_not_stored(self) -> None:
        credentials = Credentials()
        credentials.keep_for_this_run(KEY, {"token": "1"})

        credentials.renew(KEY, {"token": "1"}, lambda _: {"token": "2"})

        assert credentials.load(KEY) == {"token": "2"}
        assert keyring.get_password(SERVICE, KEY) is None

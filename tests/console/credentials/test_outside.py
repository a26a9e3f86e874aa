"""What other programs do to an entry: changed, deleted, duplicated, from a newer desk."""

from __future__ import annotations

from contextlib import closing

import keyring
import pytest
import secretstorage

from console.credentials import SERVICE, Credentials
from console.errors import EntryChanged, EntryTooNew, NoCredentials, SignedOutOutside

pytestmark = [pytest.mark.usefixtures("secret_service"), pytest.mark.timeout(60)]

KEY = "x:123456"
ATTRIBUTES = {"service": SERVICE, "username": KEY}
NEWER = '{"version": 3, "for": "x:123456", "secret": {"access_token": "s3cr3t-token"}}'


def entries() -> list[tuple[str, str]]:
    """Returns label and text of each entry of `KEY`, as any other program sees them."""
    with closing(secretstorage.dbus_init()) as connection:
        return [
            (item.get_label(), item.get_secret().decode())
            for item in secretstorage.search_items(connection, ATTRIBUTES)
        ]


def add_entry(text: str, **attributes: str) -> None:
    with closing(secretstorage.dbus_init()) as connection:
        secretstorage.get_default_collection(connection).create_item(
            "by another", ATTRIBUTES | attributes, text.encode()
        )


def test_an_entry_has_a_label_that_a_person_understands_and_keeps_it() -> None:
    credentials = Credentials()
    credentials.save(KEY, {"token": "1"}, "Canary Desk: @shop on X")
    credentials.save(KEY, {"token": "2"})
    credentials.renew(KEY, {"token": "2"}, lambda _: {"token": "3"})

    ((label, text),) = entries()
    assert label == "Canary Desk: @shop on X"
    assert '"3"' in text


def test_an_entry_of_version_1_is_read_and_brought_along_when_it_is_saved() -> None:
    keyring.set_password(SERVICE, KEY, '{"version": 1, "secret": {"token": "1"}}')
    credentials = Credentials()

    assert credentials.load(KEY) == {"token": "1"}
    credentials.renew(KEY, {"token": "1"}, lambda _: {"token": "2"})

    ((_, text),) = entries()
    assert '"version": 2' in text
    assert Credentials().load(KEY) == {"token": "2"}


def test_an_entry_of_a_newer_desk_is_said_to_be_that_and_never_written_over() -> None:
    keyring.set_password(SERVICE, KEY, NEWER)
    credentials = Credentials()

    with pytest.raises(EntryTooNew) as caught:
        credentials.load(KEY)
    assert "Update" in caught.value.advice
    with pytest.raises(EntryTooNew):
        credentials.save(KEY, {"token": "1"})

    assert [text for _, text in entries()] == [NEWER]


def test_a_newer_desks_entry_goes_when_a_person_signs_out() -> None:
    keyring.set_password(SERVICE, KEY, NEWER)

    assert Credentials().delete(KEY) == 1
    assert entries() == []


def test_the_entry_of_another_account_is_not_used() -> None:
    Credentials().save("x:7", {"token": "of 7"})
    other = keyring.get_password(SERVICE, "x:7")
    assert other is not None
    keyring.set_password(SERVICE, KEY, other)

    with pytest.raises(EntryChanged, match="another account"):
        Credentials().load(KEY)


def test_a_sign_in_of_another_desk_is_taken_over_without_a_restart() -> None:
    ours, theirs = Credentials(), Credentials()
    ours.save(KEY, {"token": "1"})
    theirs.save(KEY, {"token": "2"})

    ours.follow(KEY)

    assert ours.load(KEY) == {"token": "2"}


def test_a_sign_out_in_another_desk_is_noticed_and_what_is_in_memory_goes() -> None:
    ours = Credentials()
    ours.save(KEY, {"token": "1"})
    Credentials().delete(KEY)

    with pytest.raises(SignedOutOutside):
        ours.follow(KEY)
    with pytest.raises(NoCredentials):
        ours.load(KEY)
    with pytest.raises(NoCredentials):
        ours.renew(KEY, {"token": "1"}, lambda _: pytest.fail("renewed"))


def test_what_was_signed_out_while_it_was_renewed_does_not_come_back() -> None:
    ours = Credentials()
    ours.save(KEY, {"token": "1"})

    def renewed(_: object) -> dict[str, str]:
        keyring.delete_password(SERVICE, KEY)  # by a program that takes no turns
        return {"token": "2"}

    with pytest.raises(SignedOutOutside):
        ours.renew(KEY, {"token": "1"}, renewed)

    assert entries() == []
    with pytest.raises(NoCredentials):
        ours.load(KEY)


def test_an_entry_that_was_changed_outside_is_noticed() -> None:
    ours = Credentials()
    ours.save(KEY, {"token": "1"})
    keyring.set_password(SERVICE, KEY, "by hand")

    with pytest.raises(EntryChanged):
        ours.follow(KEY)


def test_signing_out_removes_every_entry_of_the_account_and_none_of_another() -> None:
    credentials = Credentials()
    credentials.save(KEY, {"token": "1"})
    credentials.save("x:7", {"token": "of 7"})
    add_entry("left by another version", xdg_schema="org.freedesktop.Secret.Generic")
    assert len(entries()) == 2

    assert credentials.delete(KEY) == 2

    assert entries() == []
    assert Credentials().load("x:7") == {"token": "of 7"}


def test_saving_leaves_one_entry_where_there_were_several() -> None:
    Credentials().save(KEY, {"token": "1"})
    add_entry("left by another version", xdg_schema="org.freedesktop.Secret.Generic")

    Credentials().save(KEY, {"token": "2"})

    assert len(entries()) == 1
    assert Credentials().load(KEY) == {"token": "2"}

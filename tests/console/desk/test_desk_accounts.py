from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.accounts import Access, Account, SelfReply
from console.domain.ids import RemoteId
from console.domain.remote import RemoteUser, Timeline
from console.errors import (
    InputError,
    NoCredentials,
    NoKeyring,
    NotFound,
    Offline,
    SignedOut,
    SignInFailed,
    StoreLocked,
)
from console.sync import Pulled
from tests.console.given import (
    ADA,
    OWN,
    START,
    Bench,
    Clock,
    TinyNetwork,
    database,
    post,
    save,
)

SECRET = {"token": "made up"}


class BrokenKeyring(Credentials):
    def save(self, key: str, secret: Mapping[str, str], label: str = "") -> None:
        raise NoKeyring("there is none")


@pytest.fixture
def network() -> TinyNetwork:
    return TinyNetwork(MemoryConnector(MemoryWorld(OWN)), needs_credentials=True)


def desk(path: Path, network: TinyNetwork, credentials: Credentials) -> tuple[Desk, Context]:
    context = Context(database(path), {"memory": network}, credentials, "Anna", now=Clock())
    return Desk(context), context


def test_a_connected_account_is_stored_with_its_credentials(
    tmp_path: Path, network: TinyNetwork
) -> None:
    credentials = Credentials()
    made, _ = desk(tmp_path, network, credentials)
    account = made.sign_ins.with_keys(SECRET, network="memory", this_run_only=True).account
    assert (account.handle, account.remote_id, account.synced_at) == ("shop", "1", None)
    assert account.self_reply is SelfReply.UNKNOWN
    assert credentials.load("memory:1") == SECRET
    assert made.accounts.every() == (account,)
    assert (
        made.sign_ins.with_keys({"token": "new"}, network="memory", this_run_only=True).account.id
        == account.id
    )
    assert len(made.accounts.every()) == 1
    made.accounts.unlock(account)
    made.accounts.sync(account)
    assert network.secrets[-1] == {"token": "new"}
    made.close()


def test_nothing_is_kept_where_the_network_refuses(tmp_path: Path, network: TinyNetwork) -> None:
    assert isinstance(network.connector, MemoryConnector)
    network.connector.fail_next("whoami", SignedOut("X does not accept the account's keys."))
    credentials = Credentials()
    made, _ = desk(tmp_path, network, credentials)
    with pytest.raises(SignInFailed, match="X does not accept these keys") as caught:
        made.sign_ins.with_keys(SECRET, network="memory", this_run_only=True)
    assert caught.value.title == "Not connected"
    assert "queued" not in caught.value.advice, "nothing is queued for what was never there"
    assert made.accounts.every() == ()
    assert "0 in memory" in repr(credentials)
    made.close()


def test_no_account_is_stored_where_the_keyring_does_not_take_its_credentials(
    tmp_path: Path, network: TinyNetwork
) -> None:
    made, _ = desk(tmp_path, network, BrokenKeyring())
    with pytest.raises(NoKeyring):
        made.sign_ins.with_keys(SECRET, network="memory")
    assert made.accounts.every() == ()
    made.close()


def test_no_secret_is_in_the_data_file(tmp_path: Path, network: TinyNetwork) -> None:
    made, _ = desk(tmp_path, network, Credentials())
    made.sign_ins.with_keys({"token": "s3cr3t-t0k3n"}, network="memory", this_run_only=True)
    made.close()
    assert all(b"s3cr3t" not in path.read_bytes() for path in tmp_path.iterdir())


def test_an_unknown_network_is_said_to_be(tmp_path: Path, network: TinyNetwork) -> None:
    made, _ = desk(tmp_path, network, Credentials())
    with pytest.raises(InputError, match="fax"):
        made.sign_ins.with_keys(SECRET, network="fax")
    made.close()


@pytest.mark.parametrize("words", ["shop", "@shop", "SHOP", "1"])
def test_an_account_is_found_by_handle_or_number(bench: Bench, words: str) -> None:
    assert bench.desk.accounts.find(words).id == bench.account.id


@pytest.mark.parametrize("words", ["", "@", "shopp", "2", "9" * 5000, "²", "-1"])
def test_an_account_that_is_not_there_is_not_found(bench: Bench, words: str) -> None:
    with pytest.raises(NotFound):
        bench.desk.accounts.find(words)


def test_a_sync_records_when_it_ended_and_what_kept_it(bench: Bench) -> None:
    assert bench.desk.accounts.every()[0].synced_at == bench.clock()
    before = bench.clock()
    bench.clock.forward(minutes=5)
    bench.connector.fail_next("read_page", Offline("no network"))
    with pytest.raises(Offline):
        bench.desk.accounts.sync(bench.account)
    (account,) = bench.desk.accounts.every()
    assert account.synced_at == before
    assert account.sync_error == "Offline: no network"
    bench.desk.accounts.sync(bench.account)
    (account,) = bench.desk.accounts.every()
    assert account.sync_error is None
    assert account.synced_at == bench.clock()


def test_a_sync_that_was_stopped_did_not_end_well(bench: Bench) -> None:
    before = bench.desk.accounts.every()[0].synced_at
    bench.clock.forward(minutes=5)
    bench.desk.accounts.sync(bench.account, stopping=lambda: True)
    assert bench.desk.accounts.every()[0].synced_at == before


def test_credentials_that_are_missing_are_recorded_as_the_reason(
    tmp_path: Path, network: TinyNetwork
) -> None:
    class Empty(Credentials):
        def load(self, key: str) -> dict[str, str]:
            raise NoCredentials("nothing there")

    made, context = desk(tmp_path, network, Empty())
    account = made.sign_ins.with_keys(SECRET, network="memory", this_run_only=True).account
    with pytest.raises(NoCredentials):
        made.accounts.sync(account)
    assert made.accounts.every()[0].sync_error == (
        f"Signed out: @{account.handle} is signed out: the keyring holds nothing for it."
    )
    assert context.network("memory") is network
    made.close()


def test_a_file_that_is_held_makes_a_sync_fail_and_loses_nothing(
    bench: Bench, tmp_path: Path
) -> None:
    bench.world.add_post(ADA, "@shop hi", at=START + timedelta(hours=1))
    holder = sqlite3.connect(tmp_path / "canary-desk.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreLocked):
        bench.desk.accounts.sync(bench.account)
    holder.execute("ROLLBACK")
    holder.close()
    assert bench.desk.accounts.sync(bench.account).new == 1


def test_a_gap_is_told_of(bench: Bench) -> None:
    from console.connectors.memory import Rules

    assert bench.desk.accounts.gaps(bench.account) == {}
    bench.world.rules = Rules(page_size=5, cap=10)
    for number in range(30):
        bench.world.add_post(ADA, f"@shop {number}", at=START + timedelta(hours=1, minutes=number))
    pulled = bench.desk.accounts.sync(bench.account)
    assert pulled.gap
    gaps = bench.desk.accounts.gaps(bench.account)
    assert list(gaps) == [Timeline.MENTIONS]
    assert gaps[Timeline.MENTIONS].gap_before == START + timedelta(hours=1, minutes=20)
    assert RemoteId("1") == bench.account.remote_id


def test_an_account_without_access_is_never_asked_about(bench: Bench) -> None:
    account = bench.desk.accounts.add_handoff(" @Fern_Kettle ", " Fern & Kettle ")
    assert (account.network, account.handle, account.name) == ("x", "Fern_Kettle", "Fern & Kettle")
    assert account.access is Access.HAND_OFF
    assert not account.remote_id.isdecimal()
    assert bench.desk.accounts.every()[1:] == (account,)
    assert bench.desk.accounts.find("fern_kettle") == account
    bench.desk.accounts.unlock(account)  # there is no network “x” here, and none is looked for
    assert bench.desk.accounts.sync(account) == Pulled()
    assert bench.desk.accounts.find("fern_kettle") == account
    assert bench.desk.accounts.add_handoff("plain").name == "plain"


@pytest.mark.parametrize("handle", ["", "@", "two words", "fern&kettle", "ümlaut", "a" * 51])
def test_what_is_no_handle_is_no_account(bench: Bench, handle: str) -> None:
    with pytest.raises(InputError, match="no handle of X"):
        bench.desk.accounts.add_handoff(handle)
    assert len(bench.desk.accounts.every()) == 1


def test_an_account_is_added_once(tmp_path: Path) -> None:
    made, _ = on_x(tmp_path)
    made.sign_ins.with_keys(SECRET, this_run_only=True)
    made.accounts.add_handoff("other")
    for handle in ("shop", "@SHOP", "Other"):
        with pytest.raises(InputError, match="of this desk already"):
            made.accounts.add_handoff(handle)
    assert len(made.accounts.every()) == 2
    made.close()


def test_an_account_that_gets_keys_is_the_same_account(tmp_path: Path) -> None:
    made, context = on_x(tmp_path)
    by_hand = made.accounts.add_handoff("Shop")
    made.spending.set_budget(by_hand, Decimal(10))
    posted(context, by_hand, "7")
    posted(context, made.accounts.add_handoff("other"), "8")
    account = made.sign_ins.with_keys(SECRET, this_run_only=True).account
    assert account.id == by_hand.id
    assert (account.access, account.remote_id) == (Access.API, OWN.remote_id)
    assert (account.handle, account.monthly_budget) == (OWN.handle, Decimal(10))
    authors = {
        row["remote_id"]: row["author_id"]
        for row in context.db.rows("SELECT remote_id, author_id FROM posts")
    }
    assert authors["7"] == OWN.remote_id
    assert not authors["8"].isdecimal()
    made.accounts.unlock(account)
    assert made.accounts.sync(account).read == 0
    made.close()


def test_keys_of_an_account_that_took_over_a_handle_leave_the_other_alone(tmp_path: Path) -> None:
    made, context = on_x(tmp_path)
    account = made.sign_ins.with_keys(SECRET, this_run_only=True).account
    with context.db.writing():  # it was called otherwise then
        context.db.execute("UPDATE accounts SET handle = 'old_name'")
    by_hand = made.accounts.add_handoff("shop")
    assert made.sign_ins.with_keys(SECRET, this_run_only=True).account.id == account.id
    assert made.accounts.every()[1] == by_hand
    made.close()


def on_x(path: Path) -> tuple[Desk, Context]:
    """A desk whose network in memory goes by the name of X."""
    network = TinyNetwork(MemoryConnector(MemoryWorld(OWN)), needs_credentials=True)
    context = Context(database(path), {"x": network}, Credentials(), "Anna", now=Clock())
    return Desk(context), context


def posted(context: Context, account: Account, remote_id: str) -> None:
    """Store a post of ours as one that was posted by hand."""
    own = RemoteUser(account.remote_id, account.handle, account.name)
    save(context.db, account, post(int(remote_id), own, 1, mentions=()), timeline=Timeline.OWN)

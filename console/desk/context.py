"""What every verb needs: the data file, the networks, the keyring, the agent, the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from console.domain.patience import Patience
from console.errors import InputError
from console.language import tr

if TYPE_CHECKING:
    from console.connectors.base import Connector
    from console.credentials import Credentials
    from console.desk.metered import MeteredConnector
    from console.domain.accounts import Account, Agent
    from console.store.database import Database


def utc_now() -> datetime:
    """Return the aware UTC time."""
    return datetime.now(UTC)


class Network(Protocol):
    """Makes connectors of one network; the composition root knows which there are."""

    def connect(self, secret: Mapping[str, str]) -> Connector:
        """Return a connector for an account's credentials; no I/O yet.

        Raises:
            InputError: the credentials are not of this network's form.
        """
        ...

    @property
    def needs_credentials(self) -> bool:
        """Whether an account's credentials are looked up in the keyring."""
        ...

    def read_picture(self, url: str, stopping: Callable[[], bool]) -> bytes:
        """Return the file of a post's picture, asked for without any account's credentials.

        At most `MAX_PICTURE_BYTES`, and only from hosts that the network itself names.
        It is given up once `stopping` says so. What the bytes are is not looked at.

        Raises:
            PictureRefused: not from there, too big, no picture, or gone.
            ConnectorError: the network was not reached or has trouble.
        """
        ...


@dataclass(slots=True)
class Context:
    """One thread's means; closed with `close`."""

    db: Database
    networks: dict[str, Network]
    """By `Account.network`."""
    credentials: Credentials
    agent_name: str
    signature: str = ""
    process: str = "desk"
    """Names this process in the leases of the outbox."""
    now: Callable[[], datetime] = utc_now
    patience: Patience = field(default_factory=Patience)
    """How long sending waits for what."""
    region: str = ""
    """Where phone numbers without a country belong, ISO 3166; empty for the system's."""
    _connectors: dict[int, MeteredConnector] = field(default_factory=dict)
    _agent: Agent | None = None

    def agent(self) -> Agent:
        """Return the agent at this desk, stored at first use and once the name is another."""
        if self._agent is None or self._agent.name != self.agent_name:
            from console.store import accounts

            self._agent = accounts.agent(self.db, self.agent_name, self.signature, self.now())
        return self._agent

    def renamed(self, before: str, name: str, signature: str) -> None:
        """Take note that an agent is called and signs otherwise; it may be the one here."""
        if self.agent_name == before:
            self.become(name, signature)

    def become(self, name: str, signature: str) -> None:
        """Let somebody else be at this desk, or the same one sign otherwise."""
        self.agent_name, self.signature = name, signature
        self._agent = None

    def network(self, name: str) -> Network:
        """Return the network of this name.

        Raises:
            InputError: this desk does not know it.
        """
        try:
            return self.networks[name]
        except KeyError:
            raise InputError(tr("This desk knows no network “{name}”.").format(name=name)) from None

    def connector(self, account: Account) -> MeteredConnector:
        """Return the account's connector, made at first use with its credentials.

        What it reads is charged to the account, and stops at its budget.

        Raises:
            CredentialsError: they cannot be had.
        """
        if account.id not in self._connectors:
            from console.desk.metered import MeteredConnector

            self._connectors[account.id] = MeteredConnector(
                self._signed(account), self.db, account.id, self.now
            )
        return self._connectors[account.id]

    def _signed(self, account: Account) -> Connector:
        network = self.network(account.network)
        if not network.needs_credentials:
            return network.connect({})
        from console.desk.signed import SignedConnector
        from console.desk.signed_out import by_handle

        key = credentials_key(account)
        with by_handle(self.db, account):
            secret = self.credentials.load(key)
        return SignedConnector(
            account, key, network, self.credentials, self.db, self.now, secret,
            network.connect(secret),
        )  # fmt: skip

    def forget_connector(self, account: Account) -> None:
        """Close the account's connector, so that the next use takes its present credentials."""
        connector = self._connectors.pop(account.id, None)
        if connector is not None:
            connector.close()

    def close(self) -> None:
        """Close the connectors and the data file."""
        for connector in self._connectors.values():
            connector.close()
        self._connectors.clear()
        self.db.close()


def credentials_key(account: Account) -> str:
    """Return the name under which the keyring holds an account's credentials."""
    return f"{account.network}:{account.remote_id}"

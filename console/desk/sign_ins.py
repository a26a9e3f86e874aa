"""Verbs on signing accounts in and out: keys, PIN, browser; what X granted; removal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from console.desk.context import Context, credentials_key
from console.desk.signed import granted_of
from console.domain.sign_in import PATIENCE_S, Connected, Ended, SignedOff, Way
from console.domain.spending import day_of
from console.errors import CredentialsError, InputError, NoKeyring, SignedOut, SignInFailed
from console.language import tr
from console.store import accounts, deciding, sign_ins, spending

if TYPE_CHECKING:
    from console.connectors.base import Connector
    from console.domain.accounts import Account
    from console.domain.remote import RemoteUser
    from console.domain.sign_in import AppKeys, ClientKeys, Granted, PinRequest
    from console.domain.spending import BilledRead

X = "x"


@runtime_checkable
class SignsIn(Protocol):
    """A network on which a person signs in without pasting all keys, as `XNetwork`."""

    def ask_for_pin(self, app: AppKeys) -> PinRequest:
        """Return where the PIN is shown."""
        ...

    def with_pin(self, request: PinRequest, pin: str) -> dict[str, str]:
        """Return the secret that a PIN is good for."""
        ...

    def by_browser(
        self,
        client: ClientKeys,
        open_page: Callable[[str], None],
        stopping: Callable[[], bool],
        patience_s: float,
    ) -> dict[str, str]:
        """Return the secret that a person's consent is good for."""
        ...

    def revoke(self, secret: Mapping[str, str]) -> bool:
        """Tell the network that a secret is not used any more."""
        ...


class SignIns:
    """Signing in and out."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def with_keys(
        self,
        secret: Mapping[str, str],
        *,
        network: str = X,
        this_run_only: bool = False,
        expected: Account | None = None,
    ) -> Connected:
        """Check pasted keys with the network (`users/me`), keep them, and store the account.

        Nothing is stored unless the network knows the user and the keyring took the keys.
        `this_run_only` is a person's choice to keep them in memory only; `expected` is the
        account that is to be connected again, and no other.

        Raises:
            InputError: they are not of the form, or belong to another account than expected.
            ConnectorError: the network refuses them or cannot be reached.
            CredentialsError: the keyring cannot keep them.
        """
        return self._connected(network, secret, Way.KEYS, expected, this_run_only=this_run_only)

    def ask_for_pin(self, app: AppKeys) -> PinRequest:
        """Ask X for a page that shows a PIN; nothing is stored.

        Raises:
            InputError: no keys of X. ConnectorError: X refuses them or cannot be reached.
        """
        return self._x.ask_for_pin(app)

    def with_pin(
        self,
        request: PinRequest,
        pin: str,
        *,
        this_run_only: bool = False,
        expected: Account | None = None,
    ) -> Connected:
        """Redeem a PIN; raises as `with_keys`, and WrongPin: then another may be tried."""
        secret = self._x.with_pin(request, pin)
        return self._connected(X, secret, Way.PIN, expected, this_run_only=this_run_only)

    def by_browser(
        self,
        client: ClientKeys,
        open_page: Callable[[str], None],
        stopping: Callable[[], bool],
        *,
        this_run_only: bool = False,
        expected: Account | None = None,
        patience_s: float = PATIENCE_S,
    ) -> Connected:
        """Listen on a loopback port, have X's page opened, wait for the browser's return.

        Blocks till then, at most `patience_s`; `open_page` is called once, from this thread,
        with the page's address; `stopping` is asked several times a second.

        Raises:
            Cancelled: `stopping` said so.
            InputError, ConnectorError, CredentialsError: as `with_keys`.
            ConsentRefused, NoReturn, NoReturnPort: the person refused; it took too long; no
                port was free.
        """
        secret = self._x.by_browser(client, open_page, stopping, patience_s)
        return self._connected(X, secret, Way.BROWSER, expected, this_run_only=this_run_only)

    def granted(self, account: Account) -> Granted:
        """Return what the account's sign-in allows, and whether it ended.

        Asks neither keyring nor network.
        """
        return sign_ins.granted(self._context.db, account.id)

    def sign_out(self, account: Account) -> SignedOff:
        """Remove the account's secret and prove it: the keyring is asked again.

        What is queued stays and waits; posts and cases stay. The account stays listed as
        signed out. X's side is told where it can be (OAuth 2.0 revocation), also where the
        keyring refuses: then what is left there is good for nothing any more. Where there is
        no keyring, that alone is enough, or that it was kept for this run only.

        Raises:
            CredentialsError: the keyring refuses; what is left where, is said. This desk
                is signed out even so.
        """
        context, key = self._context, credentials_key(account)
        nowhere = context.credentials.is_for_this_run(key)
        taken: list[Mapping[str, str]] = []
        trouble: CredentialsError | None = None
        try:
            context.credentials.delete(key, taken.append)
        except CredentialsError as error:
            trouble = error
        context.forget_connector(account)
        sign_ins.note_ended(context.db, account.id, Ended.HERE, context.now())
        revoked = self._revoked(account.network, taken[-1]) if taken else None
        if trouble is not None and not ((revoked or nowhere) and isinstance(trouble, NoKeyring)):
            raise trouble
        return SignedOff(accounts.get(context.db, account.id), trouble is None, revoked)

    def _revoked(self, network: str, secret: Mapping[str, str]) -> bool | None:
        """Tell the network that a secret is not used any more; None: it cannot be told that."""
        signs_in = self._context.network(network)
        if isinstance(signs_in, SignsIn):
            with suppress(InputError):  # none of its own: there is nothing to tell
                return signs_in.revoke(secret)
        return None

    @property
    def _x(self) -> SignsIn:
        network = self._context.network(X)
        if not isinstance(network, SignsIn):
            raise InputError(tr("This desk can sign in to X with pasted keys only."))
        return network

    def _connected(
        self,
        network: str,
        secret: Mapping[str, str],
        way: Way,
        expected: Account | None,
        *,
        this_run_only: bool,
    ) -> Connected:
        context = self._context
        try:
            user, granted, bill = self._looked_up(network, secret)
            _check(expected, network, user)
            was_known = _is_known(context, network, user)
            self._keep(network, secret, user, this_run_only=this_run_only)
        except BaseException:
            self._unwanted(network, secret, way)
            raise
        try:
            account = accounts.add(
                context.db,
                network=network,
                remote_id=user.remote_id,
                handle=user.handle,
                name=user.name,
                now=context.now(),
            )
        except BaseException:
            if not was_known:  # no desk would list whose entry that is
                with suppress(CredentialsError):
                    context.credentials.delete(f"{network}:{user.remote_id}")
                self._unwanted(network, secret, way)
            raise
        granted = replace(granted, way=way) if granted.way is Way.KEYS else granted
        today = day_of(context.now())
        with context.db.writing():
            sign_ins.note_signed_in(context.db, account.id, granted, context.now())
            spending.add_reads(context.db, account.id, [(today, read) for read in bill])
        context.forget_connector(account)
        deciding.give_access(context.db, account.id)
        return Connected(
            accounts.get(context.db, account.id), sign_ins.granted(context.db, account.id)
        )

    def _keep(
        self, network: str, secret: Mapping[str, str], user: RemoteUser, *, this_run_only: bool
    ) -> None:
        key, credentials = f"{network}:{user.remote_id}", self._context.credentials
        if this_run_only:
            credentials.keep_for_this_run(key, secret)
        else:
            credentials.save(key, secret, f"Canary Desk: @{user.handle} on {network.upper()}")

    def _unwanted(self, network: str, secret: Mapping[str, str], way: Way) -> None:
        """Have the network take back what a person consented to, for nothing came of it."""
        if way is not Way.KEYS:
            self._revoked(network, secret)

    def _looked_up(
        self, network: str, secret: Mapping[str, str]
    ) -> tuple[RemoteUser, Granted, tuple[BilledRead, ...]]:
        connector = self._context.network(network).connect(secret)
        try:
            user = _new_user(connector)
            return user, granted_of(connector), connector.bill(user.remote_id)
        finally:
            connector.close()


def _new_user(connector: Connector) -> RemoteUser:
    """Return who just signed in; who was not signed in yet cannot be signed out.

    Raises:
        SignInFailed: the network refuses the keys.
    """
    try:
        return connector.whoami()
    except SignedOut as error:
        own = None if error.advice == SignedOut.advice else error.advice
        failed = SignInFailed(error.message.replace("the account's keys", "these keys"), advice=own)
    raise failed


def _is_known(context: Context, network: str, user: RemoteUser) -> bool:
    return any(
        (account.network, account.remote_id) == (network, user.remote_id)
        for account in accounts.every(context.db)
    )


def _check(expected: Account | None, network: str, user: RemoteUser) -> None:
    """Raise InputError where a user is another than the one to be connected again."""
    if expected is None or _is(expected, network, user):
        return
    raise InputError(
        tr("These belong to @{handle}, not to @{handle_2}.").format(
            handle=user.handle, handle_2=expected.handle
        ),
        advice=tr("Sign in to X as @{handle}, or connect @{handle_2} as another account.").format(
            handle=expected.handle, handle_2=user.handle
        ),
    )


def _is(expected: Account, network: str, user: RemoteUser) -> bool:
    """Tell whether a user is the account; one without access has no id yet."""
    if expected.network != network:
        return False
    if expected.remote_id.startswith(accounts.STAND_IN):
        return expected.handle.casefold() == user.handle.casefold()
    return expected.remote_id == user.remote_id

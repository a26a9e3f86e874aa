# ruff: noqa: ARG002 - stubs
"""Verbs on signing accounts in and out: keys, PIN, browser; what X granted; removal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from console.desk.context import Context
from console.domain.accounts import Account
from console.errors import InputError

if TYPE_CHECKING:
    from console.domain.sign_in import AppKeys, ClientKeys, Connected, Granted, PinRequest

NOT_YET = "This cannot be done yet."


class SignIns:
    """Signing in and out."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def with_keys(
        self,
        secret: Mapping[str, str],
        *,
        this_run_only: bool = False,
        expected: Account | None = None,
    ) -> Connected:
        """Check four pasted keys with X (`users/me`), keep them, and store the account.

        `expected`: the one account that is to be signed in again; another user's sign-in is
        refused before anything is kept or stored.

        Raises:
            InputError: they are another user's than `expected`; its words name both.
            InputError: they are not of the form, or allow no posts and X says so.
            ConnectorError: X refuses them or cannot be reached.
            CredentialsError: the keyring cannot keep them.
        """
        raise InputError(NOT_YET)

    def ask_for_pin(self, app: AppKeys) -> PinRequest:
        """Ask X for a page that shows a PIN; nothing is stored."""
        raise InputError(NOT_YET)

    def with_pin(
        self,
        request: PinRequest,
        pin: str,
        *,
        this_run_only: bool = False,
        expected: Account | None = None,
    ) -> Connected:
        """Redeem a PIN; raises as `with_keys`. A wrong PIN may be tried again."""
        raise InputError(NOT_YET)

    def by_browser(
        self,
        client: ClientKeys,
        open_page: Callable[[str], None],
        stopping: Callable[[], bool],
        *,
        this_run_only: bool = False,
        expected: Account | None = None,
    ) -> Connected:
        """Listen on a loopback port, have X's page opened, wait for the browser's return.

        Blocks till then, at most `PATIENCE_S`; `open_page` is called once, from this thread,
        with the page's address; `stopping` is asked several times a second.

        Raises:
            Cancelled: `stopping` said so.
            ConnectorError, CredentialsError: as `with_keys`; the person refused; it took too
                long; no port was free.
        """
        raise InputError(NOT_YET)

    def granted(self, account: Account) -> Granted:
        """Return what the account's sign-in allows; asks neither keyring nor network."""
        raise InputError(NOT_YET)

    def sign_out(self, account: Account) -> Account:
        """Remove the account's secret and prove it: the keyring is asked again.

        What is queued stays and waits; posts and cases stay. The account stays listed as
        signed out. X's side is told where it can be (OAuth 2.0 revocation).

        Raises:
            CredentialsError: the keyring refuses; what is left where, is said.
        """
        raise InputError(NOT_YET)

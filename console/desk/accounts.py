"""Verbs on our own accounts: add one without access, list, unlock, sync."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from console.desk.acting import acting
from console.desk.context import Context, credentials_key
from console.desk.signed_out import by_handle
from console.domain.accounts import COLOURS, LONGEST_NAME, Access, Account, AccountLook
from console.domain.changes import Changes
from console.domain.limits import LIMITS_BY_NAME
from console.errors import ConnectorError, CredentialsError, InputError, NotFound, NotStored
from console.language import tr
from console.store import accounts
from console.text.post_links import HANDLE

if TYPE_CHECKING:
    from console.domain.remote import Timeline
    from console.store.cursors import Cursor
    from console.sync import Pulled

X = "x"
"""The one network on which a person posts by hand."""


STAYS = tr("What customers wrote to it stays with its account; it can be left out at the side.")


class Accounts:
    """Accounts of this desk."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def add_handoff(self, handle: str, name: str = "") -> Account:
        """Store an account of X that the desk has no access to.

        Its posts are captured by hand and its answers posted in the browser. Connected
        with keys later, it is the same account.

        Raises:
            InputError: no handle of X, or an account of this desk already.
        """
        handle = handle.strip().removeprefix("@")
        if not HANDLE.fullmatch(handle):
            raise InputError(
                tr("That is no handle of X."),
                advice=tr("It has letters, digits and _ only: @your_shop."),
            )
        context = self._context
        return accounts.add_handoff(
            context.db, network=X, handle=handle, name=name.strip() or handle, now=context.now()
        )

    def every(self) -> tuple[Account, ...]:
        """Return all accounts, in the order in which they were added."""
        return accounts.every(self._context.db)

    def set_look(self, account: Account, look: AccountLook) -> Changes:
        """Let an account have this colour, limit and name here, and stand at the side or not.

        Undoable, as one act.

        Raises:
            InputError: no such colour or limit, or no name.
            NotFound: there is no such account.
        """
        look = _checked(look)
        db = self._context.db
        before = accounts.get(db, account.id)
        if AccountLook.of(before) == look:
            return Changes()
        with acting(self._context, f"Change account @{before.handle}"):
            accounts.set_look(db, account.id, look)
        return Changes.of(accounts=(account.id,))

    def remove(self, account: Account) -> Changes:
        """Remove an account without access of which nothing is stored, such as a mistyped one.

        Undoable, as one act.

        Raises:
            InputError: the desk has access to it, or something of it is stored.
            NotFound: there is no such account.
        """
        db = self._context.db
        before = accounts.get(db, account.id)
        who = f"@{before.handle}"
        if before.access is Access.API:
            raise InputError(
                tr("{who} was signed in here, and stays.").format(who=who), advice=STAYS
            )
        with acting(self._context, f"Remove account {who}"):
            gone = accounts.remove(db, account.id)
        if not gone:
            raise InputError(
                tr("There are posts, answers or searches of {who}.").format(who=who), advice=STAYS
            )
        return Changes.of(accounts=(account.id,))

    def find(self, handle: str) -> Account:
        """Return the account of a handle (with or without @) or of a number as listed.

        Raises:
            NotFound: there is none.
        """
        wanted = handle.lstrip("@").casefold()
        for account in self.every():
            if wanted in (account.handle.casefold(), str(account.id)):
                return account
        raise NotFound(tr("There is no account “{handle}”.").format(handle=handle))

    def use_for_this_run(self, account: Account, secret: Mapping[str, str]) -> None:
        """Use credentials that a person gave for this run only; they are not checked here."""
        self._context.credentials.keep_for_this_run(credentials_key(account), secret)
        self._context.forget_connector(account)

    def take_new_keys(self, account: Account) -> None:
        """Let the next call to the network use what the account is signed in with now."""
        self._context.forget_connector(account)

    def unlock(self, account: Account, *, store: bool = False) -> None:
        """Fetch the account's credentials into memory; may block on the keyring's prompt.

        Those that are there are looked at again: another program may have signed the account
        in anew, or out. `store`: a person wants stored what could not be (`unstored`); they
        may be asked. An account without access has none.

        Raises:
            CredentialsError: they cannot be had, or not be stored.
        """
        if account.access is Access.HAND_OFF:
            return
        if self._context.network(account.network).needs_credentials:
            credentials, key = self._context.credentials, credentials_key(account)
            with by_handle(self._context.db, account):
                credentials.follow(key)
                if store:
                    credentials.store_again(key)

    def unstored(self, account: Account) -> NotStored | None:
        """Return why the account's sign-in is in memory only; asks nobody."""
        return self._context.credentials.unstored(credentials_key(account))

    def sync(
        self,
        account: Account,
        *,
        on_page: Callable[[Changes], None] = lambda _: None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> Pulled:
        """Pull what is new; record when it ended well, or why it did not.

        Of an account without access nothing is pulled.

        Raises:
            ConnectorError, CredentialsError: as recorded; pages before it are stored.
        """
        from console import sync

        if account.access is Access.HAND_OFF:
            return sync.Pulled()
        context = self._context
        try:
            pulled = sync.pull_account(
                context.db,
                context.connector(account),
                account,
                now=context.now,
                on_page=on_page,
                stopping=stopping,
            )
        except (ConnectorError, CredentialsError) as error:
            accounts.note_sync_failed(context.db, account.id, f"{error.title}: {error.message}")
            raise
        if not stopping():
            accounts.note_synced(context.db, account.id, context.now())
        return pulled

    def gaps(self, account: Account) -> dict[Timeline, Cursor]:
        """Return the timelines in which older posts could not be had, with their cursors."""
        from console.domain.remote import Timeline
        from console.store import cursors

        found = {
            timeline: cursors.get(self._context.db, account.id, timeline) for timeline in Timeline
        }
        return {
            timeline: cursor
            for timeline, cursor in found.items()
            if cursor is not None and cursor.gap_before is not None
        }


def _checked(look: AccountLook) -> AccountLook:
    name = " ".join(look.own_name.split())
    if look.colour not in COLOURS:
        raise InputError(
            tr("There is no colour “{colour}”.").format(colour=look.colour),
            advice=tr("There are {colours}.").format(colours=", ".join(COLOURS)),
        )
    if look.limit and look.limit not in LIMITS_BY_NAME:
        raise InputError(
            tr("There is no limit “{limit}”.").format(limit=look.limit),
            advice=tr("Give 140 or 280."),
        )
    if len(name) > LONGEST_NAME or not (name.isprintable() or not name):
        raise InputError(
            tr("That is no name."),
            advice=tr("Give one of at most {longest_name} characters.").format(
                longest_name=LONGEST_NAME
            ),
        )
    return replace(look, own_name=name)

"""What is said of an account that is signed out: by its handle, and why as far as that is known.

The keyring knows its entries by keys that tell a person nothing, and not who took one away;
the data file knows who signed out at this desk, and is believed before the keyring.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from console.domain.sign_in import Ended
from console.errors import EntryChanged, EntryTooNew, NoCredentials, SignedOutHere, SignedOutOutside
from console.language import tr
from console.store import sign_ins

if TYPE_CHECKING:
    from console.domain.accounts import Account
    from console.store.database import Database


@contextmanager
def by_handle(db: Database, account: Account) -> Iterator[None]:
    """Let what finds nothing for `account` in the keyring say so by its handle.

    Raises:
        SignedOutHere: nothing is there, for a person signed out at this desk.
        NoCredentials: the kind that was raised inside, in words of the account.
    """
    try:
        yield
    except NoCredentials as error:
        raise _told(db, account, error) from None


def _told(db: Database, account: Account, error: NoCredentials) -> NoCredentials:
    who = f"@{account.handle}"
    if isinstance(error, EntryTooNew):
        return EntryTooNew(
            tr("{who} was signed in by a newer Canary Desk on this machine.").format(who=who)
        )
    if sign_ins.granted(db, account.id).ended is Ended.HERE:
        return SignedOutHere(tr("{who} was signed out at this desk.").format(who=who))
    if isinstance(error, EntryChanged):
        return EntryChanged(
            tr("What the keyring holds for {who} is not what Canary Desk wrote.").format(who=who)
        )
    if isinstance(error, SignedOutOutside):
        return SignedOutOutside(tr("{who} was signed out by another program.").format(who=who))
    return NoCredentials(
        tr("{who} is signed out: the keyring holds nothing for it.").format(who=who)
    )

"""The one tree of errors that a person may meet, and what each tells them to do.

Owns the words for expected trouble. A library's exception becomes one of these in
one place per library (`store.database`, `connectors.x_errors`, `credentials`); an
exception outside this tree that reaches the window or the command line is a bug.

    DeskError
    ├── InputError               what a person typed or passed cannot be used
    │   ├── NotFound             a case, account or draft that does not exist
    │   └── CardInPublic         an answer with the number of a payment card in it
    ├── StoreError               the data file
    │   ├── StoreLocked          another program holds it
    │   ├── StoreReadOnly        file or folder cannot be written
    │   ├── DataExposed          others of this machine may see or change our files
    │   ├── StoreFull            the disk is full
    │   ├── StoreCorrupt         not a database, or damaged
    │   ├── BackupDamaged        a copy of it is
    │   ├── StoreForeign         a database of another program
    │   ├── Interrupted          a newer question took its place
    │   ├── StoreTooNew          written by a newer Canary Desk
    │   └── StoreOnNetworkShare  the data folder is on a network share
    ├── CredentialsError         the keyring
    │   ├── NoKeyring            no usable keyring on this machine
    │   ├── KeyringLocked        there, but locked or refused
    │   ├── KeyringSlow          asked, and no answer in time
    │   ├── NoCredentials        nothing stored for the account
    │   │   ├── EntryChanged     something is stored, but not what was
    │   │   ├── EntryTooNew      written by a newer Canary Desk
    │   │   ├── SignedOutHere    a person signed out at this desk
    │   │   └── SignedOutOutside deleted while it was in use here
    │   ├── StillStored          deleted, and there even so
    │   ├── RenewalBusy          another Canary Desk is renewing the sign-in
    │   └── NotStored            renewed, but in memory only
    ├── Cancelled                a person stopped what was under way
    ├── PictureRefused           a post's picture that cannot be had or is not shown
    └── ConnectorError           the network
        ├── Offline              not reached at all
        ├── NoAnswer             reached perhaps, no usable answer
        ├── RateLimited          asked to wait; `reset_at`
        ├── ServerTrouble        a 5xx
        ├── SignedOut            credentials refused
        ├── SignInFailed         a person could not be signed in
        │   ├── ConsentRefused   they refused, in the browser
        │   ├── NoReturn         the browser did not come back in time
        │   ├── NoReturnPort     there is no port for it to come back to
        │   └── WrongPin         X does not take the PIN
        ├── OutOfCredits         the account cannot pay for the call
        ├── OverBudget           the month's budget is spent; nothing was asked
        ├── Refused              understood and refused; `reason`
        │   ├── NotSummoned      X accepts no API reply to this post
        │   ├── InvalidQuery     a search that the network does not understand or take
        │   └── Duplicate        the same text was posted before
        ├── Gone                 the post no longer exists or cannot be seen
        └── BadAnswer            an answer that makes no sense
"""

from __future__ import annotations

import errno
from datetime import datetime
from typing import ClassVar

from console.language import tr


class DeskError(Exception):
    """Carry a title, a message and a way on, all fit to be shown to a person.

    `message` says what happened in one sentence; `advice` what to do next. Neither
    ever holds a secret.
    """

    title: ClassVar[str] = tr("Something went wrong")
    advice: str = tr("Try again.")

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if advice is not None:
            self.advice = advice


class InputError(DeskError):
    """What a person typed or passed in cannot be used as it is."""

    title = tr("That cannot be used")
    advice = tr("Correct it and try again.")


class NotFound(InputError):
    """Nothing is stored under the given number or name."""

    title = tr("Not found")
    advice = tr("It may be gone since; look it up anew in the list.")


class CardInPublic(InputError):
    """An answer holds the number of a payment card, which nobody may read in public."""

    title = tr("A card number would be public")
    advice = tr(
        "Take the number out; let the customer give it another way, if you need "
        "it at all. If it is no card, add it in Preferences, Checks."
    )


class StoreError(DeskError):
    """The data file cannot do what was asked; what it held before is unchanged."""

    title = tr("The data file has a problem")
    advice = tr("Start Canary Desk again. If it stays, the data folder's disk may be failing.")


class StoreLocked(StoreError):
    """Another program holds the data file for longer than we wait."""

    title = tr("The data file is in use")
    advice = tr("Close the other program that uses it (a second desk, a backup) and try again.")


class StoreReadOnly(StoreError):
    """The file or its folder cannot be written."""

    title = tr("The data folder cannot be written")
    advice = tr(
        "Give your user the right to write there, or choose another folder with --data-dir."
    )


class DataExposed(StoreError):
    """Others of this machine may see or change our files, and the desk cannot mend it."""

    title = tr("The data is not yours alone")
    advice = ""


class StoreFull(StoreError):
    """The disk has no room; the last step was undone as a whole."""

    title = tr("The disk is full")
    advice = tr("Free some space on that disk, then try again. Nothing stored before was changed.")


class StoreCorrupt(StoreError):
    """The file is damaged or is no database of ours."""

    title = tr("The data file is damaged")
    advice = tr(
        "Restore the newest good backup: in the window, or with `canary-desk "
        "restore --newest`. The damaged file is kept aside."
    )


class BackupDamaged(StoreError):
    """A copy of the data file is not sound; the data file itself may well be."""

    title = tr("The backup is damaged")
    advice = tr("Choose another one, and make a new one.")


class StoreClash(StoreError):
    """What was to be written does not go together with what is there."""

    title = tr("Something changed meanwhile")
    advice = tr("Look at it as it is now, and try again.")


class Interrupted(StoreError):
    """A person asks for something else by now; what was read for them is not wanted."""

    title = tr("A newer question came")
    advice = tr("Nothing is wrong; ask again if you still want to know.")


class StoreForeign(StoreError):
    """The file is a sound database, but not one of ours."""

    title = tr("Not a file of Canary Desk")
    advice = tr("Choose another folder with --data-dir, or move that file away.")


class StoreTooNew(StoreError):
    """A newer Canary Desk wrote the file."""

    title = tr("The data file is from a newer Canary Desk")
    advice = tr("Install the newest Canary Desk, or choose another folder with --data-dir.")


class StoreOnNetworkShare(StoreError):
    """The data folder is on a network share, where SQLite's WAL loses data."""

    title = tr("The data folder is on a network share")
    advice = tr("Choose a folder on this machine's own disk with --data-dir.")


def of_os_error(error: OSError, where: str) -> StoreError:
    """Return the file system's error at `where` (a path) as ours."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreFull(
            tr("{where} cannot be written: no space left on its disk.").format(where=where)
        )
    if error.errno in (errno.EEXIST, errno.ENOTDIR, errno.EISDIR):
        return StoreReadOnly(
            tr("{where} cannot be used: a file or folder of this name is in the way.").format(
                where=where
            ),
            advice=tr("Choose another folder with --data-dir, or move what is in the way."),
        )
    return StoreReadOnly(
        tr("{where} cannot be used: {value}.").format(where=where, value=error.strerror or error)
    )


class CredentialsError(DeskError):
    """The keys of an account cannot be had from the keyring."""

    title = tr("The keyring has a problem")
    advice = tr("Unlock or repair the keyring and try again.")


class NoKeyring(CredentialsError):
    """This machine has no keyring that keeps secrets encrypted."""

    title = tr("No keyring on this machine")


class KeyringLocked(CredentialsError):
    """The keyring exists but stayed locked, or the person refused."""

    title = tr("The keyring is locked")
    advice = tr("Unlock the keyring (it asks for its password), then try again.")


class KeyringSlow(CredentialsError):
    """The keyring, or the person it asked, took too long."""

    title = tr("The keyring does not answer")
    advice = tr("Look for its window, which may stand behind others; then try again.")


class NoCredentials(CredentialsError):
    """The keyring holds nothing for this account, or nothing that can be used."""

    title = tr("Signed out")
    advice = tr("Sign in again to send and to read.")


class EntryChanged(NoCredentials):
    """The keyring's entry is no longer what Canary Desk wrote."""

    title = tr("The keyring's entry was changed")


class EntryTooNew(NoCredentials):
    """The keyring's entry has a form that only a newer Canary Desk knows; it is left alone."""

    title = tr("A newer Canary Desk signed this account in")
    advice = tr("Update Canary Desk on this machine, and it can use the sign-in again.")


class SignedOutHere(NoCredentials):
    """A person signed the account out at this desk."""

    title = tr("Signed out at this desk")


class SignedOutOutside(NoCredentials):
    """The keyring's entry was deleted by another program while this one used it."""

    title = tr("Signed out elsewhere")


class StillStored(CredentialsError):
    """An entry was deleted, and the keyring, asked again, still holds one."""

    title = tr("The keyring still holds the sign-in")
    advice = tr("Delete the entries “Canary Desk” in your keyring's own program.")


class RenewalBusy(CredentialsError):
    """Another program was renewing the account's sign-in for too long."""

    title = tr("The sign-in is being renewed")
    advice = tr("Close the other Canary Desk, or try again in a minute.")


class NotStored(CredentialsError):
    """The sign-in was renewed, and the keyring did not take it: it is in memory only."""

    title = tr("Signed in only till the program ends")
    advice = tr("Unlock the keyring before you close Canary Desk, and the sign-in is stored.")


class Cancelled(DeskError):
    """A person stopped what was under way; what its message says of the rest holds."""

    title = tr("Stopped")
    advice = tr("Start it again when you like.")


class PictureRefused(DeskError):
    """A picture of a post is not there, not from where it may be, too big, or broken."""

    title = tr("The picture cannot be shown")
    advice = tr("Open the post in the browser to see it there.")


class ConnectorError(DeskError):
    """A call to the network did not do what was asked.

    `maybe_done` is True where the network may have carried out the request although
    no answer says so: a caller that was publishing must look before it tries again.
    """

    title = tr("The network has a problem")
    maybe_done: bool = False

    def __init__(
        self, message: str, *, advice: str | None = None, maybe_done: bool | None = None
    ) -> None:
        super().__init__(message, advice=advice)
        if maybe_done is not None:
            self.maybe_done = maybe_done


class Offline(ConnectorError):
    """The network was not reached; the request was certainly not carried out."""

    title = tr("Offline")
    advice = tr("Check the network connection; the desk tries again by itself.")


class NoAnswer(ConnectorError):
    """The request went out and no usable answer came back."""

    title = tr("No answer")
    advice = tr("The desk looks whether the request got through before it tries again.")
    maybe_done = True


class RateLimited(ConnectorError):
    """The network asks to wait.

    `reset_at` is the aware UTC time from which calls are accepted again, None where
    the answer did not say.
    """

    title = tr("Rate limited")
    advice = tr("The desk goes on by itself when the limit is over.")

    def __init__(self, message: str, *, reset_at: datetime | None = None) -> None:
        super().__init__(message)
        self.reset_at = reset_at


class ServerTrouble(ConnectorError):
    """The network answered with a fault of its own (5xx)."""

    title = tr("The network has trouble of its own")
    advice = tr("Nothing is wrong on this side; the desk tries again later.")


class SignedOut(ConnectorError):
    """The network does not accept the account's credentials."""

    title = tr("Signed out")
    advice = tr("Connect the account again; queued replies stay where they are.")

    def __init__(self, message: str, *, advice: str | None = None, ended: bool = True) -> None:
        """Say with `ended` whether all is refused, or only what was asked for."""
        super().__init__(message, advice=advice)
        self.ended = ended


class SignInFailed(ConnectorError):
    """A person wanted to sign an account in, and it did not come about; nothing was stored."""

    title = tr("Not connected")
    advice = tr("Look at the app's keys and settings in X's developer console, then try again.")


class ConsentRefused(SignInFailed):
    """The person, or X, refused on the page in the browser."""

    title = tr("Refused in the browser")
    advice = tr("Start again, and allow the app on X's page.")


class NoReturn(SignInFailed):
    """The browser did not come back in time."""

    title = tr("The browser did not come back")
    advice = tr(
        "Start again. If X's page said something of a callback, register the "
        "addresses that README names with the app; or use a PIN instead."
    )


class NoReturnPort(SignInFailed):
    """All ports to which the browser may come back are in use."""

    title = tr("No port is free")
    advice = tr("Close the program that uses one of them, or use a PIN instead.")


class WrongPin(SignInFailed):
    """X does not take the PIN."""

    title = tr("X does not take this PIN")
    advice = tr("Type the PIN as X's page shows it, or open the page again for a new one.")


class OutOfCredits(ConnectorError):
    """The owner of the app has no credits left for this call."""

    title = tr("Out of credits")
    advice = tr("Add credits in X's developer console; queued replies stay where they are.")


class OverBudget(ConnectorError):
    """Nothing was asked: reading has cost as much this month as the person allows.

    Only reading stops so; what is queued still goes out.
    """

    title = tr("Over budget")
    advice = tr("Raise the account's budget, or wait for the next month; replies still go out.")


class Refused(ConnectorError):
    """The network understood the request and refuses it, now and later."""

    title = tr("Refused")
    advice = tr("Change the text, or post it by hand.")


class NotSummoned(Refused):
    """X accepts an API reply only where the post's author tagged or quoted us."""

    title = tr("X accepts no API reply to this post")
    advice = tr("Post the answer by hand in the browser.")


class InvalidQuery(Refused):
    """The network does not take a search as it is written."""

    title = tr("X does not take this search")
    advice = tr("Change the query.")


class Duplicate(Refused):
    """The same text was posted before, perhaps by a try whose answer was lost."""

    title = tr("The same text was posted before")
    advice = tr("Look at your own recent posts before you change the text.")
    maybe_done = True


class Gone(ConnectorError):
    """The post was deleted, or this account may not see it (any more)."""

    title = tr("The post is gone")
    advice = tr("Answer another post of the case, or resolve it.")


class BadAnswer(ConnectorError):
    """The network answered with something that cannot be understood."""

    title = tr("An answer that makes no sense")
    advice = tr(
        "The desk tries again later; if it stays, something between here and X answers for it."
    )

"""A connector that is signed in with what the keyring holds now, and renews it in time.

Owns when a sign-in is renewed, that a new one is taken up in every lane, and that its end is
kept with the account. Renewal itself is the network's, the turn of each program and the
storing before use `Credentials`'. A secret that was refused is asked with once in a while only.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

from console.domain.sign_in import Ended, Granted, Way
from console.errors import (
    ConnectorError,
    CredentialsError,
    NoCredentials,
    SignedOut,
    StoreError,
)
from console.language import tr
from console.store import sign_ins

if TYPE_CHECKING:
    from console.connectors.base import Connector
    from console.credentials import Credentials
    from console.desk.context import Network
    from console.domain.accounts import Account
    from console.domain.ids import RemoteId
    from console.domain.limits import Limits
    from console.domain.remote import (
        Counted,
        Lookup,
        NewPost,
        Page,
        Published,
        RemoteUser,
        Timeline,
    )
    from console.domain.spending import BilledRead
    from console.store.database import Database

logger = logging.getLogger(__name__)
T = TypeVar("T")

MARGIN = timedelta(minutes=5)
"""So long before its end a sign-in is renewed."""
PAUSE = timedelta(minutes=1)
"""How long a renewal waits that failed while the sign-in still holds."""
REST = timedelta(minutes=15)
"""How long a refused secret is not asked with, and a fresh one not renewed for a refusal: it may
not be the token that is refused (a suspended user, a proxy)."""


@runtime_checkable
class Renews(Protocol):
    """A network whose sign-ins run out."""

    def renewed(self, secret: Mapping[str, str]) -> dict[str, str]:
        """Return a secret in place of one that ran out, as `XNetwork.renewed`."""
        ...


@runtime_checkable
class Grants(Protocol):
    """A connector that knows what it is allowed, and for how long."""

    def granted(self) -> Granted:
        """Return what its keys allow, as far as the network said so."""
        ...

    def expires_in(self) -> timedelta | None:
        """Return how long they are still good; None: till they are revoked."""
        ...

    ahead: timedelta | None
    """By how much the network's clock is before this machine's; None: unknown."""


def granted_of(connector: Connector) -> Granted:
    """Return what a connector's keys allow; nothing is known where it does not say."""
    return connector.granted() if isinstance(connector, Grants) else Granted(Way.KEYS)


@dataclass(slots=True)
class SignedConnector:
    """An account's connector; see `console.connectors.base.Connector`.

    Calls raise SignedOut as well where the keyring holds nothing for the account any more.
    """

    account: Account
    key: str
    """Under which the keyring holds the account's secret."""
    network_of: Network
    credentials: Credentials
    db: Database
    now: Callable[[], datetime]
    secret: dict[str, str] = field(repr=False)
    """With which `connector` was made."""
    connector: Connector
    _refused: dict[str, str] | None = field(default=None, repr=False)
    """The secret that cannot be renewed."""
    _rests_until: datetime | None = None
    """Till when `_refused` is not asked with."""
    _unproven_until: datetime | None = None
    """Till when `secret` is not renewed for a refusal; None once it was accepted."""
    _renew_from: datetime | None = None
    _retired: list[Connector] = field(default_factory=list)
    """Connectors with older secrets, closed, whose bill was not handed over yet."""

    @property
    def network(self) -> str:
        """Return the connector's."""
        return self.connector.network

    @property
    def limits(self) -> tuple[Limits, ...]:
        """Return the connector's."""
        return self.connector.limits

    def whoami(self) -> RemoteUser:
        """Return the signed-in user."""
        return self._asked(lambda connector: connector.whoami())

    def read_page(self, timeline: Timeline, user_id: RemoteId, cursor: str | None) -> Page:
        """Return the next page of a walk."""
        return self._asked(lambda connector: connector.read_page(timeline, user_id, cursor))

    def search(self, query: str, begin_at: datetime, cursor: str | None, most: int = 100) -> Page:
        """Return the next page of what a search finds."""
        return self._asked(lambda connector: connector.search(query, begin_at, cursor, most))

    def count(self, query: str) -> Counted:
        """Return how many posts a search finds."""
        return self._asked(lambda connector: connector.count(query))

    def publish(self, post: NewPost) -> Published:
        """Publish; a sign-in that ran out is renewed first, so nothing goes out twice."""
        return self._asked(lambda connector: connector.publish(post))

    def lookup(self, ids: tuple[RemoteId, ...], *, bare: bool = False) -> Lookup:
        """Return which of the posts exist."""
        return self._asked(lambda connector: connector.lookup(ids, bare=bare))

    def delete(self, remote_id: RemoteId) -> bool:
        """Delete an own post."""
        return self._asked(lambda connector: connector.delete(remote_id))

    def bill(self, user_id: RemoteId) -> tuple[BilledRead, ...]:
        """Hand over what was billed, also to secrets that are replaced by now."""
        retired, self._retired = self._retired, []
        return tuple(read for one in (*retired, self.connector) for read in one.bill(user_id))

    def close(self) -> None:
        """Close the connection."""
        self.connector.close()

    def _asked(self, question: Callable[[Connector], T]) -> T:
        try:
            answer = self._answered(question)
            self._rests_until = self._unproven_until = None
        except SignedOut as error:
            if error.ended:
                self._note(lambda: sign_ins.note_ended(
                    self.db, self.account.id, Ended.REFUSED, self.now()
                ))  # fmt: skip
            raise
        self._note(lambda: sign_ins.note_accepted(self.db, self.account.id))
        return answer

    def _answered(self, question: Callable[[Connector], T]) -> T:
        self._take_up()
        self._check_refused()
        self._renew_in_time()
        try:
            return question(self.connector)
        except SignedOut as error:
            if not error.ended:
                raise
            asked_with = self.secret
            self._follow()
            if self.secret == asked_with and self._may_renew():
                self._renew()
            if self.secret == asked_with:
                raise
        # A 401 said that nothing was done, so that the same may be asked again, once.
        return question(self.connector)

    def _take_up(self) -> None:
        """Use the secret of now: a person may have connected the account anew, or signed out."""
        ended = sign_ins.granted(self.db, self.account.id).ended
        if ended is Ended.HERE:
            # Another lane or program did so; what is in memory here counts no more.
            raise SignedOut(
                tr("@{handle} is signed out.").format(handle=self.account.handle), ended=False
            )
        if ended is Ended.REFUSED and self._unproven_until is None:
            self._unproven_until = self.now() + REST
        try:
            self._use(self.credentials.load(self.key))
        except NoCredentials as error:
            raise SignedOut(
                tr("@{handle} is signed out.").format(handle=self.account.handle),
                advice=error.advice,
            ) from None
        except CredentialsError:
            # A keyring that was locked meanwhile takes nothing from who is signed in already.
            logger.info("The keyring could not be asked again; the sign-in in use goes on.")

    def _follow(self) -> None:
        """Use what the keyring holds by now: another program may have signed in anew."""
        try:
            self.credentials.follow(self.key)
        except NoCredentials as error:
            raise SignedOut(
                tr("@{handle} is signed out.").format(handle=self.account.handle),
                advice=error.advice,
            ) from None
        self._take_up()

    def _check_refused(self) -> None:
        """Raise SignedOut for a secret that was refused for good, till it rested."""
        if self.secret != self._refused or not _is_ahead(self._rests_until, self.now()):
            return
        self._follow()
        if self.secret == self._refused:
            raise SignedOut(Ended.REFUSED.words)

    def _may_renew(self) -> bool:
        """Tell whether a refusal is the token's fault, as far as can be told."""
        left, unproven = self._left(), _is_ahead(self._unproven_until, self.now())
        return left is not None and (left <= timedelta(0) or not unproven)

    def _renew_in_time(self) -> None:
        left = self._left()
        # By a clock that may be hours off nothing is renewed: the network tells by a 401.
        if left is None or left > MARGIN or self._ahead() is None:
            return
        if left > timedelta(0):
            if _is_ahead(self._renew_from, self.now()):
                return
            try:
                self._renew()
            except SignedOut:
                raise
            except (ConnectorError, CredentialsError, StoreError) as error:
                self._renew_from = self.now() + PAUSE
                logger.info("A sign-in could not be renewed yet: %s", error)
            return
        self._renew()

    def _renew(self) -> None:
        """Put a new secret in place of the present one, or take up who else did.

        Raises:
            SignedOut: there will be none. ConnectorError, CredentialsError: not now.
        """
        network = self.network_of
        if not isinstance(network, Renews):
            return
        if self.secret == self._refused:
            self._follow()
            if self.secret == self._refused:
                self._rests_until = self.now() + REST
                raise SignedOut(Ended.REFUSED.words)
            return
        try:
            fresh = self.credentials.renew(self.key, self.secret, network.renewed)
        except SignedOut:
            self._refused, self._rests_until = self.secret, self.now() + REST
            raise
        except NoCredentials as error:
            raise SignedOut(
                tr("@{handle} is signed out.").format(handle=self.account.handle),
                advice=error.advice,
            ) from None
        self._renew_from = None
        self._use(fresh)

    def _use(self, secret: dict[str, str]) -> None:
        if secret == self.secret:
            return
        fresh = self.network_of.connect(secret)
        if isinstance(fresh, Grants):
            fresh.ahead = self._ahead()
        self._unproven_until = self.now() + REST
        self._retired.append(self.connector)
        self.connector.close()
        self.connector, self.secret = fresh, secret

    def _left(self) -> timedelta | None:
        return self.connector.expires_in() if isinstance(self.connector, Grants) else None

    def _ahead(self) -> timedelta | None:
        return self.connector.ahead if isinstance(self.connector, Grants) else None

    def _note(self, noting: Callable[[], None]) -> None:
        """Record how it stands; a store that cannot takes nothing from the call's answer."""
        try:
            noting()
        except StoreError as error:
            logger.info("How an account is signed in could not be recorded: %s", error)


def _is_ahead(moment: datetime | None, now: datetime) -> bool:
    """Tell whether a moment is still to come; one that is too far off was a wrong clock's."""
    return moment is not None and now < moment <= now + REST

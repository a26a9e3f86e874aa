"""Verbs on watches: make, price, look, pause, remove; what each found and cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from console.desk.context import Context
from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.ids import WatchId
from console.domain.watches import Estimate, NewWatch, Watch, WatchRun

if TYPE_CHECKING:
    from console.domain.cases import CaseRow


class Watches:
    """Saved searches for posts that mention nobody."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def every(self) -> tuple[Watch, ...]:
        """Return all watches that were not removed, in the order of the alphabet."""
        raise NotImplementedError

    def get(self, watch_id: WatchId) -> Watch:
        """Return one watch.

        Raises:
            NotFound: there is none, or it was removed.
        """
        raise NotImplementedError

    def estimate(self, account: Account, query: str, *, by_sample: bool = False) -> Estimate:
        """Ask the network how many posts of the last week a query finds, and price them.

        `by_sample` reads ten of the newest posts instead, for a network that lets this app not
        count; the rate is drawn from their times. Either is billed to the account.

        Raises:
            InputError: the account has no access, or the query is wrong.
            InvalidQuery: the network does not take it.
            Refused: the network does not let this app count.
            ConnectorError, CredentialsError: it cannot be asked.
        """
        raise NotImplementedError

    def add(self, new: NewWatch, estimate: Estimate | None = None) -> tuple[WatchId, Changes]:
        """Store a watch with what it was estimated to cost; it looks when next it is due.

        Raises:
            InputError: no name, one that is taken, a wrong query, a pace that is not offered,
                no budget, more than the account's, or an account without access.
        """
        raise NotImplementedError

    def change(self, watch_id: WatchId, new: NewWatch, estimate: Estimate | None = None) -> Changes:
        """Let a watch be this from now on; another query begins its walk anew.

        Raises:
            InputError: as `add`.
            NotFound: it was removed.
        """
        raise NotImplementedError

    def set_paused(self, watch_ids: tuple[WatchId, ...], *, paused: bool) -> Changes:
        """Stop watches, or let them go on where they stopped.

        Raises:
            NotFound: one was removed.
        """
        raise NotImplementedError

    def remove(self, watch_ids: tuple[WatchId, ...]) -> Changes:
        """Take watches away; the cases that they opened stay.

        Raises:
            NotFound: one was removed already.
        """
        raise NotImplementedError

    def run(
        self,
        account: Account,
        *,
        only: WatchId | None = None,
        on_page: Callable[[Changes], None] = lambda _: None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> tuple[WatchRun, ...]:
        """Look with the account's watches that are due, one after the other.

        `only` is a person's word: that one looks now, due or not, unless it is paused. What
        goes wrong with one is recorded with it and told in its `WatchRun`; the others look all
        the same, unless the whole account fails.

        Raises:
            CredentialsError: the account's keys cannot be had.
            StoreError: a page could not be stored.
        """
        raise NotImplementedError

    def cases(self, watch_id: WatchId, limit: int = 200) -> tuple[CaseRow, ...]:
        """Return the cases that a watch opened or wrote on in, the newest first."""
        raise NotImplementedError

"""What stands around the list of cases: accounts, counts, the outbox; and the first read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.desk import Desk
from console.domain.accounts import Account
from console.domain.cases import CaseRow
from console.domain.outbox import FINISHED_STATES
from ui import words
from ui.inbox_page import PAGE
from ui.side_view import View


@dataclass(frozen=True, slots=True)
class Overview:
    """What is read again after every change."""

    accounts: tuple[Account, ...]
    counts: dict[View, int]
    waiting: int
    """How many parts of the outbox are not out."""

    @property
    def empty(self) -> bool:
        """Return whether nobody has used this desk yet."""
        return not self.accounts and not any(self.counts.values())


@dataclass(frozen=True, slots=True)
class Opening:
    """The first read: overview and first page in one job."""

    overview: Overview
    rows: tuple[CaseRow, ...]


def read_overview(desk: Desk) -> Overview:
    """Read what stands around the list."""
    waiting = sum(
        part.state not in FINISHED_STATES
        for thread in desk.replies.outbox()
        for part in thread.parts
    )
    counts = {view: desk.cases.count(view.within) for view in View}
    return Overview(desk.accounts.every(), counts, waiting)


def read_opening(desk: Desk) -> Opening:
    """Read all that the first paint shows."""
    rows = desk.cases.rows(View.NEEDS_REPLY.within, limit=PAGE)
    return Opening(read_overview(desk), rows)


def state_words(
    overview: Overview, *, syncing: bool, problems: tuple[str, ...], now: datetime
) -> str:
    """Return the line about the last sync."""
    if syncing:
        return "Syncing…"
    if problems:
        return "  ·  ".join(problems)
    if not overview.accounts:
        return "No account connected"
    newest = max((a.synced_at for a in overview.accounts if a.synced_at), default=None)
    return f"Last sync {words.ago(newest, now)}" if newest else "Not synced yet"

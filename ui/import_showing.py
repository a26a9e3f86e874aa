"""Shows in the list what came in with a file."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from console.domain.cases import CaseRow
from console.domain.ids import CaseId
from ui.views import View

if TYPE_CHECKING:
    from ui.main_window import MainWindow

MOST = 500
"""Among so many cases the newest is looked for; more would keep the list waiting."""


def show(window: MainWindow, came: Iterable[CaseId]) -> None:
    """List all cases, and open the newest of those that something came into.

    Of a desk that was restored as a whole no case is named: then it is only the list.
    """
    window.side.choose(View.ALL)
    ids = tuple(islice(came, MOST))

    def open_newest(rows: tuple[CaseRow, ...]) -> None:
        if rows and window.inbox.view is View.ALL:
            window.navigation.open_case(rows[0].id)

    if ids:
        window.lanes.reader.submit(
            lambda desk: desk.cases.rows(ids=ids, limit=1), open_newest, receiver=window
        )

"""The desk of one thread: all verbs over one context."""

from __future__ import annotations

from console.desk.accounts import Accounts
from console.desk.calls import Calls
from console.desk.cases import Cases
from console.desk.context import Context
from console.desk.drafts import Drafts
from console.desk.replies import Replies


class Desk:
    """All that a person can do, by noun."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.accounts = Accounts(context)
        self.calls = Calls(context)
        self.cases = Cases(context)
        self.drafts = Drafts(context)
        self.replies = Replies(context)

    def close(self) -> None:
        """Close the data file and the networks; the desk is not used afterwards."""
        self._context.close()

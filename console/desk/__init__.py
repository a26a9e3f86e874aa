"""Every verb that a person can do: the one door for the window and the command line.

`Desk` is made of one module per noun: `desk.accounts`, `desk.cases`, `desk.replies`,
`desk.calls`, `desk.drafts`. A desk belongs to one thread: it holds that thread's own
connection to the data file. Writes return `Changes`.
"""

from __future__ import annotations

from console.desk.context import Context
from console.desk.desk import Desk

__all__ = ["Context", "Desk"]

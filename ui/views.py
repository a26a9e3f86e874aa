"""The views of the desk: which cases each holds, how it is called, and their counts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.domain.cases import EVERY_CASE, OPEN_STATES, CaseFilter, CaseState
from console.language import plural, tr, tr_in
from ui.override import override

Index = QModelIndex | QPersistentModelIndex
VIEW = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
TROUBLE = Qt.ItemDataRole.UserRole + 2
NO_INDEX = QModelIndex()


class View(Enum):
    """A view of the desk; their order is that of the side and of the keys."""

    NEEDS_REPLY = auto()
    WAITING = auto()
    SNOOZED = auto()
    CALLS = auto()
    RESOLVED = auto()
    ALL = auto()
    OUTBOX = auto()
    INSIGHT = auto()
    WATCHES = auto()

    @property
    def title(self) -> str:
        """Return its name on the screen."""
        return TITLES[self]

    @property
    def icon(self) -> str:
        """Return the name of its icon."""
        return ICONS[self]

    @property
    def letter(self) -> str:
        """Return the letter that leads to it behind the first key of a chord."""
        return "T" if self is View.WATCHES else self.name[0]  # the W is *Waiting*'s

    @property
    def lists_cases(self) -> bool:
        """Return whether it is a list of cases; else a page stands in the place of them all."""
        return self not in (View.INSIGHT, View.WATCHES)

    @property
    def within(self) -> CaseFilter:
        """Return which cases it holds, where it lists any."""
        return FILTERS[self]

    @property
    def empty_words(self) -> tuple[str, str, str]:
        """Return title, message and advice where it holds no case."""
        return EMPTY_WORDS[self]

    @property
    def is_fed_by_posts(self) -> bool:
        """Return whether new posts come into it."""
        return self in (View.NEEDS_REPLY, View.ALL)

    @property
    def may_be_ordered(self) -> bool:
        """Return whether the most urgent first is another order than the newest first."""
        return self in (View.NEEDS_REPLY, View.WAITING, View.CALLS)


FILTERS = {
    View.NEEDS_REPLY: CaseFilter((CaseState.NEEDS_REPLY,)),
    View.WAITING: CaseFilter((CaseState.WAITING,)),
    View.SNOOZED: CaseFilter((CaseState.SNOOZED,)),
    View.CALLS: CaseFilter(OPEN_STATES, with_calls=True),
    View.RESOLVED: CaseFilter((CaseState.RESOLVED,)),
    View.ALL: EVERY_CASE,
    View.OUTBOX: CaseFilter(in_outbox=True),
}
TITLES = {
    View.NEEDS_REPLY: tr_in("view", "Needs reply"),
    View.WAITING: tr_in("view", "Waiting"),
    View.SNOOZED: tr_in("view", "Snoozed"),
    View.CALLS: tr_in("view", "Calls"),
    View.RESOLVED: tr_in("view", "Resolved"),
    View.ALL: tr_in("view", "All"),
    View.OUTBOX: tr_in("view", "Outbox"),
    View.INSIGHT: tr_in("view", "Insight"),
    View.WATCHES: tr_in("view", "Watches"),
}
ICONS = {
    View.NEEDS_REPLY: "inbox",
    View.WAITING: "waiting",
    View.SNOOZED: "snooze",
    View.CALLS: "phone",
    View.RESOLVED: "check",
    View.ALL: "all",
    View.OUTBOX: "outbox",
    View.INSIGHT: "insight",
    View.WATCHES: "watches",
}
EMPTY_WORDS = {
    View.NEEDS_REPLY: (
        tr("All answered"),
        tr("Nobody is waiting for an answer."),
        tr("New posts appear here by themselves."),
    ),
    View.WAITING: (
        tr("Nothing to wait for"),
        tr("No customer owes you an answer."),
        tr("A case that you answered waits here for the customer."),
    ),
    View.SNOOZED: (
        tr("Nothing asleep"),
        tr("No case was put off till later."),
        tr("S lets a case sleep till a moment, or till the customer writes."),
    ),
    View.CALLS: (
        tr("No open calls"),
        tr("No open case holds a call note."),
        tr("Ctrl+N notes a call."),
    ),
    View.RESOLVED: (
        tr("Nothing resolved yet"),
        tr("Cases that you resolve are kept here."),
        tr("E resolves the open case."),
    ),
    View.ALL: (
        tr("No cases yet"),
        tr("Posts and calls appear here as cases."),
        tr("Ctrl+N notes a call."),
    ),
    View.OUTBOX: (
        tr("All sent"),
        tr("No answer is on its way."),
        tr("What you send stays here for a day."),
    ),
    View.INSIGHT: (
        tr("Nothing to count yet"),
        tr(
            "Where the business fails, how quickly it answers and whether it helps will stand here."
        ),
        tr("The figures are made from the cases of this desk: posts, answers and call notes."),
    ),
    View.WATCHES: (
        tr("Complaints that mention nobody"),
        tr("A watch searches X for your brand. What it finds opens as cases, like mentions."),
        tr("X bills each post it reads: you see the price before, and it stops at its budget."),
    ),
}


class ViewsModel(QAbstractListModel):
    """The views, each with how many cases it holds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views = tuple(View)
        self._counts: Mapping[View, int] = {}
        self._trouble = 0

    def show_counts(self, counts: Mapping[View, int], trouble: int = 0) -> None:
        """Show how much each view holds, and how many answers of the outbox need a person."""
        if (counts, trouble) != (self._counts, self._trouble):
            self._counts, self._trouble = counts, trouble
            self.dataChanged.emit(self.index(0), self.index(len(self._views) - 1))

    def count(self, view: View) -> int:
        """Return how many cases a view holds."""
        return self._counts.get(view, 0)

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._views)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._views):
            return None
        view = self._views[index.row()]
        trouble = self._trouble if view is View.OUTBOX else 0
        if role == VIEW:
            return view
        if role == COUNT:
            return self.count(view)
        if role == TROUBLE:
            return trouble
        if role == Qt.ItemDataRole.DisplayRole:
            return view.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if not view.lists_cases:
                return view.title
            count = self.count(view)
            said = [
                view.title,
                plural(count, "{count} answer", "{count} answers")
                if view is View.OUTBOX
                else plural(count, "{count} case", "{count} cases"),
            ]
            if trouble:
                said.append(plural(trouble, "{count} needs you", "{count} need you"))
            return ", ".join(said)
        return None

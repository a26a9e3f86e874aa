"""Compares what the delegates of lists paint with what the lists say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QItemDelegate,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tests.language_walk.painted import Ear
from ui.row_view import RowView

WORD = re.compile(r"\w+")
CUT = re.compile(r"…\W*$")
MOST_ROWS = 40
OF_QT = (QStyledItemDelegate, QItemDelegate)
SAID_OTHERWISE = (
    (re.compile(r"\breach [\d.,]+(?:k|m|bn)?"), "may have reached"),
    (re.compile(r"^Click to load$"), "not loaded"),
    (re.compile(r"^! \d+ of \d+$"), "need you"),
    (re.compile(r"^\W*[A-Z]{1,2}\W*$"), ""),  # the initials in the place of a picture
)
"""What is painted, and how it is said: in whole words."""
NO_WORDS = re.compile(r"[,;:·\n()]|\. |[\u2066-\u2069]")
Index = QModelIndex | QPersistentModelIndex


def said(index: Index) -> str:
    """Return what is heard of a row."""
    roles = Qt.ItemDataRole
    told = index.data(roles.AccessibleTextRole) or index.data(roles.DisplayRole) or ""
    return f"{told}\n{index.data(roles.AccessibleDescriptionRole) or ''}".strip()


def painted(view: QAbstractItemView, index: Index, ear: Ear) -> list[str]:
    """Return what is drawn of a row by its delegate, on a ground of its own."""
    place = QRect(0, 0, max(view.viewport().width(), 200), max(view.visualRect(index).height(), 40))
    picture = QPixmap(place.size())
    picture.fill()
    painter = QPainter(picture)
    ear.clear()
    try:
        if isinstance(view, RowView):
            view.paint_row(painter, index.row(), place)
        elif view.itemDelegate() is not None and type(view.itemDelegate()) not in OF_QT:
            option = QStyleOptionViewItem()
            option.initFrom(view)
            option.rect = place
            view.itemDelegate().paint(painter, option, view.model().index(index.row(), 0))
    finally:
        painter.end()
    return list(dict.fromkeys(ear.drawn))


def faults(window: QWidget, ear: Ear) -> Iterator[tuple[str, str]]:
    """Yield (kind of list, what is wrong) of the rows that are painted; empty where nothing is."""
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if not view.isVisible() or model is None:
            continue
        kind = type(model).__name__
        for row in range(min(model.rowCount(), MOST_ROWS)):
            index = model.index(row, 0)
            drawn = painted(view, index, ear)
            if not drawn:
                continue
            yield kind, ""
            heard = said(index)
            yield from ((kind, one) for one in (*unheard(drawn, heard), *twice(heard)))


def unheard(drawn: list[str], heard: str) -> Iterator[str]:
    """Yield the words that are seen and not heard."""
    known = set(WORD.findall(heard.casefold()))
    for text in drawn:
        rest = text
        for seen, spoken in SAID_OTHERWISE:
            if spoken in heard:
                rest = seen.sub("", rest)
        words = WORD.findall(rest.casefold())
        if CUT.search(text):
            words = words[:-1]  # the last is cut
        missing = [word for word in words if word not in known]
        if missing:
            yield f"{' '.join(missing)!r} of {text!r} is not in {heard!r}"


def twice(heard: str) -> Iterator[str]:
    """Yield the facts that a row says more than once."""
    facts = [fact.strip().casefold() for fact in NO_WORDS.split(heard)]
    for fact in dict.fromkeys(facts):
        if len(fact) > 3 and facts.count(fact) > 1:
            yield f"{fact!r} is said twice in {heard!r}"

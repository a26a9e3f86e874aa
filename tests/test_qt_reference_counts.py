"""PySide6 must give back what it takes.

PySide6 6.12.0 on Python 3.11 loses a reference to None at every overridden method that
returns it, until the interpreter aborts; so `pyproject.toml` holds 6.11. From Python
3.12 on None is immortal, and its count says nothing.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

CALLS = 10_000


class Empty(QAbstractListModel):
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return None


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_a_model_that_returns_none_costs_no_reference() -> None:
    source = Empty()
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(source)
    index = proxy.index(0, 0)
    assert proxy.data(index) is None
    before = sys.getrefcount(None)

    for _ in range(CALLS):
        proxy.data(index)

    assert abs(sys.getrefcount(None) - before) < CALLS // 100

"""The short form of the rendering trial, and that it would see what is wrong."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QListView,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.render_trial import looks
from tests.render_trial.listener import Listener
from tests.render_trial.texts import LONG, hostile
from tests.render_trial.trial import play

TEXTS = 60


@pytest.mark.qt_no_exception_capture
def test_hostile_words_are_shown_as_they_are(qapp: QApplication, tmp_path: Path) -> None:
    report = play(qapp, tmp_path, TEXTS, 1)
    assert report.faults == {}
    assert report.counts
    assert report.connections == 0
    assert report.cases >= TEXTS
    assert report.acts > 50
    assert len(report.windows) > 20


def test_texts_are_the_same_for_a_seed_and_hold_the_longest() -> None:
    texts = hostile(500, 1, 4711)
    assert len(texts) == 500
    assert texts == hostile(500, 1, 4711)
    assert texts != hostile(500, 2, 4711)
    assert sum(len(text) >= LONG - 10 for text in texts) >= 10
    assert sum(":4711" in text for text in texts) > 100


def test_a_connection_is_counted() -> None:
    with Listener() as listener:
        assert listener.prove()
        assert listener.connections == 0
        with socket.create_connection(("127.0.0.1", listener.port), timeout=5) as made:
            made.settimeout(5)
            made.recv(1)
        assert listener.connections == 1


def test_markup_of_others_is_a_fault(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(QLabel("<img src='x'>"))
    browser = QTextBrowser()
    browser.setHtml("<img src='x.png'> &lt;img")
    column.addWidget(browser)
    tipped = QLabel("plain")
    tipped.setToolTip("<table>")
    column.addWidget(tipped)
    window.show()
    found = list(looks.faults(window))
    assert len(found) == 3, found


def test_words_that_turn_their_line_are_a_fault(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    window.setWindowTitle("an \u2067open isolate")
    for widget in (
        QLabel("name \u202egnp"),
        QPushButton("rings \x07"),
        QLabel("\u2068fine\u2069\n"),
    ):
        column.addWidget(widget)
    window.addAction(QAction("closes \u2069 first \u2068", window))
    tipped = QLabel("fine")
    tipped.setToolTip("over\u202d")
    column.addWidget(tipped)
    model = QStandardItemModel(window)
    model.appendRow(QStandardItem("row \u202b"))
    listed = QListView()
    listed.setModel(model)
    column.addWidget(listed)
    window.show()
    found = list(looks.faults(window))
    told = [fault.partition(": ")[2].partition(":")[0] for fault in found]
    assert sorted(told) == [
        "its action", "its action's tip", "its row words", "its tip", "its title", "its words",
        "its words",
    ]  # fmt: skip

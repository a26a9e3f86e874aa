"""Saved replies without a window: how they are found, measured and counted."""

from __future__ import annotations

from datetime import UTC, datetime
from time import process_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.ids import CaseId, SavedReplyId
from console.domain.limits import LIMITS_140, LIMITS_280
from console.domain.saved_replies import SavedReply, Sender
from console.text.split import split
from console.text.templates import signed
from ui import saved_list, saved_values
from ui.composer_signature import unsigned
from ui.lanes import Lane
from ui.saved_index import SavedIndex
from ui.saved_list import SIZE, SavedModel
from ui.saved_uses import Inserted, SavedUses
from ui.saved_values import Measure

MANY = 2_000
FRAME_S = 0.016


def reply(number: int, name: str, text: str = "", uses: int = 0) -> SavedReply:
    return SavedReply(SavedReplyId(number), name, text, uses, None)


def found(query: str, *replies: SavedReply) -> list[int]:
    return [each.id for each in SavedIndex(replies).find(query)]


def test_names_come_first_and_the_most_used_of_equals() -> None:
    replies = (
        reply(1, "Other", "a refund"),
        reply(2, "No refunds"),
        reply(3, "Refund late", uses=1),
        reply(4, "Refund early", uses=2),
        reply(5, "refund"),
        reply(6, "Prerefund"),
        reply(7, "Thanks"),
    )
    assert found("refund", *replies) == [5, 4, 3, 2, 6, 1]
    assert found("early ref", *replies) == [4]
    assert found("", *replies)[:2] == [4, 3]


def test_accents_and_case_do_not_matter() -> None:
    assert found("ruck", reply(1, "Rücksendung")) == [1]
    assert found("RÜCK", reply(1, "rucksendung")) == [1]


def test_measure_counts_what_the_composer_would() -> None:
    values = saved_values.values(None, Sender("Alex", "^A", ""))
    measure = Measure(values, LIMITS_140, signature="^A")
    text = "I am {agent}. " * 20
    parts = split(signed("I am Alex. " * 20, "^A"), LIMITS_140)
    weight = sum(part.weight for part in parts)
    assert measure.size(text) == f"{weight} · {len(parts)} parts"
    assert Measure(values, LIMITS_280).size("Hi") == "2 · 1 part"


def test_only_rows_in_sight_are_measured(qapp: QApplication) -> None:
    measured: list[str] = []

    class Counted(Measure):
        def size(self, template: str) -> str:
            measured.append(template)
            return ""

    model = SavedModel()
    model.show_replies([reply(number, "n", f"t{number}") for number in range(MANY)], Counted())
    assert not measured
    assert model.index(3).data(SIZE) == ""
    assert model.index(3).data(Qt.ItemDataRole.DisplayRole) == "n"
    assert measured == ["t3"]


def test_rows_that_take_long_are_measured_after_the_key(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved_list, "MOST_SPENT_S", -1.0)
    model = SavedModel()
    model.show_replies([reply(1, "n", "Hello")], Measure())
    with qtbot.waitSignal(model.dataChanged):
        assert model.index(0).data(SIZE) == ""
        monkeypatch.undo()
    assert model.index(0).data(SIZE) == "5 · 1 part"


def test_unsigned_layout_is_of_the_text_as_typed() -> None:
    for text in ("Hi", "Hi \n", "Hi\n\f", "", " ", "word " * 40, "e\u0301 " * 80):
        layout = split(signed(text, "^AB"), LIMITS_140)
        bare = unsigned(layout, text)
        plain = split(text, LIMITS_140)
        assert bare.text == plain.text
        assert len(bare) == len(layout)
        assert all(part.end <= len(bare.text.rstrip()) for part in bare)


def test_what_was_inserted_counts_in_its_case_only() -> None:
    uses = SavedUses(Lane("writer", lambda: None))  # type: ignore[arg-type, return-value]  # nothing is stored
    one, other = CaseId(1), CaseId(2)
    uses.note(one, Inserted(SavedReplyId(1), "We look into it."))
    uses.note(one, Inserted(SavedReplyId(2), "Please call us."))
    assert uses.take(other, "We look into it.") == ()
    uses.move(one, other)
    left = uses.take(other, "Hi. We look into it now.")
    assert [each.reply_id for each in left] == [SavedReplyId(1)]
    assert uses.take(other, "We look into it.") == ()
    uses.give_back(other, left)
    assert uses.take(other, "We look into it.") == left


def test_two_thousand_replies_are_searched_in_a_frame(qapp: QApplication) -> None:
    """Told, not asserted to the millisecond: see the figure with `pytest -s`."""
    now = datetime.now(UTC)
    texts = [
        SavedReply(SavedReplyId(n), f"Reply {n} refund", f"Hi {{first_name}}, refund {n} " * 12,
                   n % 7, now)
        for n in range(MANY)
    ]  # fmt: skip
    index, model = SavedIndex(texts), SavedModel()
    measure = Measure({"first_name": "Ada"})
    worst = 0.0
    for query in ("r", "re", "ref", "refu", "refund", "199", "zzz"):
        began = process_time()
        model.show_replies(index.find(query), measure)
        for row in range(min(model.rowCount(), 6)):
            model.index(row).data(SIZE)
        worst = max(worst, process_time() - began)
    print(f"worst key: {worst * 1000:.1f} ms of {FRAME_S * 1000:.0f}")
    assert index.find("zzz") == []

"""The dialog of a rule: tried while one types, saved, applied, refused, left."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.desk import Desk
from console.domain.kinds import MessageKind
from console.domain.priority import Priority
from console.domain.triage_rules import Conditions, Effects, NewRule, TriageRule
from console.errors import StoreError
from tests.ui.conftest import OpenDesk, connect_and_sync
from tests.ui.test_mutes import bare
from tests.ui.test_watches_page import held
from ui import rule_done, rule_rows, rule_words
from ui.application import Application
from ui.rule_dialog import RuleDialog
from ui.rule_preview import LOOKING

KEYS = Qt.Key
LEFT = Qt.MouseButton.LeftButton
Open = Callable[..., RuleDialog]
FIRST = NewRule("Parcels", Conditions(words=("parcel",)), Effects(("late",)))


@pytest.fixture
def desk(open_desk: OpenDesk) -> Application:
    def set_up(made: Desk) -> None:
        connect_and_sync(made)
        made.rules.add(FIRST)

    return open_desk(set_up=set_up)


@pytest.fixture
def open_dialog(qtbot: QtBot, desk: Application) -> Open:
    """Returns a function that opens the dialog, of a stored rule or a new one."""

    def open_one(rule: TriageRule | None = None) -> RuleDialog:
        window = desk.window
        dialog = RuleDialog(rule, desk.lanes, window.theme, window.now, window)
        dialog.changed.connect(window.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return open_one


def rules(qtbot: QtBot, desk: Application) -> tuple[TriageRule, ...]:
    """Returns the rules that are stored."""
    found: list[tuple[TriageRule, ...]] = []
    desk.lanes.writer.submit(lambda made: made.rules.every(), found.append, receiver=desk.window)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def said(dialog: RuleDialog) -> str:
    return dialog.preview.words.text()


def posts(dialog: RuleDialog) -> list[tuple[str, ...]]:
    """Returns author and what would be done of each post in the list."""
    lines = [entry.lines[0] for entry in dialog.preview.list.rows.entries]
    return [tuple(bare(cell.text) for cell in (cells[0], cells[2])) for cells in lines]


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, LEFT)


def test_what_is_missing_is_said_and_save_is_off(
    qtbot: QtBot, desk: Application, open_dialog: Open
) -> None:
    dialog = open_dialog()
    assert dialog.focusWidget() is dialog.fields.words
    assert dialog.lack.text() == rule_words.NO_CONDITION
    assert said(dialog) == rule_rows.WILL_STAND_HERE
    qtbot.keyClicks(dialog.fields.words, "parcel")
    assert dialog.lack.text() == rule_words.NO_EFFECT
    assert not dialog.save_button.isEnabled()
    qtbot.waitUntil(lambda: said(dialog) == "Would fit 1 of the last 3 posts.")
    assert not dialog.apply_button.isEnabled()
    qtbot.keyClick(dialog.fields.words, KEYS.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.fields.tags, "late")
    assert dialog.lack.text() == ""
    assert dialog.save_button.isEnabled()
    dialog.fields.words.clear()
    assert dialog.lack.text() == rule_words.NO_CONDITION
    assert posts(dialog) == []
    dialog.done(0)


def test_preview_shows_first_what_would_change_then_the_newest(
    qtbot: QtBot, desk: Application, open_dialog: Open
) -> None:
    ready: list[object] = []

    def tag(made: Desk) -> None:
        ada = next(row for row in made.cases.rows() if row.name == "Ada Fern")
        made.triage.tag((ada.id,), ("hello",), ())

    desk.lanes.writer.submit(tag, ready.append, receiver=desk.window)
    qtbot.waitUntil(lambda: bool(ready))
    dialog = open_dialog()
    qtbot.keyClicks(dialog.fields.words, "parcel, charged twice, thank you")
    qtbot.keyClicks(dialog.fields.tags, "hello")
    qtbot.waitUntil(lambda: said(dialog) == "Would fit 3 of the last 3 posts and change 2 cases.")
    assert posts(dialog) == [
        ("@ben_moss", "tag hello"),
        ("@cleo_w", "tag hello"),
        ("@ada_fern", "stays as it is"),
    ]
    assert dialog.apply_button.text() == "Save and apply to these 2 cases"
    dialog.done(0)


def test_answer_to_what_stood_there_before_is_dropped(
    qtbot: QtBot, desk: Application, open_dialog: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_dialog()
    answers: list[str] = []
    dialog.preview.changed.connect(
        lambda: answers.append(said(dialog)) if dialog.preview.preview is not None else None
    )
    with held(desk.lanes.reader):
        qtbot.keyClicks(dialog.fields.tags, "hello")
        qtbot.keyClicks(dialog.fields.words, "parcel")
        qtbot.waitUntil(lambda: not dialog.preview._watch.dirty)
        assert said(dialog) == LOOKING
        qtbot.keyClicks(dialog.fields.words, ", twice")  # no answer to the first is shown now
        assert dialog.preview.preview is None
        assert not dialog.apply_button.isEnabled()
    qtbot.waitUntil(lambda: "2 of the last 3" in said(dialog))
    assert answers == ["Would fit 2 of the last 3 posts and change 2 cases."]
    dialog.done(0)


def test_saved_rule_says_all_that_was_entered(
    qtbot: QtBot, desk: Application, open_dialog: Open
) -> None:
    dialog = open_dialog()
    fields = dialog.fields
    qtbot.waitUntil(lambda: fields.touchpoint.count() > 3)
    qtbot.keyClicks(fields.words, 'refund, "well, well", Refund')
    qtbot.keyClicks(fields.without, "thanks")
    qtbot.keyClicks(fields.handle, "@ada_fern")
    fields.kind.setCurrentIndex(fields.kind.findText("Complaint"))
    fields.summoned.setCurrentIndex(fields.summoned.findText("No"))
    fields.language.setCurrentIndex(fields.language.findText("English"))
    fields.account.setCurrentIndex(1)
    qtbot.keyClicks(fields.tags, "#Refund, vip")
    fields.touchpoint.setFocus()
    qtbot.keyClick(fields.touchpoint, KEYS.Key_Down)
    touchpoint = fields.touchpoint.itemData(1)
    fields.priority.setCurrentIndex(fields.priority.findText("Low"))
    click(qtbot, fields.resolve)
    qtbot.keyClicks(dialog.name, "All of it")
    with qtbot.waitSignal(dialog.said) as told:
        qtbot.keyClick(dialog.name, KEYS.Key_Return)
    assert told.args == [rule_done.saved("All of it")]
    stored = rules(qtbot, desk)[1].new
    assert stored.name == "All of it"
    account = stored.when.account_id
    assert account is not None
    assert stored.when == Conditions(
        ("refund", "well, well"), ("thanks",), "ada_fern", MessageKind.COMPLAINT, "en",
        summoned=False, account_id=account,
    )  # fmt: skip
    assert stored.then == Effects(("refund", "vip"), touchpoint, Priority.LOW, resolve=True)


def test_stored_rule_opens_as_it_is_and_leaves_without_a_question(
    qtbot: QtBot, desk: Application, open_dialog: Open
) -> None:
    (rule,) = rules(qtbot, desk)
    dialog = open_dialog(rule)
    qtbot.waitUntil(lambda: dialog.fields.touchpoint.count() > 3)
    qtbot.waitUntil(lambda: said(dialog).startswith("Would fit 1"))
    assert not dialog.is_entered
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, KEYS.Key_Escape)


def test_what_was_typed_is_not_thrown_away_unasked(
    qtbot: QtBot, desk: Application, open_dialog: Open
) -> None:
    dialog = open_dialog()
    qtbot.keyClicks(dialog.fields.words, "parcel")
    qtbot.keyClick(dialog.fields.words, KEYS.Key_Escape)
    (box,) = [one for one in dialog.findChildren(QMessageBox) if one.isVisible()]
    assert box.text() == "This rule is not saved."
    assert dialog.isVisible()
    box.reject()
    dialog.done(0)


def test_save_and_apply_is_one_act_and_one_undo_takes_both_back(
    qtbot: QtBot, desk: Application, open_dialog: Open
) -> None:
    dialog = open_dialog()
    qtbot.keyClicks(dialog.fields.words, "parcel, twice")
    qtbot.keyClicks(dialog.fields.tags, "seen")
    qtbot.waitUntil(dialog.apply_button.isEnabled)
    with qtbot.waitSignal(dialog.said) as told:
        click(qtbot, dialog.apply_button)
    assert told.args == [
        (
            "“\u2068parcel, twice → tag seen\u2069” saved and applied to 2 cases."
            " Ctrl+Z takes both back."
        )
    ]
    assert [rule.effects for rule in rules(qtbot, desk)] == [0, 2]
    undo = desk.window.actions_by_name["undo"]
    undo.trigger()
    qtbot.waitUntil(lambda: [rule.new for rule in rules(qtbot, desk)] == [FIRST])


def test_where_applying_fails_nothing_is_stored_till_it_succeeds(
    qtbot: QtBot, desk: Application, open_dialog: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("The disk is full.", advice="Make room.")

    dialog = open_dialog()
    qtbot.keyClicks(dialog.fields.words, "parcel")
    qtbot.keyClicks(dialog.fields.tags, "seen")
    qtbot.waitUntil(dialog.apply_button.isEnabled)
    with monkeypatch.context() as broken:
        broken.setattr("console.store.triage_rules.apply", fail)
        click(qtbot, dialog.apply_button)
        click(qtbot, dialog.apply_button)
        qtbot.waitUntil(lambda: dialog.message.text() == "The disk is full. Make room.")
    assert dialog.isVisible()
    assert [rule.new for rule in rules(qtbot, desk)] == [FIRST]
    qtbot.waitUntil(dialog.apply_button.isEnabled)
    with qtbot.waitSignal(dialog.said):
        click(qtbot, dialog.apply_button)
    assert [rule.effects for rule in rules(qtbot, desk)] == [0, 1]


@pytest.mark.parametrize(
    ("name", "handle", "wrong"),
    [("Parcels", "", "There is a rule “Parcels” already."), ("Mine", "a b", "no handle of X")],
)
def test_what_the_desk_refuses_is_said_and_what_was_entered_stays(
    qtbot: QtBot, desk: Application, open_dialog: Open, name: str, handle: str, wrong: str
) -> None:
    dialog = open_dialog()
    qtbot.keyClicks(dialog.name, name)
    qtbot.keyClicks(dialog.fields.words, "twice")
    qtbot.keyClicks(dialog.fields.handle, handle)
    qtbot.keyClicks(dialog.fields.tags, "seen")
    click(qtbot, dialog.save_button)
    qtbot.waitUntil(lambda: wrong in dialog.message.text())
    assert dialog.isVisible()
    assert dialog.save_button.isEnabled()
    assert dialog.fields.words.text() == "twice"
    assert len(rules(qtbot, desk)) == 1
    dialog.done(0)


def test_known_tag_is_offered_behind_the_last_comma(
    qtbot: QtBot, desk: Application, open_dialog: Open
) -> None:
    ready: list[object] = []

    def tag(made: Desk) -> None:
        made.triage.tag((made.cases.rows()[0].id,), ("delayed",), ())

    desk.lanes.writer.submit(tag, ready.append, receiver=desk.window)
    qtbot.waitUntil(lambda: bool(ready))
    dialog = open_dialog()
    tags = dialog.fields.known_tags
    qtbot.waitUntil(lambda: tags.model().rowCount() == 1)
    dialog.fields.tags.setFocus()
    qtbot.keyClicks(dialog.fields.tags, "vip, del")
    popup = tags.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, KEYS.Key_Down)
    qtbot.keyClick(popup, KEYS.Key_Return)
    qtbot.waitUntil(lambda: dialog.fields.tags.text() == "vip, delayed")
    assert dialog.fields.then.tags == ("vip", "delayed")
    dialog.done(0)


def test_customers_markup_is_shown_as_it_was_written(
    qtbot: QtBot, desk: Application, open_dialog: Open, world: MemoryWorld
) -> None:
    dialog = open_dialog()
    qtbot.keyClicks(dialog.fields.words, "parcel")
    qtbot.waitUntil(lambda: said(dialog).startswith("Would fit 1"))
    index = dialog.preview.list.rows.index(0)
    (entry,) = dialog.preview.list.rows.entries
    assert entry.lines[0][1].text == "@Shop my parcel is <b>still</b> not here"
    assert "&lt;b&gt;still" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    dialog.done(0)

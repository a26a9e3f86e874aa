"""Several accounts in the window: one listed alone, each with its mark; the dialogs."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from console.desk import Desk
from console.domain.accounts import COLOURS, Account, AccountLook
from console.domain.changes import Changes
from console.domain.sign_in import Ended
from console.store import sign_ins
from tests.ui.conftest import NOW, names, open_case
from ui.accounts_dialog import AccountsDialog
from ui.agents_dialog import AgentsDialog
from ui.application import Application
from ui.case_delegate import MARK
from ui.side_view import View
from ui.theme import Theme

ALT = Qt.KeyboardModifier.AltModifier
KEY = Qt.Key


def done_in(qtbot: QtBot, desk: Application, job: Callable[[Desk], object]) -> None:
    """Do something in the writer lane, and wait till the window read it."""
    ended: list[object] = []
    desk.lanes.writer.submit(job, ended.append)
    qtbot.waitUntil(lambda: bool(ended))
    with qtbot.waitSignal(desk.window.overview_shown):
        desk.window.read_overview()


@pytest.fixture
def two(qtbot: QtBot, desk: Application) -> Application:
    """A desk with another account, which has no case."""
    done_in(qtbot, desk, lambda d: d.accounts.add_handoff("other_shop", "Other"))
    return desk


def accounts(desk: Application) -> tuple[Account, ...]:
    assert desk.window.overview is not None
    return desk.window.overview.accounts


def choose(qtbot: QtBot, desk: Application, key: Qt.Key) -> None:
    with qtbot.waitSignal(desk.window.inbox.loaded):
        qtbot.keyClick(desk.window, key, ALT)


def test_of_one_account_nothing_is_added(qtbot: QtBot, desk: Application) -> None:
    (entry,) = desk.window.side.entries.values()
    assert entry.needs.isHidden()
    assert entry.focusPolicy() is Qt.FocusPolicy.NoFocus
    qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
    qtbot.keyClick(desk.window, KEY.Key_1, ALT)
    assert desk.window.account_filter.account is None
    assert desk.window.inbox.account_line.isHidden()
    assert not desk.window.actions_by_name["account_1"].isVisible()


def test_an_account_is_listed_alone_by_its_key_and_all_again(
    qtbot: QtBot, two: Application
) -> None:
    window = two.window
    choose(qtbot, two, KEY.Key_2)
    assert names(two) == []
    assert window.inbox.account_line.said.text() == "Only @other_shop"
    assert window.side.model.count(View.NEEDS_REPLY) == 0
    assert window.inbox.place.currentWidget() is window.inbox.state
    choose(qtbot, two, KEY.Key_1)
    assert len(names(two)) == 3
    assert window.side.model.count(View.NEEDS_REPLY) == 3
    choose(qtbot, two, KEY.Key_0)
    assert window.account_filter.account is None
    assert window.inbox.account_line.isHidden()


def test_the_same_key_again_lists_all(qtbot: QtBot, two: Application) -> None:
    choose(qtbot, two, KEY.Key_2)
    choose(qtbot, two, KEY.Key_2)
    assert two.window.account_filter.account is None
    assert len(names(two)) == 3


def test_escape_on_the_list_lists_all(qtbot: QtBot, two: Application) -> None:
    choose(qtbot, two, KEY.Key_1)
    two.window.inbox.list.setFocus()
    with qtbot.waitSignal(two.window.inbox.loaded):
        qtbot.keyClick(two.window.inbox.list, KEY.Key_Escape)
    assert two.window.account_filter.account is None


def test_a_click_at_the_side_lists_it_alone_and_marks_it(qtbot: QtBot, two: Application) -> None:
    first, second = two.window.side.entries.values()
    assert (first.needs.text(), first.needs.isHidden()) == ("3", False)
    assert second.needs.isHidden()
    with qtbot.waitSignal(two.window.inbox.loaded):
        qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert second.accessibleName().endswith("listed alone")
    second.setFocus()
    with qtbot.waitSignal(two.window.inbox.loaded):
        qtbot.keyClick(second, KEY.Key_Space)
    assert not second.accessibleName().endswith("listed alone")


def test_the_x_of_the_line_lists_all(qtbot: QtBot, two: Application) -> None:
    choose(qtbot, two, KEY.Key_1)
    with qtbot.waitSignal(two.window.inbox.loaded):
        qtbot.mouseClick(two.window.inbox.account_line.end, Qt.MouseButton.LeftButton)
    assert two.window.account_filter.account is None


def test_a_search_says_that_it_looks_through_all(qtbot: QtBot, two: Application) -> None:
    choose(qtbot, two, KEY.Key_2)
    with qtbot.waitSignal(two.window.inbox.loaded):
        two.window.inbox.search_field.setText("parcel")
    assert names(two) == ["Ada Fern"]
    assert two.window.inbox.account_line.said.text() == "All accounts are searched"


def test_the_acts_are_called_as_the_accounts_are(two: Application) -> None:
    acts = two.window.actions_by_name
    assert [acts[f"account_{place}"].text() for place in (1, 2)] == [
        "Only @Shop",
        "Only @other_shop",
    ]
    assert [acts[f"account_{place}"].isVisible() for place in (1, 2, 3)] == [True, True, False]


def test_a_row_bears_the_disc_of_its_account(qtbot: QtBot, two: Application) -> None:
    theme: Theme = two.theme
    inbox = two.window.inbox
    ground = theme.account(accounts(two)[0].colour)[0].rgb()

    def drawn() -> int:
        picture = inbox.list.grab().toImage()
        pixels = (
            picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())
        )
        return sum(pixel == ground for pixel in pixels)

    assert drawn() > 3 * MARK
    inbox.know_accounts(accounts(two)[:1])
    assert drawn() == 0


def test_a_hidden_account_is_left_out_at_the_side_and_nowhere_else(
    qtbot: QtBot, two: Application
) -> None:
    second = accounts(two)[1]
    look = AccountLook.of(second)
    hidden = AccountLook(look.colour, hidden=True)
    done_in(qtbot, two, lambda d: d.accounts.set_look(second, hidden))
    assert set(two.window.side.entries) == {accounts(two)[0].id}
    choose(qtbot, two, KEY.Key_2)
    assert second.id in two.window.side.entries, "while it is listed alone, it is to be seen"


def test_the_composer_begins_with_the_limit_of_the_account(qtbot: QtBot, two: Application) -> None:
    first = accounts(two)[0]
    done_in(qtbot, two, lambda d: d.accounts.set_look(first, AccountLook(first.colour, "280")))
    two.window.inbox.step(1)
    qtbot.waitUntil(lambda: two.window.case.case is not None)
    assert two.window.case.composer.limits.name == "280"
    assert two.window.limit == "140"


def opened(qtbot: QtBot, desk: Application, act: str) -> object:
    desk.window.actions_by_name[act].trigger()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    return QApplication.activeModalWidget()


def test_a_colour_a_limit_and_a_name_are_stored_at_once(qtbot: QtBot, two: Application) -> None:
    dialog = opened(qtbot, two, "accounts")
    assert isinstance(dialog, AccountsDialog)
    qtbot.keyClick(dialog.list, KEY.Key_Down)
    assert dialog.pane.title.text() == "@other_shop"
    rust = dialog.pane.colour.buttons[COLOURS.index("rust")]
    qtbot.mouseClick(rust, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: accounts(two)[1].colour == "rust")
    qtbot.keyClicks(dialog.pane.name, "Branch")
    qtbot.keyClick(dialog.pane.name, KEY.Key_Tab)
    dialog.reject()
    qtbot.waitUntil(lambda: accounts(two)[1].own_name == "Branch")
    assert accounts(two)[1].colour == "rust"


def test_a_mistyped_account_without_access_is_removed(qtbot: QtBot, two: Application) -> None:
    made: list[Account] = []
    two.window.lanes.writer.submit(
        lambda desk: desk.accounts.add_handoff("shpo"), made.append, receiver=two.window
    )
    qtbot.waitUntil(lambda: bool(made))
    two.window.take(Changes.of(accounts=(made[0].id,)))
    qtbot.waitUntil(lambda: len(accounts(two)) == 3)
    dialog = opened(qtbot, two, "accounts")
    assert isinstance(dialog, AccountsDialog)
    assert dialog.pane.remove.isHidden(), "the desk has access to it"
    qtbot.keyClick(dialog.list, KEY.Key_End)
    assert dialog.pane.title.text() == "@shpo"
    qtbot.mouseClick(dialog.pane.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "shpo" not in [each.handle for each in accounts(two)])
    assert dialog.message.text() == "@shpo is removed. Undo brings it back."
    dialog.reject()


def test_nothing_is_lost_where_the_dialog_is_closed_while_one_types(
    qtbot: QtBot, two: Application
) -> None:
    dialog = opened(qtbot, two, "accounts")
    assert isinstance(dialog, AccountsDialog)
    qtbot.keyClicks(dialog.pane.name, "Main")
    qtbot.keyClick(dialog, KEY.Key_Escape)
    qtbot.waitUntil(lambda: accounts(two)[0].own_name == "Main")


def test_signing_out_asks_first_and_stays_by_default(qtbot: QtBot, two: Application) -> None:
    dialog = opened(qtbot, two, "accounts")
    assert isinstance(dialog, AccountsDialog)
    qtbot.mouseClick(dialog.pane.sign_out, Qt.MouseButton.LeftButton)
    box = dialog.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert box.text() == "Sign out @Shop?"
    assert "Queued answers wait" in box.informativeText()
    qtbot.keyClick(box, KEY.Key_Return)
    qtbot.waitUntil(box.isHidden)
    assert dialog.pane.sign_out.isEnabled()
    assert dialog.message.text() == ""
    dialog.reject()


def test_somebody_is_added_put_at_the_desk_and_renamed(qtbot: QtBot, desk: Application) -> None:
    dialog = opened(qtbot, desk, "agents")
    assert isinstance(dialog, AgentsDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    before = desk.settings.agent_name
    qtbot.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(dialog.name, "Ben Moss")
    qtbot.keyClicks(dialog.signature, "^BM")
    qtbot.keyClick(dialog.signature, KEY.Key_Return)
    qtbot.waitUntil(lambda: dialog.message.text() == "Ben Moss is stored.")
    assert dialog.list.count() == 2
    assert dialog.name.text() == "Ben Moss"
    assert desk.settings.agent_name == before, "added is not at the desk"
    qtbot.mouseClick(dialog.use_button, Qt.MouseButton.LeftButton)
    assert (desk.settings.agent_name, desk.settings.signature) == ("Ben Moss", "^BM")
    qtbot.waitUntil(lambda: dialog.use_button.text() == "Here now")
    assert not dialog.retire_button.isEnabled()
    assert desk.window.status.agent.text() == "Ben Moss"
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "Benjamin")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.settings.agent_name == "Benjamin")
    assert dialog.list.count() == 2, "renamed, not another"
    dialog.reject()


def test_what_is_refused_is_said_and_what_was_typed_stays(qtbot: QtBot, desk: Application) -> None:
    done_in(qtbot, desk, lambda d: d.agents.add("Ben"))
    dialog = opened(qtbot, desk, "agents")
    assert isinstance(dialog, AgentsDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    qtbot.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(dialog.name, "ben")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "already" in dialog.message.text())
    assert dialog.name.text() == "ben"
    qtbot.keyClick(dialog, KEY.Key_Escape)
    assert dialog.isVisible(), "the first gives up the new one"
    assert dialog.list.count() == 2
    dialog.reject()


def test_enter_on_a_person_puts_them_at_the_desk_and_closes(
    qtbot: QtBot, desk: Application
) -> None:
    done_in(qtbot, desk, lambda d: d.agents.add("Aaa", "^A"))
    dialog = opened(qtbot, desk, "agents")
    assert isinstance(dialog, AgentsDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    qtbot.keyClick(dialog.list, KEY.Key_Home)
    qtbot.keyClick(dialog.list, KEY.Key_Return)
    qtbot.waitUntil(lambda: desk.settings.agent_name == "Aaa")
    assert not dialog.isVisible()


def test_the_retired_are_shown_where_one_asks(qtbot: QtBot, desk: Application) -> None:
    done_in(qtbot, desk, lambda d: d.agents.retire(d.agents.add("Old Hand").id))
    dialog = opened(qtbot, desk, "agents")
    assert isinstance(dialog, AgentsDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    dialog.retired.click()
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    qtbot.keyClick(dialog.list, KEY.Key_End)
    assert dialog.retire_button.text() == "Bring back"
    qtbot.mouseClick(dialog.retire_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.retire_button.text() == "Retire")
    dialog.reject()


def signed_out(qtbot: QtBot, desk: Application) -> AccountsDialog:
    dialog = opened(qtbot, desk, "accounts")
    assert isinstance(dialog, AccountsDialog)
    qtbot.mouseClick(dialog.pane.sign_out, Qt.MouseButton.LeftButton)
    box = dialog.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    (yes,) = (each for each in box.buttons() if each.text() == "Sign out")
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.message.text().startswith("Signing out"))
    return dialog


def test_keys_for_this_run_are_signed_out_also_where_there_is_no_keyring(
    qtbot: QtBot, two: Application
) -> None:
    dialog = signed_out(qtbot, two)
    assert dialog.message.text().startswith("Signed out. What the desk knew of @Shop was in memory")
    assert dialog.message.objectName() == "ok"
    qtbot.waitUntil(dialog.pane.sign_out.isHidden)
    dialog.reject()


def test_where_the_keyring_refuses_it_is_said_and_can_be_tried_again(
    qtbot: QtBot, two: Application
) -> None:
    done_in(qtbot, two, lambda d: d._context.credentials.forget())  # an earlier run stored them
    dialog = signed_out(qtbot, two)
    assert dialog.message.text().startswith("No keyring on this machine.")
    assert dialog.message.objectName() == "danger"
    # The desk itself is signed out, and says so; what the keyring holds can be tried again.
    qtbot.waitUntil(lambda: dialog.pane.way.text().startswith("Signed out at this desk."))
    assert dialog.message.text().startswith("No keyring on this machine.")
    assert dialog.pane.sign_out.isVisible()
    assert dialog.pane.sign_out.isEnabled()
    dialog.reject()


def test_of_one_that_is_signed_out_it_is_said_and_signing_in_is_offered(
    qtbot: QtBot, two: Application
) -> None:
    first = accounts(two)[0]

    def end(desk: Desk) -> None:
        sign_ins.note_ended(desk._context.db, first.id, Ended.HERE, NOW)

    done_in(qtbot, two, end)
    dialog = opened(qtbot, two, "accounts")
    assert isinstance(dialog, AccountsDialog)
    qtbot.waitUntil(dialog.pane.sign_out.isHidden)
    assert dialog.pane.way.text().startswith("Signed out at this desk.")
    assert dialog.pane.sign_in.isVisible()
    dialog.reject()


def test_the_composer_says_that_an_answer_waits_for_a_sign_in(
    qtbot: QtBot, desk: Application
) -> None:
    (first,) = accounts(desk)
    open_case(qtbot, desk)
    outlook = desk.window.case.answer._outlook

    def end(made: Desk) -> None:
        sign_ins.note_ended(made._context.db, first.id, Ended.REFUSED, NOW)

    done_in(qtbot, desk, end)
    qtbot.waitUntil(lambda: "is signed out" in outlook.standing.waits)
    done_in(qtbot, desk, lambda made: sign_ins.note_accepted(made._context.db, first.id))
    qtbot.waitUntil(lambda: outlook.standing.waits == "")

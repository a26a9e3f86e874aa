"""Connecting an account in the browser and by a PIN, against the loopback X over HTTP."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from console.connectors.x_network import XNetwork
from console.credentials import Credentials
from console.domain.accounts import Account
from console.domain.ids import RemoteId
from console.domain.sign_in import SCOPES, Connected, Granted, Way, return_addresses
from tests.ui.conftest import NOW
from tests.x_server import Clock, World, XServer
from tests.x_server.browser import Browser
from tests.x_server.oauth_forms import CLIENT_ID, CLIENT_SECRET
from ui import connect_words
from ui.account_dialog import CANCELLED, AccountDialog
from ui.application import Application
from ui.connect_page import NOT_OPENED, OPENED
from ui.connect_result import ConnectResult
from ui.connect_stages import Stage

KEY, KEY_SECRET = "loopback-api-key", "loopback-api-key-secret"
SECRETS = (CLIENT_ID, CLIENT_SECRET, KEY, KEY_SECRET)
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class Person(QObject):
    """Whoever sits at the system's browser: does with each page what a test says."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[str] = []
        self.answer: Callable[[str], object] = lambda _: None
        self._threads: list[threading.Thread] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        self.pages.append(address)
        thread = threading.Thread(target=self.answer, args=(address,))
        self._threads.append(thread)
        thread.start()

    def leave(self) -> None:
        for thread in self._threads:
            thread.join()


@pytest.fixture
def x() -> Iterator[XServer]:
    with XServer(World("shop", now=Clock(NOW)), self_reply="allowed") as server:
        server.world.add_user("shop")  # a mention of nobody is none
        server.world.add_post("ada", "@shop where is my parcel?")
        yield server


@pytest.fixture
def person() -> Iterator[Person]:
    person = Person()
    # Its types want bytes, and PySide6 6.11 itself takes the name only as a str.
    QDesktopServices.setUrlHandler("http", person, "open")  # type: ignore[arg-type]
    yield person
    QDesktopServices.unsetUrlHandler("http")
    person.leave()


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, x: XServer, tmp_path: Path) -> Iterator[Application]:
    desk = Application(qapp, tmp_path / "desk", {"x": XNetwork(x.url)}, Credentials())
    desk.window.show()
    qtbot.waitUntil(lambda: desk.window.overview is not None)
    yield desk
    assert desk.close()


def open_dialog(qtbot: QtBot, desk: Application) -> AccountDialog:
    desk.window.actions_by_name["connect"].trigger()
    dialog = desk.window.findChild(AccountDialog)
    assert isinstance(dialog, AccountDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def press(qtbot: QtBot, dialog: AccountDialog, key: Qt.Key) -> None:
    focused = dialog.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)


def type_in(qtbot: QtBot, dialog: AccountDialog, *texts: str) -> None:
    """Type one field after the other, by the keyboard alone; then keep it for this run."""
    for text in texts:
        focused = dialog.focusWidget()
        assert isinstance(focused, QLineEdit)
        qtbot.keyClicks(focused, text)
        press(qtbot, dialog, Qt.Key.Key_Tab)
    only = dialog.frame.keyring.this_run_only
    qtbot.waitUntil(only.isVisible)
    while dialog.focusWidget() is not only:
        press(qtbot, dialog, Qt.Key.Key_Tab)
    press(qtbot, dialog, Qt.Key.Key_Space)


def begin_browser(qtbot: QtBot, dialog: AccountDialog) -> None:
    press(qtbot, dialog, Qt.Key.Key_Return)
    type_in(qtbot, dialog, CLIENT_ID, CLIENT_SECRET)
    press(qtbot, dialog, Qt.Key.Key_Return)


def begin_pin(qtbot: QtBot, dialog: AccountDialog) -> None:
    press(qtbot, dialog, Qt.Key.Key_Down)
    press(qtbot, dialog, Qt.Key.Key_Return)
    type_in(qtbot, dialog, KEY, KEY_SECRET)
    press(qtbot, dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.stage is Stage.PIN)


def agree(page: str) -> None:
    browser = Browser()
    browser.open(browser.way_back(page))


def handles(desk: Application) -> list[str]:
    assert desk.window.overview is not None
    return [account.handle for account in desk.window.overview.accounts]


def said(top: QWidget) -> str:
    """Everything that a person or a screen reader is told of, beside what fields show."""
    told: list[str] = []
    for widget in top.findChildren(QWidget):
        told += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        text = getattr(widget, "displayText", None) or getattr(widget, "text", None)
        told.append(str(text()) if callable(text) else "")
    return "\n".join([*told, repr(top), QGuiApplication.clipboard().text()])


def test_the_browser_way_goes_by_the_keyboard_alone_up_to_the_first_cases(
    qtbot: QtBot, desk: Application, person: Person
) -> None:
    person.answer = agree
    dialog = open_dialog(qtbot, desk)
    assert dialog.ways.way is Way.BROWSER  # the recommended one
    begin_browser(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.stage is Stage.RESULT)
    assert len(person.pages) == 1
    assert dialog.frame.title.text() == "Connected @shop"
    result = dialog.result_page
    assert "may publish" in result.grants.text()
    assert "stays signed in" in result.grants.text()
    assert not result.warning.isVisible()
    assert "$0.001 a mention read" in result.cost.text()
    qtbot.waitUntil(lambda: handles(desk) == ["shop"])
    assert not desk.courier.syncing  # nothing is read before it is asked for
    press(qtbot, dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.status.message.text().startswith("Last sync"))
    qtbot.waitUntil(lambda: desk.window.inbox.model.rowCount() == 1)


def test_nothing_secret_is_told_or_left_once_it_is_connected_or_closed(
    qtbot: QtBot, desk: Application, person: Person
) -> None:
    QGuiApplication.clipboard().clear()
    dialog = open_dialog(qtbot, desk)
    begin_browser(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(person.pages))
    told = said(dialog)
    assert CLIENT_SECRET not in told
    press(qtbot, dialog, Qt.Key.Key_Escape)
    told = said(dialog)
    assert told.count(CLIENT_ID) == 1  # in its field; no secret, and gone from the page's address
    assert not any(secret in told for secret in SECRETS if secret != CLIENT_ID)
    assert dialog.form.client.keys() == {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    fields = dialog.findChildren(QLineEdit)
    with qtbot.waitSignal(dialog.finished):
        dialog.finished.connect(lambda: left.extend(field.text() for field in fields))
        left: list[str] = []
        press(qtbot, dialog, Qt.Key.Key_Escape)
    assert left
    assert not any(left)


def test_escape_while_waiting_ends_it_at_once_and_keeps_what_was_typed(
    qtbot: QtBot, desk: Application, person: Person
) -> None:
    dialog = open_dialog(qtbot, desk)
    begin_browser(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(person.pages))
    qtbot.waitUntil(dialog.waiting.page.isVisible)
    assert dialog.waiting.page.told.text() == OPENED
    assert dialog.waiting.page.address.text() == person.pages[0]
    assert "more. Cancel ends it" in dialog.waiting.left.text()
    press(qtbot, dialog, Qt.Key.Key_Escape)
    assert (dialog.stage, dialog.message.text()) == (Stage.FORM, CANCELLED)
    # The lane is free again, and its port: the next one comes through.
    person.answer = agree
    press(qtbot, dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.stage is Stage.RESULT)
    assert len(person.pages) == 2


@pytest.mark.parametrize("closed", ["dialog", "window"])
def test_closing_while_waiting_ends_it(
    qtbot: QtBot, desk: Application, person: Person, closed: str
) -> None:
    dialog = open_dialog(qtbot, desk)
    begin_browser(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(person.pages))
    if closed == "window":
        assert desk.close()  # every lane ended in time
        return
    with qtbot.waitSignal(dialog.finished):
        dialog.close()
    with qtbot.waitCallback() as listed:
        desk.lanes.signing_in.submit(lambda each: each.accounts.every(), listed)
    assert listed.args == [()]


def test_a_refusal_in_the_browser_is_said_and_can_be_tried_again(
    qtbot: QtBot, desk: Application, person: Person
) -> None:
    def refuse(page: str) -> None:
        browser = Browser()
        browser.open(browser.way_back(page, decision="deny"))

    person.answer = refuse
    dialog = open_dialog(qtbot, desk)
    begin_browser(qtbot, dialog)
    qtbot.waitUntil(dialog.message.isVisible)
    assert dialog.message.text().startswith("Refused in the browser.")
    assert dialog.stage is Stage.FORM
    assert handles(desk) == []
    dialog.reject()


def test_where_no_browser_comes_up_the_address_is_there_to_copy(
    qtbot: QtBot, desk: Application, x: XServer
) -> None:
    opened: list[str] = []

    def in_vain(page: str) -> bool:
        opened.append(page)
        return False

    dialog = AccountDialog(desk.lanes, lambda: None, desk.window, open_page=in_vain)
    dialog.open()
    dialog.connect_button.click()
    dialog.form.client.fields["client_id"].setText(CLIENT_ID)
    dialog.form.client.fields["client_secret"].setText(CLIENT_SECRET)
    dialog.connect_button.click()
    page = dialog.waiting.page
    qtbot.waitUntil(page.isVisible)
    assert page.told.text() == NOT_OPENED
    qtbot.mouseClick(page.copy_button, LEFT)
    assert QGuiApplication.clipboard().text() == opened[0]
    assert opened[0].startswith(x.url)
    qtbot.mouseClick(page.open_button, LEFT)
    assert opened == [opened[0]] * 2
    dialog.close()
    dialog.deleteLater()


def test_a_pin_is_typed_a_wrong_one_is_said_once_below_its_field(
    qtbot: QtBot, desk: Application, person: Person
) -> None:
    dialog = open_dialog(qtbot, desk)
    begin_pin(qtbot, dialog)
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.pin.complaint.text() == "The PIN is missing."
    qtbot.keyClicks(dialog.pin.field, "000")
    assert not dialog.pin.complaint.isVisible()
    press(qtbot, dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.pin.complaint.isVisible)
    complaint = dialog.pin.complaint
    assert complaint.text().startswith("X does not take this PIN. It is mistyped, or the page")
    assert complaint.y() >= dialog.pin.field.geometry().bottom()
    assert dialog.focusWidget() is dialog.pin.field
    pin = Browser().pin(person.pages[0])
    qtbot.keyClicks(dialog.pin.field, f"{pin[:3]} {pin[3:]}")  # over what was selected
    press(qtbot, dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.stage is Stage.RESULT)
    assert dialog.frame.title.text() == "Connected @shop"
    assert not any(secret in said(dialog) for secret in SECRETS)
    dialog.reject()


def test_what_is_stored_after_a_cancel_that_came_too_late_is_seen(
    qtbot: QtBot, desk: Application, person: Person, x: XServer
) -> None:
    dialog = open_dialog(qtbot, desk)
    begin_pin(qtbot, dialog)
    qtbot.keyClicks(dialog.pin.field, Browser().pin(person.pages[0]))
    with x.world.lock:  # X does not answer yet
        press(qtbot, dialog, Qt.Key.Key_Return)
        assert dialog.waiting.isVisible()
        press(qtbot, dialog, Qt.Key.Key_Escape)
        assert dialog.pin.isVisible()
        with qtbot.waitSignal(dialog.finished):
            press(qtbot, dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: handles(desk) == ["shop"])


def test_an_account_is_signed_in_again_and_nobody_else_in_its_place(
    qtbot: QtBot, desk: Application, person: Person
) -> None:
    person.answer = agree
    dialog = open_dialog(qtbot, desk)
    begin_browser(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.stage is Stage.RESULT)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    qtbot.waitUntil(lambda: handles(desk) == ["shop"])
    assert desk.window.overview is not None
    (account,) = desk.window.overview.accounts
    desk.window.sign_in_wanted.emit(account)
    again = desk.window.findChild(AccountDialog)
    assert isinstance(again, AccountDialog)
    assert again.windowTitle() == again.frame.title.text() == "Sign @shop in again"
    assert not again.ways.buttons[None].isVisible()

    def as_ada(page: str) -> None:
        browser = Browser("ada")
        browser.open(browser.way_back(page))

    person.answer = as_ada
    begin_browser(qtbot, again)
    qtbot.waitUntil(again.message.isVisible)
    assert "@ada" in again.message.text()
    assert "@shop" in again.message.text()
    assert handles(desk) == ["shop"]
    person.answer = agree
    press(qtbot, again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: again.stage is Stage.RESULT)
    assert not again.back_button.isVisible()  # this one account, and no other
    again.reject()


def test_focus_goes_to_the_way_in_which_an_account_was_signed_in_before(
    qtbot: QtBot, desk: Application
) -> None:
    dialog = open_dialog(qtbot, desk)
    dialog.ways.choose(Way.PIN)  # as it comes late from the lane
    assert dialog.ways.way is Way.PIN
    assert dialog.focusWidget() is dialog.ways.buttons[Way.PIN]
    dialog.connect_button.setFocus()
    dialog.ways.choose(Way.KEYS)
    assert dialog.connect_button.hasFocus(), "who went on is not called back"
    dialog.reject()


def test_a_key_that_can_be_none_is_told_at_its_field_by_its_name(
    qtbot: QtBot, desk: Application
) -> None:
    dialog = open_dialog(qtbot, desk)
    press(qtbot, dialog, Qt.Key.Key_Down)
    press(qtbot, dialog, Qt.Key.Key_Return)
    type_in(qtbot, dialog, "an api key", KEY_SECRET)
    press(qtbot, dialog, Qt.Key.Key_Return)
    complaint = dialog.form.app.complaints["api_key"]
    qtbot.waitUntil(complaint.isVisible)
    assert complaint.text().startswith("API key: ")
    assert "api_key" not in complaint.text()
    assert dialog.focusWidget() is dialog.form.app.fields["api_key"]
    assert not dialog.message.isVisible()
    dialog.reject()


def test_the_client_id_is_read_as_it_is_typed_and_the_secret_is_not(
    qtbot: QtBot, desk: Application
) -> None:
    dialog = open_dialog(qtbot, desk)
    press(qtbot, dialog, Qt.Key.Key_Return)
    fields = dialog.form.client.fields
    for field in fields.values():
        qtbot.keyClicks(field, "typed")
    assert fields["client_id"].displayText() == "typed"
    assert fields["client_secret"].displayText() != "typed"
    for _ in range(2):
        qtbot.keyClick(dialog.form.client.show_box, Qt.Key.Key_Space)
    assert fields["client_id"].displayText() == "typed"
    assert fields["client_secret"].displayText() != "typed"
    dialog.reject()


def test_who_sees_an_error_at_x_is_told_what_to_check(
    qtbot: QtBot, desk: Application, person: Person
) -> None:
    dialog = open_dialog(qtbot, desk)
    begin_browser(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(person.pages))
    said_here = dialog.waiting.error_there
    qtbot.waitUntil(said_here.isVisible)
    assert "callback addresses" in said_here.text()
    press(qtbot, dialog, Qt.Key.Key_Escape)
    dialog.reject()


def test_each_callback_address_is_copied_as_it_is_registered(
    qtbot: QtBot, desk: Application
) -> None:
    dialog = open_dialog(qtbot, desk)
    press(qtbot, dialog, Qt.Key.Key_Return)
    copied = []
    for button in dialog.form.steps[Way.BROWSER].copy_buttons:
        qtbot.mouseClick(button, LEFT)
        assert button.text() == "Copied"
        copied.append(QGuiApplication.clipboard().text())
    assert tuple(copied) == return_addresses()
    dialog.reject()


def an_account(handle: str = "shop", name: str = "The Shop") -> Account:
    from console.domain.accounts import SelfReply
    from console.domain.ids import AccountId

    return Account(AccountId(1), "x", RemoteId("1"), handle, name, SelfReply.UNKNOWN, None, None)


def test_what_may_only_read_is_warned_of(qtbot: QtBot) -> None:
    page = ConnectResult()
    qtbot.addWidget(page)
    page.show_connected(Connected(an_account(), Granted(Way.KEYS, ("read",))))
    assert "may publish" not in page.grants.text()
    assert page.warning.text() == connect_words.READ_ONLY
    page.show_connected(Connected(an_account(), Granted(Way.KEYS)))
    assert page.warning.text() == connect_words.UNTOLD
    page.show_connected(Connected(an_account(), Granted(Way.BROWSER, SCOPES)))
    assert page.warning.text() == ""
    lacking = Granted(Way.BROWSER, SCOPES[:3])
    page.show_connected(Connected(replace(an_account(), name="<b>Bold</b>"), lacking))
    assert "stays signed in" not in page.grants.text()
    assert page.name.text() == "<b>Bold</b>"

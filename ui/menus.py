"""The menus of the window: which actions there are, their words and their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from console.domain.cases import CaseState
from console.domain.limits import LIMITS_140, LIMITS_280
from console.language import tr
from ui import account_menu, archive_menu, mute_menu, number_button, view_menu
from ui.actions import Act, Choice, Menu
from ui.parts_view import COPY_ALL

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.domain.limits import Limits
    from console.domain.numbering import Numbering
    from ui.case_acts import CaseActs
    from ui.check_side import CheckSide
    from ui.composer import Composer
    from ui.main_window import MainWindow

MOVES = ("break_left", "break_right")
"""Acts of the composer that a key which is held down does again and again."""


def menus(window: MainWindow) -> tuple[Menu, ...]:
    """Return all menus of the window."""
    return (
        _desk_menu(window),
        _case_menu(window),
        _answer_menu(window),
        view_menu.menu(window),
        archive_menu.menu(window),
        account_menu.menu(window),
        view_menu.help_menu(window),
    )


def _desk_menu(window: MainWindow) -> Menu:
    return (
        tr("&Desk"),
        (
            Act("sync", tr("Sync now"), ("F5",), window.courier.sync_now),
            Act("call", tr("New call…"), ("Ctrl+N",), lambda: window.call_wanted.emit(None)),
            Act("capture", tr("Capture a post…"), ("Ctrl+Shift+P",), window.capture_wanted.emit),
            Act("new_watch", tr("New watch…"), ("Ctrl+Shift+W",), lambda: window.watches.make()),
            None,
            Act("demo", tr("Open the demo"), (), window.demo_wanted.emit),
            None,
            Act(
                "preferences",
                tr("Preferences…"),
                ("Ctrl+,",),
                window.preferences_wanted.emit,
                role=QAction.MenuRole.PreferencesRole,
            ),
            Act("quit", tr("Quit"), ("Ctrl+Q",), window.quit),
        ),
    )


# The case's side of the window is built after the first paint: lambdas look it up late.
def _case_menu(window: MainWindow) -> Menu:
    def act(name: str, text: str, key: str, run: Callable[[], None]) -> Act:
        return Act(name, text, (key,) if key else (), run, on_case=True, many=True)

    def acts() -> CaseActs:
        return window.right.acts

    return (
        tr("&Case"),
        (
            Act(
                "note",
                tr("Call note…"),
                ("N", "Ctrl+Shift+N", "Alt+N"),
                window.note_call,
                on_case=True,
            ),
            None,
            Act(
                "resolve",
                tr("Resolve…"),
                ("E",),
                lambda: acts().resolve(),
                on_case=True,
                states=tuple(state for state in CaseState if state is not CaseState.RESOLVED),
                many=True,
            ),
            Act(
                "reopen",
                tr("Reopen"),
                ("Shift+E",),
                lambda: acts().reopen(),
                on_case=True,
                states=tuple(state for state in CaseState if state is not CaseState.NEEDS_REPLY),
                many=True,
            ),
            act("snooze", tr("Snooze…"), "S", lambda: acts().snooze()),
            act("touchpoint", tr("Touchpoint…"), "T", lambda: acts().touchpoint()),
            act("tags", tr("Tags…"), "Shift+T", lambda: acts().tags()),
            act("priority", tr("Priority…"), "P", lambda: acts().priority()),
            act("kind", tr("Kind of message…"), "Y", lambda: acts().kind()),
            act("spam", tr("Mark as spam"), "!", lambda: acts().spam()),
            None,
            *mute_menu.acts(lambda: acts().mutes),
            None,
            act("merge", tr("Merge into another case…"), "M", lambda: acts().merge()),
            Act("split", tr("Split case…"), ("Shift+D",), lambda: acts().split(), on_case=True),
            *_people(window),
            None,
            Act(
                "unread",
                tr("Mark as unread"),
                ("Ctrl+U",),
                lambda: acts().mark_unread(),
                on_case=True,
            ),
            Act("undo", tr("Undo"), ("Ctrl+Z",), lambda: acts().undo()),
            Act("redo", tr("Redo"), ("Ctrl+Shift+Z",), lambda: acts().redo()),
        ),
    )


def _people(window: MainWindow) -> tuple[Act, ...]:
    """Return what can be done with the contact of the open case."""

    def act(name: str, text: str, key: str, run: Callable[[], None]) -> Act:
        return Act(name, text, (key,) if key else (), run, on_case=True)

    return (
        act("link", tr("Link handle or number…"), "L", lambda: window.right.people.link()),
        act(
            "merge_contacts",
            tr("Merge contact with…"),
            "Shift+M",
            lambda: window.right.people.merge(),
        ),
        act("edit_contact", tr("Edit contact…"), "", lambda: window.right.people.edit()),
    )


def _answer_menu(window: MainWindow) -> Menu:
    def composer() -> Composer:
        return window.case.composer

    def act(name: str, text: str, keys: tuple[str, ...], run: Callable[[], None]) -> Act:
        return Act(name, text, keys, run, on_case=True, repeats=name in MOVES)

    return (
        tr("&Answer"),
        (
            act("reply", tr("Write an answer"), ("R",), lambda: composer().editor.setFocus()),
            act(
                "send", tr("Send"), ("Ctrl+Return", "Ctrl+Enter"), lambda: window.case.answer.send()
            ),
            act("copy_parts", tr("Copy all parts"), (COPY_ALL,), lambda: composer().copy_parts()),
            act(
                "versions",
                tr("Earlier versions…"),
                ("Ctrl+Shift+H",),
                lambda: window.right.show_versions(),
            ),
            Act(
                "saved_replies",
                tr("Saved replies…"),
                ("Ctrl+Shift+R",),
                lambda: window.saved.manage(),
            ),
            None,
            *_outbox_acts(window),
            None,
            act(
                "break",
                tr("Break here"),
                ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
                lambda: composer().editor.toggle_break(),
            ),
            act(
                "break_left",
                tr("Move break left"),
                ("Alt+Shift+Left",),
                lambda: composer().editor.move_break(-1),
            ),
            act(
                "break_right",
                tr("Move break right"),
                ("Alt+Shift+Right",),
                lambda: composer().editor.move_break(1),
            ),
            act(
                "clear_breaks",
                tr("Remove own breaks"),
                (),
                lambda: composer().editor.clear_breaks(),
            ),
            act(
                "split_anew",
                tr("Split anew"),
                ("Ctrl+Shift+S",),
                lambda: composer().split_anew(),
            ),
            None,
            *_checks(window),
            None,
            *_rules(composer),
        ),
    )


def _outbox_acts(window: MainWindow) -> tuple[Act, ...]:
    """Return what can be done with an answer that was sent; see `ui.outbox_acts`."""

    def act(name: str, text: str, *keys: str) -> Act:
        return Act(name, text, keys, lambda: window.outbox.acts.do(name), waits=True)

    return (
        Act("undo_send", tr("Undo send"), ("U", "Alt+U"), None, waits=True),
        act("send_now", tr("Send now"), "Alt+S"),
        act("send_anyway", tr("Send anyway"), "Alt+Shift+S"),
        act("retry", tr("Try again"), "Alt+T"),
        act("hand_off", tr("Open in browser"), "O"),
        act("take_back", tr("Take back"), "B"),
        act("delete", tr("Delete…"), "Del"),
    )


def _checks(window: MainWindow) -> tuple[Act, ...]:
    """Return what goes through what the checks found in the text."""

    def act(name: str, text: str, keys: tuple[str, ...], run: Callable[[CheckSide], None]) -> Act:
        return Act(name, text, keys, lambda: run(window.case.checks), on_case=True)

    return (
        act("next_finding", tr("Next finding"), ("F8",), lambda checks: checks.go(1)),
        act("last_finding", tr("Previous finding"), ("Shift+F8",), lambda checks: checks.go(-1)),
        act(
            "finding_step",
            tr("Act on finding"),
            ("Alt+Return", "Alt+Enter"),
            lambda checks: checks.take_first_step(),
        ),
        act("ignore", tr("Ignore finding"), ("Alt+I",), lambda checks: checks.ignore_current()),
        act(
            "unignore",
            tr("Bring back ignored"),
            ("Alt+Shift+I",),
            lambda checks: checks.bring_back(),
        ),
    )


def _rules(composer: Callable[[], Composer]) -> tuple[Act | Choice, ...]:
    """Return what chooses by which rules an answer is split and numbered."""

    def act(name: str, text: str, run: Callable[[], None], *keys: str) -> Act:
        return Act(name, text, keys, run, on_case=True)

    def number(each: Numbering) -> Act:
        title = number_button.title(each)
        return act(_number_name(each), title, lambda: composer().choose_numbering(each))

    def limit(each: Limits) -> Act:
        title = tr("{limit} characters a part").format(limit=each.name)
        return act(_limit_name(each), title, lambda: composer().choose_limits(each))

    limits = tuple(limit(each) for each in (LIMITS_140, LIMITS_280))
    numbers = tuple(number(each) for each in number_button.every())
    return (
        Choice(tr("Limit"), limits, lambda: _limit_name(composer().limits)),
        act(
            "other_limit",
            tr("Switch between {limit} and {other}").format(
                limit=LIMITS_140.name, other=LIMITS_280.name
            ),
            lambda: composer().choose_limits(_other(composer().limits)),
            "Ctrl+Shift+M",
        ),
        Choice(tr("Number parts"), numbers, lambda: _number_name(composer().numbering)),
        act(
            "next_numbers",
            tr("Next style of numbers"),
            lambda: composer().choose_numbering(number_button.next_of(composer().numbering)),
            number_button.KEY,
        ),
    )


def _number_name(numbering: Numbering) -> str:
    return f"numbers_{numbering.name}"


def _limit_name(limits: Limits) -> str:
    return f"limit_{limits.name}"


def _other(limits: Limits) -> Limits:
    return LIMITS_140 if limits == LIMITS_280 else LIMITS_280

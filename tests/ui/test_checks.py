"""Checks while one writes: when they run, what is done about a finding, what stops an answer."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from console.checks import Ground
from console.connectors.memory import MemoryWorld
from console.desk import Desk
from console.domain.changes import Changes
from console.domain.checks import (
    Check,
    Checked,
    Finding,
    Ignored,
    IgnoredCount,
    Severity,
    Step,
    StepKind,
)
from console.errors import CardInPublic, StoreLocked
from tests.ui.conftest import OWN, OpenDesk, open_case
from ui import answer_menu, check_said, check_words
from ui.application import Application
from ui.check_pane import GIVES_BACK_MS
from ui.check_places import Spot
from ui.check_runner import CHECK_LATEST_MS, CHECK_PAUSE_MS, WARM
from ui.check_side import CheckSide
from ui.composer import LONG_TEXT, Composer
from ui.panes import Panes

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
CARD = "4111 1111 1111 1111"
DRAFT = "Please calm down. DM us, or we ring you on Friday."
NUMBER = "+44 1632 960 110"
PROMISE = "we ring you on Friday"


class Findings:
    """What is found in these tests, by words; whatever else may be found in a text is not."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.warmed: list[str] = []
        self.parts: Sequence[tuple[int, int]] = ()
        self.fails = False

    def run(
        self, text: str, ground: Ground, now: datetime, parts: Sequence[tuple[int, int]] = ()
    ) -> Checked:
        (self.warmed if text == WARM else self.texts).append(text)
        self.parts = parts
        if self.fails:
            raise StoreLocked("Another program holds the file.")
        facts = ground.facts
        message = facts.messages[0].id if facts.messages else None
        other = facts.our_posts[0].case_id if facts.our_posts else None
        known = (
            (CARD, Check.PRIVACY, Severity.STOP, ()),
            ("calm down", Check.DISMISSIVE, Severity.WARNING, ()),
            (
                "DM us",
                Check.DEFLECTION,
                Severity.WARNING,
                (Step(StepKind.INSERT, "Number", NUMBER),),
            ),
            (
                "order number",
                Check.ASKED_AGAIN,
                Severity.ADVICE,
                (Step(StepKind.SHOW_MESSAGE, "Show it", message_id=message),),
            ),
            (
                "as ever",
                Check.BOILERPLATE,
                Severity.ADVICE,
                (Step(StepKind.SHOW_CASE, "Show the answer", case_id=other),),
            ),
            (
                "we ring you on Friday",
                Check.PROMISE,
                Severity.OFFER,
                (Step(StepKind.PROMISE, "Note it", "ring", now + timedelta(days=2)),),
            ),
        )
        found = [
            Finding(
                check,
                "words",
                at,
                at + len(words),
                severity,
                f"“{words}”.",
                "Better.",
                steps,
                words,
            )
            for words, check, severity, steps in known
            if (at := text.find(words)) >= 0 and not (check is Check.PROMISE and facts.promises)
        ]
        found.sort(key=lambda one: (one.severity is not Severity.STOP, one.start))
        ignored = tuple(one for one in found if (one.check, one.key) in facts.ignored)
        left = tuple(one for one in found if one not in ignored)
        return Checked(left, ignored, "en", words_checked=True)


@pytest.fixture
def findings(monkeypatch: pytest.MonkeyPatch) -> Findings:
    made = Findings()
    monkeypatch.setattr("console.desk.checks.run", made.run)
    return made


@pytest.fixture
def writing(qtbot: QtBot, findings: Findings, desk: Application) -> Application:
    """A desk with Ada's case open and nothing written yet."""
    open_case(qtbot, desk)
    desk.window.case.composer.editor.setFocus()
    return desk


def composer(desk: Application) -> Composer:
    return desk.window.case.composer


def checks(desk: Application) -> CheckSide:
    return desk.window.case.checks


def listed(desk: Application) -> list[str]:
    """Return the words of what is in the list."""
    return [finding.words for finding in composer(desk).found.list.findings]


def wait_for(qtbot: QtBot, desk: Application, *words: str) -> None:
    qtbot.waitUntil(lambda: listed(desk) == list(words))


def write(qtbot: QtBot, desk: Application, text: str, *words: str) -> None:
    """Put a text in and wait until these words are found."""
    composer(desk).put_text(text)
    wait_for(qtbot, desk, *words)


def press(qtbot: QtBot, desk: Application, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    for each in held:
        modifiers |= each
    target = QApplication.focusWidget() or desk.window
    qtbot.keyClick(target, key, modifiers)


def caret(desk: Application) -> str:
    """Return what stands behind the cursor."""
    editor = composer(desk).editor
    assert not editor.textCursor().hasSelection()
    return editor.text[editor.textCursor().position() :]


def sent(world: MemoryWorld) -> list[str]:
    """Return what went out."""
    return [post.text for post in world.posts() if post.author == OWN]


def said(desk: Application) -> str:
    return composer(desk).hint.text()


@contextmanager
def held_up(desk: Application) -> Iterator[None]:
    """The reader lane does something else for as long."""
    go_on = threading.Event()

    def wait(_desk: Desk) -> None:
        go_on.wait(20)

    desk.lanes.reader.submit(wait)
    try:
        yield
    finally:
        go_on.set()


def test_what_is_typed_is_checked_in_a_pause(qtbot: QtBot, writing: Application) -> None:
    editor = composer(writing).editor
    qtbot.keyClicks(editor, DRAFT)
    wait_for(qtbot, writing, "calm down", "DM us", "we ring you on Friday")
    marked = [spot.finding.words for spot in editor.found.spots]
    assert marked == ["calm down", "DM us", "we ring you on Friday"]
    assert composer(writing).found.isVisible()


def test_typing_is_not_checked_key_by_key(
    qtbot: QtBot, writing: Application, findings: Findings
) -> None:
    qtbot.keyClicks(composer(writing).editor, "calm down")
    wait_for(qtbot, writing, "calm down")
    assert len(findings.texts) < len("calm down")


def test_who_never_pauses_is_told_as_well(
    qtbot: QtBot, writing: Application, findings: Findings
) -> None:
    """Each key begins the pause anew: it is the longest wait alone that ends."""
    assert CHECK_LATEST_MS > 2 * CHECK_PAUSE_MS
    editor = composer(writing).editor
    keys = QTimer(editor, interval=CHECK_PAUSE_MS // 5)
    keys.timeout.connect(lambda: editor.insertPlainText("calm down "))
    keys.start()
    qtbot.waitUntil(lambda: bool(findings.texts))
    keys.stop()
    wait_for(qtbot, writing, "calm down")


def test_first_case_that_is_open_warms_the_checks_once(
    qtbot: QtBot, findings: Findings, desk: Application
) -> None:
    assert findings.warmed == []
    open_case(qtbot, desk)
    qtbot.waitUntil(lambda: findings.warmed == [WARM])
    open_case(qtbot, desk, 1)
    write(qtbot, desk, "calm down", "calm down")
    assert findings.warmed == [WARM]


def test_draft_that_is_shown_is_checked_at_once(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, DRAFT, "calm down", "DM us", "we ring you on Friday")
    open_case(qtbot, writing, 1)
    assert listed(writing) == []
    assert not composer(writing).found.isVisible()
    open_case(qtbot, writing, 0)
    wait_for(qtbot, writing, "calm down", "DM us", "we ring you on Friday")


def test_parts_are_handed_over_as_typed(
    qtbot: QtBot, writing: Application, findings: Findings
) -> None:
    text = "👋 Fu\u0308r Sie. " + "We are on it, and will say when it is there. " * 6 + "calm down"
    write(qtbot, writing, text, "calm down")
    assert len(findings.parts) > 1
    assert [text[start:end] for start, end in findings.parts] == [
        text[start:end].strip() for start, end in findings.parts
    ]
    assert text[slice(*findings.parts[0])].startswith("👋 Fu\u0308r")
    assert text[slice(*findings.parts[-1])].endswith("calm down")


def test_parts_of_a_long_text_are_those_of_that_text(
    qtbot: QtBot, writing: Application, findings: Findings
) -> None:
    text = "We are on it. " * (LONG_TEXT // 14 + 10) + "calm down"
    write(qtbot, writing, text, "calm down")
    assert text[slice(*findings.parts[-1])].endswith("calm down")


def test_nothing_written_takes_no_room(qtbot: QtBot, writing: Application) -> None:
    pane = composer(writing).found
    assert not pane.isVisible()
    write(qtbot, writing, DRAFT, "calm down", "DM us", "we ring you on Friday")
    assert pane.height() > 0
    composer(writing).editor.selectAll()
    press(qtbot, writing, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not pane.isVisible())
    assert listed(writing) == []


def test_answer_to_an_older_text_is_dropped(qtbot: QtBot, writing: Application) -> None:
    seen: list[str] = []
    runner = checks(writing).runner
    runner.came.connect(
        lambda checked: seen.extend(one.words for one in checked.findings if checked)
    )
    with held_up(writing):
        composer(writing).editor.setPlainText("calm down")
        runner.run()
        composer(writing).editor.setPlainText("DM us")
    wait_for(qtbot, writing, "DM us")
    assert seen == ["DM us"]


def test_result_that_comes_after_the_next_key_is_dropped(
    qtbot: QtBot, writing: Application, findings: Findings
) -> None:
    """The lane has answered already when the text becomes another."""
    composer(writing).editor.setPlainText("calm down")
    runner, seen = checks(writing).runner, []
    runner.came.connect(lambda checked: seen.append(checked.findings))
    runner.run()
    composer(writing).editor.setPlainText("Hello")
    qtbot.waitUntil(lambda: "Hello" in findings.texts)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [()]


def test_checks_that_cannot_run_are_in_nobodys_way(
    qtbot: QtBot, writing: Application, findings: Findings, world: MemoryWorld
) -> None:
    findings.fails = True
    composer(writing).put_text("Hello Ada, here is your parcel.")
    shown = composer(writing).found.list
    qtbot.waitUntil(lambda: shown.accessibleDescription() == check_words.FAILED)
    assert composer(writing).found.isVisible()
    assert composer(writing).send_button.isEnabled()
    checks(writing).go(1)
    assert composer(writing).hint.text() == check_words.FAILED, "not that nothing was found"
    press(qtbot, writing, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: any("here is your parcel" in one for one in sent(world)))


def test_checks_that_can_run_again_do(
    qtbot: QtBot, writing: Application, findings: Findings
) -> None:
    findings.fails = True
    composer(writing).put_text("calm down")
    shown = composer(writing).found.list
    qtbot.waitUntil(lambda: shown.accessibleDescription() == check_words.FAILED)
    findings.fails = False
    qtbot.keyClicks(composer(writing).editor, ".")
    wait_for(qtbot, writing, "calm down")


def test_what_changed_is_checked_by(qtbot: QtBot, writing: Application, findings: Findings) -> None:
    write(qtbot, writing, "calm down", "calm down")
    count = len(findings.texts)
    writing.window.take(Changes())
    qtbot.waitUntil(lambda: len(findings.texts) > count)


def test_keys_go_through_the_findings(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, DRAFT, "calm down", "DM us", "we ring you on Friday")
    at = composer(writing).found.list
    for words in ("calm down", "DM us", "we ring you", "calm down"):
        press(qtbot, writing, Qt.Key.Key_F8)
        assert caret(writing).startswith(words)
        assert checks(writing).findings[at.current].words.startswith(words)
        assert composer(writing).editor.hasFocus()
    for words in ("we ring you", "DM us"):
        press(qtbot, writing, Qt.Key.Key_F8, SHIFT)
        assert caret(writing).startswith(words)


def test_first_key_goes_on_from_the_caret(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, DRAFT, "calm down", "DM us", "we ring you on Friday")
    cursor = composer(writing).editor.textCursor()
    cursor.setPosition(DRAFT.index("DM us") - 1)
    composer(writing).editor.setTextCursor(cursor)
    press(qtbot, writing, Qt.Key.Key_F8)
    assert caret(writing).startswith("DM us")


def test_key_looks_for_the_words_of_one_finding_alone(
    qtbot: QtBot, writing: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A draft can hold a thousand: to look through all marks for each of them is too long."""
    write(qtbot, writing, DRAFT, "calm down", "DM us", PROMISE)
    looked_for: list[Finding] = []
    marks = composer(writing).editor.found
    spot_of = marks.spot_of

    def noted(finding: Finding) -> Spot | None:
        looked_for.append(finding)
        return spot_of(finding)

    monkeypatch.setattr(marks, "spot_of", noted)
    press(qtbot, writing, Qt.Key.Key_F8)
    assert caret(writing).startswith("calm down")
    assert looked_for == [checks(writing).findings[0]]


def test_keys_work_from_outside_the_text(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, DRAFT, "calm down", "DM us", "we ring you on Friday")
    writing.window.case.timeline.setFocus()
    press(qtbot, writing, Qt.Key.Key_F8)
    assert composer(writing).editor.hasFocus()
    assert caret(writing).startswith("calm down")


def test_keys_say_where_there_is_nothing(qtbot: QtBot, writing: Application) -> None:
    for key, held in ((Qt.Key.Key_F8, ()), (Qt.Key.Key_I, (ALT,)), (Qt.Key.Key_Return, (ALT,))):
        composer(writing).say("")
        press(qtbot, writing, key, *held)
        assert said(writing) == check_said.NOTHING
    press(qtbot, writing, Qt.Key.Key_I, ALT, SHIFT)
    assert said(writing) == check_said.NONE_IGNORED


def test_keys_do_not_say_that_there_is_nothing_before_that_is_known(
    qtbot: QtBot, writing: Application
) -> None:
    with held_up(writing):
        composer(writing).put_text("calm down")
        press(qtbot, writing, Qt.Key.Key_F8)
        assert said(writing) == check_said.NOT_YET
    wait_for(qtbot, writing, "calm down")
    write(qtbot, writing, "Hello.")
    press(qtbot, writing, Qt.Key.Key_F8)
    assert said(writing) == check_said.NOTHING


def test_finding_is_ignored_and_brought_back(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, DRAFT, "calm down", "DM us", "we ring you on Friday")
    press(qtbot, writing, Qt.Key.Key_F8)
    press(qtbot, writing, Qt.Key.Key_I, ALT)
    wait_for(qtbot, writing, "DM us", "we ring you on Friday")
    assert said(writing) == "Ignored in this case. Alt+Shift+I brings it back."
    assert composer(writing).text == DRAFT
    press(qtbot, writing, Qt.Key.Key_I, ALT, SHIFT)
    wait_for(qtbot, writing, "calm down", "DM us", "we ring you on Friday")


def test_what_is_ignored_stays_so_where_the_text_goes_on(
    qtbot: QtBot, writing: Application
) -> None:
    write(qtbot, writing, DRAFT, "calm down", "DM us", "we ring you on Friday")
    press(qtbot, writing, Qt.Key.Key_F8)
    press(qtbot, writing, Qt.Key.Key_I, ALT)
    wait_for(qtbot, writing, "DM us", "we ring you on Friday")
    write(qtbot, writing, "Hello. calm down, please", *())
    open_case(qtbot, writing, 1)
    write(qtbot, writing, "calm down", "calm down")  # another case is another matter


def test_reason_is_kept(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, "DM us", "DM us")
    (finding,) = checks(writing).findings
    (menu,) = checks(writing).acts(finding)
    assert menu.words == "Sends elsewhere: “DM us”"
    steps, ignores = menu.within
    assert [act.words for act in steps] == ["Number"]
    entries = {act.words: act for act in ignores}
    entries[check_said.ignore(Ignored.ASKED_FOR)].done()
    wait_for(qtbot, writing)
    counted: list[IgnoredCount] = []
    writing.lanes.reader.submit(lambda desk: desk.checks.ignored(), counted.extend)
    qtbot.waitUntil(lambda: bool(counted))
    assert counted == [IgnoredCount(Check.DEFLECTION, Ignored.ASKED_FOR, 1)]


def test_key_asks_which_where_it_is_not_clear(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, f"{DRAFT} Bye.", "calm down", "DM us", "we ring you on Friday")
    press(qtbot, writing, Qt.Key.Key_I, ALT)
    assert said(writing) == "Which one? F8 goes to the next."
    assert len(listed(writing)) == 3


def test_finding_by_the_caret_is_meant(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, DRAFT, "calm down", "DM us", "we ring you on Friday")
    cursor = composer(writing).editor.textCursor()
    cursor.setPosition(DRAFT.index("DM us") + 2)
    composer(writing).editor.setTextCursor(cursor)
    press(qtbot, writing, Qt.Key.Key_I, ALT)
    wait_for(qtbot, writing, "calm down", "we ring you on Friday")


def test_menu_on_words_has_a_line_a_finding(qtbot: QtBot, writing: Application) -> None:
    """Two findings of the same words: each is called by its name, and has a menu of its own."""
    write(qtbot, writing, DRAFT, "calm down", "DM us", PROMISE)
    every = [act for each in checks(writing).findings for act in checks(writing).acts(each)]
    menu = composer(writing).editor.createStandardContextMenu()
    before = len(menu.actions())
    for act in reversed(every):
        answer_menu.put_first(menu, (act,))
    shown = menu.actions()
    assert [action.text() for action in shown[:3]] == [
        "Sounds dismissive: “calm down”",
        "Sends elsewhere: “DM us”",
        "A promise: “we ring you on Friday”",
    ]
    assert shown[3].isSeparator()
    assert len(shown) == before + 4
    inner = shown[1].menu()
    assert isinstance(inner, QMenu)
    assert inner.actions()[0].text() == "Number"
    assert inner.actions()[1].isSeparator()
    menu.deleteLater()


def test_finding_is_closed_as_one_types_elsewhere(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, DRAFT, "calm down", "DM us", PROMISE)
    press(qtbot, writing, Qt.Key.Key_F8)
    made = composer(writing)
    assert made.found.list.current == 0
    made.editor.moveCursor(QTextCursor.MoveOperation.End)
    assert made.found.list.current == 0
    qtbot.keyClicks(made.editor, "!")
    assert made.found.list.current == -1
    assert made.editor.found.current is None


def test_finding_stays_open_as_its_words_are_mended(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, DRAFT, "calm down", "DM us", PROMISE)
    press(qtbot, writing, Qt.Key.Key_F8)
    press(qtbot, writing, Qt.Key.Key_Right)
    qtbot.keyClicks(composer(writing).editor, "x")
    assert composer(writing).found.list.current == 0


def test_first_escape_closes_the_finding_and_the_next_leaves_the_text(
    qtbot: QtBot, writing: Application
) -> None:
    write(qtbot, writing, DRAFT, "calm down", "DM us", PROMISE)
    press(qtbot, writing, Qt.Key.Key_F8)
    made = composer(writing)
    press(qtbot, writing, Qt.Key.Key_Escape)
    assert made.found.list.current == -1
    assert made.editor.hasFocus()
    press(qtbot, writing, Qt.Key.Key_Escape)
    assert writing.window.inbox.list.hasFocus()


def test_key_for_the_last_finding_is_not_written(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, "Please DM us.", "DM us")
    press(qtbot, writing, Qt.Key.Key_F8)
    composer(writing).found.list.sheet.rows[0].setFocus()
    press(qtbot, writing, Qt.Key.Key_I)
    wait_for(qtbot, writing)
    press(qtbot, writing, Qt.Key.Key_1)
    assert composer(writing).text == "Please DM us."


def test_key_for_a_list_that_went_away_is_not_written(
    qtbot: QtBot, writing: Application, findings: Findings
) -> None:
    write(qtbot, writing, "Please DM us.", "DM us")
    press(qtbot, writing, Qt.Key.Key_F8)
    composer(writing).found.list.sheet.rows[0].setFocus()
    findings.fails = True
    writing.window.take(Changes())
    wait_for(qtbot, writing)
    press(qtbot, writing, Qt.Key.Key_1)
    assert composer(writing).text == "Please DM us."


def test_pane_without_focus_of_its_own_is_entered_at_its_first_stop(
    qtbot: QtBot, writing: Application
) -> None:
    write(qtbot, writing, DRAFT, "calm down", "DM us", PROMISE)
    made = composer(writing)
    panes = Panes(lambda: (made.editor, made.found.list, made.send_button))
    panes.step(1)
    assert made.found.list.sheet.rows[0].hasFocus()
    assert made.found.list.current == 0, "the keys of the list are about something"
    panes.step(1)
    assert made.send_button.hasFocus()
    panes.step(-1)
    assert made.found.list.sheet.rows[0].hasFocus()
    write(qtbot, writing, "Hello.")
    made.editor.setFocus()
    panes.step(1)
    assert made.send_button.hasFocus(), "a pane in which nothing can be done is passed over"


def test_step_puts_text_in_as_one_edit(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, "Please DM us.", "DM us")
    press(qtbot, writing, Qt.Key.Key_Return, ALT)
    assert composer(writing).text == f"Please DM us. {NUMBER}"
    assert composer(writing).editor.hasFocus()
    qtbot.keyClicks(composer(writing).editor, "!")
    composer(writing).editor.undo()
    assert composer(writing).text == f"Please DM us. {NUMBER}"
    composer(writing).editor.undo()
    assert composer(writing).text == "Please DM us."


def test_step_replaces_nothing_that_is_marked(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, "Please DM us.", "DM us")
    editor = composer(writing).editor
    cursor = editor.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(len("Please"), cursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    press(qtbot, writing, Qt.Key.Key_Return, ALT)
    assert composer(writing).text == f"Please {NUMBER} DM us."


def promises(desk: Application) -> list[str]:
    """Return what the open case is known to have been promised."""
    case = desk.window.case.case
    return [] if case is None else [promise.what for promise in case.promises]


def taken(desk: Application) -> frozenset[str]:
    row = desk.window.case.row
    assert row is not None
    return desk.window.case.answer.promises.keys(row.id)


def mark_promise(qtbot: QtBot, desk: Application, text: str = PROMISE) -> None:
    """Write a promise and mark it to be noted; wait till the result after that is there."""
    write(qtbot, desk, text, PROMISE)
    press(qtbot, desk, Qt.Key.Key_F8)
    with qtbot.waitSignal(checks(desk).runner.came):
        press(qtbot, desk, Qt.Key.Key_Return, ALT)
    assert taken(desk) == {checks(desk).findings[0].key}


def test_promise_is_noted_with_send_and_can_be_undone(
    qtbot: QtBot, writing: Application, world: MemoryWorld
) -> None:
    mark_promise(qtbot, writing)
    assert said(writing) == "It is noted when you send. Alt+Enter again takes that back."
    assert promises(writing) == []
    press(qtbot, writing, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: promises(writing) == ["ring"])
    assert any(PROMISE in one for one in sent(world))
    assert taken(writing) == frozenset()
    writing.window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: promises(writing) == [])


def test_double_press_marks_a_promise_once_and_a_later_one_takes_it_back(
    qtbot: QtBot, writing: Application, world: MemoryWorld
) -> None:
    write(qtbot, writing, PROMISE, PROMISE)
    press(qtbot, writing, Qt.Key.Key_F8)
    with qtbot.waitSignal(checks(writing).runner.came):
        press(qtbot, writing, Qt.Key.Key_Return, ALT)
        press(qtbot, writing, Qt.Key.Key_Return, ALT)
        assert len(taken(writing)) == 1
    press(qtbot, writing, Qt.Key.Key_Return, ALT)
    assert taken(writing) == frozenset()
    assert said(writing) == check_said.NOT_PROMISED
    press(qtbot, writing, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: any(PROMISE in one for one in sent(world)))
    writing.window.case.read()
    with qtbot.waitSignal(writing.window.case.shown):
        pass
    assert promises(writing) == []


def test_promise_that_was_taken_out_is_not_noted(
    qtbot: QtBot, writing: Application, world: MemoryWorld
) -> None:
    mark_promise(qtbot, writing, f"Hello Ada, {PROMISE}")
    composer(writing).put_text("Hello Ada.")
    press(qtbot, writing, Qt.Key.Key_Return, CTRL)  # before any result
    qtbot.waitUntil(lambda: any("Hello Ada" in one for one in sent(world)))
    with qtbot.waitSignal(writing.window.case.shown):
        writing.window.case.read()
    assert promises(writing) == []


def test_mark_of_a_promise_stays_with_its_draft(qtbot: QtBot, writing: Application) -> None:
    mark_promise(qtbot, writing)
    open_case(qtbot, writing, 1)
    assert taken(writing) == frozenset()
    open_case(qtbot, writing, 0)
    wait_for(qtbot, writing, PROMISE)
    assert len(taken(writing)) == 1
    composer(writing).put_text("")
    assert taken(writing) == frozenset()


def test_marked_promise_is_the_one_of_the_last_result(qtbot: QtBot, writing: Application) -> None:
    """What is promised for tomorrow and sent a day later is due a day later."""
    mark_promise(qtbot, writing)
    row = writing.window.case.row
    assert row is not None
    with qtbot.waitSignal(checks(writing).runner.came):
        checks(writing).runner.run()
    (step,) = checks(writing).findings[0].steps
    marked = writing.window.case.answer.promises.take(row.id, composer(writing).text)
    assert [each.at for each in marked.values()] == [step.at]


def test_refused_answer_keeps_its_marked_promise(
    qtbot: QtBot, writing: Application, world: MemoryWorld
) -> None:
    mark_promise(qtbot, writing)
    made = composer(writing)
    with held_up(writing):
        made.put_text(f"{PROMISE} {CARD}")
        press(qtbot, writing, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: writing.window.notices.isVisible() and CARD in made.text)
    assert len(taken(writing)) == 1
    assert promises(writing) == []
    assert sent(world) == []


def test_step_is_taken_once_till_the_next_result(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, "Please DM us.", "DM us")
    press(qtbot, writing, Qt.Key.Key_Return, ALT)
    press(qtbot, writing, Qt.Key.Key_Return, ALT)
    assert composer(writing).text.count(NUMBER) == 1


def test_step_shows_a_message(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, "your order number?", "order number")
    with qtbot.waitSignal(composer(writing).message_wanted) as wanted:
        press(qtbot, writing, Qt.Key.Key_Return, ALT)
    case = writing.window.case.case
    assert case is not None
    assert wanted.args == [case.messages[0].id]


def test_step_opens_another_case_and_the_draft_is_kept(
    qtbot: QtBot, writing: Application, world: MemoryWorld
) -> None:
    open_case(qtbot, writing, 1)
    other = writing.window.case.row
    assert other is not None
    composer(writing).put_text("We are on it.")
    press(qtbot, writing, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(sent(world)))
    writing.courier.sync_now()
    qtbot.waitUntil(lambda: not writing.courier.syncing)
    open_case(qtbot, writing, 0)
    here = writing.window.case.row
    assert here is not None
    assert here.id != other.id
    write(qtbot, writing, "as ever", "as ever")
    with qtbot.waitSignal(writing.window.case.opened):
        press(qtbot, writing, Qt.Key.Key_Return, ALT)
    shown = writing.window.case.row
    assert shown is not None
    assert shown.id == other.id
    writing.window.open_case(here.id)
    qtbot.waitUntil(lambda: composer(writing).text == "as ever")


def test_card_number_stops_send_and_says_why(
    qtbot: QtBot, writing: Application, world: MemoryWorld
) -> None:
    write(qtbot, writing, f"Your card is {CARD}.", CARD)
    made = composer(writing)
    assert not made.send_button.isEnabled()
    assert made.notes.isVisible()
    assert made.notes.sole.text.text() == "Cannot be sent: card number"
    assert made.notes.stops
    drawn = made.notes.grab().toImage()
    inside = drawn.pixelColor(drawn.width() - 8, drawn.height() // 2)
    assert inside == writing.theme.colour("danger_ground")
    press(qtbot, writing, Qt.Key.Key_Return, CTRL)
    press(qtbot, writing, Qt.Key.Key_I, ALT)
    assert said(writing) == check_said.STANDS
    assert made.text == f"Your card is {CARD}."
    assert sent(world) == []
    write(qtbot, writing, "Thank you.")
    qtbot.waitUntil(made.send_button.isEnabled)
    assert not made.notes.isVisible()


def test_send_is_free_as_soon_as_the_card_is_taken_out(
    qtbot: QtBot, writing: Application, world: MemoryWorld
) -> None:
    write(qtbot, writing, f"Your card is {CARD}.", CARD)
    made = composer(writing)
    with held_up(writing):
        made.put_text("Thank you, Ada.")
        assert made.send_button.isEnabled()
        assert not made.notes.isVisible()
        press(qtbot, writing, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: any("Thank you, Ada" in one for one in sent(world)))


def test_send_stays_stopped_while_the_card_is_there(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, f"Your card is {CARD}.", CARD)
    made = composer(writing)
    with held_up(writing):
        made.editor.moveCursor(QTextCursor.MoveOperation.End)
        qtbot.keyClicks(made.editor, " Thank you.")
        assert not made.send_button.isEnabled()
        assert made.notes.stops


def test_stop_that_is_known_outlasts_a_failure_of_the_checks(
    qtbot: QtBot, writing: Application, findings: Findings
) -> None:
    write(qtbot, writing, f"Your card is {CARD}.", CARD)
    made = composer(writing)
    findings.fails = True
    qtbot.keyClicks(made.editor, " ")
    qtbot.waitUntil(lambda: made.found.list.accessibleDescription() == check_words.FAILED)
    assert not made.send_button.isEnabled()
    made.put_text("Thank you.")
    assert made.send_button.isEnabled()


def test_send_that_is_stopped_says_so_again(
    qtbot: QtBot, writing: Application, world: MemoryWorld
) -> None:
    write(qtbot, writing, f"Your card is {CARD}.", CARD)
    made = composer(writing)
    made.say("Something else.")
    writing.window.actions_by_name["send"].trigger()
    assert made.notes.isVisible()
    assert made.notes.sole.text.text() == check_said.REFUSED.text
    assert sent(world) == []
    qtbot.keyClicks(made.editor, " ")
    qtbot.waitUntil(lambda: made.notes.sole.text.text() == check_said.STOP.text)


def test_card_number_is_found_among_words(qtbot: QtBot, desk: Application) -> None:
    """By the checks themselves, from the first key to the disabled button."""
    open_case(qtbot, desk)
    made = composer(desk)
    qtbot.keyClicks(made.editor, f"Thank you for {CARD}, Ada.")
    qtbot.waitUntil(lambda: not made.send_button.isEnabled())
    stops = [one for one in checks(desk).findings if one.severity is Severity.STOP]
    assert [made.text[one.start : one.end] for one in stops] == [CARD]
    assert stops[0] in [spot.finding for spot in made.editor.found.spots]


def test_stop_is_gone_with_the_case(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, f"Your card is {CARD}.", CARD)
    open_case(qtbot, writing, 1)
    composer(writing).put_text("Hello Ben.")
    qtbot.waitUntil(composer(writing).send_button.isEnabled)


def test_card_number_is_refused_where_the_checks_have_not_run_yet(
    qtbot: QtBot, writing: Application, world: MemoryWorld
) -> None:
    text = f"Your card is {CARD}."
    made = composer(writing)
    with held_up(writing):
        made.put_text(text)
        press(qtbot, writing, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: writing.window.notices.isVisible() and made.text == text)
    wait_for(qtbot, writing, CARD)
    assert not made.send_button.isEnabled()
    assert sent(world) == []


def refused(qtbot: QtBot, desk: Application) -> None:
    """Send a card number before the checks have run: the desk refuses it, and the bar says so."""
    made = composer(desk)
    with held_up(desk):
        made.put_text(f"Your card is {CARD}.")
        press(qtbot, desk, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: desk.window.notices.isVisible() and CARD in made.text)
    wait_for(qtbot, desk, CARD)
    assert desk.window.notices.title.text() == CardInPublic.title


@pytest.mark.parametrize("text", ["Thank you.", ""])
def test_notice_of_a_card_goes_with_the_card(qtbot: QtBot, writing: Application, text: str) -> None:
    refused(qtbot, writing)
    composer(writing).put_text(text)
    qtbot.waitUntil(lambda: not writing.window.notices.isVisible())


def test_notice_of_a_card_goes_with_an_answer_that_is_sent(
    qtbot: QtBot, writing: Application
) -> None:
    refused(qtbot, writing)
    with held_up(writing):
        composer(writing).put_text("Thank you.")
        press(qtbot, writing, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: not writing.window.notices.isVisible())


def test_notice_of_a_card_stays_while_another_case_is_answered(
    qtbot: QtBot, writing: Application
) -> None:
    refused(qtbot, writing)
    open_case(qtbot, writing, 1)
    write(qtbot, writing, "calm down", "calm down")
    assert writing.window.notices.isVisible()
    open_case(qtbot, writing, 0)
    wait_for(qtbot, writing, CARD)
    assert writing.window.notices.isVisible()
    composer(writing).put_text("Thank you.")
    qtbot.waitUntil(lambda: not writing.window.notices.isVisible())


def test_other_findings_are_not_in_the_way_of_send(
    qtbot: QtBot, writing: Application, world: MemoryWorld
) -> None:
    write(qtbot, writing, DRAFT, "calm down", "DM us", "we ring you on Friday")
    assert composer(writing).send_button.isEnabled()
    press(qtbot, writing, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: any("calm down" in one for one in sent(world)))
    assert listed(writing) == []


def test_acts_are_in_the_menu_and_have_their_keys(writing: Application) -> None:
    acts = writing.window.listed
    for name, keys in (
        ("next_finding", "F8"),
        ("last_finding", "Shift+F8"),
        ("finding_step", "Alt+Enter"),
        ("ignore", "Alt+I"),
        ("unignore", "Alt+Shift+I"),
    ):
        assert acts[name].menu == "Answer"
        assert acts[name].shown_keys == keys
        assert acts[name].action.isEnabled()


def test_chosen_key_is_the_one_that_is_said(qtbot: QtBot, writing: Application) -> None:
    writing.window.navigation.keys.give("unignore", ["F9"])
    write(qtbot, writing, "calm down", "calm down")
    press(qtbot, writing, Qt.Key.Key_I, ALT)
    wait_for(qtbot, writing)
    qtbot.waitUntil(lambda: said(writing) == "Ignored in this case. F9 brings it back.")


def test_room_is_not_given_back_while_one_types(qtbot: QtBot, writing: Application) -> None:
    write(qtbot, writing, DRAFT, "calm down", "DM us", PROMISE)
    made = composer(writing)
    found = made.found
    qtbot.waitUntil(lambda: found.height() >= found.list.content_height(found.width()))
    high = made.height()
    made.editor.setPlainText(DRAFT.replace("calm down", "calm dawn"))
    wait_for(qtbot, writing, "DM us", PROMISE)
    QApplication.processEvents()
    assert made.height() == high
    qtbot.waitUntil(lambda: made.height() < high, timeout=4 * GIVES_BACK_MS)


@pytest.mark.parametrize("size", [(900, 600), (1280, 800), (1920, 1080)])
def test_text_keeps_its_least_height(
    qtbot: QtBot, writing: Application, size: tuple[int, int]
) -> None:
    writing.window.resize(*size)
    text = f"{DRAFT} your order number? as ever. " * 4
    write(
        qtbot, writing, text,
        "calm down", "DM us", "we ring you on Friday", "order number", "as ever",
    )  # fmt: skip
    press(qtbot, writing, Qt.Key.Key_F8)
    QApplication.processEvents()
    made = composer(writing)
    assert made.height() >= made.minimumSizeHint().height()
    assert made.editor.height() >= 3 * made.editor.fontMetrics().lineSpacing()
    assert made.found.height() >= 2 * made.found.fontMetrics().lineSpacing()
    within = made.rect()
    for widget in (made.editor, made.cards, made.found, made.send_button):
        corner = widget.mapTo(made, widget.rect().bottomRight())
        assert within.contains(corner)
    top = made.found.mapTo(made, made.found.rect().topLeft()).y()
    if made.cards.height():  # where it is low, the opened finding takes their place
        assert made.cards.mapTo(made, made.cards.rect().bottomLeft()).y() < top


def test_closing_while_a_run_is_due_leaves_nothing_behind(
    qtbot: QtBot, findings: Findings, open_desk: OpenDesk
) -> None:
    desk = open_desk()
    open_case(qtbot, desk)
    qtbot.keyClicks(composer(desk).editor, "calm down")
    assert desk.close()
    assert findings.texts == []

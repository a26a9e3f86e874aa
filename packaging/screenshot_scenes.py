"""The scenes that `screenshots.py` draws: what a person does at the desk before each picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import screenshot_access
import screenshot_answers
import screenshot_archive
import screenshot_checks
import screenshot_insight
import screenshot_review
import screenshot_search
import screenshot_watches
from screenshot_stage import Scene

if TYPE_CHECKING:
    from screenshot_stage import Stage


def _first(stage: Stage) -> None:
    stage.open("ada_fern")


def _nothing(_stage: Stage) -> None:
    pass


def _empty(stage: Stage) -> None:
    from ui.side_view import View

    stage.window.side.choose(View.OUTBOX)


def _offline(stage: Stage) -> None:
    from console.errors import Offline

    stage.open("ada_fern")
    stage.connector.fail_next("read_page", Offline("The network was not reached."))
    stage.desk.courier.sync_now()
    stage.wait(lambda: bool(stage.desk.courier.problems))


def _error(stage: Stage) -> None:
    from console.errors import SignedOut

    stage.open("ada_fern")
    stage.connector.fail_next("read_page", SignedOut("X no longer accepts the account's keys."))
    stage.desk.courier.sync_now()
    stage.wait(lambda: bool(stage.desk.courier.problems))


def _call(stage: Stage) -> None:
    stage.open("ada_fern")
    stage.window.note_call()
    (note,) = stage.window.calls.notes.values()
    note.form.text.setPlainText("Rang her back. New kettle goes out by express today, no charge.")


def _pictures(stage: Stage) -> None:
    stage.open("ben_moss_77")
    page = stage.window.case
    for message in page.model.messages:
        for position in range(len(getattr(message, "media", ()))):
            page.pictures.load(message.id, position)
    stage.settle(800)


def _thread(stage: Stage) -> None:
    stage.open("orla_finn_x")


def _leftwards(stage: Stage) -> None:
    stage.open("yaela_rimon")


def _long(stage: Stage) -> None:
    stage.open("third_floor_nan")


def _budget(stage: Stage) -> None:
    stage.open("ada_fern")
    (account,) = stage.window.overview.accounts
    stage.window.budget_wanted.emit(account)
    stage.settle(600)


def _preferences(stage: Stage) -> None:
    stage.open("ada_fern")
    stage.window.preferences_wanted.emit()
    stage.settle()


def _capture(stage: Stage) -> None:
    stage.window.capture_wanted.emit()


def _connect(stage: Stage) -> None:
    stage.window.connect_wanted.emit()
    stage.settle()


def _palette(stage: Stage) -> None:
    stage.open("ada_fern")
    stage.window.palette_wanted.emit()


def _keys(stage: Stage) -> None:
    stage.open("ada_fern")
    stage.window.keys_wanted.emit()


def _help(stage: Stage) -> None:
    """Show the help's window: at a page, or at what a search finds."""
    stage.open("ada_fern")
    stage.window.help.show("send")
    stage.settle()


def _help_found(stage: Stage) -> None:
    _help(stage)
    opened = stage.window.help.opened
    assert opened is not None, "it was just shown"
    opened.contents.field.setText("held")
    stage.settle()


SCENES = {
    "main-window": Scene(_first),
    "dark": Scene(_first, theme="dark"),
    "high-contrast": Scene(_first, theme="high-contrast"),
    "high-contrast-dark": Scene(_first, theme="high-contrast-dark"),
    "narrow": Scene(_first, size=(900, 600)),
    "twice-as-large": Scene(_first, size=(1100, 700), scale="2"),
    "first-start": Scene(_nothing, demo=False, size=(1100, 700)),
    "empty": Scene(_empty),
    "offline": Scene(_offline),
    "error": Scene(_error),
    "broken-file": Scene(screenshot_archive.damaged, demo=False, broken=True, size=(1100, 700)),
    "pictures": Scene(_pictures),
    "thread": Scene(_thread),
    "right-to-left": Scene(_leftwards),
    "long-post": Scene(_long),
    "refused-part": Scene(screenshot_answers.refused),
    "sending": Scene(screenshot_answers.sending),
    "written-since": Scene(screenshot_answers.written_since),
    "held": Scene(screenshot_answers.held),
    "held-narrow": Scene(screenshot_answers.held, size=(900, 600), theme="dark"),
    "by-hand": Scene(screenshot_answers.by_hand),
    "outbox": Scene(screenshot_answers.outbox),
    "outbox-dark": Scene(screenshot_answers.outbox, size=(900, 600), theme="dark"),
    "budget": Scene(_budget, size=(1100, 760)),
    "preferences": Scene(_preferences, size=(1100, 760)),
    "own-breaks": Scene(screenshot_answers.own_breaks, size=(1100, 760)),
    "own-breaks-dark": Scene(screenshot_answers.own_breaks, size=(900, 600), theme="dark"),
    "many-parts": Scene(screenshot_answers.many_parts),
    "earlier-versions": Scene(screenshot_answers.versions, size=(1100, 760)),
    "search": Scene(screenshot_search.found),
    "search-wrong": Scene(screenshot_search.wrong, size=(900, 600)),
    "search-dark": Scene(screenshot_search.completing, theme="dark"),
    "capture": Scene(_capture, size=(1100, 760)),
    "connect": Scene(_connect, size=(1100, 760)),
    "connect-keys": Scene(screenshot_access.keys, size=(1100, 760)),
    "accounts": Scene(screenshot_access.several, size=(1100, 760)),
    "one-account": Scene(screenshot_access.one_alone, size=(900, 600), theme="dark"),
    "agents": Scene(screenshot_access.agents, size=(900, 600)),
    "locked": Scene(screenshot_access.locked, size=(1100, 760)),
    "diagnostics": Scene(screenshot_access.diagnostics, size=(1100, 760)),
    "call-note": Scene(_call, size=(1100, 760)),
    "palette": Scene(_palette, size=(1100, 760)),
    "keys": Scene(_keys, size=(1100, 760)),
    "help": Scene(_help, size=(1100, 760)),
    "help-search": Scene(_help_found, size=(900, 600), theme="dark"),
    "checks": Scene(screenshot_checks.findings),
    "checks-dark": Scene(screenshot_checks.german, size=(900, 600), theme="dark"),
    "checks-card": Scene(screenshot_checks.card, size=(1100, 760)),
    "checks-rules": Scene(screenshot_checks.rules, size=(1100, 760)),
    "insight": Scene(screenshot_insight.question),
    "insight-dark": Scene(screenshot_insight.times, theme="dark"),
    "insight-feed": Scene(screenshot_insight.feed),
    "insight-narrow": Scene(screenshot_insight.solving, size=(900, 600)),
    "insight-cases": Scene(screenshot_insight.cases),
    "insight-fix": Scene(screenshot_insight.fix, size=(1100, 760)),
    "watches": Scene(screenshot_watches.page),
    "watches-dark": Scene(screenshot_watches.page, size=(900, 600), theme="dark"),
    "watch-new": Scene(screenshot_watches.new, size=(1100, 760)),
    "rules": Scene(screenshot_watches.rules),
    "muted": Scene(screenshot_watches.mutes, size=(1100, 760)),
    "not-summoned": Scene(screenshot_watches.case),
    "review": Scene(screenshot_review.notes),
    "review-dark": Scene(screenshot_review.notes, size=(900, 600), theme="dark"),
    "review-done": Scene(screenshot_review.all_done, size=(1100, 760)),
    "broken-file-dark": Scene(
        screenshot_archive.damaged, demo=False, broken=True, size=(900, 600), theme="dark"
    ),
    "backups": Scene(screenshot_archive.backups),
    "backups-dark": Scene(screenshot_archive.backups, size=(900, 600), theme="dark"),
    "backup-preferences": Scene(screenshot_archive.backup_preferences, size=(1100, 760)),
    "import": Scene(screenshot_archive.take_in, size=(1100, 760)),
    "export": Scene(screenshot_archive.act("export"), size=(1100, 760)),
    "forget": Scene(screenshot_archive.act("forget"), size=(1100, 760)),
    "forget-dark": Scene(screenshot_archive.act("forget"), size=(900, 600), theme="dark"),
    "retention": Scene(screenshot_archive.act("retention"), size=(1100, 760)),
    "ask-again": Scene(screenshot_archive.act("rechecks"), size=(1100, 760)),
    "backups-none": Scene(screenshot_archive.no_backups, size=(900, 600)),
}

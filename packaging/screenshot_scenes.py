"""The scenes that `screenshots.py` draws: what a person does at the desk before each picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import screenshot_access
import screenshot_archive
import screenshot_checks
import screenshot_insight
import screenshot_review
import screenshot_search
import screenshot_watches

if TYPE_CHECKING:
    from screenshots import Stage

LONG_ANSWER = (
    "Hello Orla, thank you for the pictures, they settle it: the seam of the lid is ours to put"
    " right. Here is what happens now.\n\n"
    "1. A new lid leaves our store today, by express. You can follow it at"
    " https://fernandkettle.example/track/R-2207 from 6 p.m. on; it weighs 300 g and fits through"
    " a letter box.\n"
    "2. Keep the old one, or throw it away: we do not need it back, and nothing is charged.\n"
    "3. If the new lid drips as well, call +44 1632 960 110 before Friday and ask for Mika."
    " I have noted your case there, so that you need not explain it once more.\n\n"
    "I am sorry for the two weeks. ^MK"
)


@dataclass(frozen=True)
class Scene:
    """A picture: how large, in which theme, and what is done before it is taken."""

    play: Callable[[Stage], None]
    size: tuple[int, int] = (1360, 850)
    theme: str = "light"
    scale: str = "1"
    language: str = "en"
    text_percent: int = 100
    demo: bool = True
    """Whether the demo's cases are there."""
    broken: bool = False
    """Whether the data file is damaged."""


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


def _refused(stage: Stage) -> None:
    """Part 2 of an answer was refused: part 1 is public."""
    from console.errors import NotSummoned

    stage.open("ada_fern")
    stage.connector.fail_next("publish", NotSummoned("The customer's post does not mention us."))
    stage.window.case.answer.send()
    stage.wait(stage.window.case.pending.isVisible)
    stage.settle(800)


def _send(stage: Stage, handle: str, text: str = "") -> None:
    """Send what stands in the composer, or a text, and wait till that is known."""
    stage.open(handle)
    case = stage.window.case
    if text:
        case.composer.put_text(text)
        stage.settle()
    case.answer.send()
    stage.settle(1200)


def _sending(stage: Stage) -> None:
    """Be in the next case while an answer can still be taken back."""
    stage.window.case.answer.undo_s = 15
    _send(stage, "ada_fern")
    stage.open("orla_finn_x")


def _written_since(stage: Stage) -> None:
    """Let the customer write again while one writes an answer."""
    stage.open("ada_fern")
    stage.window.case.composer.editor.insertPlainText(" ")
    stage.settle(2500)
    _write_again(stage)
    stage.desk.courier.sync_now()
    stage.settle(1500)


def _write_again(stage: Stage) -> None:
    asked = stage.window.case.case.reply_to
    author = stage.world.post(asked.remote_id).author
    stage.world.add_post(
        author,
        "@FernAndKettle never mind, my neighbour had the parcel all along. Sorry for the noise!",
        at=stage.now(),
        reply_to=asked.remote_id,
    )


def _held(stage: Stage) -> None:
    """Let the customer write again before the answer goes out."""
    stage.open("ada_fern")
    _write_again(stage)
    _send(stage, "ada_fern")
    stage.wait(lambda: _is_held(stage))


def _is_held(stage: Stage) -> bool:
    """Return whether the open case says that a part of an answer asks first."""
    from console.domain.outbox import PartState

    case = stage.window.case.case
    held = [part for one in case.threads for part in one.parts if part.state is PartState.HELD]
    return bool(held) and stage.window.case.pending.isVisible()


def _by_hand(stage: Stage) -> None:
    """Open a refused part in the browser."""
    from ui.pending_choices import Act

    _refused(stage)
    case = stage.window.case
    case.pending_acts.open_address = lambda _: True
    (thread,) = case.case.threads
    case.pending_acts.do(Act.HAND_OFF, thread.id, thread.case_id)
    stage.settle(1000)


def _outbox(stage: Stage) -> None:
    """Send two answers; have one held and one refused, and let one wait to be taken back."""
    from console.errors import NotSummoned
    from ui.side_view import View

    _send(stage, "orla_finn_x", LONG_ANSWER)
    _send(stage, "third_floor_nan", "The lift is mended, and the plumber comes on Monday.")
    stage.connector.fail_next("publish", NotSummoned("The customer's post does not mention us."))
    _send(stage, "yaela_rimon", "A new one is on its way to you.")
    stage.open("ada_fern")
    _write_again(stage)
    _send(stage, "ada_fern")
    stage.window.case.answer.undo_s = 15
    _send(stage, "ben_moss_77", "Thank you for the picture, Ben. A new lid leaves us today.")
    stage.window.side.choose(View.OUTBOX)
    stage.settle(1000)


def _budget(stage: Stage) -> None:
    stage.open("ada_fern")
    (account,) = stage.window.overview.accounts
    stage.window.budget_wanted.emit(account)
    stage.settle(600)


def _preferences(stage: Stage) -> None:
    stage.open("ada_fern")
    stage.window.preferences_wanted.emit()
    stage.settle()


def _own_breaks(stage: Stage) -> None:
    """Put two breaks of one's own, and numbers."""
    from console.domain.numbering import Numbering, NumberStyle

    stage.open("ada_fern")
    composer = stage.window.case.composer
    for words in ("A new one", "You pay"):
        cursor = composer.editor.textCursor()
        cursor.setPosition(composer.text.index(words))
        composer.editor.setTextCursor(cursor)
        composer.editor.toggle_break()
    composer.choose_numbering(Numbering(NumberStyle.OF_ALL))
    composer.editor.setFocus()


def _versions(stage: Stage) -> None:
    """Write two sentences anew, each stored on the way."""
    stage.open("ada_fern")
    composer, answer = stage.window.case.composer, stage.window.case.answer
    for old, new in (
        ("You pay nothing more.", "We take the postage off, and the kettle is a gift."),
        ("nine days and two different answers", "ten days without a word"),
    ):
        composer.put_text(composer.text.replace(old, new))
        answer.keep()
        stage.settle()
    stage.window.right.show_versions()
    stage.settle(800)
    from PySide6.QtWidgets import QListView

    for shown in stage.app.activeModalWidget().findChildren(QListView):
        shown.setCurrentIndex(shown.model().index(1, 0))


def _many_parts(stage: Stage) -> None:
    """Write a long answer, in 280 characters a part."""
    from console.domain.limits import LIMITS_280

    stage.open("orla_finn_x")
    composer = stage.window.case.composer
    composer.put_text(LONG_ANSWER)
    composer.set_limits(LIMITS_280)


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
    "refused-part": Scene(_refused),
    "sending": Scene(_sending),
    "written-since": Scene(_written_since),
    "held": Scene(_held),
    "held-narrow": Scene(_held, size=(900, 600), theme="dark"),
    "by-hand": Scene(_by_hand),
    "outbox": Scene(_outbox),
    "outbox-dark": Scene(_outbox, size=(900, 600), theme="dark"),
    "budget": Scene(_budget, size=(1100, 760)),
    "preferences": Scene(_preferences, size=(1100, 760)),
    "own-breaks": Scene(_own_breaks, size=(1100, 760)),
    "own-breaks-dark": Scene(_own_breaks, size=(900, 600), theme="dark"),
    "many-parts": Scene(_many_parts),
    "earlier-versions": Scene(_versions, size=(1100, 760)),
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

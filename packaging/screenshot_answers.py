"""Scenes of answers: written, split, on their way, held, refused, posted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screenshot_stage import Stage

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


def refused(stage: Stage) -> None:
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


def sending(stage: Stage) -> None:
    """Be in the next case while an answer can still be taken back."""
    stage.window.case.answer.undo_s = 15
    _send(stage, "ada_fern")
    stage.open("orla_finn_x")


def written_since(stage: Stage) -> None:
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


def held(stage: Stage) -> None:
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


def by_hand(stage: Stage) -> None:
    """Open a refused part in the browser."""
    from ui.pending_choices import Act

    refused(stage)
    case = stage.window.case
    case.pending_acts.open_address = lambda _: True
    (thread,) = case.case.threads
    case.pending_acts.do(Act.HAND_OFF, thread.id, thread.case_id)
    stage.settle(1000)


def outbox(stage: Stage) -> None:
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


def own_breaks(stage: Stage) -> None:
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


def versions(stage: Stage) -> None:
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


def many_parts(stage: Stage) -> None:
    """Write a long answer, in 280 characters a part."""
    from console.domain.limits import LIMITS_280

    stage.open("orla_finn_x")
    composer = stage.window.case.composer
    composer.put_text(LONG_ANSWER)
    composer.set_limits(LIMITS_280)

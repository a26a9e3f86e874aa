"""The scenes of the insight page, over the demo with its past."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screenshot_stage import Stage

    from console.domain.insight import Question


def question(stage: Stage, asked: Question | None = None, scroll: int = 0) -> None:
    """Show the answer to a question, the canary board unless one is given."""
    from console.domain.insight import Question
    from ui.side_view import View

    _tell_past(stage)
    stage.window.side.choose(View.INSIGHT)
    page = stage.window.insight.page
    page.questions.step(tuple(Question).index(asked or Question.CANARY_BOARD))
    stage.wait(lambda: page.insight is not None and not page.runner.is_under_way)
    readings = stage.window.insight.readings
    stage.wait(lambda: not readings.is_under_way)
    stage.settle(2_500)
    stage.wait(lambda: page.insight is not None and not page.runner.is_under_way)
    page.view.area.verticalScrollBar().setValue(scroll)
    stage.settle()


def times(stage: Stage) -> None:
    """Show how quickly it is answered."""
    from console.domain.insight import Question

    question(stage, Question.ANSWER_TIMES)


def feed(stage: Stage) -> None:
    """Show what a stranger sees."""
    from console.domain.insight import Question

    question(stage, Question.PUBLIC_FEED)


def solving(stage: Stage) -> None:
    """Show what is solved, and by which way."""
    from console.domain.insight import Question

    question(stage, Question.SOLVING)


def cases(stage: Stage) -> None:
    """Show the cases behind the touchpoint that fails most."""
    question(stage)
    stage.window.insight.page.view.boxes[0].row_wanted.emit(0)
    stage.settle()


def fix(stage: Stage) -> None:
    """Record what was done against a root cause."""
    question(stage)
    stage.window.insight.page.fix_wanted.emit("delivery")
    stage.settle(1_000)


def _tell_past(stage: Stage) -> None:
    """Give the demo its past, as the program does a while after it is open."""
    from ui import demo_history

    lane, done = stage.desk.lanes.downloads, list[None]()
    told = partial(lane.tell, stage.window.take)
    lane.submit(
        lambda _desk: demo_history.fill(Path("data"), stage.world, stage.now(), told=told),
        done.append,
        receiver=stage.window,
    )
    stage.wait(lambda: bool(done))
    stage.settle(1_000)

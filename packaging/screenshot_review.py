"""The scenes of a review: a backup of the demo, opened read-only, with notes of two reviewers."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screenshot_stage import Stage

    from ui.review_window import ReviewWindow

FILE = "shop-2026-11.db"


def notes(stage: Stage) -> ReviewWindow:
    """Show a case with notes, some cases reviewed."""
    from console.domain.reviews import NewNote, Verdict

    review = _open(stage)
    window, side = review.window, review.side
    for _ in range(4):
        side.done()
        stage.settle(500)
    pane = side.pane
    said = "The refund was promised for Friday, and nobody said from which card."
    pane.take(NewNote(said, None, Verdict.COULD_BE_BETTER, ("promise", "refund")))
    side.keep_note()
    stage.settle(400)
    timeline = window.case.timeline
    timeline.setCurrentIndex(timeline.model().index(0, 0))
    pane.about.setChecked(True)
    pane.take(NewNote("Called back within the hour. Exactly right.", None, Verdict.GOOD))
    stage.settle(400)
    return review


def all_done(stage: Stage) -> None:
    """Show that nothing is left to be reviewed."""
    from console.domain.reviews import ReviewFilter, Sample, Standing

    review = _open(stage)
    review.side.choose(ReviewFilter(Standing.NOT_YET, None, Sample(3, "november")))
    stage.settle(800)
    for _ in range(4):
        review.side.next()
        stage.settle(400)
        review.side.done()
        stage.settle(500)


def _open(stage: Stage) -> ReviewWindow:
    """Put a review in the place of the desk."""
    from console import settings
    from console.desk.reviews import open_review
    from ui.review_window import ReviewWindow

    with (
        closing(sqlite3.connect("data/canary-desk.db")) as source,
        closing(sqlite3.connect(FILE)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    size = stage.window.size()
    stage.window.hide()
    opened = open_review(Path(FILE), "Mara Lindqvist", Path("aside"))
    review = ReviewWindow(stage.app, *opened, settings.Settings(), stage.desk.theme)
    review.window.resize(size)
    review.show()
    end, stage.window = stage.close, review.window
    stage._draw_notes = lambda _picture: None  # noqa: SLF001 - nobody calls here

    def close() -> None:
        review.close()
        end()

    stage.close = close
    stage.wait(lambda: review.window.is_complete)
    stage.settle(800)
    review.side.next()
    stage.settle(800)
    return review

"""The words for how the desk stands: what goes out, what asks, what nobody brings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.domain.accounts import Access
from console.domain.outbox import ReplyThread
from tests.ui.given_threads import (
    DELETING,
    HELD,
    QUEUED,
    REFUSED,
    SENDING,
    SENT,
    UNSURE,
    thread,
)
from tests.ui.test_side import LONG, NOW, SHOP
from ui import standing
from ui.overview import Overview, going


@pytest.mark.parametrize(
    ("answer", "parts"),
    [
        (thread(QUEUED, QUEUED), 2),
        (thread(SENT, SENDING, QUEUED), 2),
        (thread(SENT, UNSURE, QUEUED), 2),
        (thread(SENT, UNSURE, QUEUED, looked=True), 0),
        (thread(HELD, QUEUED, QUEUED), 0),
        (thread(SENT, REFUSED, QUEUED), 0),
        (thread(SENT, DELETING), 0),
    ],
)
def test_only_parts_that_need_no_person_are_to_go_out(answer: ReplyThread, parts: int) -> None:
    assert going(answer) == parts


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0, 0), ""),
        ((3, 0, 0), "3 parts to go out"),
        ((0, 1, 0), "1 answer needs you"),
        ((1, 2, 1), "1 part to go out  ·  1 post to be deleted  ·  2 answers need you"),
    ],
)
def test_the_line_says_what_the_outbox_holds(counts: tuple[int, int, int], said: str) -> None:
    assert standing.waiting(Overview((), {}, *counts)) == said


def test_a_desk_without_access_is_not_said_to_wait_for_a_sync() -> None:
    by_hand = replace(LONG, access=Access.HAND_OFF, synced_at=None)
    said, _ = standing.line(Overview((by_hand,), {}, 0, 0), (), syncing=False, now=NOW)
    assert said == "By hand: posts are captured, answers posted in the browser"
    said, _ = standing.line(Overview((by_hand, SHOP), {}, 0, 0), (), syncing=False, now=NOW)
    assert said.startswith("Last sync")

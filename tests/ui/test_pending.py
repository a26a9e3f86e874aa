"""What is told of parts on their way, and what can be done about them."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from console.domain.ids import AccountId, AgentId, CaseId, PartId, RemoteId, ThreadId
from console.domain.outbox import PartState, ReplyPart, ReplyThread
from ui.pending_view import PendingView
from ui.theme import Theme

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def unsure(*, looked: bool) -> ReplyThread:
    part = ReplyPart(
        id=PartId(1),
        thread_id=ThreadId(1),
        position=1,
        text="Hello",
        weight=5,
        state=PartState.UNSURE,
        remote_id=None,
        attempted_at=NOW,
        problem="No answer.",
        looked=looked,
    )
    return ReplyThread(
        id=ThreadId(1),
        account_id=AccountId(1),
        case_id=CaseId(1),
        agent_id=AgentId(1),
        reply_to=RemoteId("1"),
        limit="140",
        created_at=NOW,
        parts=(part,),
    )


@pytest.mark.parametrize(
    ("looked", "said", "buttons"),
    [
        (False, "1/1  may be out; being looked for", ["Take back"]),
        (True, "1/1  not found among our posts", ["Try again", "Take back"]),
    ],
)
def test_unsure_part_can_be_tried_again_only_once_it_was_looked_for(
    qtbot: QtBot, qapp: QApplication, *, looked: bool, said: str, buttons: list[str]
) -> None:
    view = PendingView(Theme(qapp))
    qtbot.addWidget(view)
    view.show_threads((unsure(looked=looked),))
    assert said in [label.text() for label in view.findChildren(QLabel)]
    assert [button.text() for button in view.findChildren(QPushButton)] == buttons

"""Our views are built and drawn while Python collects garbage at every chance.

One was seen to crash so (`ui.even_list`). In a process of its own, for a crash ends it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import gc
from datetime import UTC, datetime
from PySide6.QtWidgets import QApplication
from ui.case_delegate import CaseDelegate
from ui.case_list import CaseList
from ui.inbox_model import InboxModel
from ui.theme import Theme
from ui.timeline_model import TimelineModel
from ui.timeline_view import TimelineView

app = QApplication([])
theme = Theme(app)
now = lambda: datetime.now(UTC)
gc.set_threshold(1, 1, 1)
for _ in range(3):
    cases = InboxModel(now)
    listed = CaseList(cases, CaseDelegate(theme, now))
    messages = TimelineModel()
    timeline = TimelineView(messages, theme)
    for view in (listed, timeline):
        view.resize(300, 300)
        view.grab()
        view.deleteLater()
print("survived")
"""


def test_views_survive_collection_at_every_chance() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (0, "survived\n"), ended.stderr

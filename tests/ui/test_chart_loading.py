"""A chart opens at once: nothing heavy is loaded to draw it."""

from __future__ import annotations

import json
import subprocess
import sys

PROGRAM = """
import json, sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from tests.ui.given_charts import each_kind
from ui.insight_chart import ChartView
from ui.theme import Theme

theme = Theme(app)
drawn = []
for table in each_kind():
    view = ChartView(theme)
    view.resize(480, 280)
    view.show_table(table, "UTC")
    drawn.append(not view.grab().isNull() and bool(view.png()) and bool(view.svg()))
print(json.dumps({"drawn": drawn, "loaded": sorted(sys.modules)}))
"""
HEAVY = {"numpy", "pandas", "matplotlib", "pyqtgraph", "PySide6.QtOpenGL", "PySide6.QtCharts"}


def test_a_chart_of_every_kind_is_drawn_by_qt_alone() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60
    )
    said = json.loads(ended.stdout)
    assert len(said["drawn"]) == 7
    assert all(said["drawn"])
    assert "ui.chart_plane" in said["loaded"]
    assert not HEAVY & set(said["loaded"])

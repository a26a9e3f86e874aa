"""Draw a chart of every kind in each scheme and width, on sheets to be looked at.

`python packaging/screenshot_charts.py --out /tmp/charts`; needs no display. The figures are
made up.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.domain.insight import Table
    from ui.insight_chart import ChartView

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "screenshots"
THEMES = ("light", "dark", "high-contrast", "high-contrast-dark")
WIDTHS = (480, 1000)
HEIGHT = 280
GAP = 24
sys.path.insert(0, str(ROOT))

from screenshot_tables import NOW_MS, tables


def draw_sheet(path: Path, width: int) -> None:
    """Draw all charts in the theme of the environment, under one another."""
    from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
    from PySide6.QtGui import QPainter, QPixmap
    from PySide6.QtWidgets import QApplication

    from ui.insight_chart import ChartView
    from ui.theme import Theme

    app = QApplication(sys.argv[:1])
    theme = Theme(app)
    theme.apply()
    made = tables()
    columns = 2 if width < 600 else 1
    rows = -(-len(made) // columns)
    sheet = QPixmap(GAP + columns * (width + GAP), GAP + rows * (HEIGHT + 24 + GAP))
    sheet.fill(theme.colour("window"))
    painter = QPainter(sheet)
    for number, table in enumerate(made):
        view = _shown(ChartView(theme), table, width)
        at = QPoint(GAP + number % columns * (width + GAP), GAP + number // columns * (HEIGHT + 48))
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.strong_font())
        painter.drawText(
            QRect(at.x() + 8, at.y(), width, 24), Qt.AlignmentFlag.AlignVCenter, table.title
        )
        painter.drawPixmap(at + QPoint(0, 24), view.grab())
        view.deleteLater()
    painter.end()
    if not sheet.save(str(path), "PNG"):
        raise OSError(f"{path} cannot be written")
    QCoreApplication.processEvents()


def _shown(view: ChartView, table: Table, width: int) -> ChartView:
    view.resize(width, HEIGHT)
    view.setStyleSheet("background: transparent")
    view.show_table(table, "UTC", now_ms=NOW_MS)
    return view


def main() -> int:
    """Draw every sheet, each theme in a process of its own; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--width", type=int, choices=WIDTHS)
    given = parser.parse_args()
    out = given.out.resolve()
    if given.width is not None:
        draw_sheet(out, given.width)
        return 0
    out.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        for width in WIDTHS:
            path = out / f"charts-{theme}-{width}.png"
            env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CANARY_DESK_THEME": theme}
            command = [sys.executable, __file__, "--width", str(width), "--out", str(path)]
            subprocess.run(command, env=env, check=True)
            print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())

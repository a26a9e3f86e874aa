"""What is said of marked words while the pointer rests on them."""

from __future__ import annotations

from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui import plain
from ui.check_marks import CheckMarks


def show(view: QWidget, event: QHelpEvent, marks: CheckMarks) -> None:
    """Say why the words under the pointer are marked, for as long as it stays on them."""
    findings, area = marks.at(event.pos().toPointF())
    said = "\n\n".join(
        "\n".join(filter(None, (finding.why, finding.advice))) for finding in findings
    )
    plain.set_tip(view, said)  # it is shown as it is: a customer's words can stand in it
    QToolTip.showText(event.globalPos(), view.toolTip(), view, area.toAlignedRect())

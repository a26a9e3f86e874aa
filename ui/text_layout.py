"""A text of others as lines of plain text, in the direction of its first letter.

Framework knowledge: QTextLayout breaks lines at U+2028 only (a line feed would be drawn
as a box) and takes `AlignLeft` as it says, also for right-to-left text.
"""

from __future__ import annotations

import re
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QTextLayout, QTextOption

_ADDRESSEES = re.compile(r"^(?:\s*@\w+)+", re.ASCII)


def lay_out(text: str, width: int, font: QFont, *, is_ours: bool = False) -> QTextLayout:
    """Return the text broken into lines of this width, each below the one before.

    A text that `is_ours` begins at the right in a language that runs leftwards, though the
    first word may be a name in other letters.
    """
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    leftwards = reads_leftwards(text) or (is_ours and QGuiApplication.isRightToLeft())
    sides = Qt.AlignmentFlag
    option = QTextOption(sides.AlignRight if leftwards else sides.AlignLeft)
    # Else the end of a sentence stands at the side where another script's would.
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if leftwards else Qt.LayoutDirection.LeftToRight
    )
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout


def height_of(layout: QTextLayout, lines: int) -> int:
    """Return the height of the first lines, in whole pixels."""
    return round(sum(layout.lineAt(number).height() for number in range(lines)) + 0.5)


def alignment_of(text: str) -> Qt.AlignmentFlag:
    """Return the side at which the lines of a text begin."""
    return Qt.AlignmentFlag.AlignRight if reads_leftwards(text) else Qt.AlignmentFlag.AlignLeft


def reads_leftwards(text: str) -> bool:
    """Return whether the first letter with a direction is of a right-to-left script.

    The handles in front say nothing: they are of Latin letters in any language.
    """
    directions = (bidirectional(char) for char in _ADDRESSEES.sub("", text))
    return next((each for each in directions if each in ("L", "R", "AL")), "L") != "L"

"""What Qt says, in the log: where it comes from, not its words.

Qt's messages are put together of anything: names of files, texts. Of one that begins with a
class and method of Qt's, these stay; of others the kind alone.
"""

from __future__ import annotations

import logging
import re

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from console.diagnostics.words import LEFT_OUT, Word

LOG = logging.getLogger(__name__)
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
NO_SUPPORT = "This plugin does not support"
"""How a platform without a window manager begins to say so."""
_PLACE = re.compile(r"(Q[A-Za-z]{1,40})::([A-Za-z]{1,40})\b")


def listen() -> None:
    """Let Qt's messages go into the log."""
    qInstallMessageHandler(_take)


def ignore() -> None:
    """Let Qt write them itself again."""
    qInstallMessageHandler(None)


def place(message: str) -> Word:
    """Return `QClass::method` where a message begins with one that there is, else `…`."""
    if message.startswith(NO_SUPPORT):
        return Word(NO_SUPPORT)
    found = _PLACE.match(message)
    if found is not None:
        for module in (QtCore, QtGui, QtWidgets):
            if hasattr(getattr(module, found[1], None), found[2]):
                return Word(found.group())
    return Word(LEFT_OUT)


def _take(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    del context
    LOG.log(LEVELS.get(kind, logging.WARNING), "Qt says something at %s", place(message or ""))

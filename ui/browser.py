"""The one door to other programs: the browser, the folder's window, the telephone.

Whatever is opened goes through here, and nothing but what each of these takes: pages by
http and https, folders that are there, numbers by `tel:`. An address reaches the system as
encoded ASCII, so that no space, line end or hyphen at its begin becomes part of a command.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

OpenAddress = Callable[[QUrl], object]
LONGEST = 32_768
"""Longer addresses are refused: some systems cut a command line, and open another one."""
_PLAIN = re.compile(r"https?://[!-~]+", re.IGNORECASE)
_DIALLED = re.compile(r"tel:\+?[0-9*#;=.,()-]{1,64}(?:ext=[0-9]+)?")


def page(address: str) -> QUrl | None:
    """Return what a browser may be handed of an address; None where it may not have it.

    Refused are other schemes, no host, names and passwords before a host (`bank@evil`), and
    what browsers read otherwise than Qt: backslashes, blanks and control signs.
    """
    if "\\" in address or any(sign.isspace() or ord(sign) < ord("!") for sign in address):
        return None
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme() not in ("http", "https") or "@" in url.authority():
        return None
    host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
    encoded = bytes(url.toEncoded().data()).decode("ascii", "replace")
    if not host or "%" in host or len(encoded) > LONGEST or not _PLAIN.fullmatch(encoded):
        return None
    return QUrl.fromEncoded(encoded.encode())


def open_url(url: QUrl) -> bool:
    """Open a page; return whether a browser took it."""
    checked = page(bytes(url.toEncoded().data()).decode("ascii", "replace"))
    return checked is not None and QDesktopServices.openUrl(checked)


def open_page(address: str) -> bool:
    """Open the page of an address; return whether a browser took it."""
    checked = page(address)
    return checked is not None and QDesktopServices.openUrl(checked)


def open_folder(path: Path) -> bool:
    """Show a folder in the system's window for files; a file in it is not opened."""
    return path.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute())))


def dial(address: str) -> bool:
    """Let the system dial a number: `tel:` and nothing else."""
    return bool(_DIALLED.fullmatch(address)) and QDesktopServices.openUrl(QUrl(address))

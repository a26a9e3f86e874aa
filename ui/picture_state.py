"""How far a picture of a post is loaded, as the timeline shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QImage


class PictureStatus(Enum):
    """Where a picture stands."""

    NOT_LOADED = "not loaded"
    """Nothing was asked of the network; a click loads it."""
    LOADING = "loading"
    SHOWN = "shown"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PictureState:
    """One picture of a post at this moment."""

    status: PictureStatus = PictureStatus.NOT_LOADED
    image: QImage | None = None
    """The picture made small for the timeline, where it is shown."""
    problem: str = ""
    """Why it could not be loaded, in words."""


NOT_LOADED = PictureState()

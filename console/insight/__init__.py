"""Figures about the work: pure functions over rows; see `running.SECTIONS` for the questions."""

from console.insight.rows import Rows
from console.insight.running import run

__all__ = ["Rows", "run"]

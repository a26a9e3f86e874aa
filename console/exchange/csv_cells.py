"""Cells of a CSV file that a spreadsheet would take for formulas: made harmless, and back."""

from __future__ import annotations

import re

_FORMULA = re.compile("'*[=+\\-@\t\r\n|%]")
"""https://owasp.org/www-community/attacks/CSV_Injection, read November 2026."""
_NEUTRAL = re.compile("'+[=+\\-@\t\r\n|%]")


def neutral(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula: with an apostrophe in front."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def bare(cell: str) -> str:
    """Return the text that was made neutral."""
    return cell[1:] if _NEUTRAL.match(cell) else cell

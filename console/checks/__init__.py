"""What a draft would look like to the customer and to everybody else, before it is sent; pure.

Each check is a function from the draft as it was read and what is known beside it to
findings; `run` asks all that are not off. None rewrites a text, reads a file of the desk or
the clock, and none fails on hostile text.
"""

from __future__ import annotations

from console.checks.cards import card_numbers
from console.checks.facts import Facts, OurPost
from console.checks.ground import Ground
from console.checks.running import run

__all__ = ["Facts", "Ground", "OurPost", "card_numbers", "run"]

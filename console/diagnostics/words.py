"""Words that are the desk's own, and so may stand in its log and report."""

from __future__ import annotations

LEFT_OUT = "…"
"""Stands where something was, in log and report."""


class Word(str):
    """A text that our own source declares harmless: a lane's name, a version, a method.

    Never what a person, a network or a file gave.
    """

    __slots__ = ()

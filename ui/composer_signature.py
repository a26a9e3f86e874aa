"""The agent's signature in what the composer shows: counted in the parts, not in the text; pure."""

from __future__ import annotations

from dataclasses import replace

from console.text.split import Layout
from console.text.weight import normalise


def put_on(layout: Layout, text: str) -> str:
    """Return what of a layout is not of the text as typed: its signature, empty for none."""
    typed = normalise(text)
    return "" if layout.text == typed else layout.text[len(typed.rstrip()) :]


def unsigned(layout: Layout, text: str) -> Layout:
    """Return the layout of a text as typed, of the one that its signature stands in.

    Its parts are the same; of the last, only what was typed has a place in the text.
    """
    typed = normalise(text)
    if layout.text == typed:
        return layout
    end = len(typed.rstrip())
    parts = [part for part in layout.parts if part.start < end]
    if parts:
        parts[-1] = replace(parts[-1], end=min(parts[-1].end, end))
    return replace(layout, text=typed, parts=tuple(parts))

"""What the bar over the desk says; pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Notice:
    """What the bar says."""

    title: str
    text: str
    lasting: bool
    """Whether it stays until its cause is gone; else a person dismisses it."""
    act: str = ""
    """Words of the button that leads on; empty for none."""
    run: Callable[[], None] | None = field(default=None, compare=False)
    """Does it. Two notices that say the same are the same, whatever they call."""
    calm: bool = False
    """Whether it tells of no trouble, and is drawn so, although it does not last."""
    own: bool = False
    """Whether it is about what the person began themselves: such come before others."""
    let_go: Callable[[], None] | None = field(default=None, compare=False)
    """Called where a person dismisses one that lasts; None: it cannot be dismissed."""

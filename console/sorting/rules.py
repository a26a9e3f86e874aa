"""Whether a rule fits a post, and what then is to be done; pure."""

from __future__ import annotations

from console.domain.triage_rules import Conditions, Incoming


def fits(when: Conditions, post: Incoming) -> bool:
    """Return whether all that a rule asks for is so."""
    raise NotImplementedError

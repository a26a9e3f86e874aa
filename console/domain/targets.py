"""What we want to keep to: how soon an answer and a solution are due, and what counts as before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from console.domain.business_hours import ALWAYS, BusinessHours


@dataclass(frozen=True, slots=True)
class Targets:
    """A business's own targets; answer and solution count staffed time only."""

    hours: BusinessHours = ALWAYS
    answer: timedelta = timedelta(hours=4)
    """From a customer's first word that nobody answered to our answer."""
    solution: timedelta = timedelta(hours=24)
    """From the first word of a case to its resolution."""
    called_first: timedelta = timedelta(hours=72)
    """How long before a case's first post a call counts as one that came before it."""

    def text(self) -> str:
        """Return these targets as they are stored: JSON, durations in whole minutes."""
        spans = (self.answer, self.solution, self.called_first)
        return json.dumps([span // timedelta(minutes=1) for span in spans])

    @classmethod
    def of(cls, text: str) -> Self:
        """Return what `text` stored; what cannot be read counts as not set."""
        answer, solution, called_first = (timedelta(minutes=n) for n in json.loads(text))
        return cls(answer=answer, solution=solution, called_first=called_first)

"""What may be said of a figure beside the one before it; pure."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What may be said of a figure beside the one before it."""

    BETTER = "better"
    WORSE = "worse"
    MORE = "more"
    """Clearly more, of what has no way to go; and so with less."""
    LESS = "less"
    NO_CLEAR_CHANGE = "no_clear_change"
    """What difference there is may be chance."""
    TOO_FEW = "too_few"
    """It was found from too few, now or before."""
    NONE = "none"
    """Nothing is known before, or not how sure both figures are."""

    @property
    def words(self) -> str:
        """Return it as it is told; empty for none."""
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.BETTER: "better",
    Verdict.WORSE: "worse",
    Verdict.MORE: "clearly more",
    Verdict.LESS: "clearly less",
    Verdict.NO_CLEAR_CHANGE: "no clear change",
    Verdict.TOO_FEW: "too few to say",
    Verdict.NONE: "",
}

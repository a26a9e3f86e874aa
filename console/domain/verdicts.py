"""What may be said of a figure beside the one before it; pure."""

from __future__ import annotations

from enum import StrEnum

from console.language import tr, tr_in


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
    Verdict.BETTER: tr_in("verdict", "better"),
    Verdict.WORSE: tr_in("verdict", "worse"),
    Verdict.MORE: tr("clearly more"),
    Verdict.LESS: tr("clearly less"),
    Verdict.NO_CLEAR_CHANGE: tr("no clear change"),
    Verdict.TOO_FEW: tr("too few to say"),
    Verdict.NONE: "",
}

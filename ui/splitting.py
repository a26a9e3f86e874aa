"""How an answer is split while it is written: what stays, what settles, what comes back.

Pure. Where a person goes on writing, in the last part, all breaks settle: what was typed
splits as if it had been there at once. An edit farther up leaves the breaks around it as
they were when a person began to edit there, as far as that costs no part. A text that was
there a moment ago has the parts that it had: so an undo takes back what was seen.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from console.domain.limits import Limits
from console.domain.numbering import NO_NUMBERS, Numbering
from console.text.edits import unchanged
from console.text.split import Layout, split
from console.text.weight import normalise

MOST_REMEMBERED = 64
"""So many texts are remembered with their parts; of long ones a few MB."""
MOST_TEXT = 1_000_000
"""And no more than so many characters of them."""


@dataclass(slots=True)
class _Edit:
    """A run of edits at one place."""

    before: Layout
    """What was shown when it began."""
    start: int
    end: int
    """The code points that it has touched, `[start, end)` of the text as it is now."""


class Splitting:
    """The parts of the text that is being written, and those of what it was."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[str, Limits, Numbering], Layout] = OrderedDict()
        self._size = 0
        self._edit: _Edit | None = None

    def anew(self, text: str, limits: Limits, numbering: Numbering = NO_NUMBERS) -> Layout:
        """Return the parts of a text, whatever was shown before."""
        self._edit = None
        return self._remember((text, limits, numbering), split(text, limits, numbering=numbering))

    def after_edit(self, text: str, limits: Limits, numbering: Numbering, shown: Layout) -> Layout:
        """Return the parts of a text that `shown` was before an edit."""
        key = (text, limits, numbering)
        previous = self._to_be_kept(shown, normalise(text))
        if key in self._seen:
            self._seen.move_to_end(key)
            return self._seen[key]
        return self._remember(key, split(text, limits, previous, numbering=numbering))

    def forget(self) -> None:
        """Forget all texts: another one is going to be written."""
        self._seen.clear()
        self._size, self._edit = 0, None

    def _to_be_kept(self, shown: Layout, text: str) -> Layout | None:
        """Return the layout whose breaks are to stay after an edit; None where none is."""
        same, same_at_end = unchanged(shown.text, text)
        end, grown = len(shown.text) - same_at_end, len(text) - len(shown.text)
        edit = self._edit
        if edit is not None and same <= edit.end and edit.start <= end:
            edit.start, edit.end = min(edit.start, same), max(edit.end, end) + grown
        elif len(shown) < 2 or same >= shown[-1].start:
            edit = None
        else:
            edit = _Edit(shown, same, end + grown)
        self._edit = edit
        return None if edit is None else edit.before

    def _remember(self, key: tuple[str, Limits, Numbering], layout: Layout) -> Layout:
        if key not in self._seen:
            self._size += len(key[0])
        self._seen[key] = layout
        self._seen.move_to_end(key)
        while len(self._seen) > 1 and (len(self._seen) > MOST_REMEMBERED or self._size > MOST_TEXT):
            (text, *_), _ = self._seen.popitem(last=False)
            self._size -= len(text)
        return layout

"""What the journal's acts are called in the language of the window.

The journal keeps its acts in English, for it is read in any language later. Here stands the
form of each, by which it is found again; a test holds them beside the verbs.
"""

from __future__ import annotations

import re
from functools import cache

from console.language import tr, tr_noop

FORMS = (
    tr_noop("Add and apply rule {name}"),
    tr_noop("Add call note of {name}"),
    tr_noop("Add rule {name}"),
    tr_noop("Add watch “{name}”"),
    tr_noop("Apply rule {name}"),
    tr_noop("Bring back reply “{name}”"),
    tr_noop("Capture post of @{name}"),
    tr_noop("Change account @{name}"),
    tr_noop("Change and apply rule {name}"),
    tr_noop("Change fix for {name}"),
    tr_noop("Change reply “{name}”"),
    tr_noop("Change rule {name}"),
    tr_noop("Change search “{name}”"),
    tr_noop("Change watch “{name}”"),
    tr_noop("Delete reply “{name}”"),
    tr_noop("Discard rows of a call log"),
    tr_noop("Edit call note of {name}"),
    tr_noop("Edit notes on {name}"),
    tr_noop("Edit {name}"),
    tr_noop("Forget search “{name}”"),
    tr_noop("Go on with watch “{name}”"),
    tr_noop("Go on with {number} watches"),
    tr_noop("Import call log “{name}”"),
    tr_noop("Import 1 reply"),
    tr_noop("Import {number} replies"),
    tr_noop("Keep apart {name}"),
    tr_noop("Keep promise"),
    tr_noop("Keep search “{name}”"),
    tr_noop("Link post of @{name}"),
    tr_noop("Link {what} to {name}"),
    tr_noop("Mark as spam case of {name}"),
    tr_noop("Mark as spam {number} cases"),
    tr_noop("Mark promise as not kept"),
    tr_noop("Merge case of {name}"),
    tr_noop("Merge {number} cases"),
    tr_noop("Merge {name}"),
    tr_noop("Mute authors of {number} cases"),
    tr_noop("Mute conversation of {name}"),
    tr_noop("Mute conversations of {number} cases"),
    tr_noop("Mute {name}"),
    tr_noop("Note promise in case of {name}"),
    tr_noop("Pause watch “{name}”"),
    tr_noop("Pause {number} watches"),
    tr_noop("Record fix for {name}"),
    tr_noop("Remove account {name}"),
    tr_noop("Remove fix for {name}"),
    tr_noop("Remove promise"),
    tr_noop("Remove rule {name}"),
    tr_noop("Remove touchpoint case of {name}"),
    tr_noop("Remove touchpoint {number} cases"),
    tr_noop("Remove watch “{name}”"),
    tr_noop("Remove {number} rules"),
    tr_noop("Remove {number} watches"),
    tr_noop("Rename {name}"),
    tr_noop("Reopen case of {name}"),
    tr_noop("Reopen {number} cases"),
    tr_noop("Resolve case of {name}"),
    tr_noop("Resolve {number} cases"),
    tr_noop("Save reply “{name}”"),
    tr_noop("Set kind of message in case of {name}"),
    tr_noop("Set kind of message in {number} cases"),
    tr_noop("Set kind of message"),
    tr_noop("Set priority case of {name}"),
    tr_noop("Set priority {number} cases"),
    tr_noop("Set touchpoint case of {name}"),
    tr_noop("Set touchpoint {number} cases"),
    tr_noop("Snooze case of {name}"),
    tr_noop("Snooze {number} cases"),
    tr_noop("Split case of {name}"),
    tr_noop("Switch off rule {name}"),
    tr_noop("Switch off {number} rules"),
    tr_noop("Switch on rule {name}"),
    tr_noop("Switch on {number} rules"),
    tr_noop("Tag case of {name}"),
    tr_noop("Tag {number} cases"),
    tr_noop("Tag {name}"),
    tr_noop("Take apart {name}"),
    tr_noop("Take back rule {name}"),
    tr_noop("Take in a call of {name}"),
    tr_noop("Unlink {what} from {name}"),
    tr_noop("Unmute {number} mutes"),
    tr_noop("Unmute {name}"),
    tr_noop("Untag case of {name}"),
    tr_noop("Untag {number} cases"),
    tr_noop("Untag {name}"),
)
"""Of forms that begin alike, the one with more words stands first."""
_HOLES = {"name": r"(?P<name>.*)", "what": r"(?P<what>.*?)", "number": r"(?P<number>[\d,]+)"}


def shown(act: str) -> str:
    """Return a stored act as a person reads it; as it is, where its form is not known."""
    for form, pattern in _patterns():
        if found := pattern.fullmatch(act):
            return tr(form).format(**found.groupdict())
    return act


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((form, _pattern(form)) for form in FORMS)


def _pattern(form: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", form)
    made = (_HOLES[each] if number % 2 else re.escape(each) for number, each in enumerate(pieces))
    return re.compile("".join(made), re.DOTALL)

"""Who was sent elsewhere by an answer of ours, and of whom we heard no more.

What an answer says was read by `checks.answer_readings`; no figure is made here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from console.domain.calls import NOT_REACHED
from console.domain.ids import CaseId
from console.insight.cases import calls_of_contacts
from console.insight.rows import MessageFact
from console.insight.stories import Story
from console.insight.windows import Window

LINKED_MS = 48 * 3_600_000
"""Who was sent elsewhere is waited for so long."""


class Sent(NamedTuple):
    """What our answers did to the cases of a period."""

    read: list[CaseId]
    """Cases all of whose answers were read for what they say; also those without any."""
    deflected: dict[CaseId, tuple[Story, MessageFact]]
    """Cases with an answer that only sends elsewhere, and the first of these."""
    over: int
    """Of how many of them that time is over."""
    dangling: list[tuple[Story, MessageFact]]
    """Those of them who were not heard from in that time and are not solved."""


def sent_elsewhere(window: Window, stories: Sequence[Story], until_ms: int) -> Sent:
    """Return what our answers did to cases, as it stood at a moment."""
    readings = window.rows.readings
    read: list[CaseId] = []
    deflected: dict[CaseId, tuple[Story, MessageFact]] = {}
    for story in stories:
        known = True
        for answer in story.answers:
            if answer.ms > until_ms:
                break
            reading = readings.get(answer.id)
            if reading is None or reading.deflects is None:
                known = False
            elif reading.deflects and story.case.id not in deflected:
                deflected[story.case.id] = (story, answer)
        if known:
            read.append(story.case.id)
    over = [each for each in deflected.values() if each[1].ms + LINKED_MS <= until_ms]
    heard = _heard(window, over)
    dangling = [
        (story, answer)
        for story, answer in over
        if story.case.id not in heard
        and (story.case.resolved_ms is None or story.case.resolved_ms > until_ms)
    ]
    return Sent(read, deflected, len(over), dangling)


def _heard(window: Window, sent: Sequence[tuple[Story, MessageFact]]) -> set[CaseId]:
    """Return the cases whose customer spoke with us in time, in whichever case that stands."""
    sought = {story.case.contact_id for story, _ in sent}
    told, facts = window.told.values(), window.rows.calls
    calls = calls_of_contacts(story for story in told if story.case.contact_id in sought)
    return {
        story.case.id
        for story, answer in sent
        for call in calls.get(story.case.contact_id, ())
        if answer.ms <= call.ms <= answer.ms + LINKED_MS
        and (call.id not in facts or facts[call.id].outcome not in NOT_REACHED)
    }

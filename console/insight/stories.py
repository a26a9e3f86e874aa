"""What became of one case, in the terms that figures are asked in; found once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from console.domain.kinds import MessageKind
from console.domain.messages import Channel
from console.domain.resolutions import POST
from console.insight.rows import CaseFact, MessageFact, Rows


class Story:
    """A case with its messages, oldest first.

    Whole for a case that began in the period or in the one before. Not a dataclass, for tens
    of thousands are made at once.
    """

    __slots__ = (
        "answer", "answers", "case", "complaint", "first_call", "first_channel", "first_post",
        "messages",
    )  # fmt: skip

    case: CaseFact
    messages: Sequence[MessageFact]
    first_post: MessageFact | None
    """The customer's first post."""
    first_call: MessageFact | None
    """The first call note, whoever called whom."""
    first_channel: str
    """By which way the case began, one of `SOLUTION_CHANNELS`."""
    complaint: MessageFact | None
    """The customer's first post that complains."""
    answer: MessageFact | None
    """Our first post after the customer's first that is still there."""
    answers: Sequence[MessageFact]
    """Our posts with which an answer begins: what continues a post of ours is a part of it."""

    def __init__(self, case: CaseFact, messages: Sequence[MessageFact], rows: Rows) -> None:
        self.case, self.messages = case, messages
        self.first_post = self.first_call = self.complaint = self.answer = None
        ours: set[str | None] = set()
        answers: list[MessageFact] = []
        for message in messages:
            if not message.is_post:
                if self.first_call is None:
                    self.first_call = message
            elif message.out:
                if message.repost:
                    continue
                if message.parent_id not in ours:
                    answers.append(message)
                ours.add(message.remote_id)
                if self.answer is None and self.first_post is not None and not message.gone:
                    self.answer = message
            else:
                if self.first_post is None:
                    self.first_post = message
                if self.complaint is None and message.kind == MessageKind.COMPLAINT:
                    self.complaint = message
        self.answers = answers
        self.first_channel = POST
        if messages and not messages[0].is_post:
            call = rows.calls.get(messages[0].id)
            self.first_channel = Channel.PHONE if call is None else call.channel


def stories(rows: Rows) -> dict[int, Story]:
    """Return the story of each case by its id, in the order of `rows.cases`."""
    held: dict[int, list[MessageFact]] = {case.id: [] for case in rows.cases}
    for message in rows.messages:
        mine = held.get(message.case_id)  # type: ignore[arg-type]  # None finds none
        if mine is not None:
            mine.append(message)
    return {case.id: Story(case, held[case.id], rows) for case in rows.cases}


def answered_after(story: Story, post: MessageFact) -> MessageFact | None:
    """Return our first post in a case after one of the customer's; None where there is none."""
    later = _later(story.messages, post)
    return next((each for each in later if each.is_post and each.out and not each.gone), None)


def _later(messages: Iterable[MessageFact], post: MessageFact) -> Iterable[MessageFact]:
    return (each for each in messages if each.id > post.id)

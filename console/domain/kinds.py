"""What a customer's message is: a complaint, a question, thanks, or something else."""

from __future__ import annotations

from enum import StrEnum


class MessageKind(StrEnum):
    """What a customer wants with a message."""

    COMPLAINT = "complaint"
    QUESTION = "question"
    THANKS = "thanks"
    OTHER = "other"


class KindBasis(StrEnum):
    """Who said of what kind a message is; a person's word is never overruled."""

    RULE = "rule"
    PERSON = "person"

"""What the timeline says of the kind of a customer's post; pure.

A rule's guess is not said: it counts where cases are counted, and would be one more mark on
every message. What a person said is, and thanks that came after all was solved.
"""

from __future__ import annotations

from datetime import datetime

from console.domain.kinds import KindBasis, MessageKind
from console.domain.messages import Direction, Post
from console.language import mid_sentence, tr

KINDS = {
    MessageKind.COMPLAINT: tr("Complaint"),
    MessageKind.QUESTION: tr("Question"),
    MessageKind.THANKS: tr("Thanks"),
    MessageKind.OTHER: tr("Other"),
}
THANKED = tr("Thanks, after it was resolved")


def mark(post: Post, thanked_at: datetime | None) -> str:
    """Return the mark of a post; empty for none."""
    if post.direction is Direction.OUT:
        return ""
    if post.at == thanked_at:
        return THANKED
    if post.kind is None or post.kind_basis is not KindBasis.PERSON:
        return ""
    return tr("Marked as {kind}").format(kind=mid_sentence(KINDS[post.kind]))

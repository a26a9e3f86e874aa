"""Whether an address may be that of a part which a person posted; pure.

What is entered is judged by the desk when it is stored; this is for what is offered before.
"""

from __future__ import annotations

from console.domain.cautions import CautionKind
from console.domain.outbox import ReplyPart, ReplyThread
from console.errors import InputError
from console.text import post_links


def needs_link(part: ReplyPart) -> bool:
    """Return whether the desk cannot look for the part by itself."""
    return any(caution.kind is CautionKind.NO_ACCESS for caution in part.cautions)


def may_be(link: str, thread: ReplyThread) -> bool:
    """Return whether an address is that of a post which the next part can be."""
    if link.isdecimal():
        return False  # a post's number, or any other
    try:
        told = post_links.read(link)
    except InputError:
        return False
    older = told.at is not None and told.at < thread.created_at
    known = {part.remote_id for part in thread.parts} | {thread.reply_to}
    return not older and told.remote_id not in known

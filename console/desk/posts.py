"""Verbs on posts: capture one that a person saw and that no network brings here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from console.desk.acting import acting
from console.desk.calls import EARLIEST, MAX_TEXT
from console.desk.context import Context
from console.domain.accounts import Access
from console.domain.changes import Changes
from console.domain.ids import CaseId, MessageId, RemoteId, to_ms
from console.errors import InputError
from console.language import tr
from console.store import accounts, captures, cases, tombstones
from console.store.captures import Captured
from console.text import post_links
from console.text.post_links import HANDLE, PostLink
from console.text.weight import normalise

MAX_NAME = 200
CLOCK_SLACK = timedelta(hours=1)
"""How far a post's own time may lie ahead of this machine's clock, which may be slow."""


@dataclass(frozen=True, slots=True)
class NewCapture:
    """A post as an agent saw it."""

    text: str
    handle: str = ""
    """The author's, with or without the @; empty where the link says it."""
    link: str = ""
    """Address of the post on X; empty where it is not known."""
    name: str = ""
    """The author's display name, where it is known."""
    at: datetime | None = None
    """When it was written, unless the link tells; None for now."""
    case_id: CaseId | None = None
    """The case that it belongs to; None for a new one."""
    network: str = "x"


class Posts:
    """Posts that were captured by hand."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def capture(self, new: NewCapture) -> tuple[CaseId, Changes]:
        """Store a post and return its case; one that is stored already is only found.

        One that was captured before without its link gets the link. The whole act can
        be undone.

        Raises:
            InputError: no text, no handle, a link that is none of a post, a time to come,
                one of our own posts, or a case of another customer.
            NotFound: there is no such case.
        """
        db = self._context.db
        post = self._checked(new)
        stored = captures.find(db, post)
        if stored is not None:
            return self._case_of(stored), Changes()
        if tombstones.bars_capture(db, post.network, post.handle, post.remote_id, to_ms(post.at)):
            raise InputError(
                tr("Its author was forgotten, and the post is from before that."),
                advice=tr("Capture what they post from now on."),
            )
        unlinked = captures.find_unlinked(db, post)
        if unlinked is not None and post.remote_id is not None:
            return self._link(post, unlinked, post.remote_id)
        chosen = None if new.case_id is None else cases.current_id(db, new.case_id)
        to = captures.place(db, post, chosen)
        with acting(self._context, f"Capture post of @{post.handle}") as act:
            if captures.find(db, post) is not None or captures.place(db, post, chosen) != to:
                raise _overtaken()
            case_id = captures.add(db, post, to, self._context.now())
        return case_id, act.changes

    def _link(
        self, post: Captured, message_id: MessageId, remote_id: RemoteId
    ) -> tuple[CaseId, Changes]:
        """Give a post that was captured without its link the id that the link tells."""
        db = self._context.db
        case_id = self._case_of(message_id)
        with acting(self._context, f"Link post of @{post.handle}"):  # no row of a case changes
            known = captures.find(db, post) is not None
            if known or captures.find_unlinked(db, post) != message_id:
                raise _overtaken()
            captures.give_id(db, message_id, remote_id)
        return case_id, Changes.of(cases=(case_id,))

    def _case_of(self, message_id: MessageId) -> CaseId:
        case_id = captures.case_of(self._context.db, message_id)
        if case_id is None:
            raise InputError(
                tr("This post is here already and belongs to no case."),
                advice=tr("It is one of ours, or only repeats another's post."),
            )
        return case_id

    def _checked(self, new: NewCapture) -> Captured:
        """Return what was entered in the form in which it is stored."""
        link = post_links.read(new.link) if new.link.strip() else None
        text = captures.cleaned(new.text)
        if not text:
            raise InputError(tr("The post has no text."), advice=tr("Paste what it says."))
        if len(text) > MAX_TEXT:
            raise InputError(
                tr("The post is longer than {max_text} characters.").format(max_text=MAX_TEXT)
            )
        name = " ".join(normalise(new.name).split())
        if len(name) > MAX_NAME:
            raise InputError(
                tr("The name is longer than {max_name} characters.").format(max_name=MAX_NAME)
            )
        return Captured(
            network=new.network,
            remote_id=None if link is None else link.remote_id,
            handle=self._handle(new, link),
            name=name,
            text=text,
            at=self._time(new, link),
        )

    def _handle(self, new: NewCapture, link: PostLink | None) -> str:
        handle = new.handle.strip().removeprefix("@") or ("" if link is None else link.handle)
        if not handle:
            raise InputError(
                tr("It is not said whose post it is."), advice=tr("Give the author's handle.")
            )
        if not HANDLE.fullmatch(handle):
            raise InputError(
                tr("That is no handle of X."),
                advice=tr("It has letters, digits and _ only: @ada_fern."),
            )
        for account in accounts.every(self._context.db):
            if account.network == new.network and account.handle.casefold() == handle.casefold():
                by_hand = account.access is Access.HAND_OFF
                raise InputError(
                    tr("@{handle} is your own account.").format(handle=handle),
                    advice=tr("Capture what customers wrote; answers come in from the outbox.")
                    if by_hand
                    else tr("A sync brings its posts by itself."),
                )
        return handle

    def _time(self, new: NewCapture, link: PostLink | None) -> datetime:
        now = self._context.now()
        told = None if link is None else link.at
        at = told or new.at or now
        if told is not None and at > now + CLOCK_SLACK:
            raise InputError(
                tr("The link's number lies in the future."), advice=tr("Copy it anew.")
            )
        if told is None and at > now:
            raise InputError(tr("The post lies in the future."), advice=tr("Correct its time."))
        if at < EARLIEST:
            raise InputError(
                tr("The post lies before {year}.").format(year=EARLIEST.year),
                advice=tr("Correct its time."),
            )
        return at


def _overtaken() -> InputError:
    return InputError(
        tr("A sync brought something of this customer at this very moment."),
        advice=tr("Save once more."),
    )

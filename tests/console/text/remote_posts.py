"""Posts of a network, made of what a test names."""

from __future__ import annotations

from datetime import UTC, datetime

from console.domain.ids import RemoteId
from console.domain.messages import Media
from console.domain.remote import RemotePost, RemoteUser

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


def user(handle: str, remote_id: str = "") -> RemoteUser:
    return RemoteUser(RemoteId(remote_id or f"id_{handle.lower()}"), handle, handle)


def post(
    text: str = "",
    *,
    author: str = "Mia",
    lang: str = "en",
    mentions: tuple[str, ...] = (),
    answers: str = "",
    parent: str | None = None,
    quoted: str | None = None,
    repost: bool = False,
    reposted: str | None = None,
    media: tuple[str, ...] = (),
    conversation: str = "1",
) -> RemotePost:
    return RemotePost(
        remote_id=RemoteId("1"), author=user(author), at=AT, text=text,
        conversation_id=RemoteId(conversation), parent_id=RemoteId(parent) if parent else None,
        parent_author_id=user(answers).remote_id if answers else None,
        quoted_id=RemoteId(quoted) if quoted else None,
        mentions=tuple(user(each) for each in mentions), lang=lang,
        media=tuple(Media(kind, "", "", None, None) for kind in media), repost=repost,
        reposted_id=RemoteId(reposted) if reposted else None,
    )  # fmt: skip

"""Messages of a case for tests of the timeline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from console.domain.ids import AgentId, CaseId, MessageId, RemoteId
from console.domain.messages import CallNote, Channel, Direction, Media, Post

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
START = NOW - timedelta(days=3)
PHOTO = Media("photo", "https://pbs.twimg.com/media/a.jpg", "A dented kettle", 1200, 800)


def post(
    number: int,
    text: str | None = None,
    *,
    minute: int | None = None,
    own: bool = False,
    parent: int | None = None,
    author: str = "ada",
    media: tuple[Media, ...] = (),
    network: str = "x",
) -> Post:
    return Post(
        id=MessageId(number),
        case_id=CaseId(1),
        at=START + timedelta(minutes=number if minute is None else minute),
        direction=Direction.OUT if own else Direction.IN,
        text=f"text {number}" if text is None else text,
        network=network,
        remote_id=RemoteId(str(number)),
        conversation_id=RemoteId("1"),
        parent_id=None if parent is None else RemoteId(str(parent)),
        author_id=RemoteId("shop" if own else author),
        author_handle="shop" if own else author,
        author_name="The Shop" if own else author.title(),
        summons=not own,
        media=media,
    )


def call(number: int, text: str = "Parcel lost.", *, minute: int | None = None) -> CallNote:
    return CallNote(
        id=MessageId(number),
        case_id=CaseId(1),
        at=START + timedelta(minutes=number if minute is None else minute),
        direction=Direction.IN,
        text=text,
        channel=Channel.PHONE,
        number="+44 20 7946 0123",
        duration_s=360,
        agent_id=AgentId(1),
        agent_name="Mika",
    )

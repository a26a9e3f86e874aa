"""What stands around each message: day and unread lines, headlines, groups, part numbers.

Pure: the rules of grouping, worked out for a row when it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from console.domain.ids import MessageId
from console.domain.messages import CallNote, Direction, Media, Message, Post
from console.domain.resolutions import Promise
from console.language import plural, tr, tr_in
from console.text.hidden_signs import copied
from ui import call_facts, kind_words, words
from ui.call_facts import Fact
from ui.picture_state import NOT_LOADED, PictureState, PictureStatus
from ui.plain import at, isolated, joined

Kind = Literal["in", "own", "call"]
RUN = timedelta(minutes=10)
"""Posts of one customer that follow each other within it stand under one headline."""
MUTED = tr("Muted")
"""Above the text of a post that a mute keeps quiet; it is dimmed as well."""
LOADED = {
    PictureStatus.NOT_LOADED: tr_in("picture", "not loaded"),
    PictureStatus.LOADING: tr("loading…"),
    PictureStatus.SHOWN: "",
    PictureStatus.FAILED: tr_in("picture", "could not be loaded"),
}
"""How far a picture is, as it is read out."""
ANSWER = timedelta(hours=1)
"""A part of an answer follows the part before within it; later, it is another answer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message with what the timeline says about it."""

    message: Message
    kind: Kind
    """From the customer, from us, or noted off the network."""
    day: str
    """The day line above it; empty where the day is that of the message before."""
    unread: bool
    """Whether the unread line is above it."""
    name: str
    handle: str
    """With the @; empty where there is none."""
    facts: str
    """When, and what else the headline says."""
    below: str
    """The second line of a call note's headline; that a post is gone, its kind; empty else."""
    begins: bool
    """Whether it is the first of its group, which has the headline."""
    ends: bool
    part: str
    """`2/3` for a part of an answer; empty for an answer of one part."""
    pictures: tuple[PictureState, ...]
    """How far each picture of a post is loaded."""
    whose: str = ""
    """The name again, also where the item before it shows it for both."""
    outcome: tuple[Fact, ...] = ()
    """What came of a call, under its text."""

    @property
    def muted(self) -> bool:
        """Return whether a mute keeps it quiet."""
        return isinstance(self.message, Post) and self.message.muted

    @property
    def spoken(self) -> str:
        """The whole of it in words, for a screen reader."""
        about = [
            self.day,
            tr("unread from here on") if self.unread else "",
            self.name or self.whose,
            self.handle,
            self.facts,
            self.below,
            self.part and tr("part {part}").format(part=self.part),
        ]
        said = ", ".join(fact for fact in about if fact)
        media = self.message.media if isinstance(self.message, Post) else ()
        shown = [_picture(one, state) for one, state in zip(media, self.pictures, strict=False)]
        came = [f"{fact.label}: {copied(fact.text)}" for fact in self.outcome]
        return "\n".join([f"{said}: {copied(self.message.text)}", *came, *shown])


def _picture(media: Media, state: PictureState) -> str:
    """Return a picture in words: its kind, size, how far it is loaded, what it shows."""
    size = f"{media.width} × {media.height}" if media.width and media.height else ""
    stands = tr("can be seen on X only") if not media.url else LOADED[state.status]
    facts = (words.medium(media), size, stands, isolated(state.problem))
    about = ", ".join(fact for fact in facts if fact)
    return f"{about}: {copied(media.alt_text) or words.NO_ALT_TEXT}"


class Entries:
    """The timeline of messages given oldest first."""

    def __init__(
        self,
        messages: tuple[Message, ...] = (),
        now: datetime | None = None,
        read_id: MessageId | None = None,
        thanked_at: datetime | None = None,
        promises: Sequence[Promise] = (),
    ) -> None:
        """Take the messages; `read_id` is the newest one that was read, None for no line.

        `thanked_at` is when the customer thanked us after all was solved; `promises` are
        those of the case.
        """
        self.promises = tuple(promises)
        self.messages, self.thanked_at = messages, thanked_at
        self._now = now
        self.unread_row = _unread_row(messages, read_id)
        self._parts: dict[int, tuple[int, int]] = {}

    def entry(self, row: int, pictures: dict[tuple[MessageId, int], PictureState]) -> Entry:
        """Return what row `row` shows."""
        message = self.messages[row]
        begins = self.begins(row)
        number, total = self._part(row)
        media = message.media if isinstance(message, Post) else ()
        name, handle, facts, below = _headline(message, total, self.thanked_at)
        return Entry(
            message=message,
            kind=_kind(message),
            day=words.day(message.at, self._now or message.at) if self._new_day(row) else "",
            unread=row == self.unread_row,
            name=name if begins else "",
            whose=name,
            handle=handle if begins else "",
            facts=facts if begins else "",
            below=below,
            begins=begins,
            ends=row + 1 == len(self.messages) or self.begins(row + 1),
            part=f"{number}/{total}" if total > 1 else "",
            pictures=tuple(
                pictures.get((message.id, place), NOT_LOADED) for place in range(len(media))
            ),
            outcome=self._outcome(message),
        )

    def _outcome(self, message: Message) -> tuple[Fact, ...]:
        if not isinstance(message, CallNote):
            return ()
        made = (one for one in self.promises if one.message_id == message.id)
        return call_facts.facts(message, next(made, None), self._now or message.at)

    def begins(self, row: int) -> bool:
        """Return whether a row is the first of its group."""
        return row in (0, self.unread_row) or self._new_day(row) or not self._belong(row - 1, row)

    def group(self, row: int) -> range:
        """Return the rows that stand under one headline with row `row`."""
        first, end = row, row + 1
        while not self.begins(first):
            first -= 1
        while end < len(self.messages) and not self.begins(end):
            end += 1
        return range(first, end)

    def _new_day(self, row: int) -> bool:
        return row == 0 or _local(self.messages[row - 1]) != _local(self.messages[row])

    def _belong(self, before: int, after: int) -> bool:
        one, other = self.messages[before], self.messages[after]
        if not isinstance(one, Post) or not isinstance(other, Post):
            return False
        if self._is_next_part(after):
            return True
        return (
            one.direction is Direction.IN
            and other.direction is Direction.IN
            and one.author_id == other.author_id
            and other.at - one.at <= RUN
        )

    def _is_next_part(self, row: int) -> bool:
        """Return whether a row goes on with the answer in the row before."""
        if not 0 < row < len(self.messages):
            return False
        one, other = self.messages[row - 1], self.messages[row]
        return (
            isinstance(one, Post)
            and isinstance(other, Post)
            and one.direction is Direction.OUT
            and other.direction is Direction.OUT
            and other.parent_id == one.remote_id
            and other.at - one.at <= ANSWER
        )

    def _part(self, row: int) -> tuple[int, int]:
        """Return a row's number in its answer, and how many parts that has."""
        if row not in self._parts:
            first, end = row, row + 1
            while self._is_next_part(first):
                first -= 1
            while self._is_next_part(end):
                end += 1
            for number, part in enumerate(range(first, end), start=1):
                self._parts[part] = number, end - first
        return self._parts[row]


def _unread_row(messages: Sequence[Message], read_id: MessageId | None) -> int | None:
    """Return where the customer's first post after the newest read message is.

    A muted one asks to be read by nobody.
    """
    if read_id is None:
        return None
    found = None
    for row in range(len(messages) - 1, -1, -1):
        message = messages[row]
        if message.id <= read_id:
            break
        if isinstance(message, Post) and message.direction is Direction.IN and not message.muted:
            found = row
    return found


def _local(message: Message) -> date:
    return message.at.astimezone().date()


def _kind(message: Message) -> Kind:
    if isinstance(message, CallNote):
        return "call"
    return "own" if message.direction is Direction.OUT else "in"


def _network_mark(message: Post) -> str:
    """Return what the network says of a post since it came in; nothing mostly."""
    if message.withdrawn:
        return words.WITHDRAWN
    if message.gone:
        return words.GONE
    return words.EDITED if message.edited else ""


def _headline(
    message: Message, total: int, thanked_at: datetime | None
) -> tuple[str, str, str, str]:
    """Return name, handle, facts and the second line."""
    if isinstance(message, CallNote):
        return words.call_title(message), "", words.call_time(message), call_facts.below(message)
    handle = at(message.author_handle) if message.author_handle else ""
    marks = (
        _network_mark(message),
        MUTED if message.muted else "",
        kind_words.mark(message, thanked_at),
    )
    below = joined(marks)
    facts = [
        words.clock(message.at),
        *([plural(total, "{count} part", "{count} parts")] if total > 1 else []),
    ]
    return isolated(message.author_name) or handle, handle, joined(facts), below

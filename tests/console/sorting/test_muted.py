"""Which mute keeps a post quiet."""

from __future__ import annotations

import pytest

from console.domain.ids import MuteId, RemoteId
from console.domain.triage_rules import MuteKind, NewMute
from console.sorting.muted import Mutes

ADA, TALK = RemoteId("2"), RemoteId("900")


def mutes(*held: tuple[MuteKind, str]) -> Mutes:
    return Mutes.of(
        (MuteId(number), NewMute("x", kind, value, value))
        for number, (kind, value) in enumerate(held, start=1)
    )


@pytest.mark.parametrize(
    ("word", "text", "quiet"),
    [
        ("giveaway", "Our GIVEAWAY!", True),
        ("giveaway", "giveaways", False),
        ("cafe", "the Café is closed", True),
        ("big  sale", "BIG\nsale now", True),
        ("配送", "我的配送很慢", True),
        ("配送慢", "配送 很慢", False),
    ],
)
def test_whole_words_count_whatever_their_case_and_accents(
    word: str, text: str, *, quiet: bool
) -> None:
    found = mutes((MuteKind.WORD, word)).by(ADA, TALK, text)
    assert found == (MuteId(1) if quiet else None)


def test_of_several_the_author_is_noted_then_the_conversation_then_the_oldest_word() -> None:
    every = mutes(
        (MuteKind.WORD, "second"),
        (MuteKind.WORD, "sale"),
        (MuteKind.CONVERSATION, TALK),
        (MuteKind.AUTHOR, ADA),
    )
    assert every.by(ADA, TALK, "sale") == 4
    assert every.by(RemoteId("3"), TALK, "sale") == 3
    assert every.by(RemoteId("3"), RemoteId("1"), "sale") == 2
    assert every.by(RemoteId("3"), RemoteId("1"), "second sale") == 1
    assert every.by(RemoteId("3"), RemoteId("1"), "nothing") is None


def test_an_id_is_not_looked_for_among_words_or_other_ids() -> None:
    assert mutes((MuteKind.AUTHOR, TALK)).by(ADA, TALK, TALK) is None
    assert mutes((MuteKind.CONVERSATION, ADA)).by(ADA, TALK, ADA) is None

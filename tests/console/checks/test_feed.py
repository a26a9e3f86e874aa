"""Stranger's view: what our last posts are, before and after a draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from console.checks import Facts, Ground, OurPost
from console.checks.feed import feed_of, stranger
from console.checks.reading import Reading
from console.domain.checks import Feed, FeedShare, Finding
from console.domain.ids import MessageId, RemoteId
from console.domain.kinds import MessageKind
from console.domain.messages import Direction, Post

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SORRY = "We are sorry to hear that. Please send us a direct message."
SOLVED = "Good news: that is fixed now, it works again."
THANKS = "Thank you so much!"
COMPLAINT, QUESTION = MessageKind.COMPLAINT, MessageKind.QUESTION
S, C, T, O = FeedShare.SOLVED, FeedShare.COMPLAINT, FeedShare.THANKS, FeedShare.OTHER  # noqa: E741


def post(number: int = 900, kind: MessageKind | None = COMPLAINT) -> Post:
    """Return a customer's post."""
    return Post(
        id=MessageId(number),
        case_id=None,
        at=NOW,
        direction=Direction.IN,
        text="It is broken",
        network="x",
        remote_id=RemoteId(str(number)),
        conversation_id=RemoteId("1"),
        parent_id=None,
        author_id=RemoteId("2"),
        author_handle="ada_fern",
        author_name="Ada Fern",
        summons=True,
        media=(),
        kind=kind,
    )


def ours(
    number: int, text: str, kind: MessageKind | None = COMPLAINT, answers: int | None = None
) -> OurPost:
    asked = None if answers is None else MessageId(answers)
    return OurPost(MessageId(number), None, NOW, text, asked, kind)


def ground_of(posts: Sequence[OurPost], kind: MessageKind | None = COMPLAINT) -> Ground:
    latest = tuple(sorted(posts, key=lambda each: each.id, reverse=True))
    return Ground(Facts(our_posts=latest, reply_to=post(kind=kind)))


def feed(draft: str, ground: Ground, parts: Sequence[tuple[int, int]] = ()) -> Feed:
    found = feed_of(Reading(draft, ground.lexicon("en"), parts), ground)
    assert found is not None
    return found


def stranger_of(draft: str, ground: Ground) -> list[Finding]:
    return list(stranger(Reading(draft, ground.lexicon("en")), ground, NOW))


def mixed(complaints: int, solved: int, other: int = 0) -> list[OurPost]:
    texts = [(SORRY, COMPLAINT)] * complaints + [(SOLVED, COMPLAINT)] * solved
    texts += [("We open at nine.", QUESTION)] * other
    return [ours(number, *each) for number, each in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    ("text", "kind", "share"),
    [
        (SORRY, COMPLAINT, C),
        ("Es tut uns leid. Bitte schreiben Sie uns eine Direktnachricht.", COMPLAINT, C),
        ("", COMPLAINT, C),
        ("Is it fixed now?", COMPLAINT, C),
        (SOLVED, COMPLAINT, S),
        (SOLVED, QUESTION, S),
        ("Das ist jetzt behoben, es geht wieder.", COMPLAINT, S),
        ("It's fixed now, have a good day.", COMPLAINT, S),
        ("Refunded!", COMPLAINT, S),
        ("Das Geld ist zurück auf deinem Konto.", COMPLAINT, S),
        ("The outage is back, sorry for that.", COMPLAINT, C),
        ("Your flight has been cancelled.", COMPLAINT, C),
        ("Die Störung ist leider wieder da.", COMPLAINT, C),
        ("Nothing has been refunded so far.", COMPLAINT, C),
        ("Nothing was refunded and nothing is fixed.", COMPLAINT, C),
        ("Nichts wurde erstattet und nichts ist behoben.", COMPLAINT, C),
        ("A new whistle with the better clip is on its way to you, no charge.", COMPLAINT, S),
        ("It is not you. Yours comes from the new batch, today.", COMPLAINT, S),
        ("38.90 was refunded today, Ben.", COMPLAINT, S),
        ("Eine neue Pfeife ist unterwegs zu dir, kostenlos.", COMPLAINT, S),
        ("Le colis est cassé, nous sommes vraiment désolés.", COMPLAINT, O),
        ("Le colis est réparé, merci de votre patience.", MessageKind.THANKS, O),
        (THANKS, None, T),
        ("Danke schön!", None, T),
        ("Have a nice day then.", MessageKind.THANKS, T),
        ("We open at nine.", QUESTION, O),
        (SORRY, QUESTION, O),
        (SORRY, None, O),
        ("", None, O),
        ("Nous ouvrons le matin tôt.", None, O),
        ("\ud800\u202e\x00\u200b１２", None, O),
    ],
)
def test_each_post_is_what_a_stranger_takes_it_for(
    text: str, kind: MessageKind | None, share: FeedShare
) -> None:
    before = feed("", ground_of([ours(1, text, kind)])).before
    assert before == {each: int(each is share) for each in FeedShare}


def test_an_answer_is_read_as_one() -> None:
    posts = [ours(1, SORRY, answers=800), ours(2, "One more word.", None, 1)]
    assert feed("", ground_of(posts)).before == {S: 0, C: 2, T: 0, O: 0}
    posts.append(ours(3, SOLVED, None, 2))
    assert feed("", ground_of(posts)).before == {S: 3, C: 0, T: 0, O: 0}


def test_only_the_last_fifty_count() -> None:
    posts = [ours(1, SOLVED), *(ours(n, SORRY) for n in range(2, 52))]
    assert feed("", ground_of(posts)).before == {S: 0, C: 50, T: 0, O: 0}
    assert feed("", ground_of(posts[:-1])).before == {S: 1, C: 49, T: 0, O: 0}


def test_after_it_the_drafts_parts_are_the_newest() -> None:
    posts = [ours(1, SOLVED), *(ours(n, SORRY) for n in range(2, 51))]
    ground = ground_of(posts)
    assert feed(SORRY, ground).after == {S: 0, C: 50, T: 0, O: 0}
    draft = f"{SOLVED} Bye."
    after = feed(draft, ground, [(0, len(SOLVED)), (len(SOLVED), len(draft))]).after
    assert after == {S: 2, C: 48, T: 0, O: 0}
    few = feed(THANKS, ground_of([ours(1, SORRY)]))
    assert few.after == {S: 0, C: 1, T: 1, O: 0}


def test_without_any_post_there_is_no_feed() -> None:
    ground = ground_of([])
    assert feed_of(Reading(SORRY, ground.lexicon("en")), ground) is None
    assert stranger_of(SORRY, ground) == []


def test_mostly_complaints_are_told_with_their_numbers() -> None:
    draft = f" {SORRY}\n"
    (finding,) = stranger_of(draft, ground_of(mixed(34, 3, 13)))
    assert finding.why.startswith(
        "Of your last 50 posts 34 answer complaints and do not say that something was solved,"
        " as this one; 3 say so."
    )
    assert "language" not in finding.why
    assert draft[finding.start : finding.end] == SORRY


@pytest.mark.parametrize(("solved", "said"), [(0, "none says"), (1, "1 says"), (2, "2 say")])
def test_few_are_counted_as_one_speaks(solved: int, said: str) -> None:
    (finding,) = stranger_of(SORRY, ground_of(mixed(40, solved)))
    assert f"; {said} so." in finding.why


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["Bonjour, le colis est cassé, nous sommes désolés."], "1 is in a language that is not"),
        (
            ["Bonjour, le colis est cassé.", "Hola, sentimos mucho lo que ha pasado hoy."],
            "2 are in languages that are not",
        ),
    ],
)
def test_posts_that_are_not_read_are_other_and_counted(texts: list[str], said: str) -> None:
    posts = [*mixed(40, 0), *(ours(n, text) for n, text in enumerate(texts, start=100))]
    ground = ground_of(posts)
    assert feed(SORRY, ground).before == {S: 0, C: 40, T: 0, O: len(texts)}
    (finding,) = stranger_of(SORRY, ground)
    assert said in finding.why


def test_of_an_answer_of_which_a_part_is_not_read_nothing_is_claimed() -> None:
    french = "Bonjour, le colis est cassé, nous sommes désolés."
    posts = [ours(1, SORRY, answers=800), ours(2, french, None, 1)]
    assert feed("", ground_of(posts)).before == {S: 0, C: 0, T: 0, O: 2}
    posts.append(ours(3, SOLVED, None, 2))
    assert feed("", ground_of(posts)).before == {S: 3, C: 0, T: 0, O: 0}


@pytest.mark.parametrize(
    ("complaints", "solved", "other", "is_told"),
    [
        (30, 0, 20, True),
        (29, 0, 21, False),
        (40, 9, 1, True),
        (40, 10, 0, False),
        (20, 0, 0, True),
        (19, 0, 0, False),
        (0, 0, 50, False),
    ],
)
def test_it_is_told_from_three_in_five_on(
    complaints: int, solved: int, other: int, *, is_told: bool
) -> None:
    assert bool(stranger_of(SORRY, ground_of(mixed(complaints, solved, other)))) is is_told


@pytest.mark.parametrize(
    ("draft", "kind"),
    [(SOLVED, COMPLAINT), (SORRY, QUESTION), (SORRY, None), (THANKS, MessageKind.THANKS)],
)
def test_a_draft_that_adds_none_is_not_told(draft: str, kind: MessageKind | None) -> None:
    assert stranger_of(draft, ground_of(mixed(45, 0), kind)) == []


@pytest.mark.parametrize("text", ["a b. " * 20_000, "\n" * 99_999, "\ud800" * 999])
def test_a_huge_draft_is_read(text: str) -> None:
    for finding in stranger_of(text, ground_of([*mixed(30, 0), ours(99, text[:900])])):
        assert 0 <= finding.start <= finding.end <= len(text)

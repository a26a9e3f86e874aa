"""What is said before an answer goes out: how it will go, and what changed since it was begun."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryWorld
from console.domain.accounts import Access, Account, SelfReply
from console.domain.cases import CaseRow, CaseState, CaseView
from console.domain.cautions import Caution, CautionKind
from console.domain.contacts import Contact
from console.domain.ids import AccountId, CaseId, ContactId, MessageId, RemoteId
from console.domain.limits import LIMITS_140, LIMITS_280
from console.domain.messages import CallNote, Direction, Post
from console.domain.sign_in import Ended, Granted, Way
from console.pacing import x_prices
from console.text.split import Layout, split
from tests.ui.conftest import NOW, OWN, open_case, timeline
from tests.ui.given_time import hold_time, take_a_moment
from ui import answer_access, caution_words, composer_words
from ui.application import Application
from ui.caution_guard import CautionGuard
from ui.composer import Composer
from ui.composer_facts import Act, Standing
from ui.composer_frame import NARROW
from ui.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier
LATER = datetime(2026, 11, 12, 14, 10, tzinfo=UTC).astimezone()
AT = LATER.replace(hour=14, minute=2)
SENTENCE = "Your parcel was booked onto the wrong van on Thursday and stood there since then. "
WROTE = Caution(CautionKind.CUSTOMER_WROTE, "Where is it?", "ada_fern", AT, MessageId(7))
ANSWERED = Caution(CautionKind.ANSWERED, "We look.", "shop", AT, MessageId(8))
NOTED = Caution(CautionKind.CALL_NOTED, "", "Mika", AT, MessageId(9))


def parts(text: str) -> Layout:
    return split(text, LIMITS_140)


def texts(standing: Standing, text: str) -> list[str]:
    return [fact.text for fact in standing.facts(parts(text))]


@pytest.mark.parametrize(
    ("caution", "line"),
    [
        (WROTE, "@ada_fern wrote again at 14:02: Where is it?"),
        (replace(WROTE, who="", text=""), "The customer wrote again at 14:02."),
        (
            replace(WROTE, at=AT - timedelta(days=10)),
            "@ada_fern wrote again on 2 Nov 2026, 14:02: Where is it?",
        ),
        (ANSWERED, "A colleague answered as @shop at 14:02: We look."),
        (NOTED, "Mika noted a call at 14:02."),
        (Caution(CautionKind.PARENT_GONE), "The post was deleted, or is hidden from us."),
        (
            Caution(CautionKind.PARENT_EDITED, "Found it"),
            "The post was edited. It says now: Found it",
        ),
        (Caution(CautionKind.STALE, at=LATER - timedelta(hours=3)), "It waited for 3 h."),
        (
            Caution(CautionKind.SELF_REPLY),
            "X does not let this app answer its own posts; this part is posted by hand.",
        ),
        (
            Caution(CautionKind.NO_ACCESS),
            "This account has no access to the API; you post each part in the browser.",
        ),
        (Caution(CautionKind.NOT_SUMMONED), "X takes no answer to this post by its API."),
        (Caution(CautionKind.OPENED), "It was opened in the browser."),
    ],
)
def test_caution_is_one_sentence_with_its_evidence(caution: Caution, line: str) -> None:
    assert caution_words.caution_line(caution, LATER) == line


def test_name_and_text_of_others_turn_nothing_around_them() -> None:
    turning = replace(NOTED, who="Mi\u202eka", text="a\u202eb")
    assert "\u202e" not in caution_words.caution_line(turning, LATER)


def test_question_names_one_thing_and_counts_several() -> None:
    asked = "while you were writing. Ctrl+Enter once more sends it."
    assert caution_words.question((WROTE,)) == f"@ada_fern wrote again {asked}"
    assert caution_words.question((WROTE, ANSWERED)) == f"2 things changed {asked}"


def test_nothing_is_said_where_all_is_well() -> None:
    well = Standing(prices=x_prices(), handle="shop")
    assert texts(well, "Hello") == texts(well, SENTENCE * 3) == []
    assert texts(replace(well, self_reply=SelfReply.UNKNOWN), "Hello") == []
    assert texts(replace(well, summoned=False, blocked="No keyring."), "Hello") == []


def test_answer_to_a_post_that_does_not_mention_us_says_why_it_goes_by_hand() -> None:
    by_hand = Standing(summoned=False, handle="shop", prices=x_prices())
    why = (
        "person did not tag @shop, so X takes no answer by its API and asks not to approach"
        " them by automation; you post it by hand, in the browser."
    )
    for written in ("", "Hello", SENTENCE * 3, "See shop.com"):
        assert texts(by_hand, written) == [f"This {why}"]
        assert by_hand.cost(parts(written)) is None
    found = replace(by_hand, found_by=("Late parcels",))
    assert texts(found, "Hello") == [f"Found by the watch “Late parcels”: this {why}"]
    assert by_hand.outcome(parts("Hello")) == f"This {why}"


def test_many_watches_are_counted_and_their_names_turn_nothing_around_them() -> None:
    found = composer_words.unsummoned("shop", ("A", "B", "C"))
    assert found.startswith("Found by the watches “A” and 2 more: this person did not tag @shop")
    assert "\u202e" not in composer_words.unsummoned("shop", ("a\u202eb",))


def test_parts_that_x_may_refuse_can_become_one_post() -> None:
    unknown = Standing(self_reply=SelfReply.UNKNOWN)
    (fact,) = unknown.facts(parts(SENTENCE * 2))
    assert fact.text == "X may refuse part 2; you would post it by hand."
    assert fact.acts == (Act.ONE_POST,)
    assert not fact.warns
    (fact,) = unknown.facts(parts(SENTENCE * 4))
    assert fact.text == "X may refuse parts 2 and 3; you would post them by hand."
    assert fact.acts == ()
    (fact,) = unknown.facts(parts("One\ftwo"))
    assert fact.acts == (), "the break is wanted"


def test_parts_that_x_refuses_go_by_hand() -> None:
    refused = Standing(self_reply=SelfReply.NO)
    why = "X does not let this app answer its own posts."
    assert texts(refused, SENTENCE * 2) == [f"Part 2 goes by hand: {why}"]
    assert texts(refused, "a\fb\fc\fd\fe") == [f"Parts 2 to 5 go by hand: {why}"]


def test_link_says_its_price() -> None:
    shop = Standing(prices=x_prices())
    assert texts(shop, "See shop.com") == ["The link makes this post cost $0.20 instead of $0.01."]
    assert texts(shop, "Hello\fshop.com") == ["The link makes part 2 cost $0.20 instead of $0.015."]
    assert texts(shop, "shop.com\fshop.com\fBye") == [
        "The links in 2 parts make the answer cost $0.415 instead of $0.04."
    ]
    assert texts(Standing(), "See shop.com") == []


def test_account_without_access_hands_over() -> None:
    by_hand = Standing(no_access=True, handle="shop", self_reply=SelfReply.NO)
    rest = "in the browser: @shop has no access to X's API."
    assert texts(by_hand, "Hello") == [f"You post it {rest}"]
    assert texts(by_hand, "a\fb") == [f"You post each part {rest}"]
    assert by_hand.may_send(parts("Hello"))


def test_what_is_wrong_and_what_changed_stand_before_the_rest() -> None:
    changes = answer_access.changes((WROTE,), LATER)
    standing = Standing(self_reply=SelfReply.UNKNOWN, changes=changes, prices=x_prices())
    facts = standing.facts(parts(f"{'x' * 200} shop.com"))
    assert [fact.warns for fact in facts] == [True, True, False, False]
    assert facts[0].text == "A word is longer than a part and is cut in part 1."
    assert facts[1] == changes[0]


def test_long_evidence_is_cut_beside_the_message_itself() -> None:
    (fact,) = answer_access.changes((replace(WROTE, text="word " * 40),), LATER)
    assert len(fact.text) < 110
    assert "…" in fact.text
    assert fact.acts == (Act.SHOW, Act.SEEN)
    assert fact.message_id == WROTE.message_id


def post(number: int, text: str = "Where is it?", *, gone: bool = False) -> Post:
    return Post(
        id=MessageId(number),
        case_id=CaseId(1),
        at=AT,
        direction=Direction.IN,
        text=text,
        network="x",
        remote_id=RemoteId(str(number)),
        conversation_id=RemoteId("1"),
        parent_id=None,
        author_id=RemoteId("5"),
        author_handle="ada_fern",
        author_name="Ada Fern",
        summons=True,
        media=(),
        gone=gone,
    )


ROW = CaseRow(
    id=CaseId(1), account_id=AccountId(1), contact_id=ContactId(1), name="Ada Fern",
    handle="ada_fern", state=CaseState.NEEDS_REPLY, last_at=AT, last_direction=Direction.IN,
    snippet="", last_is_call=False, calls=0, first_call_at=None, first_post_at=AT,
    has_draft=True, outbox=0, trouble=0, unread=False,
)  # fmt: skip
CONTACT = Contact(ContactId(1), "Ada Fern", (), ())


def view(*messages: Post | CallNote, cautions: tuple[Caution, ...] = ()) -> CaseView:
    return CaseView(
        row=ROW, contact=CONTACT, messages=messages, threads=(), draft=None, reading=None,
        others=(), cautions=cautions,
    )  # fmt: skip


def unseen(guard: CautionGuard) -> list[Caution]:
    return list(guard.unseen)


def test_post_that_goes_or_is_edited_while_one_writes_is_told() -> None:
    guard = CautionGuard()
    guard.look(view(post(1), post(2)), writing=False)
    assert unseen(guard) == []
    guard.look(view(post(1), post(2, gone=True)), writing=True)
    assert [caution.kind for caution in unseen(guard)] == [CautionKind.PARENT_GONE]
    guard.look(view(post(1), post(2, "Found it,\nsorry")), writing=True)
    (caution,) = unseen(guard)
    assert (caution.kind, caution.text) == (CautionKind.PARENT_EDITED, "Found it, sorry")
    guard.look(view(post(1), post(2, "Found it,\nsorry")), writing=False)
    assert unseen(guard) == [], "who begins now knows what it says now"


def test_same_cautions_are_asked_about_once() -> None:
    guard = CautionGuard()
    assert not guard.asks()
    guard.look(view(post(1), cautions=(WROTE,)), writing=True)
    assert guard.asks()
    assert not guard.asks()
    guard.look(view(post(1), cautions=(WROTE, ANSWERED)), writing=True)
    assert guard.asks()
    guard.begin()
    guard.look(view(post(1), cautions=(WROTE,)), writing=True)
    assert guard.asks()


def test_what_was_seen_is_told_no_more_unless_that_could_not_be_stored() -> None:
    guard = CautionGuard()
    guard.look(view(post(1), cautions=(WROTE, ANSWERED)), writing=True)
    guard.mark_seen((WROTE,))
    assert unseen(guard) == [ANSWERED]
    guard.mark_seen((ANSWERED,))
    assert unseen(guard) == []
    assert not guard.asks()
    guard.forget_seen((WROTE, ANSWERED))
    assert unseen(guard) == [WROTE, ANSWERED]


def known(guard: CautionGuard) -> list[int] | None:
    return None if guard.known is None else sorted(guard.known)


def test_what_the_customer_posts_after_the_first_key_is_told_before_anything_is_stored() -> None:
    guard = CautionGuard()
    guard.look(view(post(1)), writing=False)
    assert known(guard) is None
    guard.write(writing=True)
    assert known(guard) == [1]
    ours = replace(post(2), direction=Direction.OUT)
    guard.look(view(post(1), ours, post(3, "Found it,\nsorry")), writing=True)
    (caution,) = unseen(guard)
    assert (caution.kind, caution.text) == (CautionKind.CUSTOMER_WROTE, "Found it, sorry")
    assert known(guard) == [1]
    assert guard.told == {1, 3}, "whose post the other is, only the store can tell"
    stored = replace(caution, text="Found it")
    guard.look(view(post(1), ours, post(3), cautions=(stored,)), writing=True)
    assert unseen(guard) == [stored], "it is told once"
    guard.mark_seen((stored,))
    guard.look(view(post(1), ours, post(3)), writing=True)
    assert unseen(guard) == [], "seen is seen, whoever tells it"
    assert known(guard) == [1, 3]
    guard.write(writing=False)
    guard.write(writing=True)
    assert known(guard) == [1, 2, 3], "another answer is begun"


def test_case_that_is_read_after_the_first_key_is_known_as_it_is_shown() -> None:
    guard = CautionGuard()
    guard.write(writing=True)
    guard.look(view(post(1), post(2)), writing=True)
    assert known(guard) == [1, 2]
    assert unseen(guard) == []


ACCOUNT = Account(AccountId(1), "x", RemoteId("9"), "shop", "Shop", SelfReply.NO, None, None)


def standing(case: CaseView | None, account: Account = ACCOUNT, blocked: str = "") -> Standing:
    return answer_access.standing(ROW, case, account, blocked, (), ready=True)


def test_account_without_access_is_not_blocked_and_costs_nothing() -> None:
    by_hand = replace(ACCOUNT, access=Access.HAND_OFF)
    assert standing(view(post(1)), blocked="No keyring.").blocked == "No keyring."
    told = standing(view(replace(post(1), summons=False)), by_hand, blocked="No keyring.")
    assert told == Standing(no_access=True, handle="shop")


def test_answer_to_who_did_not_tag_us_costs_nothing_and_waits_for_no_keys() -> None:
    case = replace(view(replace(post(1), summons=False)), found_by=("Late parcels",))
    told = standing(case, blocked="No keyring.")
    assert told == Standing(summoned=False, found_by=("Late parcels",), handle="shop")
    assert told.by_hand
    summoned = standing(replace(view(post(1)), found_by=("Late parcels",)))
    assert (summoned.by_hand, summoned.found_by) == (False, ())


@pytest.mark.parametrize(
    ("granted", "said"),
    [
        (Granted(Way.KEYS, ("read", "write"), Ended.REFUSED), "@shop is signed out"),
        (Granted(Way.KEYS, (), Ended.HERE), "@shop is signed out"),
        (Granted(Way.BROWSER, ("tweet.read", "users.read")), "may only read"),
    ],
)
def test_answer_that_waits_for_a_sign_in_is_said_to_before_a_word_and_can_be_sent(
    granted: Granted, said: str
) -> None:
    told = answer_access.standing(ROW, view(post(1)), ACCOUNT, "", (), ready=True, granted=granted)
    for written in ("", "See you."):
        (fact,) = told.facts(split(written, LIMITS_280))
        assert fact.warns
        assert said in fact.text
        assert "waits in the outbox till you sign it in again" in fact.text
        assert "“Sign in again…”" in fact.text
    assert told.may_send(split("See you.", LIMITS_280))


@pytest.mark.parametrize("granted", [None, Granted(Way.KEYS), Granted(Way.PIN, ("read", "write"))])
def test_answer_of_who_is_signed_in_waits_for_nothing(granted: Granted | None) -> None:
    told = answer_access.standing(ROW, view(post(1)), ACCOUNT, "", (), ready=True, granted=granted)
    assert told.waits == ""


def test_answer_that_a_person_posts_waits_for_no_sign_in() -> None:
    ended = Granted(Way.KEYS, (), Ended.REFUSED)
    by_hand = view(replace(post(1), summons=False))
    told = answer_access.standing(ROW, by_hand, ACCOUNT, "", (), ready=True, granted=ended)
    assert told.waits == ""


def test_case_whose_posts_are_all_gone_says_so() -> None:
    told = standing(view(post(1, gone=True)))
    assert told.blocked == answer_access.GONE
    assert told.nothing_to_answer


# In the composer itself.


@pytest.fixture
def composer(qtbot: QtBot, qapp: QApplication) -> Iterator[Composer]:
    theme = Theme(qapp)
    theme.apply()
    made = Composer(theme)
    qtbot.addWidget(made)
    made.resize(NARROW - 90, 300)
    made.show()
    made.editor.setFocus()
    yield made
    made.flush()


def button(composer: Composer, text: str) -> QPushButton:
    """Return the one button in sight that says so."""
    (found,) = (
        each
        for each in composer.notes.findChildren(QPushButton)
        if each.text() == text and each.isVisible()
    )
    return found


def click(qtbot: QtBot, each: QPushButton) -> None:
    qtbot.mouseClick(each, Qt.MouseButton.LeftButton)


def test_text_becomes_one_longer_post_and_only_this_one(qtbot: QtBot, composer: Composer) -> None:
    composer.show_standing(Standing(self_reply=SelfReply.UNKNOWN))
    qtbot.keyClicks(composer.editor, SENTENCE * 2)
    composer.flush()
    told: list[str] = []
    composer.limit_chosen.connect(told.append)
    with qtbot.waitSignal(composer.edited):
        click(qtbot, button(composer, "One post of 280"))
    assert composer.limits == LIMITS_280
    assert len(composer.shown) == 1
    assert not composer.notes.isVisible()
    assert composer.editor.hasFocus()
    assert told == [], "what other answers begin with is another choice"


def test_hand_over_is_what_the_button_says(composer: Composer) -> None:
    composer.show_draft("Hello", LIMITS_140)
    assert composer.send_button.text() == "Send"
    composer.show_standing(Standing(no_access=True, handle="shop"))
    assert composer.send_button.text() == "Hand over"
    assert composer.send_button.isEnabled()
    assert "browser" in composer.send_button.toolTip()
    composer.show_draft("a\fb", LIMITS_140)
    assert composer.send_button.text() == "Hand over 2 parts"


def test_several_things_fold_into_one_line_that_opens(qtbot: QtBot, composer: Composer) -> None:
    changes = answer_access.changes((WROTE, NOTED), LATER)
    composer.show_draft("See shop.com", LIMITS_140)
    composer.show_standing(Standing(changes=changes[:1]))
    one = composer.minimumSizeHint().height()
    composer.show_standing(Standing(changes=changes, prices=x_prices()))
    assert composer.minimumSizeHint().height() <= one
    assert composer.notes.briefs.text() == (
        "@ada_fern wrote again  ·  Mika noted a call  ·  the link costs $0.20"
    )
    opened = composer.notes.opened
    assert not opened.isVisible()
    click(qtbot, button(composer, "3 things to know"))
    assert opened.isVisible()
    shown = [row.text.text() for row in opened.rows if row.isVisible()]
    assert shown == [fact.text for fact in composer.notes.facts]
    with qtbot.waitSignal(composer.message_wanted) as wanted:
        qtbot.keyClick(opened.focusWidget(), Qt.Key.Key_Space)
    assert wanted.args == [WROTE.message_id]
    assert not opened.isVisible()
    click(qtbot, button(composer, "3 things to know"))
    with qtbot.waitSignal(composer.seen):
        click(qtbot, opened.seen_button)
    click(qtbot, button(composer, "3 things to know"))
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert not opened.isVisible()
    click(qtbot, button(composer, "3 things to know"))
    composer.show_standing(Standing(changes=changes[:1]))
    assert not opened.isVisible(), "there is nothing to open any more"


@pytest.mark.parametrize("width", [NARROW - 90, NARROW + 200])
def test_remark_stands_over_what_is_to_be_known_and_moves_nothing(
    qtbot: QtBot, composer: Composer, width: int
) -> None:
    composer.resize(width, 320)
    composer.show_draft("Hello", LIMITS_140)
    composer.show_standing(Standing(changes=answer_access.changes((WROTE,), LATER)))
    qtbot.waitUntil(lambda: composer.notes.isVisible() and composer.notes.width() > width // 2)

    def places() -> list[object]:
        QApplication.sendPostedEvents()
        widgets = (composer.editor, composer.cards, composer.send_button, composer.counter)
        return [widget.geometry() for widget in widgets]

    before = places()
    composer.say("The text is copied.")
    assert composer.hint.isVisible()
    assert not composer.notes.isVisible()
    assert places() == before
    composer.say("")
    assert composer.notes.isVisible()
    assert places() == before


@pytest.mark.parametrize("width", [360, NARROW - 90, 760, 1200])
def test_sentence_is_wrapped_and_not_clipped(composer: Composer, width: int) -> None:
    composer.show_draft("Hello", LIMITS_140)
    composer.show_standing(Standing(summoned=False, handle="a_shop_of_a_long_name"))
    composer.resize(width, 100)  # enforced to be no lower than what it needs
    composer.resize(width, composer.minimumSizeHint().height())
    QApplication.sendPostedEvents()
    text = composer.notes.sole.text
    assert text.isVisible()
    assert text.height() >= text.heightForWidth(text.width())
    assert composer.rect().contains(composer.send_button.geometry())


def test_question_stands_alone_till_the_text_changes(qtbot: QtBot, composer: Composer) -> None:
    composer.show_draft("Hello", LIMITS_140)
    changes = answer_access.changes((WROTE,), LATER)
    composer.show_standing(Standing(changes=changes))
    composer.ask("Sure?")
    assert [fact.text for fact in composer.notes.facts] == ["Sure?"]
    assert composer.send_button.text() == "Send anyway"
    composer.show_standing(Standing(changes=changes))
    assert composer.send_button.text() == "Send anyway", "nothing else changed"
    qtbot.keyClicks(composer.editor, "!")
    assert composer.notes.facts == changes
    assert composer.send_button.text() == "Send"


def test_facts_are_reached_by_tab(qtbot: QtBot, composer: Composer) -> None:
    composer.show_draft("Hello", LIMITS_140)
    composer.show_standing(Standing(changes=answer_access.changes((WROTE,), LATER)))
    for _ in range(8):
        if composer.focusWidget() is button(composer, "Show"):
            break
        qtbot.keyClick(composer.focusWidget(), Qt.Key.Key_Tab)
    with qtbot.waitSignal(composer.message_wanted):
        qtbot.keyClick(composer.focusWidget(), Qt.Key.Key_Space)


# At the desk.


def notes(desk: Application) -> list[str]:
    """Return what the composer says is to be known."""
    shown = desk.window.case.composer.notes
    return [fact.text for fact in shown.facts] if shown.isVisible() else []


def begin(qtbot: QtBot, desk: Application, text: str = "We look into it") -> Composer:
    """Open Ada's case and write, till that is stored."""
    open_case(qtbot, desk)
    case = desk.window.case
    case.answer.undo_s = 0
    case.composer.editor.setFocus()
    qtbot.keyClicks(case.composer.editor, text)
    qtbot.waitUntil(lambda: case.case is not None and case.case.draft is not None)
    return case.composer


def block_reader(desk: Application) -> threading.Event:
    """Let nothing be read till the event is set: the screen stays as it is."""
    go = threading.Event()
    desk.lanes.reader.submit(lambda _: go.wait(20))
    return go


def ada_writes(qtbot: QtBot, desk: Application, world: MemoryWorld, text: str) -> None:
    first = next(each for each in world.posts() if each.author.handle == "ada_fern")
    world.add_post(
        first.author, f"@Shop {text}", at=NOW - timedelta(minutes=1), reply_to=first.remote_id
    )
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: f"@Shop {text}" in timeline(desk))


def ours(world: MemoryWorld) -> list[str]:
    return [each.text for each in world.posts() if each.author == OWN]


def test_customer_who_writes_again_is_told_and_send_asks_once(
    qtbot: QtBot, desk: Application, world: MemoryWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_time(monkeypatch)
    composer = begin(qtbot, desk)
    ada_writes(qtbot, desk, world, "found it!")
    qtbot.waitUntil(lambda: len(notes(desk)) == 1)
    assert notes(desk)[0].startswith("@ada_fern wrote again at ")
    assert notes(desk)[0].endswith("found it!")
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    assert composer.text == "We look into it"
    assert notes(desk) == [caution_words.question((replace(WROTE, text=""),))]
    go = block_reader(desk)
    take_a_moment(monkeypatch)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    assert composer.text == ""
    qtbot.keyClicks(composer.editor, "And")
    assert notes(desk) == [], "another answer is begun, by a person who knows"
    go.set()
    qtbot.waitUntil(lambda: ours(world) == ["We look into it"])
    assert notes(desk) == []


def test_double_click_on_send_does_not_answer_what_it_asked(
    qtbot: QtBot, desk: Application, world: MemoryWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_time(monkeypatch)
    composer = begin(qtbot, desk)
    ada_writes(qtbot, desk, world, "found it!")
    qtbot.waitUntil(lambda: len(notes(desk)) == 1)
    for _ in range(2):
        click(qtbot, composer.send_button)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    assert composer.text == "We look into it"
    assert composer.send_button.text() == "Send anyway"
    take_a_moment(monkeypatch)
    click(qtbot, composer.send_button)
    qtbot.waitUntil(lambda: ours(world) == ["We look into it"])


def test_what_comes_in_after_the_first_key_is_told_also_before_the_draft_is_stored(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    open_case(qtbot, desk)
    composer, page = desk.window.case.composer, desk.window.case
    for part in (composer._typing._pause, composer._typing._latest):
        part.setInterval(60_000)  # nothing is stored for the time of this test
    qtbot.keyClicks(composer.editor, "We")
    ada_writes(qtbot, desk, world, "found it!")
    assert page.case is not None
    assert page.case.draft is None
    qtbot.waitUntil(lambda: len(notes(desk)) == 1)
    assert notes(desk)[0].startswith("@ada_fern wrote again at ")
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    assert composer.text == "We"
    page.answer.keep()
    qtbot.waitUntil(lambda: page.case is not None and len(page.case.cautions) == 1)
    assert len(notes(desk)) == 1, "the store tells the same"


def test_colleague_who_answers_before_the_draft_is_stored_is_told(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    open_case(qtbot, desk)
    composer, page = desk.window.case.composer, desk.window.case
    for part in (composer._typing._pause, composer._typing._latest):
        part.setInterval(60_000)
    qtbot.keyClicks(composer.editor, "We")
    first = next(each for each in world.posts() if each.author.handle == "ada_fern")
    world.add_post(OWN, "It is on its way", at=NOW, reply_to=first.remote_id)
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "It is on its way" in timeline(desk))
    page.answer.keep()
    qtbot.waitUntil(lambda: len(notes(desk)) == 1)
    assert notes(desk)[0].startswith("A colleague answered as @Shop at ")


def test_colleague_who_answered_unseen_holds_what_is_sent_before_it_was_stored(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    open_case(qtbot, desk)
    composer, page = desk.window.case.composer, desk.window.case
    page.answer.undo_s = 0
    for part in (composer._typing._pause, composer._typing._latest):
        part.setInterval(60_000)
    qtbot.keyClicks(composer.editor, "We look")
    first = next(each for each in world.posts() if each.author.handle == "ada_fern")
    world.add_post(OWN, "It is on its way", at=NOW, reply_to=first.remote_id)
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "It is on its way" in timeline(desk))
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.case is not None and bool(page.case.threads))
    qtbot.waitUntil(lambda: page.case is not None and page.case.threads[0].parts[0].cautions != ())
    assert ours(world) == ["It is on its way"]


def test_seen_marks_only_what_was_pressed(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    composer = begin(qtbot, desk)
    ada_writes(qtbot, desk, world, "found it!")
    ada_writes(qtbot, desk, world, "but it is broken")
    qtbot.waitUntil(lambda: len(composer.notes.facts) == 2)
    first, second = composer.notes.facts
    click(qtbot, button(composer, "2 things to know"))
    row = next(each for each in composer.notes.opened.rows if each.fact == second)
    click(qtbot, row.buttons[Act.SEEN])
    assert composer.notes.facts == (first,)
    case = desk.window.case
    qtbot.waitUntil(lambda: case.case is not None and len(case.case.cautions) == 1)
    assert composer.notes.facts == (first,)


def test_what_was_seen_is_not_asked_about(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    composer = begin(qtbot, desk)
    ada_writes(qtbot, desk, world, "found it!")
    qtbot.waitUntil(lambda: len(notes(desk)) == 1)
    case = desk.window.case
    click(qtbot, button(composer, "Seen"))
    assert notes(desk) == []
    assert composer.editor.hasFocus()
    qtbot.waitUntil(lambda: case.case is not None and case.case.cautions == ())
    open_case(qtbot, desk, 1)
    open_case(qtbot, desk, 0)
    qtbot.waitUntil(lambda: composer.text == "We look into it")
    assert notes(desk) == []
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: ours(world) == ["We look into it"])


def test_colleague_who_answers_by_the_same_handle_is_told(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    begin(qtbot, desk)
    first = next(each for each in world.posts() if each.author.handle == "ada_fern")
    world.add_post(OWN, "It is on its way", at=NOW, reply_to=first.remote_id)
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: len(notes(desk)) == 1)
    assert notes(desk)[0].startswith("A colleague answered as @Shop at ")


def test_message_that_came_in_is_wanted_by_show(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    composer = begin(qtbot, desk)
    ada_writes(qtbot, desk, world, "found it!")
    qtbot.waitUntil(lambda: len(notes(desk)) == 1)
    with qtbot.waitSignal(composer.message_wanted) as wanted:
        click(qtbot, button(composer, "Show"))
    case = desk.window.case.case
    assert case is not None
    assert wanted.args == [case.messages[-1].id]


def test_answer_is_queued_with_what_was_on_the_screen_and_its_pause(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    composer = begin(qtbot, desk)
    page = desk.window.case
    page.answer.undo_s = 40
    assert page.case is not None
    known = frozenset(message.id for message in page.case.messages)
    go = block_reader(desk)
    ada = next(each for each in world.posts() if each.author.handle == "ada_fern")
    world.add_post(ada.author, "@Shop unseen", at=NOW, reply_to=ada.remote_id)
    with qtbot.waitSignal(desk.courier.told, check_params_cb=lambda: not desk.courier.syncing):
        qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    with qtbot.waitSignal(page.answer.queued):
        qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    go.set()
    qtbot.waitUntil(lambda: page.case is not None and bool(page.case.threads))
    (thread,) = page.case.threads
    assert thread.known == known
    assert len(page.case.messages) == len(known) + 1, "what came in is in the file, unseen"
    assert thread.send_after is not None
    assert thread.send_after - thread.created_at == timedelta(seconds=40)
    assert composer.hint.text() == "", "the pause is counted down elsewhere"


def test_answer_that_is_taken_back_is_begun_anew(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    composer = begin(qtbot, desk)
    page = desk.window.case
    page.answer.undo_s = 40
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.case is not None and bool(page.case.threads))
    ada_writes(qtbot, desk, world, "found it!")
    qtbot.keyClick(composer.editor, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: composer.text == "We look into it")
    assert page.case is not None
    assert page.case.draft is not None
    assert page.case.cautions == ()
    assert notes(desk) == []

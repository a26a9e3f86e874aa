"""`canary-desk outbox`: what it shows of each state, and what a person decides there."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jsonschema
import pytest

from console.cli import words
from console.domain.cautions import Caution, CautionKind
from console.domain.ids import MessageId, RemoteId, ThreadId
from console.domain.outbox import PartState, ReplyPart
from console.domain.remote import Published, RemoteUser, Timeline
from console.domain.spending import Item
from console.store import doorbell, pauses, publishing
from tests.console import given
from tests.console.cli.conftest import Line, Office

AT = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
LEASE_MS = 120_000
WROTE = Caution(CautionKind.CUSTOMER_WROTE, "Where is it?", "ada_fern", AT, MessageId(7))
NO_ACCESS, SELF_REPLY = Caution(CautionKind.NO_ACCESS), Caution(CautionKind.SELF_REPLY)
NOT_SUMMONED = Caution(CautionKind.NOT_SUMMONED)
OPENED = Caution(CautionKind.OPENED, text="held")
CARD = Caution(CautionKind.CARD)
EVIDENCE = {
    CautionKind.CUSTOMER_WROTE: (WROTE, "@ada_fern wrote again (2026-11-20"),
    CautionKind.ANSWERED: (
        Caution(CautionKind.ANSWERED, "We are on it.", "shop", AT),
        "answered from elsewhere as @shop",
    ),
    CautionKind.CALL_NOTED: (
        Caution(CautionKind.CALL_NOTED, "Wants a refund.", "Mika", AT),
        "Mika noted a call",
    ),
    CautionKind.PARENT_GONE: (Caution(CautionKind.PARENT_GONE), "was deleted, or is hidden"),
    CautionKind.PARENT_EDITED: (
        Caution(CautionKind.PARENT_EDITED, "It came after all", "ada_fern"),
        "was edited, and says now: It came after all",
    ),
    CautionKind.STALE: (Caution(CautionKind.STALE, at=AT), "It waited for "),
    CautionKind.NO_ACCESS: (NO_ACCESS, "no access to X's API"),
    CautionKind.NOT_SUMMONED: (NOT_SUMMONED, "its author did not tag us"),
    CautionKind.SELF_REPLY: (SELF_REPLY, "does not let the app answer its own posts"),
    CautionKind.OPENED: (OPENED, "opened in the browser"),
    CautionKind.STOPPED: (Caution(CautionKind.STOPPED), "taken back while this part was"),
    CautionKind.RESTORED: (Caution(CautionKind.RESTORED), "was restored from a backup"),
    CautionKind.CARD: (CARD, "holds the number of a payment card"),
}
HOSTILE = "red \x1b[31m bell \x07 C1 \x9b2J turned \u202e\n   9  Forged @line, case 9"
NO = "X accepts no API reply to this post."

CAUTION = {"kind", "text", "who", "at", "message"}
PART = {
    "position", "text", "weight", "state", "remote_id", "problem", "cautions", "by_hand",
    "looked", "not_before", "first_attempted_at", "attempted_at",
}  # fmt: skip
THREAD = {
    "id", "case", "account", "reply_to", "limit", "created_at", "send_after", "confirmed_at",
    "asks", "being_deleted", "parts",
}  # fmt: skip
ENTRY = THREAD | {"name", "handle", "account_handle", "text", "finished_at", "next_at"}


def closed(keys: set[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": sorted(keys),
        "properties": dict.fromkeys(keys, True) | properties,
    }


SHAPE = {
    "type": "array",
    "items": closed(
        ENTRY,
        parts={
            "type": "array",
            "items": closed(PART, cautions={"type": "array", "items": closed(CAUTION)}),
        },
    ),
}


def part(office: Office, thread_id: ThreadId, position: int = 1) -> ReplyPart:
    return office.desk.outbox.thread(thread_id).parts[position - 1]


def hold(office: Office, thread_id: ThreadId, *why: Caution, position: int = 1) -> None:
    assert publishing.hold(office.context.db, part(office, thread_id, position).id, why)


def claim(office: Office, thread_id: ThreadId, position: int = 1) -> None:
    db, now = office.context.db, office.context.now()
    assert publishing.claim(db, part(office, thread_id, position).id, "desk", now, LEASE_MS)


def put_aside(
    office: Office,
    thread_id: ThreadId,
    state: PartState,
    problem: str = NO,
    *,
    position: int = 1,
    not_before: datetime | None = None,
) -> None:
    claim(office, thread_id, position)
    publishing.put_aside(
        office.context.db,
        part(office, thread_id, position).id,
        state,
        problem,
        owner="desk",
        not_before=not_before,
    )


def send(office: Office, thread_id: ThreadId, *positions: int) -> None:
    thread = office.desk.outbox.thread(thread_id)
    parent = thread.reply_to
    for position in positions:
        claim(office, thread_id, position)
        one = part(office, thread_id, position)
        remote_id = RemoteId(str(10**18 + 10 * thread_id + position))
        publishing.mark_sent(
            office.context.db,
            office.shop,
            thread,
            one,
            published=Published(remote_id, one.text, office.context.now()),
            parent_id=parent,
            now=office.context.now(),
        )
        parent = remote_id


def looked_in_vain(office: Office, thread_id: ThreadId) -> None:
    put_aside(office, thread_id, PartState.UNSURE, "No answer came.")
    publishing.note_look(
        office.context.db, part(office, thread_id).id, office.context.now(), None, "not found"
    )


def states(office: Office, thread_id: ThreadId) -> list[str]:
    return [str(each.state) for each in office.desk.outbox.thread(thread_id).parts]


def draft(office: Office) -> str:
    found = office.desk.cases.view(office.desk.outbox.thread(ThreadId(1)).case_id).draft
    return "" if found is None else found.text


def test_an_empty_outbox_says_so(line: Line) -> None:
    assert line.run("outbox") == "Nothing is on its way.\n"
    assert line.json("outbox", "--all") == []


def test_what_is_queued_is_listed_with_whom_it_is_for_and_from(line: Line, office: Office) -> None:
    office.queue()
    office.queue("For Ben.", case=2)
    printed = line.run("outbox").splitlines()
    assert printed == [
        "On its way",
        "   1  Ada Fern @ada_fern, case 1, from @shop: 0 of 2 parts sent",
        "      Part 1, queued: Part one.",
        "   2  Ben Moss @ben, case 2, from @help: 0 of 1 part sent",
        "      Part 1, queued: For Ben.",
    ]
    listed = line.json("outbox")
    jsonschema.validate(listed, SHAPE)
    assert [(each["id"], each["name"], each["account_handle"]) for each in listed] == [
        (1, "Ada Fern", "shop"),
        (2, "Ben Moss", "help"),
    ]
    assert listed[0]["text"] == "Part one. Part two."
    assert listed[0]["next_at"] is None
    assert not listed[0]["asks"]


def test_every_state_caution_and_kind_of_charge_has_its_words() -> None:
    assert set(words.PART_STATES) == set(PartState)
    assert set(EVIDENCE) == set(CautionKind)
    assert set(words.ITEMS) == set(Item)


@pytest.mark.parametrize("kind", CautionKind)
def test_what_is_held_says_why_with_the_evidence(
    line: Line, office: Office, kind: CautionKind
) -> None:
    known, said = EVIDENCE[kind]
    hold(office, office.queue(), known)
    printed = line.run("outbox")
    assert printed.startswith("Asks you\n")
    assert said in printed
    if kind is not CautionKind.OPENED:
        assert known.text in printed
    (listed,) = line.json("outbox")
    jsonschema.validate([listed], SHAPE)
    assert listed["asks"]
    (caution,) = listed["parts"][0]["cautions"]
    assert (caution["kind"], caution["text"]) == (str(kind), known.text)
    assert caution["at"] == (None if known.at is None else "2026-11-20T14:02:00.000+00:00")
    assert said in line.run("outbox", "show", "1")
    assert said in line.run("show", "1")


@pytest.mark.parametrize(
    ("why", "ways"),
    [
        ((WROTE,), ["anyway 1", "open 1", "cancel 1"]),
        ((NO_ACCESS,), ["open 1", "cancel 1"]),
        ((SELF_REPLY,), ["open 1", "anyway 1", "cancel 1"]),
        ((NOT_SUMMONED,), ["open 1", "cancel 1"]),
        (
            (WROTE, OPENED),
            ["resolve 1 --sent LINK", "resolve 1 --sent-somewhere", "resolve 1 --not-sent"],
        ),
        ((NO_ACCESS, OPENED), ["resolve 1 --sent LINK", "resolve 1 --not-sent"]),
        ((CARD, OPENED), ["resolve 1 --sent LINK", "resolve 1 --sent-somewhere",
                          "resolve 1 --not-sent"]),
    ],
)  # fmt: skip
def test_what_asks_names_the_ways_on(
    line: Line, office: Office, why: tuple[Caution, ...], ways: list[str]
) -> None:
    hold(office, office.queue(), *why)
    for printed in (line.run("outbox"), line.run("outbox", "show", "1")):
        named = [each for each in printed.splitlines() if "canary-desk" in each]
        assert [each.split("  ")[3].strip() for each in named] == [
            f"canary-desk outbox {way}" for way in ways
        ]


@pytest.mark.parametrize("why", [(CARD,), (CARD, SELF_REPLY), (CARD, WROTE)])
def test_an_answer_with_a_card_goes_no_way_out(
    line: Line, office: Office, why: tuple[Caution, ...]
) -> None:
    hold(office, office.queue(), *why)
    printed = line.run("outbox").splitlines()
    named = [each.split("canary-desk ")[1].split("  ")[0] for each in printed if "desk " in each]
    assert named == ["outbox cancel 1", "checks own add NUMBER", "outbox anyway 1"]


def test_a_held_answer_goes_on_by_a_persons_word(line: Line, office: Office) -> None:
    hold(office, office.queue(), WROTE)
    printed = line.run("outbox", "anyway", "1")
    assert "Part 1 is queued, whatever changed till now." in printed
    assert "canary-desk send " in printed
    assert states(office, ThreadId(1)) == ["queued", "queued"]
    assert line.json("outbox", "show", "1")["confirmed_at"] is not None


def test_what_is_taken_back_is_the_draft_again_and_the_rest_stays(
    line: Line, office: Office
) -> None:
    send(office, office.queue(), 1)
    hold(office, ThreadId(1), WROTE, position=2)
    assert "outbox delete 1" in line.run("outbox")
    printed = line.run("outbox", "cancel", "1")
    assert "1 of 2 parts sent, the rest taken back" in printed
    assert "the draft of case 1 again" in printed
    assert states(office, ThreadId(1)) == ["sent", "cancelled"]
    assert draft(office) == "Part two."
    assert line.run("outbox") == "Nothing is on its way.\n"
    assert "Done lately" in line.run("outbox", "--all")
    (listed,) = line.json("outbox", "--all")
    jsonschema.validate([listed], SHAPE)
    assert listed["finished_at"] is not None


def test_a_refused_part_is_tried_again(line: Line, office: Office) -> None:
    put_aside(office, office.queue(), PartState.REFUSED)
    printed = line.run("outbox")
    assert f"      - {NO}\n" in printed
    assert "canary-desk outbox retry 1" in printed
    thread = line.json("outbox", "retry", "1")
    jsonschema.validate(thread, closed(THREAD))
    assert [each["state"] for each in thread["parts"]] == ["queued", "queued"]


def test_an_unsure_part_is_not_repeated_before_it_was_looked_for(
    line: Line, office: Office
) -> None:
    put_aside(office, office.queue(), PartState.UNSURE)
    assert "Part 1, may be out, is being looked for: Part one." in line.run("outbox")
    for verb in ("retry", "anyway", "open"):
        assert (
            "still being looked for" in line.json("outbox", verb, "1", code=2)["error"]["message"]
        )
    assert states(office, ThreadId(1)) == ["unsure", "queued"]


def test_an_unsure_part_is_shown_with_the_posts_that_it_may_be(line: Line, office: Office) -> None:
    looked_in_vain(office, office.queue())
    own = RemoteUser(RemoteId("1"), "shop", "The Shop")
    minutes = (office.context.now() - given.START) / timedelta(minutes=1)
    given.save(
        office.context.db,
        office.shop,
        given.post(1460323737035677698, own, minutes, f"Part 1. {HOSTILE}", parent="1001"),
        timeline=Timeline.OWN,
    )
    assert "not found among our posts" in line.run("outbox")
    printed = line.run("outbox", "show", "1")
    assert "    1460323737035677698  2" in printed
    assert "another text, in answer to the same post" in printed
    assert "canary-desk outbox retry 1" in printed
    (found,) = line.json("outbox", "show", "1")["candidates"]
    jsonschema.validate(found, closed({"remote_id", "at", "text", "same_text", "same_parent"}))
    link = "https://x.com/shop/status/1460323737035677698"
    assert "Part 1 is at that link" in line.run("outbox", "resolve", "1", "--sent", link)
    assert states(office, ThreadId(1)) == ["sent", "queued"]


def test_a_part_is_handed_to_the_browser_and_asked_about(line: Line, office: Office) -> None:
    put_aside(office, office.queue("Sorry & thanks 👩\u200d👧"), PartState.REFUSED)
    printed = line.run("outbox", "open", "1")
    assert "\nhttps://x.com/intent/post?in_reply_to=1001&text=Sorry%20%26%20thanks" in printed
    assert "\nSorry & thanks 👩\u200d👧\n" in printed
    assert "canary-desk outbox resolve 1 --not-sent" in printed
    assert "opened in the browser" in line.run("outbox")
    assert "Part 1 was not posted." in line.run("outbox", "resolve", "1", "--not-sent")
    assert states(office, ThreadId(1)) == ["refused"]
    again = line.json("outbox", "open", "1")
    assert {key: again[key] for key in ("thread", "position", "text")} == {
        "thread": 1, "position": 1, "text": "Sorry & thanks 👩\u200d👧",
    }  # fmt: skip
    assert again["url"].startswith("https://x.com/intent/post?")
    assert set(again) == {"thread", "position", "text", "url"}
    assert "is looked for" in line.run("outbox", "resolve", "1", "--sent-somewhere")
    assert states(office, ThreadId(1)) == ["unsure"]


@pytest.mark.parametrize(
    "link",
    [" ", "https://evil.example/shop/status/1460323737035677698",
     "https://x.com/someone/status/1460323737035677698", "1000"],
)  # fmt: skip
def test_a_link_that_the_part_cannot_be_is_refused(line: Line, office: Office, link: str) -> None:
    hold(office, office.queue(), WROTE)
    line.run("outbox", "resolve", "1", "--sent", link, code=2)
    assert states(office, ThreadId(1)) == ["held", "queued"]


def test_waiting_is_ended_only_where_it_is_for_a_time(line: Line, office: Office) -> None:
    office.queue(pause_s=40)
    printed = line.run("outbox")
    assert "It goes on in " in printed
    (listed,) = line.json("outbox")
    assert listed["next_at"] == listed["send_after"] is not None
    assert "waits for nothing any more" in line.run("outbox", "send", "1")
    assert line.json("outbox")[0]["next_at"] is None
    hold(office, ThreadId(1), WROTE)
    refused = line.json("outbox", "send", "1", code=2)["error"]
    assert refused["message"] == "Part 1 does not wait for its time: it is held."
    assert "outbox show 1" in refused["advice"]
    line.run("outbox", "cancel", "1")
    assert "done with already" in line.json("outbox", "send", "1", code=2)["error"]["message"]


def test_each_account_waits_for_itself(line: Line, office: Office) -> None:
    soon = office.context.now().replace(microsecond=0) + timedelta(minutes=11, seconds=30)
    office.queue()
    office.queue("For Ben.", case=2)
    pauses.begin(office.context.db, office.help.id, soon)
    listed = line.json("outbox")
    assert listed[0]["next_at"] is None
    assert listed[1]["next_at"] == soon.isoformat(timespec="milliseconds")
    ada, ben = line.run("outbox").split("   2  ")
    assert "goes on" not in ada
    assert "goes on in 11 min: till then the account waits." in ben
    # Trouble that is told as a part's own comes first; the later of two waits counts.
    put_aside(office, ThreadId(2), PartState.QUEUED, not_before=soon + timedelta(minutes=4))
    assert "goes on in 15 min.\n" in line.run("outbox")


def test_what_is_public_is_deleted_by_the_next_send(line: Line, office: Office) -> None:
    send(office, office.queue(), 1, 2)
    assert "canary-desk outbox delete 1" in line.run("outbox", "show", "1")
    printed = line.run("outbox", "delete", "1")
    assert "to be deleted" in printed
    assert "canary-desk send" in printed
    assert line.json("outbox")[0]["being_deleted"]
    assert "0 of 2 posts deleted" in line.run("outbox")
    assert draft(office) == "Part one. Part two."
    office.queue("Another.")
    assert "Nothing of this answer is public" in line.json("outbox", "delete", "2", code=2)[
        "error"
    ]["message"]  # fmt: skip


def test_part_by_part_the_full_view_says_what_is_public(line: Line, office: Office) -> None:
    send(office, office.queue("One\ntwo.", "Three."), 1)
    claim(office, ThreadId(1), 2)
    printed = line.run("outbox", "show", "1").splitlines()
    assert printed == [
        "Reply thread 1 to Ada Fern @ada_fern, case 1, from @shop: 1 of 2 parts sent",
        "    1. sent  1000000000000000011",
        "       One",
        "       two.",
        "    2. on its way",
        "       Three.",
    ]


@pytest.mark.parametrize(
    "verb", ["show", "retry", "send", "anyway", "cancel", "delete", "open", "resolve"]
)
def test_a_thread_that_is_not_there_is_refused(line: Line, office: Office, verb: str) -> None:
    more = ["--not-sent"] if verb == "resolve" else []
    assert line.json("outbox", verb, "99", *more, code=2)["error"]["message"] == (
        "There is no reply thread 99."
    )
    with pytest.raises(SystemExit) as ended:
        line.run("outbox", verb, "0", *more)
    assert ended.value.code == 2


@pytest.mark.parametrize("verb", ["retry", "anyway", "cancel", "open", "resolve"])
def test_what_is_done_with_is_left_as_it_is(line: Line, office: Office, verb: str) -> None:
    send(office, office.queue(), 1, 2)
    more = ["--not-sent"] if verb == "resolve" else []
    assert "done with already" in line.json("outbox", verb, "1", *more, code=2)["error"]["message"]
    assert states(office, ThreadId(1)) == ["sent", "sent"]


@pytest.mark.parametrize(
    "typed",
    [["resolve", "1"], ["resolve", "1", "--sent"], ["resolve", "1", "--not-sent", "--sent", "x"],
     ["retry"], ["resend", "1"], ["show", "1", "2"]],
)  # fmt: skip
def test_unusable_words_end_as_argparse_does(line: Line, typed: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        line.run("outbox", *typed)
    assert ended.value.code == 2


def test_options_stand_before_and_behind_the_inner_command(line: Line, office: Office) -> None:
    office.queue()
    before = line.run("outbox", "--json", "show", "1")
    assert json.loads(before) == line.json("outbox", "show", "1")


def test_no_text_of_others_steers_the_terminal_or_forges_a_line(line: Line, office: Office) -> None:
    put_aside(office, office.queue(HOSTILE), PartState.QUEUED, HOSTILE)
    known = Caution(CautionKind.CALL_NOTED, HOSTILE, HOSTILE, AT)
    hold(office, ThreadId(1), known)
    put_aside(office, office.queue(HOSTILE), PartState.REFUSED, HOSTILE)
    printed = "".join(
        line.run(*words)
        for words in (
            ("outbox",), ("outbox", "show", "1"), ("outbox", "show", "2"), ("show", "1"),
            ("outbox", "retry", "2"), ("outbox", "open", "2"),
            ("outbox", "resolve", "2", "--not-sent"), ("outbox", "cancel", "2"),
        )
    )  # fmt: skip
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(printed)
    listed = line.run("outbox").splitlines()
    assert not [each for each in listed if each.startswith("   9")]
    assert line.json("outbox")[0]["parts"][0]["cautions"][0]["text"] == HOSTILE


def test_an_open_window_hears_of_what_a_command_changed_and_of_nothing_else(
    line: Line, office: Office
) -> None:
    hold(office, office.queue(), WROTE)
    doorbell.put_up(line.folder)
    for typed in (["outbox"], ["outbox", "show", "1"], ["show", "1"], ["cases"], ["spend"]):
        line.run(*typed)
        assert doorbell.hear(line.folder) == {}
    for typed in (
        ["outbox", "anyway", "1"],
        ["outbox", "cancel", "1"],
        ["call", "add", "--name", "Eve", "--text", "Called."],
        ["account", "add", "handoff", "corner"],
    ):
        line.run(*typed)
        assert doorbell.hear(line.folder) == {"look": ""}

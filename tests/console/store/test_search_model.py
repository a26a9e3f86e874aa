"""What is found equals what a plain look at every row finds; on random desks and queries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain, product
from random import Random

import pytest

from console.domain.accounts import Account
from console.domain.ids import CaseId, ContactId, RemoteId, message_ms, to_ms
from console.domain.messages import Direction
from console.domain.remote import RemoteUser
from console.domain.searching import HitOrder
from console.store import cases, contacts, messages, search, search_streams
from console.store.database import Database, Row
from console.text.folding import fold
from console.text.search_queries import read
from console.text.search_query_tree import STATES, All, Either, Field, Node, Not, Term
from tests.console.given import START, case_of, post, save

NOW = START + timedelta(days=3)
WORDS = (
    "lost", "parcel", "van", "late", "Straße", "包裹", "lo", "4711", "e-mail", "https://x.com/a",
)  # fmt: skip
NAMES = ("Ada Fern", "Ben Lost", "Cleo Van", "Dana Fern")
TERMS = (
    "lost", "parcel", "van", '"lost parcel"', "strasse", "包裹", "lo*", "4711", "e-mail",
    "fern", "parce*", "63", "has:picture",
    "tag:vip", "tag:late", "state:open", "state:resolved", "is:unread", "is:unanswered", "has:url",
    "from:ada_fern", "from:us", "from:customer", "@ben_lost", "@dana", "phone:6319", "6319 60",
    "touchpoint:delivery", "in:post", "in:call", "in:draft", "in:contact", "after:2d", "before:1d",
    "has:draft", "to:shop", "kind:complaint", "on:2d", "account:shop", "has:tag", "has:phone",
)  # fmt: skip


@dataclass(frozen=True)
class Doc:
    """One thing that may be found, as the test sees it."""

    kind: str
    case: Row
    text: str
    key: int
    row: Row | None = None


def docs(db: Database) -> Iterator[Doc]:
    every = {row["id"]: row for row in db.rows("SELECT * FROM cases")}
    for row in db.rows(
        "SELECT m.*, p.author_id, p.media, n.outcome FROM messages m"
        " LEFT JOIN posts p ON p.message_id = m.id"
        " LEFT JOIN call_notes n ON n.message_id = m.id"
    ):
        kind = "call" if row["kind"] == "call_note" else "post"
        text = f"{row['text']}\n{row['outcome'] or ''}"
        yield Doc(kind, every[row["case_id"]], text, row["id"], row)
    for row in db.rows("SELECT * FROM drafts WHERE text <> ''"):
        yield Doc("draft", every[row["case_id"]], row["text"], row["updated_at"] << 20, row)
    for case in every.values():
        called = db.rows(
            "SELECT handle || ' ' || name FROM handles WHERE contact_id = ?", (case["contact_id"],)
        )
        name = db.value("SELECT name FROM contacts WHERE id = ?", (case["contact_id"],))
        text = " ".join([name, *(each[0] for each in called)])
        yield Doc("contact", case, text, case["rank"] << 20)


class Naive:
    """Judges one document by itself."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.unread = {row.id for row in cases.rows(db) if row.unread}

    def fits(self, node: Node, doc: Doc) -> bool:
        match node:
            case Not(part):
                return not self.fits(part, doc)
            case All(parts):
                return all(self.fits(part, doc) for part in parts)
            case Either(parts):
                return any(self.fits(part, doc) for part in parts)
            case Term():
                return self.term(node, doc)

    def holds(self, doc: Doc, words: tuple[str, ...], *, prefix: bool) -> bool:
        said = re.findall(r"[^\W_]+", fold(doc.text))
        return any(
            said[n : n + len(words) - 1] == list(words[:-1])
            and len(said) >= n + len(words)
            and (said[n + len(words) - 1] == words[-1]
                 or (prefix and said[n + len(words) - 1].startswith(words[-1])))
            for n in range(len(said))
        )  # fmt: skip

    def has(self, sql: str, *values: object) -> bool:
        return bool(self.db.value(sql, values))

    def term(self, term: Term, doc: Doc) -> bool:  # noqa: C901, PLR0912
        case, value, of_message = doc.case, term.value, doc.kind in ("post", "call")
        digits = (
            "SELECT 1 FROM phones WHERE contact_id = ? AND instr(replace(replace("
            "number, ' ', ''), '-', ''), ?)"
        )
        match term.field:
            case Field.WORDS:
                return self.holds(doc, term.words, prefix=term.prefix)
            case Field.NUMBER:
                return all(self.holds(doc, (word,), prefix=False) for word in term.words) or (
                    doc.kind == "contact" and self.has(digits, case["contact_id"], value)
                )
            case Field.HANDLE:
                return self.holds(doc, term.words, prefix=False) or self.has(
                    "SELECT 1 FROM handles WHERE contact_id = ? AND lower(handle) = ?",
                    case["contact_id"], value,
                )  # fmt: skip
            case Field.PHONE:
                return self.has(digits, case["contact_id"], value)
            case Field.TAG:
                return self.has(
                    "SELECT 1 FROM case_tags WHERE case_id = ? AND tag = ?", case["id"], value
                )
            case Field.TOUCHPOINT:
                return bool(case["touchpoint"] == value)
            case Field.ACCOUNT:
                return case["account_id"] is not None
            case Field.STATE:
                return case["state"] in STATES[value]
            case Field.IS if value == "unread":
                return case["id"] in self.unread
            case Field.IS:
                awaited = (case["last_in_at"] or 0) > (case["last_out_at"] or 0)
                return awaited and case["state"] not in ("spam", "muted") and not case["thanked_at"]
            case Field.HAS if value == "url":
                return of_message and "https" in doc.text
            case Field.HAS if value == "picture":
                return doc.kind == "post" and doc.row is not None and bool(doc.row["media"])
            case Field.HAS:
                table, column = {
                    "draft": ("drafts", "case_id"), "tag": ("case_tags", "case_id"),
                    "phone": ("phones", "contact_id"),
                }[value]  # fmt: skip
                key = case["contact_id"] if column == "contact_id" else case["id"]
                return self.has(f"SELECT 1 FROM {table} WHERE {column} = ?", key)
            case Field.IN:
                return doc.kind == value
            case Field.BEFORE:
                return message_ms(doc.key) < term.since_ms
            case Field.AFTER:
                return message_ms(doc.key) >= term.since_ms
            case Field.ON:
                return term.since_ms <= message_ms(doc.key) < term.until_ms
            case Field.FROM if value == "us" and doc.kind == "draft":
                return True
            case _ if not of_message or doc.row is None:
                return False
            case Field.FROM if value in ("us", "customer"):
                return bool(doc.row["direction"] == ("out" if value == "us" else "in"))
            case Field.FROM:
                return self.has(
                    "SELECT 1 FROM handles WHERE remote_id = ? AND lower(handle) = ?",
                    doc.row["author_id"], value,
                )  # fmt: skip
            case Field.TO:
                return doc.kind == "post" and doc.row["direction"] == "in"
            case _:
                return bool(doc.row["message_kind"] == value)


@pytest.fixture
def desk(db: Database, account: Account) -> Database:
    dice = Random(3)
    people = [RemoteUser(RemoteId(f"66{n}"), name.lower().replace(" ", "_"), name)
              for n, name in enumerate(NAMES)]  # fmt: skip
    written = [
        post(n, dice.choice(people), dice.randrange(60 * 70), " ".join(dice.choices(WORDS, k=3)),
             conversation=str(dice.randrange(10, 22)))
        for n in range(10, 60)
    ]  # fmt: skip
    save(db, account, *written)
    every = sorted({each for n in range(10, 60) if (each := case_of(db, n)) is not None})
    with db.writing():
        db.execute("UPDATE posts SET media = '[]' WHERE message_id >> 20 & 8")
        agent = db.insert("agents", {"name": "Kim", "signature": "", "created_at": 0})
        for case_id in every:
            if dice.random() < 0.4:
                state = dice.choice(["resolved", "spam", "waiting"])
                db.execute("UPDATE cases SET state = ? WHERE id = ?", (state, case_id))
            if dice.random() < 0.4:
                db.execute("UPDATE cases SET touchpoint = 'delivery' WHERE id = ?", (case_id,))
            for tag in ("vip", "late"):
                if dice.random() < 0.4:
                    db.insert("case_tags", {"case_id": case_id, "tag": tag})
            at = START + timedelta(minutes=dice.randrange(60 * 70))
            if dice.random() < 0.5:
                text = " ".join(dice.choices(WORDS, k=2))
                db.insert("drafts", {"case_id": case_id, "agent_id": agent, "text": text,
                                     "limit_name": "140", "updated_at": to_ms(at)})  # fmt: skip
        for contact_id in (1, 3):
            contacts.link_phone(
                db, ContactId(contact_id), f"+44 1632 963196-0{contact_id}", "told", START
            )
        (key,) = messages.next_ids(db, [to_ms(START + timedelta(hours=9))])
        new = messages.NewMessage(
            key, CaseId(every[0]), "call_note", Direction.OUT, "rang", noted="van lost"
        )
        messages.add_all(db, [new])
        note = {"message_id": key, "channel": "phone", "number": "", "agent_id": agent,
                "outcome": "van lost"}  # fmt: skip
        db.insert("call_notes", note)
    return db


def query_of(dice: Random, depth: int = 0) -> str:
    parts = []
    for _ in range(dice.randrange(1, 4)):
        one = dice.choice(TERMS)
        if depth < 2 and dice.random() < 0.2:
            one = f"({query_of(dice, depth + 1)})"
        parts.append(("-" if dice.random() < 0.2 else "") + one)
        parts.append("OR" if dice.random() < 0.25 else "")
    return " ".join(filter(None, parts[:-1]))


def pages(db: Database, root: Node, size: int) -> list[CaseId]:
    found, after = list[CaseId](), None
    while True:
        page = search.find(db, root, order=HitOrder.NEWEST, after=after, limit=size, now=NOW)
        found += [hit.case_id for hit in page.hits]
        if (after := page.after) is None:
            return found


def alternatives(node: Node, *, wanted: bool = True) -> list[list[Node]]:
    """Return the alternatives of a query, the terms of each; a handle is also a word."""
    match node:
        case Not(part):
            return alternatives(part, wanted=not wanted)
        case Term(field=Field.HANDLE) if wanted:
            return [[node], [replace(node, field=Field.WORDS)]]
        case Term():
            return [[node if wanted else Not(node)]]
        case All(parts) | Either(parts):
            each = [alternatives(part, wanted=wanted) for part in parts]
            if isinstance(node, All) is not wanted:
                return [one for some in each for one in some]
            return [list(chain.from_iterable(some)) for some in product(*each)]


def looks_at(alternative: list[Node], kind: str) -> bool:
    """Return whether messages, or drafts and contacts too: for words, or by their name."""
    terms = [node for node in alternative if isinstance(node, Term)]
    places = {term.value for term in terms if term.field is Field.IN}
    words = any(term.field in (Field.WORDS, Field.NUMBER) for term in terms)
    return kind in ("post", "call", *places) or (words and not places)


@pytest.mark.parametrize("seed", [10, 11])
@pytest.mark.parametrize("few", [None, 1])
def test_the_cases_found_are_those_in_which_something_fits(
    desk: Database, few: int | None, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if few is not None:  # as if these were many messages and cases
        for name in ("FEW_CASES", "FEW_WITH_TEXT", "SOME_LOOSE", "LEAST_FOUND"):
            monkeypatch.setattr(search_streams, name, few)
    dice, naive, some, judged = Random(seed), Naive(desk), 0, 0
    every = list(docs(desk))
    for _ in range(350):
        query = query_of(dice)
        root = read(query, NOW).root
        assert root is not None, query
        fitting = [doc for doc in every if naive.fits(root, doc)]
        split = alternatives(root)
        known = len(split) <= search_streams.MOST_ALTERNATIVES  # of more, some stay together
        wanted = {
            doc.case["id"] for doc in fitting
            if doc.kind in ("post", "call") or (known and any(
                looks_at(each, doc.kind) and naive.fits(All(tuple(each)), doc) for each in split
            ))
        }  # fmt: skip
        others = {doc.case["id"] for doc in fitting}
        found = pages(desk, root, dice.choice([2, 5, 50]))
        assert len(set(found)) == len(found), query
        assert wanted <= set(found) <= others, query
        some += bool(found)
        judged += known
    assert some > 150
    assert judged > 300

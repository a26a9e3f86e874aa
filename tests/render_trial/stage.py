"""A desk full of hostile words: as posts, names, notes, tags, drafts, rules, watches and more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from console.connectors.memory import MemoryWorld
from console.connectors.x_text import clean, one_line
from console.desk import Desk
from console.domain.calls import NewCall, NewPromise
from console.domain.cases import CaseRow
from console.domain.messages import Media
from console.domain.searching import HitOrder
from console.domain.triage_rules import Conditions, Effects, NewRule
from console.domain.watches import NewWatch
from console.errors import DeskError

LINE = 60
"""As long as what a person names; longer ones are tried first, and may be refused."""
FEW = 40
"""So many rules, watches, saved replies and kept searches; a desk has no more."""


def post_all(world: MemoryWorld, texts: Sequence[str], now: datetime) -> None:
    """Let everyone who has such a name post such a text; each is answered by us too.

    Names and texts are what the connector makes of X's answers: that is what can get here.
    """
    for n, text in enumerate(texts):
        name = one_line(texts[(n * 7 + 3) % len(texts)])
        author = world.add_user(f"hostile_{n}", name, followers=n)
        at = now - timedelta(minutes=3 * (len(texts) - n))
        media: tuple[Media, ...] = ()
        if n % 9 == 0:
            media = (Media("photo", f"https://pictures.example/{n}.png", clean(text)[:1000], 8, 6),)
        said = clean(text)[:100_000]
        asked = world.add_post(author, f"@Shop {said}", at=at, media=media)
        if n % 2 == 0:
            answer = world.add_post(
                world.own, said[:5000], at=at + timedelta(minutes=1), reply_to=asked.remote_id
            )
            world.add_post(
                author,
                "@Shop " + clean(texts[n - 1])[:2000],
                at=at + timedelta(minutes=2),
                reply_to=answer.remote_id,
            )


def act_all(desk: Desk, texts: Sequence[str], now: datetime) -> Counter[str]:
    """Do with every text what a person, a file or a command could; count what was refused."""
    account = desk.sign_ins.with_keys({}, network="memory", this_run_only=True).account
    desk.accounts.sync(account)
    desk.spending.set_budget(account, Decimal(50))
    refused = Counter[str]()

    def attempt(what: str, act: Callable[[str], object], text: str) -> None:
        for given in (text, text[:1000], text[:LINE], " ".join(text.split())[: LINE // 2]):
            try:
                act(given)
            except DeskError:
                refused[what] += 1
            else:
                return

    rows = desk.cases.rows(limit=len(texts) + 10)
    for n, text in enumerate(texts):
        row = rows[n % len(rows)]
        for what, act in _on_case(desk, row, n, now):
            attempt(what, act, text)
        if n < FEW:
            for what, act in _on_desk(desk, account.id, n, now):
                attempt(what, act, texts[-n])
    return refused


def _on_case(
    desk: Desk, row: CaseRow, n: int, now: datetime
) -> list[tuple[str, Callable[[str], object]]]:
    ids, at = (row.id,), now - timedelta(minutes=n + 1)
    contact_id = desk.cases.view(row.id).contact.id
    acts: list[tuple[str, Callable[[str], object]]] = [
        ("touchpoint", lambda text: desk.triage.set_touchpoint(ids, text)),
        ("tag", lambda text: desk.triage.tag(ids, add=[text])),
        ("draft", lambda text: desk.drafts.save(row.id, text, "140")),
        ("notes", lambda text: desk.contacts.set_notes(contact_id, text)),
        ("contact tag", lambda text: desk.contacts.tag(contact_id, add=[text])),
    ]
    if n % 2:
        acts.append(("rename", lambda text: desk.contacts.rename(contact_id, text)))
    if n % 3 == 0:
        promise = now + timedelta(hours=n + 1)
        acts.append(
            (
                "call",
                lambda text: desk.calls.add(
                    NewCall(
                        text=text, at=at, name=text, number=text[:30], outcome=text, tried=text,
                        touchpoint=text, promise=NewPromise(text, promise),
                    ),
                    row.id,
                ),
            )
        )  # fmt: skip
    return acts


def _on_desk(
    desk: Desk, account_id: object, n: int, now: datetime
) -> list[tuple[str, Callable[[str], object]]]:
    (account,) = desk.accounts.every()
    return [
        ("saved reply", lambda text: desk.saved_replies.add(f"{text} {n}", text)),
        ("kept search", lambda text: desk.searches.save(f"{text} {n}", text, HitOrder.NEWEST)),
        ("mute", lambda text: desk.mutes.mute_word(f"{text} {n}")),
        (
            "rule",
            lambda text: desk.rules.add(
                NewRule(
                    f"{text} {n}",
                    Conditions(words=(text,)),
                    Effects(tags=(text,), touchpoint=text),
                )
            ),
        ),
        (
            "watch",
            lambda text: desk.watches.add(
                NewWatch(
                    account_id=account.id,
                    name=f"{text} {n}",
                    query='"parcel"',
                    pace=timedelta(hours=1),
                    monthly_budget=Decimal(1),
                    begin_at=now,
                )
            ),
        ),
    ]

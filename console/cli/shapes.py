"""What --json prints: each kind of thing as a plain object with documented keys.

Times are ISO 8601 in UTC; a key whose value is not known holds null.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from console.domain.accounts import Account
from console.domain.cases import CaseRow, CaseView
from console.domain.cautions import Caution
from console.domain.messages import CallNote, Message
from console.domain.outbox import Candidate, OutboxEntry, ReplyPart, ReplyThread
from console.domain.resolutions import Promise, Resolution
from console.domain.spending import MonthSpend
from console.text.split import Layout

Shape = dict[str, Any]


def account(value: Account) -> Shape:
    """Return an account.

    Keys: `id, network, remote_id, handle, name, access` (`api` or `handoff`),
    `self_reply, synced_at, sync_error, monthly_budget, colour`, `limit` (`140`, `280`, or null:
    as the preferences have it), `own_name` (how it is called here, may be empty), `hidden`.
    """
    return {
        "id": value.id,
        "network": value.network,
        "remote_id": value.remote_id,
        "handle": value.handle,
        "name": value.name,
        "access": value.access,
        "self_reply": value.self_reply,
        "synced_at": time(value.synced_at),
        "sync_error": value.sync_error,
        "monthly_budget": money(value.monthly_budget),
        "colour": value.colour,
        "limit": value.limit or None,
        "own_name": value.own_name,
        "hidden": value.hidden,
    }


def case(value: CaseRow) -> Shape:
    """Return a case as the inbox shows it.

    Keys: `id, account, contact, name, handle, state, last_at, last_from` (`customer` or
    `us`), `snippet, calls, called_first, calls_before, draft, outbox, trouble, touchpoint,
    tags, message_kind` (of the customer's last post), `priority` (`low` to `urgent` where
    somebody said so), `priority_by` (`person`, `rule`, or null where nobody said one),
    `snoozed_until, due_at, solve_due_at, promise_due_at, thanked_at`,
    `reach` (how many people may have seen its loudest complaint) and `spread` (how many times
    faster than usual one goes round); both are null where that is not known; `unsummoned`
    (whether the customer posted, and no post mentions or quotes us: answers go by hand).
    """
    return {
        "id": value.id,
        "account": value.account_id,
        "contact": value.contact_id,
        "name": value.name,
        "handle": value.handle,
        "state": value.state,
        "last_at": time(value.last_at),
        "last_from": _speaker(value.last_direction),
        "snippet": value.snippet,
        "calls": value.calls,
        "called_first": value.called_first,
        "draft": value.has_draft,
        "outbox": value.outbox,
        "trouble": value.trouble,
        "calls_before": value.calls_before,
        "touchpoint": value.touchpoint or None,
        "tags": list(value.tags),
        "message_kind": value.kind,
        "priority": None if value.priority is None else value.priority.name.lower(),
        "priority_by": value.priority_by,
        "snoozed_until": time(value.snoozed_until),
        "due_at": time(value.due_at),
        "solve_due_at": time(value.solve_due_at),
        "promise_due_at": time(value.promise_due_at),
        "thanked_at": time(value.thanked_at),
        "reach": value.reach,
        "spread": value.spread,
        "unsummoned": value.unsummoned,
    }


def case_view(value: CaseView) -> Shape:
    """Return a case opened.

    Keys: those of `case`, and `phones, messages, threads, promises` (the earliest due
    first), `resolution` (what fixed it last, or null), `found_by` (the names of the watches
    that found posts in it), `rule_marks` (what rules gave it and nobody changed since, each
    `kind, value, rule`).
    """
    return case(value.row) | {
        "found_by": list(value.found_by),
        "rule_marks": [asdict(each) for each in value.rule_marks],
        "promises": [promise(each) for each in value.promises],
        "resolution": None if value.resolution is None else resolution(value.resolution),
        "phones": [{"number": p.number, "basis": p.basis} for p in value.contact.phones],
        "messages": [message(each) for each in value.messages],
        "threads": [thread(each) for each in value.threads],
    }


def promise(value: Promise) -> Shape:
    """Return a promise; keys: `id, what, due_at, made_at, kept_at, agent, message`."""
    return {
        "id": value.id,
        "what": value.what,
        "due_at": time(value.due_at),
        "made_at": time(value.made_at),
        "kept_at": time(value.kept_at),
        "agent": value.agent_name,
        "message": value.message_id,
    }


def resolution(value: Resolution) -> Shape:
    """Return a resolution; keys: `at, agent, fix, channel, skipped, confirmed_at`."""
    return {
        "at": time(value.at),
        "agent": value.agent_name,
        "fix": value.fix,
        "channel": value.channel,
        "skipped": value.skipped,
        "confirmed_at": time(value.confirmed_at),
    }


def message(value: Message) -> Shape:
    """Return a message.

    Keys: `id, kind` (`post` or `call_note`), `at, from` (`customer` or `us`), `text`; a
    post's `remote_id, parent, handle, name, summons, message_kind, kind_basis, muted`; a call
    note's `channel, number, duration_s, agent, outcome, missing, tried, touchpoint`.
    """
    shared = {
        "id": value.id,
        "kind": "call_note" if isinstance(value, CallNote) else "post",
        "at": time(value.at),
        "from": _speaker(value.direction),
        "text": value.text,
    }
    if isinstance(value, CallNote):
        return shared | {
            "channel": value.channel,
            "number": value.number,
            "duration_s": value.duration_s,
            "agent": value.agent_name,
            "outcome": value.outcome,
            "missing": value.missing,
            "tried": value.tried,
            "touchpoint": value.touchpoint,
        }
    return shared | {
        "remote_id": value.remote_id,
        "parent": value.parent_id,
        "handle": value.author_handle,
        "name": value.author_name,
        "summons": value.summons,
        "message_kind": value.kind,
        "kind_basis": value.kind_basis,
        "muted": value.muted,
    }


def thread(value: ReplyThread) -> Shape:
    """Return a reply thread.

    Keys: `id, case, account, reply_to, limit, created_at, send_after, confirmed_at, asks`
    (whether a person has to decide), `being_deleted, parts`.
    """
    return {
        "id": value.id,
        "case": value.case_id,
        "account": value.account_id,
        "reply_to": value.reply_to,
        "limit": value.limit,
        "created_at": time(value.created_at),
        "send_after": time(value.send_after),
        "confirmed_at": time(value.confirmed_at),
        "asks": value.asks,
        "being_deleted": value.is_being_deleted,
        "parts": [part(each) for each in value.parts],
    }


def entry(value: OutboxEntry) -> Shape:
    """Return an answer of the outbox.

    Keys: those of `thread`, and `name, handle` of the customer, `account_handle, text`
    (the whole answer as it was typed), `finished_at`.
    """
    return thread(value.thread) | {
        "name": value.name,
        "handle": value.handle,
        "account_handle": value.account_handle,
        "text": value.text,
        "finished_at": time(value.finished_at),
    }


def part(value: ReplyPart) -> Shape:
    """Return a part.

    Keys: `position, text, weight, state, remote_id, problem, cautions, by_hand` (whether
    only a person can post it), `looked` (whether an unsure one was looked for in vain),
    `not_before, first_attempted_at, attempted_at`.
    """
    return {
        "position": value.position,
        "text": value.text,
        "weight": value.weight,
        "state": value.state,
        "remote_id": value.remote_id,
        "problem": value.problem,
        "cautions": [caution(each) for each in value.cautions],
        "by_hand": value.by_hand,
        "looked": value.looked,
        "not_before": time(value.not_before),
        "first_attempted_at": time(value.first_attempted_at),
        "attempted_at": time(value.attempted_at),
    }


def caution(value: Caution) -> Shape:
    """Return what a person should know first: `kind, text, who, at, message`."""
    return {
        "kind": value.kind,
        "text": value.text,
        "who": value.who,
        "at": time(value.at),
        "message": value.message_id,
    }


def candidate(value: Candidate) -> Shape:
    """Return a post that a part may be: `remote_id, at, text, same_text, same_parent`."""
    return {
        "remote_id": value.remote_id,
        "at": time(value.at),
        "text": value.text,
        "same_text": value.same_text,
        "same_parent": value.same_parent,
    }


def spend(value: Account, this: MonthSpend, before: Iterable[MonthSpend]) -> Shape:
    """Return what an account cost.

    Keys: `account, handle, budget`; this month's `month, total, charges` (each `item,
    count, price, total`); `earlier`, a list of `month, total`, newest first. Amounts are
    strings of US dollars, months `YYYY-MM` in UTC.
    """
    return {
        "account": value.id,
        "handle": value.handle,
        "budget": money(value.monthly_budget),
        "month": f"{this.first:%Y-%m}",
        "total": money(this.total),
        "charges": [
            {
                "item": each.item,
                "count": each.count,
                "price": money(each.price),
                "total": money(each.total),
            }
            for each in this.charges
        ],
        "earlier": [
            {"month": f"{each.first:%Y-%m}", "total": money(each.total)} for each in before
        ],
    }


def layout(value: Layout) -> Shape:
    """Return what a text becomes: `parts`, each with `text, weight`."""
    return {"parts": [{"text": each.text, "weight": each.weight} for each in value]}


def time(value: datetime | None) -> str | None:
    """Return ISO 8601 in UTC."""
    return None if value is None else value.isoformat(timespec="milliseconds")


def money(value: Decimal | None) -> str | None:
    """Return an exact amount, without an exponent."""
    return None if value is None else f"{value:f}"


def _speaker(direction: str) -> str:
    return "customer" if direction == "in" else "us"

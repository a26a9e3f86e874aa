"""What --json prints: each kind of thing as a plain object with documented keys.

Times are ISO 8601 in UTC; a key whose value is not known holds null.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from console.domain.accounts import Account
from console.domain.cases import CaseRow, CaseView
from console.domain.messages import CallNote, Message
from console.domain.outbox import ReplyPart, ReplyThread
from console.text.split import Layout

Shape = dict[str, Any]


def account(value: Account) -> Shape:
    """Return an account.

    Keys: `id, network, remote_id, handle, name, self_reply, synced_at, sync_error`.
    """
    return {
        "id": value.id,
        "network": value.network,
        "remote_id": value.remote_id,
        "handle": value.handle,
        "name": value.name,
        "self_reply": value.self_reply,
        "synced_at": time(value.synced_at),
        "sync_error": value.sync_error,
    }


def case(value: CaseRow) -> Shape:
    """Return a case as the inbox shows it.

    Keys: `id, account, contact, name, handle, state, last_at, last_from` (`customer` or
    `us`), `snippet, calls, called_first, draft, outbox, trouble`.
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
    }


def case_view(value: CaseView) -> Shape:
    """Return a case opened: the keys of `case`, and `phones, messages, threads`, oldest first."""
    return case(value.row) | {
        "phones": [{"number": p.number, "basis": p.basis} for p in value.contact.phones],
        "messages": [message(each) for each in value.messages],
        "threads": [thread(each) for each in value.threads],
    }


def message(value: Message) -> Shape:
    """Return a message.

    Keys: `id, kind` (`post` or `call_note`), `at, from` (`customer` or `us`), `text`; a
    post's `remote_id, parent, handle, name, summons`; a call note's `channel, number,
    duration_s, agent`.
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
        }
    return shared | {
        "remote_id": value.remote_id,
        "parent": value.parent_id,
        "handle": value.author_handle,
        "name": value.author_name,
        "summons": value.summons,
    }


def thread(value: ReplyThread) -> Shape:
    """Return a reply thread: `id, case, account, reply_to, limit, parts`."""
    return {
        "id": value.id,
        "case": value.case_id,
        "account": value.account_id,
        "reply_to": value.reply_to,
        "limit": value.limit,
        "parts": [part(each) for each in value.parts],
    }


def part(value: ReplyPart) -> Shape:
    """Return a part: `position, text, weight, state, remote_id, problem`."""
    return {
        "position": value.position,
        "text": value.text,
        "weight": value.weight,
        "state": value.state,
        "remote_id": value.remote_id,
        "problem": value.problem,
    }


def layout(value: Layout) -> Shape:
    """Return what a text becomes: `parts`, each with `text, weight`."""
    return {"parts": [{"text": each.text, "weight": each.weight} for each in value]}


def time(value: datetime | None) -> str | None:
    """Return ISO 8601 in UTC."""
    return None if value is None else value.isoformat(timespec="milliseconds")


def _speaker(direction: str) -> str:
    return "customer" if direction == "in" else "us"

"""The commands by name: what runs each, and whether it writes."""

from __future__ import annotations

from typing import NamedTuple

from console.cli import (
    accounts,
    call_logs,
    calls,
    cases,
    checking,
    checks,
    contacts,
    insight,
    insight_fixes,
    outbox,
    saved,
    sending,
    spending,
    triage,
    watches,
)
from console.cli.terminal import Run


class Command(NamedTuple):
    """One command of the command line."""

    run: Run
    writes: bool = False
    """Whether it may change the data: an open window is told."""


COMMANDS = {
    "account_add_x": Command(accounts.add_x, writes=True),
    "account_add_handoff": Command(accounts.add_handoff, writes=True),
    "account_budget": Command(accounts.budget, writes=True),
    "account_list": Command(accounts.every),
    "sync": Command(accounts.sync, writes=True),
    "cases": Command(cases.every),
    "show": Command(cases.show),
    "reply": Command(cases.reply, writes=True),
    "call_add": Command(calls.add, writes=True),
    "call_list": Command(calls.every),
    "call_import": Command(call_logs.take_in, writes=True),
    "case_resolve": Command(triage.resolve, writes=True),
    "case_reopen": Command(triage.reopen, writes=True),
    "case_spam": Command(triage.spam, writes=True),
    "case_snooze": Command(triage.snooze, writes=True),
    "case_tag": Command(triage.tag, writes=True),
    "case_tags": Command(triage.tags),
    "case_touchpoint": Command(triage.touchpoint, writes=True),
    "case_priority": Command(triage.priority, writes=True),
    "case_merge": Command(triage.merge, writes=True),
    "case_split": Command(triage.split, writes=True),
    "case_kind": Command(triage.kind, writes=True),
    "case_promise": Command(triage.promise, writes=True),
    "case_kept": Command(triage.kept, writes=True),
    "contact_show": Command(contacts.show),
    "contact_find": Command(contacts.find),
    "contact_link": Command(contacts.link, writes=True),
    "contact_unlink": Command(contacts.unlink, writes=True),
    "contact_merge": Command(contacts.merge, writes=True),
    "contact_unmerge": Command(contacts.unmerge, writes=True),
    "saved_list": Command(saved.every),
    "saved_add": Command(saved.add, writes=True),
    "saved_remove": Command(saved.remove, writes=True),
    "saved_import": Command(saved.take_in, writes=True),
    "saved_export": Command(saved.give_out),
    "undo": Command(triage.undo, writes=True),
    "redo": Command(triage.redo, writes=True),
    "capture": Command(cases.capture, writes=True),
    "send": Command(sending.send, writes=True),
    "outbox_list": Command(outbox.every),
    "outbox_show": Command(outbox.show),
    "outbox_retry": Command(outbox.retry, writes=True),
    "outbox_send": Command(outbox.send_now, writes=True),
    "outbox_anyway": Command(outbox.send_anyway, writes=True),
    "outbox_cancel": Command(outbox.cancel, writes=True),
    "outbox_delete": Command(outbox.delete, writes=True),
    "outbox_open": Command(outbox.hand_off, writes=True),
    "outbox_resolve": Command(outbox.resolve, writes=True),
    "check": Command(checking.check),
    "checks_list": Command(checks.every),
    "checks_on": Command(checks.switch_on, writes=True),
    "checks_off": Command(checks.switch_off, writes=True),
    "checks_add": Command(checks.add, writes=True),
    "checks_remove": Command(checks.remove, writes=True),
    "checks_phrase_list": Command(checks.phrases),
    "checks_phrase_add": Command(checks.add_phrases, writes=True),
    "checks_phrase_remove": Command(checks.remove_phrases, writes=True),
    "spend": Command(spending.spend),
    "insight": Command(insight.show, writes=True),
    "fix_list": Command(insight_fixes.every),
    "fix_add": Command(insight_fixes.add, writes=True),
    "fix_change": Command(insight_fixes.change, writes=True),
    "fix_remove": Command(insight_fixes.remove, writes=True),
    "watch_list": Command(watches.every),
    "watch_price": Command(watches.price, writes=True),
    "watch_add": Command(watches.add, writes=True),
    "watch_change": Command(watches.change, writes=True),
    "watch_pause": Command(watches.pause, writes=True),
    "watch_resume": Command(watches.resume, writes=True),
    "watch_remove": Command(watches.remove, writes=True),
    "watch_run": Command(watches.run, writes=True),
    "watch_cases": Command(watches.brought),
}

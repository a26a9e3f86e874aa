"""The commands: each runs one verb of the desk and prints what came of it."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from console.cli import shapes, splitting
from console.cli.input import keys_from_stdin, text_from
from console.cli.plain import safe, show
from console.desk import Desk
from console.desk.calls import NewCall
from console.desk.posts import NewCapture
from console.domain.accounts import Account
from console.domain.cases import CaseFilter, CaseRow, CaseState
from console.domain.ids import CaseId
from console.domain.messages import CallNote, Channel, Direction, Message
from console.domain.outbox import ReplyThread
from console.errors import ConnectorError, CredentialsError, InputError

EXIT_CREDENTIALS, EXIT_NETWORK, EXIT_NOT_SENT = 4, 5, 6


class Terminal:
    """Runs one command and prints for a person, or as JSON for a program."""

    def __init__(self, desk: Desk, *, as_json: bool) -> None:
        self._desk = desk
        self._as_json = as_json

    def run(self, given: argparse.Namespace) -> int:
        """Run the command that the parser found; return its exit code."""
        commands: dict[str, Callable[[argparse.Namespace], int]] = {
            "account_add": self._account_add,
            "account_list": self._account_list,
            "sync": self._sync,
            "cases": self._cases,
            "show": self._show,
            "reply": self._reply,
            "send": self._send,
            "call_add": self._call_add,
            "capture": self._capture,
        }
        return commands[given.command](given)

    def _account_add(self, given: argparse.Namespace) -> int:
        account = self._desk.accounts.connect(
            given.network, keys_from_stdin(), this_run_only=given.this_run_only
        )
        way_on = " --credentials-stdin < keys.json" if given.this_run_only else ""
        self._print(
            shapes.account(account),
            f"Connected @{account.handle} ({account.name}). Next: canary-desk sync{way_on}",
        )
        return 0

    def _account_list(self, _: argparse.Namespace) -> int:
        accounts = self._desk.accounts.every()
        lines = [
            f"{each.id:>4}  @{each.handle}  {each.network}  "
            + (each.sync_error or f"synced {_when(each.synced_at)}")
            for each in accounts
        ]
        empty = "No account yet. Connect one: canary-desk account add x < keys.json"
        self._print([shapes.account(each) for each in accounts], "\n".join(lines) or empty)
        return 0

    def _sync(self, given: argparse.Namespace) -> int:
        done: list[dict[str, Any]] = []
        lines: list[str] = []
        for account in self._accounts(given):
            pulled = self._desk.accounts.sync(account)
            gaps = {
                str(timeline): shapes.time(cursor.gap_before)
                for timeline, cursor in self._desk.accounts.gaps(account).items()
            }
            done.append(
                {
                    "account": account.id,
                    "handle": account.handle,
                    "read": pulled.read,
                    "new": pulled.new,
                    "malformed": pulled.malformed,
                    "missing_before": gaps,
                }
            )
            lines.append(f"@{account.handle}: {pulled.read} posts read, {pulled.new} new.")
            lines += [
                f"  Older {timeline} than {at} are missing: X no longer shows them."
                for timeline, at in gaps.items()
            ]
            if pulled.malformed:
                lines.append(f"  {pulled.malformed} posts could not be understood.")
        self._print(done, "\n".join(lines))
        return 0

    def _cases(self, given: argparse.Namespace) -> int:
        within = CaseFilter(() if given.state is None else (CaseState(given.state),))
        if given.search is not None:
            rows = self._desk.cases.search(given.search, within, limit=given.limit)
        else:
            rows = self._desk.cases.rows(within, limit=given.limit)
        lines = [_case_line(row) for row in rows]
        self._print([shapes.case(row) for row in rows], "\n".join(lines) or "No cases.")
        return 0

    def _show(self, given: argparse.Namespace) -> int:
        view = self._desk.cases.view(CaseId(given.case))
        lines = [f"Case {view.row.id}  {view.row.name}  @{view.row.handle}  {view.row.state}"]
        lines += [_message_lines(each) for each in view.messages]
        lines += [_thread_lines(each) for each in view.threads]
        self._print(shapes.case_view(view), "\n".join(lines))
        return 0

    def _reply(self, given: argparse.Namespace) -> int:
        text = text_from(given.text_file)
        layout = splitting.layout_of(text, given)
        thread_id, _ = self._desk.replies.queue(
            CaseId(given.case), text, layout, layout.limits, numbering=layout.numbering.name
        )
        self._print(
            {"thread": thread_id} | shapes.layout(layout),
            f"Queued {len(layout)} parts. Publish them: canary-desk send\n"
            + splitting.listing(layout),
        )
        return 0

    def _send(self, given: argparse.Namespace) -> int:
        published = 0
        problem: ConnectorError | CredentialsError | None = None
        ends_at = time.monotonic() + given.wait
        accounts = self._accounts(given)
        for account in accounts:
            while True:
                sent = self._desk.replies.publish(account)
                published += sent.published
                problem = sent.problem or problem
                if sent.due_at is None or sent.problem is not None:
                    break
                pause_s = max(0.1, (sent.due_at - datetime.now(UTC)).total_seconds())
                if time.monotonic() + pause_s > ends_at:
                    break
                time.sleep(pause_s)
        ids = {account.id for account in accounts}
        left = [each for each in self._desk.replies.outbox() if each.account_id in ids]
        lines = [f"Published {published} parts."]
        lines += [_thread_lines(each) for each in left]
        self._print(
            {"published": published, "left": [shapes.thread(each) for each in left]},
            "\n".join(lines),
        )
        if problem is not None:
            words = f"{problem.title}: {problem.message} {problem.advice}"
            print(safe(words), file=sys.stderr)
            return EXIT_CREDENTIALS if isinstance(problem, CredentialsError) else EXIT_NETWORK
        return EXIT_NOT_SENT if left else 0

    def _call_add(self, given: argparse.Namespace) -> int:
        if (given.text is None) == (given.text_file is None):
            raise InputError("A call note needs its text.", advice="Give --text or --text-file.")
        case_id, _ = self._desk.calls.add(
            NewCall(
                text=given.text if given.text is not None else text_from(given.text_file),
                at=_time(given.at),
                direction=Direction.OUT if given.out else Direction.IN,
                channel=Channel(given.channel),
                number=given.number,
                name=given.name,
                duration_s=None if given.minutes is None else given.minutes * 60,
            ),
            None if given.case is None else CaseId(given.case),
        )
        self._print({"case": case_id}, f"Noted in case {case_id}.")
        return 0

    def _capture(self, given: argparse.Namespace) -> int:
        case_id, changes = self._desk.posts.capture(
            NewCapture(
                text=text_from("-") if given.text == "-" else given.text,
                handle=given.handle,
                link=given.link,
                name=given.name,
                at=None if given.at is None else _time(given.at),
                case_id=None if given.case is None else CaseId(given.case),
            )
        )
        done = "Captured in" if changes else "It is there already, in"
        self._print({"case": case_id, "new": bool(changes)}, f"{done} case {case_id}.")
        return 0

    def _accounts(self, given: argparse.Namespace) -> tuple[Account, ...]:
        if given.account is not None:
            accounts: tuple[Account, ...] = (self._desk.accounts.find(given.account),)
        else:
            accounts = self._desk.accounts.every()
        if not accounts:
            raise InputError(
                "There is no account yet.",
                advice="Connect one: canary-desk account add x < keys.json",
            )
        if given.credentials_stdin:
            if len(accounts) > 1:
                raise InputError("Keys for one account, but there are several: say --account.")
            self._desk.accounts.use_for_this_run(accounts[0], keys_from_stdin())
        return accounts

    def _print(self, value: object, text: str) -> None:
        show(value, text, as_json=self._as_json)


def _time(word: str | None) -> datetime:
    if word is None:
        return datetime.now(UTC)
    try:
        return datetime.fromisoformat(word).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(
            f"{word!r} is not a time.", advice="Write it like 2026-11-22T14:02."
        ) from error


def _case_line(row: CaseRow) -> str:
    marks = " · called first" if row.called_first else ""
    waiting = f" · {row.outbox} in the outbox" if row.outbox else ""
    return (
        f"{row.id:>6}  {row.state:<11}  {_when(row.last_at)}  {row.name} @{row.handle}"
        f"{marks}{waiting}\n        {row.snippet[:100]}"
    )


def _message_lines(message: Message) -> str:
    arrow = "<" if message.direction is Direction.IN else ">"
    if isinstance(message, CallNote):
        who = f"({message.channel}) {message.number} {message.agent_name}".rstrip()
    else:
        who = f"@{message.author_handle}"
    body = message.text.replace("\n", "\n      ")
    return f"  {arrow} {_when(message.at)}  {who}\n      {body}"


def _thread_lines(thread: ReplyThread) -> str:
    lines = [f"  Reply thread {thread.id} to case {thread.case_id}:"]
    for part in thread.parts:
        lines.append(f"    {part.position}. {part.state}  {part.text}")
        if part.problem:
            lines.append(f"       {part.problem}")
    return "\n".join(lines)


def _when(at: datetime | None) -> str:
    return "never" if at is None else f"{at.astimezone():%Y-%m-%d %H:%M}"

"""The words of the command line: commands, their options, and what --help says."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from console.cli import (
    agent_options,
    backup_options,
    call_log_options,
    call_options,
    case_options,
    check_options,
    contact_options,
    doctor,
    export_options,
    forget_options,
    import_options,
    insight_options,
    mute_options,
    recheck_options,
    review_options,
    rule_options,
    saved_options,
    search_options,
    sign_in_options,
    watch_options,
)
from console.cli.syntax import EXIT_CODES_HELP, command, group, positive
from console.domain.cases import CaseState
from console.domain.limits import LIMITS_BY_NAME
from console.domain.numbering import NumberStyle

if TYPE_CHECKING:
    from console.cli.syntax import Commands

OUTBOX_VERBS = {
    "show": "print one answer with all its parts and evidence",
    "retry": "queue a refused part again, or one that was looked for in vain",
    "send": "end the waiting of an answer",
    "anyway": "queue a held part whatever changed",
    "cancel": "take back what is not out; it is the case's draft again",
    "delete": "delete what is public, take back the rest",
    "open": "print how a part is posted in the browser; opens nothing",
    "resolve": "say what became of a part that may be public",
}


def parse(words: list[str]) -> argparse.Namespace:
    """Return the command with its options; `command` names the verb."""
    return _parser().parse_args(words)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="canary-desk", epilog=EXIT_CODES_HELP, allow_abbrev=False)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _account_commands(group(commands, "account", "connect, add and list accounts; their budgets"))
    agents = "who answers at this desk: list, add, change, retire; and who does now"
    agent_options.declare(group(commands, "agent", agents))
    _account_options(command(commands, "sync", "sync", "fetch what is new"))
    _case_commands(commands)
    search_options.declare(commands)
    split = "split standard input into parts; opens no data file"
    _split_options(command(commands, "split", "split", split))
    _check_commands(commands)
    send = command(commands, "send", "send", "publish what is queued, delete what is to go")
    _send_options(send)
    _outbox_commands(commands)
    calls = group(commands, "call", "note phone calls and other contacts off the network")
    call_options.declare(calls)
    call_log_options.declare(calls)
    contact_options.declare(group(commands, "contact", "find contacts, link and merge them"))
    case_options.declare(group(commands, "case", "decide about cases: resolve, snooze, tag..."))
    saved_options.declare(group(commands, "saved", "saved replies: list, add, import, export"))
    insight_options.declare(commands)
    fixes = "root-cause fixes: what was done about what keeps failing"
    insight_options.declare_fixes(group(commands, "fix", fixes))
    rules = "what is done by itself with posts that come in: tag, give a touchpoint, resolve..."
    rule_options.declare(group(commands, "rule", rules))
    mute_options.declare(group(commands, "mute", "keep authors, conversations and words quiet"))
    watches = "saved searches for posts that mention nobody: price, save, run"
    watch_options.declare(group(commands, "watch", watches))
    _archive_commands(commands)
    doctor.declare(commands)
    _undo_commands(commands)
    capture = "store a post that no sync brings; fetches nothing"
    _capture_options(command(commands, "capture", "capture", capture))
    spend = command(commands, "spend", "spend", "what each account cost, by X's prices")
    spend.add_argument("--account", metavar="HANDLE", help="this account only")
    return parser


def _archive_commands(commands: Commands) -> None:
    """Declare what is done with all that is stored."""
    import_options.declare(commands)
    export_options.declare(commands)
    backup_options.declare(commands)
    review_options.declare(commands)
    again = "ask X again for stored posts: what is gone there goes here, edits are taken over"
    recheck_options.declare(group(commands, "recheck", again))
    forget = "say what forgetting a contact takes away; with --yes do it, for good"
    forget_options.declare(command(commands, "forget", "forget", forget))
    retention = "how long what is kept: rules, what they would take, taking it"
    forget_options.declare_retention(group(commands, "retention", retention))


def _account_commands(account: Commands) -> None:
    add = command(account, "add", "account_add", "connect an account, or add one without access")
    kinds = add.add_subparsers(metavar="KIND", required=True)
    x = command(
        kinds,
        "x",
        "account_add_x",
        "connect an account on X; its keys come as JSON on standard input",
        below=True,
    )
    x.add_argument(
        "--this-run-only",
        action="store_true",
        help="do not keep the keys: `sync` and `send` take them by --credentials-stdin",
    )
    handoff = command(
        kinds,
        "handoff",
        "account_add_handoff",
        "add an account on X without keys: posts are captured, answers posted by hand",
        below=True,
    )
    handoff.add_argument("handle", metavar="HANDLE")
    handoff.add_argument("--name", default="", help="its display name (the handle)")
    command(account, "list", "account_list", "list the accounts")
    remove = command(
        account, "remove", "account_remove", "remove an account of which nothing is stored"
    )
    remove.add_argument("handle", metavar="HANDLE")
    sign_in_options.declare(account)
    agent_options.declare_look(account)
    budget = command(
        account, "budget", "account_budget", "show or set what an account may cost a month"
    )
    budget.add_argument("handle", metavar="HANDLE")
    budget.add_argument(
        "dollars",
        nargs="?",
        metavar="DOLLARS",
        help="from which spend of a month on nothing is read, such as 7.50; none: no bound",
    )


def _case_commands(commands: Commands) -> None:
    cases = command(commands, "cases", "cases", "list cases, newest first")
    cases.add_argument("--state", choices=[str(state) for state in CaseState])
    cases.add_argument("--account", metavar="HANDLE", help="cases of this account only")
    cases.add_argument("--search", metavar="WORDS", help="cases whose messages hold these words")
    cases.add_argument("--limit", type=positive, default=50, metavar="N", help="at most (50)")
    show = command(commands, "show", "show", "print one case with its timeline, oldest first")
    show.add_argument("case", type=positive, metavar="CASE")
    reply = command(commands, "reply", "reply", "queue an answer, split into parts")
    reply.add_argument("case", type=positive, metavar="CASE")
    _split_options(reply)
    reply.add_argument(
        "--text-file", required=True, metavar="FILE", help="the answer, UTF-8; - for standard input"
    )


def _check_commands(commands: Commands) -> None:
    text = "say what everybody would read in a draft given on standard input"
    check = command(commands, "check", "check", text)
    check.add_argument("--case", type=positive, metavar="CASE", help="the case that it answers")
    _split_options(check)
    check_options.declare(group(commands, "checks", "which checks are made, and their lists"))


def _undo_commands(commands: Commands) -> None:
    undo = command(commands, "undo", "undo", "take back your newest act, or list what was done")
    undo.add_argument("--list", action="store_true", help="print the newest acts of all agents")
    command(commands, "redo", "redo", "do again what you took back last")


def _outbox_commands(commands: Commands) -> None:
    outbox = command(commands, "outbox", "outbox_list", "list answers on their way, or decide")
    outbox.add_argument("--all", action="store_true", help="also those done with in the last day")
    verbs = outbox.add_subparsers(metavar="COMMAND")
    for name, text in OUTBOX_VERBS.items():
        verb = command(verbs, name, f"outbox_{name}", text, below=True)
        verb.add_argument("thread", type=positive, metavar="ID", help="as `outbox` lists it")
        if name == "resolve":
            which = verb.add_mutually_exclusive_group(required=True)
            which.add_argument("--sent", metavar="LINK", help="it is public, at this address")
            which.add_argument(
                "--sent-somewhere", action="store_true", help="it is public: let it be looked for"
            )
            which.add_argument("--not-sent", action="store_true", help="it was not posted")


def _send_options(parser: argparse.ArgumentParser) -> None:
    _account_options(parser)
    parser.add_argument(
        "--now",
        action="store_true",
        help="try at once, also where the network asked to wait or was not reached",
    )
    parser.add_argument(
        "--wait",
        type=positive,
        default=90,
        metavar="SECONDS",
        help="how long to wait for what is due soon: pauses, further tries, looks (90)",
    )


def _account_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--account", metavar="HANDLE", help="this account only")
    parser.add_argument(
        "--credentials-stdin",
        action="store_true",
        help="use the account's keys given as JSON on standard input, for this run only",
    )


def _split_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--limit",
        choices=sorted(LIMITS_BY_NAME),
        default="140",
        help="how many characters a part may have (140)",
    )
    parser.add_argument(
        "--number",
        choices=[str(style) for style in NumberStyle],
        default=str(NumberStyle.NONE),
        metavar="STYLE",
        help="number the parts: 1/3, (1/3) or 1. (none)",
    )
    parser.add_argument(
        "--number-at",
        choices=["front", "end"],
        default="front",
        help="where the number stands (front)",
    )


def _capture_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--link", default="", metavar="URL", help="the post's address on X")
    parser.add_argument("--handle", default="", help="its author's (what the link says)")
    parser.add_argument("--name", default="", help="its author's name, where that is new")
    parser.add_argument(
        "--text", required=True, metavar="TEXT", help="what it says; - for standard input"
    )
    parser.add_argument(
        "--at", metavar="TIME", help="when it was written, as for `call add` (what the link says)"
    )
    parser.add_argument("--case", type=positive, metavar="CASE", help="the case it belongs to")

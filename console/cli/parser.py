"""The words of the command line: commands, their options, and what --help says."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from console.domain.cases import CaseState
from console.domain.limits import LIMITS_BY_NAME
from console.domain.messages import Channel
from console.domain.numbering import NumberStyle

if TYPE_CHECKING:
    # What add_subparsers returns has no other name.
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

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

EXIT_CODES_HELP = (
    "exit codes: 0 done, 2 the command cannot be used as typed, 3 trouble with the data"
    " file, 4 with the keyring, 5 with the network, 6 `send` left something unsent"
)


def parse(words: list[str]) -> argparse.Namespace:
    """Return the command with its options; `command` names the verb."""
    return _parser().parse_args(words)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="canary-desk", epilog=EXIT_CODES_HELP, allow_abbrev=False)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _account_commands(_group(commands, "account", "connect, add and list accounts; their budgets"))
    _account_options(_command(commands, "sync", "sync", "fetch what is new"))
    _case_commands(commands)
    split = "split standard input into parts; opens no data file"
    _split_options(_command(commands, "split", "split", split))
    send = _command(commands, "send", "send", "publish what is queued, delete what is to go")
    _send_options(send)
    _outbox_commands(commands)
    calls = _group(commands, "call", "note phone calls and other contacts off the network")
    _call_options(_command(calls, "add", "call_add", "add a call note"))
    capture = "store a post that no sync brings; fetches nothing"
    _capture_options(_command(commands, "capture", "capture", capture))
    spend = _command(commands, "spend", "spend", "what each account cost, by X's prices")
    spend.add_argument("--account", metavar="HANDLE", help="this account only")
    return parser


def _everywhere(*, below: bool) -> argparse.ArgumentParser:
    """Return the options of every command; `below` one that has them too, its word counts."""
    holder = argparse.ArgumentParser(add_help=False)
    # argparse puts the defaults of an inner command over what stood in front of its name.
    unset = argparse.SUPPRESS if below else None
    holder.add_argument(
        "--json", action="store_true", default=unset or False, help="print one JSON value"
    )
    holder.add_argument("--data-dir", metavar="DIR", default=unset, help="where the data file is")
    holder.add_argument(
        "--x-api",
        metavar="URL",
        default=unset or os.environ.get("CANARY_DESK_X_API"),
        help="another address of X's API (default: $CANARY_DESK_X_API, else X's own)",
    )
    return holder


def _command(
    parent: Commands, name: str, verb: str, text: str, *, below: bool = False
) -> argparse.ArgumentParser:
    """Return a new command; `verb` names what runs it."""
    added = parent.add_parser(
        name,
        parents=[_everywhere(below=below)],
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=EXIT_CODES_HELP,
        allow_abbrev=False,
    )
    added.set_defaults(command=verb)
    return added


def _group(commands: Commands, name: str, text: str) -> Commands:
    holder = commands.add_parser(name, help=text, description=text)
    return holder.add_subparsers(metavar="COMMAND", required=True)


def _account_commands(account: Commands) -> None:
    add = _command(account, "add", "account_add", "connect an account, or add one without access")
    kinds = add.add_subparsers(metavar="KIND", required=True)
    x = _command(
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
    handoff = _command(
        kinds,
        "handoff",
        "account_add_handoff",
        "add an account on X without keys: posts are captured, answers posted by hand",
        below=True,
    )
    handoff.add_argument("handle", metavar="HANDLE")
    handoff.add_argument("--name", default="", help="its display name (the handle)")
    _command(account, "list", "account_list", "list the accounts")
    budget = _command(
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
    cases = _command(commands, "cases", "cases", "list cases, newest first")
    cases.add_argument("--state", choices=[str(state) for state in CaseState])
    cases.add_argument("--search", metavar="WORDS", help="cases whose messages hold these words")
    cases.add_argument("--limit", type=_positive, default=50, metavar="N", help="at most (50)")
    show = _command(commands, "show", "show", "print one case with its timeline, oldest first")
    show.add_argument("case", type=_positive, metavar="CASE")
    reply = _command(commands, "reply", "reply", "queue an answer, split into parts")
    reply.add_argument("case", type=_positive, metavar="CASE")
    _split_options(reply)
    reply.add_argument(
        "--text-file", required=True, metavar="FILE", help="the answer, UTF-8; - for standard input"
    )


def _outbox_commands(commands: Commands) -> None:
    outbox = _command(commands, "outbox", "outbox_list", "list answers on their way, or decide")
    outbox.add_argument("--all", action="store_true", help="also those done with in the last day")
    verbs = outbox.add_subparsers(metavar="COMMAND")
    for name, text in OUTBOX_VERBS.items():
        verb = _command(verbs, name, f"outbox_{name}", text, below=True)
        verb.add_argument("thread", type=_positive, metavar="ID", help="as `outbox` lists it")
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
        type=_positive,
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
        "--limit", choices=sorted(LIMITS_BY_NAME), default="140", help="of one part (140)"
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


def _call_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--case", type=_positive, metavar="CASE", help="the case it belongs to")
    parser.add_argument("--number", default="", help="the contact's phone number")
    parser.add_argument("--name", default="", help="the contact's name, where the number is new")
    parser.add_argument("--text", metavar="TEXT", help="what was said")
    parser.add_argument("--text-file", metavar="FILE", help="the same from a file; - for stdin")
    parser.add_argument("--out", action="store_true", help="we called them")
    parser.add_argument("--channel", choices=[str(each) for each in Channel], default="phone")
    parser.add_argument(
        "--at", metavar="TIME", help="when it began, ISO 8601, local without a zone (now)"
    )
    parser.add_argument("--minutes", type=_positive, metavar="N", help="how long it took")


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
    parser.add_argument("--case", type=_positive, metavar="CASE", help="the case it belongs to")


def _positive(word: str) -> int:
    number = int(word) if word.isascii() and word.isdecimal() else 0
    if not 0 < number < 2**63:
        raise argparse.ArgumentTypeError(f"{word!r} is not a whole number above 0")
    return number

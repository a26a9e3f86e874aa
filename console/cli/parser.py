"""The words of the command line: commands, their options, and what --help says."""

from __future__ import annotations

import argparse
import os

from console.domain.cases import CaseState
from console.domain.limits import LIMITS_BY_NAME
from console.domain.messages import Channel
from console.domain.numbering import NumberStyle

EXIT_CODES_HELP = (
    "exit codes: 0 done, 2 the command cannot be used as typed, 3 trouble with the data"
    " file, 4 with the keyring, 5 with the network, 6 something was not published"
)


def parse(words: list[str]) -> argparse.Namespace:
    """Return the command with its options; `command` names the verb."""
    return _parser().parse_args(words)


def _parser() -> argparse.ArgumentParser:
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument("--json", action="store_true", help="print one JSON value")
    everywhere.add_argument("--data-dir", metavar="DIR", help="where the data file is")
    everywhere.add_argument(
        "--x-api",
        metavar="URL",
        default=os.environ.get("CANARY_DESK_X_API"),
        help="another address of X's API (default: $CANARY_DESK_X_API, else X's own)",
    )
    parser = argparse.ArgumentParser(prog="canary-desk", epilog=EXIT_CODES_HELP, allow_abbrev=False)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(
        parent: argparse._SubParsersAction[argparse.ArgumentParser], name: str, verb: str, text: str
    ) -> argparse.ArgumentParser:
        added = parent.add_parser(
            name,
            parents=[everywhere],
            help=text,
            description=text,
            epilog=EXIT_CODES_HELP,
            allow_abbrev=False,
        )
        added.set_defaults(command=verb)
        return added

    def group(name: str, text: str) -> argparse._SubParsersAction[argparse.ArgumentParser]:
        holder = commands.add_parser(name, help=text, description=text)
        return holder.add_subparsers(metavar="COMMAND", required=True)

    account = group("account", "connect and list accounts")
    add = command(
        account, "add", "account_add", "connect an account; its keys come as JSON on standard input"
    )
    add.add_argument("network", choices=["x"])
    add.add_argument(
        "--this-run-only",
        action="store_true",
        help="do not keep the keys: `sync` and `send` take them by --credentials-stdin",
    )
    command(account, "list", "account_list", "list the connected accounts")

    sync = command(commands, "sync", "sync", "fetch what is new")
    _account_options(sync)
    cases = command(commands, "cases", "cases", "list cases, newest first")
    cases.add_argument("--state", choices=[str(state) for state in CaseState])
    cases.add_argument("--search", metavar="WORDS", help="cases whose messages hold these words")
    cases.add_argument("--limit", type=_positive, default=50, metavar="N", help="at most (50)")
    show = command(commands, "show", "show", "print one case with its timeline, oldest first")
    show.add_argument("case", type=_positive, metavar="CASE")
    reply = command(commands, "reply", "reply", "queue an answer, split into parts")
    reply.add_argument("case", type=_positive, metavar="CASE")
    _split_options(reply)
    reply.add_argument(
        "--text-file", required=True, metavar="FILE", help="the answer, UTF-8; - for standard input"
    )
    _split_options(
        command(commands, "split", "split", "split standard input into parts; opens no data file")
    )
    send = command(commands, "send", "send", "publish what is queued")
    _account_options(send)
    send.add_argument(
        "--wait",
        type=_positive,
        default=90,
        metavar="SECONDS",
        help="how long to wait for parts that may be tried again soon (90)",
    )
    call = group("call", "note phone calls and other contacts off the network")
    _call_options(command(call, "add", "call_add", "add a call note"))
    _capture_options(
        command(commands, "capture", "capture", "store a post that no sync brings; fetches nothing")
    )
    return parser


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

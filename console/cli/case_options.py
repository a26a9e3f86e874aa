"""The words of `canary-desk case`: what a person decides about cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.syntax import command, positive
from console.domain.kinds import MessageKind
from console.domain.priority import Priority
from console.domain.resolutions import SOLUTION_CHANNELS

if TYPE_CHECKING:
    import argparse

    from console.cli.syntax import Commands

BY_RULE = "rule"
"""Takes back what a person said: the rule decides again."""


def declare(cases: Commands) -> None:
    """Declare all verbs."""
    resolve = _verb(cases, "resolve", "mark as solved")
    resolve.add_argument("--fix", default="", metavar="TEXT", help="what fixed it, in one line")
    resolve.add_argument(
        "--channel", choices=SOLUTION_CHANNELS, help="by which way it was solved (post)"
    )
    resolve.add_argument(
        "--skip", action="store_true", help="do not say what fixed it; that is recorded"
    )
    _verb(cases, "reopen", "bring back among those that need a reply")
    _verb(cases, "spam", "put aside as spam")
    snooze = _verb(cases, "snooze", "let sleep till a moment, or till the customer writes")
    snooze.add_argument(
        "--until", required=True, metavar="TIME", help='such as "fri 9am", "in 2 hours", ISO 8601'
    )
    tag = _verb(cases, "tag", "put tags on, or take them off")
    tag.add_argument("--add", action="append", default=[], metavar="TAG")
    tag.add_argument("--remove", action="append", default=[], metavar="TAG")
    touchpoint = _verb(cases, "touchpoint", "say where the business failed")
    touchpoint.add_argument("--word", required=True, help="such as delivery; empty takes it back")
    priority = _verb(cases, "priority", "say how pressing they are")
    levels = [level.name.lower() for level in Priority]
    priority.add_argument("--level", required=True, choices=[*levels, BY_RULE])
    merge = _verb(cases, "merge", "move all they hold into another case of the same contact")
    merge.add_argument("--into", required=True, type=positive, metavar="CASE")
    _single_case_verbs(cases)


def _single_case_verbs(cases: Commands) -> None:
    split = command(cases, "split", "case_split", "move some messages into a case of their own")
    split.add_argument("case", type=positive, metavar="CASE")
    split.add_argument(
        "messages", type=positive, nargs="+", metavar="MESSAGE", help="ids, as `show --json` lists"
    )
    kind = command(cases, "kind", "case_kind", "say of what kind a customer's post is")
    kind.add_argument("message", type=positive, metavar="MESSAGE")
    kind.add_argument("kind", choices=[*(str(each) for each in MessageKind), BY_RULE])
    promise = command(cases, "promise", "case_promise", "note what we promised, and by when")
    promise.add_argument("case", type=positive, metavar="CASE")
    promise.add_argument("what", metavar="WHAT", help="such as: call back")
    promise.add_argument("--due", required=True, metavar="TIME", help="as for `case snooze`")
    kept = command(cases, "kept", "case_kept", "say that a promise was kept")
    kept.add_argument("promise", type=positive, metavar="PROMISE")
    kept.add_argument("--not", dest="broken", action="store_true", help="it was not, after all")
    command(cases, "tags", "case_tags", "list all tags, the most used first")


def _verb(cases: Commands, name: str, text: str) -> argparse.ArgumentParser:
    """Return a verb that is done to one or many cases at once, and undone at once."""
    verb = command(cases, name, f"case_{name}", text)
    verb.add_argument("cases", type=positive, nargs="+", metavar="CASE")
    return verb

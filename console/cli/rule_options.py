"""The words of `canary-desk rule`: what is done by itself with posts that come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.syntax import command, positive
from console.domain.kinds import MessageKind
from console.domain.priority import Priority
from console.domain.triage_rules import PREVIEWED

if TYPE_CHECKING:
    import argparse

    from console.cli.syntax import Commands

ANY = "any"
"""Of a kind or a priority: none is asked for, or given."""
_LEVELS = [level.name.lower() for level in Priority]
_ONE = {
    "preview": f"print what it would do now to the newest {PREVIEWED} posts",
    "apply": f"do that to the newest {PREVIEWED} posts; `undo` takes it back",
    "take-back": "take back what it did and nobody changed since",
}


def declare(rules: Commands) -> None:
    """Declare all verbs."""
    command(rules, "list", "rule_list", "list the rules in the order in which they hold")
    text = "store a rule for what comes in from now on"
    add = command(rules, "add", "rule_add", text)
    add.add_argument("name", metavar="NAME", help="a few words that say what it is for")
    _when(add)
    _then(add)
    add.add_argument(
        "--apply", action="store_true", help=f"do it to the newest {PREVIEWED} posts as well"
    )
    text = f"let a rule say something else; what is not given stays, '' and `{ANY}` take it away"
    change = command(rules, "change", "rule_change", text)
    _number(change)
    change.add_argument("--name")
    _when(change, (ANY,))
    _then(change, (ANY,))
    for name, text in (
        ("on", "let rules hold again"),
        ("off", "let rules not hold for now"),
        ("remove", "take rules away; what they did stays, and `undo` brings them back"),
    ):
        verb = command(rules, name, f"rule_{name}", text)
        verb.add_argument("rules", type=positive, nargs="+", metavar="ID")
    for name, text in _ONE.items():
        _number(command(rules, name, f"rule_{name.replace('-', '_')}", text))


def _number(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("rule", type=positive, metavar="ID", help="as `rule list` prints it")


def _when(verb: argparse.ArgumentParser, more: tuple[str, ...] = ()) -> None:
    """Declare conditions; `more` are words that take one away."""
    when = verb.add_argument_group("when", "all that is said must be so")
    when.add_argument(
        "--word",
        dest="words",
        action="extend",
        nargs="+",
        metavar="WORD",
        help="one of these words or phrases stands in the text",
    )
    when.add_argument(
        "--without", action="extend", nargs="+", metavar="WORD", help="none of these does"
    )
    when.add_argument("--from", dest="handle", metavar="HANDLE", help="its author")
    when.add_argument("--kind", choices=[*map(str, MessageKind), *more])
    when.add_argument("--lang", metavar="CODE", help="its language, such as en")
    summoned = when.add_mutually_exclusive_group()
    summoned.add_argument(
        "--summoned",
        action="store_const",
        const="yes",
        help="it mentions or quotes us",
    )
    summoned.add_argument(
        "--not-summoned",
        dest="summoned",
        action="store_const",
        const="no",
        help="it does not",
    )
    if more:
        summoned.add_argument(
            "--summoned-or-not",
            dest="summoned",
            action="store_const",
            const=ANY,
            help="both",
        )
    when.add_argument("--watch", metavar="NAME", help="this watch found it")
    when.add_argument("--account", metavar="HANDLE", help="its case is this account's")


def _then(verb: argparse.ArgumentParser, more: tuple[str, ...] = ()) -> None:
    """Declare what is done; `more` are words that take something away."""
    then = verb.add_argument_group("then", "done with its case, where no person said otherwise")
    then.add_argument("--tag", dest="tags", action="extend", nargs="+", metavar="TAG")
    then.add_argument("--touchpoint", metavar="WORD", help="where the business failed")
    then.add_argument("--priority", choices=[*_LEVELS, *more])
    resolve = then.add_mutually_exclusive_group()
    resolve.add_argument(
        "--resolve",
        action="store_const",
        const=True,
        help="resolve it where nobody has answered, called or decided anything",
    )
    if more:
        resolve.add_argument(
            "--no-resolve", dest="resolve", action="store_const", const=False, help="leave it open"
        )

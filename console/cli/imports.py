"""The command that takes files of others in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from console.cli import words
from console.cli.terminal import Terminal
from console.domain.imports import FileKind, ImportState, LeftOut, Options, Overview, Report
from console.domain.progress import NOBODY, Follower, Progress

KINDS = {
    FileKind.ARCHIVE: "X's archive",
    FileKind.PAGES: "answers of X's API",
    FileKind.OWN: "an export of this desk",
}


def take_in(terminal: Terminal, given: argparse.Namespace) -> int:
    """Take a file in, or say what it holds."""
    path = Path(given.file)
    options = Options(
        handle=given.account.lstrip("@"),
        add_account=given.add_account,
        direct_messages=given.direct_messages,
        deleted=given.deleted,
        quiet=not given.keep_open,
    )
    verbs = terminal.desk.imports
    if given.dry_run:
        seen = verbs.preview(path, options)
        terminal.print(_overview_shape(seen), _overview(seen))
        return 0
    teller = _Teller()
    try:
        report = verbs.take_in(path, options, teller.follower)
    finally:
        teller.end()
    terminal.print(_report_shape(report), _report(report))
    return 0


class _Teller:
    """Says on a terminal how far it is; in a file or a pipe it says nothing."""

    def __init__(self) -> None:
        self._said = ""
        self.follower = Follower(self._tell) if sys.stderr.isatty() else NOBODY

    def end(self) -> None:
        """Leave an empty line for what comes."""
        if self._said:
            print(f"\r{' ' * len(self._said)}\r", end="", file=sys.stderr, flush=True)
            self._said = ""

    def _tell(self, progress: Progress) -> None:
        share = "" if progress.share is None else f" {progress.share:.0%}"
        said = words.one_line(f"{progress.step}{share}", 70)
        if said != self._said:
            print(f"\r{said:<{len(self._said)}}", end="", file=sys.stderr, flush=True)
            self._said = said


def _overview(seen: Overview) -> str:
    lines = [f"{words.one_line(seen.name, 80)}: {KINDS[seen.kind]}."]
    if seen.owner is not None:
        lines.append(f"Of {words.handle(seen.owner.handle)}.")
    if seen.posts is not None:
        rows = "row" if seen.kind is FileKind.OWN else "post"
        lines.append(f"About {words.several(seen.posts, rows)}.")
    if seen.messages is not None:
        lines.append("It holds direct messages (--direct-messages).")
    if seen.deleted is not None:
        lines.append("It holds deleted posts (--deleted).")
    if seen.earlier is not None:
        done = seen.earlier.state is ImportState.DONE
        lines.append(
            "It was taken in before." if done else "It was begun before, and goes on where it was."
        )
    return "\n".join([*lines, *_left_out(seen.left_out)])


def _report(report: Report) -> str:
    tally = report.tally
    came = words.several(tally.new, "post")
    lines = [f"Took in {came}, {tally.known} known already; {words.several(tally.cases, 'case')}."]
    if tally.notes or tally.notes_known:
        notes = words.several(tally.notes, "direct message")
        lines.append(f"Took in {notes} as call notes, {tally.notes_known} known already.")
    if report.quiet:
        lines.append(
            f"{words.several(report.quiet, 'case')} came in as resolved: nobody wrote in 30 days."
        )
    if report.state is ImportState.STOPPED:
        lines.append("Stopped: the same file goes on where it was.")
    return "\n".join([*lines, *_left_out(tally.left_out)])


def _left_out(left_out: Iterable[LeftOut]) -> list[str]:
    lines = []
    for each in left_out:
        places = words.one_line("; ".join(each.places), 200)
        where = f" ({places})" if places else ""
        lines.append(f"Left out {each.count}: {each.reason}{where}")
    return lines


def _left_out_shape(left_out: Iterable[LeftOut]) -> list[dict[str, object]]:
    return [
        {"reason": each.reason, "count": each.count, "places": list(each.places)}
        for each in left_out
    ]


def _overview_shape(seen: Overview) -> dict[str, object]:
    return {
        "kind": str(seen.kind),
        "bytes": seen.size,
        "handle": None if seen.owner is None else seen.owner.handle,
        "account": seen.account_id,
        "about": seen.posts,
        "direct_messages": seen.messages is not None,
        "deleted": seen.deleted is not None,
        "earlier": None if seen.earlier is None else str(seen.earlier.state),
        "left_out": _left_out_shape(seen.left_out),
    }


def _report_shape(report: Report) -> dict[str, object]:
    tally = report.tally
    return {
        "kind": str(report.kind),
        "handle": report.handle or None,
        "state": str(report.state),
        "new": tally.new,
        "known": tally.known,
        "notes": tally.notes,
        "notes_known": tally.notes_known,
        "cases": tally.cases,
        "resolved": report.quiet,
        "left_out": _left_out_shape(tally.left_out),
    }

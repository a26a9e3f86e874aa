"""The command `canary-desk`: open the window, or hand a command on to `console.cli`.

Imports nothing heavy at the top, for a command must not wait for Qt and the window not
for what it needs later; and no Qt before `platform_check` has looked, for Qt aborts the
process where it finds no display.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from console.store.doorbell import Call

CANNOT_OPEN = 2
"""Exit code where no window can open on this machine, or the options make no sense."""
NO_ANSWER = 3
"""Exit code where another window has the data folder and does not answer."""

COMMANDS = """\
commands (each has --help, --json and --data-dir):
  account add x        connect an account; its credentials are read as JSON from standard input
  account add handoff  add an account without access: its answers are posted by hand
  account list         list the accounts
  account connect      connect an account in the browser, or by the PIN that X shows there
  account show         print how an account is signed in and what it may do
  account sign-out     remove an account's sign-in, and prove it
  account set          choose an account's colour, limit and name at this desk
  account budget       show or set what an account may cost a month
  agent                who answers at this desk: list, add, use, change, retire
  sync                 fetch what is new
  cases                list the cases
  show CASE            print one case with its timeline
  search QUERY         find cases by what was written and noted, and by whose they are
  saved-search         searches that are kept as views: list, add, remove
  reply CASE           queue an answer, split into parts
  split                split standard input into parts; opens no data file
  check                say what everybody would read in a draft on standard input
  checks               what is looked for, our own contact points, dismissive wording
  send                 publish what is queued
  outbox               list answers on their way; its own commands decide what becomes of them
  spend                print what each account cost
  call                 note a call, list calls, take in a phone system's call log
  case                 decide about cases: resolve, snooze, tag, merge, split...
  contact              find, show, link and merge contacts
  saved                saved replies: list, add, remove, import, export
  insight              print figures about the work, or write them as CSV or a page
  fix                  note what was done about what keeps failing: list, add, change, remove
  watch                saved searches for posts that mention nobody: price, add, run
  rule                 what is done by itself with posts that come in: tag, resolve...
  mute                 keep authors, conversations and words quiet
  import FILE          take in X's archive, answers of its API as JSON, or an export
  backup               copy the data file, and check the copy; list the copies
  restore FILE         put a backup in the place of the data file
  recheck              ask X again for stored posts; what is gone there goes here
  review               look through an export or a backup, read-only; print its notes
  export FILE          write everything, or some cases, as JSON Lines, CSV or a page
  forget               forget a contact for good; without --yes only say what would go
  retention            how long what is kept: show, set, preview, run
  doctor               say how the desk and its surroundings are, without texts and names
  undo                 take back your newest act, or list what was done
  redo                 do again what you took back last
  capture              store a post that no sync brings

Without a command the window opens; where it is open already, it comes to the front.
"""


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """Carry what a person asked of the window on the command line."""

    data_dir: Path | None = None
    """Where the data file is; None for the platform's own place."""

    demo: bool = False
    """Open on sample cases in a temporary folder, without network or keyring."""

    screenshot: Path | None = None
    """Draw the window into this PNG file, without a display, and end."""

    debug: bool = False
    """Log more than usual."""

    hidden: bool = False
    """Begin without the window: in the tray, or as an icon where there is none."""

    language: str = ""
    """The demo's, which was chosen in the one before it; empty where none was."""

    x_api: str | None = None
    """Another address of X's API than its own: https, or http on loopback."""


def main(argv: list[str] | None = None, on_inbox_painted: Callable[[], None] | None = None) -> int:
    """Run what the arguments ask for and return the exit code.

    `on_inbox_painted` is as `ui.app.run` takes it, for who times the start. Raise SystemExit,
    as argparse does, for `--help`, `--version` and unusable options.
    """
    words = sys.argv[1:] if argv is None else argv
    # What is written from here on holds customers' data, wherever a person puts it: exports
    # and pages of cases too are for others only once the person says so (chmod).
    os.umask(0o077)
    if argv is None:  # a program of its own
        from console.diagnostics import core_dumps

        core_dumps.forbid()
    if words and words[0] == "review":
        if words[1:2] != ["notes"]:  # that one prints, as every command in English
            _speak(None)
        from ui import review_start

        return review_start.run(words)
    if words and not words[0].startswith("-"):
        from console import cli

        return cli.main(words)
    return _open_window(parse(words), on_inbox_painted)


def parser() -> argparse.ArgumentParser:
    """Return what reads the window's options; the manual's page lists them out of it."""
    import argparse

    reader = argparse.ArgumentParser(
        prog="canary-desk",
        description="The desk of those who answer a company's customers.",
        epilog=COMMANDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="canary-desk [options] | canary-desk COMMAND ...",
        allow_abbrev=False,
    )
    reader.add_argument("--version", action="store_true", help="print the version and end")
    reader.add_argument(
        "--demo",
        action="store_true",
        help="open on sample cases, without an account, a network or a keyring",
    )
    reader.add_argument(
        "--screenshot",
        type=Path,
        metavar="FILE.png",
        help="draw the window into a file, without a display, and end",
    )
    reader.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="keep the data there, not in the usual folder"
    )
    reader.add_argument(
        "--hidden",
        action="store_true",
        help="begin in the tray, or minimised where there is none",
    )
    reader.add_argument("--debug", action="store_true", help="write more into the log")
    reader.add_argument(
        "--x-api",
        metavar="URL",
        default=os.environ.get("CANARY_DESK_X_API"),
        help="another address of X's API (default: $CANARY_DESK_X_API, else X's own)",
    )
    return reader


def parse(words: list[str]) -> WindowOptions:
    """Return the window's options; raise SystemExit as `main` says."""
    reader = parser()
    given = reader.parse_args(words)
    if given.version:
        from importlib.metadata import version

        print(f"canary-desk {version('canary-desk')}")
        reader.exit()
    _speak(given.data_dir)
    _check(reader, given)
    return WindowOptions(
        data_dir=given.data_dir,
        demo=given.demo,
        screenshot=given.screenshot,
        debug=given.debug,
        hidden=given.hidden,
        x_api=given.x_api,
    )


def _check(parser: argparse.ArgumentParser, given: argparse.Namespace) -> None:
    if given.demo and given.data_dir is not None:
        parser.error("--demo works in a temporary folder of its own; leave out --data-dir")
    if given.screenshot is not None and given.screenshot.suffix.lower() != ".png":
        parser.error("--screenshot writes a PNG file; its name must end in .png")
    if given.x_api is not None:
        from console.connectors.x_address import checked_api_url
        from console.errors import InputError

        try:
            checked_api_url(given.x_api)
        except InputError as error:
            parser.error(error.message)


def _speak(data_dir: Path | None) -> None:
    """Choose the language of the window's words, before anything that has words is loaded."""
    from console import language
    from console.folders import default_folder

    language.begin(language.kept_in(data_dir or default_folder()), _languages_of_system())


def _languages_of_system() -> list[str]:
    """Return what the system's own settings ask for, where its environment does not say.

    Windows and macOS keep a list that Qt reads; elsewhere the environment has it. QtCore
    needs no display.
    """
    platform: str = sys.platform  # a checker of types knows of this machine only
    if platform not in ("win32", "darwin"):
        return []
    from PySide6.QtCore import QLocale

    return list(QLocale.system().uiLanguages())


def _open_window(options: WindowOptions, on_inbox_painted: Callable[[], None] | None = None) -> int:
    if os.environ.get("CANARY_DESK_NEW_START"):
        return _open_in_place(options, on_inbox_painted)
    lock = None
    if options.screenshot is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif not options.demo:
        from console.store import doorbell
        from console.store.location import default_folder

        # A second start needs no Qt to have the first window shown.
        token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
        came = doorbell.come_in(options.data_dir or default_folder(), token)
        if isinstance(came, doorbell.Call):
            return tell_occupied(came)
        lock = came
    problem = display_problem()
    if problem is not None:
        print(problem, file=sys.stderr)
        return CANNOT_OPEN
    from ui import app

    return app.run(options, on_inbox_painted, lock=lock)


def _open_in_place(
    options: WindowOptions, on_inbox_painted: Callable[[], None] | None = None
) -> int:
    """Open the window in the place of the process that started this one."""
    from ui import predecessor

    before = predecessor.of_environment()
    assert before is not None, "it is named in the environment"
    problem = display_problem()  # loads the window's modules while the other still stands
    if problem is not None:
        print(problem, file=sys.stderr)
        return CANNOT_OPEN
    before.tell(predecessor.READY)
    from console import language

    handed = os.environ.pop(language.VARIABLE, "")  # chosen before, so it can be changed here
    lock = None
    if options.demo:
        options = replace(options, language=handed)
    else:
        from console.store import doorbell
        from console.store.location import default_folder

        folder = options.data_dir or default_folder()
        came = before.await_end(folder) or doorbell.come_in(folder)
        if isinstance(came, doorbell.Call):
            return tell_occupied(came)
        lock = came
    from ui import app

    return app.run(options, on_inbox_painted, lock=lock, before=before)


def tell_occupied(call: Call) -> int:
    """Say that another window has the data folder; return the exit code."""
    return _tell_heard() if call.heard else _tell_unanswered(call)


def _tell_heard() -> int:
    """Say in the terminal that the first window was asked to come to the front."""
    print("Canary Desk is open already: its window was brought to the front.")
    return 0


def _tell_unanswered(call: Call) -> int:
    """Say that the first window does not answer: in the terminal, and in a window if it can."""
    from console.store import doorbell

    print(f"{doorbell.TITLE}. {call.complaint} {doorbell.ADVICE}", file=sys.stderr)
    try:
        if display_problem() is None:
            from ui import app

            app.show_unanswered(call)
    finally:
        call.give_up()
    return 0 if call.heard else NO_ANSWER


def display_problem() -> str | None:
    """Return in one line why no window can open here, None where one can."""
    from ui import platform_check

    problem = platform_check.problem()
    if problem is None:
        try:
            import ui.app  # noqa: F401 - whether it loads is the question
        except ImportError as error:
            problem = platform_check.missing_library(str(error))
            if problem is None:
                raise
    return problem


if __name__ == "__main__":
    sys.exit(main())

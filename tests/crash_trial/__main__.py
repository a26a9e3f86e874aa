"""`python -m tests.crash_trial [--sync | --watch | --secrets | --render] [--seed S] ...`.

Its exit code is 1 unless all is whole.

Each life of a desk imports this module once more, so it loads nothing at its top.
"""

from __future__ import annotations

import argparse
import sys


def main() -> int:
    """Run the trial; the last line that it prints is the result."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash_trial", description=__doc__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--sync", action="store_true", help="pull timelines instead of sending")
    what.add_argument("--watch", action="store_true", help="look with a watch instead")
    what.add_argument("--secrets", action="store_true", help="look where keys and tokens are left")
    what.add_argument("--render", action="store_true", help="show hostile texts in every view")
    parser.add_argument("--count", type=int, default=500, metavar="N", help="how many texts")
    parser.add_argument("--pictures", metavar="DIR", help="where pictures of them are kept")
    parser.add_argument("--runs", type=int, default=25, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    given = parser.parse_args()
    if given.render:
        from tests.render_trial.trial import main as render

        return render(given.count, given.seed, given.pictures)
    if given.sync:
        from tests.crash_trial.sync_trial import main as trial
    elif given.secrets:
        from tests.secret_trial.trial import main as trial
    elif given.watch:
        from tests.crash_trial.watch_trial import main as trial
    else:
        from tests.crash_trial.send_trial import main as trial
    return trial(given.runs, given.seed)


if __name__ == "__main__":
    sys.exit(main())

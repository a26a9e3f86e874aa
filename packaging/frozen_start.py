"""The self-contained program's first lines: hands on to `ui.start`, as `canary-desk` does.

With CANARY_DESK_TELL_PAINTED set, it says on standard output when the inbox was first
painted: `package_figures` times the start from outside by that line.
"""

from __future__ import annotations

import os
import sys
from functools import partial

if __name__ == "__main__":
    from ui.start import main

    tells = os.environ.pop("CANARY_DESK_TELL_PAINTED", "")
    sys.exit(main(on_inbox_painted=partial(print, "painted", flush=True) if tells else None))

"""Give programs that the self-contained desk starts the surroundings that it was given.

Framework knowledge: PyInstaller's start-up on Linux puts the folder of our libraries into
LD_LIBRARY_PATH and keeps what was there in LD_LIBRARY_PATH_ORIG. The dynamic loader has read
it by the time this runs; a browser that inherits it would load our libraries in the
place of its own. https://pyinstaller.org, "LD_LIBRARY_PATH / LIBPATH considerations"
(2026-11-22)
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _before is not None:
    os.environ["LD_LIBRARY_PATH"] = _before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)

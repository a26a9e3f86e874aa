"""Have the running program read its modules out of the very file that it was started from.

The desk runs all day in the tray, and many of its modules are loaded when they are wanted:
an update that puts another program in this one's place would have it read at the old one's
offsets. On Linux the file that was started stays there for its process, replaced or removed;
Windows lets nobody replace a program that runs, and Finder refuses.

Framework knowledge: PyInstaller's reader (`pyimod02_importers.pyz_archive`) and Python's own
of zip files (`zipimport`) open their archive by its path for each module; both were read in
their sources. proc(5): `/proc/self/exe` and `/proc/self/fd` lead to the file, whatever its
name is now. The version of PyInstaller is locked; the trial replaces the program while its
window is open.
"""

import os
import sys
import zipimport


def _hold() -> None:
    import pyimod02_importers

    pyimod02_importers.pyz_archive._filename = "/proc/self/exe"  # noqa: SLF001 - no other door
    held: dict[str, str] = {}
    for finder in sys.path_importer_cache.values():
        if isinstance(finder, zipimport.zipimporter):
            if finder.archive not in held:
                # Open as long as we run, and not inherited by what we start.
                file = os.open(finder.archive, os.O_RDONLY | os.O_CLOEXEC)
                held[finder.archive] = f"/proc/self/fd/{file}"
            finder.archive = held[finder.archive]


if sys.platform == "linux" and os.access("/proc/self/exe", os.R_OK):
    _hold()

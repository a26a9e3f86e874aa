"""The marker for methods that override Qt's, without what it costs at start.

`typing.override` came with Python 3.12; `typing_extensions` takes 40 ms to import, a
fifth of the time until the first paint. Type checkers see the real one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method: object) -> object:
        """Return `method` as it is."""
        return method


__all__ = ["override"]

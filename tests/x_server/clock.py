"""A clock that tests can push: real time plus an offset, or a time that stands still."""

import datetime as dt


class Clock:
    """Tell the time (aware UTC) when called; `advance` moves it on.

    With `start` the time stands still there until it is pushed; without, it runs.
    """

    def __init__(self, start: dt.datetime | None = None) -> None:
        self._start = start
        self._offset = dt.timedelta()

    def __call__(self) -> dt.datetime:
        return (self._start or dt.datetime.now(dt.UTC)) + self._offset

    def advance(self, seconds: float) -> None:
        """Move the time on by `seconds`."""
        self._offset += dt.timedelta(seconds=seconds)

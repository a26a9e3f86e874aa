"""The zone of this machine, as a zone: each moment has the offset that it has here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo


class LocalZone(tzinfo):
    """What `datetime.astimezone()` gives, but not fixed: it knows of summer time."""

    def utcoffset(self, at: datetime | None) -> timedelta | None:
        """Return how far local time is ahead of UTC at a local time; None without one."""
        return None if at is None else at.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, _at: datetime | None) -> timedelta | None:
        """Return None: which part of the offset is summer time is not known."""
        return None

    def tzname(self, at: datetime | None) -> str | None:
        """Return how the offset at a local time is called; None without one."""
        return None if at is None else at.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, at: datetime) -> datetime:
        """Return the local time of a time of UTC that names this zone."""
        local = at.replace(tzinfo=UTC).astimezone()
        here = local.replace(tzinfo=self)
        return here if here.utcoffset() == local.utcoffset() else here.replace(fold=1)


HERE = LocalZone()

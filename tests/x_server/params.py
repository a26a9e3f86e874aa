"""Reads query parameters the way X does: every fault is collected, then all are refused at once.

Sources: the parameter tables of X's OpenAPI documents; wordings, twittercommunity.com/t/151746.
Names of poll and place fields are accepted unread: this world has none of them.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable

from . import problems
from .records import Json
from .snowflakes import ms_of_time
from .timelines import Token
from .vocabulary import RELATIONS, Vocabulary

_ID = re.compile(r"[0-9]{1,19}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z")
IGNORED_FIELDS = frozenset({"poll.fields", "place.fields"})


class Params:
    """The parameters of one request; `done` raises the 400 for all that was wrong."""

    def __init__(self, pairs: Iterable[tuple[str, str]], names: Vocabulary) -> None:
        self.names = names
        self._values: dict[str, str] = {}
        self._errors: list[Json] = []
        for name, value in pairs:
            if name in self._values:
                self._refuse(name, value, f"The query parameter [{name}] can be used only once")
            self._values[name] = value

    def allow(self, allowed: Collection[str]) -> None:
        """Refuse every parameter that is not allowed."""
        for name, value in self._values.items():
            if name not in allowed:
                listed = ",".join(sorted(allowed))
                self._refuse(name, value, f"The query parameter [{name}] is not one of [{listed}]")

    def require(self, name: str) -> str:
        """Return the value of a parameter that must be there."""
        value = self._values.get(name, "")
        if not value:
            self._refuse(name, value, f"The `{name}` query parameter can not be empty")
        return value

    def text(self, name: str) -> str | None:
        """Return a value as it is."""
        return self._values.get(name)

    def integer(self, name: str, lowest: int, highest: int, default: int) -> int:
        """Return a bounded number."""
        value = self._values.get(name)
        if value is None:
            return default
        if not value.isascii() or not value.isdigit() or not lowest <= int(value) <= highest:
            self._refuse(
                name, value,
                f"The `{name}` query parameter value [{value}] is not between {lowest} and "
                f"{highest}",
            )  # fmt: skip
            return default
        return int(value)

    def snowflake(self, name: str) -> int | None:
        """Return an id."""
        value = self._values.get(name)
        if value is None:
            return None
        if not _ID.fullmatch(value):
            self._refuse_value(name, value)
            return None
        return int(value)

    def snowflakes(self, name: str) -> list[int]:
        """Return 1 to 100 different ids."""
        values = self.require(name).split(",")
        for value in values:
            if not _ID.fullmatch(value):
                self._refuse_value(name, value)
        if len(values) > 100:
            self._refuse(
                name, ",".join(values),
                f"The number of values in the `{name}` query parameter list [{len(values)}] is "
                "not between 1 and 100",
            )  # fmt: skip
        return [int(value) for value in dict.fromkeys(values) if _ID.fullmatch(value)]

    def time_ms(self, name: str) -> int | None:
        """Return an RFC 3339 time (UTC, `Z`) as Unix milliseconds."""
        value = self._values.get(name)
        if value is None:
            return None
        try:
            moment = dt.datetime.fromisoformat(value) if _TIME.fullmatch(value) else None
        except ValueError:
            moment = None
        if moment is None:
            self._refuse_value(name, value)
            return None
        return ms_of_time(moment)

    def choices(self, name: str, allowed: Collection[str]) -> frozenset[str]:
        """Return a comma-separated list of allowed words."""
        value = self._values.get(name)
        if value is None:
            return frozenset()
        chosen = value.split(",")
        for word in chosen:
            if word not in allowed:
                listed = ",".join(sorted(allowed))
                self._refuse(
                    name, word,
                    f"The `{name}` query parameter value [{word}] is not one of [{listed}]",
                )  # fmt: skip
        return frozenset(chosen)

    def token(self, scope: str, *parameters: str) -> Token | None:
        """Return a pagination token, under whichever name it came."""
        for name in parameters:
            value = self._values.get(name)
            if value is not None:
                try:
                    return Token.decode(value, scope)
                except ValueError:
                    self._refuse_value(name, value)
        return None

    def post_fields(self, *, relation_fields: bool) -> frozenset[str]:
        """Return the fields asked for, in the names used inside."""
        allowed = self.names.post_fields
        if relation_fields:
            allowed |= {self.names.outward(relation) for relation in RELATIONS}
        chosen = self.choices(self.names.fields_parameter, allowed)
        return frozenset(self.names.inward(field) for field in chosen)

    def refuse(self, name: str, value: str, message: str) -> None:
        """Refuse a value for a reason of the end point's own."""
        self._refuse(name, value, message)

    def refuse_all(self, message: str) -> None:
        """Refuse the request as a whole; no parameter is named."""
        self._errors.append({"parameters": {}, "message": message})

    def done(self) -> None:
        """Raise the 400 where anything was wrong."""
        if self._errors:
            raise problems.invalid_request(self.names, self._errors)

    def _refuse_value(self, name: str, value: str) -> None:
        self._refuse(name, value, f"The `{name}` query parameter value [{value}] is not valid")

    def _refuse(self, name: str, value: str, message: str) -> None:
        self._errors.append({"parameters": {name: [value]}, "message": message})

"""A search as conditions of SQL: on messages, on drafts, on contacts, on cases alone."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum

from console.domain.ids import SEQUENCE_BITS
from console.store.search_terms import Meanings
from console.text.search_query_patterns import is_link, is_text, patterns
from console.text.search_query_tree import STATES, All, Either, Field, Node, Not, Term


class Place(StrEnum):
    """What is looked through; the aliases of the tables in its statements."""

    MESSAGE = "m.search_text"
    """`messages m`, `cases c`."""
    DRAFT = "d.text"
    """`drafts d`, `cases c`; the text is not folded."""
    CONTACT = "w.words"
    """`contact_words w`, `cases c`."""


UNREAD = (
    "(SELECT iif(l.muted_by IS NULL, l.kind = 'post' AND l.direction = 'in'"
    " AND l.id > coalesce(g.read_id, 0), EXISTS (SELECT 1 FROM messages h WHERE h.case_id = c.id"
    " AND h.kind = 'post' AND h.direction = 'in' AND h.muted_by IS NULL AND h.id >"
    f" max(coalesce(g.read_id, 0), coalesce(c.last_out_at, 0) << {SEQUENCE_BITS})))"
    " FROM messages l LEFT JOIN readings g ON g.case_id = c.id WHERE l.id = c.last_message_id)"
)
"""Whether a case is unread, as the list shows it."""
_AWAITED = "c.last_in_at IS NOT NULL AND c.last_in_at > coalesce(c.last_out_at, 0)"
_IS = {
    # Thanks after a solution await no answer, nor does what is not heard.
    "unanswered": f"({_AWAITED} AND c.thanked_at IS NULL AND c.state NOT IN ('spam', 'muted'))",
    "answered": f"(c.last_out_at IS NOT NULL AND NOT ({_AWAITED}))",
    "called-first": "c.first_calls > 0",
    "unread": f"coalesce({UNREAD}, 0)",
    "not-summoned": "c.unsummoned",
}
_HAS = {
    "draft": "EXISTS (SELECT 1 FROM drafts e WHERE e.case_id = c.id)",
    "promise": "EXISTS (SELECT 1 FROM promises e WHERE e.case_id = c.id)",
    "phone": "EXISTS (SELECT 1 FROM phones e WHERE e.contact_id = c.contact_id)",
    "touchpoint": "c.touchpoint IS NOT NULL",
    "tag": (
        "(EXISTS (SELECT 1 FROM case_tags e WHERE e.case_id = c.id)"
        " OR EXISTS (SELECT 1 FROM contact_tags e WHERE e.contact_id = c.contact_id))"
    ),
}
_KINDS = {"post": "m.kind = 'post'", "call": "m.kind = 'call_note'"}
_WITHIN = "IN (SELECT value FROM json_each(?))"
CASE_FIELDS = frozenset(
    {
        Field.HANDLE, Field.ACCOUNT, Field.PHONE, Field.TAG, Field.TOUCHPOINT,
        Field.STATE, Field.IS,
    }
)  # fmt: skip
"""What is asked of the case, not of what stands in it."""


def of_case(node: Node) -> bool:
    """Return whether a node asks of cases alone."""
    match node:
        case Term():
            return node.field in CASE_FIELDS or (node.field is Field.HAS and node.value in _HAS)
        case Not(part):
            return of_case(part)
        case All(parts) | Either(parts):
            return all(of_case(part) for part in parts)


@dataclass(slots=True)
class Conditions:
    """Conditions for one statement, with their parameters in the order of its marks."""

    place: Place
    meanings: Meanings
    parameters: list[object] = field(default_factory=list)

    def all_of(self, nodes: list[Node]) -> str:
        """Return what holds where all nodes fit, each condition behind an AND; may be empty."""
        return "".join(f" AND {self.of(node)}" for node in nodes)

    def of(self, node: Node) -> str:
        """Return what holds where a node fits; never null."""
        match node:
            case Term():
                return self._term(node)
            case Not(part):
                return f"NOT {self.of(part)}"
            case All(parts):
                return f"({' AND '.join(map(self.of, parts))})"
            case Either(parts):
                return f"({' OR '.join(map(self.of, parts))})"

    def _term(self, term: Term) -> str:
        if is_text(term) or (is_link(term) and self.place is Place.MESSAGE):
            return self._text(term)
        if of_case(term):
            return self._of_case(term)
        match term.field:
            case Field.BEFORE | Field.AFTER | Field.ON:
                return self._time(term)
            case Field.IN:
                return self._in(term.value)
            case Field.FROM:
                return self._from(term)
            case _ if self.place is not Place.MESSAGE:
                return "0"
            case Field.TO:
                return self._to(term)
            case Field.KIND:
                return self._marked("coalesce(m.message_kind = ?, 0)", term.value)
            case _:  # has:picture
                shown = "e.message_id = m.id AND e.media IS NOT NULL"
                return f"EXISTS (SELECT 1 FROM posts e WHERE {shown})"

    def _of_case(self, term: Term) -> str:
        meant = self.meanings.of(term)
        match term.field:
            case Field.HANDLE | Field.PHONE:
                return self._marked(f"c.contact_id {_WITHIN}", json.dumps(meant.contacts))
            case Field.ACCOUNT:
                accounts = json.dumps(meant.accounts)
                return self._marked(f"coalesce(c.account_id {_WITHIN}, 0)", accounts)
            case Field.TAG:
                words = json.dumps(meant.words)
                self.parameters += (words, words)
                of_case = f"e.case_id = c.id AND e.tag {_WITHIN}"
                of_contact = f"e.contact_id = c.contact_id AND e.tag {_WITHIN}"
                return (
                    f"(EXISTS (SELECT 1 FROM case_tags e WHERE {of_case})"
                    f" OR EXISTS (SELECT 1 FROM contact_tags e WHERE {of_contact}))"
                )
            case Field.TOUCHPOINT:
                return self._marked(f"coalesce(c.touchpoint {_WITHIN}, 0)", json.dumps(meant.words))
            case Field.STATE:
                return _states(term.value)
            case Field.IS:
                return self._is(term.value)
            case _:
                return _HAS[term.value]

    def _marked(self, sql: str, value: object) -> str:
        self.parameters.append(value)
        return sql

    def _text(self, term: Term) -> str:
        each = patterns(term)
        self.parameters += each
        one = "says(d.text, ?)" if self.place is Place.DRAFT else f"{self.place} REGEXP ?"
        holds = " AND ".join([one] * len(each))
        if self.place is Place.CONTACT and term.field is Field.NUMBER:
            return self._marked(f"(({holds}) OR instr(w.digits, ?))", term.value)
        return f"({holds})"

    def _is(self, value: str) -> str:
        if value == "overdue":
            return self._marked("coalesce(c.due_at < ?, 0)", self.meanings.now_ms)
        return _IS[value] if value in _IS else _states(value.replace("-", "_"))

    def _time(self, term: Term) -> str:
        ms = {
            Place.MESSAGE: f"(m.id >> {SEQUENCE_BITS})",
            Place.DRAFT: "d.updated_at",
            Place.CONTACT: "c.rank",
        }[self.place]
        if term.field is Field.BEFORE:
            return self._marked(f"{ms} < ?", term.since_ms)
        if term.field is Field.AFTER:
            return self._marked(f"{ms} >= ?", term.since_ms)
        self.parameters += (term.since_ms, term.until_ms)
        return f"({ms} >= ? AND {ms} < ?)"

    def _in(self, value: str) -> str:
        if self.place is Place.MESSAGE:
            return _KINDS.get(value, "0")
        return str(int(value == self.place.name.lower()))

    def _from(self, term: Term) -> str:
        meant = self.meanings.of(term)
        if self.place is Place.CONTACT:
            return "0"
        if meant.direction:
            if self.place is Place.DRAFT:
                return str(int(meant.direction == "out"))
            return f"m.direction = '{meant.direction}'"
        agents = json.dumps(meant.agents)
        if self.place is Place.DRAFT:
            return self._marked(f"d.agent_id {_WITHIN}", agents)
        self.parameters += (json.dumps([" ".join(each) for each in meant.authors]), agents)
        return (
            "(EXISTS (SELECT 1 FROM posts e WHERE e.message_id = m.id"
            f" AND e.network || ' ' || e.author_id {_WITHIN})"
            " OR EXISTS (SELECT 1 FROM call_notes e WHERE e.message_id = m.id"
            f" AND e.agent_id {_WITHIN}))"
        )

    def _to(self, term: Term) -> str:
        meant = self.meanings.of(term)
        if meant.accounts:
            accounts = json.dumps(meant.accounts)
            return self._marked(
                f"(m.kind = 'post' AND m.direction = 'in' AND coalesce(c.account_id {_WITHIN}, 0))",
                accounts,
            )
        return self._marked(
            f"(m.kind = 'post' AND m.direction = 'out' AND c.contact_id {_WITHIN})",
            json.dumps(meant.contacts),
        )


def _states(value: str) -> str:
    return f"c.state IN ({', '.join(repr(state) for state in STATES[value])})"

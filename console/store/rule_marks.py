"""What of a case stands there by a rule: its tags, its touchpoint, its priority.

A touchpoint or priority is a rule's while `rule_effects` holds it with the same value and
nothing in `was`: a person who gives the same once more is noted there (`confirm`), one who
gives another makes the values differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from console.domain.cases import RuleMark
from console.domain.ids import CaseId, RuleId
from console.domain.priority import Priority
from console.store.database import Database

_BY_PERSON = "person"
PRIORITY_RULE = (
    "iif(c.priority IS NULL, NULL, (SELECT r.name FROM messages n"
    " CROSS JOIN rule_effects e ON e.message_id = n.id"
    " CROSS JOIN triage_rules r ON r.id = e.rule_id"
    " WHERE n.case_id = c.id AND e.kind = 'priority' AND e.was IS NULL"
    # Unsorted, for that would be a sort of each row: the messages come oldest first.
    " AND CAST(e.value AS INTEGER) = c.priority LIMIT 1))"
)
"""The name of the rule that gave a case `c` its priority; looked for only where it has one."""
_OF_CASE = """
SELECT e.kind, e.value, r.name FROM messages m
CROSS JOIN rule_effects e ON e.message_id = m.id
CROSS JOIN triage_rules r ON r.id = e.rule_id
CROSS JOIN cases c ON c.id = m.case_id
WHERE m.case_id = ? AND CASE e.kind
  WHEN 'touchpoint' THEN c.touchpoint = e.value AND e.was IS NULL
  WHEN 'priority' THEN c.priority = CAST(e.value AS INTEGER) AND e.was IS NULL
  -- In a case that its own was joined into it is another row, which came after it.
  WHEN 'tag' THEN EXISTS (SELECT 1 FROM case_tags t WHERE t.case_id = c.id AND t.tag = e.value
    AND iif(e.in_case IS c.id, t.id = CAST(e.was AS INTEGER), t.id >= CAST(e.was AS INTEGER)))
  ELSE 0
END ORDER BY e.id
"""


def of_case(db: Database, case_id: CaseId) -> tuple[RuleMark, ...]:
    """Return what rules gave a case and still stands, each once with the first that gave it."""
    found: dict[tuple[str, str], RuleMark] = {}
    for row in db.rows(_OF_CASE, (case_id,)):
        said = row["value"]
        if row["kind"] == "priority":
            said = Priority(int(said)).name.lower()
        found.setdefault((row["kind"], said), RuleMark(row["kind"], said, row["name"]))
    return tuple(found.values())


def confirm(db: Database, case_ids: Iterable[CaseId], kind: str, value: object) -> None:
    """Note that a person said of some cases what a rule had said; inside a `writing` block."""
    db.execute(
        "UPDATE rule_effects SET was = ? WHERE kind = ? AND value = ? AND was IS NULL"
        " AND message_id IN (SELECT m.id FROM json_each(?) v"
        " CROSS JOIN messages m ON m.case_id = v.value)",
        (_BY_PERSON, kind, str(value), json.dumps(list(case_ids))),
    )


def standing(db: Database, rule_id: RuleId) -> dict[int, CaseId]:
    """Return what a rule did and is on record, by number, each with the case it is in by now."""
    rows = db.rows(
        "SELECT e.id, m.case_id FROM rule_effects e JOIN messages m ON m.id = e.message_id"
        " WHERE e.rule_id = ? AND m.case_id IS NOT NULL",
        (rule_id,),
    )
    return {row["id"]: CaseId(row["case_id"]) for row in rows}


def taken_back(db: Database) -> frozenset[RuleId]:
    """Return the rules of which a person took back what they did, by acts that stand."""
    rows = db.rows(
        "SELECT DISTINCT json_extract(r.value, '$.before.rule_id') AS rule_id FROM journal j"
        " CROSS JOIN json_each(j.rows) r WHERE j.undone_at IS NULL AND j.act LIKE 'Take back%'"
        " AND json_extract(r.value, '$.table') = 'rule_effects'"
        " AND json_type(r.value, '$.after') = 'null'"
    )
    return frozenset(RuleId(row["rule_id"]) for row in rows if row["rule_id"] is not None)

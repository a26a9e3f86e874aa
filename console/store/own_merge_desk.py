"""What of an export belongs to no case: lists, saved replies, rules; and what stays there."""

from __future__ import annotations

from console.store.database import Database

_LISTS = (
    ("saved_replies", "name, text, uses, used_at, changed_at"),
    ("vocabulary", "list, word, position"),
    ("call_log_maps", "header, mapping, used_at"),
    ("bad_log_rows", "key, file, line, cells, problem, at, settled_at"),
)
"""Tables in which a name or key tells rows apart, and what is copied."""
_STAYS = {
    "journal": "acts that could be taken back there",
    "cursors": "how far its syncs were",
    "charges": "what its accounts cost",
    "watch_charges": "what its watches cost",
    "rule_effects": "what its rules did, as far as it could be taken back",
    "call_drafts": "call notes that were being written",
    "imports": "notes on files that were imported there",
    "recheck_runs": "when it asked its network again",
    "erasures": "receipts of what was forgotten there",
    "tombstones": "hashes of contacts who were forgotten there",
    "joined_cases": "numbers of cases that were joined",
    "contact_merges": "merges of contacts that could be taken back there",
}
"""What a merge leaves to the desk that the export was made of, in words."""


def copy(db: Database) -> dict[str, int]:
    """Copy lists, saved replies, rules and fixes that are not here; in a `writing` block.

    Rules come in switched off. Returns how many are new, by table.
    """
    came = {}
    for table, columns in _LISTS:
        came[table] = db.execute(
            f"INSERT OR IGNORE INTO main.{table} ({columns}) SELECT {columns}"
            f" FROM theirs.{table} ORDER BY rowid"
        )
    came["triage_rules"] = db.execute(
        "INSERT INTO main.triage_rules (name, conditions, effects, enabled, agent_id, made_at)"
        " SELECT name, conditions, effects, 0, a.new, made_at FROM theirs.triage_rules t"
        " JOIN temp.own_agents a ON a.old = t.agent_id WHERE removed_at IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM main.triage_rules o WHERE o.name = t.name COLLATE NOCASE"
        " AND o.removed_at IS NULL) ORDER BY t.id"
    )
    came["saved_searches"] = db.execute(
        "INSERT INTO main.saved_searches (name, query, hit_order, agent_id, made_at)"
        " SELECT name, query, hit_order, a.new, made_at FROM theirs.saved_searches t"
        " JOIN temp.own_agents a ON a.old = t.agent_id WHERE NOT EXISTS"
        " (SELECT 1 FROM main.saved_searches o WHERE o.name = t.name) ORDER BY t.id"
    )
    came["root_cause_fixes"] = db.execute(
        "INSERT INTO main.root_cause_fixes (touchpoint, owner, action, at, agent_id, made_at)"
        " SELECT touchpoint, owner, action, at, a.new, made_at FROM theirs.root_cause_fixes t"
        " JOIN temp.own_agents a ON a.old = t.agent_id WHERE NOT EXISTS"
        " (SELECT 1 FROM main.root_cause_fixes o WHERE o.touchpoint = t.touchpoint"
        " AND o.action = t.action AND o.at = t.at) ORDER BY t.id"
    )
    return came


def left_out(db: Database) -> dict[str, int]:
    """Return how many rows stay with the desk that the export was made of, by what they are."""
    found = {
        words: int(db.value(f"SELECT count(*) FROM theirs.{table}"))
        for table, words in _STAYS.items()
    }
    found["saved replies of a name that says something else here"] = int(
        db.value(
            "SELECT count(*) FROM theirs.saved_replies t JOIN main.saved_replies o"
            " ON o.name = t.name AND o.text <> t.text"
        )
    )
    return found

"""What the tables of an export are called where a person reads of them.

The file itself has the names of the schema.
"""

from __future__ import annotations

from console.language import tr_in

_NAMES = {
    "account_posts": tr_in("table", "posts of accounts"),
    "accounts": tr_in("table", "accounts"),
    "agents": tr_in("table", "agents"),
    "bad_log_rows": tr_in("table", "rows of call logs that could not be read"),
    "billed_reads": tr_in("table", "billed reads"),
    "call_drafts": tr_in("table", "call notes begun"),
    "call_log_maps": tr_in("table", "columns of call logs"),
    "call_notes": tr_in("table", "call notes"),
    "case_conversations": tr_in("table", "conversations of cases"),
    "case_tags": tr_in("table", "tags of cases"),
    "cases": tr_in("table", "cases"),
    "charges": tr_in("table", "charges"),
    "contact_merges": tr_in("table", "merges of contacts"),
    "contact_tags": tr_in("table", "tags of contacts"),
    "contacts": tr_in("table", "contacts"),
    "cursors": tr_in("table", "places of syncs"),
    "desk_state": tr_in("table", "marks of the desk"),
    "different_contacts": tr_in("table", "contacts that are not one"),
    "draft_versions": tr_in("table", "versions of drafts"),
    "drafts": tr_in("table", "drafts"),
    "erasures": tr_in("table", "erasures"),
    "handles": tr_in("table", "handles"),
    "ignored_findings": tr_in("table", "findings not followed"),
    "import_cases": tr_in("table", "cases of imports"),
    "imported_notes": tr_in("table", "imported call notes"),
    "imports": tr_in("table", "imports"),
    "joined_cases": tr_in("table", "joined cases"),
    "journal": tr_in("table", "acts of the journal"),
    "logged_calls": tr_in("table", "calls of logs"),
    "messages": tr_in("table", "messages"),
    "mutes": tr_in("table", "mutes"),
    "orphan_posts": tr_in("table", "posts whose parent is not here"),
    "phones": tr_in("table", "phone numbers"),
    "pictures": tr_in("table", "pictures"),
    "post_versions": tr_in("table", "versions of posts"),
    "posts": tr_in("table", "posts"),
    "promises": tr_in("table", "promises"),
    "readings": tr_in("table", "places of reading"),
    "recheck_runs": tr_in("table", "rechecks"),
    "reply_parts": tr_in("table", "parts of answers"),
    "reply_threads": tr_in("table", "answers"),
    "reposters": tr_in("table", "reposts"),
    "resolutions": tr_in("table", "resolutions"),
    "retention_rules": tr_in("table", "rules of retention"),
    "retention_runs": tr_in("table", "runs of retention"),
    "root_cause_fixes": tr_in("table", "root-cause fixes"),
    "rule_effects": tr_in("table", "effects of rules"),
    "saved_replies": tr_in("table", "saved replies"),
    "saved_searches": tr_in("table", "saved searches"),
    "sqlite_sequence": tr_in("table", "last numbers"),
    "tombstone_keys": tr_in("table", "keys of tombstones"),
    "tombstones": tr_in("table", "tombstones"),
    "triage_rules": tr_in("table", "rules"),
    "vocabulary": tr_in("table", "words of the desk"),
    "watch_charges": tr_in("table", "charges of watches"),
    "watch_hits": tr_in("table", "hits of watches"),
    "watch_walks": tr_in("table", "walks of watches"),
    "watches": tr_in("table", "watches"),
}


def table_name(table: str) -> str:
    """Return what is in a table, for a sentence; its own name where it is none of an export."""
    return _NAMES.get(table, table)

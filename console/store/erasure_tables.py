"""What becomes of every table when a contact is forgotten: decided for each, and done.

A table that is not in `DECISIONS` fails a test: whoever adds one decides about it here. What
goes stands in the temporary tables of `erasure_targets` by then.
"""

from __future__ import annotations

from console.domain.ids import ThreadId
from console.store.database import Database
from console.store.deciding import IS_OPENED

DECISIONS = {
    "_sqlite_migrations": "stays: the steps of the schema",
    "account_posts": "goes with the message",
    "accounts": "stays: ours; what a sync failed at loses the handle",
    "agents": "stays: ours",
    "answer_readings": "goes with the message",
    "bad_log_rows": "emptied where it holds the number or name; its key stays, so that the"
    " same file does not bring it again",
    "billed_reads": "goes: ids of posts and users that were read on a day",
    "call_drafts": "goes with the case, or where it holds the number or name",
    "call_log_maps": "stays: headers of files",
    "call_notes": "goes with the message; theirs in another's case loses the number",
    "case_conversations": "goes with the case or the customer",
    "case_counts": "follows from `cases`, by triggers",
    "case_tags": "goes with the case",
    "cases": "goes, unless others' posts are in it: then it is theirs",
    "charges": "stays: counts",
    "contact_merges": "goes where the contact was on either side",
    "contact_tags": "goes with the contact",
    "contact_words": "follows from `contacts`, `handles` and `phones`, by triggers",
    "contacts_fts": "follows from `contact_words`",
    "contact_digits": "follows from `contact_words`",
    "contacts": "goes",
    "cursors": "stays: where a walk stands",
    "desk_state": "goes: notes on the contact that were being written",
    "different_contacts": "goes with the contact",
    "draft_versions": "goes with the case",
    "drafts": "goes with the case",
    "erasures": "stays: receipts, which hold nothing of a contact",
    "handles": "goes",
    "ignored_findings": "goes with the case",
    "import_cases": "goes with the case",
    "imported_notes": "goes with the message",
    "imports": "stays: names of files, and counts",
    "joined_cases": "goes with the case",
    "journal": "entries go that hold a row of theirs, or a name of theirs",
    "logged_calls": "goes with the message: its key holds the number",
    "messages": "goes; others' texts lose the handle",
    "messages_fts": "goes with the message",
    "mutes": "goes: of the author, of their conversations",
    "orphan_posts": "goes with the message",
    "phones": "goes",
    "pictures": "goes with the message",
    "post_versions": "goes with the message",
    "posts": "goes; others' posts no longer point to theirs",
    "promises": "goes with the case or the message",
    "readings": "goes with the case",
    "recheck_runs": "stays: counts",
    "reply_parts": "goes with its thread",
    "reply_threads": "goes with the case, or where it answers a post of theirs",
    "reposters": "goes: what they repeated, and who repeated them",
    "resolutions": "goes with the case",
    "retention_rules": "stays: ours",
    "retention_runs": "stays: counts",
    "root_cause_fixes": "stays; its words lose the handle",
    "rule_effects": "goes with the message",
    "saved_searches": "stays; its words lose the handle",
    "saved_replies": "stays; its words lose the handle",
    "tombstones": "gains: the hashes of what goes",
    "tombstone_keys": "stays",
    "triage_rules": "stays; its words lose the handle",
    "vocabulary": "stays: ours",
    "watch_cases": "goes with the case",
    "watch_charges": "stays: counts",
    "watch_hits": "goes with the message",
    "watch_walks": "stays; its words lose the handle",
    "watches": "stays; its words lose the handle, and it pauses then",
}
"""By table, what becomes of its rows."""

_CASE = "case_id IN (SELECT id FROM gone_cases)"
_LED = f"({_CASE} OR case_id IN (SELECT id FROM led_cases))"
"""Of cases that go, and of those that stay and were led under the contact's name."""
_MESSAGE = "message_id IN (SELECT id FROM gone_messages)"
_CONTACT = "IN (SELECT id FROM gone_contacts)"
_AUTHOR = "(network, {0}) IN (SELECT network, remote_id FROM gone_handles)"
_POST = "(network, {0}) IN (SELECT network, remote_id FROM gone_posts)"
_OF_ACCOUNT = "(SELECT a.network FROM accounts a WHERE a.id = account_id)"
_THREADS = f"({_CASE} OR EXISTS (SELECT 1 FROM accounts a JOIN gone_posts g ON g.network ="
_THREADS += " a.network WHERE a.id = account_id AND g.remote_id = reply_to))"
_MUTES = (
    f"kind = 'author' AND {_AUTHOR.format('value')} OR kind = 'conversation'"
    f" AND {_POST.format('value')} AND NOT EXISTS (SELECT 1 FROM messages m"
    " WHERE m.muted_by = mutes.id AND m.id NOT IN (SELECT id FROM gone_messages))"
)
_BILLED = (
    f"({_OF_ACCOUNT}, remote_id) IN (SELECT network, remote_id FROM gone_posts"
    " UNION ALL SELECT network, remote_id FROM gone_handles)"
)
DELETED = (
    ("reply_parts", f"thread_id IN (SELECT id FROM reply_threads WHERE {_THREADS})"),
    ("reply_threads", _THREADS),
    ("drafts", _LED),
    ("draft_versions", _LED),
    ("ignored_findings", _LED),
    ("call_drafts", _LED),
    ("promises", f"{_LED} OR {_MESSAGE}"),
    ("resolutions", _CASE),
    ("case_tags", _CASE),
    ("readings", _CASE),
    ("watch_cases", _CASE),
    ("joined_cases", "into_id IN (SELECT id FROM gone_cases)"),
    (
        "case_conversations",
        f"{_CASE} OR ({_OF_ACCOUNT}, customer_id) IN (SELECT network, remote_id FROM gone_handles)",
    ),
    ("account_posts", _MESSAGE),
    ("orphan_posts", _MESSAGE),
    ("pictures", _MESSAGE),
    ("answer_readings", _MESSAGE),
    ("watch_hits", _MESSAGE),
    ("rule_effects", _MESSAGE),
    ("logged_calls", _MESSAGE),
    ("post_versions", _MESSAGE),
    ("imported_notes", _MESSAGE),
    ("import_cases", _CASE),
    ("posts", _MESSAGE),
    ("call_notes", _MESSAGE),
    ("messages", "id IN (SELECT id FROM gone_messages)"),
    ("cases", "id IN (SELECT id FROM gone_cases)"),
    ("reposters", f"{_AUTHOR.format('author_id')} OR {_POST.format('remote_id')}"),
    ("mutes", _MUTES),
    ("billed_reads", _BILLED),
    ("contact_tags", f"contact_id {_CONTACT}"),
    ("different_contacts", f"contact_id {_CONTACT} OR other_id {_CONTACT}"),
    ("contact_merges", f"into_id {_CONTACT} OR gone_id {_CONTACT}"),
    ("phones", f"contact_id {_CONTACT} OR number IN (SELECT number FROM gone_numbers)"),
    ("handles", f"contact_id {_CONTACT} OR {_AUTHOR.format('remote_id')}"),
    ("desk_state", "name IN (SELECT 'notes of contact ' || id FROM gone_contacts)"),
    ("contacts", f"id {_CONTACT}"),
)
"""Table and which rows of it go, in the order in which they do."""
TOLD = {
    "messages": "messages",
    "cases": "cases",
    "contacts": "contacts",
    "handles": "handles",
    "phones": "phone numbers",
    "drafts": "drafts",
    "draft_versions": "earlier texts of drafts",
    "call_drafts": "unfinished call notes",
    "reply_parts": "parts of answers",
    "pictures": "pictures",
    "promises": "promises",
    "resolutions": "resolutions",
    "case_tags": "tags of cases",
    "contact_tags": "tags of the contact",
    "contact_merges": "merges",
    "mutes": "mutes",
    "rule_effects": "effects of rules",
    "watch_hits": "hits of watches",
    "reposters": "reposts known",
    "bad_log_rows": "rows of call logs kept aside",
}
"""Tables whose rows are counted for a person, by what they are called there."""


def counted(db: Database) -> dict[str, int]:
    """Return how many rows of what go, without those that are none; inside a `writing` block."""
    _lead(db)
    of_kinds = db.row(
        "SELECT total(p.message_id IS NOT NULL AND m.direction = 'in') AS posts,"
        " total(p.message_id IS NOT NULL AND m.direction = 'out') AS answers,"
        " total(p.message_id IS NULL) AS notes FROM gone_messages g"
        " JOIN messages m ON m.id = g.id LEFT JOIN posts p ON p.message_id = m.id"
    )
    found = {
        "posts": int(of_kinds["posts"]) if of_kinds else 0,
        "our answers": int(of_kinds["answers"]) if of_kinds else 0,
        "call notes": int(of_kinds["notes"]) if of_kinds else 0,
    }
    for table, which in DELETED:
        if table in TOLD and table != "messages":
            found[TOLD[table]] = int(db.value(f"SELECT count(*) FROM {table} WHERE {which}"))
    return {what: number for what, number in found.items() if number}


def threads(db: Database) -> frozenset[ThreadId]:
    """Return the answers that go; inside a `writing` block."""
    rows = db.tuples(f"SELECT id FROM reply_threads WHERE {_THREADS}")
    return frozenset(ThreadId(number) for (number,) in rows)


def underway(db: Database) -> dict[str, int]:
    """Return how many parts of answers that go are in which state and not done with.

    `opened`: one that was opened in the browser, so that it may be public by now.
    """
    rows = db.rows(
        f"SELECT iif({IS_OPENED}, 'opened', state) AS state, count(*) AS parts FROM reply_parts"
        f" WHERE thread_id IN (SELECT id FROM reply_threads WHERE {_THREADS})"
        " AND state NOT IN ('sent', 'cancelled', 'deleted') GROUP BY 1"
    )
    return {row["state"]: row["parts"] for row in rows}


def delete(db: Database) -> None:
    """Delete all that goes; inside a `writing` block with foreign keys deferred."""
    _lead(db)
    _part_with(db)
    db.execute(
        "INSERT INTO messages_fts (messages_fts, rowid, search_text)"
        " SELECT 'delete', m.id, m.search_text FROM gone_messages g JOIN messages m ON m.id = g.id"
    )
    _hand_over(db)
    for table, which in DELETED:
        db.execute(f"DELETE FROM {table} WHERE {which}")


def _lead(db: Database) -> None:
    """Note which of the cases that stay were led under the name of one who goes."""
    db.execute("DROP TABLE IF EXISTS temp.led_cases")
    db.execute(
        "CREATE TEMP TABLE led_cases AS SELECT s.id FROM shared_cases s"
        " JOIN cases c ON c.id = s.id WHERE c.contact_id IN (SELECT id FROM gone_contacts)"
    )


def _part_with(db: Database) -> None:
    """Let what stays no longer point to what goes."""
    for column in ("parent_id", "quoted_id"):
        db.execute(
            f"UPDATE posts SET {column} = NULL WHERE {_POST.format(column)}"
            " AND message_id NOT IN (SELECT id FROM gone_messages)"
        )
    db.execute(
        "UPDATE mutes SET shown = 'a conversation' WHERE kind = 'conversation'"
        f" AND {_POST.format('value')}"
    )
    db.execute(
        "UPDATE call_notes SET number = '' WHERE number IN (SELECT number FROM gone_numbers)"
        " AND message_id NOT IN (SELECT id FROM gone_messages) AND NOT EXISTS"
        " (SELECT 1 FROM messages m JOIN gone_numbers g ON g.number = call_notes.number"
        " WHERE m.id = message_id AND (m.id >> 20) > g.until)"
    )


def _hand_over(db: Database) -> None:
    """Give a case that stays to the author of its newest post that stays."""
    db.execute(
        "UPDATE cases SET contact_id = (SELECT h.contact_id FROM messages m"
        " JOIN posts p ON p.message_id = m.id JOIN handles h ON h.network = p.network"
        " AND h.remote_id = p.author_id WHERE m.case_id = cases.id AND m.direction = 'in'"
        " AND m.id NOT IN (SELECT id FROM gone_messages) ORDER BY m.id DESC LIMIT 1)"
        " WHERE id IN (SELECT id FROM led_cases)"
    )

"""Copy what belongs to mapped cases, contacts and messages from an export; only what is not here.

What is here already wins: a draft, a note, a tag. Each step may be done again and changes
nothing then.
"""

from __future__ import annotations

import json
from collections import Counter

from console.domain.outbox import FINISHED_STATES
from console.store.contact_search import words_of
from console.store.database import Database
from console.store.own_maps import contacts_here
from console.text.folding import fold

_FINISHED = ", ".join(f"'{state}'" for state in FINISHED_STATES)
_CASE = "JOIN temp.own_cases k ON k.old = t.case_id"
_SAME_CASE = "FROM theirs.cases c JOIN temp.own_cases k ON k.old = c.id AND NOT k.fresh WHERE 1"
"""Of several of theirs that are one of ours, `max` chooses the row that SQLite shows."""
_AGENT = "JOIN temp.own_agents a ON a.old = t.agent_id"
_MESSAGE = "JOIN temp.own_messages x ON x.old = t.message_id"
_FRESH = f"{_MESSAGE} AND x.fresh"
_CONTACT = "JOIN temp.own_contacts c ON c.old = t.contact_id"
_POST = (
    "network, remote_id, conversation_id, parent_id, quoted_id, author_id, lang, summons, repost,"
    " media, gone_at, followers, reposts, reposts_at"
)
_MESSAGES = (
    ("posts", _POST, _FRESH),
    ("pictures", "position, data, loaded_at", _MESSAGE),
    ("logged_calls", "key", _MESSAGE),
    ("post_versions", "network, remote_id", _MESSAGE),
    ("imported_notes", "network, remote_id", _MESSAGE),
)  # fmt: skip
"""Tables whose rows belong to a message: what is copied as it is, and of which messages."""
MORE = "more of what was here"
"""Under which it is counted where a row of ours says more now, or something later."""
_NOTED = "channel, number, duration_s, outcome, missing, tried, touchpoint"
_CASES = (
    ("case_tags", "tag", "k.new", _CASE, "tag"),
    ("ignored_findings", "at, check_name, finding_key, reason", "k.new", f"{_CASE} {_AGENT}",
     "check_name, finding_key"),
    ("resolutions", "at, fix, channel, skipped, confirmed_at", "k.new", f"{_CASE} {_AGENT}",
     "at, fix"),
    ("draft_versions", "text, limit_name, numbering, begun_at, at, origin", "k.new",
     f"{_CASE} {_AGENT}", "at, text"),
    ("drafts", "text, limit_name, updated_at, numbering", "k.new", f"{_CASE} {_AGENT}", ""),
)  # fmt: skip
"""Tables whose rows belong to a case: what is copied, and what tells two of one case apart."""


def copy_people(db: Database, withheld: frozenset[int], came: Counter[str]) -> dict[str, int]:
    """Copy handles, numbers, tags and notes of the mapped contacts; in a `writing` block.

    Of those `withheld` (numbers of theirs) only the handles. Counts what came, by table, and
    returns what was left out, by why.
    """
    came["handles"] += db.execute(
        "INSERT OR IGNORE INTO main.handles (network, remote_id, contact_id, handle, name,"
        " followers, seen_at, search_text, basis, linked_at) SELECT network, remote_id, c.new,"
        " handle, name, followers, seen_at, search_text, basis, linked_at"
        f" FROM theirs.handles t {_CONTACT}"
    )
    kept_back = json.dumps(sorted(withheld))
    told = "t.contact_id NOT IN (SELECT value FROM json_each(?))"
    came["phones"] += db.execute(
        "INSERT OR IGNORE INTO main.phones (contact_id, number, basis, linked_at)"
        f" SELECT c.new, number, basis, linked_at FROM theirs.phones t {_CONTACT} WHERE {told}",
        (kept_back,),
    )
    came["contact_tags"] += db.execute(
        "INSERT OR IGNORE INTO main.contact_tags (contact_id, tag)"
        f" SELECT c.new, tag FROM theirs.contact_tags t {_CONTACT} WHERE {told}",
        (kept_back,),
    )
    if withheld:
        db.execute(
            "UPDATE main.contacts SET notes = '' WHERE id IN (SELECT new FROM temp.own_contacts"
            " WHERE fresh AND old IN (SELECT value FROM json_each(?)))",
            (kept_back,),
        )
    came[MORE] += db.execute(
        "UPDATE main.contacts SET notes = t.notes FROM theirs.contacts t, temp.own_contacts c"
        " WHERE c.old = t.id AND NOT c.fresh AND main.contacts.id = c.new"
        " AND main.contacts.notes = '' AND t.notes <> ''"
        " AND t.id NOT IN (SELECT value FROM json_each(?))",
        (kept_back,),
    )
    other = db.value(
        "SELECT count(*) FROM theirs.contacts t JOIN temp.own_contacts c ON c.old = t.id"
        " JOIN main.contacts o ON o.id = c.new WHERE t.notes <> '' AND o.notes <> t.notes"
    )
    db.execute_many(
        "UPDATE main.contacts SET search_text = ? WHERE id = ? AND search_text = ''",
        [
            (words_of(row["name"]), row["id"])
            for row in db.rows(
                "SELECT id, name FROM main.contacts WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(contacts_here(db)),),
            )
        ],
    )
    return {"notes on contacts that have others here": int(other)}


def copy_messages(db: Database, came: Counter[str]) -> None:
    """Store the messages that are new, with all that belongs to one; in a `writing` block.

    Counts what came, by table.
    """
    rows = db.rows(
        "SELECT x.new, k.new AS case_id, t.kind, t.direction, t.text, t.message_kind,"
        " t.kind_basis, t.apology, u.new AS muted_by FROM theirs.messages t"
        " JOIN temp.own_messages x ON x.old = t.id AND x.fresh"
        " LEFT JOIN temp.own_cases k ON k.old = t.case_id"
        " LEFT JOIN temp.own_mutes u ON u.old = t.muted_by ORDER BY x.new"
    )
    folded = [(*tuple(row), fold(row["text"])) for row in rows]
    db.execute_many(
        "INSERT INTO main.messages (id, case_id, kind, direction, text, message_kind, kind_basis,"
        " apology, muted_by, search_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        folded,
    )
    db.execute_many(
        "INSERT INTO messages_fts (rowid, search_text) VALUES (?, ?)",
        [(row[0], row[-1]) for row in folded],
    )
    came["messages"] += len(folded)
    for table, columns, whose in _MESSAGES:
        came[table] += db.execute(
            f"INSERT OR IGNORE INTO main.{table} (message_id, {columns})"
            f" SELECT x.new, {columns} FROM theirs.{table} t {whose}"
        )
    came["call_notes"] += db.execute(
        f"INSERT INTO main.call_notes (message_id, agent_id, {_NOTED})"
        f" SELECT x.new, a.new, {_NOTED} FROM theirs.call_notes t {_FRESH} {_AGENT}"
    )
    _copy_sightings(db, came)


def _copy_sightings(db: Database, came: Counter[str]) -> None:
    """Copy on whose timelines posts stand, who repeated them, and which watch found them."""
    account = "JOIN temp.own_accounts o ON o.old = t.account_id"
    came["account_posts"] += db.execute(
        "INSERT OR IGNORE INTO main.account_posts (account_id, message_id, timeline, summons)"
        f" SELECT o.new, x.new, timeline, summons FROM theirs.account_posts t {_MESSAGE} {account}"
    )
    came["orphan_posts"] += db.execute(
        "INSERT OR IGNORE INTO main.orphan_posts (message_id, account_id, network, parent_id)"
        f" SELECT x.new, o.new, network, parent_id FROM theirs.orphan_posts t {_FRESH} {account}"
    )
    came["reposters"] += db.execute(
        "INSERT OR IGNORE INTO main.reposters (network, remote_id, author_id, followers, at)"
        " SELECT r.network, r.remote_id, r.author_id, r.followers, r.at FROM theirs.posts t"
        f" {_MESSAGE} JOIN theirs.reposters r ON r.network = t.network"
        " AND r.remote_id = t.remote_id"
    )
    came["watch_hits"] += db.execute(
        "INSERT OR IGNORE INTO main.watch_hits (watch_id, message_id, known, found_at)"
        f" SELECT w.new, x.new, t.known, t.found_at FROM theirs.watch_hits t {_MESSAGE}"
        " JOIN temp.own_watches w ON w.old = t.watch_id"
    )
    # Ours waited for the post that it answers, and theirs knows where it belongs.
    adopted = (
        "SELECT x.new AS id, k.new AS case_id FROM theirs.messages m"
        " JOIN temp.own_messages x ON x.old = m.id AND NOT x.fresh"
        " JOIN temp.own_cases k ON k.old = m.case_id"
        " JOIN main.messages o ON o.id = x.new AND o.case_id IS NULL"
    )
    for row in db.rows(adopted):
        came[MORE] += 1
        db.execute("UPDATE messages SET case_id = ? WHERE id = ?", (row["case_id"], row["id"]))
        db.execute("DELETE FROM orphan_posts WHERE message_id = ?", (row["id"],))


def copy_cases(db: Database, came: Counter[str]) -> dict[str, int]:
    """Copy what persons noted in the mapped cases; in a `writing` block.

    The later of two words on where a case stands holds. Counts what came, by table, and
    returns what was left out, by why.
    """
    came[MORE] += db.execute(
        "UPDATE main.cases SET state = t.state, state_at = t.state_at,"
        " snoozed_until = t.snoozed_until, thanked_at = t.thanked_at"
        f" FROM (SELECT k.new, c.*, max(c.state_at) {_SAME_CASE} AND c.state <> 'muted'"
        " GROUP BY k.new) t WHERE main.cases.id = t.new AND t.state_at > main.cases.state_at"
    )
    for column in ("touchpoint", "priority"):
        came[MORE] += db.execute(
            f"UPDATE main.cases SET {column} = t.{column} FROM (SELECT k.new, c.{column},"
            f" max(c.state_at) {_SAME_CASE} AND c.{column} IS NOT NULL GROUP BY k.new) t"
            f" WHERE main.cases.id = t.new AND main.cases.{column} IS NULL"
        )
    came["case_conversations"] += db.execute(
        "INSERT OR IGNORE INTO main.case_conversations"
        " SELECT o.new, conversation_id, customer_id, k.new FROM theirs.case_conversations t"
        f" {_CASE} JOIN temp.own_accounts o ON o.old = t.account_id"
    )
    kept = db.value(
        f"SELECT count(*) FROM theirs.drafts t {_CASE}"
        " JOIN main.drafts d ON d.case_id = k.new AND d.text <> t.text"
    )
    for table, columns, case, whose, key in _CASES:
        came[table] += _copy_of_case(db, table, columns, case, whose, key)
    came["promises"] += db.execute(
        "INSERT INTO main.promises (case_id, message_id, agent_id, what, due_at, made_at, kept_at)"
        " SELECT k.new, x.new, a.new, what, due_at, made_at, kept_at FROM theirs.promises t"
        f" {_CASE} {_AGENT} LEFT JOIN temp.own_messages x ON x.old = t.message_id"
        " WHERE NOT EXISTS (SELECT 1 FROM main.promises p WHERE p.case_id = k.new"
        " AND p.made_at = t.made_at AND p.what = t.what)"
    )
    came["readings"] += db.execute(
        "INSERT OR IGNORE INTO main.readings (case_id, read_id, at)"
        f" SELECT k.new, read_id, at FROM theirs.readings t {_CASE}"
    )
    return {
        "drafts of cases that have one here": int(kept),
        "answers that were on their way": _copy_answers(db, came),
    }


def _copy_of_case(db: Database, table: str, columns: str, case: str, whose: str, key: str) -> int:
    agent = ("agent_id, ", "a.new, ") if _AGENT in whose else ("", "")
    named = ", ".join(f"t.{column.strip()}" for column in columns.split(","))
    alike = "".join(f" AND o.{each.strip()} = t.{each.strip()}" for each in key.split(",") if each)
    return db.execute(
        f"INSERT OR IGNORE INTO main.{table} (case_id, {agent[0]}{columns})"
        f" SELECT {case}, {agent[1]}{named} FROM theirs.{table} t {whose}"
        f" WHERE NOT EXISTS (SELECT 1 FROM main.{table} o WHERE o.case_id = k.new{alike})"
        " ORDER BY t.rowid"
    )


def _copy_answers(db: Database, came: Counter[str]) -> int:
    """Copy the answers that are done with, counted; return how many others there are.

    Those may go out, or have gone out, from where the export was made.
    """
    left = (
        "EXISTS (SELECT 1 FROM theirs.reply_parts p WHERE p.thread_id = t.id"
        f" AND p.state NOT IN ({_FINISHED}))"
    )
    rows = db.rows(
        "SELECT t.*, k.new AS its_case, a.new AS its_agent, o.new AS its_account"
        f" FROM theirs.reply_threads t {_CASE} {_AGENT}"
        " JOIN temp.own_accounts o ON o.old = t.account_id"
        f" WHERE NOT {left} AND NOT EXISTS (SELECT 1 FROM main.reply_threads r"
        " WHERE r.case_id = k.new AND r.created_at = t.created_at AND r.text = t.text)"
        " ORDER BY t.id"
    )
    came["reply_threads"] += len(rows)
    for row in rows:
        thread = db.insert(
            "reply_threads",
            {
                "account_id": row["its_account"],
                "case_id": row["its_case"],
                "agent_id": row["its_agent"],
            }
            | {
                name: row[name]
                for name in ("reply_to", "text", "limit_name", "created_at", "numbering")
            },
        )
        came["reply_parts"] += db.execute(
            "INSERT INTO main.reply_parts (thread_id, position, text, weight, state, remote_id,"
            " attempted_at, first_attempted_at, problem, finished_at)"
            " SELECT ?, position, text, weight, state, remote_id, attempted_at,"
            " first_attempted_at, problem, finished_at FROM theirs.reply_parts"
            " WHERE thread_id = ? ORDER BY position",
            (thread, row["id"]),
        )
    return int(db.value(f"SELECT count(*) FROM theirs.reply_threads t {_CASE} WHERE {left}"))

"""Brings numbers that an older desk stored as they were typed into their one form.

From then on a number is found by that form alone, through an index, and never by what is
only like it.
"""

from __future__ import annotations

from console.store import desk_state
from console.store.database import Database, Row
from console.text import phone_numbers

AT_A_TIME = 500
"""Rows of one transaction, so that nobody else waits long."""
_DONE = "numbers_canonical_in"


def canonicalise(db: Database, region: str) -> None:
    """Give all stored numbers the form of `phone_numbers.canonical`, once for each region.

    Where a contact has a number twice by that, the link that was made first stays.
    """
    wanted = f"region {region or phone_numbers.system_region()}"
    if desk_state.get(db, _DONE) == wanted:
        return
    for table, key in (("phones", "id"), ("call_notes", "message_id")):
        last = 0
        while rows := _typed(db, table, key, last):
            last = rows[-1]["key"]
            _mend(db, table, key, rows, region)
    with db.writing():
        desk_state.put(db, _DONE, wanted)


def _typed(db: Database, table: str, key: str, last: int) -> list[Row]:
    """Return the next rows whose number is not plainly in its one form."""
    return db.rows(
        f"SELECT {key} AS key, number FROM {table} WHERE {key} > ? AND number <> ''"
        f" AND (number NOT GLOB '+*' OR number GLOB '?*[^0-9]*') ORDER BY {key} LIMIT ?",
        (last, AT_A_TIME),
    )


def _mend(db: Database, table: str, key: str, rows: list[Row], region: str) -> None:
    # Read before the lock is taken, for reading them takes the time; what somebody changed
    # meanwhile stays.
    read = (
        (phone_numbers.canonical(row["number"], region), row["key"], row["number"]) for row in rows
    )
    changed = [each for each in read if each[0] != each[2]]
    if not changed:
        return
    with db.writing():
        for each in changed:
            if table == "phones":
                _drop_younger_twin(db, *each)
            db.execute(
                f"UPDATE {table} SET number = ? WHERE {key} = ? AND number = ?",
                each,
            )


def _drop_younger_twin(db: Database, number: str, phone_id: int, typed: str) -> None:
    """Leave one of two links of a contact that are to the same number."""
    twin = db.value(
        "SELECT twin.id FROM phones p JOIN phones twin ON twin.contact_id = p.contact_id"
        " AND twin.number = ? WHERE p.id = ? AND p.number = ?",
        (number, phone_id, typed),
    )
    if twin is not None:
        db.execute("DELETE FROM phones WHERE id = ?", (max(twin, phone_id),))

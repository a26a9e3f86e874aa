"""Several entries in one line are read as they were written, and as a person types them."""

from __future__ import annotations

import pytest

from ui import comma_list


@pytest.mark.parametrize(
    "found", [("refund", "charged twice"), ("well, well", "no"), ("ja;nein",), ()]
)
def test_line_of_words_is_read_as_the_words_it_was_written_from(found: tuple[str, ...]) -> None:
    assert comma_list.entries(comma_list.line(found)) == found


def test_line_typed_carelessly_is_read_all_the_same() -> None:
    assert comma_list.entries(' refund,, Refund ,“charged  twice”, "') == (
        "refund",
        "charged twice",
    )

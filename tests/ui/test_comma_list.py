"""Several entries in one line are read as they were written, and as a person types them."""

from __future__ import annotations

import pytest

from ui import comma_list


@pytest.mark.parametrize(
    "found",
    [
        ("refund", "charged twice"),
        ("well, well", "no"),
        ("ja;nein",),
        (),
        ('a, "b"', "c"),
        ('5" screen, big', 'the 5" one'),
    ],
)
def test_line_of_words_is_read_as_the_words_it_was_written_from(found: tuple[str, ...]) -> None:
    assert comma_list.entries(comma_list.line(found)) == found


def test_quotation_marks_of_other_languages_keep_commas_too() -> None:
    typed = "\u201ea, b\u201c, \xabc, d\xbb, \xbbe, f\xab, g"
    assert comma_list.entries(typed) == ("a, b", "c, d", "e, f", "g")


def test_line_typed_carelessly_is_read_all_the_same() -> None:
    assert comma_list.entries(' refund,, Refund ,“charged  twice”, "') == (
        "refund",
        "charged twice",
    )

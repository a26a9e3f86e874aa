"""What is in sight stays where it is, whatever becomes known of the rest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.row_layout import END, RowLayout

VIEW = 300


class Rows:
    """A layout of rows whose true heights differ from the guess of 40."""

    def __init__(self, heights: list[int]) -> None:
        self.true = heights
        self.asked: list[int] = []
        self.layout = RowLayout(self._measure, foot=10)
        self.layout.fill([40] * len(heights))
        self.layout.settle(VIEW)

    def _measure(self, row: int) -> int:
        self.asked.append(row)
        return self.true[row]

    def y(self, row: int) -> int:
        return self.layout.heights.top(row) - self.layout.offset


HEIGHTS = st.lists(st.integers(10, 900), min_size=1, max_size=80)


@given(HEIGHTS)
def test_end_is_in_sight_at_first(heights: list[int]) -> None:
    rows = Rows(heights)
    assert rows.layout.at_end
    bottom = rows.y(len(heights) - 1) + heights[-1] + 10
    assert bottom == VIEW or (bottom < VIEW and rows.layout.offset == 0)


def test_only_rows_near_the_view_are_measured() -> None:
    rows = Rows([60] * 100_000)
    assert min(rows.asked) > 99_980
    rows.layout.hold((0, 0))
    rows.layout.settle(VIEW)
    assert len(rows.asked) < 40


@given(HEIGHTS, st.data())
def test_small_steps_move_what_is_in_sight_by_just_that(
    heights: list[int], data: st.DataObject
) -> None:
    rows = Rows(heights)
    rows.layout.hold((len(heights) // 2, 0))
    rows.layout.settle(VIEW)
    for _ in range(8):
        way = data.draw(st.integers(-VIEW, VIEW))
        row, _above = rows.layout.first_in_sight()
        before, offset = rows.y(row), rows.layout.offset
        rows.layout.scroll_to(min(rows.layout.furthest, max(0, offset + way)), rows.layout.furthest)
        way = min(rows.layout.furthest, max(0, offset + way)) - offset
        rows.layout.settle(VIEW)
        if 0 < rows.layout.offset < rows.layout.furthest:
            assert rows.y(row) == before - way


@given(HEIGHTS, st.data())
def test_what_is_read_stays_while_rows_come_and_go_above_and_below(
    heights: list[int], data: st.DataObject
) -> None:
    rows = Rows(heights)
    row = data.draw(st.integers(0, len(heights) - 1))
    rows.layout.hold((row, -3))
    rows.layout.settle(VIEW)
    if rows.layout.at_end or rows.layout.offset == 0:
        return
    row, above = rows.layout.first_in_sight()
    count = data.draw(st.integers(1, 20))
    rows.true[0:0] = [70] * count
    rows.layout.insert(0, [40] * count)
    rows.layout.settle(VIEW)
    assert rows.layout.first_in_sight() == (row + count, above)
    rows.true.extend([500] * count)
    rows.layout.insert(len(rows.true) - count, [40] * count)
    rows.layout.settle(VIEW)
    assert rows.layout.first_in_sight() == (row + count, above)
    del rows.true[:count]
    rows.layout.remove(0, count - 1)
    rows.layout.settle(VIEW)
    assert rows.layout.first_in_sight() == (row, above)


def test_view_at_its_end_stays_there_when_rows_are_added() -> None:
    rows = Rows([100] * 20)
    rows.true.append(700)
    rows.layout.insert(20, [40])
    rows.layout.settle(VIEW)
    assert rows.y(20) + 700 + 10 == VIEW


def test_view_that_a_person_scrolled_to_its_end_stays_there_too() -> None:
    rows = Rows([100] * 20)
    rows.layout.scroll_to(rows.layout.furthest - 100, rows.layout.furthest)
    rows.layout.settle(VIEW)
    rows.layout.scroll_to(rows.layout.furthest, rows.layout.furthest)
    rows.layout.settle(VIEW)
    rows.true.append(700)
    rows.layout.insert(20, [40])
    rows.layout.settle(VIEW)
    assert rows.y(20) + 700 + 10 == VIEW


def test_far_jump_goes_where_the_scroll_bar_is() -> None:
    rows = Rows([100] * 1000)
    rows.layout.scroll_to(20_000, rows.layout.furthest)
    rows.layout.settle(VIEW)
    assert rows.layout.first_in_sight() == (500, 0)
    rows.layout.scroll_to(rows.layout.furthest, rows.layout.furthest)
    rows.layout.settle(VIEW)
    assert rows.layout.at_end


def test_last_row_whose_end_is_in_sight() -> None:
    rows = Rows([200, 200, 200])
    rows.layout.hold((0, 0))
    rows.layout.settle(VIEW)
    assert rows.layout.last_ended() == 0
    rows.layout.hold(END)
    rows.layout.settle(VIEW)
    assert rows.layout.last_ended() == 2
    tall = Rows([2000])
    tall.layout.hold((0, 0))
    tall.layout.settle(VIEW)
    assert tall.layout.last_ended() == -1


def test_no_rows_are_no_trouble() -> None:
    rows = Rows([])
    assert rows.layout.at_end
    assert rows.layout.first_in_sight() == (0, 0)

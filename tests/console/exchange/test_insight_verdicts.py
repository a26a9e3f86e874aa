from __future__ import annotations

from datetime import UTC, datetime, timedelta

from console.domain.insight import Insight, Period, Question, Scope, Section, Wish
from console.exchange.insight_html import html_text
from console.insight import figures
from console.insight.figures import Part

START = datetime(2026, 11, 2, tzinfo=UTC)


def page(now: Part, before: Part | None) -> str:
    made = figures.share("k", "T", now, before, of="cases", formula="F.", wish=Wish.MORE)
    scope = Scope(Period(START, START + timedelta(days=7)))
    section = Section(Question.SOLVING, "Some are.", (made,))
    return html_text(Insight(scope, (section,), 100, 300, START + timedelta(days=8), "UTC"))


def test_the_report_says_whether_it_is_better_beside_what_it_was() -> None:
    assert ">20 %: better</td>" in page((60, 100), (20, 100))
    assert ">55 %: no clear change</td>" in page((60, 100), (55, 100))
    assert ">0 %: too few to say</td>" in page((60, 100), (0, 4))


def test_where_nothing_was_before_nothing_is_said() -> None:
    said = page((60, 100), None)
    assert "better" not in said
    assert '<td class="number"></td>' in said
